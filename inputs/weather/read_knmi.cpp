// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/read_formats.hpp"
#include "kernels/core/constants.hpp"

#include <algorithm>
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
constexpr std::size_t most_marks = 1000, most_columns = 100;

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
        const auto need = [&](std::string_view name, std::string_view what, const std::string& hint = {}) {
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
    if (marks.size() > most_marks)
        return problems.add(
            marks.back().line, "",
            fmt::format("the file has {} luwte-estimated lines; it may have {}", marks.size(), most_marks));
    for (const Mark& mark : marks) {
        auto hour = std::lower_bound(series.hours.begin(), series.hours.end(), mark.first_end_s,
                                     [](const WeatherHour& h, double end_s) { return h.end_s < end_s; });
        int found = 0;
        for (; hour != series.hours.end() && hour->end_s <= mark.last_end_s; ++hour, ++found)
            flag_of(hour->estimated, mark.variable) = true;
        if (found != 1 + std::lround((mark.last_end_s - mark.first_end_s) / 3600))
            problems.add(mark.line, "", "a luwte-estimated line names hours that are not in the file");
        series.rules.push_back(mark.rule);
    }
}

/// Reads line after line; the column line divides header from rows.
class KnmiReader {
  public:
    explicit KnmiReader(const TextFile& file) : file_(file), problems_(file.name) {
        series_.source_format = "knmi";
        series_.latitude_rad = series_.longitude_rad = nan_d;
    }

    WeatherSeries read() {
        for (std::size_t i = 0; i < file_.lines.size(); ++i) {
            const std::string_view line = file_.lines[i], text = uncommented(line);
            if (text.starts_with(marker))
                read_mark(i + 1, text, marks_, problems_);
            else if (is_column_line(line))
                read_column_line(i + 1, line);
            else if (!columns_)
                read_header_line(line, text);
            else if (!text.empty() && !trimmed(line).starts_with('#'))
                read_hour(i + 1, line);
        }
        if (!columns_) problems_.add(0, "", "there is no column line 'STN,YYYYMMDD,HH,...'");
        if (problems_.empty() && series_.hours.empty())
            problems_.add(0, "", "there are no hours below the column line");
        if (problems_.empty()) apply_marks(marks_, series_, problems_);
        problems_.throw_if_any();
        describe();
        return std::move(series_);
    }

  private:
    void read_column_line(std::size_t number, std::string_view line) {
        if (columns_) return problems_.add(number, "", "a second column line; expected one table per file");
        const auto count = std::size_t(std::count(line.begin(), line.end(), ',') + 1);
        if (count > most_columns)
            throw InputError(fmt::format("{}, line {}", file_.name, number),
                             fmt::format("has {} columns; a KNMI file has about 25", count));
        columns_.emplace(line, number, problems_);
        problems_.throw_if_any();  // without its columns no row can be read
    }

    void read_header_line(std::string_view line, std::string_view text) {
        if (text.starts_with("STN") && text.find("LON(") != std::string_view::npos)
            in_station_table_ = true;
        else if (in_station_table_)
            read_station_line(line, stations_);
    }

    void read_hour(std::size_t number, std::string_view line) {
        const auto row = split(line, ',');
        if (row.size() != columns_->size())
            return problems_.add(
                number, "",
                fmt::format("has {} fields; the column line has {}", row.size(), columns_->size()));
        const auto id = integer(row[0]);
        if (!id) problems_.add(number, "STN", in_quotes(row[0]) + " is not a station number");
        if (id && station_ && *id != *station_)
            problems_.add(number, "STN",
                          fmt::format("is {} after {}: the file holds more than one station", *id, *station_),
                          "keep the rows of one station");
        if (!station_) station_ = id;
        const auto end_s = end_of_row(row, *columns_, number, problems_);
        if (!end_s) return;
        if (!series_.hours.empty() && *end_s <= series_.hours.back().end_s && id == station_)
            problems_.add(number, "HH", "this hour is not after the one before it");
        series_.hours.push_back(read_row(row, *columns_, *end_s, number, problems_));
        series_.hours.back().line = int(number);
        has_trace_ = has_trace_ || columns_->text(row, "RH") == "-1";
    }

    /// Station, place and the rules that this format needs.
    void describe() {
        series_.station = fmt::format("KNMI {}", *station_);
        if (const auto known = stations_.find(*station_); known != stations_.end()) {
            series_.latitude_rad = known->second.latitude_deg * degree_d;
            series_.longitude_rad = known->second.longitude_deg * degree_d;
            if (!known->second.name.empty()) series_.station += " " + plain(known->second.name);
        }
        if (!columns_->has("FH"))
            series_.rules.push_back(
                "wind speed: FF, the mean of each hour's last ten minutes (the file has no FH)");
        if (columns_->has("P")) series_.rules.push_back("pressure: P as reduced to sea level");
        if (has_trace_) series_.rules.push_back("rain: RH -1 (less than 0.05 mm) taken as 0.025 mm");
    }

    const TextFile& file_;
    FileProblems problems_;
    WeatherSeries series_;
    std::map<int, Station> stations_;
    std::vector<Mark> marks_;
    std::optional<Columns> columns_;
    std::optional<int> station_;
    bool in_station_table_ = false, has_trace_ = false;
};

}  // namespace

WeatherSeries read_knmi(const TextFile& file) { return KnmiReader(file).read(); }

}  // namespace luwte
