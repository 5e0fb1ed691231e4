// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/nitrogen_dioxide.hpp"

#include "kernels/dispersion/nitrogen_dioxide.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using dispersion::HourOfOzone;

/// Noon in summer.
HourOfOzone bright(float no2 = 15, float ozone = 60) {
    const float k = dispersion::oxidation_rate(298);
    return {no2, ozone, dispersion::photolysis_rate(800) / k, k};
}
HourOfOzone dark(float no2 = 15, float ozone = 60) {
    const float k = dispersion::oxidation_rate(283);
    return {no2, ozone, 0, k};
}

Field2D<float> plane(std::vector<float> values, const char* unit = "ug m-3") {
    Field2D<float> f(Backend::cpu(), {1, 1, idx(values.size())}, "plane", unit);
    std::ranges::copy(values, f.host().begin());
    return f;
}

// Property 46: 1.95e-14 cm3 per molecule and second at 298 K, and 8.2e-3 s-1 under 1000 W m-2.
TEST(NitrogenDioxide, RatesAreThoseOfTheirSources) {
    EXPECT_NEAR(dispersion::oxidation_rate(298) * 46.0055e6 / 6.02214e23 * 1e6, 1.956e-14, 0.002e-14);
    EXPECT_NEAR(dispersion::photolysis_rate(1000), 0.8e-3 * std::exp(-0.01) + 7.4e-3, 1e-8);
    EXPECT_EQ(dispersion::photolysis_rate(0), 0.0f);
    EXPECT_EQ(dispersion::photolysis_rate(-1), 0.0f);
}

// Property 47.
TEST(NitrogenDioxide, WithoutRoadsIsTheBackground) {
    for (const HourOfOzone& hour : {bright(), dark(), bright(1, 140), dark(0, 0), dark(30, 0)})
        for (const float age : {0.0f, 1.0f, 100.0f, 1e6f})
            EXPECT_NEAR(dispersion::nitrogen_dioxide(hour, 0, 0, age), hour.no2, 2e-5f * (1 + hour.no2));
}

// Property 48: nothing has reacted at once; after long the three stand in balance.
TEST(NitrogenDioxide, RunsFromWhatIsEmittedToTheBalanceOfLightAndOzone) {
    for (const HourOfOzone& hour : {bright(), bright(5, 120), bright(40, 10)})
        for (const float roads : {5.0f, 60.0f, 400.0f}) {
            EXPECT_NEAR(dispersion::nitrogen_dioxide(hour, roads, 0.2f * roads, 0), hour.no2 + 0.2f * roads,
                        1e-3f);
            const double no2 = dispersion::nitrogen_dioxide(hour, roads, 0.2f * roads, 1e9f);
            const double no = hour.no2 + hour.no() + roads - no2,
                         ozone = hour.no2 + 0.2 * roads + hour.ozone - no2;
            EXPECT_NEAR(no * ozone / (hour.ratio * no2), 1, 1e-3) << roads;
        }
    // In the dark all NO or all ozone is used up.
    EXPECT_NEAR(dispersion::nitrogen_dioxide(dark(15, 60), 40, 8, 1e9f), 15 + 40, 1e-2);
    EXPECT_NEAR(dispersion::nitrogen_dioxide(dark(15, 20), 400, 80, 1e9f), 15 + 80 + 20, 1e-2);
}

// Property 49: the closed root is where the balance that it was made of comes to rest.
TEST(NitrogenDioxide, IsTheRestOfItsBalance) {
    const HourOfOzone hour = bright(20, 50);
    for (const float age : {5.0f, 30.0f, 200.0f}) {
        const double roads = 120, direct = 30, k = hour.oxidation, j = hour.ratio * k;
        double no2 = 0;
        for (int n = 0; n < 400000; ++n) {
            const double no = hour.no2 + hour.no() + roads - no2,
                         ozone = hour.no2 + direct + hour.ozone - no2;
            no2 += 0.01 * (k * no * ozone - j * no2 + (hour.no2 + direct - no2) / age);
        }
        EXPECT_NEAR(dispersion::nitrogen_dioxide(hour, float(roads), float(direct), age) / no2, 1, 1e-5);
    }
}

// Property 50.
TEST(NitrogenDioxide, GrowsWithRoadsAndStaysBelowWhatThereIs) {
    for (const HourOfOzone& hour : {bright(), dark(), dark(3, 1)}) {
        float before = 0;
        for (float roads = 0; roads < 2000; roads += 10) {
            const float no2 = dispersion::nitrogen_dioxide(hour, roads, 0.1f * roads, 60);
            EXPECT_GE(no2, before * (1 - 1e-6f));
            EXPECT_LE(no2, (hour.no2 + hour.no() + roads) * (1 + 1e-5f));
            EXPECT_LE(no2, (hour.no2 + 0.1f * roads + hour.ozone) * (1 + 1e-5f));
            before = no2;
        }
    }
}

TEST(NitrogenDioxide, OfColumnsTakesTheirOwnAgeAndKeepsGaps) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const Field2D<float> nox = plane({0, 100, 100, nan}), direct = plane({0, 10, 10, nan}),
                         aged = plane({0, 100 * 5, 100 * 500, nan}, "ug s m-3");
    const Field2D<float> background = plane({12, 12, 12, 12}), ozone = plane({50, 50, 50, 50}),
                         more_ozone = plane({50, 50, 90, 50});
    Field2D<float> no2 = plane({0, 0, 0, 0}), other = plane({0, 0, 0, 0});
    nitrogen_dioxide({nox, direct, aged}, {290, 0, background, ozone}, no2);
    EXPECT_NEAR(no2.host()[0], 12, 1e-4);
    EXPECT_GT(no2.host()[1], 22.1f);
    EXPECT_GT(no2.host()[2], no2.host()[1] + 10);
    EXPECT_TRUE(std::isnan(no2.host()[3]));
    // Each column has its own background.
    nitrogen_dioxide({nox, direct, aged}, {290, 0, background, more_ozone}, other);
    EXPECT_EQ(other.host()[1], no2.host()[1]);
    EXPECT_GT(other.host()[2], no2.host()[2] + 5);
    EXPECT_THROW(nitrogen_dioxide({nox, direct, aged}, {double(nan), 0, background, ozone}, no2),
                 RuntimeError);
}

}  // namespace
}  // namespace luwte
