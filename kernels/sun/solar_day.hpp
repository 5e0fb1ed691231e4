// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/sun/sun_position.hpp"

namespace luwte {

/// The day around one sun position, in true solar time: noon is when the sun stands due south (north in the
/// southern hemisphere), whatever clocks say. Equations in docs/models/sun.md.
struct SolarDay {
    double solar_hour = 12;           ///< h, 0 to 24, of the position
    double sunrise_hour = 6;          ///< h; 12 = polar night, 0 = polar day
    double sunset_hour = 18;          ///< h, 24 - sunrise_hour
    double highest_altitude_rad = 0;  ///< at solar noon; below zero in polar night
};

/// The declination is that of the position, held for the day (it moves 0.4 degrees at most).
SolarDay solar_day(const SunPosition& sun, double latitude_rad);

}  // namespace luwte
