// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/heat.md.
#include "models/heat/conduction_grid.hpp"

#include "models/heat/test_conduction.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace scenes;

SurfaceMaterial stuff(std::vector<MaterialLayer> layers) {
    SurfaceMaterial m;
    m.roughness_length = 0.01f;
    m.layers = std::move(layers);
    return m;
}
TEST(ConductionGrid, NodesFillTheBody) {
    const auto ground = conduction_grid(stuff({asphalt}), false);
    EXPECT_NEAR(std::accumulate(ground.capacity.begin(), ground.capacity.end(), 0.0), 2.5 * 1.94e6, 1);
    EXPECT_NEAR(ground.middle.front(), 0.006, 1e-9);
    // Brick, insulation, brick: resistance and capacity are those of the layers, plus the inner face.
    const auto wall =
        conduction_grid(stuff({{0.1f, 0.8f, 1.5e6f}, {0.05f, 0.04f, 3e4f}, {0.1f, 0.8f, 1.5e6f}}), true);
    EXPECT_NEAR(std::accumulate(wall.resistance.begin(), wall.resistance.end(), 0.0),
                0.2 / 0.8 + 0.05 / 0.04 + 0.13, 1e-6);
    EXPECT_NEAR(std::accumulate(wall.capacity.begin(), wall.capacity.end(), 0.0), 0.2 * 1.5e6 + 0.05 * 3e4,
                1);
}

TEST(ConductionGrid, SteadyProfileStays) {
    const auto grid = conduction_grid(stuff({{0.2f, 1.5f, 2e6f}, {0.1f, 0.04f, 5e4f}}), true);
    const auto f = conduction_factors(grid, 600);
    NodeTemperatures layers = steady_profile(grid, 30, 20);
    const NodeTemperatures before = layers;
    const double flux = 10 / std::accumulate(grid.resistance.begin(), grid.resistance.end(), 0.0);
    for (int n = 0; n < 144; ++n) EXPECT_NEAR(under_flux(f, flux, layers, 20), 30, 1e-3);
    for (int n = 0; n < conduction_nodes; ++n) EXPECT_NEAR(layers[n], before[n], 1e-3);
}

TEST(ConductionGrid, DailyWaveOfASemiInfiniteSolid) {
    const Wave wave = daily_wave(asphalt, 600), exact = exact_daily_wave(asphalt);
    EXPECT_NEAR(wave.amplitude, exact.amplitude, 0.02 * exact.amplitude);
    EXPECT_NEAR(wave.lag, exact.lag, 0.03);
    // First order in time: halving the step halves what it adds to the lag.
    const double a = daily_wave(asphalt, 1800).lag, b = daily_wave(asphalt, 900).lag,
                 c = daily_wave(asphalt, 450).lag;
    EXPECT_NEAR((a - b) / (b - c), 2, 0.1);
}

TEST(ConductionGrid, StepOfFluxOnASemiInfiniteSolid) {
    const auto f = semi_infinite(asphalt, 600);
    NodeTemperatures layers{};
    for (int n = 1; n <= 144; ++n) {
        const double t = under_flux(f, 100, layers);
        if (n < 6) continue;  // the first hour: backward Euler is of first order at a jump
        const double exact = exact_step(asphalt, 100, 600.0 * n);
        EXPECT_NEAR(t, exact, 0.03 * exact) << n << " steps";
    }
}

}  // namespace
}  // namespace luwte
