// SPDX-License-Identifier: Apache-2.0
#include "kernels/sun/sun_position.hpp"

#include "kernels/core/constants.hpp"

#include <cmath>
#include <cstddef>

// Method: the Earth's heliocentric longitude and distance from the largest terms of VSOP87 (Bretagnon &
// Francou 1988) as tabulated by Reda & Andreas (2008), NREL/TP-560-34302, table A4.2. Terms below
// 1.5e-6 rad in longitude are left out: together less than 2 arc seconds. Ecliptic latitude (below
// 1.2 arc seconds) is left out. Nutation, aberration, obliquity and sidereal time from Meeus (1998),
// Astronomical Algorithms, chapters 12, 22 and 25; parallax for a spherical Earth.

namespace luwte {
namespace {

struct Term {
    double amplitude, phase_rad, frequency;  ///< frequency in rad per Julian millennium
};

constexpr Term longitude_0[] = {
    // 1e-8 rad
    {175347046, 0, 0},           {3341656, 4.6692568, 6283.07585},
    {34894, 4.6261, 12566.1517}, {3497, 2.7441, 5753.3849},
    {3418, 2.8289, 3.5231},      {3136, 3.6277, 77713.7715},
    {2676, 4.4181, 7860.4194},   {2343, 6.1352, 3930.2097},
    {1324, 0.7425, 11506.7698},  {1273, 2.0371, 529.691},
    {1199, 1.1096, 1577.3435},   {990, 5.233, 5884.927},
    {902, 2.045, 26.298},        {857, 3.508, 398.149},
    {780, 1.179, 5223.694},      {753, 2.533, 5507.553},
    {505, 4.583, 18849.228},     {492, 4.205, 775.523},
    {357, 2.92, 0.067},          {317, 5.849, 11790.629},
    {284, 1.899, 796.298},       {271, 0.315, 10977.079},
    {243, 0.345, 5486.778},      {206, 4.806, 2544.314},
    {205, 1.869, 5573.143},      {202, 2.458, 6069.777},
    {156, 0.833, 213.299},
};
constexpr Term longitude_1[] = {
    {628331966747, 0, 0}, {206059, 2.678235, 6283.07585}, {4303, 2.6351, 12566.1517},
    {425, 1.59, 3.523},   {119, 5.796, 26.298},           {109, 2.966, 1577.344},
};
constexpr Term longitude_2[] = {{52919, 0, 0}, {8720, 1.0721, 6283.0758}, {309, 0.867, 12566.152}};
constexpr Term distance_0[] = {
    // 1e-8 au
    {100013989, 0, 0},          {1670700, 3.0984635, 6283.07585}, {13956, 3.05525, 12566.1517},
    {3084, 5.1985, 77713.7715}, {1628, 1.1739, 5753.3849},        {1576, 2.8469, 7860.4194},
};
constexpr Term distance_1[] = {{103019, 1.10749, 6283.07585}, {1721, 1.0644, 12566.1517}};

template <std::size_t n>
double series(const Term (&terms)[n], double millennia) {
    double sum = 0;
    for (const Term& t : terms) sum += t.amplitude * std::cos(t.phase_rad + t.frequency * millennia);
    return sum * 1e-8;
}

/// Terrestrial time minus universal time [s]: observed values every ten years (Meeus 1998, table 10.A;
/// IERS from 2000), the last one held. The sun moves 0.04 arc seconds in a second: 100 s do not matter.
double delta_t_s(double years_since_1950) {
    constexpr double observed[] = {29.1, 33.2, 40.2, 50.5, 56.9, 63.8, 66.1, 69.4};
    constexpr int last = 7;
    const double x = years_since_1950 / 10;
    if (!(x > 0)) return observed[0];
    if (x >= last) return observed[last];
    const int i = int(x);
    return observed[i] + (x - i) * (observed[i + 1] - observed[i]);
}

double wrapped(double angle_rad) {
    const double turn = 2 * pi_d;
    angle_rad = std::fmod(angle_rad, turn);
    return angle_rad < 0 ? angle_rad + turn : angle_rad;
}

}  // namespace

SunPosition sun_position(double unix_time_s, double latitude_rad, double longitude_rad) {
    constexpr double arc_second = degree_d / 3600;
    const double days = unix_time_s / 86400 - 10957.5;  // since 2000-01-01 12:00 UT (J2000.0)
    const double years_since_1950 = 50 + days / 365.25;
    const double centuries = (days + delta_t_s(years_since_1950) / 86400) / 36525;  // terrestrial time
    const double millennia = centuries / 10;

    const double earth_longitude =
        series(longitude_0, millennia) +
        millennia * (series(longitude_1, millennia) + millennia * series(longitude_2, millennia));
    const double distance_au = series(distance_0, millennia) + millennia * series(distance_1, millennia);

    // Nutation to 0.5 arc seconds.
    const double node = (125.04452 - 1934.136261 * centuries) * degree_d;
    const double mean_sun = (280.4665 + 36000.7698 * centuries) * degree_d;
    const double mean_moon = (218.3165 + 481267.8813 * centuries) * degree_d;
    const double nutation_longitude = (-17.20 * std::sin(node) - 1.32 * std::sin(2 * mean_sun) -
                                       0.23 * std::sin(2 * mean_moon) + 0.21 * std::sin(2 * node)) *
                                      arc_second;
    const double nutation_obliquity = (9.20 * std::cos(node) + 0.57 * std::cos(2 * mean_sun) +
                                       0.10 * std::cos(2 * mean_moon) - 0.09 * std::cos(2 * node)) *
                                      arc_second;
    const double obliquity =
        (84381.448 - centuries * (46.8150 + centuries * (0.00059 - centuries * 0.001813))) * arc_second +
        nutation_obliquity;

    const double aberration = -20.4898 * arc_second / distance_au;
    const double apparent_longitude = earth_longitude + pi_d + nutation_longitude + aberration;
    const double right_ascension =
        std::atan2(std::sin(apparent_longitude) * std::cos(obliquity), std::cos(apparent_longitude));
    const double sin_declination = std::sin(obliquity) * std::sin(apparent_longitude);
    const double cos_declination = std::sqrt(1 - sin_declination * sin_declination);

    // Apparent sidereal time at Greenwich, for universal time.
    const double ut_centuries = days / 36525;
    const double sidereal =
        std::fmod(280.46061837 + 360.98564736629 * days +
                      ut_centuries * ut_centuries * (0.000387933 - ut_centuries / 38710000),
                  360.0) *
            degree_d +
        nutation_longitude * std::cos(obliquity);
    const double hour_angle = sidereal + longitude_rad - right_ascension;  // positive to the west

    const double sin_latitude = std::sin(latitude_rad), cos_latitude = std::cos(latitude_rad);
    const double sin_altitude =
        sin_latitude * sin_declination + cos_latitude * cos_declination * std::cos(hour_angle);
    const double east = -cos_declination * std::sin(hour_angle);
    const double north =
        cos_latitude * sin_declination - sin_latitude * cos_declination * std::cos(hour_angle);
    const double cos_altitude = std::hypot(east, north);

    SunPosition sun;
    const double parallax = 8.794 * arc_second / distance_au * cos_altitude;
    sun.altitude_rad = std::atan2(sin_altitude, cos_altitude) - parallax;
    sun.azimuth_rad = wrapped(std::atan2(east, north));
    sun.distance_au = distance_au;
    return sun;
}

}  // namespace luwte
