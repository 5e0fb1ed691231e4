// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/heat/facet_balance.hpp"
#include "kernels/radiation/surroundings.hpp"

#include <cstdint>

namespace luwte {

/// Temperatures of the walls around, above air [K]: of a wall in the open, mean over its orientations, and
/// of one that sees no sky. Between them a column's walls stand where its sky view factor does (3).
struct WallExcess {
    float open, closed;
    LUWTE_HD float at(float sky_view) const { return closed + sky_view * (open - closed); }
};

/// One part of a step of the heat balance of ground and roof: radiation from sun, sky and surround, then
/// facet_balance(). Adds to the step's means.
/// Per cell 48 B of layers read and written, 16 B of means and rain read and written, 21 B read.
struct GroundBalance {
    View2D<const std::int8_t> top_material;  ///< column of `material`                        [ny, nx]
    View2D<const float> beam;                ///< 1, beam transmissivity; any plane at night   [ny, nx]
    View2D<const float> sky_view;            ///< 1, cosine-weighted, with crowns              [ny, nx]
    View2D<const float> sky_view_opaque;     ///< 1, without crowns                            [ny, nx]
    View2D<const float> air_temperature;     ///< K                                            [ny, nx]
    View2D<const float> wind_speed;          ///< m s-1, at the height of the materials        [ny, nx]
    View2D<const float> material;            ///< FacetMaterial by top material  [FacetMaterial::size, kinds]
    View3D<float> layers;                    ///< K relative to the freezing point      [nodes, ny, nx]
    View2D<float> shortwave_down;            ///< W m-2, mean of the step so far               [ny, nx]
    View2D<float> longwave_down;             ///< W m-2                                        [ny, nx]
    View2D<float> surface_temperature;       ///< K                                            [ny, nx]
    View2D<float> rain_water;                ///< kg m-2, on the surface; below 0: owed         [ny, nx]
    FacetWeather weather;
    StepSky sky;
    WallProperties walls;
    WallExcess excess;
    float beam_horizontal;  ///< W m-2, direct sun on an open horizontal plane; 0 at night
    float weight;           ///< 1, of this part in the step's means
    float keep;             ///< 1; 0 in the first part of a step

    LUWTE_HD void operator()(idx j, idx i) const { balance(j, i); }
    LUWTE_HD FacetFluxes balance(idx j, idx i) const {
        const float psi = sky_view(j, i), air = air_temperature(j, i);
        const float direct = beam(j, i) * beam_horizontal;
        const float reflected = shortwave_of_surround(sky, walls, psi);
        const float emitted =
            longwave_of_surround(sky, walls, air + excess.at(psi), air, psi, sky_view_opaque(j, i));
        const FacetMaterial m = FacetMaterial::from(material, top_material(j, i));
        const float street_wind = wind_speed(j, i);
        const float wind = m.room_behind > 0.0f ? math::max(street_wind, weather.roof_wind) : street_wind;
        const FacetForcing in{
            direct + seen(psi, sky.diffuse, reflected),
            seen(psi, sky.longwave, emitted) + sky.longwave_slant * slant_on_horizontal(psi), air, wind};
        const FacetFluxes out =
            rained_on_balance(m, weather, in, layers.p + j * layers.sy + i, layers.sz, rain_water(j, i));
        const auto add = [&](View2D<float> mean, float value) LUWTE_INLINE_LAMBDA {
            mean(j, i) = (keep != 0.0f ? mean(j, i) : 0.0f) + weight * value;
        };
        add(shortwave_down, in.shortwave_down);
        add(longwave_down, in.longwave_down);
        add(surface_temperature, out.surface_temperature);
        return out;
    }
};

/// The same, keeping the terms of the balance.
struct GroundBalanceTerms {
    GroundBalance part;
    View3D<float> terms;  ///< W m-2, FacetFluxes: absorbed, emitted, sensible, latent, ground  [5, ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const {
        const FacetFluxes f = part.balance(j, i);
        terms(0, j, i) = f.absorbed;
        terms(1, j, i) = f.emitted;
        terms(2, j, i) = f.sensible;
        terms(3, j, i) = f.latent;
        terms(4, j, i) = f.ground;
    }
};

/// Temperatures of all nodes, and the rain on the surface, from those of each kind.
struct InitialLayers {
    View2D<const std::int8_t> top_material;  ///< row of `profile`                        [ny, nx]
    View2D<const float> profile;             ///< K relative to the freezing point   [kinds, nodes]
    View2D<const float> rain_of_kind;        ///< kg m-2                                 [1, kinds]
    View3D<float> layers;                    ///< K relative to the freezing point   [nodes, ny, nx]
    View2D<float> rain_water;                ///< kg m-2                                [ny, nx]
    LUWTE_HD void operator()(idx n, idx j, idx i) const {
        layers(n, j, i) = profile(top_material(j, i), n);
        if (n == 0) rain_water(j, i) = rain_of_kind(0, top_material(j, i));
    }
};

/// Temperature of the walls around, mean of the step [K].
struct WallTemperature {
    View2D<const float> air_temperature, sky_view;  ///< K, 1   [ny, nx]
    View2D<float> wall_temperature;                 ///< K      [ny, nx]
    WallExcess excess;
    LUWTE_HD void operator()(idx j, idx i) const {
        wall_temperature(j, i) = air_temperature(j, i) + excess.at(sky_view(j, i));
    }
};

}  // namespace luwte
