// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/roof_slope.hpp"
#include "kernels/heat/facet_balance.hpp"
#include "kernels/radiation/surroundings.hpp"
#include "kernels/shading/sky_sectors.hpp"

#include <cstdint>

namespace luwte {

/// Sun and sky on ground and roof, without what other surfaces send [W m-2]. 48 B read, 8 B written per cell,
/// and 24 values of a table.
struct TopSun {
    View2D<const float> albedo;           ///< 1                                           [ny, nx]
    View2D<const float> beam;             ///< 1, beam transmissivity; any plane at night   [ny, nx]
    View2D<const float> sky_view;         ///< 1, cosine-weighted, with crowns              [ny, nx]
    View2D<const float> sky_view_opaque;  ///< 1, without crowns                            [ny, nx]
    SkySectors sectors;                   ///< of the same sky
    View2D<const float> gain;             ///< W m-2, DiffuseSky::gain_of_horizontal(); empty = an even sky
    View2D<const TopSlope> slope;         ///< 1                                            [ny, nx]
    View2D<float> sun_and_sky;            ///< W m-2, on the surface                        [ny, nx]
    View2D<float> reflected;              ///< W m-2, of that                               [ny, nx]
    StepSky sky;
    Crowns crowns;
    float beam_horizontal;        ///< W m-2, direct sun on an open horizontal plane; 0 at night
    float beam_east, beam_north;  ///< W m-2, direct sun that passes a plane across, from east and north

    LUWTE_HD void operator()(idx j, idx i) const {
        const float psi = sky_view(j, i), leaves = math::max(sky_view_opaque(j, i) - psi, 0.0f);
        float diffuse = psi * sky.diffuse;
        if (gain.p != nullptr) diffuse = math::max(diffuse + sectors.sum(gain, j, i), 0.0f);
        const TopSlope rise = slope(j, i);
        const float direct =
            math::max(beam_horizontal - rise.east * beam_east - rise.north * beam_north, 0.0f) / rise.area();
        const float in = beam(j, i) * direct + diffuse + leaves * shortwave_of_crowns(sky, crowns, psi);
        sun_and_sky(j, i) = in;
        reflected(j, i) = albedo(j, i) * in;
    }
};

/// One part of a step of the heat balance of ground and roof: radiation from sun, sky, crowns and the
/// surfaces that are seen, then facet_balance(). Adds to the step's means.
/// Per cell 48 B of layers read and written, 24 B of means and rain read and written, 29 B read, 8 B written.
struct GroundBalance {
    View2D<const std::int32_t> top_material;  ///< column of `material`                            [ny, nx]
    View2D<const float> sun_and_sky;          ///< W m-2, TopSun                                [ny, nx]
    View2D<const float> sky_view;             ///< 1, cosine-weighted, with crowns              [ny, nx]
    View2D<const float> sky_view_opaque;      ///< 1, without crowns                            [ny, nx]
    View2D<const float> air_temperature;      ///< K                                            [ny, nx]
    View2D<const float> wind_speed;           ///< m s-1, at the height of the materials        [ny, nx]
    View2D<const float> material;             ///< FacetMaterial by top material  [FacetMaterial::size, kinds]
    View2D<const std::int32_t> patch;         ///< whose surroundings the column has            [ny, nx]
    View2D<const float> seen_shortwave;       ///< W m-2, radiosity of surfaces seen, by patch  [1, patches]
    View2D<const float> seen_longwave;        ///< W m-2                                        [1, patches]
    View2D<const float> leaf_longwave;        ///< W m-2, of leaves seen                      [1, patches]
    View3D<float> layers;                     ///< K relative to the freezing point      [nodes, ny, nx]
    View2D<float> shortwave_down;             ///< W m-2, mean of the step so far               [ny, nx]
    View2D<float> longwave_down;              ///< W m-2                                        [ny, nx]
    View2D<float> surface_temperature;        ///< K                                            [ny, nx]
    View2D<float> part_temperature;           ///< K, of this part                              [ny, nx]
    View2D<float> rain_water;                 ///< kg m-2, on the surface; below 0: owed         [ny, nx]
    View2D<float> surround_shortwave;         ///< W m-2, radiosity of surfaces seen            [ny, nx]
    View2D<float> surround_longwave;          ///< W m-2                                        [ny, nx]
    View2D<float> radiosity;                  ///< W m-2, longwave sent up, of this part        [ny, nx]
    View2D<float> radiosity_ahead;            ///< W m-2, expected of the next part             [ny, nx]
    FacetWeather weather;
    StepSky sky;
    float air_offset;  ///< K, of this part's air from the step's
    float weight;      ///< 1, of this part in the step's means
    float keep;        ///< 1; 0 in the first part of a step

    LUWTE_HD void operator()(idx j, idx i) const { balance(j, i); }
    LUWTE_HD FacetFluxes balance(idx j, idx i) const {
        const float psi = sky_view(j, i), psi_opaque = sky_view_opaque(j, i);
        const float air = air_temperature(j, i) + air_offset;
        const float leaves = math::max(psi_opaque - psi, 0.0f), surfaces = 1.0f - psi - leaves;
        const std::int32_t n = patch(j, i);
        const float from_surfaces = seen_shortwave.p[n], emitted = seen_longwave.p[n];
        const FacetMaterial m = FacetMaterial::from(material, top_material(j, i));
        const float street_wind = wind_speed(j, i);
        const float wind = m.room_behind > 0.0f ? math::max(street_wind, weather.roof_wind) : street_wind;
        const FacetForcing in{sun_and_sky(j, i) + surfaces * from_surfaces,
                              psi * sky.longwave + sky.longwave_slant * slant_on_horizontal(psi) +
                                  leaves * leaf_longwave.p[n] + surfaces * emitted,
                              air, wind};
        const auto add = [&](View2D<float> mean, float value) LUWTE_INLINE_LAMBDA {
            mean(j, i) = (keep != 0.0f ? mean(j, i) : 0.0f) + weight * value;
        };
        // What is known before the balance is written before it: registers are what devices lack here.
        add(shortwave_down, in.shortwave_down);
        add(longwave_down, in.longwave_down);
        add(surround_shortwave, from_surfaces);
        add(surround_longwave, emitted);
        const float reflected = (1.0f - m.emissivity) * in.longwave_down;
        const FacetFluxes out =
            rained_on_balance(m, weather, in, layers.p + j * layers.sy + i, layers.sz, rain_water(j, i));
        add(surface_temperature, out.surface_temperature);
        part_temperature(j, i) = out.surface_temperature;
        send(out.emitted + reflected, m.emissivity, radiosity(j, i), radiosity_ahead(j, i));
        return out;
    }
};

/// The same, keeping the terms of the balance.
struct GroundBalanceTerms {
    GroundBalance part;
    View3D<float> terms;  ///< W m-2, FacetFluxes: absorbed, emitted, sensible, latent, ground  [5, ny, nx]
    View2D<float> sensible, latent;  ///< as GroundBalanceIntoAir; both may be empty               [ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const {
        const FacetFluxes f = part.balance(j, i);
        if (sensible.p != nullptr) sensible(j, i) += f.sensible, latent(j, i) += f.latent;
        terms(0, j, i) = f.absorbed;
        terms(1, j, i) = f.emitted;
        terms(2, j, i) = f.sensible;
        terms(3, j, i) = f.latent;
        terms(4, j, i) = f.ground;
    }
};

/// The same, adding what the air above takes up to what the crown over the column gives it (LeavesOfBlock).
struct GroundBalanceIntoAir {
    GroundBalance part;
    View2D<float> sensible, latent;  ///< W m-2, into the air   [ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const {
        const FacetFluxes f = part.balance(j, i);
        sensible(j, i) += f.sensible;
        latent(j, i) += f.latent;
    }
};

/// Shortwave albedo of ground and roof [1].
struct AlbedoOfTops {
    View2D<const std::int32_t> top_material;  ///< column of `material` [ny, nx]
    View2D<const float> material;             ///< FacetMaterial by top material  [FacetMaterial::size, kinds]
    View2D<float> out;                        ///< 1             [ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const {
        out(j, i) = material(FacetMaterial::albedo_row, top_material(j, i));
    }
};

}  // namespace luwte
