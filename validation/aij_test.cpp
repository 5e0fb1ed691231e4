// SPDX-License-Identifier: Apache-2.0
#include "validation/aij.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(Aij, AHitIsWithinAShareOfTheReferenceOrOfTheMeasuredSpeed) {
    EXPECT_EQ(aij::hit(0.55, 0.5, 1), 1);  // within 0.06 of the reference
    EXPECT_EQ(aij::hit(0.63, 0.5, 1), 0);  // more than a quarter off
    EXPECT_EQ(aij::hit(2.45, 2.0, 1), 1);  // within a quarter
    EXPECT_EQ(aij::hit(-2.0, 2.0, 1), 0);
    EXPECT_EQ(aij::hit(0.63, 0.5, 3), 1);
}

TEST(Aij, TheIntervalHoldsTheMeanAndNarrowsWithThePoints) {
    std::vector<double> hits(400, 0.0);
    std::fill(hits.begin(), hits.begin() + 280, 1.0);
    EXPECT_DOUBLE_EQ(aij::mean(hits), 0.7);
    // Standard deviation of the mean (0.7 0.3 / 400)^(1/2) = 0.023, two of them to each side.
    EXPECT_EQ(aij::interval(hits), "280 of 400 points, W = 0.06 U_H, D = 0.25; 95 % of samples 0.66 to 0.74");
}

}  // namespace
}  // namespace luwte
