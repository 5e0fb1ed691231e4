// SPDX-License-Identifier: Apache-2.0
#include "kernels/sun/solar_day.hpp"

#include "kernels/core/constants.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

SolarDay solar_day(const SunPosition& sun, double latitude_rad) {
    const double sin_latitude = std::sin(latitude_rad), cos_latitude = std::cos(latitude_rad);
    const double up = std::sin(sun.altitude_rad);
    const double north = std::cos(sun.altitude_rad) * std::cos(sun.azimuth_rad);
    const double west = -std::cos(sun.altitude_rad) * std::sin(sun.azimuth_rad);
    const double sin_declination = up * sin_latitude + north * cos_latitude;
    const double hour_angle = std::atan2(west, up * cos_latitude - north * sin_latitude);
    const double declination = std::asin(std::clamp(sin_declination, -1.0, 1.0));

    SolarDay day;
    day.solar_hour = 12 + 12 * hour_angle / pi_d;
    const double half_day = std::acos(std::clamp(-std::tan(latitude_rad) * std::tan(declination), -1.0, 1.0));
    day.sunrise_hour = 12 - 12 * half_day / pi_d;
    day.sunset_hour = 12 + 12 * half_day / pi_d;
    day.highest_altitude_rad = pi_d / 2 - std::fabs(latitude_rad - declination);
    return day;
}

}  // namespace luwte
