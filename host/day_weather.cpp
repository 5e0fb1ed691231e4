// SPDX-License-Identifier: Apache-2.0
#include "host/day_weather.hpp"

#include "kernels/core/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Direct sun above which an hour counts as sunny (WMO-No. 8, 120 W m-2; read second hand).
constexpr float sunny = 120;
/// Below that share of the mean speed the mean vector says no direction (project).
constexpr double steady = 0.5;
constexpr double least_rain = 0.05e-3;  // m, that is shown

/// "from the south-east", or that there is no such direction.
std::string direction_of(double towards_east, double towards_north, double speeds) {
    constexpr std::array from = {"from the north",      "from the north-east", "from the east",
                                 "from the south-east", "from the south",      "from the south-west",
                                 "from the west",       "from the north-west"};
    if (!(std::hypot(towards_east, towards_north) > steady * speeds)) return "from changing directions";
    const double turns = std::atan2(-towards_east, -towards_north) / (2 * pi_d);  // where it comes from
    return from[std::size_t(std::lround(8 * (turns + 1))) % from.size()];
}

}  // namespace

std::string weather_rule(const DayPlan& day, const Study::WeatherInput& weather) {
    double lowest = 1e9, highest = -1e9, speeds = 0, east = 0, north = 0, sun_h = 0, rain = 0;
    for (const Forcing& hour : day.hours) {
        lowest = std::min(lowest, double(hour.air_temperature));
        highest = std::max(highest, double(hour.air_temperature));
        speeds += double(hour.wind_speed), rain += double(hour.rain);
        if (hour.wind_has_direction)
            east -= double(hour.wind_speed) * std::sin(double(hour.wind_from_direction)),
                north -= double(hour.wind_speed) * std::cos(double(hour.wind_from_direction));
        for (int n = 0; n < hour.part_count; ++n)
            sun_h += hour.parts[std::size_t(n)].direct_normal > sunny ? 1.0 / hour.part_count : 0;
    }
    return fmt::format(
        "{}: weather of the station{}: air of {:.1f} to {:.1f} degC, wind of {:.1f} m/s on average at 10 m, "
        "{}, {:.1f} hours of sun, {}",
        day.date, weather.warmer_k != 0 || weather.wind_times != 1 ? " as this scenario changes it" : "",
        lowest - double(zero_celsius), highest - double(zero_celsius), speeds / double(day.hours.size()),
        direction_of(east, north, speeds), sun_h,
        rain >= least_rain ? fmt::format("{:.1f} mm of rain", 1e3 * rain) : "no rain in the weather file");
}

}  // namespace luwte
