// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/wind/wind_grid.hpp"

/// What a solution of the transposed problem says of sources (docs/models/dispersion.md, 31 to 34).
namespace luwte::dispersion {

/// (33) Of each segment: sum over its cells of their share times what a unit there adds. 16 B read per cell.
struct OfSegment {
    View3D<const float> weight;          ///< s m-3, ghost cells included
    View2D<const std::int32_t> begin;    ///< of the segment's cells among all, one more than segments  [1, n]
    View2D<const std::int32_t> k, j, i;  ///< of cells, counted without ghost cells                     [1, n]
    View2D<const float> share;           ///< 1
    View2D<float> out;                   ///< s m-3                                              [1, segments]

    LUWTE_HD void operator()(idx n) const {
        float sum = 0.0f;
        LUWTE_KEEP_LOOP
        for (idx c = begin(0, n); c < begin(0, n + 1); ++c)
            sum += share(0, c) * weight(k(0, c) + 1, j(0, c) + wind::ghosts, i(0, c) + wind::ghosts);
        out(0, n) = sum;
    }
};

/// (34) Adds what a unit from a road at ground level adds, were there one in the column: over the levels that
/// traffic mixes it in, as far as they are air; not a number where none is. Per level 5 B read.
struct AddOfColumn {
    View3D<const float> weight;        ///< s m-3, ghost cells included, 0 in solids
    View3D<const std::uint8_t> solid;  ///< 1 in solids   [at least the levels, rows, columns]
    View2D<const float> share;         ///< 1, of levels from the ground up   [1, levels]
    float times;                       ///< s m-1
    View2D<float> out;                 ///< s m-3 times s m-1, what it is added to

    LUWTE_HD void operator()(idx jj, idx ii) const {
        float sum = 0.0f, open = 0.0f;
        LUWTE_KEEP_LOOP
        for (idx kk = 0; kk < share.nx; ++kk) {
            const float of_level = share(0, kk) * (solid(kk, jj, ii) == 0 ? 1.0f : 0.0f);
            sum += of_level * weight(kk + 1, jj + wind::ghosts, ii + wind::ghosts);
            open += of_level;
        }
        out(jj, ii) += times * (sum / open);
    }
};

}  // namespace luwte::dispersion
