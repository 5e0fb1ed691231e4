// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/reduce.hpp"

#include "kernels/core/field.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

Field2D<float> plane(idx ny, idx nx, float value) {
    Field2D<float> f(Backend::cpu(), {1, ny, nx}, "plane", "m");
    for (float& v : f.host()) v = value;
    return f;
}

TEST(MinMax, FindsTheExtremesWhereverTheyAre) {
    for (const idx at : {0, 1, 64, 65, 2144, 2145 - 1}) {
        auto f = plane(33, 65, 1.5f);
        f.host()[std::size_t(at)] = -7.25f;
        f.host()[std::size_t((at + 1) % 2145)] = 9.0f;
        const MinMax r = min_max(f.backend(), f.cview());
        EXPECT_EQ(r.min, -7.25f);
        EXPECT_EQ(r.max, 9.0f);
        EXPECT_EQ(r.count, 33 * 65);
    }
}

TEST(MinMax, LeavesMissingDataOut) {
    auto f = plane(4, 5, nan);
    f.host()[7] = 3.0f;
    f.host()[11] = -2.0f;
    EXPECT_EQ(min_max(f.backend(), f.cview()), (MinMax{-2.0f, 3.0f, 2}));
}

TEST(MinMax, OfNothingIsMissing) {
    const auto gaps = plane(3, 3, nan);
    for (const MinMax r :
         {min_max(gaps.backend(), gaps.cview()), min_max(Backend::cpu(), View2D<const float>{})}) {
        EXPECT_TRUE(std::isnan(r.min));
        EXPECT_TRUE(std::isnan(r.max));
        EXPECT_EQ(r.count, 0);
    }
}

TEST(MinMax, KeepsInfinities) {
    auto f = plane(1, 3, 0.0f);
    f.host()[1] = std::numeric_limits<float>::infinity();
    f.host()[2] = -std::numeric_limits<float>::infinity();
    const MinMax r = min_max(f.backend(), f.cview());
    EXPECT_EQ(r.min, -std::numeric_limits<float>::infinity());
    EXPECT_EQ(r.max, std::numeric_limits<float>::infinity());
}

TEST(MinMax, ReadsMinusZeroAsPlusZeroSoThatTheOrderDoesNotShow) {
    auto f = plane(1, 2, 0.0f);
    f.host()[0] = -0.0f;
    const MinMax r = min_max(f.backend(), f.cview());
    EXPECT_EQ(std::bit_cast<std::uint32_t>(r.min), 0u);
    EXPECT_EQ(std::bit_cast<std::uint32_t>(r.max), 0u);
}

TEST(MinMax, OfPartOfAPlaneDoesNotSeeItsSurroundings) {
    auto f = plane(6, 8, 100.0f);
    auto v = f.view();
    for (idx j = 2; j < 4; ++j)
        for (idx i = 3; i < 6; ++i) v(j, i) = float(10 * j + i);
    const View2D<const float> part{&v(2, 3), 3, 2, v.sy};
    EXPECT_EQ(min_max(f.backend(), part), (MinMax{23.0f, 35.0f, 6}));
}

TEST(MinMax, IsTheSameForOneAndThreeThreads) {
    auto f = plane(97, 101, 0.0f);
    for (std::size_t n = 0; n < f.size(); ++n) f.host()[n] = n % 13 == 0 ? nan : std::sin(float(n));
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    const MinMax one = min_max(f.backend(), f.cview());
    omp_set_num_threads(3);
    const MinMax three = min_max(f.backend(), f.cview());
    omp_set_num_threads(before);
    EXPECT_EQ(one, three);
}

}  // namespace
}  // namespace luwte
