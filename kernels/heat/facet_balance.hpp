// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/heat/conduction.hpp"
#include "kernels/heat/turbulent_exchange.hpp"
#include "kernels/radiation/sun_and_sky.hpp"

namespace luwte {

/// What a kind of facet is made of, as the balance reads it; trivially copyable.
struct FacetMaterial {
    ConductionFactors conduction;
    GroundExchange exchange;
    float albedo, emissivity;   ///< 1
    float leaf_area_index;      ///< m2 m-2; 0 = no vegetation
    float stomatal_resistance;  ///< s m-1, smallest of one leaf
    std::int32_t wall;          ///< 1 = vertical: wall_exchange() instead of `exchange`
    std::int32_t open_water;    ///< 1 = evaporates freely
    std::int32_t room_behind;   ///< 1 = indoor temperature behind the last node, 0 = deep ground
};

/// Weather that all facets of a step share.
struct FacetWeather {
    float vapour_pressure;     ///< Pa
    float pressure;            ///< Pa
    float stomatal_opening;    ///< 1, of air temperature, air humidity and soil moisture; (11)
    float deep_temperature;    ///< K relative to the freezing point, behind the ground's last node
    float indoor_temperature;  ///< the same, behind roofs and walls
};

/// What comes to one facet.
struct FacetForcing {
    float shortwave_down, longwave_down;  ///< W m-2, on the facet
    float air_temperature;                ///< K, beside it
    float wind_speed;                     ///< m s-1, beside it
};

/// The terms of the balance [W m-2] at the end of a step: absorbed = emitted + sensible + latent + ground.
struct FacetFluxes {
    float surface_temperature;  ///< K
    float absorbed;             ///< (1 - albedo) K_down + emissivity L_down
    float emitted;              ///< emissivity sigma T_s^4
    float sensible, latent;     ///< into the air
    float ground;               ///< into the facet
};

/// (10) Share of stomata that light opens [1]: Noilhan & Planton (1989) as in Chen & Dudhia (2001).
LUWTE_HD float opening_by_light(float shortwave_down, float leaf_area_index, float stomatal_resistance) {
    constexpr float largest_resistance = 5000.0f, light_limit = 100.0f;  // s m-1, W m-2 (grass)
    const float f = 0.55f * shortwave_down / light_limit * 2.0f / math::max(leaf_area_index, 0.1f);
    return (stomatal_resistance / largest_resistance + f) / (1.0f + f);
}

/// One step of the heat balance of one facet:
///
///     (1 - a) K + e L - e sigma T_s^4 = Q_H + Q_E + Q_G        (1)
///
/// T_s by Newton's method together with the implicit conduction behind it; the exchange coefficients take
/// T_s of the iteration before, so that the terms close whatever they are. Equations (1) to (12) of
/// docs/models/heat.md. `layer`: temperatures of the nodes relative to the freezing point, updated.
LUWTE_HD FacetFluxes facet_balance(const FacetMaterial& m, const FacetWeather& w, const FacetForcing& in,
                                   float* layer, std::ptrdiff_t stride) {
    const float behind = m.room_behind != 0 ? w.indoor_temperature : w.deep_temperature;
    const ConductionColumn column(m.conduction, layer, stride, behind);
    const float conductance = ConductionColumn::conductance(m.conduction);
    const float supply = column.supply(m.conduction);

    const float air = in.air_temperature;
    const float density = w.pressure / (gas_constant_of_air * air);
    const float per_kelvin = density * specific_heat_of_air;  // J m-3 K-1
    const float latent_heat = 2.501e6f - 2361.0f * (air - zero_celsius);
    const float per_pascal = density * vapour_mass_ratio * latent_heat / w.pressure;  // J m-3 Pa-1
    const float absorbed = (1.0f - m.albedo) * in.shortwave_down + m.emissivity * in.longwave_down;

    const bool leaves = m.leaf_area_index > 0.0f;
    const float opening =
        opening_by_light(in.shortwave_down, m.leaf_area_index, m.stomatal_resistance) * w.stomatal_opening;
    const float canopy_resistance =
        m.stomatal_resistance / (math::max(m.leaf_area_index, 0.1f) * math::max(opening, 1e-4f));

    float surface = layer[0] + zero_celsius;
    float sensible = 0.0f, latent = 0.0f, ground_velocity = 0.0f;
    LUWTE_UNROLL(8)
    for (int n = 0; n < 8; ++n) {
        const float difference = surface - air;
        // Turbulence that the warm surface makes itself adds to the wind (4).
        const float gust = 1.2f * convective_velocity(sensible / per_kelvin, air);
        const float wind = math::sqrt(in.wind_speed * in.wind_speed + gust * gust + 0.01f);
        // Half of the iteration before: at the neutral point calm air would go to and fro.
        const float now = m.exchange.velocity(air, surface, wind);
        ground_velocity = n == 0 ? now : 0.5f * (ground_velocity + now);
        const float transfer =
            m.wall != 0 ? wall_exchange(difference, in.wind_speed) : per_kelvin * ground_velocity;

        // Vapour: from water freely, from leaves through stomata, onto both as dew (9).
        const float t = surface - zero_celsius;
        const float saturated = saturation_vapour_pressure(surface);
        const float per_degree = saturated * (17.62f * 243.12f) / ((243.12f + t) * (243.12f + t));
        // Dew needs no stomata; over 10 Pa from one to the other, or the iteration would go to and fro.
        const float open = math::clamp((saturated - w.vapour_pressure) * 0.1f, 0.0f, 1.0f);
        const float resistance = m.open_water != 0 ? 0.0f : open * canopy_resistance;
        const float wet = (m.open_water != 0 || leaves) && m.wall == 0 ? 1.0f : 0.0f;
        const float vapour_transfer =
            wet * per_pascal / (1.0f / math::max(ground_velocity, 1e-6f) + resistance);

        const float cubed = m.emissivity * stefan_boltzmann * surface * surface * surface;
        const float balance = absorbed - cubed * surface - transfer * difference -
                              vapour_transfer * (saturated - w.vapour_pressure) - (conductance * t - supply);
        const float slope = 4.0f * cubed + transfer + vapour_transfer * per_degree + conductance;
        const float step = balance / slope;
        surface += step;
        sensible = transfer * (difference + step);
        latent = vapour_transfer * (saturated + per_degree * step - w.vapour_pressure);
    }

    const float t = surface - zero_celsius;
    column.store(m.conduction, t, layer, stride);
    FacetFluxes out;
    out.surface_temperature = surface;
    out.absorbed = absorbed;
    out.emitted = m.emissivity * black_body(surface);
    out.sensible = sensible;
    out.latent = latent;
    out.ground = conductance * t - supply;
    return out;
}

}  // namespace luwte
