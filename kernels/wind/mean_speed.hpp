// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"

namespace luwte::wind {

/// Error function for x >= 0, within 2e-7 (Abramowitz & Stegun 1964, 7.1.26).
LUWTE_HD float error_function(float x) {
    const float t = 1.0f / (1.0f + 0.3275911f * x);
    const float sum = t * (0.254829592f +
                           t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
    return 1.0f - sum * math::exp(-x * x);
}

/// (45) Mean of the speed [m s-1] where the mean wind has `speed` and eddies have k [m2 s-2]: the mean length
/// of a vector whose components are normally distributed with variance 2/3 k (noncentral chi, three degrees
/// of freedom). What a cup or a probe without direction shows, and what bodies and walls feel; never below
/// `speed`.
LUWTE_HD float mean_speed(float speed, float k) {
    const float sigma = math::sqrt(math::max(k, 1e-12f) * (2.0f / 3.0f));
    const float u = math::max(speed, 1e-2f * sigma), s = math::min(0.70710678f * u / sigma, 10.0f);
    return 0.79788456f * sigma * math::exp(-s * s) + (u + sigma * sigma / u) * error_function(s);
}

}  // namespace luwte::wind
