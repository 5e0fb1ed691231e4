// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/scalar_sample.hpp"

#include "models/wind/test_domains.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(ScalarSample, IsLinearBetweenCellsOfAirAndKeepsOffSolids) {
    // Columns of 2 m, levels of 1, 2 and 3 m; a solid of two levels at x = 6 to 8 m.
    const WindDomain d = test_wind::domain(
        6, 5, 2, {1, 2, 3}, 0.03, [](double x, double, double z) { return x > 6 && x < 8 && z < 3; });
    Field3D<float> c(Backend::cpu(), {5, 9, 10}, "concentration", "m-3");
    for (idx k = 0; k < 5; ++k)
        for (idx j = 0; j < 9; ++j)
            for (idx i = 0; i < 10; ++i)
                c.view()(k, j, i) = float(i - 2) + 10 * float(j - 2) + 100 * float(k - 1);
    const ScalarSample sample(c, d);
    EXPECT_DOUBLE_EQ(sample.at(3, 5, 0.5), 1 + 20);
    EXPECT_DOUBLE_EQ(sample.at(4, 6, 0.5), 1.5 + 25);
    EXPECT_DOUBLE_EQ(sample.at(3, 5, 0), 1 + 20);          // below the lowest middle
    EXPECT_DOUBLE_EQ(sample.at(3, 5, 1.25), 1 + 20 + 50);  // middles at 0.5 and 2 m
    EXPECT_DOUBLE_EQ(sample.at(5.9, 5, 0.5), 2 + 20);      // beside the solid: of the air alone
    EXPECT_DOUBLE_EQ(sample.at(7, 5, 0.5), 3 + 20 + 200);  // in it: above it
    EXPECT_DOUBLE_EQ(sample.at(-9, -9, 99), 0 + 0 + 200);  // beyond: the outermost
}

}  // namespace
}  // namespace luwte
