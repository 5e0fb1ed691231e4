// SPDX-License-Identifier: Apache-2.0
#include "models/air/surface_layer.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte::air {
namespace {

TEST(SurfaceLayer, WithoutHeatItIsTheLogarithmicLaw) {
    const SurfaceLayer s = surface_layer(5, 10, 0.03, 0, 290, 4, 1.1e-4);
    EXPECT_NEAR(s.friction_velocity, 0.4 * 5 / std::log(10 / 0.03), 1e-9);
    EXPECT_NEAR(s.resistance(1.5, 40), std::log(40 / 1.5) / (0.4 * s.friction_velocity), 1e-9);
}

TEST(SurfaceLayer, TheStabilityFunctionsHaveNoStepAtNeutralAndThePublishedSlopes) {
    EXPECT_NEAR(psi_momentum(1e-9), psi_momentum(-1e-9), 1e-7);
    EXPECT_NEAR(psi_heat(1e-9), psi_heat(-1e-9), 1e-7);
    // phi = 1 - z/L dpsi/d(z/L): 1 + 5 z/L in weakly stable air (a + b (1 + c) = 5.002), and (1 - 16 z/L) to
    // the power -1/4 and -1/2.
    EXPECT_NEAR(psi_momentum(1e-4) / 1e-4, -5.002, 0.01);
    const auto phi = [](auto psi, double z) { return 1 - z * (psi(z + 1e-5) - psi(z - 1e-5)) / 2e-5; };
    EXPECT_NEAR(phi(psi_momentum, -0.5), std::pow(9, -0.25), 1e-6);
    EXPECT_NEAR(phi(psi_heat, -0.5), std::pow(9, -0.5), 1e-6);
    // Beljaars & Holtslag (1991), (28) and (32), at z/L = 2: by hand.
    EXPECT_NEAR(phi(psi_momentum, 2), 1 + 2 * (1 + 0.667 * std::exp(-0.7) * (1 + 5 - 0.7)), 1e-6);
    EXPECT_NEAR(phi(psi_heat, 2), 1 + 2 * (std::sqrt(1 + 4.0 / 3) + 0.667 * std::exp(-0.7) * (1 + 5 - 0.7)),
                1e-6);
}

TEST(SurfaceLayer, TheFluxThatItCarriesIsThatOfItsProfile) {
    for (const double flux : {-0.02, 0.02, 0.2}) {
        const SurfaceLayer s = surface_layer(4, 10, 0.03, flux, 290, 4, 1.1e-4);
        EXPECT_NEAR(s.friction_velocity * s.wind_profile(10), 0.4 * 4, 1e-4) << flux;
        EXPECT_NEAR(s.stability, -0.4 * 9.81 * flux / (290 * std::pow(s.friction_velocity, 3)), 1e-5) << flux;
    }
}

TEST(SurfaceLayer, StillNightsLiftBySomeKelvinAtMost) {
    // 0.09 K over kappa times the profile of heat at L = 4 m: 7.0 K from 1.5 to 40 m, were the layer that
    // deep; 4.6 K to 25 m, where u* = 0.1 m/s ends it.
    double largest = 0;
    for (const double wind : {0.1, 0.5, 1.0, 2.0, 5.0})
        for (const double flux : {-0.03, -0.01, -0.001}) {
            const SurfaceLayer shallow = surface_layer(wind, 10, 0.03, flux, 285, 4, 1.1e-4),
                               deep = surface_layer(wind, 10, 0.03, flux, 285, 4, 0);
            EXPECT_GT(-flux * shallow.resistance(1.5, 40), 0) << wind << ' ' << flux;
            EXPECT_LE(shallow.resistance(1.5, 40), deep.resistance(1.5, 40)) << wind << ' ' << flux;
            EXPECT_LT(-flux * deep.resistance(1.5, 40), 7.1) << wind << ' ' << flux;
            largest = std::max(largest, -flux * deep.resistance(1.5, 40));
        }
    EXPECT_GT(largest, 6.9);
    const SurfaceLayer calm = surface_layer(0.5, 10, 0.03, -0.009, 285, 4, 1.1e-4);
    EXPECT_NEAR(calm.friction_velocity, 0.1, 1e-9);
    // L = 0.1^3 285 / (0.4 9.81 0.009) = 8.07 m, the layer 34 m deep.
    EXPECT_NEAR(1 / calm.stability, 8.07, 0.01);
    EXPECT_NEAR(calm.depth, 34.3, 0.1);
}

TEST(Roughness, BareGroundIsTheStationsGrass) {
    const Roughness r = roughness_of(0, 0, 0);
    EXPECT_DOUBLE_EQ(r.length, 0.03);
    EXPECT_DOUBLE_EQ(r.displacement, 0);
    EXPECT_NEAR(r.canopy_level, 1.5, 1e-12);
}

TEST(Roughness, OfCubesIsThatOfMacdonald) {
    // Staggered cubes on a quarter of the ground: d/H = 1 + 4.43^-0.25 (0.25 - 1) = 0.483 and
    // z0/H = 0.517 exp(-(0.5 1.2/0.16 0.517 0.25)^-0.5) = 0.1228.
    const Roughness r = roughness_of(0.25, 0.25, 10);
    EXPECT_NEAR(r.displacement, 4.83, 0.01);
    EXPECT_NEAR(r.length, 1.228, 0.005);
    EXPECT_NEAR(r.canopy_wind, std::sqrt(8), 1e-12);
}

TEST(Roughness, TheCanopyLiesBelowTheForcingLevelForAnyTown) {
    for (const double height : {3.0, 10.0, 16.0, 40.0, 200.0})
        for (const double plan : {0.01, 0.1, 0.4, 0.8, 0.99})
            for (const double frontal : {0.001, 0.01, 0.02, 0.1, 0.5, 3.0}) {
                const Roughness r = roughness_of(plan, frontal, height);
                const double level = std::max(40.0, 2.5 * height) - r.displacement;
                EXPECT_LT(r.canopy_level, 0.8 * level) << height << ' ' << plan << ' ' << frontal;
            }
}

}  // namespace
}  // namespace luwte::air
