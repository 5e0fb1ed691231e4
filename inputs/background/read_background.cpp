// SPDX-License-Identifier: Apache-2.0
#include "inputs/background/read_background.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/raster/height_raster.hpp"
#include "inputs/text/text_file.hpp"
#include "inputs/weather/load_weather.hpp"
#include "inputs/weather/weather_text.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

using namespace text;

constexpr std::array<NumberColumn, 5> background_columns = {{{"no2_ug_m3", -20, 2000, "ug/m3"},
                                                             {"o3_ug_m3", -20, 2000, "ug/m3"},
                                                             {"pm10_ug_m3", -20, 2000, "ug/m3"},
                                                             {"pm25_ug_m3", -20, 2000, "ug/m3"},
                                                             {"ec_ug_m3", -20, 2000, "ug/m3"}}};
constexpr double most_of_a_map = 1000;  ///< ug m-3

/// What the name of a file says that the map is of.
struct NameOfMap {
    std::vector<std::string> substances;
    std::vector<int> years;
};

/// Substances of which RIVM has maps, as in keys; none begins another.
constexpr std::string_view substances_of_maps[] = {"no2", "nox", "o3", "pm10", "pm25", "ec", "so2", "nh3"};

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Years in a name: four digits alone, from 1990 to 2100.
void years_in(std::string_view name, std::vector<int>& years) {
    for (std::size_t n = 0; n < name.size();) {
        std::size_t end = n;
        while (end < name.size() && is_digit(name[end])) ++end;
        if (end - n == 4)
            if (const auto year = integer(name.substr(n, 4)); year && *year >= 1990 && *year <= 2100)
                years.push_back(*year);
        n = std::max(end, n + 1);
    }
}

/// By its words of letters and digits: "no2" is a substance, "no22024" one and a year; of others years only.
NameOfMap name_of_map(const std::filesystem::path& file) {
    std::string name = file.filename().string();
    std::ranges::transform(name, name.begin(),
                           [](char c) { return char(std::tolower(static_cast<unsigned char>(c))); });
    for (const char* written : {"pm2.5", "pm2_5", "pm2-5"})
        for (std::size_t at = 0; (at = name.find(written, at)) != std::string::npos;)
            name.replace(at, 5, "pm25");
    NameOfMap out;
    const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (auto begin = std::ranges::find_if(name, in_word); begin != name.end();) {
        const auto end = std::find_if_not(begin, name.end(), in_word);
        std::string_view word(begin, end);
        for (const std::string_view substance : substances_of_maps) {
            if (!word.starts_with(substance)) continue;
            const std::string_view rest = word.substr(substance.size());
            if (!rest.empty() && (rest.size() != 4 || !std::ranges::all_of(rest, is_digit))) continue;
            out.substances.emplace_back(substance), word = rest;
            break;
        }
        years_in(word, out.years);
        begin = std::find_if(end, name.end(), in_word);
    }
    return out;
}

}  // namespace

BackgroundHours read_background_hours(const std::string& role, const std::filesystem::path& file) {
    require_local_file(role, file);
    const TextFile table = read_text_file(
        file, {"hourly background", "a year of hours is about 0.5 MB", "a file of hourly concentrations"});
    std::vector<std::string_view> names = {"time_utc"};
    for (const NumberColumn& column : background_columns) names.push_back(column.name);
    FileProblems problems(table.name);
    BackgroundHours out;
    std::vector<int> order;
    for (std::size_t n = 0; n < table.lines.size(); ++n) {
        const std::size_t line = n + 1;
        const std::string_view row_text = trimmed(table.lines[n]);
        if (row_text.empty() || row_text.starts_with('#')) continue;
        if (order.empty()) {
            order = read_header(row_text, line, names, 1, problems);
            problems.throw_if_any();
            if (order.size() < 2)
                problems.add(line, "", "has no column of a substance", "such as no2_ug_m3, in ug/m3");
            continue;
        }
        const auto row = read_row(row_text, line, order.size(), problems);
        if (row.empty()) continue;
        double end = std::numeric_limits<double>::quiet_NaN();
        for (std::size_t f = 0; f < row.size(); ++f) {
            if (order[f] == 0) {
                const auto time = weather_text::time_utc(row[f]);
                if (!time || std::fmod(*time, 3600) != 0)
                    problems.add(line, "time_utc", in_quotes(row[f]) + " is not the end of an hour",
                                 "for example 2024-07-25T13:00:00Z, for the hour from 12 to 13 UTC");
                else if (!out.end_s.empty() && *time <= out.end_s.back())
                    problems.add(line, "time_utc", "is not after the row before it", "sort the rows by time");
                else
                    end = *time;
            } else {
                const auto of = std::size_t(order[f] - 1);
                out.values[of].push_back(read_number(row[f], background_columns[of], line, problems));
            }
        }
        if (!std::isnan(end)) out.end_s.push_back(end);
    }
    if (order.empty()) problems.add(0, "", "has no header", "such as time_utc,no2_ug_m3,o3_ug_m3");
    if (problems.empty() && out.end_s.empty()) problems.add(0, "", "has no hours");
    problems.throw_if_any();
    out.record = record_of(role, file, "", "");
    return out;
}

BackgroundMap read_background_map(BackgroundSubstance of, const std::filesystem::path& file, int year,
                                  const Grid& grid) {
    BackgroundMap out;
    const std::string_view substance = background_names[std::size_t(of)];
    const std::string role = fmt::format("background_{}_map", substance);
    const auto [substances, years] = name_of_map(file);
    if (!substances.empty() && std::ranges::find(substances, substance) == substances.end())
        throw InputError(role,
                         fmt::format("{} is of {} by its name, not of {}", file.string(),
                                     fmt::join(substances, ", "), substance),
                         "take the map of that substance, or rename the file where its name is wrong");
    if (!years.empty() && std::ranges::find(years, year) == years.end())
        throw InputError(role,
                         fmt::format("{} is of {} by its name; air.background_year is {}", file.string(),
                                     fmt::join(years, ", "), year),
                         "take the map of that year, or set the year of the map");
    if (years.empty())
        out.warnings.push_back(
            fmt::format("{}: {} does not say by its name that it is of {}", role, file.string(), year));
    HeightRaster raster =
        read_height_raster(role, file, grid, HeightRule::concentration, {}, "concentration");
    for (std::size_t n = 0; n < raster.height.size(); ++n) {
        const float value = raster.height[n];
        if (value >= 0 && value <= most_of_a_map) continue;
        const auto i = idx(n) % grid.nx, j = idx(n) / grid.nx;
        throw InputError(
            role,
            std::isnan(value)
                ? fmt::format(
                      "{} has no value at ({:.1f}, {:.1f}), or in a raster cell beside it that counts "
                      "there",
                      file.string(), grid.x(i), grid.y(j))
                : fmt::format("{} has {:g} at ({:.1f}, {:.1f}); concentrations are 0 to {:g} "
                              "ug/m3",
                              file.string(), value, grid.x(i), grid.y(j), most_of_a_map),
            std::isnan(value) ? "use smaller bounds_m or a map without holes there"
                              : "values are in ug/m3, and no data has to be declared (NODATA_value)");
    }
    out.values = std::move(raster.height), out.resampling = raster.resampling;
    out.warnings.insert(out.warnings.end(), raster.warnings.begin(), raster.warnings.end());
    out.record = record_of(role, file, raster.crs, raster.date);
    return out;
}

}  // namespace luwte
