// SPDX-License-Identifier: Apache-2.0
#include "models/heat/soil_water.hpp"

#include "models/heat/test_materials.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr auto grass = SurfaceType::grass, paving = SurfaceType::open_paving;
float open(const SoilWater& soil, SurfaceType type) { return soil.moisture()[std::size_t(type)]; }

TEST(SoilWater, StartsHalfFullWithOpenStomata) {
    const SoilWater soil(test_materials());
    EXPECT_FLOAT_EQ(float(soil.water(std::size_t(grass))), 0.05f);
    for (const float share : soil.moisture()) EXPECT_FLOAT_EQ(share, 1);
}

TEST(SoilWater, ADrySpellClosesStomataByTheExponentialOfTheClosedSolution) {
    SoilWater soil(test_materials());
    // From half full on: dW/dt = -E W / (W_max (1 - p)).
    for (int d = 0; d < 30; ++d) soil.day(0, 0.004);
    EXPECT_NEAR(soil.water(std::size_t(grass)), 0.05 * std::exp(-30 * 0.004 / 0.05),
                0.0007);  // steps of a day
    EXPECT_LT(open(soil, grass), 0.1f);
    EXPECT_EQ(open(soil, paving), 1);
    EXPECT_EQ(soil.water(std::size_t(paving)), 0);
}

TEST(SoilWater, RainFillsWhatIsThereAndTheRestIsLost) {
    SoilWater soil(test_materials());
    soil.day(0.02, 0);
    EXPECT_NEAR(soil.water(std::size_t(grass)), 0.07, 1e-9);
    soil.day(1, 0.003);
    EXPECT_NEAR(soil.water(std::size_t(grass)), 0.1 - 0.003, 1e-8);
    EXPECT_EQ(open(soil, grass), 1);
}

TEST(SoilWater, NeverFallsBelowWilting) {
    SoilWater soil(test_materials());
    for (int d = 0; d < 300; ++d) soil.day(0, 0.2);  // more than there is, in a day
    EXPECT_EQ(soil.water(std::size_t(grass)), 0);
    EXPECT_EQ(open(soil, grass), 0);
}

TEST(SoilWater, TreesHaveMoreThanGrassAndLackItLater) {
    SoilWater soil(test_materials());
    EXPECT_DOUBLE_EQ(soil.water(trees), 0.5 * 0.225);
    for (int d = 0; d < 20; ++d) soil.day(0, 0.004);
    EXPECT_LT(open(soil, grass), 0.25f);
    EXPECT_NEAR(soil.moisture()[trees], std::exp(-20 * 0.004 / (0.5 * 0.225)), 0.01);
    for (int d = 0; d < 40; ++d) soil.day(0.02, 0.001);
    EXPECT_NEAR(soil.water(trees), 0.225 - 0.001, 1e-8);
    EXPECT_EQ(soil.moisture()[trees], 1);
}

}  // namespace
}  // namespace luwte
