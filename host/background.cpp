// SPDX-License-Identifier: Apache-2.0
#include "host/background.hpp"

#include "host/air_hours.hpp"
#include "inputs/city/study_grid.hpp"
#include "inputs/weather/load_weather.hpp"
#include "inputs/weather/weather_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double enough_of_a_year = 0.9;  ///< 1, of hours: Directive 2008/50/EC, annex I
constexpr double day_seconds = 86400, hour_seconds = 3600;

struct BackgroundKeys {
    const char* words;
    double Study::Air::*value;
    std::filesystem::path Study::Air::*map;
    double Study::Air::*twice;  ///< nullptr: nothing is taken off
};
constexpr std::array<BackgroundKeys, background_names.size()> keys_of_background = {
    {{"NO2", &Study::Air::background_no2_ug_m3, &Study::Air::background_no2_map,
      &Study::Air::double_count_no2_ug_m3},
     {"ozone", &Study::Air::background_o3_ug_m3, &Study::Air::background_o3_map, nullptr},
     {"PM10", &Study::Air::background_pm10_ug_m3, &Study::Air::background_pm10_map,
      &Study::Air::double_count_pm10_ug_m3},
     {"PM2.5", &Study::Air::background_pm25_ug_m3, &Study::Air::background_pm25_map,
      &Study::Air::double_count_pm25_ug_m3},
     {"elementary carbon", &Study::Air::background_ec_ug_m3, &Study::Air::background_ec_map,
      &Study::Air::double_count_ec_ug_m3}}};

std::size_t place_of(std::string_view name) {
    return std::size_t(std::ranges::find(background_names, name) - background_names.begin());
}

bool background_is_needed(const std::vector<std::string>& pollutants, std::string_view name) {
    return std::ranges::find(pollutants, name == "o3" ? "no2" : name) != pollutants.end();
}

/// Seconds since 1970 in which a year of UTC begins.
double year_begin(int year) { return weather_text::day_begin_s(year, 1, 1).value(); }

/// Hours of another year by more than the day that local time may need.
void check_year(const BackgroundHours& hours, const std::filesystem::path& file, int year,
                Problems& problems) {
    const double begin = year_begin(year) - day_seconds, end = year_begin(year + 1) + day_seconds;
    const auto others =
        std::ranges::count_if(hours.end_s, [&](double t) { return t - hour_seconds < begin || t > end; });
    if (others == 0) return;
    const double first =
        hours.end_s.front() - hour_seconds < begin ? hours.end_s.front() : hours.end_s.back();
    problems.add("air.background_file",
                 fmt::format("{} of {} hours of {} are not of {} (air.background_year), such as the one that "
                             "ends at {}",
                             others, hours.end_s.size(), file.string(), year, utc_text(first)),
                 "take the hours of that year, or set the year of the file");
}

/// Mean of the hours of a year that have a value, and how many they are.
std::pair<double, int> mean_of_year(const std::vector<double>& end_s, const std::vector<double>& values,
                                    int year) {
    double sum = 0;
    int count = 0;
    for (std::size_t h = 0; h < values.size(); ++h) {
        const double begin = end_s[h] - hour_seconds;
        if (std::isnan(values[h]) || begin < year_begin(year) || begin >= year_begin(year + 1)) continue;
        sum += values[h], ++count;
    }
    return {count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN(), count};
}

/// Puts together what keys and files say of each substance.
class BackgroundReader {
  public:
    BackgroundReader(const Study& study, Background& out, std::vector<double>& end_s, Grid& grid)
        : study_(study),
          air_(study.air),
          out_(out),
          end_s_(end_s),
          grid_(grid),
          of_steps_(pollutants_of_steps(study)) {}

    void hours() {
        if (air_.background_file.empty()) return;
        problems.collect([&] {
            hours_ = read_background_hours("background_file", air_.background_file);
            check_year(*hours_, air_.background_file, air_.background_year, problems);
            end_s_ = hours_->end_s, out_.records.push_back(hours_->record);
        });
    }

    void substance(std::size_t n, Background::Of& of) {
        const std::string name(background_names[n]);
        if (!background_is_needed(air_.pollutants, name)) return;
        const BackgroundKeys& keys = keys_of_background[n];
        const double value = air_.*keys.value, twice = keys.twice != nullptr ? air_.*keys.twice : 0;
        const std::filesystem::path& map = air_.*keys.map;
        const bool has_column = hours_ && !hours_->values[n].empty(), has_value = !std::isnan(value);
        of.known = true;
        out_.rule += fmt::format("{}{} ", out_.rule.empty() ? "background: " : "; ", keys.words);
        if (has_column && (has_value || !map.empty())) {
            refuse(
                name,
                fmt::format("stands beside the key air.background_{}_{}", name, has_value ? "ug_m3" : "map"),
                "remove one of them");
            return;
        }
        if (has_column)
            of_column(n, twice, of);
        else if (!map.empty())
            problems.collect([&] { of_map(n, twice, of); });
        else if (has_value)
            of.year = value - twice, out_.rule += fmt::format("{:g} ug/m3 of the study", value);
        else if (hours_)
            refuse(name, "is not there",
                   fmt::format("add it, or the key air.background_{}_ug_m3 or _map", name));
        if (twice > 0) out_.rule += fmt::format(", less {:g} that it holds of these streets", twice);
        const double least = of.map.empty() ? of.year : double(*std::ranges::min_element(of.map));
        if (least < 0)
            problems.add(
                fmt::format("air.double_count_{}_ug_m3", name),
                fmt::format("{:g} ug/m3 is more than the background itself, {:g}", twice, least + twice));
    }

    Problems problems;

  private:
    void refuse(const std::string& name, const std::string& what, const std::string& hint) {
        problems.add(fmt::format("air.background_file, column {}_ug_m3", name), what, hint);
    }

    void of_column(std::size_t n, double twice, Background::Of& of) {
        const std::string name(background_names[n]);
        const char* words = keys_of_background[n].words;
        const auto [mean, count] = mean_of_year(hours_->end_s, hours_->values[n], air_.background_year);
        if (count == 0) return refuse(name, fmt::format("has no value in {}", air_.background_year), "");
        if (mean < 0)
            return refuse(
                name, fmt::format("has a mean of {:.3g} ug/m3 in {}, below 0", mean, air_.background_year),
                fmt::format("check the zero of the instrument, or leave the column out and give "
                            "air.background_{}_ug_m3",
                            name));
        of.year = mean - twice, of.hours = hours_->values[n];
        int below = 0;
        for (double& v : of.hours) v -= twice, below += v < 0, v = std::max(v, 0.0);  // NaN stays
        const double whole =
            (year_begin(air_.background_year + 1) - year_begin(air_.background_year)) / hour_seconds;
        out_.rule += fmt::format("{:.2f} ug/m3 as mean of {} hours of {} in {}", mean, count,
                                 air_.background_year, air_.background_file.filename().string());
        if (count < enough_of_a_year * whole)
            out_.warnings.push_back(fmt::format(
                "background: {} of {} rests on {} hours, {:.1f} % of the year; EU rules ask for {:.0f} %",
                words, air_.background_year, count, 100 * count / whole, 100 * enough_of_a_year));
        if (below > 0)
            out_.warnings.push_back(
                fmt::format("background: {} of {} hours of {} are below 0{}, taken as 0 in fields of steps",
                            below, of.hours.size(), words, twice > 0 ? " without what counts twice" : ""));
        const std::string step = name == "o3" ? "no2" : name;
        if (std::ranges::find(of_steps_, step) != of_steps_.end()) check_days(name, of);
    }

    /// Every hour of the study's days has a value.
    void check_days(const std::string& name, const Background::Of& of) {
        int missing = 0;
        double first = 0;
        for (const std::string& day : study_.weather.days) {
            const double begin = local_day_begin(day, study_.time_zone);
            for (int h = 0; h < local_day_hours(day, study_.time_zone); ++h) {
                const double end = begin + hour_seconds * (h + 1);
                const auto at = std::ranges::lower_bound(end_s_, end);
                const bool there = at != end_s_.end() && *at == end &&
                                   !std::isnan(of.hours[std::size_t(at - end_s_.begin())]);
                if (!there && missing++ == 0) first = end;
            }
        }
        if (missing > 0)
            refuse(name,
                   fmt::format("has no value in {} hours of the study's days, the first ends at {}", missing,
                               utc_text(first)),
                   "fill them in, choose other days, or leave fields of steps out");
    }

    void of_map(std::size_t n, double twice, Background::Of& of) {
        const std::filesystem::path& file = air_.*keys_of_background[n].map;
        grid_ = make_grid(study_.area);
        BackgroundMap read = read_background_map(BackgroundSubstance(n), file, air_.background_year, grid_);
        of.map = std::move(read.values);
        const auto [least, most] = std::ranges::minmax(of.map);
        double sum = 0;
        for (float& v : of.map) sum += double(v), v = float(double(v) - twice);
        of.year = sum / double(of.map.size()) - twice;
        out_.rule += fmt::format("{:.2f} to {:.2f} ug/m3 of {} of {} ({})", least, most,
                                 file.filename().string(), air_.background_year, read.resampling);
        out_.records.push_back(read.record);
        out_.warnings.insert(out_.warnings.end(), read.warnings.begin(), read.warnings.end());
    }

    const Study& study_;
    const Study::Air& air_;
    Background& out_;
    std::vector<double>& end_s_;
    Grid& grid_;
    std::vector<std::string> of_steps_;
    std::optional<BackgroundHours> hours_;
};

}  // namespace

Background read_background(const Study& study) {
    Background out;
    BackgroundReader reader(study, out, out.end_s_, out.grid_);
    reader.hours();
    for (std::size_t n = 0; n < background_names.size(); ++n) reader.substance(n, out.of_[n]);
    reader.problems.throw_if_any();
    const Study::Air& air = study.air;
    if (air.background_year > 0 && air.background_year != air.year)
        out.warnings.push_back(fmt::format("background: it is of {}, the emission factors are of {}",
                                           air.background_year, air.year));
    return out;
}

const Background::Of& Background::of(std::string_view name) const { return of_.at(place_of(name)); }

std::vector<float> Background::of_cells(std::string_view name, std::size_t count) const {
    const Of& values = of(name);
    return values.map.empty() ? std::vector<float>(count, float(values.year)) : values.map;
}

double Background::at(std::string_view name, MapPoint point) const {
    const Of& values = of(name);
    if (values.map.empty()) return values.year;
    const auto cell = [&](double from, double begin, idx size) {
        return std::clamp(idx(std::floor((from - begin) / grid_.cell_size)), idx(0), size - 1);
    };
    const idx j = cell(point.y_m, grid_.y0, grid_.ny), i = cell(point.x_m, grid_.x0, grid_.nx);
    return double(values.map[std::size_t(j) * std::size_t(grid_.nx) + std::size_t(i)]);
}

double Background::of_hour(std::string_view name, double time_s) const {
    const Of& values = of(name);
    const double end = (std::floor(time_s / hour_seconds) + 1) * hour_seconds;
    const auto at = std::ranges::lower_bound(end_s_, end);
    if (values.hours.empty() || at == end_s_.end() || *at != end ||
        std::isnan(values.hours[std::size_t(at - end_s_.begin())]))
        throw RuntimeError("background: no " + std::string(name) + " in the hour that ends at " +
                           utc_text(end));
    return values.hours[std::size_t(at - end_s_.begin())];
}

}  // namespace luwte
