// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/load_weather.hpp"

#include "inputs/weather/read_formats.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/radiation/sun_and_sky.hpp"
#include "models/weather/forcing_rules.hpp"

#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

using namespace weather_text;

bool is_knmi(const TextFile& file) {
    for (const std::string_view text : file.lines) {
        std::string_view line = trimmed(text);
        if (line.starts_with('#')) line = trimmed(line.substr(1));
        if (line.starts_with("STN") && line.find("YYYYMMDD") != std::string_view::npos) return true;
    }
    return false;
}

/// The first line that is neither blank nor a comment begins with a word that is a column of ours.
bool is_csv(const TextFile& file) {
    for (const std::string_view text : file.lines) {
        const std::string_view line = trimmed(text);
        if (line.empty() || line.starts_with('#')) continue;
        return line.find("time_utc") != std::string_view::npos;
    }
    return false;
}

/// No sky sends less than two fifths of what a black body as warm as the air does, nor more than 1.2 times
/// that.
void check_longwave(const WeatherSeries& series, const std::string& file) {
    constexpr double least = 0.4, most = 1.2;
    std::size_t bad = 0;
    const WeatherHour* first = nullptr;
    for (const WeatherHour& hour : series.hours) {
        const double share = double(hour.longwave_down) / double(black_body(hour.air_temperature));
        if (!(share < least || share > most)) continue;  // not a number where one is missing
        if (bad++ == 0) first = &hour;
    }
    if (bad == 0) return;
    const double black = double(black_body(first->air_temperature));
    FileProblems problems(file);
    problems.add(
        first->line, "",
        fmt::format("longwave radiation of {:.0f} W/m2 with air of {:.1f} degC: a sky sends {:.0f} to "
                    "{:.0f} W/m2 then ({} hours like it)",
                    first->longwave_down, first->air_temperature - zero_celsius, least * black, most * black,
                    bad),
        "check units; where the value is left out it is estimated from humidity and cloud");
    problems.throw_if_any();
}

}  // namespace

WeatherSeries load_weather(const std::filesystem::path& path) {
    const TextFile file = read_text(path);
    WeatherSeries series;
    if (!file.lines.empty() && file.lines[0].starts_with("LOCATION,"))
        series = read_epw(file);
    else if (is_csv(file))
        series = read_weather_csv(file);
    else if (is_knmi(file))
        series = read_knmi(file);
    else
        throw InputError(
            file.name, "is no weather file that is known",
            "KNMI hourly has a line 'STN,YYYYMMDD,HH,...', EPW begins with 'LOCATION,', CSV has a "
            "header with time_utc");
    check_longwave(series, file.name);
    for (std::string& rule : forcing_rules(series)) series.rules.push_back(std::move(rule));
    return series;
}

void change_weather(WeatherSeries& series, double warmer_k, double wind_times, const std::string& source) {
    for (WeatherHour& hour : series.hours) {
        const double warmer = double(hour.air_temperature) + warmer_k;
        hour.longwave_down =
            float(double(hour.longwave_down) * std::pow(warmer / double(hour.air_temperature), 4));
        hour.air_temperature = float(warmer);
        hour.wind_speed = float(double(hour.wind_speed) * wind_times);
    }
    series.rules.push_back(
        fmt::format("weather of a scenario: every hour of the file {:+g} K, with its relative humidity and "
                    "its sky's emissivity, "
                    "and {:g} times its wind; the ground deep down stays as it is ({})",
                    warmer_k, wind_times, source));
}

std::vector<std::string> temperature_jumps(const WeatherSeries& series, const std::string& file,
                                           double from_s, double to_s) {
    constexpr std::size_t most = 5;
    std::vector<std::string> warnings;
    std::size_t jumps = 0;
    for (std::size_t n = 1; n < series.hours.size(); ++n) {
        const WeatherHour &before = series.hours[n - 1], &hour = series.hours[n];
        const float change =
            hour.air_temperature - before.air_temperature;  // not a number where one is missing
        if (!(hour.end_s > from_s && hour.end_s <= to_s) || hour.end_s - before.end_s != 3600 ||
            !(std::abs(change) > most_hourly_change) || ++jumps > most)
            continue;
        warnings.push_back(fmt::format(
            "{}, line {}: air temperature goes from {:.1f} to {:.1f} degC in the hour from {} to {}; more "
            "than {} K in an hour is a thunderstorm or a wrong value: check it",
            file, hour.line, before.air_temperature - zero_celsius, hour.air_temperature - zero_celsius,
            utc_text(before.end_s), utc_text(hour.end_s), most_hourly_change));
    }
    if (jumps > most)
        warnings.push_back(fmt::format("{}: {} more hours change by more than {} K", file, jumps - most,
                                       most_hourly_change));
    return warnings;
}

}  // namespace luwte
