// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Rules of RIVM's Groene Baten Planner (manual of 18 December 2024) on cells of 10 m. Equation numbers are
/// those of docs/models/green_benefits.md, which also says what is known of each coefficient.

#include "kernels/core/config.hpp"
#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte::green {

inline constexpr float cell_size = 10.0f;  ///< m

/// What a cell of 10 m is covered with: planes of one volume. Shares [1] of the part that the grid holds;
/// what lies below a crown counts for `profile` only.
enum Plane : idx {
    tree,
    shrub,
    low,          ///< grass, crops, low plants, green roofs
    water,        ///< open water
    built,        ///< roofs without plants
    open_paving,  ///< built or paved, without plants on or above it
    profile,      ///< u(10 m) / u(100 m), of the roughness of the land cover
    held,         ///< area of its columns, of a cell's: the part that the grid holds
    plane_count
};

/// (1) Deposition velocity of plants and open water, cm s-1. The manual labels it m/s; its own sums prove
/// cm/s.
inline constexpr float v_tree = 0.5f, v_shrub = 0.3f, v_low = 0.2f, v_water = 0.1f, v_built = 0.0f;
LUWTE_HD float plants_of(float trees, float shrubs, float lows) {
    return math::min(1.0f, trees + shrubs + lows);
}
LUWTE_HD float deposition_velocity(float trees, float shrubs, float lows, float v_land) {
    return trees * v_tree + shrubs * v_shrub + lows * v_low +
           (1.0f - plants_of(trees, shrubs, lows)) * v_land;
}
/// (2) PM that 100 m2 hold back, kg a year: cm s-1, ug m-3, and the share that the wind takes again.
inline constexpr float kg_per_year = 0.031536f;  ///< 0.01 m/cm 1e-9 kg/ug 100 m2 3.1536e7 s
inline constexpr float resuspended = 0.5f;       ///< 1, from plants; from water none
inline constexpr float pm25_factor = 0.2f;       ///< 1
LUWTE_HD float held_back(float velocity, float concentration, float again) {
    return velocity * concentration * (1.0f - again) * kg_per_year;
}

/// (3) Wind at 10 m over that at 100 m, of a roughness length in m.
LUWTE_HD float profile_of(float z0) { return math::log(10.0f / z0) / math::log(100.0f / z0); }
/// (4) Largest heat island, K: mean of June to August of the daily maximum. Inhabitants within 10 km, wind at
/// 10 m in m s-1.
LUWTE_HD float largest_heat_island(float inhabitants, float wind) {
    const float log10 = math::log(inhabitants) * 0.43429448f;
    return math::max(0.0f, -1.605f + 1.062f * log10 - 0.356f * wind);
}
/// (6) Share by which plants and water lower it.
inline constexpr float cooled_by_tree = 0.5f, cooled_by_shrub = 0.3f, cooled_by_low = 0.2f,
                       cooled_by_water = 0.3f;
LUWTE_HD float reduction_of(float trees, float shrubs, float lows, float waters) {
    return cooled_by_tree * trees + cooled_by_shrub * shrubs + cooled_by_low * lows +
           cooled_by_water * waters;
}

/// (8) NDVI by cover. Water and bare soil have no value of their own and count as infrastructure.
inline constexpr float ndvi_tree = 0.47f, ndvi_shrub = 0.36f, ndvi_low = 0.36f, ndvi_built = 0.16f,
                       ndvi_else = 0.14f;
LUWTE_HD float ndvi_of(float trees, float shrubs, float lows, float buildings) {
    return ndvi_tree * trees + ndvi_shrub * shrubs + ndvi_low * lows + ndvi_built * buildings +
           ndvi_else * (1.0f - math::min(1.0f, trees + shrubs + lows + buildings));
}

/// Cover of one cell of 10 m from the columns whose middles lie in it. 8 B read per column.
struct CoverOfCell {
    View2D<const std::int32_t> top;  ///< material of the top, a column of `of_top`
    View2D<const float> crown;       ///< m, height of the crown's top; 0: none
    View2D<const float> of_top;  ///< shares of a top: shrub, low, water, built, paved, profile   [6, tops]
    View2D<const std::int32_t> begin_i,
        begin_j;        ///< first column and row of each cell, one more   [1, n + 1]
    float part;         ///< area of a column, of a cell's
    View3D<float> out;  ///< planes

    LUWTE_HD void operator()(idx j, idx i) const {
        float crowns = 0.0f, all = 0.0f, share[6] = {};
        LUWTE_KEEP_LOOP
        for (idx jj = begin_j(0, j); jj < begin_j(0, j + 1); ++jj) LUWTE_KEEP_LOOP
        for (idx ii = begin_i(0, i); ii < begin_i(0, i + 1); ++ii) {
            const idx t = top(jj, ii);
            const float covered = crown(jj, ii) > 0.0f ? 1.0f : 0.0f, open = 1.0f - covered;
            all += 1.0f, crowns += covered;
            LUWTE_UNROLL(4)
            for (idx n = 0; n < 4; ++n) share[n] += open * of_top(n, t);
            // Of the column: means of a cell do not say what lies on what.
            share[4] += open * math::min(of_top(4, t), 1.0f - of_top(0, t) - of_top(1, t));
            share[5] += of_top(5, t);
        }
        const float mean = 1.0f / all;
        out(tree, j, i) = crowns * mean;
        LUWTE_UNROLL(6)
        for (idx n = 0; n < 6; ++n) out(shrub + n, j, i) = share[n] * mean;
        out(held, j, i) = all * part;
    }
};

/// (1, 2) of a cell; of water nothing is taken again. 24 B read, 4 B written.
struct HeldBack {
    View3D<const float> cover;
    float concentration, again, factor;  ///< ug m-3, 1, 1
    View2D<float> out;                   ///< kg a year

    LUWTE_HD void operator()(idx j, idx i) const {
        const float plants =
            deposition_velocity(cover(tree, j, i), cover(shrub, j, i), cover(low, j, i), v_built);
        const float sum = held_back(plants, concentration, again) +
                          held_back(v_water * cover(water, j, i), concentration, 0.0f);
        out(j, i) = factor * sum * cover(held, j, i);
    }
};

/// What is averaged: a plane, such as paving without plants (5), or the reduction (6), NDVI (8).
enum Quantity : idx { reduction = plane_count, ndvi };
struct OfCover {
    View3D<const float> cover;
    idx quantity;  ///< a Plane or a Quantity
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const {
        const float t = cover(tree, j, i), s = cover(shrub, j, i), l = cover(low, j, i);
        const float of_reduction = reduction_of(t, s, l, cover(water, j, i));
        const float of_ndvi = ndvi_of(t, s, l, cover(built, j, i));
        const float of_plane = cover(quantity < plane_count ? quantity : idx(held), j, i);
        out(j, i) = quantity == reduction ? of_reduction : quantity == ndvi ? of_ndvi : of_plane;
    }
};

/// Mean over the cells whose middles lie within a distance. What lies beyond the grid has the value `beyond`;
/// where that is NaN it does not count. About 8 B read per cell within the distance.
struct MeanWithin {
    View2D<const float> value;
    View3D<const float> cover;  ///< for the part of a cell that the grid holds
    float radius;               ///< cells
    float whole;                ///< cells of a whole circle
    float beyond;
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const {
        const idx reach = idx(radius);
        const idx j0 = j < reach ? 0 : j - reach, j1 = j + reach < value.ny ? j + reach : value.ny - 1;
        const idx i0 = i < reach ? 0 : i - reach, i1 = i + reach < value.nx ? i + reach : value.nx - 1;
        float sum = 0.0f, inside = 0.0f;
        LUWTE_KEEP_LOOP
        for (idx jj = j0; jj <= j1; ++jj) {
            float of_row = 0.0f, weight_of_row = 0.0f;  // short sums: rounding stays small
            LUWTE_KEEP_LOOP
            for (idx ii = i0; ii <= i1; ++ii) {
                const idx dj = jj - j, di = ii - i;
                const float in = float(dj * dj + di * di) <= radius * radius ? cover(held, jj, ii) : 0.0f;
                of_row += in * value(jj, ii);
                weight_of_row += in;
            }
            sum += of_row, inside += weight_of_row;
        }
        const float outside = beyond == beyond ? math::max(0.0f, whole - inside) : 0.0f;
        out(j, i) = (sum + outside * (beyond == beyond ? beyond : 0.0f)) / (inside + outside);
    }
};

/// (4 to 7) Heat island that is left, and cooling, each times the part of the cell that the grid holds.
struct HeatIsland {
    View2D<const float> profile_50, open_paving_1000, reduction_30;
    View3D<const float> cover;
    float wind, inhabitants;  ///< m s-1 at 100 m; within 10 km
    bool of_largest;          ///< cooling from the largest heat island (code), not the potential one (manual)
    View2D<float> island, out;  ///< K; out: cooling

    LUWTE_HD void operator()(idx j, idx i) const {
        const float largest = largest_heat_island(inhabitants, wind * profile_50(j, i));
        const float potential = largest * open_paving_1000(j, i);
        const float left = potential * (1.0f - reduction_30(j, i));
        island(j, i) = left * cover(held, j, i);
        out(j, i) = ((of_largest ? largest : potential) - left) * cover(held, j, i);
    }
};

/// Plan less present of a plane.
struct Less {
    View2D<const float> plan, present;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = plan(j, i) - present(j, i); }
};

/// A plane times the part of each cell that the grid holds.
struct TimesHeld {
    View2D<const float> value;
    View3D<const float> cover;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = value(j, i) * cover(held, j, i); }
};

}  // namespace luwte::green
