// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/wind/speed_ratios.hpp"

/// What people breathe of a scalar, of all sectors together. Equation numbers are those of
/// docs/models/dispersion.md.
namespace luwte::dispersion {

/// (23), (24) Adds a share of a concentration at a height above the ground of each column: linear between the
/// middles of levels, below the lowest middle that of the lowest level. Columns that begin with a solid add
/// what they hold, nothing. 12 B read and 4 B written per column.
struct AddOverGround {
    View3D<const float> c;  ///< ghost cells included (kernels/wind/wind_grid.hpp)
    wind::RatioLevels z;
    float height;  ///< m above ground
    float times;
    View2D<float> out;  ///< [rows, columns], without ghost cells

    LUWTE_HD void operator()(idx j, idx i) const {
        idx low = 0;
        while (low + 2 < z.levels && z.middle(low + 1) <= height) ++low;
        const idx high = low + 1 < z.levels ? low + 1 : low;
        const float span = math::max(z.middle(high) - z.middle(low), 1e-6f);
        const float share = math::clamp((height - z.middle(low)) / span, 0.0f, 1.0f);
        const idx jj = j + wind::ghosts, ii = i + wind::ghosts;
        const float below = c(low + 1, jj, ii), above = c(high + 1, jj, ii);
        out(j, i) += times * (below + share * (above - below));
    }
};

/// The values of columns that begin with air; -1 in all others.
struct OfOpenColumns {
    View2D<const float> in;
    View3D<const std::uint8_t> solid;  ///< 1 in solids
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = solid(0, j, i) == 0 ? in(j, i) : -1.0f; }
};

/// (28), (29) Sum over sectors of their planes, each times its weight. 4 B read per sector and column, 4 B
/// written.
struct SumOfSectors {
    View3D<const float> plane;   ///< [sectors, rows, columns]
    View2D<const float> weight;  ///< [1, sectors]
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const {
        float sum = 0.0f;
        LUWTE_KEEP_LOOP
        for (idx s = 0; s < weight.nx; ++s) sum += weight(0, s) * plane(s, j, i);
        out(j, i) = sum;
    }
};

/// The same with another one added, or taken off with -1; what is missing stays so.
struct PlusTimes {
    View2D<const float> in, other;
    float times;
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = in(j, i) + times * other(j, i); }
};

}  // namespace luwte::dispersion
