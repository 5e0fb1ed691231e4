// SPDX-License-Identifier: Apache-2.0
#include "validation/globe_montpellier/globe.hpp"

#include <gtest/gtest.h>

namespace luwte::montpellier {
namespace {

constexpr double sigma = double(stefan_boltzmann), zero = double(zero_celsius);

double black(double celsius) { return sigma * std::pow(celsius + zero, 4); }

TEST(Globe, AmongSurfacesAsWarmAsTheAirHasTheirTemperature) {
    for (const double forced : {0.0, 5.0, 40.0})
        EXPECT_NEAR(globe_celsius({}, 0, black(25), 25, forced), 25, 1e-6);
}

TEST(Globe, IsTheInverseOfTheConversionToMeanRadiantTemperature) {
    // Tmrt^4 = T^4 + h / (e sigma) (T - T_a), ISO 7726, with wind enough that it is forced.
    const Globe globe;
    const double h = forced_convection(globe, 1.5);
    EXPECT_NEAR(h, 6.3 * 1.2754 / 0.27595, 0.02);
    const double t = globe_celsius(globe, 0, black(60), 30, h);
    const double radiant = std::pow(t + zero, 4) + h / (globe.emissivity * sigma) * (t - 30);
    EXPECT_NEAR(std::pow(radiant, 0.25) - zero, 60, 1e-5);
}

TEST(Globe, InCalmAirHasItsOwnConvection) {
    const Globe globe;
    const double t = globe_celsius(globe, 300, black(25), 25, 0);
    const double h = 1.4 * std::pow((t - 25) / 0.04, 0.25);
    EXPECT_NEAR(0.60 * 300, 0.95 * (black(t) - black(25)) + h * (t - 25), 1e-6);
    EXPECT_GT(t, globe_celsius(globe, 300, black(25), 25, forced_convection(globe, 1)));
}

TEST(Globe, TakesOfTheSunWhatItsPaintAbsorbs) {
    // 0.95 / 0.60 of a flux as sun warms as much as that flux as longwave.
    const double h = forced_convection({}, 1);
    EXPECT_NEAR(globe_celsius({}, 100, black(20), 22, h),
                globe_celsius({}, 0, black(20) + 100 * 0.60 / 0.95, 22, h), 1e-6);
    EXPECT_EQ(globe_celsius({0.04, 0.95, 0}, 500, black(20), 22, h), globe_celsius({}, 0, black(20), 22, h));
}

}  // namespace
}  // namespace luwte::montpellier
