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

InflowTable table_of(std::vector<double> height, double roughness) {
    const WindProfile law = log_law(height, 7, 10, roughness);
    return {"law.csv", height, {law.speed.begin(), law.speed.end()}, {law.k.begin(), law.k.end()}};
}

TEST(WindInflow, ATableOfALogLawIsThatLaw) {
    for (const double roughness : {0.03, 1.0}) {
        const InflowTable table = table_of({3, 8, 20, 60, 200}, roughness);
        std::vector<double> heights;
        for (double z = 0.25; z < 200; z *= 1.13) heights.push_back(z);  // below the first row too
        const WindProfile a = log_law(heights, 5, 10, roughness),
                          b = table_profile(heights, table, 5, 10, roughness);
        for (std::size_t n = 0; n < heights.size(); ++n) {
            EXPECT_NEAR(b.speed[n], a.speed[n], 1e-5 * a.speed[n]) << heights[n];
            EXPECT_NEAR(b.k[n], a.k[n], 1e-5 * a.k[n]) << heights[n];
            EXPECT_NEAR(b.epsilon[n], a.epsilon[n], 1e-5 * a.epsilon[n]) << heights[n];
        }
        EXPECT_TRUE(b.temperature.empty());
        EXPECT_NEAR(table_speed(table, 10, roughness), 7, 1e-5) << "as it stands, not scaled";
        EXPECT_NEAR(table_roughness(table, 10, roughness), roughness, 1e-5);
    }
}

TEST(WindInflow, ATableIsScaledAsAWhole) {
    const InflowTable table{"t.csv", {5, 15, 100}, {4, 6, 8}, {1.0, 2.0, 0.5}};
    const double heights[] = {2, 15, 57.5};
    const WindProfile once = table_profile(heights, table, 6, 15, 0.1),
                      twice = table_profile(heights, table, 12, 15, 0.1);
    EXPECT_FLOAT_EQ(once.speed[1], 6);
    EXPECT_FLOAT_EQ(once.k[0], 1) << "below the first row its value";
    EXPECT_FLOAT_EQ(once.k[1], 2);
    EXPECT_FLOAT_EQ(once.k[2], 1.25f) << "half-way";
    EXPECT_FLOAT_EQ(once.speed[2], float(6 + 2 * std::log(57.6 / 15.1) / std::log(100.1 / 15.1)));
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_FLOAT_EQ(twice.speed[n], 2 * once.speed[n]);
        EXPECT_FLOAT_EQ(twice.k[n], 4 * once.k[n]);
        EXPECT_FLOAT_EQ(twice.epsilon[n], 8 * once.epsilon[n]);
    }
}

TEST(WindInflow, WhereATablesWindDoesNotRiseEddiesStillEnd) {
    const InflowTable jet{"t.csv", {5, 40, 100, 300}, {4, 9, 7, 7}, {1, 1, 1, 1}};
    const double heights[] = {80, 200};
    const WindProfile p = table_profile(heights, jet, table_speed(jet, 10, 0.1), 10, 0.1);
    EXPECT_EQ(table_roughness(jet, 200, 0.1), 0);
    for (std::size_t n = 0; n < 2; ++n) {
        const double slope = double(p.speed[n]) / std::log((heights[n] + 0.1) / 0.1) / (heights[n] + 0.1);
        EXPECT_NEAR(p.epsilon[n], 0.3 * 0.1 * slope, 1e-6);
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
