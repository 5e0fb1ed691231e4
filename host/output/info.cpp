// SPDX-License-Identifier: Apache-2.0
#include "host/output/info.hpp"

#include "host/output/group_reader.hpp"
#include "host/output/result_reader.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <ostream>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

struct Statistics {
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest, sum = 0;
    std::int64_t present = 0, missing = 0;
    std::map<int, std::int64_t> classes;

    template <class T>
    void add(std::span<const T> values, bool count_classes) {
        for (const T number : values) {
            const double value = double(number);
            if (std::isnan(value)) {
                ++missing;
                continue;
            }
            ++present;
            sum += value;
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
            if (count_classes) ++classes[int(value)];
        }
    }
};

Statistics statistics_of(const ResultReader& result, const FieldInfo& field) {
    Statistics statistics;
    for (int layer = 0; layer < result.layers(field); ++layer)
        statistics.add<float>(result.read_map(field.name, layer), !field.classes.empty());
    return statistics;
}

std::string percent(double share) {
    return share > 0 && share < 0.001 ? "< 0.1 %" : fmt::format("{:.1f} %", 100 * share);
}

std::string shape_text(const ResultReader& result, const FieldInfo& field) {
    if (field.has_time()) return fmt::format("{} steps", result.layers(field));
    return field.shape == FieldShape::z_y_x ? fmt::format("{} levels", result.layers(field)) : "map";
}

void print_field(const ResultReader& result, const FieldInfo& field, std::ostream& out) {
    const Statistics s = statistics_of(result, field);
    const double all = double(s.present + s.missing);
    out << fmt::format("  {:<37}{:<8}{:<10}", field.name, people_units(field.units),
                       shape_text(result, field));
    if (s.present == 0) {
        out << "no values\n";
        return;
    }
    if (field.type == FieldType::i32) {
        out << fmt::format("  numbers {:.0f} to {:.0f}", s.lowest, s.highest);
    } else if (field.classes.empty()) {
        const auto shown = [&](double value) { return people_value(field.units, value); };
        out << fmt::format("{:>10.2f}{:>10.2f}{:>10.2f}", shown(s.lowest), shown(s.sum / double(s.present)),
                           shown(s.highest));
    } else {
        std::string shares;
        for (const auto& [value, count] : s.classes) {
            const auto found = std::ranges::find(field.classes, value, &FieldClass::value);
            const std::string label =
                found == field.classes.end() ? fmt::format("class {}", value) : std::string(found->meaning);
            shares += fmt::format("{}{} {}", shares.empty() ? "" : ", ", label,
                                  percent(double(count) / double(s.present)));
        }
        out << "  " << shares;
    }
    if (s.missing > 0) out << fmt::format("   missing {}", percent(double(s.missing) / all));
    out << "\n";
}

std::string shape_text(const std::vector<hsize_t>& shape) {
    std::string text;
    for (const hsize_t size : shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "1" : text;
}

/// Every dataset within groups, group by group: axes with their first and last values, others with the range
/// of their values.
void print_groups(const GroupReader& groups, std::ostream& out) {
    std::string group;
    for (const GroupField& field : groups.fields()) {
        if (field.group != group)
            out << fmt::format("\n  {:<37}{:<8}{:<20}{:>10}{:>10}{:>10}\n",
                               "group " + printable(field.group, 100), "unit", "shape", "lowest", "mean",
                               "highest");
        group = field.group;
        out << fmt::format("  {:<37}{:<8}{:<20}", printable(field.name, 100),
                           field.units.empty() ? "-" : field.units, shape_text(field.shape));
        if (field.is_text) {
            out << "  texts\n";
            continue;
        }
        Statistics s;
        for (hsize_t n = 0; n < groups.maps(field); ++n) s.add<double>(groups.read_map(field, n), false);
        if (s.present == 0)
            out << "  no values";
        else
            out << fmt::format("{:>10.4g}{:>10.4g}{:>10.4g}", s.lowest, s.sum / double(s.present), s.highest);
        if (s.missing > 0 && s.present > 0)
            out << fmt::format("   missing {}", percent(double(s.missing) / double(s.present + s.missing)));
        out << (field.is_axis ? "   axis\n" : "\n");
    }
}

/// RUN.wind.nc, which is no result: what it is, and its groups.
void print_wind_library(const std::filesystem::path& file, std::ostream& out) {
    const GroupReader groups(file);
    out << groups.attribute("", "title") << "\n";
    out << fmt::format("  made by    {}\n", groups.attribute("", "source"));
    out << fmt::format("  method     {}\n", groups.attribute("wind", "method"));
    out << fmt::format("  hash       {}\n", groups.attribute("wind", "hash"));
    print_groups(groups, out);
}

/// A JSON list of texts from /provenance.
void print_sentences(const ResultReader& result, const char* name, const char* title, std::ostream& out) {
    const auto list = nlohmann::json::parse(result.provenance(name), nullptr, false);
    if (!list.is_array() || list.empty()) return;
    out << "\n" << title << "\n";
    for (const auto& sentence : list)
        if (sentence.is_string()) out << "  - " << printable(sentence.get<std::string>(), 400) << "\n";
}

void print_inputs(const ResultReader& result, std::ostream& out) {
    const auto list = nlohmann::json::parse(result.provenance("inputs_json"), nullptr, false);
    if (!list.is_array() || list.empty()) return;
    out << "\nInputs\n";
    for (const auto& input : list) {
        if (!input.is_object()) continue;
        const auto text = [&](const char* key) {
            const auto found = input.find(key);
            return found != input.end() && found->is_string() ? printable(found->get<std::string>(), 200)
                                                              : "";
        };
        const std::string licence = text("licence");
        out << fmt::format("  - {}: {} (SHA-256 {}..., licence {})\n", text("role"), text("path"),
                           text("sha256").substr(0, 12), licence.empty() ? "not stated" : licence);
    }
}

}  // namespace

void print_info(const std::filesystem::path& file, std::ostream& out) {
    if (is_wind_library(file)) return print_wind_library(file, out);
    const ResultReader result(file);
    const Grid& grid = result.grid();
    const auto text = [&](const char* attribute) { return printable(result.text(attribute), 200); };

    out << text("title") << "\n";
    out << fmt::format("  made by    {}, back end {}\n", text("source"), text("backend"));
    out << fmt::format("  grid       {} x {} cells of {} m: {} x {} m", grid.nx, grid.ny, grid.cell_size,
                       grid.nx * grid.cell_size, grid.ny * grid.cell_size);
    if (grid.nz > 1) out << fmt::format(", {} levels from {} m", grid.nz, grid.z0);
    out << fmt::format("\n  place      lower left corner ({}, {}), {}\n", grid.x0, grid.y0,
                       grid.epsg == 0 ? "local grid without CRS"
                                      : fmt::format("EPSG:{}, heights above {}", grid.epsg,
                                                    text("geospatial_vertical_datum")));
    if (!result.times().empty())
        out << fmt::format("  time       {} to {}, {} steps of {}; the place keeps {}\n",
                           text("time_coverage_start"), text("time_coverage_end"), result.times().size(),
                           text("time_coverage_resolution"), text("time_zone"));
    if (!text("good_until").empty())
        out << fmt::format("  STOPPED    values until {} are good: {}\n", text("good_until"),
                           printable(result.text("stopped_because"), 500));
    const auto share = [&](const char* name) {
        return percent(result.number((std::string("surface_type_share_") + name).c_str()).value_or(0));
    };
    out << fmt::format("  land cover {} measured, {} inferred, {} unknown\n", share("measured"),
                       share("inferred"), share("unknown"));

    out << fmt::format("\n  {:<37}{:<8}{:<10}{:>10}{:>10}{:>10}\n", "field", "unit", "shape", "lowest",
                       "mean", "highest");
    for (const FieldInfo* field : result.fields()) print_field(result, *field, out);
    print_groups(GroupReader(file), out);

    print_sentences(result, "warnings_json", "Warnings", out);
    print_sentences(result, "rules_json", "Rules", out);
    print_inputs(result, out);
}

}  // namespace luwte
