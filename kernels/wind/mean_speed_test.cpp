// SPDX-License-Identifier: Apache-2.0
#include "kernels/wind/mean_speed.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace luwte::wind {
namespace {

TEST(MeanSpeed, ErrorFunctionIsTheLibrarys) {
    for (float x = 0; x < 6; x += 0.01f) EXPECT_NEAR(error_function(x), std::erf(x), 5e-7) << x;
}

TEST(MeanSpeed, IsTheMeanLengthOfVectorsThatFluctuate) {
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    for (const double u : {0.0, 0.1, 0.5, 1.0, 3.0}) {
        const double k = 0.24, sigma = std::sqrt(2.0 / 3 * k);
        double sum = 0;
        constexpr int draws = 200000;
        for (int n = 0; n < draws; ++n)
            sum += std::hypot(u + sigma * normal(random), sigma * normal(random), sigma * normal(random));
        EXPECT_NEAR(mean_speed(float(u), float(k)), sum / draws, 4e-3) << u;
    }
}

TEST(MeanSpeed, CalmAirHasThatOfItsEddiesAndSteadyAirItsOwn) {
    EXPECT_NEAR(mean_speed(0, 1.5f), std::sqrt(8 / 3.14159265), 1e-3);
    EXPECT_EQ(mean_speed(0, 0), mean_speed(0, 1e-12f));
    EXPECT_NEAR(mean_speed(4, 0), 4, 1e-6);
    for (float u = 0; u < 5; u += 0.25f) EXPECT_GE(mean_speed(u, 0.3f), u);
}

}  // namespace
}  // namespace luwte::wind
