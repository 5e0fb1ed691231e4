// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/read_formats.hpp"
#include "kernels/core/constants.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <sstream>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace weather_text;

constexpr double nan_d = std::numeric_limits<double>::quiet_NaN();

constexpr NumberColumn col_t{"T", -600, 600, "0.1 degC"}, col_u{"U", 0, 100, "%"},
    col_p{"P", 8500, 11000, "0.1 hPa"}, col_fh{"FH", 0, 900, "0.1 m/s"}, col_ff{"FF", 0, 900, "0.1 m/s"},
    col_dd{"DD", 0, 990, "degrees"}, col_q{"Q", 0, 500, "J/cm2"}, col_n{"N", 0, 9, "octas"},
    col_rh{"RH", -1, 3000, "0.1 mm"};

/// Line without a leading '#' and blanks.
std::string_view uncommented(std::string_view line) {
    line = trimmed(line);
    if (line.starts_with('#')) line = trimmed(line.substr(1));
    return line;
}

bool is_column_line(std::string_view line) {
    const auto names = split(uncommented(line), ',');
    return names.size() >= 3 && names[0] == "STN" && names[1] == "YYYYMMDD";
}

struct Station {
    double latitude_deg = nan_d, longitude_deg = nan_d;
    std::string name;
};

/// "260:   5.180   52.100   1.90  DE BILT" under a line "STN  LON(east) LAT(north) ALT(m) NAME".
void read_station_line(std::string_view line, std::map<int, Station>& stations) {
    std::istringstream words{std::string(uncommented(line))};
    std::string id, longitude, latitude, altitude;
    if (!(words >> id >> longitude >> latitude >> altitude)) return;
    if (id.ends_with(':')) id.pop_back();
    const auto n = integer(id);
    const auto lon = number(longitude), lat = number(latitude);
    if (!n || !lon || !lat || std::fabs(*lon) > 180 || std::fabs(*lat) > 90) return;
    Station station{*lat, *lon, {}};
    std::getline(words >> std::ws, station.name);
    stations[*n] = station;
}

struct Mark {
    std::size_t line;
    std::string_view variable;
    double first_end_s, last_end_s;
    std::string rule;  ///< "T 24 20150701: ..."
};

std::optional<double> date_of(std::string_view yyyymmdd) {
    const auto date = integer(yyyymmdd);
    if (!date || yyyymmdd.size() != 8) return {};
    return day_begin_s(*date / 10000, *date / 100 % 100, *date % 100);
}

constexpr std::string_view marker = "luwte-estimated:";

void read_mark(std::size_t line, std::string_view text, std::vector<Mark>& marks, FileProblems& problems) {
    const auto wrong = [&](std::string_view what) {
        problems.add(line, "", fmt::format("{} in a luwte-estimated line", what),
                     "write '# luwte-estimated: VAR HH[-HH] YYYYMMDD ; rule text', VAR one of "
                     "T U P FH FF DD Q N");
    };
    text = trimmed(text.substr(marker.size()));
    const std::size_t semicolon = text.find(';');
    if (semicolon == std::string_view::npos || trimmed(text.substr(semicolon + 1)).empty())
        return wrong("there is no rule text");
    std::istringstream words{std::string(text.substr(0, semicolon))};
    std::string variable, hours, date, rest;
    words >> variable >> hours >> date;
    if (words >> rest) return wrong(in_quotes(rest) + " is one word too many");
    static constexpr std::string_view known[] = {"T", "U", "P", "FH", "FF", "DD", "Q", "N"};
    std::string_view name;
    for (const std::string_view v : known)
        if (v == variable) name = v;
    if (name.empty()) return wrong(in_quotes(variable) + " is no variable");
    const std::size_t dash = hours.find('-');
    const auto first = integer(hours.substr(0, dash));
    const auto last = dash == std::string::npos ? first : integer(hours.substr(dash + 1));
    if (!first || !last || *first < 1 || *last > 24 || *first > *last)
        return wrong(in_quotes(hours) + " is no hour or range of hours within 1 to 24");
    const auto day = date_of(date);
    if (!day) return wrong(in_quotes(date) + " is no date");
    std::string rule =
        fmt::format("{} {} {}: {}", name, hours, date, plain(trimmed(text.substr(semicolon + 1))));
    marks.push_back({line, name, *day + 3600 * *first, *day + 3600 * *last, std::move(rule)});
}

bool& flag_of(EstimatedFlags& flags, std::string_view variable) {
    if (variable == "T") return flags.air_temperature;
    if (variable == "U") return flags.relative_humidity;
    if (variable == "P") return flags.pressure;
    if (variable == "DD") return flags.wind_from_direction;
    if (variable == "Q") return flags.global_horizontal;
    if (variable == "N") return flags.cloud_fraction;
    return flags.wind_speed;
}

class Columns {
  public:
    Columns(std::string_view line, std::size_t number, FileProblems& problems)
        : names_(split(uncommented(line), ',')) {
        const auto need = [&](std::string_view name, std::string_view what, std::string hint = {}) {
            if (!has(name))
                problems.add(number, "", fmt::format("there is no column {} ({})", name, what), hint);
        };
        if (!has("HH") && !has("H")) problems.add(number, "", "there is no column HH (hour, ending, UT)");
        need("T", "air temperature");
        need("U", "relative humidity",
             has("RH") ? "RH in a KNMI file is rain, not humidity: download the file again with U"
                       : "download the file again with U");
        need("Q", "global radiation");
        need("DD", "wind direction");
        if (!has("FH") && !has("FF")) problems.add(number, "", "there is no column FH or FF (wind speed)");
        for (std::size_t i = 0; i < names_.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (names_[i] == names_[k] && !names_[i].empty())
                    problems.add(number, names_[i], "stands twice in the column line");
    }
    std::size_t size() const { return names_.size(); }
    bool has(std::string_view name) const { return index(name) < names_.size(); }
    std::string_view text(const std::vector<std::string_view>& row, std::string_view name) const {
        const std::size_t i = index(name);
        return i < row.size() ? row[i] : std::string_view();
    }

  private:
    std::size_t index(std::string_view name) const {
        std::size_t i = 0;
        while (i < names_.size() && names_[i] != name) ++i;
        return i;
    }
    std::vector<std::string_view> names_;
};

/// End of the row's hour [s since 1970]; empty and a problem where date or hour are wrong.
std::optional<double> end_of_row(const std::vector<std::string_view>& row, const Columns& columns,
                                 std::size_t line, FileProblems& problems) {
    const auto day = date_of(columns.text(row, "YYYYMMDD"));
    if (!day) problems.add(line, "YYYYMMDD", in_quotes(columns.text(row, "YYYYMMDD")) + " is not a date");
    const std::string_view name = columns.has("HH") ? "HH" : "H";
    const auto hour = integer(columns.text(row, name));
    if (!hour || *hour < 1 || *hour > 24) {
        problems.add(
            line, name,
            in_quotes(columns.text(row, name)) + " is not an hour; expected 1 to 24 (hour ending, UT)");
        return {};
    }
    if (!day) return {};
    return *day + 3600.0 * *hour;
}

WeatherHour read_row(const std::vector<std::string_view>& row, const Columns& columns, double end_s,
                     std::size_t line, FileProblems& problems) {
    const auto value = [&](const NumberColumn& column) {
        return read_number(columns.text(row, column.name), column, line, problems);
    };
    WeatherHour hour = empty_hour(end_s);
    hour.air_temperature = float(0.1 * value(col_t) + 273.15);
    hour.relative_humidity = float(0.01 * value(col_u));
    hour.pressure = float(10 * value(col_p));
    hour.wind_speed = float(0.1 * value(columns.has("FH") ? col_fh : col_ff));
    hour.global_horizontal = float(value(col_q) * (1e4 / 3600));
    const double octas = value(col_n);
    if (octas <= 8) hour.cloud_fraction = float(octas / 8);
    const double rain = value(col_rh);
    hour.rain = float(1e-4 * (rain < 0 ? 0.25 : rain));

    const double direction = value(col_dd);
    if (direction > 360 && direction != 990)
        problems.add(line, "DD", in_quotes(columns.text(row, "DD")) + " is not a direction",
                     "1 to 360 degrees, 0 = calm, 990 = variable");
    if (direction > 0 && direction <= 360) hour.wind_from_direction = float(direction * degree_d);
    return hour;
}

void apply_marks(const std::vector<Mark>& marks, WeatherSeries& series, FileProblems& problems) {
    for (const Mark& mark : marks) {
        int found = 0;
        for (WeatherHour& hour : series.hours)
            if (hour.end_s >= mark.first_end_s && hour.end_s <= mark.last_end_s) {
                flag_of(hour.estimated, mark.variable) = true;
                ++found;
            }
        if (found != 1 + std::lround((mark.last_end_s - mark.first_end_s) / 3600))
            problems.add(mark.line, "", "a luwte-estimated line names hours that are not in the file");
        series.rules.push_back(mark.rule);
    }
}

}  // namespace

WeatherSeries read_knmi(const TextFile& file) {
    FileProblems problems(file.name);
    WeatherSeries series;
    series.source_format = "knmi";
    series.latitude_rad = series.longitude_rad = nan_d;

    std::map<int, Station> stations;
    std::vector<Mark> marks;
    std::optional<Columns> columns;
    bool in_station_table = false, has_trace = false;
    int station = -1;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::size_t line = i + 1;
        const std::string_view text = uncommented(file.lines[i]);
        if (text.starts_with(marker)) {
            read_mark(line, text, marks, problems);
        } else if (is_column_line(file.lines[i])) {
            if (columns) {
                problems.add(line, "", "a second column line; expected one table per file");
                break;
            }
            columns.emplace(file.lines[i], line, problems);
            problems.throw_if_any();  // without its columns no row can be read
        } else if (!columns) {
            if (text.starts_with("STN") && text.find("LON(") != std::string_view::npos)
                in_station_table = true;
            else if (in_station_table)
                read_station_line(file.lines[i], stations);
        } else if (!text.empty() && !trimmed(file.lines[i]).starts_with('#')) {
            const auto row = split(file.lines[i], ',');
            if (row.size() != columns->size()) {
                problems.add(
                    line, "",
                    fmt::format("has {} fields; the column line has {}", row.size(), columns->size()));
                continue;
            }
            const auto id = integer(row[0]);
            if (!id)
                problems.add(line, "STN", in_quotes(row[0]) + " is not a station number");
            else if (station < 0)
                station = *id;
            else if (*id != station) {
                problems.add(
                    line, "STN",
                    fmt::format("is {} after {}: the file holds more than one station", *id, station),
                    "keep the rows of one station");
                break;
            }
            const auto end_s = end_of_row(row, *columns, line, problems);
            if (!end_s) continue;
            if (!series.hours.empty() && *end_s <= series.hours.back().end_s)
                problems.add(line, "HH", "this hour is not after the one before it");
            series.hours.push_back(read_row(row, *columns, *end_s, line, problems));
            has_trace = has_trace || columns->text(row, "RH") == "-1";
        }
    }
    if (!columns) problems.add(0, "", "there is no column line 'STN,YYYYMMDD,HH,...'");
    if (problems.empty() && series.hours.empty())
        problems.add(0, "", "there are no hours below the column line");
    if (problems.empty()) apply_marks(marks, series, problems);
    problems.throw_if_any();

    series.station = fmt::format("KNMI {}", station);
    if (const auto known = stations.find(station); known != stations.end()) {
        series.latitude_rad = known->second.latitude_deg * degree_d;
        series.longitude_rad = known->second.longitude_deg * degree_d;
        if (!known->second.name.empty()) series.station += " " + plain(known->second.name);
    }
    if (!columns->has("FH"))
        series.rules.push_back(
            "wind speed: FF, the mean of each hour's last ten minutes (the file has no FH)");
    if (columns->has("P")) series.rules.push_back("pressure: P as reduced to sea level");
    if (has_trace) series.rules.push_back("rain: RH -1 (less than 0.05 mm) taken as 0.025 mm");
    return series;
}

}  // namespace luwte
