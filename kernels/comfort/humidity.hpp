// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace luwte {

/// Saturation vapour pressure over water [Pa] at `t` [K], host code in double.
///
///     ln e_s = sum_k g_k t^(k-2) + 2.7150305 ln t,   k = 0 to 6
///
/// Source: Hardy (1998), ITS-90 formulations for vapor pressure, Proc. 3rd Int. Symp. Humidity and
/// Moisture, eq. 2; the formula that the authors of UTCI use with it.
inline double saturation_vapour_pressure(double t) {
    constexpr double g[] = {-2.8365744e3, -6.028076559e3, 1.954263612e1, -2.737830188e-2,
                            1.6261698e-5, 7.0229056e-10,  -1.8680009e-13};
    const double r = 1 / t;
    const double high = g[3] + t * (g[4] + t * (g[5] + t * g[6]));
    return std::exp(r * (g[1] + r * g[0]) + g[2] + t * high + 2.7150305 * std::log(t));
}

}  // namespace luwte
