// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/heat/facet_balance.hpp"
#include "kernels/radiation/surroundings.hpp"

#include <cstdint>

namespace luwte {

/// What leaves get and lose, per ground area where not said.
struct LeafForcing {
    float leaf_area_index;      ///< m2 m-2
    float extinction;           ///< 1, G times clumping: leaf area that a ray meets, per leaf area
    float sky_view;             ///< 1, of the ground below without leaves
    float direct;               ///< W m-2, direct sun that leaves meet
    float diffuse;              ///< W m-2, on a horizontal plane in the open
    float sin_altitude;         ///< 1, of the sun; 0 at night
    float held;                 ///< W m-2, kept of what surfaces and sky send beside the sun
    float view;                 ///< m2 m-2, over which leaves emit longwave to surfaces and sky
    float air_temperature;      ///< K
    float wind_speed;           ///< m s-1, at the crown
    float albedo;               ///< 1, of leaves together
    float size;                 ///< m, of a leaf along the wind
    float stomatal_resistance;  ///< s m-1, smallest of a leaf
};

/// What leaves do, per ground area: net_radiation = sensible + latent.
struct LeafFluxes {
    float excess;            ///< K, over the air
    float emitted;           ///< W m-2 of `view`, longwave
    float net_radiation;     ///< W m-2, kept of sun and longwave
    float sensible, latent;  ///< W m-2, into the air
};

/// (15) How much warmer than the air the leaves of a crown are: radiation that leaves at air temperature
/// would keep, less what leaves transpire into air that is not saturated, over what a degree more sheds as
/// heat, as vapour and as radiation. docs/models/heat.md; Jones (2014), Plants and Microclimate, chapter 9.
LUWTE_HD LeafFluxes leaf_balance(const LeafForcing& in, const FacetWeather& weather) {
    const float air = in.air_temperature, black = black_body(air);
    const float at_air = (1.0f - in.albedo) * in.direct + in.held - in.view * black;
    const float more_per_kelvin = 4.0f * black / air;
    const float per_kelvin_radiated = in.view * more_per_kelvin;

    // Both sides of a flat leaf: 6.62 mm/s (u / d)^(1/2), Jones (2014), table 3.2 (to be verified); vapour
    // leaves through the lower side, 1.08 times as fast as heat.
    const float heat = 0.00662f * math::sqrt(math::max(in.wind_speed, 0.2f) / in.size);
    // On a horizontal plane over crowns that stand side by side, of which they would take as much.
    const float share =
        1.0f - math::exp(-in.extinction * in.leaf_area_index / math::max(in.sin_altitude, 0.05f));
    const float light = in.direct / share + in.sky_view * in.diffuse;
    const float opening =
        weather.stomatal_opening * opening_by_light(light, in.leaf_area_index, in.stomatal_resistance);
    const float resistance = math::min(in.stomatal_resistance / math::max(opening, 0.02f), 5000.0f);  // s m-1
    const float vapour = 1.0f / (resistance + 2.0f / (1.08f * heat));

    const float density = weather.pressure / (gas_constant_of_air * air);
    const float capacity = density * specific_heat_of_air;  // J m-3 K-1
    const float psychrometric =
        specific_heat_of_air * weather.pressure / (0.622f * latent_heat_of_vaporisation(air));  // Pa K-1
    const float saturated = saturation_vapour_pressure(air), t = air - zero_celsius;
    const float slope = saturated * 17.62f * 243.12f / ((243.12f + t) * (243.12f + t));  // Pa K-1
    const float deficit = math::max(saturated - weather.vapour_pressure, 0.0f);
    const float transpired = in.leaf_area_index * capacity / psychrometric * vapour;  // W m-2 Pa-1
    const float warmed = in.leaf_area_index * capacity * heat;                        // W m-2 K-1
    LeafFluxes out;
    out.excess = (at_air - transpired * deficit) / (per_kelvin_radiated + warmed + transpired * slope);
    out.emitted = black + more_per_kelvin * out.excess;
    out.net_radiation = at_air - per_kelvin_radiated * out.excess;
    out.sensible = warmed * out.excess;
    out.latent = transpired * (deficit + slope * out.excess);
    return out;
}

/// Leaves of a block of columns, together: receivers see the crowns around, not one column's. What the block
/// holds of surfaces and sky falls to its leaves alike. Where the air asks, also what each crown gives it.
/// One call per block; 24 B read per column, 8 B written for the air.
struct LeavesOfBlock {
    View2D<const float> canopy_top, canopy_base;  ///< m above terrain   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3            [ny, nx]
    View2D<const float> sky_view_opaque;          ///< 1                 [ny, nx]
    View2D<const float> air_temperature;          ///< K                 [ny, nx]
    View2D<const float> sun;  ///< 1, direct sun that leaves take per direct normal; empty without   [ny, nx]
    View2D<const float> leaf_area, held, view;  ///< m2, W, m2: FacetExchange                 [blocks]
    View2D<const float> wind;                   ///< m s-1, at the leaves; empty = `same`'s  [blocks]
    View2D<float> excess, emitted;              ///< K over the air, W m-2: mean over leaves  [blocks]
    View2D<float> sensible, latent;  ///< W m-2 of ground, into the air; both empty or none   [ny, nx]
    FacetWeather weather;
    LeafForcing same;     ///< what all crowns share
    float direct_normal;  ///< W m-2
    idx size;             ///< columns along a block's side
    float air_offset;     ///< K

    LUWTE_HD void operator()(idx bj, idx bi) const {
        const idx j1 = end(bj, air_temperature.ny), i1 = end(bi, air_temperature.nx);
        const float per_leaf = leaf_area(bj, bi) > 0.0f ? 1.0f / leaf_area(bj, bi) : 0.0f;
        const float wind_speed = wind.p != nullptr ? wind(bj, bi) : same.wind_speed;
        float sum = 0.0f, sent = 0.0f, area = 0.0f;
        const float held_per_leaf = held(bj, bi) * per_leaf, view_per_leaf = view(bj, bi) * per_leaf;
        LUWTE_KEEP_LOOP
        for (idx j = bj * size; j < j1; ++j) {
            LUWTE_KEEP_LOOP
            for (idx i = bi * size; i < i1; ++i) {
                const float leaves =
                    leaf_area_density(j, i) * math::max(canopy_top(j, i) - canopy_base(j, i), 0.0f);
                if (sensible.p != nullptr) sensible(j, i) = latent(j, i) = 0.0f;
                if (leaves <= 0.0f) continue;
                LeafForcing in = same;
                in.leaf_area_index = leaves;
                in.wind_speed = wind_speed;
                in.sky_view = sky_view_opaque(j, i);
                in.held = held_per_leaf * leaves;
                in.view = view_per_leaf * leaves;
                in.air_temperature = air_temperature(j, i) + air_offset;
                in.direct = sun.p != nullptr ? direct_normal * sun(j, i) : 0.0f;
                const LeafFluxes out = leaf_balance(in, weather);
                if (sensible.p != nullptr) sensible(j, i) = out.sensible, latent(j, i) = out.latent;
                sum += leaves * out.excess;
                sent += leaves * out.emitted;
                area += leaves;
            }
        }
        excess(bj, bi) = area > 0.0f ? sum / area : 0.0f;
        emitted(bj, bi) = area > 0.0f ? sent / area : 0.0f;
    }
    LUWTE_HD idx end(idx b, idx n) const { return (b + 1) * size < n ? (b + 1) * size : n; }
};

/// Temperature of the leaves that a column sees, those of the nearest block that has any: adds to the step's
/// mean. 4 B read, 4 B read and written per column.
struct LeafTemperature {
    View2D<const float> air_temperature;  ///< K                                       [ny, nx]
    View2D<const std::int32_t> nearest;   ///< block, row by row; empty = no crowns    [blocks]
    View2D<const float> excess;           ///< K                                       [blocks]
    View2D<float> mean;                   ///< K, of the step so far                   [ny, nx]
    idx size;                             ///< columns along a block's side
    float air_offset;                     ///< K
    float weight, keep;
    LUWTE_HD void operator()(idx j, idx i) const {
        const float warmer = nearest.p != nullptr ? excess.p[nearest(j / size, i / size)] : 0.0f;
        mean(j, i) =
            (keep != 0.0f ? mean(j, i) : 0.0f) + weight * (air_temperature(j, i) + air_offset + warmer);
    }
};

}  // namespace luwte
