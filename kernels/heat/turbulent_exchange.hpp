// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "kernels/core/math.hpp"

/// Exchange of heat and vapour between a surface and the air beside it. Equation numbers are those of
/// docs/models/heat.md.
namespace luwte {

inline constexpr float gravity = 9.81f;                   // m s-2
inline constexpr float specific_heat_of_air = 1005.0f;    // J kg-1 K-1
inline constexpr float gas_constant_of_air = 287.05f;     // J kg-1 K-1
inline constexpr float vapour_mass_ratio = 0.622f;        // 1
inline constexpr float convective_layer_depth = 1000.0f;  // m, depth of the mixed layer in w*

/// (5) Convective velocity of the air over an area [m s-1]: (g / T z_i Q_H / (rho cp))^(1/3), zero where the
/// ground cools the air. Deardorff (1970), doi:10.1175/1520-0469(1970)027<1211:CVATSF>2.0.CO;2.
///   kinematic_flux  Q_H / (rho cp) [K m s-1], mean over the area
LUWTE_HD float convective_velocity(float kinematic_flux, float air_temperature) {
    const float cubed = gravity / air_temperature * convective_layer_depth * math::max(kinematic_flux, 0.0f);
    return cubed > 0.0f ? math::pow(cubed, 1.0f / 3.0f) : 0.0f;
}

/// Natural convection over a horizontal plate [W m-2 K-1], per |T_s - T_a|^(1/3): 1.52 where it is warmer
/// than the air, 0.76 where it is cooler. Walton (1983), Thermal Analysis Research Program, NBSSIR 83-2655,
/// as in the engineering reference of EnergyPlus.
inline constexpr float natural_over_warm = 1.52f, natural_over_cool = 0.76f;

/// (6), (7) Exchange velocity of heat over ground [m s-1], C_H U: neutral log law times a function of the
/// bulk Richardson number.
///
///     C_HN = kappa^2 / (ln(z/z0) ln(z/z0h)),   Ri = g z (T_a - T_s) / (T_a U^2)
///     Ri < 0:  f = 1 - 3 b Ri / (1 + 3 b c C_HN sqrt((1 + z/z0) |Ri|))         b = c = d = 5
///     Ri > 0:  f = 1 / (1 + 3 b Ri sqrt(1 + d Ri))
///
/// Source: Louis, Tiedtke & Geleyn (1982), A short history of the PBL parameterization at ECMWF.
struct GroundExchange {
    float height;           ///< m, of wind and air temperature above the surface
    float neutral;          ///< 1, C_HN
    float relative_height;  ///< 1, 1 + z / z0

    LUWTE_HD float velocity(float air, float surface, float wind) const {
        constexpr float b3 = 15.0f, c = 5.0f, d = 5.0f;
        const float richardson =
            math::clamp(gravity * height * (air - surface) / (air * wind * wind), -10.0f, 10.0f);
        const float r = math::abs(richardson);
        const float unstable = 1.0f + b3 * r / (1.0f + b3 * c * neutral * math::sqrt(relative_height * r));
        const float stable = 1.0f / (1.0f + b3 * r * math::sqrt(1.0f + d * r));
        return neutral * wind * (richardson < 0.0f ? unstable : stable);
    }
};

/// (8) Heat transfer of a wall [W m-2 K-1], the larger of
///     forced   4 + 4 U                      ISO 6946:2017, annex C, external surfaces
///     natural  1.31 |T_s - T_a|^(1/3)       turbulent, vertical plane: ASHRAE Fundamentals
LUWTE_HD float wall_exchange(float difference, float wind) {
    const float natural = 1.31f * math::pow(math::max(math::abs(difference), 1e-6f), 1.0f / 3.0f);
    return math::max(4.0f + 4.0f * wind, natural);
}

}  // namespace luwte
