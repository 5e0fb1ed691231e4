// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/unrolled.hpp"
#include "kernels/core/view.hpp"
#include "kernels/radiation/globe_and_wick.hpp"
#include "kernels/radiation/sun_and_sky.hpp"

/// Wet-bulb globe temperature outdoors from the heat balances of globe and wick. Equation numbers are those
/// of docs/models/comfort.md.
///
/// Source: ISO 7243:2017; Liljegren et al. (2008), J. Occup. Environ. Hyg. 5, 645-655,
/// doi:10.1080/15459620802310770, with the properties of air that they take from Bird, Stewart & Lightfoot,
/// Transport Phenomena (constants second hand, from their published program; to be verified).
namespace luwte {

/// Air between an instrument's surface and its surroundings, at the mean of both temperatures.
struct FilmOfAir {
    static constexpr float gas_constant = 8314.34f / 28.97f;  ///< J kg-1 K-1
    static constexpr float heat_capacity = 1003.5f;           ///< J kg-1 K-1
    static constexpr float prandtl = 0.736650f;  ///< 1, c_p / (c_p + 5/4 R): Eucken's gas of two atoms
    static constexpr float slowest = 0.13f;      ///< m s-1, the least wind that they take

    float viscosity;  ///< kg m-1 s-1
    float density;    ///< kg m-3

    /// (W6) Chapman & Enskog; the collision integral as a line in temperature.
    LUWTE_HD FilmOfAir(float temperature, float pressure)
        : viscosity(2.6693e-6f * math::sqrt(28.97f * temperature) /
                    (3.617f * 3.617f * (1.048f - 0.085f * (temperature * (1.0f / 97.0f) - 2.9f)))),
          density(pressure / (gas_constant * temperature)) {}
    LUWTE_HD float conductivity() const { return (heat_capacity + 1.25f * gas_constant) * viscosity; }
    LUWTE_HD float reynolds(float wind, float diameter) const {
        return math::max(wind, slowest) * density * diameter / viscosity;
    }
    /// (W7) Schmidt number of vapour in air; diffusivity of Slattery & Bird, 3.640e-4 (T / T_c)^2.334.
    LUWTE_HD float schmidt(float temperature, float pressure) const {
        const float diffusivity = diffusivity_at_1_k * math::pow(temperature, 2.334f) / pressure;
        return viscosity / (density * diffusivity);
    }
    /// m2 s-1 Pa K-2.334: 3.640e-8 (36.4 218)^(1/3) (132 647.3)^(5/12 - 2.334 / 2) (1/28.97 + 1/18.015)^(1/2)
    /// 101325, critical pressures in atm and temperatures in K of air and water.
    static constexpr float diffusivity_at_1_k = 4.40003e-6f;
};

inline constexpr int globe_iterations = 3, wick_iterations = 5;  ///< of Newton's method: 1e-3 K

/// (W1) Temperature of the globe [K]:
///
///     e sigma T^4 + h (T - T_a) = R,    h = k / D (2 + 0.6 Re^(1/2) Pr^(1/3))
///
/// In  air [K], wind [m s-1] at least 0.13, pressure [Pa], absorbed R [W m-2]
/// The left side grows with T and bends upwards: from the warmer of T_a and of the temperature that R alone
/// would give, Newton's method comes down to the root and never below it.
LUWTE_HD float globe_temperature(float air, float wind, float pressure, float absorbed) {
    constexpr float e_sigma = Globe::emissivity * stefan_boltzmann;
    constexpr float third_root_of_prandtl = 0.903137f;  // Pr^(1/3)
    const float radiative = math::sqrt(math::sqrt(math::max(absorbed, 0.0f) * (1.0f / e_sigma)));
    const float low = air < radiative ? air : radiative, high = air < radiative ? radiative : air;
    float t = high;
    unrolled<globe_iterations>([&](auto) LUWTE_INLINE_LAMBDA {
        const FilmOfAir film(0.5f * (t + air), pressure);
        const float h =
            film.conductivity() * (1.0f / Globe::diameter) *
            (2.0f + 0.6f * third_root_of_prandtl * math::sqrt(film.reynolds(wind, Globe::diameter)));
        const float cubed = e_sigma * t * t * t;
        t = math::clamp(t + (absorbed - cubed * t - h * (t - air)) / (4.0f * cubed + h), low, high);
    });
    return t;
}

/// (W2) Temperature of a wet wick in natural ventilation [K]:
///
///     e sigma T^4 + h (T - T_a) + h (L / c_p) (M_w / M_a) (Pr / Sc)^0.56 (e_s(T) - e) / (p - e_s(T)) = R
///     h = 0.281 k / D Re^0.6 Pr^0.44
///
/// In  air [K], vapour pressure e and pressure p [Pa], wind [m s-1] at least 0.13, absorbed R [W m-2]
/// The left side grows and bends upwards too: Newton's method from T_a, once beyond the root, comes down to
/// it. e_s is the weather's, so that saturated air keeps its temperature.
LUWTE_HD float natural_wet_bulb(float air, float vapour_pressure, float wind, float pressure,
                                float absorbed) {
    constexpr float e_sigma = Wick::emissivity * stefan_boltzmann;
    constexpr float prandtl_to_0_44 = 0.874168f, prandtl_to_0_56 = 0.842687f;
    constexpr float mass_ratio = 18.015f / 28.97f;  // water over air
    const float radiative = math::sqrt(math::sqrt(math::max(absorbed, 0.0f) * (1.0f / e_sigma)));
    // The root is above the dew point, and below 360 K, where p - e_s ends, evaporation takes any sun.
    const float low = (air < radiative ? air : radiative) - 60.0f;
    const float high = math::min(air < radiative ? radiative : air, 360.0f);
    float t = air;
    unrolled<wick_iterations>([&](auto) LUWTE_INLINE_LAMBDA {
        const float mean = 0.5f * (t + air);
        const FilmOfAir film(mean, pressure);
        const float h = 0.281f * prandtl_to_0_44 * (1.0f / Wick::diameter) * film.conductivity() *
                        math::pow(film.reynolds(wind, Wick::diameter), 0.6f);
        // Latent heat from 2.4784 MJ/kg at 283 K to 2.4073 at 313 K (Van Wylen & Sonntag).
        const float latent_heat = 2.4073e6f + 2370.0f * (313.15f - mean);
        const float vapour = h * latent_heat * (mass_ratio / FilmOfAir::heat_capacity) * prandtl_to_0_56 *
                             math::pow(film.schmidt(mean, pressure), -0.56f);
        const float saturated = saturation_vapour_pressure(t);
        const float inverse = 1.0f / (243.12f + t - zero_celsius);
        const float per_kelvin = saturated * (17.62f * 243.12f) * inverse * inverse;
        const float dry = 1.0f / (pressure - saturated);
        const float cubed = e_sigma * t * t * t;
        const float left = cubed * t + h * (t - air) + vapour * (saturated - vapour_pressure) * dry;
        const float slope = 4.0f * cubed + h + vapour * per_kelvin * (pressure - vapour_pressure) * dry * dry;
        t = math::clamp(t + (absorbed - left) / slope, low, high);
    });
    return t;
}

/// (W0) WBGT [degC] = 0.7 T_nw + 0.2 T_g + 0.1 T_a of every column.
///
/// 20 bytes read and 4 written, about 1500 flops per cell.
struct WbgtOfCell {
    View2D<const float> air_temperature;  ///< K                      [ny, nx]
    View2D<const float> wind_speed;       ///< m s-1 at 1.1 m         [ny, nx]
    View2D<const float> globe_radiation;  ///< W m-2, absorbed        [ny, nx]
    View2D<const float> wick_radiation;   ///< W m-2, absorbed        [ny, nx]
    View2D<const float> building_height;  ///< m; above 0 = roof, left out  [ny, nx]
    View2D<float> wbgt_celsius;           ///< degC, NaN on roofs     [ny, nx]
    float vapour_pressure, pressure;      ///< Pa

    LUWTE_HD void operator()(idx j, idx i) const {
        const float air = air_temperature(j, i), wind = wind_speed(j, i);
        const float globe = globe_temperature(air, wind, pressure, globe_radiation(j, i));
        const float wet = natural_wet_bulb(air, vapour_pressure, wind, pressure, wick_radiation(j, i));
        const float y = 0.7f * wet + 0.2f * globe + 0.1f * air - zero_celsius;
        wbgt_celsius(j, i) = building_height(j, i) > 0.0f ? math::detail::not_a_number : y;
    }
};

}  // namespace luwte
