// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The voxel city. Level k spans z0 + k d to z0 + (k + 1) d, d the cell size; a voxel is solid when its
/// centre is inside terrain or building, so that a column of opaque height h has
///
///     n(h) = ceil((h - z0) / d - 1/2)
///
/// solid voxels (and the error of a voxel roof is at most d/2, without bias).

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

/// Number of solid voxels below a height; `h` and `z0` in m above datum, `d` in m.
LUWTE_HD idx solid_levels(float h, float z0, float d) {
    const float n = -math::floor(0.5f - (h - z0) / d);  // ceil(x) = -floor(-x)
    return n > 0.0f ? static_cast<idx>(n) : 0;
}

/// 1 in voxels whose centre is inside terrain or building. 4 B read per column, 1 B written per voxel.
struct SolidMask {
    View2D<const float> opaque_height;  // m above datum       [ny, nx]
    View3D<std::int8_t> solid;          // 1 = solid, 0 = air  [nz, ny, nx]
    float z0, d;                        // m above datum, m

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        solid(k, j, i) = k < solid_levels(opaque_height(j, i), z0, d) ? std::int8_t(1) : std::int8_t(0);
    }
};

/// Leaf area density of voxels: the crown's density times the share of the voxel's height in the crown,
/// so that the sum over a column times d is the crown's leaf area index exactly.
/// 16 B read per column, 4 B written per voxel.
struct LeafAreaDensity3D {
    View2D<const float> terrain_height;     // m above datum        [ny, nx]
    View2D<const float> canopy_base;        // m above terrain      [ny, nx]
    View2D<const float> canopy_top;         // m above terrain      [ny, nx]
    View2D<const float> leaf_area_density;  // m2 m-3 in the crown  [ny, nx]
    View3D<float> out;                      // m2 m-3               [nz, ny, nx]
    float z0, d;                            // m above datum, m

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float floor_of_voxel = static_cast<float>(k) * d + (z0 - terrain_height(j, i));
        const float low = math::max(floor_of_voxel, canopy_base(j, i));
        const float high = math::min(floor_of_voxel + d, canopy_top(j, i));
        out(k, j, i) = high > low ? leaf_area_density(j, i) * (high - low) / d : 0.0f;
    }
};

/// Exposed facets of one row of columns. A wall facet is one level of a building column that stands
/// beside a lower opaque column; steps of the terrain alone are not walls, and at the edge of the
/// domain there is none, for what stands beyond it is not known. One call per row.
struct CountFacetsInRow {
    View2D<const float> terrain_height;   // m above datum                                [ny, nx]
    View2D<const float> building_height;  // m above terrain                              [ny, nx]
    View2D<const float> opaque_height;    // m above datum                                [ny, nx]
    View2D<std::int32_t> count;           // ground, roof, walls facing north east south west  [ny, 6]
    float z0, d;                          // m above datum, m

    LUWTE_HD idx levels(idx j, idx i) const { return solid_levels(opaque_height(j, i), z0, d); }
    LUWTE_HD idx wall(idx own, idx ground, idx j, idx i) const {
        if (j < 0 || j >= opaque_height.ny || i < 0 || i >= opaque_height.nx) return 0;
        const idx other = levels(j, i);
        const idx from = other > ground ? other : ground;
        return own > from ? own - from : 0;
    }

    LUWTE_HD void operator()(idx j, idx) const {
        std::int32_t ground = 0, roof = 0, north = 0, east = 0, south = 0, west = 0;
        for (idx i = 0; i < opaque_height.nx; ++i) {
            if (building_height(j, i) <= 0.0f) {
                ++ground;
                continue;
            }
            ++roof;
            const idx own = levels(j, i), foot = solid_levels(terrain_height(j, i), z0, d);
            north += wall(own, foot, j + 1, i);
            east += wall(own, foot, j, i + 1);
            south += wall(own, foot, j - 1, i);
            west += wall(own, foot, j, i - 1);
        }
        count(j, 0) = ground;
        count(j, 1) = roof;
        count(j, 2) = north;
        count(j, 3) = east;
        count(j, 4) = south;
        count(j, 5) = west;
    }
};

}  // namespace luwte
