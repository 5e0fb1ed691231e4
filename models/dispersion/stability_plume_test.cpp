// SPDX-License-Identifier: Apache-2.0
// What stable and unstable air make of a road over even land.
#include "models/air/surface_layer.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/scalar_sample.hpp"
#include "models/dispersion/sector_weights.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr double roughness = 0.1;                 // m
constexpr double dx = 4, before = 12, way = 120;  // m
constexpr double schmidt = 0.7, kappa = 0.4;

/// At the ground `way` behind a line across the wind that emits 1 per metre and second, at 1 m/s at 10 m.
double beside_a_road(double per_length) {
    const WindDomain domain =
        test_wind::domain(idx((before + way + 40) / dx), 4, dx, test_wind::levels(0.25, 1.15, 120), roughness,
                          [](double, double, double) { return false; });
    WindModel wind(Backend::cpu(), domain, {});
    wind.start(monin_obukhov(test_wind::heights_with_top(domain), 1, 10, roughness, 0, per_length), 270);
    ScalarModel::Parameters parameters;
    parameters.schmidt = schmidt;
    ScalarModel model(wind, parameters);
    Field3D<float> source(Backend::cpu(), wind.u().shape(), "source", "s-1"),
        c(Backend::cpu(), wind.u().shape(), "concentration", "m-3");
    std::ranges::fill(source.host(), 0.0f);
    for (idx j = 0; j < 4; ++j)
        source.view()(1, wind::ghosts + j, wind::ghosts + idx(before / dx)) = float(dx);
    EXPECT_TRUE(model.solve(source, c).has_settled);
    return ScalarSample(c, domain).at(before + dx / 2 + way, 2 * dx, 0);
}

double profile(double z, double per_length) {
    return std::log(z / roughness) - air::psi_momentum(z * per_length) +
           air::psi_momentum(roughness * per_length);
}

/// The same by U dc/dx = d/dz (K dc/dz) alone, marched on levels of its own in double precision.
double by_marching(double per_length) {
    constexpr std::size_t n = 120;
    constexpr int steps = 1500;
    const double friction = kappa / profile(10 + roughness, per_length), top = 120, lowest = 0.05;
    std::vector<double> floor = {0}, wind, thickness, mixing, c;
    for (std::size_t k = 0; k < n; ++k)
        floor.push_back(lowest * std::pow(top / lowest, double(k) / double(n - 1)));
    const auto middle = [&](std::size_t k) { return 0.5 * (floor[k] + floor[k + 1]); };
    for (std::size_t k = 0; k < n; ++k) {
        thickness.push_back(floor[k + 1] - floor[k]);
        wind.push_back(friction / kappa * profile(middle(k) + roughness, per_length));
        // What the lowest 0.25 m hold of it at first.
        const double held = std::max(std::min(floor[k + 1], 0.25) - floor[k], 0.0) / 0.25;
        c.push_back(held / (wind[k] * thickness[k]));
        const double z = floor[k + 1] + roughness;
        if (k + 1 < n)
            mixing.push_back(friction * kappa * z / (schmidt * air::phi_momentum(z * per_length)) /
                             (middle(k + 1) - middle(k)));
    }
    mixing.push_back(0);
    std::vector<double> share(n), sum(n);
    for (int step = 0; step < steps; ++step) {
        for (std::size_t k = 0; k < n; ++k) {
            const double carried = wind[k] * thickness[k] / (way / steps), below = k > 0 ? mixing[k - 1] : 0,
                         own = carried + mixing[k] + below * (1 - (k > 0 ? share[k - 1] : 0));
            share[k] = mixing[k] / own;
            sum[k] = (carried * c[k] + below * (k > 0 ? sum[k - 1] : 0)) / own;
        }
        c[n - 1] = sum[n - 1];
        for (std::size_t k = n - 1; k-- > 0;) c[k] = sum[k] + share[k] * c[k + 1];
    }
    return c[0];
}

/// Neutral air by van Ulden (1978), doi:10.1016/0004-6981(78)90167-X (from memory, to be verified): the
/// plume's mean height grows by K over the wind at 1.55 times that height, its profile is exp(-(B z /
/// mean)^1.5).
double by_van_ulden() {
    constexpr double p = 1.55, s = 1.5, step = 0.05;
    double mean = roughness;
    for (double x = 0; x < way; x += step)
        mean += step * kappa * kappa / (schmidt * profile(std::max(p * mean, 2 * roughness), 0));
    const double a = s * std::tgamma(2 / s) / std::pow(std::tgamma(1 / s), 2);
    return a * profile(10, 0) / (mean * profile(0.6 * mean, 0));
}

// Property 55: air that mixes less leaves more near the ground, as a column that is carried along does.
TEST(StabilityPlume, IsRicherInStableAirThanInNeutralAndPoorerInUnstable) {
    const double neutral = beside_a_road(0), stable = beside_a_road(class_per_length),
                 unstable = beside_a_road(-class_per_length);
    EXPECT_NEAR(neutral / by_van_ulden(), 1, 0.1);
    EXPECT_NEAR(neutral / by_marching(0), 1, 0.05);
    EXPECT_NEAR(stable / by_marching(class_per_length), 1, 0.05);
    EXPECT_NEAR(unstable / by_marching(-class_per_length), 1, 0.05);
    EXPECT_GT(stable, 1.4 * neutral);
    EXPECT_LT(unstable, 0.8 * neutral);
}

}  // namespace
}  // namespace luwte
