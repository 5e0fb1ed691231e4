// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Window means of the national method on blocks of about 25 m, and the way back to cells.
/// Equations and sources: kernels/comfort/national_pet.hpp.

#include "kernels/comfort/national_pet.hpp"
#include "kernels/core/view.hpp"

namespace luwte::national {

/// What one block holds; planes of a field [count, blocks north, blocks east].
enum BlockPlane : idx {
    block_area,             ///< m2
    block_open_area,        ///< m2, not roof: where the sky view is valid
    block_sky_view,         ///< m2, sky view times open area
    block_green_day,        ///< m2, vegetation; water counts
    block_green_night,      ///< m2, vegetation; water does not
    block_building_area,    ///< m2, buildings of 2 m and more
    block_building_volume,  ///< m3
    block_tree_area,        ///< m2, crowns of 2 m and more
    block_tree_volume,      ///< m3
    block_edge_building_x,  ///< m2, sum of 0.5 |dh| times length of edge between squares beside in x
    block_edge_building_y,  ///< m2
    block_edge_tree_x,      ///< m2
    block_edge_tree_y,      ///< m2
    block_plane_count
};

/// Sums the cells of one block. An edge between two blocks counts half in each.
///
/// Edges are those between the mean heights of squares of about 1 m, the grid of the national map: its
/// constants were fitted there, and the roughness of lidar crowns and roofs adds edges on smaller cells.
/// Cost per cell: 20 B read, about 40 flops; blocks are few, each is one call.
struct BlockSums {
    View2D<const float> building_height;  ///< m [ny, nx]
    View2D<const float> canopy_top;       ///< m [ny, nx]
    View2D<const float> sky_view_factor;  ///< 1 [ny, nx]
    View2D<const std::int8_t> surface_type;
    float green_day[16], green_night[16];  ///< 1 by surface type
    float cell_size;                       ///< m
    idx cells;                             ///< cells along a block's side, a multiple of `square`
    idx square;                            ///< cells along the side of a square
    View3D<float> sums;                    ///< [block_plane_count, by, bx]

    static LUWTE_HD float obstacle(float h) { return h >= 2.0f ? h : 0.0f; }

    LUWTE_HD void operator()(idx bj, idx bi) const {
        double s[block_edge_building_x] = {};
        const idx ny = building_height.ny, nx = building_height.nx;
        const double a = double(cell_size) * double(cell_size);
        const idx j1 = (bj + 1) * cells < ny ? (bj + 1) * cells : ny;
        const idx i1 = (bi + 1) * cells < nx ? (bi + 1) * cells : nx;
        for (idx j = bj * cells; j < j1; ++j)
            for (idx i = bi * cells; i < i1; ++i) {
                const float b = obstacle(building_height(j, i)), t = obstacle(canopy_top(j, i));
                const bool roof = building_height(j, i) > 0.0f;
                const int type = surface_type(j, i);
                s[block_area] += a;
                if (!roof) {
                    s[block_open_area] += a;
                    s[block_sky_view] += a * double(sky_view_factor(j, i));
                }
                const bool crown = canopy_top(j, i) > 0.0f;
                s[block_green_day] += crown ? a : (roof ? 0.0 : a * double(green_day[type]));
                s[block_green_night] += crown ? a : (roof ? 0.0 : a * double(green_night[type]));
                if (b > 0.0f) s[block_building_area] += a, s[block_building_volume] += a * double(b);
                if (t > 0.0f) s[block_tree_area] += a, s[block_tree_volume] += a * double(t);
            }
        for (idx k = 0; k < block_edge_building_x; ++k) sums(k, bj, bi) = float(s[k]);
        sum_edges(bj, bi);
    }

  private:
    struct Height {
        float building, tree;  ///< m, means over the cells of a square, obstacles only
    };
    /// Cells of square `n` along an axis of `count` cells.
    LUWTE_HD idx cells_of(idx n, idx count) const {
        return (n + 1) * square < count ? square : count - n * square;
    }
    LUWTE_HD Height height(idx sj, idx si) const {
        const idx rows = cells_of(sj, building_height.ny), columns = cells_of(si, building_height.nx);
        double b = 0, t = 0;
        for (idx j = sj * square; j < sj * square + rows; ++j)
            for (idx i = si * square; i < si * square + columns; ++i) {
                b += double(obstacle(building_height(j, i)));
                t += double(obstacle(canopy_top(j, i)));
            }
        const double n = double(rows * columns);
        return {float(b / n), float(t / n)};
    }
    /// Sums the edges of the block's squares, half of each: the other half is the neighbour's. After the
    /// other sums and with one place that reads neighbours, so that all of it stays in a device's registers.
    LUWTE_HD void sum_edges(idx bj, idx bi) const {
        const idx ny = (building_height.ny + square - 1) / square;
        const idx nx = (building_height.nx + square - 1) / square;
        const idx per_block = cells / square;
        const idx j1 = (bj + 1) * per_block < ny ? (bj + 1) * per_block : ny;
        const idx i1 = (bi + 1) * per_block < nx ? (bi + 1) * per_block : nx;
        const double share = 0.25 * double(cell_size);
        double building_x = 0, building_y = 0, tree_x = 0, tree_y = 0;
        for (idx j = bj * per_block; j < j1; ++j)
            for (idx i = bi * per_block; i < i1; ++i) {
                const Height here = height(j, i);
                LUWTE_UNROLL(1)
                for (idx side = 0; side < 4; ++side) {  // west, east, south, north
                    const bool along_x = side < 2;
                    const idx step = (side & 1) == 0 ? -1 : 1;
                    const idx jn = along_x ? j : j + step, in = along_x ? i + step : i;
                    if (jn < 0 || jn >= ny || in < 0 || in >= nx) continue;
                    const Height there = height(jn, in);
                    const idx length =
                        along_x ? cells_of(j, building_height.ny) : cells_of(i, building_height.nx);
                    const double b =
                        share * double(length) * double(math::abs(here.building - there.building));
                    const double t = share * double(length) * double(math::abs(here.tree - there.tree));
                    building_x += along_x ? b : 0.0;
                    building_y += along_x ? 0.0 : b;
                    tree_x += along_x ? t : 0.0;
                    tree_y += along_x ? 0.0 : t;
                }
            }
        sums(block_edge_building_x, bj, bi) = float(building_x);
        sums(block_edge_building_y, bj, bi) = float(building_y);
        sums(block_edge_tree_x, bj, bi) = float(tree_x);
        sums(block_edge_tree_y, bj, bi) = float(tree_y);
    }
};

/// A window around a block's centre in metres: from `west` to `east`, `south` to `north` of it.
/// Blocks that it cuts count with the share that lies inside; what lies outside the grid does not count.
struct Window {
    float west, east, south, north;  ///< m, west and south negative

    LUWTE_HD float area() const { return (east - west) * (north - south); }  ///< m2
    /// Share [0, 1] of the block at offset `n` that lies between `from` and `to`.
    static LUWTE_HD float overlap(idx n, float block, float from, float to) {
        const float low = math::max((float(n) - 0.5f) * block, from);
        const float high = math::min((float(n) + 0.5f) * block, to);
        return math::max(high - low, 0.0f) / block;
    }
    /// Sums all planes over the window around block (bj, bi).
    LUWTE_HD void sum(View3D<const float> sums, float block, idx bj, idx bi, double* out) const {
        // Unrolled: the sums stay in registers on the device.
        LUWTE_UNROLL(block_plane_count)
        for (idx k = 0; k < block_plane_count; ++k) out[k] = 0;
        const idx reach_w = idx(-west / block + 1.0f), reach_e = idx(east / block + 1.0f);
        const idx reach_s = idx(-south / block + 1.0f), reach_n = idx(north / block + 1.0f);
        for (idx dj = -reach_s; dj <= reach_n; ++dj)
            for (idx di = -reach_w; di <= reach_e; ++di) {
                const idx j = bj + dj, i = bi + di;
                if (j < 0 || j >= sums.ny || i < 0 || i >= sums.nx) continue;
                const float w = overlap(dj, block, south, north) * overlap(di, block, west, east);
                if (w <= 0.0f) continue;
                LUWTE_UNROLL(block_plane_count)
                for (idx k = 0; k < block_plane_count; ++k) out[k] += double(w) * double(sums(k, j, i));
            }
    }
};

/// Daily maximum of the heat island per block [K].
struct HeatIslandOfBlock {
    View3D<const float> sums;
    Window window;
    float block;  ///< m, side of a block
    bool day;     ///< water counts as vegetation by day only
    float q_mean, range, u_mean;
    View2D<float> uhi_max;  ///< K [by, bx]

    LUWTE_HD void operator()(idx bj, idx bi) const {
        double s[block_plane_count];
        window.sum(sums, block, bj, bi, s);
        const float open = float(s[block_open_area]);
        const float mean = open > 0.0f ? float(s[block_sky_view]) / open : 1.0f;
        const float svf = window_sky_view(mean, open / float(s[block_area]));
        const float green = float((day ? s[block_green_day] : s[block_green_night]) / s[block_area]);
        uhi_max(bj, bi) = urban_heat_island_max(svf, green, q_mean, range, u_mean);
    }
};

/// Wind at 1.2 m over station wind at 10 m per block [1]. Where the grid cuts the window off, the rest counts
/// as built like the part inside: the front of trees goes with the square root of their edges, so that half
/// a window must not stand for a small one.
struct WindOfBlock {
    View3D<const float> sums;
    Window window;
    float block;          ///< m
    float area;           ///< m2, of the whole window
    bool along_x;         ///< the wind blows along the x axis
    View2D<float> ratio;  ///< 1 [by, bx]

    LUWTE_HD void operator()(idx bj, idx bi) const {
        double s[block_plane_count];
        window.sum(sums, block, bj, bi, s);
        const float inside = float(s[block_area]);
        const float edge_building = float(along_x ? s[block_edge_building_x] : s[block_edge_building_y]);
        const float edge_tree = float(along_x ? s[block_edge_tree_x] : s[block_edge_tree_y]);
        const float ab = float(s[block_building_area]), at = float(s[block_tree_area]);
        Obstacles o;
        o.area = area;
        o.edge_building = edge_building * (area / inside);
        o.edge_tree = edge_tree * (area / inside);
        o.share_building = ab / inside;
        o.share_tree = at / inside;
        o.height_building = ab > 0.0f ? float(s[block_building_volume]) / ab : 0.0f;
        o.height_tree = at > 0.0f ? float(s[block_tree_volume]) / at : 0.0f;
        ratio(bj, bi) = wind_ratio(o);
    }
};

/// Block values at cells by cubic (Catmull-Rom) interpolation, kept within the four by four blocks' range:
///     out = max(offset + scale * blocks(x), floor)
struct CubicToCells {
    View2D<const float> blocks;  ///< [by, bx]
    idx cells;                   ///< cells along a block's side
    float offset, scale, floor;
    View2D<float> out;  ///< [ny, nx]

    LUWTE_HD void operator()(idx j, idx i) const {
        const float y = (float(j) + 0.5f) / float(cells) - 0.5f, x = (float(i) + 0.5f) / float(cells) - 0.5f;
        const float fy = math::floor(y), fx = math::floor(x);
        float wy[4], wx[4];
        weights(y - fy, wy);
        weights(x - fx, wx);
        float sum = 0.0f, low = 1e30f, high = -1e30f;
        LUWTE_UNROLL(4)
        for (idx b = 0; b < 4; ++b) {
            LUWTE_UNROLL(4)
            for (idx a = 0; a < 4; ++a) {
                const float v =
                    blocks(inside(idx(fy) - 1 + b, blocks.ny), inside(idx(fx) - 1 + a, blocks.nx));
                sum += wy[b] * wx[a] * v;
                low = math::min(low, v), high = math::max(high, v);
            }
        }
        out(j, i) = math::max(offset + scale * math::clamp(sum, low, high), floor);
    }

  private:
    static LUWTE_HD idx inside(idx n, idx count) { return n < 0 ? 0 : (n >= count ? count - 1 : n); }
    static LUWTE_HD void weights(float t, float* w) {
        w[0] = ((-0.5f * t + 1.0f) * t - 0.5f) * t;
        w[1] = (1.5f * t - 2.5f) * t * t + 1.0f;
        w[2] = ((-1.5f * t + 2.0f) * t + 0.5f) * t;
        w[3] = (0.5f * t - 0.5f) * t * t;
    }
};

/// National PET per cell [degC]; NaN on roofs. Shade under a crown counts as full shade.
struct PetOfCell {
    View2D<const float> air_temperature;  ///< K, with the urban increment
    View2D<const float> wind_speed;       ///< m s-1 at 1.2 m
    View2D<const float> sky_view_factor;  ///< 1
    View2D<const float> transmissivity;   ///< 1 = sunlit
    View2D<const float> building_height;  ///< m
    View2D<const float> canopy_top;       ///< m
    View2D<const std::int8_t> surface_type;
    float green_day[16];  ///< 1 by surface type: from one half on the cell is vegetated
    float global_horizontal, diffuse_horizontal;  ///< W m-2
    float wet_bulb;                               ///< degC
    float sin_altitude;
    View2D<float> pet;  ///< degC

    LUWTE_HD void operator()(idx j, idx i) const {
        const float ta = air_temperature(j, i) - zero_celsius, u = wind_speed(j, i);
        const float svf = sky_view_factor(j, i);
        const bool sunlit = global_horizontal > 0.0f && sin_altitude > 0.0f && transmissivity(j, i) > 0.99f;
        const bool green = canopy_top(j, i) > 0.0f || green_day[surface_type(j, i)] >= 0.5f;
        const float bowen = green ? bowen_vegetated : bowen_other;
        const float value = sunlit ? pet_sunlit(ta, global_horizontal, u, wet_bulb, sin_altitude, bowen, svf)
                                   : pet_shaded(ta, diffuse_horizontal, u, wet_bulb, svf);
        pet(j, i) = building_height(j, i) > 0.0f ? __builtin_nanf("") : value;
    }
};

}  // namespace luwte::national
