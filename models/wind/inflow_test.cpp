// SPDX-License-Identifier: Apache-2.0
#include "models/wind/inflow.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(WindInflow, TheProfileBeginsAtTheDisplacementHeight) {
    const double heights[] = {0.25, 3, 4, 6, 14, 40};
    const WindProfile p = log_law(heights, 5, 10, 0.5, 4);
    EXPECT_EQ(p.speed[0], 0);
    EXPECT_EQ(p.speed[1], 0);
    EXPECT_EQ(p.speed[2], 0);
    EXPECT_NEAR(p.speed[3], 5 * std::log(2.5 / 0.5) / std::log(10.5 / 0.5), 1e-5);
    EXPECT_NEAR(p.speed[4], 5, 1e-5) << "10 m above it";
    const double friction = 0.4 * 5 / std::log(10.5 / 0.5);
    for (std::size_t n = 0; n < 6; ++n) {
        EXPECT_NEAR(p.k[n], friction * friction / 0.3, 1e-5);
        const double z = std::max(heights[n] - 4, 0.0) + 0.5;
        EXPECT_NEAR(p.epsilon[n], std::pow(friction, 3) / (0.4 * z), 1e-5);
    }
}

TEST(WindInflow, WithoutHeatSimilarityIsTheLogLaw) {
    const double heights[] = {0.25, 3, 6, 14, 40};
    const WindProfile a = log_law(heights, 5, 10, 0.5, 2), b = monin_obukhov(heights, 5, 10, 0.5, 2, 0),
                      c = monin_obukhov(heights, 5, 10, 0.5, 2, 1e-7);
    EXPECT_EQ(a.speed, b.speed);
    EXPECT_TRUE(b.temperature.empty());
    EXPECT_EQ(b.heat_flux, 0);
    for (std::size_t n = 0; n < 5; ++n) {
        EXPECT_NEAR(c.speed[n], a.speed[n], 1e-4);
        EXPECT_NEAR(c.k[n], a.k[n], 1e-4);
        EXPECT_NEAR(c.epsilon[n], a.epsilon[n], 1e-4 * a.epsilon[n]);
        EXPECT_NEAR(c.per_prandtl[n], 1, 1e-4);
    }
}

// The equations of k and epsilon (8), (23), (24), with derivatives of the inflow by differences.
TEST(WindInflow, KAndEpsilonOfTheInflowSolveTheirEquations) {
    const wind::TurbulenceConstants t;
    const wind::Buoyancy heat{};
    for (const double per_length : {-0.02, 0.02}) {
        for (const double z : {0.5, 2.0, 5.0, 10.0, 20.0, 40.0, 100.0, 180.0}) {
            std::vector<double> heights;
            for (int n = -2; n <= 2; ++n) heights.push_back(z * (1 + 0.05 * n));
            const WindProfile p = monin_obukhov(heights, 5, 10, 0.03, 0, per_length);
            const double step = 0.05 * z;
            const auto nu = [&](std::size_t n) {
                return double(t.c_mu) * double(p.k[n]) * double(p.k[n]) / double(p.epsilon[n]);
            };
            const auto face = [&](const std::vector<float>& f, std::size_t n) {  // above value n
                return 0.5 * (nu(n) + nu(n + 1)) * double(f[n + 1] - f[n]) / step;
            };
            const auto carried = [&](const std::vector<float>& f) {
                return (face(f, 2) - face(f, 1)) / step;
            };
            const double shear = double(p.speed[3] - p.speed[1]) / (2 * step);
            const double made = nu(2) * shear * shear, k = p.k[2], epsilon = p.epsilon[2];
            const double work = double(heat.constants.per_temperature) * p.heat_flux;
            // What the eddies carry is the flux from the ground.
            const double flux =
                -nu(2) * double(p.per_prandtl[2]) * double(p.temperature[3] - p.temperature[1]) / (2 * step);
            EXPECT_NEAR(flux / p.heat_flux, 1, 0.01) << per_length << " " << z;
            const double k_rest = made + work - epsilon + carried(p.k) / double(t.sigma_k) +
                                  double(p.k_gain[2]) - double(p.k_loss[2]) * k;
            EXPECT_LT(std::abs(k_rest), 0.02 * epsilon) << per_length << " " << z;
            const double c_3 = double(
                heat.epsilon_gain(float(std::max(work, 0.0)), float(std::min(work, 0.0)), float(made)));
            const double e_rest = double(t.c_1) * made + c_3 - double(t.c_2) * epsilon +
                                  carried(p.epsilon) / double(t.sigma_epsilon) * k / epsilon;
            EXPECT_LT(std::abs(e_rest), 0.03 * double(t.c_2) * epsilon) << per_length << " " << z;
        }
    }
}

}  // namespace
}  // namespace luwte
