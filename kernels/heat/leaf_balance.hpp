// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/heat/facet_balance.hpp"
#include "kernels/radiation/surroundings.hpp"

namespace luwte {

/// Leaves of street trees.
struct LeafProperties {
    static constexpr float size = 0.05f;  ///< m, along the wind; assumed, to be verified
    static constexpr float stomatal_resistance =
        100.0f;                                 ///< s m-1, smallest: Noah's deciduous broadleaf forest
    static constexpr float emissivity = 0.97f;  ///< 1; Oke (1987), table 1.1: 0.97 to 0.98, second hand
};

/// What leaves get and lose, per ground area where not said.
struct LeafForcing {
    float leaf_area_index;  ///< m2 m-2
    float extinction;       ///< 1, G times clumping: leaf area that a ray meets, per leaf area
    float sky_view;         ///< 1, of the ground below without leaves
    float direct, diffuse;  ///< W m-2, on a horizontal plane: what reaches the crown, and in the open
    float sin_altitude;     ///< 1, of the sun; 0 at night
    float sky_longwave;     ///< W m-2
    float ground_longwave;  ///< W m-2, that the ground below sends up
    float air_temperature;  ///< K
    float wind_speed;       ///< m s-1, at the crown
    float albedo;           ///< 1, of leaves together
};

/// What leaves do, per ground area: net_radiation = sensible + latent.
struct LeafFluxes {
    float excess;            ///< K, over the air
    float net_radiation;     ///< W m-2, kept of sun and longwave
    float sensible, latent;  ///< W m-2, into the air
};

/// (15) How much warmer than the air the leaves of a crown are: radiation that leaves at air temperature
/// would keep, less what leaves transpire into air that is not saturated, over what a degree more sheds as
/// heat, as vapour and as radiation. docs/models/heat.md; Jones (2014), Plants and Microclimate, chapter 9.
LUWTE_HD LeafFluxes leaf_balance(const LeafForcing& in, const FacetWeather& weather) {
    constexpr float mean_cosine = 0.6f;  // of diffuse rays: exp(-x / 0.6) is 2 E_3(x) within 0.03
    const float path = in.extinction * in.leaf_area_index;
    const float held_diffuse = 1.0f - math::exp(-path * (1.0f / mean_cosine));
    const float held_direct =
        in.sin_altitude > 0.0f ? 1.0f - math::exp(-path / math::max(in.sin_altitude, 0.05f)) : 0.0f;
    const float air = in.air_temperature, black = black_body(air);
    const float shortwave =
        (1.0f - in.albedo) * (held_direct * in.direct + held_diffuse * in.sky_view * in.diffuse);
    const float sides = LeafProperties::emissivity * held_diffuse;  // upper and lower
    const float longwave = sides * (in.sky_view * (in.sky_longwave - black) + (in.ground_longwave - black));
    const float per_kelvin_radiated = 4.0f * sides * (1.0f + in.sky_view) * black / air;

    // Both sides of a flat leaf: 6.62 mm/s (u / d)^(1/2), Jones (2014), table 3.2 (to be verified); vapour
    // leaves through the lower side, 1.08 times as fast as heat.
    const float heat = 0.00662f * math::sqrt(math::max(in.wind_speed, 0.2f) * (1.0f / LeafProperties::size));
    const float light = in.direct + in.sky_view * in.diffuse;
    const float opening = weather.stomatal_opening *
                          opening_by_light(light, in.leaf_area_index, LeafProperties::stomatal_resistance);
    const float resistance =
        math::min(LeafProperties::stomatal_resistance / math::max(opening, 0.02f), 5000.0f);  // s m-1
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
    out.excess =
        (shortwave + longwave - transpired * deficit) / (per_kelvin_radiated + warmed + transpired * slope);
    out.net_radiation = shortwave + longwave - per_kelvin_radiated * out.excess;
    out.sensible = warmed * out.excess;
    out.latent = transpired * (deficit + slope * out.excess);
    return out;
}

/// Leaves of a block of columns, together: receivers see the crowns around, not one column's. Writes their
/// mean excess to every column of the block, and leaf temperature to the step's mean; where the air asks,
/// also what each crown gives it. One call per block; 32 B read and 8 B written per column, 4 B of it read,
/// 8 B more written for the air.
struct LeavesOfBlock {
    View2D<const float> canopy_top, canopy_base;  ///< m above terrain   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3            [ny, nx]
    View2D<const float> sky_view_opaque;          ///< 1                 [ny, nx]
    View2D<const float> ground_longwave;          ///< W m-2, sent up    [ny, nx]
    View2D<const float> air_temperature;          ///< K                 [ny, nx]
    View2D<const float> lit;         ///< 1, of each crown in the sun; empty without sun      [ny, nx]
    View2D<float> excess;            ///< K                 [ny, nx]
    View2D<float> leaf_temperature;  ///< K, mean of the step so far; air where no crown is near
    View2D<float> sensible, latent;  ///< W m-2 of ground, into the air; both empty or none   [ny, nx]
    FacetWeather weather;
    LeafForcing same;  ///< what all crowns share
    idx size;          ///< columns along a block's side
    float air_offset;  ///< K
    float weight, keep;

    LUWTE_HD void operator()(idx bj, idx bi) const {
        const idx j1 = end(bj, excess.ny), i1 = end(bi, excess.nx);
        float sum = 0.0f, area = 0.0f;
        for (idx j = bj * size; j < j1; ++j)
            for (idx i = bi * size; i < i1; ++i) {
                const float leaves =
                    leaf_area_density(j, i) * math::max(canopy_top(j, i) - canopy_base(j, i), 0.0f);
                if (sensible.p != nullptr) sensible(j, i) = latent(j, i) = 0.0f;
                if (leaves <= 0.0f) continue;
                LeafForcing in = same;
                in.leaf_area_index = leaves;
                in.sky_view = sky_view_opaque(j, i);
                in.ground_longwave = ground_longwave(j, i);
                in.air_temperature = air_temperature(j, i) + air_offset;
                in.direct = lit.p != nullptr ? same.direct * lit(j, i) : 0.0f;
                const LeafFluxes out = leaf_balance(in, weather);
                if (sensible.p != nullptr) sensible(j, i) = out.sensible, latent(j, i) = out.latent;
                sum += leaves * out.excess;
                area += leaves;
            }
        const float mean = area > 0.0f ? sum / area : 0.0f;
        for (idx j = bj * size; j < j1; ++j)
            for (idx i = bi * size; i < i1; ++i) {
                excess(j, i) = mean;
                leaf_temperature(j, i) = (keep != 0.0f ? leaf_temperature(j, i) : 0.0f) +
                                         weight * (air_temperature(j, i) + air_offset + mean);
            }
    }
    LUWTE_HD idx end(idx b, idx n) const { return (b + 1) * size < n ? (b + 1) * size : n; }
};

}  // namespace luwte
