// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/wall_normals.hpp"
#include "kernels/heat/facet_balance.hpp"
#include "kernels/radiation/surroundings.hpp"

namespace luwte {

/// Which kind of wall each facet is: that of its column. As words, which the balance reads in vectors.
struct KindOfWalls {
    View2D<const WallFacet> facet;        ///< by facet
    View2D<const std::int8_t> of_column;  ///< [ny, nx]
    View2D<std::int32_t> kind;            ///< by facet
    LUWTE_HD void operator()(idx r, idx c) const { kind(r, c) = of_column.p[facet(r, c).column]; }
};

/// What each facet of wall is made of. 4 B read per facet.
struct WallMaterials {
    View2D<const std::int32_t> kind;  ///< column of `table`                          by facet
    View2D<const float> table;        ///< FacetMaterial by kind of wall  [FacetMaterial::size, kinds]
    LUWTE_HD FacetMaterial of(idx r, idx c) const { return FacetMaterial::from(table, kind(r, c)); }
    LUWTE_HD float albedo(idx r, idx c) const { return table(FacetMaterial::albedo_row, kind(r, c)); }
};

/// Shortwave albedo of walls [1].
struct AlbedoOfWalls {
    WallMaterials material;
    View2D<float> out;  ///< 1   by facet
    LUWTE_HD void operator()(idx r, idx c) const { out(r, c) = material.albedo(r, c); }
};

/// Sun and sky on walls, without what other surfaces send [W m-2]. 24 B read, and 4 B for each 32 directions
/// of the sky, 8 B written per facet.
struct WallSun {
    View2D<const WallNormal> normal;      ///< by facet
    View2D<const float> beam;             ///< 1, share of the direct sun; any plane at night   by facet
    View2D<const float> sky_view;         ///< 1, with crowns; 0.5 = the whole upper half       by facet
    View2D<const float> sky_view_opaque;  ///< 1, without crowns                                by facet
    View2D<float> sun_and_sky;            ///< W m-2                                            by facet
    View2D<float> reflected;              ///< W m-2, of that                                   by facet
    View3D<const std::uint32_t> seen;     ///< ShadeModel::WallSky   [words], by facet
    /// W m-2, DiffuseSky::gain_of_wall(); empty = an even sky   [normals, 256 for each 8 directions]
    View2D<const float> gain;
    float direct_east,
        direct_north;  ///< W m-2, direct sun on a wall that faces so, before max(0, .); 0 at night
    WallMaterials material;
    StepSky sky;
    Crowns crowns;

    LUWTE_HD void operator()(idx r, idx c) const {
        const WallNormal w = normal(r, c);
        const float psi = sky_view(r, c), opaque = sky_view_opaque(r, c);
        const float leaves = math::max(opaque - psi, 0.0f);
        float diffuse = psi * sky.diffuse;
        if (gain.p != nullptr)
            diffuse = math::max(diffuse + more(w, r, c) * psi / math::max(opaque, 1e-6f), 0.0f);
        const float direct = math::max(w.east * direct_east + w.north * direct_north, 0.0f);
        // Twice: the share of the upper half, as (5) takes it.
        const float in =
            beam(r, c) * direct + diffuse + leaves * shortwave_of_crowns(sky, crowns, 2.0f * psi);
        sun_and_sky(r, c) = in;
        reflected(r, c) = material.albedo(r, c) * in;
    }
    /// What an uneven sky sends more than an even one [W m-2] from the directions that the facet sees, for
    /// the nearest of the table's normals: eight directions at a time.
    LUWTE_HD float more(const WallNormal& w, idx r, idx c) const {
        const idx at = idx(math::floor(w.quarters() * 0.25f * float(gain.ny) + 0.5f));
        const float* of_byte = gain.row(at < gain.ny ? at : at - gain.ny);
        float sum = 0.0f;
        for (idx word = 0; word < seen.nz; ++word) {
            const std::uint32_t bits = seen(word, r, c);
            sum += of_byte[bits & 255u] + of_byte[256u + (bits >> 8 & 255u)] +
                   of_byte[512u + (bits >> 16 & 255u)] + of_byte[768u + (bits >> 24)];
            of_byte += 1024;
        }
        return sum;
    }
};

/// One part of a step of the heat balance of walls. Adds to the step's mean.
/// Per facet 48 B of layers read and written, 4 B of means read and written, 48 B read, 8 B written.
struct WallBalance {
    View2D<const std::int32_t> outside;   ///< column before a facet   by facet
    View2D<const float> sun_and_sky;      ///< W m-2, WallSun                                  by facet
    View2D<const float> sky_view;         ///< 1, with crowns                                  by facet
    View2D<const float> sky_view_opaque;  ///< 1, without crowns                               by facet
    View2D<const float> sky_slant;        ///< 1, ShadeModel::WallSky                          by facet
    View2D<const float> air_temperature;  ///< K                                               [ny, nx]
    View2D<const float> wind_beside;      ///< m s-1, counted `share_beside` times             by facet
    View2D<const std::int32_t> patch;     ///< whose surroundings the facet has                by facet
    View2D<const float> seen_shortwave;   ///< W m-2, radiosity of surfaces seen               by patch
    View2D<const float> seen_longwave;    ///< W m-2                                           by patch
    View2D<const float> leaf_longwave;    ///< W m-2, of leaves seen                         by patch
    View3D<float> layers;                 ///< K relative to the freezing point  [nodes, rows, row length]
    View2D<float> surface_temperature;    ///< K, mean of the step so far                      by facet
    View2D<float> part_temperature;       ///< K, of this part                                 by facet
    View2D<float> radiosity;              ///< W m-2, longwave, of this part                   by facet
    View2D<float> radiosity_ahead;        ///< W m-2, expected of the next part   by facet
    WallMaterials material;
    FacetWeather weather;
    StepSky sky;
    float wind;          ///< m s-1, along all walls alike, to which the wind beside them adds
    float share_beside;  ///< 1; 0 with a wind alike for all
    float air_offset;    ///< K, of this part's air from the step's
    float weight;        ///< 1, of this part in the step's means
    float keep;          ///< 1; 0 in the first part of a step

    LUWTE_HD void operator()(idx r, idx c) const { balance(r, c); }
    LUWTE_HD FacetFluxes balance(idx r, idx c) const {
        const float psi = sky_view(r, c), leaves = math::max(sky_view_opaque(r, c) - psi, 0.0f);
        const float surfaces = 1.0f - psi - leaves;
        const std::int32_t before = outside(r, c);
        const float air = air_temperature.p[before] + air_offset;
        const std::int32_t n = patch(r, c);
        const FacetForcing in{sun_and_sky(r, c) + surfaces * seen_shortwave.p[n],
                              psi * sky.longwave + sky.longwave_slant * sky_slant(r, c) +
                                  leaves * leaf_longwave.p[n] + surfaces * seen_longwave.p[n],
                              air, wind + share_beside * wind_beside(r, c)};
        const FacetMaterial m = material.of(r, c);
        const FacetFluxes out = facet_balance<true>(m, weather, in, layers.p + r * layers.sy + c, layers.sz);
        surface_temperature(r, c) =
            (keep != 0.0f ? surface_temperature(r, c) : 0.0f) + weight * out.surface_temperature;
        part_temperature(r, c) = out.surface_temperature;
        send(out.emitted + (1.0f - m.emissivity) * in.longwave_down, m.emissivity, radiosity(r, c),
             radiosity_ahead(r, c));
        return out;
    }
};

/// The same, keeping the terms of the balance.
struct WallBalanceTerms {
    WallBalance part;
    View3D<float> terms;  ///< W m-2, FacetFluxes: absorbed, emitted, sensible, latent, ground  [5, by facet]
    LUWTE_HD void operator()(idx r, idx c) const {
        const FacetFluxes f = part.balance(r, c);
        terms(0, r, c) = f.absorbed;
        terms(1, r, c) = f.emitted;
        terms(2, r, c) = f.sensible;
        terms(3, r, c) = f.latent;
        terms(4, r, c) = f.ground;
    }
};

/// The same, keeping the sensible heat: what the air before it takes up.
struct WallBalanceSensible {
    WallBalance part;
    View2D<float> sensible;  ///< W m-2, into the air   by facet
    LUWTE_HD void operator()(idx r, idx c) const { sensible(r, c) = part.balance(r, c).sensible; }
};

/// Temperatures of all nodes of walls from a profile per kind and facing.
struct InitialWallLayers {
    View2D<const WallFacet> facet;
    View2D<const std::int32_t> kind;
    View2D<const float> profile;  ///< K relative to the freezing point   [kinds * facings, nodes]
    View3D<float> layers;         ///< K relative to the freezing point   [nodes, rows, row length]
    LUWTE_HD void operator()(idx n, idx r, idx c) const {
        layers(n, r, c) = profile(kind(r, c) * facings + facet(r, c).facing, n);
    }
};

}  // namespace luwte
