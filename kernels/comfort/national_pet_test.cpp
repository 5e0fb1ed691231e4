// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/national_pet.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte::national {
namespace {

// Vectors computed by hand from the method's equations; docs/models/national_pet.md, section 5.
// 2e-3: the vectors carry four decimals, the kernels are single precision.
constexpr float tolerance = 2e-3f;

struct Row {
    float ta, rh, q, u, altitude_deg, bowen, svf, tw, qd, sun, shade;
};

TEST(NationalPet, MatchesTheHandComputedVectors) {
    const Row rows[] = {
        {30, 40, 800, 1.0f, 60, 3.0f, 0.8f, 20.4492f, 198.788f, 42.6401f, 29.5470f},
        {30, 40, 800, 1.0f, 60, 0.4f, 0.8f, 20.4492f, 198.788f, 41.2205f, 29.5470f},
        {30, 40, 800, 2.0f, 60, 3.0f, 0.8f, 20.4492f, 198.788f, 38.4077f, 28.5281f},
        {33, 35, 850, 0.5f, 55, 3.0f, 0.5f, 21.8025f, 170.000f, 50.2695f, 34.2064f},
    };
    for (const Row& r : rows) {
        const float sin_altitude = float(std::sin(r.altitude_deg * degree_d));
        const float tw = wet_bulb(r.ta, r.rh), qd = diffuse(r.q, sin_altitude);
        EXPECT_NEAR(tw, r.tw, tolerance);
        EXPECT_NEAR(qd, r.qd, 0.01f);
        EXPECT_NEAR(pet_sunlit(r.ta, r.q, r.u, tw, sin_altitude, r.bowen, r.svf), r.sun, tolerance);
        EXPECT_NEAR(pet_shaded(r.ta, qd, r.u, tw, r.svf), r.shade, tolerance);
    }
    EXPECT_NEAR(wet_bulb(24, 60), 18.6041f, tolerance);
    EXPECT_NEAR(pet_shaded(24, 0, 0.5f, wet_bulb(24, 60), 0.6f), 21.0561f, tolerance);  // night
}

TEST(NationalPet, BowenCoefficientIs0546) {
    // One published implementation uses 0.0546: the difference between Bowen 3.0 and 0.4 tells.
    const float dry = pet_sunlit(30, 800, 1, 20, 0.8f, 3.0f, 0.8f);
    const float wet = pet_sunlit(30, 800, 1, 20, 0.8f, 0.4f, 0.8f);
    EXPECT_NEAR(dry - wet, 0.546f * 2.6f, 1e-4f);
}

TEST(NationalPet, WindBelowTheFloorCountsAsTheFloor) {
    EXPECT_EQ(pet_shaded(30, 100, 0.01f, 20, 0.5f), pet_shaded(30, 100, 0.5f, 20, 0.5f));
}

TEST(NationalDiffuse, IsContinuousAtBothLimits) {
    for (const float tau : {0.3f, 0.7f}) {
        const float q = tau * solar_constant * 0.8f;
        EXPECT_NEAR(diffuse(q * 0.9999f, 0.8f), diffuse(q * 1.0001f, 0.8f), 0.4f);
    }
    EXPECT_EQ(diffuse(100, -0.1f), 0.0f);
}

TEST(NationalWetBulb, Stull2011PublishedCheckOf20DegreesAnd50Percent) {
    EXPECT_NEAR(wet_bulb(20, 50), 13.7f, 0.01f);
}

TEST(NationalHeatIsland, MatchesTheHandComputedVector) {
    EXPECT_NEAR(urban_heat_island_max(0.6f, 0.3f, 250, 14, 3), 4.0651f, tolerance);
}

TEST(NationalWind, MatchesTheHandComputedVectors) {
    const float rows[][4] = {{0.05f, 8, 0.7521f, 0.4906f},
                             {0.10f, 8, 0.3976f, 0.2839f},
                             {0.15f, 10, 0.2400f, 0.1921f},
                             {0.20f, 10, 0.1540f, 0.1419f},
                             {0.30f, 12, 0.0587f, 0.0863f}};
    for (const auto& r : rows) {
        EXPECT_NEAR(sheltered_wind(r[0], r[1]), r[2], 1e-4f) << "lambda " << r[0];
        EXPECT_NEAR(wind_ratio(sheltered_wind(r[0], r[1])), r[3], 1e-4f) << "lambda " << r[0];
    }
}

TEST(NationalWind, OpenGrassIsTheLogProfileBetweenTenAndOnePointTwoMetres) {
    // ln(1.2 / 0.03) / ln(10 / 0.03) = 0.6350
    EXPECT_NEAR(wind_ratio(Obstacles{30625, 0, 0, 0, 0, 0, 0}), 0.6350f, 2e-4f);
}

TEST(NationalSkyView, FewValidCellsCountAsOpenSky) {
    EXPECT_EQ(window_sky_view(0.4f, 0.05f), 1.0f);
    EXPECT_NEAR(window_sky_view(0.4f, 0.15f), 0.7f, 1e-5f);
    EXPECT_NEAR(window_sky_view(0.4f, 0.5f), 0.4f, 1e-6f);
}

TEST(NationalDiurnalFactor, TakesTheColumnOfThePeriodAndIsUndefinedInWinter) {
    EXPECT_FLOAT_EQ(diurnal_factor(182, false, 0), 1.000f);  // 1 July: class 3/20
    EXPECT_FLOAT_EQ(diurnal_factor(182, false, 6), .015f);
    EXPECT_FLOAT_EQ(diurnal_factor(206, false, 15), .184f);  // 25 July: class 4/20
    EXPECT_FLOAT_EQ(diurnal_factor(206, false, 15.5), 0.5f * (.184f + .270f));
    EXPECT_FLOAT_EQ(diurnal_factor(91, false, 12), .048f);   // 1 April: class 5/18
    EXPECT_FLOAT_EQ(diurnal_factor(92, true, 12), .048f);    // 1 April of a leap year
    EXPECT_TRUE(std::isnan(diurnal_factor(90, false, 12)));  // 31 March
    EXPECT_FLOAT_EQ(diurnal_factor(90, false, 23), .918f);   // the local day of 1 April has begun
    EXPECT_FLOAT_EQ(diurnal_factor(91, true, 23), .918f);
    EXPECT_TRUE(std::isnan(diurnal_factor(90, false, 21.9)));
    EXPECT_TRUE(std::isnan(diurnal_factor(274, false, 12)));  // 1 October
}

}  // namespace
}  // namespace luwte::national
