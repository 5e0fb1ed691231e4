// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/math.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan_f = std::numeric_limits<float>::quiet_NaN();
constexpr float denormal = 1e-41f;

struct Error {
    double value = 0;
    float at = 0;
    void add(double e, float x) {
        if (!(e <= value)) value = e, at = x;
    }
};

/// Every `stride`-th float from `low` to `high` (both positive).
template <class F>
void each_float(float low, float high, std::uint32_t stride, F&& f) {
    const auto end = __builtin_bit_cast(std::uint32_t, high);
    for (auto u = __builtin_bit_cast(std::uint32_t, low); u <= end; u += stride)
        f(__builtin_bit_cast(float, u));
}

TEST(Math, ExpIsWithinItsStatedRelativeError) {
    Error error;
    const auto check = [&](float x) {
        const double want = std::exp(double(x));
        error.add(std::fabs(math::exp(x) - want) / want, x);
    };
    each_float(1e-9f, 88.72f, 211, check);
    each_float(1e-9f, 87.3f, 211, [&](float x) { check(-x); });
    EXPECT_LT(error.value, 1.2e-7) << "at " << error.at;
}

TEST(Math, ExpRunsThroughTheDenormalsToZeroAndOverflowsToInfinity) {
    // 1.4e-45 is the spacing of denormals.
    for (float x = -87.0f; x > -110.0f; x -= 0.01f)
        EXPECT_NEAR(math::exp(x), std::exp(double(x)), 1.5e-45 + 1.2e-7 * std::exp(double(x))) << x;
    EXPECT_EQ(math::exp(-inf), 0.0f);
    EXPECT_EQ(math::exp(88.8f), inf);
    EXPECT_EQ(math::exp(1e30f), inf);
    EXPECT_EQ(math::exp(inf), inf);
    EXPECT_EQ(math::exp(0.0f), 1.0f);
    EXPECT_EQ(math::exp(denormal), 1.0f);
    EXPECT_TRUE(std::isnan(math::exp(nan_f)));
}

TEST(Math, LogIsWithinItsStatedRelativeErrorFromDenormalsToTheLargestFloat) {
    Error error;
    each_float(1e-45f, 3.4e38f, 1009, [&](float x) {
        const double want = std::log(double(x));
        if (want != 0) error.add(std::fabs((math::log(x) - want) / want), x);
    });
    each_float(0.9f, 1.1f, 1, [&](float x) {
        const double want = std::log(double(x));
        if (want != 0) error.add(std::fabs((math::log(x) - want) / want), x);
    });
    EXPECT_LT(error.value, 1.2e-7) << "at " << error.at;
    EXPECT_EQ(math::log(1.0f), 0.0f);
    EXPECT_EQ(math::log(0.0f), -inf);
    EXPECT_EQ(math::log(-0.0f), -inf);
    EXPECT_EQ(math::log(inf), inf);
    EXPECT_TRUE(std::isnan(math::log(-1.0f)));
    EXPECT_TRUE(std::isnan(math::log(-inf)));
    EXPECT_TRUE(std::isnan(math::log(nan_f)));
}

TEST(Math, PowIsWithinItsStatedRelativeError) {
    for (const float y : {-2.5f, -0.5f, 0.14f, 0.25f, 0.67f, 1.0f, 3.0f, 4.0f}) {
        Error error;
        each_float(1e-6f, 1e6f, 4001, [&](float x) {
            const double exact = std::pow(double(x), double(y));
            const double allowed = 1.5e-7 * (1 + std::fabs(y * std::log(double(x))));
            error.add(std::fabs(math::pow(x, y) - exact) / exact / allowed, x);
        });
        EXPECT_LT(error.value, 1.0) << "y = " << y << " at x = " << error.at;
    }
    EXPECT_EQ(math::pow(0.0f, 0.67f), 0.0f);
    EXPECT_EQ(math::pow(0.0f, -1.0f), inf);
    EXPECT_EQ(math::pow(0.0f, 0.0f), 1.0f);
    EXPECT_EQ(math::pow(7.0f, 0.0f), 1.0f);
    EXPECT_EQ(math::pow(1.0f, 12.0f), 1.0f);
    EXPECT_TRUE(std::isnan(math::pow(-1.0f, 2.0f)));
    EXPECT_TRUE(std::isnan(math::pow(nan_f, 2.0f)));
    EXPECT_TRUE(std::isnan(math::pow(2.0f, nan_f)));
}

TEST(Math, SineAndCosineAreWithinTheirStatedAbsoluteError) {
    Error error;
    const auto check = [&](float x) {
        error.add(std::fabs(math::sin(x) - std::sin(double(x))), x);
        error.add(std::fabs(math::cos(x) - std::cos(double(x))), x);
    };
    each_float(1e-9f, 1000.0f, 307, check);
    each_float(1e-9f, 1000.0f, 307, [&](float x) { check(-x); });
    EXPECT_LT(error.value, 1.2e-7) << "at " << error.at;
    EXPECT_EQ(math::sin(0.0f), 0.0f);
    EXPECT_EQ(math::cos(0.0f), 1.0f);
    EXPECT_EQ(math::sin(denormal), denormal);
    EXPECT_TRUE(std::isnan(math::sin(nan_f)));
    EXPECT_TRUE(std::isnan(math::cos(nan_f)));
    EXPECT_TRUE(std::isnan(math::sin(inf)));
}

TEST(Math, AtanIsWithinItsStatedRelativeErrorForEveryArgument) {
    Error error;
    each_float(1e-30f, 3.4e38f, 1009, [&](float x) {
        const double want = std::atan(double(x));
        error.add(std::fabs(math::atan(x) - want) / want, x);
        error.add(std::fabs(math::atan(-x) + want) / want, -x);
    });
    EXPECT_LT(error.value, 2e-7) << "at " << error.at;
    EXPECT_EQ(math::atan(0.0f), 0.0f);
    EXPECT_EQ(math::atan(denormal), denormal);
    EXPECT_FLOAT_EQ(math::atan(inf), float(M_PI / 2));
    EXPECT_FLOAT_EQ(math::atan(-inf), -float(M_PI / 2));
    EXPECT_TRUE(std::isnan(math::atan(nan_f)));
}

TEST(Math, FloorIsExact) {
    each_float(1e-30f, 3e38f, 10007, [](float x) {
        ASSERT_EQ(math::floor(x), std::floor(x));
        ASSERT_EQ(math::floor(-x), std::floor(-x));
    });
    for (float x = -20.0f; x <= 20.0f; x += 0.25f) EXPECT_EQ(math::floor(x), std::floor(x));
    EXPECT_EQ(math::floor(0.0f), 0.0f);
    EXPECT_EQ(math::floor(-denormal), -1.0f);
    EXPECT_EQ(math::floor(inf), inf);
    EXPECT_EQ(math::floor(-inf), -inf);
    EXPECT_TRUE(std::isnan(math::floor(nan_f)));
}

TEST(Math, BoundsAndRootsFollowTheirDescription) {
    EXPECT_EQ(math::min(1.0f, 2.0f), 1.0f);
    EXPECT_EQ(math::max(1.0f, 2.0f), 2.0f);
    EXPECT_EQ(math::clamp(3.0f, 0.0f, 1.0f), 1.0f);
    EXPECT_EQ(math::clamp(-3.0f, 0.0f, 1.0f), 0.0f);
    EXPECT_EQ(math::clamp(0.5f, 0.0f, 1.0f), 0.5f);
    EXPECT_TRUE(std::isnan(math::clamp(nan_f, 0.0f, 1.0f)));
    EXPECT_EQ(math::abs(-0.5f), 0.5f);
    EXPECT_EQ(math::abs(-inf), inf);
    EXPECT_EQ(math::sqrt(2.25f), 1.5f);
    EXPECT_EQ(math::sqrt(0.0f), 0.0f);
    EXPECT_TRUE(std::isnan(math::sqrt(-1.0f)));
    EXPECT_TRUE(math::is_nan(nan_f));
    EXPECT_FALSE(math::is_nan(inf));
}

}  // namespace
}  // namespace luwte
