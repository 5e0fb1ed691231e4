// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/read_formats.hpp"
#include "kernels/core/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace weather_text;

/// One column: where its value goes and what a unit of it is in SI (value * scale + offset).
struct CsvColumn {
    NumberColumn column;
    float WeatherHour::*target;
    double scale, offset;
};

/// Beside time_utc; the first five have to be there.
constexpr CsvColumn columns[] = {
    {{"air_temperature_degc", -60, 60, "degC"}, &WeatherHour::air_temperature, 1, 273.15},
    {{"relative_humidity_pct", 0, 100, "%"}, &WeatherHour::relative_humidity, 0.01, 0},
    {{"wind_speed_m_s", 0, 80, "m/s"}, &WeatherHour::wind_speed, 1, 0},
    {{"wind_from_direction_deg", 0, 360, "degrees"}, &WeatherHour::wind_from_direction, degree_d, 0},
    {{"global_horizontal_w_m2", 0, 1500, "W/m2"}, &WeatherHour::global_horizontal, 1, 0},
    {{"pressure_hpa", 500, 1100, "hPa"}, &WeatherHour::pressure, 100, 0},
    {{"diffuse_horizontal_w_m2", 0, 1500, "W/m2"}, &WeatherHour::diffuse_horizontal, 1, 0},
    {{"longwave_down_w_m2", 50, 700, "W/m2"}, &WeatherHour::longwave_down, 1, 0},
    {{"cloud_fraction_pct", 0, 100, "%"}, &WeatherHour::cloud_fraction, 0.01, 0},
    {{"rain_mm", 0, 500, "mm"}, &WeatherHour::rain, 1e-3, 0},
};
constexpr std::size_t needed = 1 + 5;  ///< with time_utc

/// time_utc and the columns above.
std::vector<std::string_view> known_names() {
    std::vector<std::string_view> names = {"time_utc"};
    for (const CsvColumn& c : columns) names.push_back(c.column.name);
    return names;
}

void read_comment(std::string_view text, std::size_t line, WeatherSeries& series, FileProblems& problems) {
    text = trimmed(text.substr(1));
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = trimmed(text.substr(0, colon)), value = trimmed(text.substr(colon + 1));
    if (key == "station") series.station = plain(value);
    if (key == "latitude_deg")
        series.latitude_rad = degree_d * read_number(value, {key, -90, 90, "degrees"}, line, problems);
    if (key == "longitude_deg")
        series.longitude_rad = degree_d * read_number(value, {key, -180, 180, "degrees"}, line, problems);
}

/// Seconds from row to row: the least there is. Rows stand at multiples of it and, where it is less than an
/// hour, it divides the hour and some of them end one; else a problem.
double step_of(const std::vector<WeatherHour>& rows, FileProblems& problems) {
    constexpr const char* hint =
        "rows stand every hour, or every 30, 20, 15, 10 or so minutes of it, each at the end of what it "
        "covers, the last one of an hour at hh:00";
    double step = rows.size() < 2 ? 3600 : 1e9;
    for (std::size_t n = 1; n < rows.size(); ++n) step = std::min(step, rows[n].end_s - rows[n - 1].end_s);
    if (!(step > 0)) {
        for (std::size_t n = 1; n < rows.size(); ++n)
            if (!(rows[n].end_s > rows[n - 1].end_s))
                problems.add(std::size_t(rows[n].line), "time_utc", "is not after the row before it", hint);
        return 3600;
    }
    step = step > 3600 ? 3600 : step;
    if (std::fmod(3600, step) != 0) {
        problems.add(
            0, "time_utc",
            fmt::format("the least step from row to row, {:g} minutes, does not divide the hour", step / 60),
            hint);
        return 3600;
    }
    for (std::size_t n = 1; n < rows.size(); ++n)
        if (std::fmod(rows[n].end_s - rows[n - 1].end_s, step) != 0)
            problems.add(std::size_t(rows[n].line), "time_utc",
                         fmt::format("is not a whole number of steps of {:g} minutes after the row before it",
                                     step / 60),
                         hint);
    if (step < 3600 && !rows.empty() && std::fmod(rows.front().end_s, step) != 0)
        problems.add(
            std::size_t(rows.front().line), "time_utc",
            fmt::format("no row of this file, every {:g} minutes from here, ends an hour", step / 60), hint);
    return step;
}

/// Hours of rows that stand closer: means over the hour's rows of wind and radiation, their sum of rain, the
/// direction of the mean of their wind, and the last row for what is at the hour. An hour that lacks rows has
/// the latter only; one that lacks its last row is none.
std::vector<WeatherHour> hours_of(const std::vector<WeatherHour>& rows, double step) {
    std::vector<WeatherHour> hours;
    const auto per_hour = std::size_t(std::lround(3600 / step));
    for (std::size_t last = 0; last < rows.size(); ++last) {
        if (std::fmod(rows[last].end_s, 3600) != 0) continue;
        WeatherHour hour = rows[last];
        std::size_t first = last;
        while (first > 0 && rows[first - 1].end_s > hour.end_s - 3600) --first;
        constexpr float missing = std::numeric_limits<float>::quiet_NaN();
        const bool whole = last + 1 - first == per_hour;
        const auto sum = [&](float WeatherHour::*value) {
            double total = 0;
            for (std::size_t n = first; n <= last; ++n) total += double(rows[n].*value);
            return total;
        };
        for (float WeatherHour::*const value :
             {&WeatherHour::wind_speed, &WeatherHour::global_horizontal, &WeatherHour::diffuse_horizontal,
              &WeatherHour::longwave_down})
            hour.*value = whole ? float(sum(value) / double(per_hour)) : missing;
        hour.rain = whole ? float(sum(&WeatherHour::rain)) : missing;
        double east = 0, north = 0;  // m s-1, where it comes from; rows without a direction give none
        for (std::size_t n = first; n <= last; ++n) {
            const WeatherHour& row = rows[n];
            if (std::isnan(row.wind_from_direction) || std::isnan(row.wind_speed)) continue;
            east += double(row.wind_speed) * std::sin(double(row.wind_from_direction));
            north += double(row.wind_speed) * std::cos(double(row.wind_from_direction));
        }
        const double from = std::atan2(east, north);
        hour.wind_from_direction =
            std::hypot(east, north) > 1e-6 ? float(from < 0 ? from + 2 * pi_d : from) : missing;
        hours.push_back(hour);
    }
    return hours;
}

}  // namespace

WeatherSeries read_weather_csv(const TextFile& file) {
    FileProblems problems(file.name);
    WeatherSeries series;
    series.source_format = "csv";
    series.station = "station of " + plain(std::filesystem::path(file.name).filename().string());
    series.latitude_rad = series.longitude_rad = std::numeric_limits<double>::quiet_NaN();

    std::vector<int> order;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::size_t line = i + 1;
        const std::string_view text = trimmed(file.lines[i]);
        if (text.empty()) continue;
        if (text.starts_with('#')) {
            read_comment(text, line, series, problems);
            continue;
        }
        if (order.empty()) {
            order = read_header(text, line, known_names(), needed, problems);
            problems.throw_if_any();
            continue;
        }
        const auto row = read_row(text, line, order.size(), problems);
        if (row.empty()) continue;
        WeatherHour hour = empty_hour(0);
        std::optional<double> end_s;
        for (std::size_t f = 0; f < row.size(); ++f) {
            if (order[f] == 0) {
                end_s = time_utc(row[f]);
                if (!end_s)
                    problems.add(line, "time_utc", in_quotes(row[f]) + " is no time", "2019-07-25T13:00:00Z");
            } else {
                const CsvColumn& c = columns[order[f] - 1];
                hour.*c.target = float(read_number(row[f], c.column, line, problems) * c.scale + c.offset);
            }
        }
        if (!end_s) continue;
        hour.end_s = *end_s;
        hour.line = int(line);
        if (hour.diffuse_horizontal > 1.05f * hour.global_horizontal + 5)
            problems.add(line, "diffuse_horizontal_w_m2", "is above the global radiation of the hour");
        series.hours.push_back(hour);
    }
    const double step = step_of(series.hours, problems);
    if (step < 3600 && problems.empty()) {
        series.hours = hours_of(series.hours, step);
        series.rules.push_back(fmt::format(
            "rows of {:g} minutes made hours: wind and radiation are their means, rain their sum, the rest "
            "the row at the hour",
            step / 60));
    }
    if (problems.empty() && series.hours.empty()) problems.add(0, "", "there are no hours below the header");
    problems.throw_if_any();
    return series;
}

}  // namespace luwte
