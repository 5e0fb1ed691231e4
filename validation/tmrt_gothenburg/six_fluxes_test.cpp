// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/six_fluxes.hpp"

#include <gtest/gtest.h>

namespace luwte::gothenburg {
namespace {

TEST(SixFluxes, EvenRadiationIsEvenOnTheBox) {
    AroundBox even{0.6f, 0.3f, 100, 100, 100, 100, 100, 100, 0, 0};
    for (const double flux : fluxes_on_box(even, {})) EXPECT_NEAR(flux, 100, 1e-4);
    // Of a side's 100, half comes from the sky and half from the ground.
    even.ground = even.ground_emits = 0;
    Fluxes f = fluxes_on_box(even, {});
    for (std::size_t side = 0; side < 4; ++side) {
        EXPECT_NEAR(f[k_side + side], 50, 1e-4);
        EXPECT_NEAR(f[l_side + side], 50, 1e-4);
    }
    EXPECT_NEAR(f[k_down], 100, 1e-4);
    EXPECT_EQ(f[k_up], 0);
    // Sky alone: each face sees its own share of it.
    even.reflected = even.emitted = 0;
    f = fluxes_on_box(even, {});
    EXPECT_NEAR(f[k_down], 60, 1e-4);
    EXPECT_NEAR(f[l_side], 15, 1e-4);
}

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
    EXPECT_NEAR(fluxes_on_box({}, north)[k_side], c, 1e-12);
}

TEST(SixFluxes, BlackSurroundHasItsOwnTemperature) {
    const auto emitted = float(5.67e-8 * std::pow(293.15, 4));
    EXPECT_NEAR(mean_radiant_celsius(fluxes_on_box({1, 1, 0, 0, 0, emitted, emitted, emitted, 0, 0}, {})), 20,
                1e-4);
    // 100 W/m2 of sun on every face is 0.70 / 0.97 of that in longwave.
    Fluxes sun{}, heat{};
    for (std::size_t f = 0; f < 6; ++f) sun[f] = 100, heat[f + 6] = 100 * 0.70 / 0.97;
    EXPECT_NEAR(absorbed(sun), 70, 1e-9);
    EXPECT_NEAR(absorbed(heat), 70, 1e-9);
}

}  // namespace
}  // namespace luwte::gothenburg
