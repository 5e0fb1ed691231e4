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
    crown_depth,   ///< m
    leaf_area,     ///< m2 per m2 of ground
    built_fronts,  ///< 1, area of walls over that of ground: to the west, east, south and north
    land_plane_count = built_fronts + 4,
};

/// (54) What stands on a column.
struct LandOfColumn {
    Coarsening grid;
    View2D<const float> building_height;          ///< m                [ny, nx]
    View2D<const float> canopy_base, canopy_top;  ///< m above ground   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3           [ny, nx]
    View2D<const std::int8_t> surface_type;       ///<                  [ny, nx]
    View2D<const float> log_of_type;              ///< 1, ln(z0 / 1 m)  [1, types]
    float least_step;                             ///< m, between roofs that is a wall, as WallFacets has them
    float per_width;                              ///< m-1, one over the side of a surface cell
    View3D<float> land;                           ///< [land_plane_count, columns y, columns x]

    LUWTE_HD void operator()(idx j, idx i) const {
        const Coarsening::Cells c = grid.of(j, i);
        float built = 0, height = 0, logs = 0, crowns = 0, tops = 0, depths = 0, leaves = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const float roof = building_height(jj, ii), has = roof > 0.0f ? 1.0f : 0.0f;
                built += has, height += roof;
                logs += (1.0f - has) * log_of_type(0, surface_type(jj, ii));
                const float top = canopy_top(jj, ii), crown = top > 0.0f ? 1.0f : 0.0f;
                const float depth = crown * (top - canopy_base(jj, ii));
                crowns += crown, tops += top, depths += depth;
                leaves += depth * leaf_area_density(jj, ii);
            }
        const float per_cell = c.none() ? 0.0f : 1.0f / float((c.j1 - c.j0) * (c.i1 - c.i0));
        land(built_share, j, i) = built * per_cell, land(built_height, j, i) = height * per_cell;
        land(open_share, j, i) = c.none() ? 0.0f : 1.0f - built * per_cell;
        land(open_log, j, i) = logs * per_cell;
        land(crown_share, j, i) = crowns * per_cell, land(crown_top, j, i) = tops * per_cell;
        land(crown_depth, j, i) = depths * per_cell, land(leaf_area, j, i) = leaves * per_cell;
        for (idx side = 0; side < 4; ++side) {
            // What lies beyond the area is as high as its rim.
            const idx dj = side < 2 ? 0 : (side == 2 ? -1 : 1), di = side > 1 ? 0 : (side == 0 ? -1 : 1);
            float walls = 0;
            for (idx jj = c.j0; jj < c.j1; ++jj)
                for (idx ii = c.i0; ii < c.i1; ++ii) {
                    const idx jb = within(jj + dj, grid.ny), ib = within(ii + di, grid.nx);
                    const float rise = building_height(jj, ii) - building_height(jb, ib);
                    walls += rise > least_step ? rise : 0.0f;
                }
            land(built_fronts + side, j, i) = walls * per_cell * per_width;
        }
    }
    LUWTE_HD static idx within(idx n, idx size) { return n < 0 ? 0 : (n >= size ? size - 1 : n); }
};

/// (54) How much a column counts for the wind of one direction: by how far upwind of the area's middle it
/// lies; and (55) the fronts that it shows to that wind: walls of surface cells, crowns by columns, because
/// their cells are as ragged as the point cloud.
struct UpwindOfColumn {
    View3D<const float> land;  ///< LandOfColumn
    float to_x, to_y;          ///< 1, where the wind blows
    float per_width;           ///< m-1, one over the side of a column
    View3D<float> out;         ///< 1: weight, front of buildings, front of crowns   [3, columns y, columns x]

    LUWTE_HD void operator()(idx j, idx i) const {
        const float x = float(i) - 0.5f * float(land.nx - 1), y = float(j) - 0.5f * float(land.ny - 1);
        out(0, j, i) = math::max(0.5f - to_x * x - to_y * y, 0.0f);
        const float along_x = math::abs(to_x), along_y = math::abs(to_y);
        out(1, j, i) = along_x * land(built_fronts + (to_x > 0.0f ? 0 : 1), j, i) +
                       along_y * land(built_fronts + (to_y > 0.0f ? 2 : 3), j, i);
        const idx jb = LandOfColumn::within(j + (to_y > 0.0f ? -1 : 1), land.ny),
                  ib = LandOfColumn::within(i + (to_x > 0.0f ? -1 : 1), land.nx);
        const float depth = land(crown_depth, j, i);
        out(2, j, i) = per_width * (along_x * math::max(depth - land(crown_depth, j, ib), 0.0f) +
                                    along_y * math::max(depth - land(crown_depth, jb, i), 0.0f));
    }
};

}  // namespace luwte::wind
