// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Single-precision mathematics for kernels: branch-free, one source for g++ and nvcc.
///
/// Only + - * / sqrt and bit operations are used, all of them correctly rounded on either processor:
/// built without fused multiply-add (LUWTE_STRICT_FP) CPU and GPU give the same bits, and loops that
/// call these functions vectorise. Kernels use these and no `std::` mathematics.
///
/// Series are plain Taylor or Chebyshev ones on a reduced argument; errors in the doc comments are
/// measured against double (math_test.cpp). One ulp is 6e-8 to 1.2e-7 relative. NaN passes through.

#include "kernels/core/config.hpp"

#include <cstdint>

namespace luwte::math {

namespace detail {
LUWTE_HD std::uint32_t bits(float x) { return __builtin_bit_cast(std::uint32_t, x); }
LUWTE_HD float from_bits(std::uint32_t u) { return __builtin_bit_cast(float, u); }

/// Adding 1.5 2^23 rounds |x| < 2^22 to the nearest integer, which then stands in the low bits.
inline constexpr float round_shift = 12582912.0f;
inline constexpr std::uint32_t round_shift_bits = 0x4b400000u;

inline constexpr float infinity = __builtin_inff();
inline constexpr float not_a_number = __builtin_nanf("");
}  // namespace detail

/// The other operand when one is NaN: `min(x, limit)` of a NaN x is `limit`; `clamp` keeps the NaN.
LUWTE_HD float min(float a, float b) { return a < b ? a : b; }
LUWTE_HD float max(float a, float b) { return a > b ? a : b; }
LUWTE_HD float clamp(float x, float low, float high) { return x < low ? low : (x > high ? high : x); }
LUWTE_HD float abs(float x) { return detail::from_bits(detail::bits(x) & 0x7fffffffu); }
LUWTE_HD bool is_nan(float x) { return x != x; }

/// Correctly rounded; NaN below zero.
LUWTE_HD float sqrt(float x) {
#if defined(__CUDA_ARCH__)
    return __fsqrt_rn(x);
#else
    return __builtin_sqrtf(x);
#endif
}

/// Largest integer <= x, exact for every x.
LUWTE_HD float floor(float x) {
    // From 2^23 on every float is an integer. Below, round to nearest and step back where that went up.
    const float a = abs(x);
    const float n =
        detail::from_bits(detail::bits((a + 8388608.0f) - 8388608.0f) | (detail::bits(x) & 0x80000000u));
    const float f = n > x ? n - 1.0f : n;
    return a < 8388608.0f ? f : x;
}

/// e^x. Relative error < 1.2e-7 where the result is normal (-87.3 to 88.7); then to 0 through the
/// denormals below, inf above.
LUWTE_HD float exp(float x0) {
    const float x = clamp(x0, -104.0f, 89.0f);
    const float t = x * 1.44269504f + detail::round_shift;  // n = round(x / ln 2)
    const float n = t - detail::round_shift;
    // r = x - n ln 2; the first part of ln 2 has 12 bits, so that n times it is exact.
    const float r = (x - n * 0.693115234375f) - n * 3.19461849e-05f;
    // e^r, |r| <= ln 2 / 2: Taylor to r^7, remainder 5e-9.
    float p = 1.0f / 5040.0f;
    p = p * r + 1.0f / 720.0f;
    p = p * r + 1.0f / 120.0f;
    p = p * r + 1.0f / 24.0f;
    p = p * r + 1.0f / 6.0f;
    p = p * r + 0.5f;
    p = p * (r * r) + r;
    p = p + 1.0f;
    // 2^n in two factors: n runs from -150 to 128, an exponent from -126 to 127.
    const auto k = static_cast<std::int32_t>(detail::bits(t) - detail::round_shift_bits);
    const std::int32_t k1 = k >> 1;
    const std::uint32_t e1 = static_cast<std::uint32_t>(k1) + 127u;
    const std::uint32_t e2 = static_cast<std::uint32_t>(k) - static_cast<std::uint32_t>(k1) + 127u;
    return (p * detail::from_bits(e1 << 23)) * detail::from_bits(e2 << 23);
}

/// Natural logarithm, also of denormals. Relative error < 1.2e-7; -inf at 0, NaN below.
LUWTE_HD float log(float x) {
    const bool small = x < 1.17549435e-38f;
    const float scaled = small ? x * 8388608.0f : x;  // 2^23
    // x = 2^k m with m in sqrt(1/2) to sqrt(2): shift the exponent so that it changes at sqrt(1/2).
    const std::uint32_t u = detail::bits(scaled) + (0x3f800000u - 0x3f3504f3u);
    const std::int32_t k = static_cast<std::int32_t>(u >> 23) - 127 - (small ? 23 : 0);
    const float n = static_cast<float>(k);
    const float f = detail::from_bits((u & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
    // ln(1 + f) = 2 atanh(s), s = f / (2 + f), |s| <= 0.172: Taylor to s^9, written as
    // f - (f^2/2 - s (f^2/2 + R)) so that the leading term is exact.
    const float s = f / (2.0f + f);
    const float z = s * s;
    float r = 2.0f / 9.0f;
    r = r * z + 2.0f / 7.0f;
    r = r * z + 2.0f / 5.0f;
    r = r * z + 2.0f / 3.0f;
    r = r * z;
    const float half_square = 0.5f * f * f;
    const float low = s * (half_square + r) + n * 3.19461849e-05f;
    const float y = n * 0.693115234375f - ((half_square - low) - f);
    const float edge = x == 0.0f ? -detail::infinity : detail::not_a_number;  // zero, negative, NaN
    const float top = x == detail::infinity ? x : y;
    return x > 0.0f ? top : edge;
}

/// x^y for x >= 0 as exp(y log x): relative error < 1.5e-7 (1 + |y ln x|). 1 for y = 0; NaN for x < 0.
LUWTE_HD float pow(float x, float y) {
    const float p = exp(y * log(x));
    return y == 0.0f ? 1.0f : p;
}

namespace detail {
/// sin(x + quarter pi/2). The remainder after n pi/2 is taken in three parts of pi/2, the first two
/// short enough that n times them is exact for |n| < 2^13.
LUWTE_HD float sine(float x, std::uint32_t quarter) {
    const float t = x * 0.636619772f + round_shift;
    const float n = t - round_shift;
    const float r = ((x - n * 1.5703125f) - n * 0.000483751296997f) - n * 7.54978995e-08f;
    const std::uint32_t q = bits(t) - round_shift_bits + quarter;
    const float z = r * r;
    // |r| <= pi/4: Taylor to r^9 and r^10, remainders 2e-9 and 2e-10.
    float s = 1.0f / 362880.0f;
    s = s * z - 1.0f / 5040.0f;
    s = s * z + 1.0f / 120.0f;
    s = s * z - 1.0f / 6.0f;
    s = s * z * r + r;
    float c = -1.0f / 3628800.0f;
    c = c * z + 1.0f / 40320.0f;
    c = c * z - 1.0f / 720.0f;
    c = c * z + 1.0f / 24.0f;
    c = c * (z * z) - 0.5f * z + 1.0f;
    const float y = (q & 1u) != 0u ? c : s;
    return from_bits(bits(y) ^ ((q & 2u) << 30));
}
}  // namespace detail

/// x in rad. Absolute error < 1.2e-7 for |x| <= 1000; NaN at infinity.
LUWTE_HD float sin(float x) { return detail::sine(x, 0u); }
LUWTE_HD float cos(float x) { return detail::sine(x, 1u); }

/// -pi/2 to pi/2. Relative error < 2e-7 for every x.
LUWTE_HD float atan(float x) {
    const float a = abs(x);
    const bool middle = a > 0.41421356f;  // tan(pi/8)
    const bool large = a > 2.41421356f;   // tan(3 pi/8)
    // atan a = pi/4 + atan((a - 1)/(a + 1)) = pi/2 + atan(-1/a)
    const float top = large ? -1.0f : (middle ? a - 1.0f : a);
    const float bottom = large ? a : (middle ? a + 1.0f : 1.0f);
    const float offset = large ? 1.57079637f : (middle ? 0.785398185f : 0.0f);
    const float offset_low = large ? -4.37113883e-8f : (middle ? -2.18556941e-8f : 0.0f);
    const float t = top / bottom;
    const float z = t * t;
    // (atan t / t - 1) / z on z in 0 to tan^2(pi/8): least squares at Chebyshev nodes.
    float p = -0.0607120816f;
    p = p * z + 0.105907371f;
    p = p * z + -0.142430595f;
    p = p * z + 0.199984419f;
    p = p * z + -0.333333146f;
    const float y = offset + (t + (p * z * t + offset_low));
    return detail::from_bits(detail::bits(y) | (detail::bits(x) & 0x80000000u));
}

}  // namespace luwte::math
