// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/read_formats.hpp"
#include "kernels/core/constants.hpp"

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
    bool needed;
};

constexpr CsvColumn columns[] = {
    {{"air_temperature_degc", -60, 60, "degC"}, &WeatherHour::air_temperature, 1, 273.15, true},
    {{"relative_humidity_pct", 0, 100, "%"}, &WeatherHour::relative_humidity, 0.01, 0, true},
    {{"pressure_hpa", 500, 1100, "hPa"}, &WeatherHour::pressure, 100, 0, false},
    {{"wind_speed_m_s", 0, 80, "m/s"}, &WeatherHour::wind_speed, 1, 0, true},
    {{"wind_from_direction_deg", 0, 360, "degrees"}, &WeatherHour::wind_from_direction, degree_d, 0, true},
    {{"global_horizontal_w_m2", 0, 1500, "W/m2"}, &WeatherHour::global_horizontal, 1, 0, true},
    {{"diffuse_horizontal_w_m2", 0, 1500, "W/m2"}, &WeatherHour::diffuse_horizontal, 1, 0, false},
    {{"longwave_down_w_m2", 50, 700, "W/m2"}, &WeatherHour::longwave_down, 1, 0, false},
    {{"cloud_fraction_pct", 0, 100, "%"}, &WeatherHour::cloud_fraction, 0.01, 0, false},
    {{"rain_mm", 0, 500, "mm"}, &WeatherHour::rain, 1e-3, 0, false},
};

std::string known_names() {
    std::string out = "time_utc";
    for (const CsvColumn& c : columns) out += fmt::format(", {}", c.column.name);
    return out;
}

/// "2019-07-25T13:00:00Z" or "2019-07-25T13:00Z" or with a blank for T and without Z.
std::optional<double> time_of(std::string_view text) {
    if (text.ends_with('Z')) text.remove_suffix(1);
    if (text.size() == 16 || text.size() == 19) {
        const auto part = [&](std::size_t at, std::size_t n) {
            return integer(text.substr(at, n)).value_or(-1);
        };
        const bool shaped =
            text[4] == '-' && text[7] == '-' && (text[10] == 'T' || text[10] == ' ') && text[13] == ':';
        const int second = text.size() == 19 ? (text[16] == ':' ? part(17, 2) : -1) : 0;
        const int hour = part(11, 2), minute = part(14, 2);
        const auto day = day_begin_s(part(0, 4), part(5, 2), part(8, 2));
        if (shaped && day && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && second >= 0 &&
            second < 60)
            return *day + 3600.0 * hour + 60.0 * minute + second;
    }
    return {};
}

/// For each field of the header: index into `columns`, or -1 for time_utc.
std::vector<int> read_header(std::string_view text, std::size_t line, FileProblems& problems) {
    std::vector<int> order;
    if (text.find(',') == std::string_view::npos && text.find(';') != std::string_view::npos) {
        problems.add(line, "", "columns are parted by semicolons; expected commas, and points in numbers",
                     "a spreadsheet set to English writes it so");
        return order;
    }
    bool seen[std::size(columns)] = {}, time_seen = false;
    for (const std::string_view name : split(text, ',')) {
        int which = name == "time_utc" ? -1 : -2;
        for (std::size_t c = 0; c < std::size(columns); ++c)
            if (columns[c].column.name == name) which = int(c);
        if (which == -2)
            problems.add(line, "", in_quotes(name) + " is no known column", "known: " + known_names());
        bool& before = which < 0 ? time_seen : seen[which];
        if (which != -2 && before) problems.add(line, name, "stands twice in the header");
        if (which != -2) before = true;
        order.push_back(which);
    }
    for (std::size_t c = 0; c < std::size(columns); ++c)
        if (columns[c].needed && !seen[c])
            problems.add(line, "", fmt::format("there is no column {}", columns[c].column.name));
    return order;
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
            order = read_header(text, line, problems);
            problems.throw_if_any();
            continue;
        }
        const auto row = split(text, ',');
        if (row.size() != order.size()) {
            problems.add(line, "", fmt::format("has {} fields; the header has {}", row.size(), order.size()),
                         "decimals are written with a point, fields are separated by commas");
            continue;
        }
        WeatherHour hour = empty_hour(0);
        std::optional<double> end_s;
        for (std::size_t f = 0; f < row.size(); ++f) {
            if (order[f] < 0) {
                end_s = time_of(row[f]);
                if (!end_s)
                    problems.add(line, "time_utc", in_quotes(row[f]) + " is no time", "2019-07-25T13:00:00Z");
            } else {
                const CsvColumn& c = columns[order[f]];
                hour.*c.target = float(read_number(row[f], c.column, line, problems) * c.scale + c.offset);
            }
        }
        if (!end_s) continue;
        if (!series.hours.empty()) {
            const double after = *end_s - series.hours.back().end_s;
            if (!(after > 0) || std::fmod(after, 3600) != 0)
                problems.add(line, "time_utc", "is not whole hours after the row before it");
        }
        hour.end_s = *end_s;
        hour.line = int(line);
        if (hour.diffuse_horizontal > 1.05f * hour.global_horizontal + 5)
            problems.add(line, "diffuse_horizontal_w_m2", "is above the global radiation of the hour");
        series.hours.push_back(hour);
    }
    if (problems.empty() && series.hours.empty()) problems.add(0, "", "there are no hours below the header");
    problems.throw_if_any();
    return series;
}

}  // namespace luwte
