// SPDX-License-Identifier: Apache-2.0
#include "kernels/wind/speed_ratios.hpp"

#include "kernels/core/field.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr float nothing = -1;  ///< a column without a value

TEST(RowExtremes, TheFirstLargestWithoutItsSignAndNaNAboveAll) {
    Field3D<float> in(Backend::cpu(), {1, 3, 5}, "in", "1");
    const float values[3][5] = {{1, -3, 2, 3, 0}, {0, 0, 0, 0, 0}, {9, 1, std::nanf(""), 20, std::nanf("")}};
    for (idx j = 0; j < 3; ++j)
        for (idx i = 0; i < 5; ++i) in.view()(0, j, i) = values[j][i];
    Field2D<float> largest(Backend::cpu(), {1, 1, 3}, "largest", "1"),
        above(Backend::cpu(), {1, 1, 3}, "", "1");
    Field2D<std::int32_t> at(Backend::cpu(), {1, 1, 3}, "at", "1");
    for (idx j = 0; j < 3; ++j)
        wind::RowExtremes{in.cview(), 1.5f, largest.view(), above.view(), at.view()}(0, j);
    EXPECT_EQ(largest.view()(0, 0), -3);
    EXPECT_EQ(at.view()(0, 0), 1);
    EXPECT_EQ(above.view()(0, 0), 2) << "of 2 and 3, not of -3";
    EXPECT_EQ(largest.view()(0, 1), 0);
    EXPECT_EQ(at.view()(0, 1), 0);
    EXPECT_TRUE(std::isnan(largest.view()(0, 2)));
    EXPECT_EQ(at.view()(0, 2), 2);
}

TEST(SpreadRatios, ValuesComeFromTheSmallestSquareThatKnowsAny) {
    // 5 x 3: known are two columns in the west and one in the north-east.
    Field2D<float> fine(Backend::cpu(), {1, 3, 5}, "fine", "1"),
        coarse(Backend::cpu(), {1, 2, 3}, "coarse", "1"), last(Backend::cpu(), {1, 1, 2}, "last", "1"),
        one(Backend::cpu(), {1, 1, 1}, "one", "1");
    for (float& v : fine.host()) v = nothing;
    fine.view()(0, 0) = 2, fine.view()(1, 1) = 4, fine.view()(2, 4) = 9;
    const auto pull = [](const Field2D<float>& from, Field2D<float>& to) {
        for (idx j = 0; j < to.shape().ny; ++j)
            for (idx i = 0; i < to.shape().nx; ++i) wind::PullRatios{from.cview(), to.view()}(j, i);
    };
    const auto push = [](const Field2D<float>& from, Field2D<float>& to) {
        for (idx j = 0; j < to.shape().ny; ++j)
            for (idx i = 0; i < to.shape().nx; ++i) wind::PushRatios{from.cview(), to.view()}(j, i);
    };
    pull(fine, coarse), pull(coarse, last), pull(last, one);
    EXPECT_EQ(coarse.view()(0, 0), 3);
    EXPECT_EQ(coarse.view()(0, 1), nothing);
    EXPECT_EQ(coarse.view()(1, 2), 9);
    EXPECT_EQ(one.view()(0, 0), 6);
    push(one, last), push(last, coarse), push(coarse, fine);
    EXPECT_EQ(fine.view()(0, 0), 2) << "what is known stays";
    EXPECT_EQ(fine.view()(0, 1), 3) << "of its square of two";
    EXPECT_EQ(fine.view()(0, 3), 3) << "of its square of four";
    EXPECT_EQ(fine.view()(0, 4), 9) << "of its square of four, cut off by the rim";
}

}  // namespace
}  // namespace luwte
