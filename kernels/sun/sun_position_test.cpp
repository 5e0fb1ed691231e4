// SPDX-License-Identifier: Apache-2.0
#include "kernels/sun/sun_position.hpp"

#include "kernels/core/constants.hpp"

#include <cmath>

#include <gtest/gtest.h>

// The numbers of the properties are those of docs/models/sun.md.
namespace luwte {
namespace {

SunPosition at(double unix_time_s, double latitude_deg, double longitude_deg) {
    return sun_position(unix_time_s, latitude_deg * degree_d, longitude_deg * degree_d);
}

// Property 1. Reda & Andreas (2008), appendix A.5: 2003-10-17 12:30:30 UTC-7, Golden. Their zenith angle
// 50.11162 includes 0.0116 degrees of refraction at 820 mbar and 11 degC (their equation 42, computed by
// hand: 1.02 / (60 tan(39.872 + 10.3 / 44.98)) * 820/1010 * 283/284 = 0.0161 degrees at 39.872 degrees).
TEST(SunPosition, AgreesWithTheWorkedExampleOfNrel) {
    const SunPosition sun = at(1066419030, 39.742476, -105.1786);
    const double refraction_deg = 1.02 / (60 * std::tan((39.8722 + 10.3 / (39.8722 + 5.11)) * degree_d)) *
                                  (820.0 / 1010) * (283.0 / (273 + 11));
    EXPECT_NEAR(sun.altitude_rad / degree_d + refraction_deg, 90 - 50.11162, 0.0015);
    EXPECT_NEAR(sun.azimuth_rad / degree_d, 194.34024, 0.0015);
    EXPECT_NEAR(sun.distance_au, 0.9965422974, 2e-5);
}

// Property 2. Solstices and equinoxes of 2000 and 2025 (US Naval Observatory, to the minute): the
// declination seen at the pole, where altitude = declination, is +-23.44 or 0. One minute of the equinox is
// 0.0003 degrees.
TEST(SunPosition, PoleSeesTheSolsticesAndEquinoxes) {
    const double parallax_deg = 8.794 / 3600;
    EXPECT_NEAR(at(953537700, 90, 0).altitude_rad / degree_d, -parallax_deg, 0.002);   // 2000-03-20 07:35
    EXPECT_NEAR(at(961552080, 90, 0).altitude_rad / degree_d, 23.4379, 0.003);         // 2000-06-21 01:48
    EXPECT_NEAR(at(1742461260, 90, 0).altitude_rad / degree_d, -parallax_deg, 0.002);  // 2025-03-20 09:01
    EXPECT_NEAR(at(1766329380, 90, 0).altitude_rad / degree_d, -23.4385, 0.003);       // 2025-12-21 15:03
}

// Property 3.
TEST(SunPosition, SunStandsInTheNorthAtNoonInTheSouth) {
    // 2019-12-22 near noon at 33.9 S, 18.4 E (Cape Town): noon is at 10:45 UTC.
    const SunPosition sun = at(1577011500, -33.9, 18.4);
    EXPECT_GT(sun.altitude_rad / degree_d, 79.0);
    EXPECT_LT(std::fabs(std::remainder(sun.azimuth_rad / degree_d, 360.0)), 10.0);
}

// Property 4. Perihelion and aphelion of 2019 (3 January 05:20, 4 July 22:11 UTC): 0.98330 and 1.01675 au.
TEST(SunPosition, DistanceIsLeastInJanuary) {
    EXPECT_NEAR(at(1546492800, 52, 5).distance_au, 0.98330, 2e-5);
    EXPECT_NEAR(at(1562278260, 52, 5).distance_au, 1.01675, 2e-5);
}

// Property 5. Azimuth is clockwise from north: east in the morning, south at noon, west in the evening.
TEST(SunPosition, AzimuthTurnsClockwiseThroughTheDay) {
    double before = 0;
    for (int hour = 4; hour <= 19; ++hour) {  // 2019-06-21 UTC, De Bilt
        const double azimuth_deg = at(1561075200 + 3600.0 * hour, 52.1, 5.18).azimuth_rad / degree_d;
        EXPECT_GT(azimuth_deg, before);
        before = azimuth_deg;
    }
    EXPECT_NEAR(at(1561075200 + 3600 * 11.65, 52.1, 5.18).azimuth_rad / degree_d, 179, 3);
}

}  // namespace
}  // namespace luwte
