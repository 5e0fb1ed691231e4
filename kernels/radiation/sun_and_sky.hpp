// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "kernels/core/math.hpp"

/// What sun and sky send down: the formulas by which an hour's station record becomes radiation.
/// Equation numbers are those of docs/models/weather.md.
namespace luwte {

/// (1) Solar radiation on a plane facing the sun outside the atmosphere [W m-2].
LUWTE_HD float extraterrestrial_normal(float distance_au) {
    return solar_constant / (distance_au * distance_au);
}

/// (3) Diffuse share of global radiation [1] from the hour's clearness index, its share of the
/// extraterrestrial radiation on the horizontal [1].
///
///     k_d = 1 - 0.09 k_t                                                      k_t <= 0.22
///     k_d = 0.9511 - 0.1604 k_t + 4.388 k_t^2 - 16.638 k_t^3 + 12.336 k_t^4   k_t <= 0.80
///     k_d = 0.165                                                             above
///
/// Source: Erbs, Klein & Duffie (1982), Solar Energy 28, 293-302, doi:10.1016/0038-092X(82)90302-4.
LUWTE_HD float diffuse_share_erbs(float k) {
    const float low = 1.0f - 0.09f * k;
    const float middle = 0.9511f + k * (-0.1604f + k * (4.388f + k * (-16.638f + k * 12.336f)));
    return k <= 0.22f ? low : (k <= 0.80f ? middle : 0.165f);
}

/// (5) Global radiation of a cloudless sky [W m-2]: 910 sin(altitude) - 30, not below 0.
/// Source: Kasten & Czeplak (1980), Solar Energy 24, 177-189, doi:10.1016/0038-092X(80)90391-6; ten years
/// of Hamburg. For altitudes above 10 degrees.
LUWTE_HD float global_of_clear_sky(float sin_altitude) {
    return math::max(910.0f * sin_altitude - 30.0f, 0.0f);
}

/// (6) Cloud fraction [1] from the ratio of global radiation to that of a cloudless sky, the inverse of
///
///     G / G_clear = 1 - 0.75 N^3.4        Kasten & Czeplak (1980), N = cloud fraction
LUWTE_HD float cloud_fraction_of_global(float ratio) {
    const float lost = math::clamp((1.0f - ratio) / 0.75f, 0.0f, 1.0f);
    return lost > 0.0f ? math::pow(lost, 1.0f / 3.4f) : 0.0f;
}

/// Saturation vapour pressure over water [Pa] at a temperature [K]: 611.2 exp(17.62 t / (243.12 + t)).
/// Source: WMO-No. 8 (2018), Guide to Instruments and Methods of Observation, annex 4.B; -45 to 60 degC.
LUWTE_HD float saturation_vapour_pressure(float temperature) {
    const float t = temperature - zero_celsius;
    return 611.2f * math::exp(17.62f * t / (243.12f + t));
}

/// (7) Emissivity of a cloudless sky [1] from air temperature [K] and vapour pressure [Pa] at screen level.
///
///     e_0 = 1 - (1 + w) exp(-sqrt(1.2 + 3 w)),   w = 46.5 (e / hPa) / (T / K)  [g cm-2]
///
/// Source: Prata (1996), Q. J. R. Meteorol. Soc. 122, 1127-1151, doi:10.1002/qj.49712253306.
LUWTE_HD float emissivity_of_clear_sky(float air_temperature, float vapour_pressure) {
    const float w = 0.465f * vapour_pressure / air_temperature;
    return 1.0f - (1.0f + w) * math::exp(-math::sqrt(1.2f + 3.0f * w));
}

/// (8) Emissivity of a sky with clouds [1]:
///
///     e = c + (1 - c) e_0,   c = 1 - G / G_clear = 0.75 N^3.4
///
/// c is the share of global radiation that the clouds take away: Crawford & Duchon (1999), J. Appl. Meteorol.
/// 38, 474-480, doi:10.1175/1520-0450(1999)038<0474:AIPFEE>2.0.CO;2; from cloud fraction by Kasten & Czeplak.
LUWTE_HD float emissivity_of_sky(float clear, float cloud_fraction) {
    const float lost = cloud_fraction > 0.0f ? 0.75f * math::pow(cloud_fraction, 3.4f) : 0.0f;
    return lost + (1.0f - lost) * clear;
}

/// (9) How much more longwave low sky sends than high sky [W m-2], for
///
///     L(zenith angle t) = L + slant (ln sec t - 1/2)        slant = min(0.09 (1 - c), 1 - e) sigma T^4
///
/// L is what the whole sky sends to a horizontal plane, c as in (8), e = L / (sigma T^4). The term is that of
/// Unsworth & Monteith (1975), Q. J. R. Meteorol. Soc. 101, 13-24, doi:10.1002/qj.49710142703, for a sky
/// without clouds (read second hand, to be verified); clouds send the same from everywhere. The bound is
/// ours: a sky that is black already cannot send more from below.
LUWTE_HD float longwave_slant(float longwave, float air_temperature, float cloud_fraction) {
    const float black =
        stefan_boltzmann * air_temperature * air_temperature * air_temperature * air_temperature;
    const float clear = 1.0f - (cloud_fraction > 0.0f ? 0.75f * math::pow(cloud_fraction, 3.4f) : 0.0f);
    return math::max(math::min(0.09f * clear, 1.0f - longwave / black), 0.0f) * black;
}

/// Longwave flux of a black surface [W m-2] at a temperature [K].
LUWTE_HD float black_body(float temperature) {
    const float t2 = temperature * temperature;
    return stefan_boltzmann * t2 * t2;
}

}  // namespace luwte
