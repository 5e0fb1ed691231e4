// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The Dutch national heat-stress method (DPRA, "standaard stresstest hitte"), cell formulas.
///
/// PET by regression on station weather, sun or shade, sky view, Bowen ratio and local wind:
/// Koopmans, Heusinkveld & Steeneveld (2020), Building and Environment 181, 106984,
/// doi:10.1016/j.buildenv.2020.106984. Coefficients were read in two independent secondary sources
/// (docs/models/national_pet.md lists the status of each). This is the reference mode beside the
/// physical model, not a part of it.

#include "kernels/core/config.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/core/math.hpp"

namespace luwte::national {

inline constexpr float bowen_vegetated = 0.4f;     ///< 1
inline constexpr float bowen_other = 3.0f;         ///< 1
inline constexpr float wind_floor = 0.5f;          ///< m s-1, before the logarithm
inline constexpr float solar_constant = 1367.0f;   ///< W m-2, the method's own value
inline constexpr float volumetric_heat = 1226.0f;  ///< J m-3 K-1, rho cp of the method

/// Diffuse part of global radiation `q` [W m-2] by clearness; zero without sun.
LUWTE_HD float diffuse(float q, float sin_altitude) {
    if (q <= 0.0f || sin_altitude <= 0.0f) return 0.0f;
    const float tau = q / (solar_constant * sin_altitude);
    const float share = tau < 0.3f ? 1.0f : (tau < 0.7f ? 1.6f - 2.0f * tau : 0.2f);
    return q * share;
}

/// Wet-bulb temperature [degC] from air temperature [degC] and relative humidity [%].
/// Stull (2011), doi:10.1175/JAMC-D-11-0143.1; 20 degC and 50 % give 13.7 degC.
LUWTE_HD float wet_bulb(float t, float rh) {
    return t * math::atan(0.151977f * math::sqrt(rh + 8.313659f)) + math::atan(t + rh) -
           math::atan(rh - 1.676331f) + 0.00391838f * rh * math::sqrt(rh) * math::atan(0.023101f * rh) -
           4.686035f;
}

/// PET [degC] in the sun. `ta` and `tw` degC, `q` W m-2, `u` m s-1 at 1.2 m.
LUWTE_HD float pet_sunlit(float ta, float q, float u, float tw, float sin_altitude, float bowen, float svf) {
    const float ln_u = math::log(math::max(u, wind_floor));
    return -13.26f + 1.25f * ta + 0.011f * q - 3.37f * ln_u + 0.078f * tw + 0.0055f * q * ln_u +
           5.56f * sin_altitude - 0.0103f * q * ln_u * sin_altitude + 0.546f * bowen + 1.94f * svf;
}

/// PET [degC] in the shade, or at night with `q_diffuse` = 0.
LUWTE_HD float pet_shaded(float ta, float q_diffuse, float u, float tw, float svf) {
    const float ln_u = math::log(math::max(u, wind_floor));
    const float t = ta + 273.15f;
    return -12.14f + 1.25f * ta - 1.47f * ln_u + 0.060f * tw + 0.015f * svf * q_diffuse +
           0.0060f * (1.0f - svf) * 5.67e-8f * t * t * t * t;
}

/// Daily maximum of the urban heat island [K]: Theeuwes et al. (2017), doi:10.1002/joc.4717.
/// `svf`, `vegetated` are window means; `q_mean` W m-2 and `u_mean` m s-1 are daily means of the station;
/// `range` is its daily maximum minus minimum [K].
LUWTE_HD float urban_heat_island_max(float svf, float vegetated, float q_mean, float range, float u_mean) {
    const float s = q_mean / volumetric_heat;
    const float x = s * range * range * range / math::max(u_mean, 0.1f);
    return (2.0f - svf - vegetated) * math::sqrt(math::sqrt(math::max(x, 0.0f)));
}

/// Sky view of a window: 1 where fewer than 10 % of its cells are valid, blended up to 20 %.
LUWTE_HD float window_sky_view(float mean_of_valid, float valid_share) {
    const float w = math::min(math::max((valid_share - 0.1f) / 0.1f, 0.0f), 1.0f);
    return 1.0f + w * (mean_of_valid - 1.0f);
}

/// What stands in a wind window, buildings and trees of at least 2 m.
struct Obstacles {
    float area;                          ///< m2, of the window
    float edge_building, edge_tree;      ///< m2, sum of 0.5 |dh| times the cell's width, along the wind axis
    float share_building, share_tree;    ///< 1, of the area
    float height_building, height_tree;  ///< m, means over their own cells; 0 without any
};

/// Frontal area and mean height of a window's obstacles.
struct Roughness {
    float front;   ///< m2
    float lambda;  ///< 1
    float height;  ///< m
};
LUWTE_HD Roughness roughness(const Obstacles& o) {
    // 45.45 sqrt and 7.721 sqrt calibrate lidar trees to a municipal tree file; 0.27 and 0.16 are drag
    // shares.
    const float tree_weight = 0.27f / 0.16f;
    Roughness r;
    r.front = 0.16f * o.edge_building + 45.45f * math::sqrt(0.27f * o.edge_tree);
    r.lambda = math::min(r.front / o.area + 0.015f, 0.33f);
    const float cover = o.share_building + o.share_tree * tree_weight;
    const float sum = o.height_building * o.share_building +
                      7.721f * math::sqrt(o.height_tree) * o.share_tree * tree_weight;
    r.height = math::max(cover > 0.0f ? sum / cover : 0.0f, 4.0f);
    return r;
}

/// Wind at 1.2 m as a share of the 1.2 m wind over open grass [1], Macdonald (2000) with trees.
LUWTE_HD float sheltered_wind(float lambda, float h) {
    float z0, d, zw, a, b;
    if (lambda < 0.08f) {
        z0 = 0.048f, d = 0.066f, zw = 2.0f, a = -0.35f, b = 0.56f;
    } else if (lambda < 0.135f) {
        z0 = 0.071f, d = 0.26f, zw = 2.5f, a = -0.35f, b = 0.50f;
    } else if (lambda < 0.18f) {
        z0 = 0.084f, d = 0.32f, zw = 2.7f, a = -0.34f, b = 0.48f;
    } else if (lambda < 0.265f) {
        z0 = 0.080f, d = 0.42f, zw = 1.5f, a = -0.56f, b = 0.66f;
    } else {
        z0 = 0.077f, d = 0.57f, zw = 1.2f, a = -0.85f, b = 0.92f;
    }
    z0 *= h, d *= h, zw *= h, a *= h;
    const float at_10 = math::log(10.0f / 0.03f), at_60 = math::log(60.0f / 0.03f);
    const float us = (1.0f / 0.63501f) / (at_10 / at_60) * 0.4f / math::log((60.0f - d) / z0);
    const float uzw = us / 0.4f * math::log((zw - d) / z0);
    const float uh = uzw - us / b * math::log((a + b * zw) / (a + b * h));
    return math::min(uh * math::exp(9.6f * lambda * (1.2f / h - 1.0f)), 1.0f);
}

/// Wind at 1.2 m over 10 m station wind [1] for a sheltered share `w`; open grass (w = 1) gives 0.635.
LUWTE_HD float wind_ratio(float w) { return (w - 0.125f) * 0.5829f + 0.125f; }

/// The same straight from a window's obstacles; at most 25 m2 of front counts as open grass.
LUWTE_HD float wind_ratio(const Obstacles& o) {
    const Roughness r = roughness(o);
    return r.front <= 25.0f ? wind_ratio(1.0f) : wind_ratio(sheltered_wind(r.lambda, r.height));
}

/// Share of the daily maximum heat island at a UTC hour of day [0, 24) of a day of the year (1 January = 1).
/// NaN outside 1 April (local, from 22 h UTC of 31 March) to 30 September, where the method is not defined.
/// Linear between the table's hours. Host only: one value per step.
float diurnal_factor(int day_of_year, bool leap_year, double hour);

}  // namespace luwte::national
