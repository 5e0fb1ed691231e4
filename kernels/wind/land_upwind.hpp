// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/city_voxels.hpp"

/// What an inflow has blown over, column by column (docs/models/wind.md, 54 and 55).
namespace luwte::wind {

/// Planes of LandOfColumn, each a mean over all surface cells of a column.
enum LandPlane : idx {
    built_share,   ///< 1
    built_height,  ///< m, 0 where nothing is built
    open_share,    ///< 1, not built on
    open_log,      ///< 1, ln(z0 / 1 m) of ground not built on, 0 elsewhere
    crown_share,   ///< 1
    crown_top,     ///< m above ground, 0 without crown
    leaf_area,     ///< m2 per m2 of ground
    land_plane_count,
};

/// (54) What stands on a column.
struct LandOfColumn {
    Coarsening grid;
    View2D<const float> building_height;          ///< m                [ny, nx]
    View2D<const float> canopy_base, canopy_top;  ///< m above ground   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3           [ny, nx]
    View2D<const std::int8_t> surface_type;       ///<                  [ny, nx]
    View2D<const float> log_of_type;              ///< 1, ln(z0 / 1 m)  [1, types]
    View3D<float> land;                           ///< [land_plane_count, columns y, columns x]

    LUWTE_HD void operator()(idx j, idx i) const {
        const Coarsening::Cells c = grid.of(j, i);
        float built = 0, height = 0, logs = 0, crowns = 0, tops = 0, leaves = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const float roof = building_height(jj, ii), has = roof > 0.0f ? 1.0f : 0.0f;
                built += has, height += roof;
                logs += (1.0f - has) * log_of_type(0, surface_type(jj, ii));
                const float top = canopy_top(jj, ii), crown = top > 0.0f ? 1.0f : 0.0f;
                const float depth = crown * (top - canopy_base(jj, ii));
                crowns += crown, tops += top;
                leaves += depth * leaf_area_density(jj, ii);
            }
        const float per_cell = c.none() ? 0.0f : 1.0f / float((c.j1 - c.j0) * (c.i1 - c.i0));
        land(built_share, j, i) = built * per_cell, land(built_height, j, i) = height * per_cell;
        land(open_share, j, i) = c.none() ? 0.0f : 1.0f - built * per_cell;
        land(open_log, j, i) = logs * per_cell;
        land(crown_share, j, i) = crowns * per_cell, land(crown_top, j, i) = tops * per_cell;
        land(leaf_area, j, i) = leaves * per_cell;
    }
};

/// (54) How much a column counts for the wind of one direction: by how far upwind of the area's middle it
/// lies; and (55) the fronts that it shows to that wind per area of ground: where a cell rises above the one
/// some metres upwind, what it rises over that way. Beyond the area all is as high as its rim.
struct UpwindOfColumn {
    Coarsening grid;
    View2D<const float> building_height;          ///< m                [ny, nx]
    View2D<const float> canopy_base, canopy_top;  ///< m above ground   [ny, nx]
    float to_x, to_y;                             ///< 1, where the wind blows
    idx upwind_j, upwind_i;                       ///< cells from a cell to the one upwind
    float per_way;                                ///< m-1, one over the way between them
    View3D<float> out;  ///< 1: weight, front of buildings, front of crowns   [3, columns y, columns x]

    LUWTE_HD float depth(idx j, idx i) const {
        const float top = canopy_top(j, i);
        return (top > 0.0f ? 1.0f : 0.0f) * (top - canopy_base(j, i));
    }
    LUWTE_HD void operator()(idx j, idx i) const {
        const float x = float(i) - 0.5f * float(out.nx - 1), y = float(j) - 0.5f * float(out.ny - 1);
        out(0, j, i) = math::max(0.5f - to_x * x - to_y * y, 0.0f);
        const Coarsening::Cells c = grid.of(j, i);
        float walls = 0, crowns = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const idx jb = within(jj + upwind_j, grid.ny), ib = within(ii + upwind_i, grid.nx);
                walls += math::max(building_height(jj, ii) - building_height(jb, ib), 0.0f);
                crowns += math::max(depth(jj, ii) - depth(jb, ib), 0.0f);
            }
        const float per_cell = c.none() ? 0.0f : per_way / float((c.j1 - c.j0) * (c.i1 - c.i0));
        out(1, j, i) = walls * per_cell, out(2, j, i) = crowns * per_cell;
    }
    LUWTE_HD static idx within(idx n, idx size) { return n < 0 ? 0 : (n >= size ? size - 1 : n); }
};

}  // namespace luwte::wind
