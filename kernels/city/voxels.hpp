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

/// Number of solid voxels below a height; `h` and `z0` in m above datum, `per_d` = 1/d in m-1.
LUWTE_HD idx solid_levels(float h, float z0, float per_d) {
    const float n = -math::floor(0.5f - (h - z0) * per_d);  // ceil(x) = -floor(-x)
    return n > 0.0f ? static_cast<idx>(n) : 0;
}

/// 1 in voxels whose centre is inside terrain or building. 4 B read per column, 1 B written per voxel.
struct SolidMask {
    View2D<const float> opaque_height;  // m above datum       [ny, nx]
    View3D<std::int8_t> solid;          // 1 = solid, 0 = air  [nz, ny, nx]
    float z0, d;                        // m above datum, m

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        solid(k, j, i) =
            k < solid_levels(opaque_height(j, i), z0, 1.0f / d) ? std::int8_t(1) : std::int8_t(0);
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

}  // namespace luwte
