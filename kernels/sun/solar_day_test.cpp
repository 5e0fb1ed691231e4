// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/sun.md.
#include "kernels/sun/solar_day.hpp"

#include "kernels/core/constants.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr double june_21_2019 = 1561075200;  // 00:00 UTC
constexpr double latitude = 52.1 * degree_d, longitude = 5.18 * degree_d;

SolarDay at(double utc_hour, double latitude_rad = latitude) {
    return solar_day(sun_position(june_21_2019 + 3600 * utc_hour, latitude_rad, longitude), latitude_rad);
}

// De Bilt, 21 June 2019: the equation of time is -1.8 min, so solar time = UTC + 5.18 / 15 h - 0.030 h.
TEST(SolarDay, SolarTimeIsUtcPlusLongitudePlusEquationOfTime) {  // [6]
    for (const double h : {3.0, 9.0, 11.7, 15.0, 20.0})
        EXPECT_NEAR(at(h).solar_hour, h + 5.18 / 15 - 0.030, 0.01) << h;
}

TEST(SolarDay, EveryHourOfADayGivesTheSameDay) {  // [7]
    for (double h = 0; h < 24; h += 1.5) {
        EXPECT_NEAR(at(h).highest_altitude_rad / degree_d, 90 - 52.1 + 23.436, 0.01);
        // cos(half day) = -tan(52.1) tan(23.436): 8.255 h.
        EXPECT_NEAR(at(h).sunrise_hour, 12 - 8.255, 0.01);
        EXPECT_NEAR(at(h).sunset_hour, 12 + 8.255, 0.01);
    }
}

TEST(SolarDay, PolesHaveOneLongDayOrNight) {
    EXPECT_DOUBLE_EQ(at(12, 85 * degree_d).sunrise_hour, 0);
    EXPECT_DOUBLE_EQ(at(12, -85 * degree_d).sunrise_hour, 12);
    EXPECT_LT(at(12, -85 * degree_d).highest_altitude_rad, 0);
}

}  // namespace
}  // namespace luwte
