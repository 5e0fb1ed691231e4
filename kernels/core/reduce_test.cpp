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

/// 1 to 24 in a volume of 2 x 3 x 4, row by row.
Field3D<float> numbers() {
    Field3D<float> f(Backend::cpu(), {2, 3, 4}, "numbers", "1");
    for (std::size_t n = 0; n < f.size(); ++n) f.host()[n] = float(n + 1);
    return f;
}

TEST(Dot, SumsTheProductsOfABoxAndNothingOutside) {
    const auto f = numbers();
    EXPECT_EQ(dot(f.backend(), {0, 2, 0, 3, 0, 4}, f.view(), f.view()), 24.0 * 25 * 49 / 6);
    // Level 1, rows 1 and 2, columns 1 and 2: 18, 19, 22, 23.
    EXPECT_EQ(dot(f.backend(), {1, 2, 1, 3, 1, 3}, f.view(), f.view()), 324.0 + 361 + 484 + 529);
    EXPECT_EQ(dot(f.backend(), {1, 1, 0, 3, 0, 4}, f.view(), f.view()), 0.0);
}

TEST(Dot, IsTheSameForOneAndThreeThreads) {
    Field3D<float> f(Backend::cpu(), {7, 53, 61}, "volume", "1");
    for (std::size_t n = 0; n < f.size(); ++n) f.host()[n] = std::sin(float(n)) * std::exp(float(n % 40));
    const auto sum = [&](int threads) {
        const int before = omp_get_max_threads();
        omp_set_num_threads(threads);
        const double value = dot(f.backend(), {0, 7, 0, 53, 0, 61}, f.view(), f.view());
        omp_set_num_threads(before);
        return value;
    };
    EXPECT_EQ(sum(1), sum(3));
}

TEST(MaxAbs, FindsTheLargestOfEitherSignAndTakesNanForInfinite) {
    auto f = numbers();
    f.host()[5] = -100;
    EXPECT_EQ(max_abs(f.backend(), {0, 2, 0, 3, 0, 4}, f.view()), 100.0f);
    EXPECT_EQ(max_abs(f.backend(), {1, 2, 0, 2, 0, 4}, f.view()), 20.0f);
    f.host()[12] = nan;
    EXPECT_EQ(max_abs(f.backend(), {1, 2, 0, 2, 0, 4}, f.view()), std::numeric_limits<float>::infinity());
}

}  // namespace
}  // namespace luwte
