// SPDX-License-Identifier: Apache-2.0
#include "models/wind/inflow.hpp"

#include <cmath>

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

}  // namespace
}  // namespace luwte
