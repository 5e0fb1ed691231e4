// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/heat.md.
#include "models/heat/conduction_grid.hpp"

#include "kernels/core/constants.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using Layers = std::array<float, conduction_nodes>;

SurfaceMaterial stuff(std::vector<MaterialLayer> layers) {
    SurfaceMaterial m;
    m.roughness_length = 0.01f;
    m.layers = std::move(layers);
    return m;
}
/// Asphalt all the way down.
const MaterialLayer asphalt{10, 0.75f, 1.94e6f};

/// Surface temperature under a prescribed flux into the ground [W m-2]; the layers take a step.
double under_flux(const ConductionFactors& f, double flux, Layers& layers, float behind = 0) {
    const ConductionColumn column(f, layers.data(), 1, behind);
    const float t = (float(flux) + column.supply(f)) / ConductionColumn::conductance(f);
    column.store(f, t, layers.data(), 1);
    return double(t);
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
    Layers layers = steady_profile(grid, 30, 20);
    const Layers before = layers;
    const double flux = 10 / std::accumulate(grid.resistance.begin(), grid.resistance.end(), 0.0);
    for (int n = 0; n < 144; ++n) EXPECT_NEAR(under_flux(f, flux, layers, 20), 30, 1e-3);
    for (int n = 0; n < conduction_nodes; ++n) EXPECT_NEAR(layers[n], before[n], 1e-3);
}

/// Amplitude [K] and lag [rad] of the surface's last day under q sin(w t), from the Fourier integral.
struct Wave {
    double amplitude, lag;
};
Wave daily_wave(double seconds) {
    const auto f = conduction_factors(conduction_grid(stuff({asphalt}), false), seconds);
    const int steps = int(86400 / seconds);
    Layers layers{};
    double sine = 0, cosine = 0;
    for (int n = 0; n < 20 * steps; ++n) {
        const double phase = 2 * pi_d * (n + 1) / steps;  // end of the step: that is where backward Euler is
        const double t = under_flux(f, 100 * std::sin(phase), layers);
        if (n < 19 * steps) continue;
        sine += t * std::sin(phase) * 2 / steps, cosine += t * std::cos(phase) * 2 / steps;
    }
    return {std::hypot(sine, cosine), std::atan2(-cosine, sine)};
}

TEST(ConductionGrid, DailyWaveOfASemiInfiniteSolid) {
    // Carslaw & Jaeger (1959), 2.9: amplitude q / sqrt(k C w), 45 degrees behind the flux.
    const double exact = 100 / std::sqrt(0.75 * 1.94e6 * 2 * pi_d / 86400);
    const Wave wave = daily_wave(600);
    EXPECT_NEAR(wave.amplitude, exact, 0.02 * exact);
    EXPECT_NEAR(wave.lag, pi_d / 4, 0.03);
    // First order in time: halving the step halves what it adds to the lag.
    const double a = daily_wave(1800).lag, b = daily_wave(900).lag, c = daily_wave(450).lag;
    EXPECT_NEAR((a - b) / (b - c), 2, 0.1);
}

TEST(ConductionGrid, StepOfFluxOnASemiInfiniteSolid) {
    const auto f = conduction_factors(conduction_grid(stuff({asphalt}), false), 600);
    Layers layers{};
    for (int n = 1; n <= 144; ++n) {
        const double t = under_flux(f, 100, layers);
        if (n < 6) continue;  // the first hour: backward Euler is of first order at a jump
        // Carslaw & Jaeger (1959), 2.9: 2 q sqrt(t / (pi k C)).
        const double exact = 200 * std::sqrt(600.0 * n / (pi_d * 0.75 * 1.94e6));
        EXPECT_NEAR(t, exact, 0.03 * exact) << n << " steps";
    }
}

}  // namespace
}  // namespace luwte
