// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/emission_factors.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/text/text_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

using namespace text;

enum FactorColumn : std::size_t { substance, of_year, speed, vehicle, factor };
constexpr std::array<std::string_view, 5> column_names{"substance", "year", "speed_class", "vehicle_class",
                                                       "factor_g_km"};
constexpr std::string_view hint = "columns are substance,year,speed_class,vehicle_class,factor_g_km";

using Order = std::array<std::size_t, column_names.size()>;

/// Place of each column in a row; nothing where the header is no header, which is a problem.
std::optional<Order> read_header(std::string_view line, std::size_t number, FileProblems& problems) {
    const auto names = split(line, ',');
    Order order{};
    bool good = true;
    for (std::size_t c = 0; c < order.size(); ++c) {
        const auto count = std::ranges::count(names, column_names[c]);
        order[c] = std::size_t(std::ranges::find(names, column_names[c]) - names.begin());
        if (count == 1) continue;
        good = false;
        problems.add(
            number, "",
            fmt::format("{} column {}", count == 0 ? "there is no" : "there are two of", column_names[c]),
            std::string(hint));
    }
    for (const std::string_view name : names)
        if (std::ranges::find(column_names, name) == column_names.end()) {
            good = false;
            problems.add(number, "", in_quotes(name) + " is no known column", std::string(hint));
        }
    if (!good) return {};
    return order;
}

std::optional<std::size_t> word(std::string_view text, std::span<const std::string_view> words,
                                std::string_view column, std::size_t line, FileProblems& problems) {
    const auto at = std::ranges::find(words, text);
    if (at != words.end()) return std::size_t(at - words.begin());
    problems.add(line, column, fmt::format("{} is none of {}", in_quotes(text), fmt::join(words, ", ")));
    return {};
}

}  // namespace

LoadedFactors read_emission_factors(const std::string& role, const std::filesystem::path& file, int year) {
    require_local_file(role, file);
    const TextFile table = read_text_file(
        file,
        {"table of emission factors", "a year of factors is about 4 kB", "a table of emission factors"});
    FileProblems problems(table.name);
    LoadedFactors out;
    out.factors.year = year;
    std::optional<Order> order;
    std::set<int> years;
    std::set<std::array<std::size_t, 4>> seen;
    bool header_seen = false;
    for (std::size_t n = 0; n < table.lines.size(); ++n) {
        const std::string_view line = trimmed(table.lines[n]);
        if (line.empty()) continue;
        if (line.starts_with('#')) {
            const std::string_view comment = trimmed(line.substr(1));
            if (comment.starts_with("source:") && out.factors.source.size() < 1000)
                out.factors.source +=
                    (out.factors.source.empty() ? "" : "; ") + plain(trimmed(comment.substr(7)));
            continue;
        }
        if (!header_seen) {
            header_seen = true;
            order = read_header(line, n + 1, problems);
            if (!order) break;
            continue;
        }
        const auto fields = split(line, ',');
        if (fields.size() != column_names.size()) {
            problems.add(n + 1, "",
                         fmt::format("has {} fields; the header has {}", fields.size(), column_names.size()),
                         "decimals are written with a point, fields are separated by commas");
            continue;
        }
        const auto field = [&](FactorColumn c) { return fields[(*order)[c]]; };
        const auto s = word(field(substance), substance_names, column_names[substance], n + 1, problems);
        const auto c = word(field(speed), speed_class_names, column_names[speed], n + 1, problems);
        const auto v = word(field(vehicle), vehicle_class_names, column_names[vehicle], n + 1, problems);
        const auto y = integer(field(of_year));
        if (!y || *y < 1990 || *y > 2100)
            problems.add(n + 1, column_names[of_year],
                         in_quotes(field(of_year)) + " is no year from 1990 to 2100");
        const double value =
            read_number(field(factor), {column_names[factor], 0, 1000, "g/km"}, n + 1, problems);
        if (field(factor).empty()) problems.add(n + 1, column_names[factor], "is empty", "leave the row out");
        if (!s || !c || !v || !y) continue;
        years.insert(*y);
        if (!seen.insert({*s, std::size_t(*y), *c, *v}).second)
            problems.add(n + 1, "", "there is a row before with the same substance, year and classes");
        if (*y == year) out.factors.g_per_km[*s][*c][*v] = value;
    }
    if (!header_seen) problems.add(0, "", "has no header", std::string(hint));
    if (problems.empty() && !years.contains(year))
        problems.add(0, "",
                     fmt::format("has no factors of {}; there are those of {}", year,
                                 years.empty() ? "no year" : fmt::format("{}", fmt::join(years, ", "))));
    problems.throw_if_any();
    if (out.factors.source.empty())
        out.warnings.push_back(
            fmt::format("{}: {} does not say where its emission factors come from; a line "
                        "\"# source: ...\" does",
                        role, file.string()));
    out.record = record_of(role, file, "", "");
    return out;
}

}  // namespace luwte
