// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "kernels/radiation/surroundings.hpp"
#include "kernels/sun/sun_position.hpp"

#include <algorithm>
#include <array>
#include <cmath>

/// What the mast's sensors see: radiation on the six faces of a box, and Tmrt made of it.
namespace luwte::gothenburg {

/// Fluxes in the order of the table's columns; sides are numbered north, east, south, west.
enum Flux { k_down, k_up, k_side, l_down = 6, l_up, l_side };
inline constexpr int flux_count = 12;
inline constexpr std::array<const char*, flux_count> flux_names = {"Kdown", "Kup", "Kn", "Ke", "Ks", "Kw",
                                                                   "Ldown", "Lup", "Ln", "Le", "Ls", "Lw"};
using Fluxes = std::array<double, flux_count>;  ///< W m-2

/// Direct sun on the upper face and on the four sides, per direct normal radiation [1].
///
///     down = sin(altitude)      side = cos(altitude) max(0, cos(azimuth of the sun - azimuth of the normal))
///
/// yaw: true azimuth of the normal of the side that counts as north [rad].
inline std::array<double, 5> beam_on_box(const SunPosition& sun, double yaw) {
    std::array<double, 5> share{};
    if (sun.altitude_rad <= 0) return share;
    share[0] = std::sin(sun.altitude_rad);
    for (int side = 0; side < 4; ++side)
        share[std::size_t(side) + 1] =
            std::cos(sun.altitude_rad) * std::max(0.0, std::cos(sun.azimuth_rad - yaw - side * pi_d / 2));
    return share;
}

/// Radiation that a standing person absorbs [W m-2]: point 6 of the data set's protocol.
///
///     S = 0.70 (0.22 sum K_side + 0.06 (K_down + K_up)) + 0.97 (0.22 sum L_side + 0.06 (L_down + L_up))
inline double absorbed(const Fluxes& f) {
    const auto all = [&](int down, int up, int side) {
        double sides = 0;
        for (int n = 0; n < 4; ++n) sides += f[std::size_t(side) + std::size_t(n)];
        return 0.22 * sides + 0.06 * (f[std::size_t(down)] + f[std::size_t(up)]);
    };
    return 0.70 * all(k_down, k_up, k_side) + 0.97 * all(l_down, l_up, l_side);
}

/// Mean radiant temperature [degC]: (S / (0.97 5.67e-8))^(1/4) - 273.15, with the source's rounded constant.
inline double mean_radiant_celsius(const Fluxes& f) {
    return std::pow(absorbed(f) / (0.97 * 5.67e-8), 0.25) - 273.15;
}

}  // namespace luwte::gothenburg
