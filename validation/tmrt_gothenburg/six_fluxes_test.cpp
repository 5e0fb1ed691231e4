// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/six_fluxes.hpp"

#include <gtest/gtest.h>

namespace luwte::gothenburg {
namespace {

TEST(SixFluxes, SunFallsOnTheSidesThatFaceIt) {
    const double yaw = -16.4 * degree_d;
    const auto at = [&](double altitude, double azimuth) {
        return beam_on_box({altitude * degree_d, yaw + azimuth * degree_d, 1}, yaw);
    };
    const auto north = at(30, 0), south_west = at(30, 225), below = at(-1, 90);
    const double c = std::cos(30 * degree_d);
    EXPECT_NEAR(north[0], 0.5, 1e-12);
    EXPECT_NEAR(north[1], c, 1e-12) << "the side that counts as north";
    for (const std::size_t side : {2u, 3u, 4u}) EXPECT_NEAR(north[side], 0, 1e-12);
    EXPECT_NEAR(south_west[3], c * std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(south_west[4], c * std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(south_west[1] + south_west[2], 0, 1e-12);
    for (const double share : below) EXPECT_EQ(share, 0);
}

TEST(SixFluxes, BlackSurroundHasItsOwnTemperature) {
    Fluxes black{};
    for (std::size_t f = 6; f < flux_count; ++f) black[f] = 5.67e-8 * std::pow(293.15, 4);
    EXPECT_NEAR(mean_radiant_celsius(black), 20, 1e-4);
    // 100 W/m2 of sun on every face is 0.70 / 0.97 of that in longwave.
    Fluxes sun{}, heat{};
    for (std::size_t f = 0; f < 6; ++f) sun[f] = 100, heat[f + 6] = 100 * 0.70 / 0.97;
    EXPECT_NEAR(absorbed(sun), 70, 1e-9);
    EXPECT_NEAR(absorbed(heat), 70, 1e-9);
}

}  // namespace
}  // namespace luwte::gothenburg
