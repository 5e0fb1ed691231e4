// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/utci_coefficients.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

namespace utci_detail {

/// Terms of a polynomial in `variables` variables up to total degree `degree`: (degree + variables over
/// variables).
constexpr int terms(int variables, int degree) {
    int n = 1;
    for (int k = 1; k <= variables; ++k) n = n * (degree + k) / k;
    return n;
}

/// Place of the block of x^power in a polynomial in `variables` variables.
constexpr int block(int variables, int degree, int power) {
    int n = 0;
    for (int k = 0; k < power; ++k) n += terms(variables - 1, degree - k);
    return n;
}

/// Nested Horner scheme, unrolled at compile time: the block of x^Power and all above it, in the outermost
/// of the first `Variables` of `x`.
template <int Variables, int Degree, int Offset, int Power = 0, class Real>
LUWTE_HD Real horner(const Real* x) {
    if constexpr (Variables == 0) {
        constexpr Real c = static_cast<Real>(coefficients[Offset]);
        return c;
    } else {
        const Real here = horner<Variables - 1, Degree - Power, Offset + block(Variables, Degree, Power)>(x);
        if constexpr (Power == Degree)
            return here;
        else
            return here + x[Variables - 1] * horner<Variables, Degree, Offset, Power + 1>(x);
    }
}

}  // namespace utci_detail

/// UTCI - Ta [K] as the polynomial of degree 6, without any check.
///
/// Source: Broede et al. (2012), doi:10.1007/s00484-011-0454-1.
/// In  t  air temperature [degC], v wind speed at 10 m [m s-1], d Tmrt - Ta [K], p vapour pressure [kPa]
/// Cost  209 multiplications and additions. In float within 0.01 K of double over the range of validity.
template <class Real>
LUWTE_HD Real utci_offset(Real t, Real v, Real d, Real p) {
    const Real x[4] = {t, v, d, p};
    return utci_detail::horner<4, 6, 0>(x);
}

/// Range in which the polynomial was fitted.
struct UtciRange {
    static constexpr float wind_min = 0.5f, wind_max = 17.0f;       ///< m s-1 at 10 m
    static constexpr float air_min = 223.15f, air_max = 323.15f;    ///< K, -50 to 50 degC
    static constexpr float radiant_min = -30.0f, radiant_max = 70;  ///< K, Tmrt - Ta
    static constexpr float vapour_max = 5000.0f;                    ///< Pa
};

/// Ratio of wind speeds at 10 m and at 1.1 m, ln(10 / z0) / ln(1.1 / z0) with z0 = 0.01 m, the profile that
/// UTCI itself assumes: 1.4696.
inline constexpr float utci_wind_ratio = 1.47f;

/// False where air or radiant temperature or vapour pressure leave the range, or one of them is NaN.
LUWTE_HD bool utci_in_range(float air_temperature, float mean_radiant_temperature, float vapour_pressure) {
    const float d = mean_radiant_temperature - air_temperature;
    return (air_temperature >= UtciRange::air_min) & (air_temperature <= UtciRange::air_max) &
           (d >= UtciRange::radiant_min) & (d <= UtciRange::radiant_max) & (vapour_pressure >= 0.0f) &
           (vapour_pressure <= UtciRange::vapour_max);
}

/// Universal thermal climate index [degC].
///
/// In  temperatures [K], wind speed at 10 m [m s-1], clamped to 0.5-17, vapour pressure [Pa]
/// Out NaN outside the range of the other three, and where a value is NaN
LUWTE_HD float utci(float air_temperature, float mean_radiant_temperature, float wind_speed_10m,
                    float vapour_pressure) {
    const float v = math::clamp(wind_speed_10m, UtciRange::wind_min, UtciRange::wind_max);
    const float t = air_temperature - zero_celsius;
    const float y =
        t + utci_offset(t, v, mean_radiant_temperature - air_temperature, vapour_pressure * 0.001f);
    const bool valid = utci_in_range(air_temperature, mean_radiant_temperature, vapour_pressure);
    return valid ? y : math::detail::not_a_number;
}

/// UTCI of every column from climate at body height.
///
/// 16 bytes read and 4 written, about 430 flops per cell.
struct UtciOfCell {
    View2D<const float> air_temperature;           ///< K      [ny, nx]
    View2D<const float> mean_radiant_temperature;  ///< K      [ny, nx]
    View2D<const float> wind_speed;                ///< m s-1 at 1.1 m  [ny, nx]
    View2D<const float> building_height;           ///< m; above 0 = roof, left out  [ny, nx]
    View2D<float> utci_celsius;                    ///< degC, NaN on roofs and outside the range  [ny, nx]
    float vapour_pressure;                         ///< Pa

    LUWTE_HD void operator()(idx j, idx i) const {
        const float y = utci(air_temperature(j, i), mean_radiant_temperature(j, i),
                             utci_wind_ratio * wind_speed(j, i), vapour_pressure);
        utci_celsius(j, i) = building_height(j, i) > 0.0f ? math::detail::not_a_number : y;
    }
};

/// Counts in one row how often UtciOfCell clamped the wind or left the range; roofs and missing values are
/// not counted. One call per row: (j, 0).
struct UtciClipsOfRow {
    View2D<const float> air_temperature, mean_radiant_temperature, wind_speed, building_height;
    View2D<std::int32_t> count;  ///< [ny, 4]: cells with UTCI asked, wind below 0.5, above 17, out of range
    float vapour_pressure;       ///< Pa

    LUWTE_HD void operator()(idx j, idx) const {
        std::int32_t cells = 0, calm = 0, strong = 0, outside = 0;
        for (idx i = 0; i < air_temperature.nx; ++i) {
            const float t = air_temperature(j, i), r = mean_radiant_temperature(j, i);
            const float v = utci_wind_ratio * wind_speed(j, i);
            const bool asked =
                !(building_height(j, i) > 0.0f) & !math::is_nan(t) & !math::is_nan(r) & !math::is_nan(v);
            cells += asked;
            calm += asked & (v < UtciRange::wind_min);
            strong += asked & (v > UtciRange::wind_max);
            outside += asked & !utci_in_range(t, r, vapour_pressure);
        }
        count(j, 0) = cells;
        count(j, 1) = calm;
        count(j, 2) = strong;
        count(j, 3) = outside;
    }
};

}  // namespace luwte
