// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Walls of the voxel city: which faces of which columns are exposed, and their numbers.
///
/// A wall stands where a building column rises over the column beside it as a facade does (facade() in
/// kernels/shading/height_word.hpp): over open ground always, over a lower roof when the step is more than
/// `rise`. It is cut into facets of one cell by one level (kernels/city/voxels.hpp). At the edge of the
/// domain there is none, for what stands beyond it is not known.

#include "kernels/city/voxels.hpp"
#include "kernels/shading/height_word.hpp"

#include <cstdint>

namespace luwte {

/// Which way a wall faces.
enum class Facing : std::int8_t { north, east, south, west };
inline constexpr int facings = 4;
/// The column before a wall, relative to its own.
LUWTE_HD idx facing_di(int q) { return q == 1 ? 1 : (q == 3 ? -1 : 0); }
LUWTE_HD idx facing_dj(int q) { return q == 0 ? 1 : (q == 2 ? -1 : 0); }

/// Levels [from, to) of one wall; none where from >= to.
struct WallLevels {
    idx from, to;
    LUWTE_HD idx count() const { return to > from ? to - from : 0; }
};

/// Where walls stand.
struct WallGeometry {
    View2D<const float> opaque_height;    // m above datum                  [ny, nx]
    View2D<const float> building_height;  // m above terrain, 0 = none      [ny, nx]
    float z0, cell_size;                  // m above datum, m
    float per_level;                      // m-1, 1 / cell_size: divisions are dear on devices
    float rise;                           // m, smallest roof step that is a facade

    LUWTE_HD bool inside(idx j, idx i) const {
        return j >= 0 && j < opaque_height.ny && i >= 0 && i < opaque_height.nx;
    }
    /// The wall that column (j, i) turns to its neighbour in direction q.
    LUWTE_HD WallLevels levels(int q, idx j, idx i) const {
        const idx jo = j + facing_dj(q), io = i + facing_di(q);
        if (!inside(jo, io)) return {0, 0};
        const float own = opaque_height(j, i), other = opaque_height(jo, io);
        const bool stands =
            shading::facade(other, building_height(jo, io) > 0.0f, own, building_height(j, i) > 0.0f, rise);
        if (!stands) return {0, 0};
        return {solid_levels(other, z0, per_level), solid_levels(own, z0, per_level)};
    }
};

/// Facets of the wall that each column turns in each direction. 16 B written per column.
struct CountWallFacets {
    WallGeometry walls;
    View3D<std::int32_t> count;  // 1   [facings, ny, nx]
    LUWTE_HD void operator()(idx q, idx j, idx i) const {
        count(q, j, i) = walls.levels(int(q), j, i).count();
    }
};

/// One facet of a wall.
struct WallFacet {
    std::int32_t column;  // j nx + i of the column that it belongs to
    std::int16_t level;   // of the voxel city
    std::int16_t facing;  // Facing
};

/// Writes down the facets of each wall; `first` is the running sum of CountWallFacets.
struct ListWallFacets {
    WallGeometry walls;
    View3D<const std::int32_t> first;  // number of a wall's lowest facet   [facings, ny, nx]
    View2D<WallFacet> facet;           // [rows, width], by number
    View2D<std::int32_t> outside;      // the column before it, the same
    LUWTE_HD void operator()(idx q, idx j, idx i) const {
        const WallLevels at = walls.levels(int(q), j, i);
        const idx nx = walls.opaque_height.nx;
        const idx n = first(q, j, i);
        for (idx k = at.from; k < at.to; ++k) {
            facet.p[n + (k - at.from)] = {j * nx + i, std::int16_t(k), std::int16_t(q)};
            outside.p[n + (k - at.from)] = (j + facing_dj(int(q))) * nx + i + facing_di(int(q));
        }
    }
};

/// Facets that fill up the last row stand for none: they repeat the first column's ground.
struct EmptyWallFacets {
    View2D<WallFacet> facet;       // [rows, width]
    View2D<std::int32_t> outside;  // the same
    LUWTE_HD void operator()(idx r, idx c) const {
        facet(r, c) = {0, 0, 0};
        outside(r, c) = 0;
    }
};

/// Which neighbours turn a wall to a column, one bit per direction that such a wall faces. Along one axis or
/// transposed, as the sweeps read it. 1 B written per column.
struct MarkWallsAround {
    WallGeometry walls;
    View2D<std::uint8_t> mask;  // [steps, cells]
    bool transposed;            // steps are i instead of j
    LUWTE_HD void operator()(idx n, idx c) const {
        const idx j = transposed ? c : n, i = transposed ? n : c;
        unsigned bits = 0;
        for (int q = 0; q < facings; ++q) {
            const idx jw = j - facing_dj(q), iw = i - facing_di(q);
            if (walls.inside(jw, iw) && walls.levels(q, jw, iw).count() > 0) bits |= 1u << q;
        }
        mask(n, c) = std::uint8_t(bits);
    }
};

}  // namespace luwte
