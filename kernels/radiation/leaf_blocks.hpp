// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/radiation/beam_table.hpp"

/// Crowns in blocks of columns that have one temperature, and what their leaves take of surfaces and sky.
/// Equation numbers are those of docs/models/radiation.md.
namespace luwte::exchange {

/// Leaf area of each block [m2]. 12 B read per column.
struct LeafAreaOfBlocks {
    View2D<const float> canopy_top, canopy_base;  ///< m above terrain   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3            [ny, nx]
    View2D<float> out;                            ///< m2                [blocks]
    idx size;                                     ///< columns along a block's side
    float cell_area;                              ///< m2

    LUWTE_HD void operator()(idx bj, idx bi) const {
        float sum = 0.0f;
        for (idx j = bj * size; j < (bj + 1) * size && j < canopy_top.ny; ++j)
            for (idx i = bi * size; i < (bi + 1) * size && i < canopy_top.nx; ++i)
                sum += leaf_area_density(j, i) * math::max(canopy_top(j, i) - canopy_base(j, i), 0.0f);
        out(bj, bi) = sum * cell_area;
    }
};

/// The nearest block with leaves in the same row of blocks; -1 where there is none.
struct NearestInRow {
    View2D<const float> leaf_area;  ///< m2   [blocks]
    View2D<std::int32_t> column;    ///< of blocks
    LUWTE_HD void operator()(idx bj, idx bi) const {
        std::int32_t found = -1;
        for (idx d = 0; found < 0 && d < leaf_area.nx; ++d) {
            if (bi >= d && leaf_area(bj, bi - d) > 0.0f)
                found = bi - d;
            else if (bi + d < leaf_area.nx && leaf_area(bj, bi + d) > 0.0f)
                found = bi + d;
        }
        column(bj, bi) = found;
    }
};

/// The nearest block with leaves, as a number row by row; the block itself where no block has any.
struct NearestBlock {
    View2D<const std::int32_t> in_row;  ///< NearestInRow
    View2D<std::int32_t> out;
    LUWTE_HD void operator()(idx bj, idx bi) const {
        const idx rows = in_row.ny, columns = in_row.nx;
        std::int32_t best = bj * columns + bi;
        float least = 1e30f;  // in blocks, squared
        for (idx d = 0; d < rows && float(d) * float(d) < least; ++d)
            for (int side = -1; side <= 1; side += 2) {
                const idx row = bj + side * d;
                if (row < 0 || row >= rows || in_row(row, bi) < 0) continue;
                const auto across = float(in_row(row, bi) - bi);
                const float square = float(d) * float(d) + across * across;
                if (square < least) least = square, best = row * columns + in_row(row, bi);
            }
        out(bj, bi) = best;
    }
};

/// (30) Whose leaves a patch sees: those of the block nearest to its column.
struct BlockOfPatch {
    const std::int32_t* column;          ///< by patch
    View2D<const std::int32_t> nearest;  ///< NearestBlock
    View2D<std::int32_t> out;            ///< [1, patches]
    idx nx, size;                        ///< columns of the city, of a block
    LUWTE_HD void operator()(idx patch) const {
        out.p[patch] = nearest(column[patch] / nx / size, column[patch] % nx / size);
    }
};

/// Area [m2] times what leaves hide of the sky that a facet sees.
struct AreaBehindLeaves {
    View2D<const float> sky_view, sky_view_opaque;  ///< 1, with and without crowns
    View2D<const WallNormal> normal;                ///< of walls, or
    View2D<const TopSlope> slope;                   ///< of tops
    View2D<float> out;                              ///< m2
    float cell_area;                                ///< m2
    LUWTE_HD void operator()(idx j, idx i) const {
        const float area = normal.p != nullptr ? normal(j, i).true_area() : slope(j, i).area();
        out(j, i) = cell_area * area * math::max(sky_view_opaque(j, i) - sky_view(j, i), 0.0f);
    }
};

/// (32) Area over which the leaves that a patch sees radiate [m2]: once to its surfaces and once to the sky
/// where they stand before the sky, once to each of the two patches of a pairing.
struct LeafViewOfPatches {
    const float *before_sky, *area, *share;  ///< m2, m2 that is not sky, 1; by patch
    View2D<float> out;                       ///< m2   [1, patches]
    LUWTE_HD void operator()(idx patch) const {
        out.p[patch] = 2.0f * before_sky[patch] + area[patch] * share[patch];
    }
};

/// (32) What leaves of a block keep of what surfaces and sky send them [W], before they send any themselves.
/// One call per block; 40 B read per patch.
struct HeldByLeaves {
    const std::int32_t* first;        ///< [blocks + 1], lists of ListItemsOfOwners
    const Beam* patches;              ///< m2, LeafViewOfPatches
    const float *before_sky, *again;  ///< m2, of that times what surfaces reflect of what they see; by patch
    const float *area, *share;        ///< m2 that is not sky, 1
    const float *reflected, *longwave;            ///< W, sent by surfaces towards leaves before the sky
    const float *seen, *radiosity, *of_longwave;  ///< W m-2, shortwave seen, sent; longwave sent
    float diffuse, sky_longwave;                  ///< W m-2
    float absorptivity;                           ///< 1, of leaves for shortwave
    float sun;                                    ///< 1; 0 without any
    View2D<float> held;                           ///< W    [blocks]
    View2D<float> view;                           ///< m2   [blocks]

    LUWTE_HD void operator()(idx block) const {
        float sum = 0.0f, all = 0.0f;
        for (std::int32_t n = first[block]; n < first[block + 1]; ++n) {
            const idx p = patches[n].partner();
            const float between = area[p] * share[p];
            const float light =
                before_sky[p] * diffuse + reflected[p] + again[p] * seen[p] + between * radiosity[p];
            sum += sun * absorptivity * light + before_sky[p] * sky_longwave + longwave[p] +
                   between * of_longwave[p];
            all += patches[n].area();
        }
        held.p[block] = sum;
        view.p[block] = all;
    }
};

/// (30) Longwave of the leaves that a patch sees, added to what it sees of surfaces.
struct AddLeafLongwave {
    const std::int32_t* block;  ///< by patch
    const float* emitted;       ///< W m-2, by block
    const float* share;         ///< 1, by patch
    float *longwave, *seen;     ///< W m-2, by patch
    LUWTE_HD void operator()(idx patch) const {
        longwave[patch] = emitted[block[patch]];
        seen[patch] += share[patch] * longwave[patch];
    }
};

}  // namespace luwte::exchange
