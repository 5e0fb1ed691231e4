// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"
#include "kernels/wind/wind_grid.hpp"

#include <cstdint>

/// The city on the wind grid: its columns are squares of whole surface cells, its levels count from the
/// ground up, which is level. Around the area lies empty land.
namespace luwte::wind {

/// Where the columns of a wind grid lie over the surface cells.
struct Coarsening {
    idx per;               ///< surface cells along the side of a column
    idx nx, ny;            ///< surface cells of the area
    idx first_i, first_j;  ///< column of the grid with the area's south-western cell

    /// Surface cells of a column: none in the land around, fewer along the area's upper edges.
    struct Cells {
        idx i0, i1, j0, j1;
        LUWTE_HD bool none() const { return i1 <= i0 || j1 <= j0; }
    };
    LUWTE_HD Cells of(idx j, idx i) const {
        const idx i0 = (i - first_i) * per, j0 = (j - first_j) * per;
        return {clip(i0, nx), clip(i0 + per, nx), clip(j0, ny), clip(j0 + per, ny)};
    }
    LUWTE_HD static idx clip(idx n, idx size) { return n < 0 ? 0 : (n > size ? size : n); }
};

/// (40) Height up to which a column is solid: that which half of its surface cells reach or more.
struct SolidHeight {
    Coarsening grid;
    View2D<const float> building_height;  ///< m                [ny, nx]
    View2D<float> out;                    ///< m                [columns y, columns x]

    /// Share of the cells as high as `height` or higher.
    LUWTE_HD float reaching(const Coarsening::Cells& c, float height) const {
        float cells = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) cells += building_height(jj, ii) >= height ? 1.0f : 0.0f;
        return cells / float((c.j1 - c.j0) * (c.i1 - c.i0));
    }
    LUWTE_HD void operator()(idx j, idx i) const {
        const Coarsening::Cells c = grid.of(j, i);
        float low = 0, high = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) high = math::max(high, building_height(jj, ii));
        // Halved until nothing lies between but one height: that of the lowest cell from there on.
        const float most = high;
        for (int n = 0; n < 24 && !c.none(); ++n) {
            const float middle = 0.5f * (low + high);
            if (reaching(c, middle) >= 0.5f)
                low = middle;
            else
                high = middle;
        }
        float least = most;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const float height = building_height(jj, ii);
                least = height >= low ? math::min(least, height) : least;
            }
        out(j, i) = low > 0.0f ? least : 0.0f;
    }
};

/// Mean height of the roofs on a column, 0 where there is none.
struct RoofOfColumn {
    Coarsening grid;
    View2D<const float> building_height;  ///< m                [ny, nx]
    View2D<float> out;                    ///< m                [columns y, columns x]

    LUWTE_HD void operator()(idx j, idx i) const {
        const Coarsening::Cells c = grid.of(j, i);
        float sum = 0, built = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const float height = building_height(jj, ii);
                sum += height, built += height > 0.0f ? 1.0f : 0.0f;
            }
        out(j, i) = sum / math::max(built, 1.0f);
    }
};

/// The highest of a line of columns along x or y.
struct SilhouetteOfLine {
    View2D<const float> height;  ///< m   [columns y, columns x]
    bool along_x;
    View2D<float> out;  ///< m   [1, lines]

    LUWTE_HD void operator()(idx, idx n) const {
        const idx size = along_x ? height.nx : height.ny;
        float high = 0;
        for (idx m = 0; m < size; ++m) high = math::max(high, along_x ? height(n, m) : height(m, n));
        out(0, n) = high;
    }
};

/// (60) Shares of a voxel and of its upper faces that no building fills.
struct SharesOfVoxel {
    Coarsening grid;
    View2D<const float> building_height;  ///< m                [ny, nx]
    const float* floor;                   ///< m above ground, of level k   [nz + 1]
    View3D<std::uint8_t> volume, east, north, top, solid;

    LUWTE_HD static std::uint8_t steps(float filled, float all, int least) {
        const int n = int(math::floor(float(OpenShares::whole) * (1.0f - filled / all) + 0.5f));
        return n < least ? std::uint8_t(0) : std::uint8_t(n);
    }
    LUWTE_HD float height(idx jj, idx ii) const {
        return jj < 0 || ii < 0 || jj >= grid.ny || ii >= grid.nx ? 0.0f : building_height(jj, ii);
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx i0 = (i - grid.first_i) * grid.per, j0 = (j - grid.first_j) * grid.per, per = grid.per;
        const float low = floor[k], high = floor[k + 1], thickness = high - low;
        const auto filled = [&](float h) { return math::clamp(h - low, 0.0f, thickness); };
        float all = 0, over = 0, in_east = 0, in_north = 0;
        for (idx b = 0; b < per; ++b) {
            for (idx a = 0; a < per; ++a) {
                const float h = height(j0 + b, i0 + a);
                all += filled(h), over += h > high - 1e-3f * thickness ? 1.0f : 0.0f;
            }
            in_east += filled(math::max(height(j0 + b, i0 + per - 1), height(j0 + b, i0 + per)));
            in_north += filled(math::max(height(j0 + per - 1, i0 + b), height(j0 + per, i0 + b)));
        }
        const float side = float(per), plane = side * side;
        volume(k, j, i) = steps(all, thickness * plane, OpenShares::least_volume);
        solid(k, j, i) = volume(k, j, i) == 0 ? 1 : 0;
        constexpr int least = OpenShares::least;
        east(k, j, i) = steps(in_east, thickness * side, least);
        north(k, j, i) = steps(in_north, thickness * side, least);
        top(k, j, i) = steps(over, plane, least);
    }
};

/// (41) Leaf area per volume of air: of each crown the part of its depth that is in the voxel; none in
/// solids.
struct LeavesOfVoxel {
    Coarsening grid;
    View2D<const float> canopy_base, canopy_top;  ///< m above ground   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3           [ny, nx]
    View3D<const std::uint8_t> open;              ///< OpenShares       [nz, columns y, columns x]
    const float* floor;                           ///< m above ground   [nz + 1]
    View3D<float> out;                            ///< m2 m-3           [nz, columns y, columns x]

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const Coarsening::Cells c = grid.of(j, i);
        const float low = floor[k], high = floor[k + 1];
        float area = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const float depth = math::min(high, canopy_top(jj, ii)) - math::max(low, canopy_base(jj, ii));
                area += leaf_area_density(jj, ii) * math::max(depth, 0.0f);
            }
        const float cells = float((c.j1 - c.j0) * (c.i1 - c.i0));
        const float share = OpenShares::share(open(k, j, i));
        out(k, j, i) = c.none() || share <= 0.0f ? 0.0f : area / (cells * (high - low) * share);
    }
};

/// (42) z0 of a column's top: the logarithmic mean over its ground, that of a roof where the column is
/// solid, that of the inflow around the area.
struct RoughnessOfColumn {
    Coarsening grid;
    View2D<const float> building_height;     ///< m                [ny, nx]
    View2D<const std::int8_t> surface_type;  ///<                  [ny, nx]
    View2D<const float> log_of_type;         ///< 1, ln(z0 / 1 m)  [1, types]
    View3D<const std::uint8_t> solid;        ///<                  [nz, columns y, columns x]
    float log_of_roof, upwind;               ///< 1, m
    View2D<float> out;                       ///< m                [columns y, columns x]

    LUWTE_HD void operator()(idx j, idx i) const {
        const Coarsening::Cells c = grid.of(j, i);
        float sum = 0, cells = 0;
        for (idx jj = c.j0; jj < c.j1; ++jj)
            for (idx ii = c.i0; ii < c.i1; ++ii) {
                const float ground = building_height(jj, ii) > 0.0f ? 0.0f : 1.0f;
                sum += ground * log_of_type(0, surface_type(jj, ii));
                cells += ground;
            }
        const bool roof = solid(0, j, i) != 0 || cells == 0.0f;
        out(j, i) = c.none() ? upwind : math::exp(roof ? log_of_roof : sum / math::max(cells, 1.0f));
    }
};

}  // namespace luwte::wind
