// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/read_formats.hpp"
#include "kernels/core/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace weather_text;

/// A data field: its place in the row (from 0), the code for missing, its range.
struct Field {
    std::size_t index;
    double missing;  ///< this and above
    NumberColumn column;
};

// EnergyPlus, Auxiliary Programs, "EPW data dictionary". Field names as there.
constexpr Field dry_bulb{6, 99.9, {"dry bulb temperature", -70, 70, "degC"}},
    humidity{8, 999, {"relative humidity", 0, 110, "%"}},
    pressure{9, 999999, {"atmospheric station pressure", 31000, 120000, "Pa"}},
    infrared{12, 9999, {"horizontal infrared radiation", 0, 1000, "Wh/m2"}},
    global{13, 9999, {"global horizontal radiation", 0, 1500, "Wh/m2"}},
    diffuse{15, 9999, {"diffuse horizontal radiation", 0, 1500, "Wh/m2"}},
    direction{20, 991, {"wind direction", 0, 990, "degrees"}}, speed{21, 99.9, {"wind speed", 0, 80, "m/s"}},
    sky_cover{22, 99, {"total sky cover", 0, 10, "tenths"}},
    rain{33, 999, {"liquid precipitation depth", 0, 500, "mm"}};
constexpr std::size_t fewest_fields = 24;

constexpr double nan_d = std::numeric_limits<double>::quiet_NaN();

double read_field(const std::vector<std::string_view>& row, const Field& field, std::size_t line,
                  FileProblems& problems) {
    if (field.index >= row.size()) return nan_d;
    const auto value = number(row[field.index]);
    if (value && *value >= field.missing) return nan_d;
    return read_number(row[field.index], field.column, line, problems);
}

struct Location {
    std::string name;
    double latitude_deg = nan_d, longitude_deg = nan_d, zone_h = 0;
};

Location read_location(const TextFile& file, FileProblems& problems) {
    Location out;
    const auto fields = split(file.lines[0], ',');
    if (fields.size() < 9) {
        problems.add(
            1, "",
            fmt::format("LOCATION has {} fields; expected 10: LOCATION, city, region, country, source, "
                        "WMO number, latitude, longitude, time zone, elevation",
                        fields.size()));
        return out;
    }
    const auto need = [&](std::size_t i, const NumberColumn& column) {
        if (fields[i].empty()) problems.add(1, column.name, "is empty");
        return read_number(fields[i], column, 1, problems);
    };
    out.name = plain(fields[1]);
    out.latitude_deg = need(6, {"latitude", -90, 90, "degrees"});
    out.longitude_deg = need(7, {"longitude", -180, 180, "degrees"});
    out.zone_h = need(8, {"time zone", -12, 14, "h"});
    return out;
}

WeatherHour read_row(const std::vector<std::string_view>& row, double end_s, std::size_t line,
                     FileProblems& problems, bool& humidity_capped) {
    const auto value = [&](const Field& field) { return read_field(row, field, line, problems); };
    WeatherHour hour = empty_hour(end_s);
    hour.air_temperature = float(value(dry_bulb) + 273.15);
    const double rh = value(humidity);
    humidity_capped = humidity_capped || rh > 100;
    hour.relative_humidity = float(0.01 * (rh > 100 ? 100 : rh));
    hour.pressure = float(value(pressure));
    hour.wind_speed = float(value(speed));
    hour.global_horizontal = float(value(global));
    hour.diffuse_horizontal = float(value(diffuse));
    const double longwave = value(infrared);
    if (longwave > 0) hour.longwave_down = float(longwave);  // 0 is no sky on Earth: missing
    hour.cloud_fraction = float(0.1 * value(sky_cover));
    hour.rain = float(1e-3 * value(rain));
    const double from = value(direction);
    if (from > 0 && from <= 360) hour.wind_from_direction = float(from * degree_d);
    if (from > 360 && from < 990)
        problems.add(line, direction.column.name, in_quotes(row[direction.index]) + " is not a direction",
                     "0 to 360 degrees, 999 = missing (990 is taken as variable)");
    if (hour.diffuse_horizontal > 1.05f * hour.global_horizontal + 5)
        problems.add(line, diffuse.column.name, "is above the global radiation of the hour");
    return hour;
}

/// End of the row's hour [s since 1970, UTC]; empty and a problem where date or hour are wrong.
std::optional<double> end_of_row(const std::vector<std::string_view>& row, double zone_h, std::size_t line,
                                 FileProblems& problems) {
    const auto year = integer(row[0]), month = integer(row[1]), day = integer(row[2]), hour = integer(row[3]);
    const auto begin = year && month && day ? day_begin_s(*year, *month, *day) : std::nullopt;
    if (!begin || !hour || *hour < 1 || *hour > 24) {
        problems.add(line, "",
                     fmt::format("{} {} {} {} is no year, month, day and hour (1 to 24)", in_quotes(row[0]),
                                 in_quotes(row[1]), in_quotes(row[2]), in_quotes(row[3])));
        return {};
    }
    return *begin + 3600 * *hour - 3600 * zone_h;
}

using YearMonth = std::pair<int, int>;

/// What a file of months from several years says of them; empty where it has a month of two years, and
/// where all are of one year or follow each other.
std::string typical_year(const std::vector<YearMonth>& months) {
    static constexpr const char* names[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
    bool one_year = true, follow = true, twice = false;
    for (std::size_t n = 1; n < months.size(); ++n) {
        const auto [year, month] = months[n - 1];
        for (std::size_t m = 0; m < n; ++m) twice = twice || months[m].second == months[n].second;
        one_year = one_year && months[n].first == year;
        follow = follow && 12 * (months[n].first - year) + months[n].second - month == 1;
    }
    if (one_year || follow || twice) return {};
    std::string list;
    for (const auto& [year, month] : months)
        list += fmt::format("{}{} of {}", list.empty() ? "" : ", ", names[month - 1], year);
    return "the file is a typical year, with " + list + "; hours keep these years";
}

}  // namespace

WeatherSeries read_epw(const TextFile& file) {
    FileProblems problems(file.name);
    const Location location = read_location(file, problems);
    WeatherSeries series;
    series.source_format = "epw";
    series.station = location.name;
    series.latitude_rad = location.latitude_deg * degree_d;
    series.longitude_rad = location.longitude_deg * degree_d;

    std::size_t first = 0;  // line of the first hour, from 0
    for (std::size_t i = 0; i < file.lines.size() && i < 100 && first == 0; ++i) {
        const auto fields = split(file.lines[i], ',');
        if (fields[0] != "DATA PERIODS") continue;
        first = i + 1;
        if (fields.size() > 2 && fields[2] != "1")
            problems.add(i + 1, "records per hour",
                         "is " + in_quotes(fields[2]) + "; only hourly files (1) are read");
    }
    if (first == 0) problems.add(0, "", "there is no DATA PERIODS line in the header");
    problems.throw_if_any();

    bool humidity_capped = false, ascending = true;
    std::vector<YearMonth> months;
    for (std::size_t i = first; i < file.lines.size(); ++i) {
        if (trimmed(file.lines[i]).empty()) continue;
        const auto row = split(file.lines[i], ',');
        if (row.size() < fewest_fields) {
            problems.add(i + 1, "",
                         fmt::format("has {} fields; expected at least {}", row.size(), fewest_fields));
            continue;
        }
        const auto end_s = end_of_row(row, location.zone_h, i + 1, problems);
        if (!end_s) continue;
        ascending = ascending && (series.hours.empty() || series.hours.back().end_s < *end_s);
        series.hours.push_back(read_row(row, *end_s, i + 1, problems, humidity_capped));
        series.hours.back().line = int(i + 1);
        const YearMonth of_row{integer(row[0]).value_or(0), integer(row[1]).value_or(0)};
        if (std::find(months.begin(), months.end(), of_row) == months.end()) months.push_back(of_row);
    }
    if (problems.empty() && series.hours.empty()) problems.add(0, "", "there are no hours below the header");
    if (!ascending) {
        const auto before = [](const WeatherHour& a, const WeatherHour& b) { return a.end_s < b.end_s; };
        std::stable_sort(series.hours.begin(), series.hours.end(), before);
        const auto same = [](const WeatherHour& a, const WeatherHour& b) { return a.end_s == b.end_s; };
        if (std::adjacent_find(series.hours.begin(), series.hours.end(), same) != series.hours.end())
            problems.add(0, "", "an hour stands twice in the file");
        series.rules.push_back("hours of the file sorted by time");
    }
    problems.throw_if_any();
    if (const std::string rule = typical_year(months); !rule.empty()) series.rules.push_back(rule);
    if (humidity_capped) series.rules.push_back("relative humidity above 100 % taken as 100 %");
    return series;
}

}  // namespace luwte
