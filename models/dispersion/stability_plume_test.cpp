// SPDX-License-Identifier: Apache-2.0
// What stable and unstable air make of a road over even land.
#include "models/air/surface_layer.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/scalar_sample.hpp"
#include "models/dispersion/sector_weights.hpp"
#include "models/wind/test_domains.hpp"

#include <cmath>

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

/// The same by van Ulden (1978), doi:10.1016/0004-6981(78)90167-X (second hand): the plume's mean height
/// grows by K over the wind at p times that height, here with the K of the inflow, and its profile is exp(-(B
/// z / z_mean)^s).
double by_van_ulden(double per_length) {
    const auto phi = [&](double z) { return air::phi_momentum(z * per_length); };
    const auto profile = [&](double z) {
        return std::log(z / roughness) - air::psi_momentum(z * per_length) +
               air::psi_momentum(roughness * per_length);
    };
    const double friction = kappa / profile(10);
    constexpr double p = 1.55, s = 1.5, step = 0.05;
    double mean = roughness;
    for (double x = 0; x < way; x += step) {
        const double at = std::max(p * mean, 2 * roughness);
        mean += step * kappa * kappa / (schmidt * phi(at) * profile(at));
    }
    const double a = s * std::tgamma(2 / s) / std::pow(std::tgamma(1 / s), 2);
    return a / (mean * friction / kappa * profile(std::max(0.6 * mean, 2 * roughness)));
}

// Property 55: air that mixes less leaves more near the ground, as the closed solution says.
TEST(StabilityPlume, IsRicherInStableAirThanInNeutralAndPoorerInUnstable) {
    const double neutral = beside_a_road(0), stable = beside_a_road(class_per_length),
                 unstable = beside_a_road(-class_per_length);
    EXPECT_NEAR(neutral / by_van_ulden(0), 1, 0.1);
    EXPECT_NEAR(stable / neutral / (by_van_ulden(class_per_length) / by_van_ulden(0)), 1, 0.1);
    EXPECT_NEAR(unstable / neutral / (by_van_ulden(-class_per_length) / by_van_ulden(0)), 1, 0.1);
    EXPECT_GT(stable, 1.1 * neutral);
    EXPECT_LT(unstable, 0.95 * neutral);
}

}  // namespace
}  // namespace luwte
