// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/roof_slope.hpp"
#include "kernels/city/wall_normals.hpp"
#include "kernels/core/sweep.hpp"

#include <cstdint>

/// The air between the buildings on blocks of some 32 m. Equation numbers are those of docs/models/air.md.
namespace luwte::air {

/// Cells along one axis, shared out over blocks that differ by one cell at most.
struct BlockAxis {
    idx cells, blocks;
    LUWTE_HD idx begin(idx block) const { return idx(std::int64_t(block) * cells / blocks); }
};

/// (7) Heat that tops give, sensible or latent, summed over the rows of a block [W m-2 times columns]. 12 B
/// read per column.
struct HeatOfTops {
    View2D<const float> heat;      ///< W m-2, of ground and roof with their crowns     [ny, nx]
    View2D<const TopSlope> slope;  ///< 1                                           [ny, nx]
    BlockAxis rows;
    View2D<float> strip;  ///< W m-2, sum over the block's rows            [blocks along y, nx]
    LUWTE_HD void operator()(idx b, idx i) const {
        float sum = 0.0f;
        LUWTE_KEEP_LOOP
        for (idx j = rows.begin(b); j < rows.begin(b + 1); ++j) sum += heat(j, i) * slope(j, i).area();
        strip(b, i) = sum;
    }
};

/// (7) Adds what the walls before each column give, by their true area; the faces of columns are as large as
/// columns, and their heat goes to the air of the column before them. 1 B read per column, 12 B and its
/// number per facet.
struct AddHeatOfWalls {
    View3D<const std::int32_t> first;   ///< number of a wall's lowest facet            [facings, ny, nx]
    View2D<const std::uint8_t> around;  ///< MarkWallsAround, along y                    [ny, nx]
    View2D<const float> sensible;       ///< W m-2, by number of the facet
    View2D<const WallNormal> normal;    ///< by number
    BlockAxis rows;
    idx facets;           ///< number of all
    View2D<float> strip;  ///< W m-2, sum over the block's rows            [blocks along y, nx]
    LUWTE_HD void operator()(idx b, idx i) const {
        const std::ptrdiff_t last = std::ptrdiff_t(first.nz) * first.ny * first.nx - 1;
        float sum = strip(b, i);
        for (idx j = rows.begin(b); j < rows.begin(b + 1); ++j) {
            const unsigned walls = around(j, i);
            if (walls == 0) continue;
            for (int q = 0; q < facings; ++q) {
                if ((walls >> q & 1u) == 0) continue;
                const std::ptrdiff_t at = q * first.sz + (j - facing_dj(q)) * first.sy + i - facing_di(q);
                const idx end = at == last ? facets : first.p[at + 1];
                for (idx n = first.p[at]; n < end; ++n) sum += sensible.p[n] * normal.p[n].true_area();
            }
        }
        strip(b, i) = sum;
    }
};

/// (7) Heat given to the air of each block, per area of it [W m-2].
struct HeatOfBlocks {
    View2D<const float> strip;  ///< [blocks along y, nx]
    BlockAxis rows, columns;
    View2D<float> heat;  ///< W m-2   [blocks along y, blocks along x]
    LUWTE_HD void operator()(idx b, idx c) const {
        float sum = 0.0f;
        for (idx i = columns.begin(c); i < columns.begin(c + 1); ++i) sum += strip(b, i);
        const idx cells = (rows.begin(b + 1) - rows.begin(b)) * (columns.begin(c + 1) - columns.begin(c));
        heat(b, c) = sum / float(cells);
    }
};

/// (8) One part of the air's heat balance, block by block with the wind, each line of blocks from its upwind
/// end: backward Euler, upwind, so that a block lies between what it was, what comes in and what its heat
/// makes of the air above:
///
///     A C (t' - t) = A (Q + Q_F) - A E t' - M (t' - t'_upwind)
///
/// t [K] the block's air over the air above (or its vapour, as latent heat: (10)), A [1] its area over that
/// of the mean block. The heat that one block loses is the heat that the next one gets. 12 B read and 8 B
/// written per block.
struct BlockAir {
    View2D<const float> heat;  ///< W m-2, Q                                [blocks along y, blocks along x]
    View2D<float> warmer;      ///< K, t, before and after                  [the same]
    View2D<float> mean;        ///< K, mean of the step so far, over the station's air, before this part's
    BlockAxis rows, columns;
    bool along_y;        ///< steps of the sweep are rows of blocks, else columns
    float heat_added;    ///< W m-2, Q_F
    float storage;       ///< W m-2 K-1, C: heat capacity over the part's length
    float up;            ///< W m-2 K-1, E
    float along;         ///< W m-2 K-1, M over the area of the mean block
    float inflow;        ///< K, t of what comes in over the edge of the area
    float columns_each;  ///< 1, columns of the mean block
    float above;         ///< K, the air above over the station's
    float weight, keep;  ///< 1, of this part in the step's mean; 0 in the first part

    static constexpr idx width = 64, piece = 64;
    template <idx W>
    struct State {
        float upwind[W];  // K
    };
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        for (idx l = 0; l < W; ++l) s.upwind[l] = inflow;
    }
    LUWTE_HD void prefetch(idx, const SweepRun&) const {}
    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx cell = run.cell + r, l = run.lane_of<W>(r);
            const idx b = along_y ? at.n : cell, c = along_y ? cell : at.n;
            const idx cells = (rows.begin(b + 1) - rows.begin(b)) * (columns.begin(c + 1) - columns.begin(c));
            const float area = float(cells) / columns_each, before = warmer(b, c);
            const float gain = area * (heat(b, c) + heat_added + storage * before) + along * s.upwind[l];
            const float now = gain / (area * (storage + up) + along);
            mean(b, c) = (keep != 0.0f ? mean(b, c) : 0.0f) + weight * (above + before);
            warmer(b, c) = now;
            s.upwind[l] = now;
        }
    }
};

/// (9) Air of every column from that of the blocks around, bilinear between their centres and level beyond
/// the outermost: no edges of blocks. First along x, for each row of blocks.
struct AirOfStrips {
    View2D<const float> block;  ///< K    [blocks along y, blocks along x]
    float blocks_per_cell;      ///< 1, along x
    View2D<float> strip;        ///< K    [blocks along y, nx]
    LUWTE_HD void operator()(idx b, idx i) const {
        const float x = math::clamp((float(i) + 0.5f) * blocks_per_cell - 0.5f, 0.0f, float(block.nx - 1));
        const idx west = idx(x), east = west + 1 < block.nx ? west + 1 : west;
        strip(b, i) = block(b, west) + (x - float(west)) * (block(b, east) - block(b, west));
    }
};

/// Then along y. 8 B read, from strips that stay in the cache, and 4 B written per column.
struct AirOfColumns {
    View2D<const float> strip;  ///< K    [blocks along y, nx]
    float blocks_per_cell;      ///< 1, along y
    float added;                ///< K
    View2D<float> out;          ///< K    [ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const {
        const float y = math::clamp((float(j) + 0.5f) * blocks_per_cell - 0.5f, 0.0f, float(strip.ny - 1));
        const idx south = idx(y), north = south + 1 < strip.ny ? south + 1 : south;
        const float below = strip(south, i);
        out(j, i) = added + below + (y - float(south)) * (strip(north, i) - below);
    }
};

}  // namespace luwte::air
