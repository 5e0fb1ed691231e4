// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/heat/conduction.hpp"
#include "kernels/heat/turbulent_exchange.hpp"
#include "kernels/radiation/sun_and_sky.hpp"

namespace luwte {

/// What a kind of facet is made of, as the balance reads it. Floats only: a table of them is read by
/// coefficient and kind, so that neighbouring columns of different kinds share a vector.
struct FacetMaterial {
    ConductionFactors conduction;
    GroundExchange exchange;
    float albedo, emissivity;   ///< 1
    float leaf_area_index;      ///< m2 m-2; 0 = no vegetation
    float stomatal_resistance;  ///< s m-1, smallest of one leaf
    float open_water;           ///< 1 = evaporates freely
    float room_behind;          ///< 1 = indoor temperature behind the last node, 0 = deep ground
    float soil_moisture;        ///< 1, share of stomata that the soil's water leaves open
    float rain_store;           ///< kg m-2, rain that stays on the surface

    static constexpr int size = 3 * conduction_nodes + 12;
    static constexpr int albedo_row = 3 * conduction_nodes + 4;  ///< of the table that from() reads

    /// From column `kind` of a table [size, kinds].
    LUWTE_HD static FacetMaterial from(const View2D<const float>& table, idx kind) {
        FacetMaterial m;
        unrolled<conduction_nodes>([&](auto n) LUWTE_INLINE_LAMBDA {
            m.conduction.keep[n] = table(n, kind);
            m.conduction.behind[n] = table(conduction_nodes + n, kind);
            m.conduction.above[n] = table(2 * conduction_nodes + n, kind);
        });
        constexpr int at = 3 * conduction_nodes;
        m.conduction.skin = table(at, kind);
        m.exchange = {table(at + 1, kind), table(at + 2, kind), table(at + 3, kind)};
        m.albedo = table(at + 4, kind);
        m.emissivity = table(at + 5, kind);
        m.leaf_area_index = table(at + 6, kind);
        m.stomatal_resistance = table(at + 7, kind);
        m.open_water = table(at + 8, kind);
        m.room_behind = table(at + 9, kind);
        m.soil_moisture = table(at + 10, kind);
        m.rain_store = table(at + 11, kind);
        return m;
    }
};
static_assert(sizeof(FacetMaterial) == FacetMaterial::size * sizeof(float), "from() reads it in this order");

/// Weather that all facets of a step share.
struct FacetWeather {
    float vapour_pressure;     ///< Pa
    float pressure;            ///< Pa
    float stomatal_opening;    ///< 1, of air temperature and air humidity; (11)
    float gust;                ///< m s-1, 1.2 w*: the area's own turbulence; (4)
    float roof_wind;           ///< m s-1, over roofs, where it is more than the wind given
    float deep_temperature;    ///< K relative to the freezing point, behind the ground's last node
    float indoor_temperature;  ///< the same, behind roofs and walls
    float rain = 0;            ///< kg m-2, in this part
    float seconds = 0;         ///< s, of this part
};

/// What comes to one facet.
struct FacetForcing {
    float shortwave_down, longwave_down;  ///< W m-2, on the facet
    float air_temperature;                ///< K, beside it
    float wind_speed;                     ///< m s-1, beside it
    float wet = 0;                        ///< 1, share of it under rain or dew, which evaporates freely
};

/// The terms of the balance [W m-2] at the end of a step: absorbed = emitted + sensible + latent + ground.
struct FacetFluxes {
    float surface_temperature;  ///< K
    float absorbed;             ///< (1 - albedo) K_down + emissivity L_down
    float emitted;              ///< emissivity sigma T_s^4
    float sensible, latent;     ///< into the air
    float ground;               ///< into the facet
    float of_film;              ///< of `latent`: from the rain and dew on it, onto it below 0
};

/// (10) Share of stomata that light opens [1]: Noilhan & Planton (1989) as in Chen & Dudhia (2001).
LUWTE_HD float opening_by_light(float shortwave_down, float leaf_area_index, float stomatal_resistance) {
    constexpr float largest_resistance = 5000.0f, light_limit = 100.0f;  // s m-1, W m-2 (grass)
    const float f = 0.55f * shortwave_down / light_limit * 2.0f / math::max(leaf_area_index, 0.1f);
    return (stomatal_resistance / largest_resistance + f) / (1.0f + f);
}

LUWTE_HD float latent_heat_of_vaporisation(float air_temperature) {  // J kg-1
    return 2.501e6f - 2361.0f * (air_temperature - zero_celsius);
}

/// What the iterations of one step share, and where they are.
template <bool vertical>
struct FacetIteration {
    const FacetMaterial& m;
    FacetForcing in;
    float vapour_pressure;         ///< Pa
    float absorbed;                ///< W m-2
    float conductance, supply;     ///< of ConductionColumn
    float per_kelvin, per_pascal;  ///< J m-3 K-1, J m-3 Pa-1: heat and latent heat of air
    float canopy_resistance;       ///< s m-1
    float grows;                   ///< 1 = plants or open water
    float holds;                   ///< 1 = dew stays
    float surface;                 ///< K
    float saturated;               ///< Pa, at the surface
    float gust;                    ///< m s-1
    float transfer = 0.0f;         ///< W m-2 K-1, heat
    float vapour_transfer = 0.0f;  ///< W m-2 Pa-1, latent heat
    float surface_before = 0.0f;   ///< K, of the iteration before
    float balance_before = 0.0f;   ///< W m-2, the same
    float sensible = 0.0f, latent = 0.0f;
    float by_plants = 0.0f;  ///< 1, of what evaporates: through stomata, or from open water

    /// Exchange coefficients at the surface temperature so far.
    LUWTE_HD void exchange() {
        const float air = in.air_temperature, difference = surface - air;
        if constexpr (vertical) {
            transfer = wall_exchange(difference, in.wind_speed);
        } else {
            // The area's own turbulence adds to the wind (4); 0.1 m/s where there is neither.
            const float wind = math::sqrt(in.wind_speed * in.wind_speed + gust * gust + 0.01f);
            const float forced = per_kelvin * m.exchange.velocity(air, surface, wind);
            // In calm air at night the forced exchange dies out, the natural one does not (8).
            const float natural = (difference > 0.0f ? natural_over_warm : natural_over_cool) *
                                  math::pow(math::max(math::abs(difference), 1e-6f), 1.0f / 3.0f);
            transfer = math::max(forced, natural);
            // Vapour: freely from water and from the wet share, from leaves through stomata, onto all as dew
            // (9). Dew needs no stomata; over 10 Pa from one to the other, or the iteration would go to and
            // fro.
            const float velocity = transfer / per_kelvin;
            const float deficit = (saturated - vapour_pressure) * 0.1f;
            const float open = math::clamp(deficit, 0.0f, 1.0f);
            const float condenses = math::clamp(-deficit, 0.0f, 1.0f);
            const float resistance = (1.0f - m.open_water) * open * canopy_resistance;
            const float plants = (1.0f - in.wet) * grows / (1.0f + velocity * resistance);
            const float bare = (1.0f - in.wet) * (1.0f - grows) * holds * condenses;
            const float share = in.wet + plants + bare;
            by_plants = plants / math::max(share, 1e-6f);
            vapour_transfer = share * per_pascal * velocity;
        }
    }
    /// Surface temperature and fluxes with these coefficients. Coefficients change with the temperature too,
    /// most of all where calm air turns neutral: Newton's method alone would go to and fro there. With
    /// `secant` the slope of the last two iterations counts where it is steeper.
    LUWTE_HD void newton(bool secant) {
        const float t = surface - zero_celsius, difference = surface - in.air_temperature;
        saturated = saturation_vapour_pressure(surface);
        const float inverse = 1.0f / (243.12f + t);
        const float per_degree = saturated * (17.62f * 243.12f) * inverse * inverse;
        const float cubed = m.emissivity * stefan_boltzmann * surface * surface * surface;
        const float balance = absorbed - cubed * surface - transfer * difference -
                              vapour_transfer * (saturated - vapour_pressure) - (conductance * t - supply);
        const float slope = 4.0f * cubed + transfer + vapour_transfer * per_degree + conductance;
        const float moved = surface - surface_before;
        const float steeper = math::abs(moved) > 1e-3f ? (balance_before - balance) / moved : slope;
        const float step = balance / (secant ? math::max(slope, steeper) : slope);
        surface_before = surface;
        balance_before = balance;
        surface += step;
        saturated += per_degree * step;
        sensible = transfer * (difference + step);
        latent = vapour_transfer * (saturated - vapour_pressure);
    }
};

/// One step of the heat balance of one facet:
///
///     (1 - a) K + e L - e sigma T_s^4 = Q_H + Q_E + Q_G        (1)
///
/// T_s by Newton's method together with the implicit conduction behind it. The exchange coefficients follow
/// T_s for five iterations and then stand, so that the terms close whatever they are. Equations (1) to (12)
/// of docs/models/heat.md. `layer`: temperatures of the nodes relative to the freezing point, updated.
/// `vertical`: a wall, which exchanges heat by wall_exchange() and no vapour.
template <bool vertical>
LUWTE_HD FacetFluxes facet_balance(const FacetMaterial& m, const FacetWeather& w, const FacetForcing& in,
                                   float* layer, std::ptrdiff_t stride) {
    const float behind = m.room_behind > 0.0f ? w.indoor_temperature : w.deep_temperature;
    const ConductionColumn column(m.conduction, layer, stride, behind);

    const float air = in.air_temperature;
    const float density = w.pressure / (gas_constant_of_air * air);
    const float latent_heat = latent_heat_of_vaporisation(air);
    const float opening = opening_by_light(in.shortwave_down, m.leaf_area_index, m.stomatal_resistance) *
                          w.stomatal_opening * m.soil_moisture;
    const float absorbed = (1.0f - m.albedo) * in.shortwave_down + m.emissivity * in.longwave_down;
    const bool grows = m.leaf_area_index + m.open_water > 0.0f;
    const float canopy_resistance =
        m.stomatal_resistance / (math::max(m.leaf_area_index, 0.1f) * math::max(opening, 1e-4f));

    FacetIteration<vertical> it{m,
                                in,
                                w.vapour_pressure,
                                absorbed,
                                ConductionColumn::conductance(m.conduction),
                                column.supply(m.conduction),
                                density * specific_heat_of_air,
                                density * vapour_mass_ratio * latent_heat / w.pressure,
                                canopy_resistance,
                                grows ? 1.0f : 0.0f,
                                m.rain_store > 0.0f ? 1.0f : 0.0f,
                                layer[0] + zero_celsius,
                                saturation_vapour_pressure(layer[0] + zero_celsius),
                                w.gust};
    unrolled<5>([&](auto n) LUWTE_INLINE_LAMBDA { it.exchange(), it.newton(n > 0); });
    it.newton(false), it.newton(false);

    const float t = it.surface - zero_celsius;
    column.store(m.conduction, t, layer, stride);
    FacetFluxes out;
    out.surface_temperature = it.surface;
    out.absorbed = absorbed;
    out.emitted = m.emissivity * black_body(it.surface);
    out.sensible = it.sensible;
    out.latent = it.latent;
    out.ground = it.conductance * t - it.supply;
    out.of_film = math::min(it.latent, 0.0f) + (1.0f - it.by_plants) * math::max(it.latent, 0.0f);
    return out;
}

/// A facet's longwave radiosity after a part, and what others shall take it for in the next: the line through
/// the last two. What it sends is then what they receive, but for the curvature of its course. What facets
/// reflect comes back to them a part later: between two that face each other with emissivity e a line that
/// goes on for a share f of the part swings itself up where (1 + 2 f) (1 - e) > 1. Below e = 0.71 it goes on
/// for four fifths of that.
LUWTE_HD void send(float now, float emissivity, float& radiosity, float& ahead) {
    const float on = math::min(1.0f, 0.4f * emissivity / math::max(1.0f - emissivity, 1e-3f));
    ahead = now + on * (now - radiosity);
    radiosity = now;
}

/// The same of ground or roof under rain and dew (14): `rain_water` w [kg m-2] lies on it, at most
/// m.rain_store W, and covers (w / min(W, 1))^(2/3) of it, which evaporates freely: Deardorff (1978),
/// doi:10.1029/JC083iC04p01889, for leaves; Masson (2000), doi:10.1023/A:1002463829265, for roofs and roads,
/// with W = 1 mm; both second hand, to be verified. What the last part takes beyond w is owed, so that
/// nothing evaporates that did not fall, and the next rain or dew pays it.
LUWTE_HD FacetFluxes rained_on_balance(const FacetMaterial& m, const FacetWeather& w, FacetForcing in,
                                       float* layer, std::ptrdiff_t stride, float& rain_water) {
    const float water = math::min(rain_water + w.rain, m.rain_store);
    constexpr float covers = 1.0f;  // kg m-2
    const float full = math::min(math::max(water, 1e-12f) / math::clamp(m.rain_store, 1e-6f, covers), 1.0f);
    in.wet = (water > 0.0f ? 1.0f : 0.0f) * math::pow(full * full, 1.0f / 3.0f);
    const FacetFluxes out = facet_balance<false>(m, w, in, layer, stride);
    const float evaporated = out.of_film * w.seconds / latent_heat_of_vaporisation(in.air_temperature);
    rain_water = water - (m.rain_store > 0.0f ? 1.0f : 0.0f) * evaporated;
    return out;
}

}  // namespace luwte
