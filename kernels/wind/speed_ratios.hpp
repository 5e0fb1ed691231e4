// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/walls.hpp"
#include "kernels/wind/mean_speed.hpp"
#include "kernels/wind/wind_grid.hpp"

/// What a sector library keeps of a flow, and what is looked up in it (docs/models/wind.md, 45 to 49).
namespace luwte::wind {

/// (45) Middle of a cell: components, mean speed, k, dissipation and pressure over density, over the powers
/// of the reference speed that they are of; 0 in solids.
struct RatiosOfCell {
    View3D<const float> u, v, w;               ///< m s-1, as the flow has them
    View3D<const float> k, epsilon, pressure;  ///< m2 s-2, m2 s-3, m2 s-2
    View3D<const std::uint8_t> cell;           ///< CellBit
    OpenShares open;
    idx first_j, first_i;                    ///< of the area, in arrays
    float per_speed;                         ///< s m-1, of the reference's wind
    float per_mean_speed;                    ///< 1, of its mean speed over its wind
    View3D<float> x, y, up, speed, kinetic;  ///< 1   [levels, rows, columns of the area]
    View3D<float> dissipation;               ///< m-1
    View3D<float> push;                      ///< 1, of pressure

    LUWTE_HD void operator()(idx kk, idx jj, idx ii) const {
        const idx l = kk + 1, j = jj + first_j, i = ii + first_i;
        const float half = 0.5f * per_speed * ((cell(l, j, i) & air) != 0 ? 1.0f : 0.0f);
        const std::ptrdiff_t n = l * u.sz + j * u.sy + i;
        const float a = 2.0f * half * open.middle<0>(u.p + n, n, 1),
                    b = 2.0f * half * open.middle<1>(v.p + n, n, u.sy),
                    c = 2.0f * half * open.middle<2>(w.p + n, n, u.sz);
        x(kk, jj, ii) = a, y(kk, jj, ii) = b, up(kk, jj, ii) = c;
        const float eddies = 2.0f * half * per_speed * k(l, j, i);
        const float inside = (cell(l, j, i) & air) != 0 ? per_mean_speed : 0.0f;
        speed(kk, jj, ii) = inside * mean_speed(math::sqrt(a * a + b * b + c * c), eddies);
        kinetic(kk, jj, ii) = eddies;
        const float square = 2.0f * half * per_speed;
        dissipation(kk, jj, ii) = square * per_speed * epsilon(l, j, i);
        push(kk, jj, ii) = square * pressure(l, j, i);
    }
};

/// Of each row the value that is largest without its sign, NaN above all, the first of several alike; where
/// it is; and how many values are above a limit.
struct RowExtremes {
    View3D<const float> in;
    float limit;
    View2D<float> largest, above;  ///< unit of `in`, with its sign; 1   [levels, rows]
    View2D<std::int32_t> at;

    LUWTE_HD void operator()(idx k, idx j) const {
        float most = in(k, j, 0), count = 0;
        std::int32_t where = 0;
        for (idx i = 0; i < in.nx; ++i) {
            const float value = in(k, j, i);
            const bool more = most == most && !(math::abs(value) <= math::abs(most));
            most = more ? value : most, where = more ? std::int32_t(i) : where;
            count += value > limit ? 1.0f : 0.0f;
        }
        largest(k, j) = most, above(k, j) = count, at(k, j) = where;
    }
};

/// Heights of the levels kept.
struct RatioLevels {
    const float* floors;  ///< m above ground                [levels + 1]
    idx levels;

    LUWTE_HD float middle(idx k) const { return 0.5f * (floors[k] + floors[k + 1]); }
};

/// (46) Speed at a height above the top of each column, over ground (`roofs` 0) or over roofs (1): linear
/// between the middles of levels, below the lowest the log law of the column's z0; below 0 elsewhere. Roofs
/// that the wind grid has as air have the speed so high above the roof itself.
struct RatioAboveTop {
    View3D<const float> speed;         ///< 1
    View3D<const std::uint8_t> solid;  ///< 1 in solids      [at least the levels, rows, columns]
    View2D<const float> roughness;     ///< m
    View2D<const float> roof;          ///< m above ground, 0 where there is none
    RatioLevels z;
    float height;  ///< m above ground or roof
    bool roofs;
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const {
        idx first = 0;
        while (first < z.levels && solid(first, j, i) != 0) ++first;
        const bool unresolved = roofs && first == 0 && roof(j, i) > 0.0f;
        const bool wanted = roofs ? (first > 0 && first < z.levels) || unresolved : first == 0;
        const idx base = first < z.levels ? first : z.levels - 1;
        const float over_base = unresolved ? roof(j, i) + height : height;
        const float at = z.floors[base] + over_base;
        idx low = base;
        while (low + 2 < z.levels && z.middle(low + 1) <= at) ++low;
        const idx high = low + 1 < z.levels ? low + 1 : low;
        const float span = math::max(z.middle(high) - z.middle(low), 1e-6f);
        const float share = math::clamp((at - z.middle(low)) / span, 0.0f, 1.0f);
        const float above = speed(low, j, i) + share * (speed(high, j, i) - speed(low, j, i));
        const float z0 = roughness(j, i), middle = z.middle(base) - z.floors[base];
        const float low_law =
            math::min(math::log((over_base + z0) / z0) / math::log((middle + z0) / z0), 1.0f);
        out(j, i) = wanted ? above * low_law : -1.0f;
    }
};

/// (47) One step of spreading values into columns that have none (below 0): the mean of the neighbours.
struct SpreadRatios {
    View2D<const float> in;
    View2D<float> out;

    LUWTE_HD void operator()(idx j, idx i) const {
        float sum = 0, count = 0;
        for (idx b = -1; b <= 1; ++b)
            for (idx a = -1; a <= 1; ++a) {
                const idx jj = clip(j + b, in.ny), ii = clip(i + a, in.nx);
                const float known = in(jj, ii) >= 0.0f ? 1.0f : 0.0f;
                sum += known * in(jj, ii), count += known;
            }
        const float own = in(j, i);
        out(j, i) = own >= 0.0f ? own : (count > 0.0f ? sum / math::max(count, 1.0f) : -1.0f);
    }
    LUWTE_HD static idx clip(idx n, idx size) { return n < 0 ? 0 : (n >= size ? size - 1 : n); }
};

/// (47) Columns further off, on the way up: the mean of what each square of two by two knows, below 0 where
/// that is nothing.
struct PullRatios {
    View2D<const float> in;
    View2D<float> out;  ///< of half the size either way, rounded up

    LUWTE_HD void operator()(idx j, idx i) const {
        float sum = 0, count = 0;
        for (idx b = 0; b < 2; ++b)
            for (idx a = 0; a < 2; ++a) {
                const idx jj = 2 * j + b, ii = 2 * i + a;
                const bool inside = jj < in.ny && ii < in.nx;
                const float value = in(SpreadRatios::clip(jj, in.ny), SpreadRatios::clip(ii, in.nx));
                const float known = inside && value >= 0.0f ? 1.0f : 0.0f;
                sum += known * value, count += known;
            }
        out(j, i) = count > 0.0f ? sum / math::max(count, 1.0f) : -1.0f;
    }
};

/// (47) And down again: what is not known yet takes that of its square.
struct PushRatios {
    View2D<const float> coarse;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const {
        out(j, i) = out(j, i) >= 0.0f ? out(j, i) : coarse(j / 2, i / 2);
    }
};

/// Values that are known, 0 elsewhere, and 1 where they are.
struct KnownRatios {
    View2D<const float> in;
    View2D<float> value, out;
    LUWTE_HD void operator()(idx j, idx i) const {
        const float known = in(j, i) >= 0.0f ? 1.0f : 0.0f;
        value(j, i) = known * in(j, i), out(j, i) = known;
    }
};

/// What has spread, times a factor, as one sector of a library; 0 where nothing is known.
struct KeepRatios {
    View2D<const float> in;
    float times;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = times * math::max(in(j, i), 0.0f); }
};

/// Adds a sector's share to the mean of all.
struct AddSector {
    View3D<const float> in;
    float times;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) += times * in(k, j, i); }
};

/// Goes a share of the way to another field, cell by cell.
struct MixWind {
    View2D<const float> other;
    float share;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) += share * (other(j, i) - out(j, i)); }
};

/// Two sectors and the share of the second.
struct BetweenSectors {
    idx first, second;
    float share;
};

/// (48) Wind at the surface cells: the ratio to the station's, linear between columns and between sectors,
/// times the station's.
struct WindOfCell {
    View3D<const float> ground, roof;     ///< 1                [sectors, columns y, columns x]
    View2D<const float> building_height;  ///< m                [ny, nx]
    BetweenSectors sector;
    float per_cell;       ///< 1, columns per surface cell
    float speed, lowest;  ///< m s-1
    View2D<float> out;    ///< m s-1                          [ny, nx]

    /// Linear between four columns.
    LUWTE_HD static float at(const View3D<const float>& ratio, idx n, idx j, idx i, float y, float x) {
        const idx jj = j + 1 < ratio.ny ? j + 1 : j, ii = i + 1 < ratio.nx ? i + 1 : i;
        const float south = ratio(n, j, i) + x * (ratio(n, j, ii) - ratio(n, j, i));
        const float north = ratio(n, jj, i) + x * (ratio(n, jj, ii) - ratio(n, jj, i));
        return south + y * (north - south);
    }
    LUWTE_HD float between(const View3D<const float>& ratio, idx j, idx i, float y, float x) const {
        const float a = at(ratio, sector.first, j, i, y, x), b = at(ratio, sector.second, j, i, y, x);
        return a + sector.share * (b - a);
    }
    LUWTE_HD void operator()(idx j, idx i) const {
        const float y = math::max((float(j) + 0.5f) * per_cell - 0.5f, 0.0f);
        const float x = math::max((float(i) + 0.5f) * per_cell - 0.5f, 0.0f);
        const idx jj = idx(y), ii = idx(x);
        const float fy = y - float(jj), fx = x - float(ii);
        const float on_roof = building_height(j, i) > 0.0f ? 1.0f : 0.0f;
        const float ratio =
            on_roof * between(roof, jj, ii, fy, fx) + (1.0f - on_roof) * between(ground, jj, ii, fy, fx);
        out(j, i) = math::max(speed * ratio, lowest);
    }
};

/// (51) Ratios over the ground of the surface cells, linear between columns; NaN on buildings.
struct RatioOfGroundCell {
    View3D<const float> ground;           ///< 1, to the station's speed   [at least the sectors, ...]
    View2D<const float> building_height;  ///< m                           [ny, nx]
    float per_cell;                       ///< 1, columns per surface cell
    float times;                          ///< 1, the station's speed over what the ratios are to be to
    View3D<float> out;                    ///< 1                           [sectors, ny, nx]

    LUWTE_HD void operator()(idx n, idx j, idx i) const {
        const float y = math::max((float(j) + 0.5f) * per_cell - 0.5f, 0.0f);
        const float x = math::max((float(i) + 0.5f) * per_cell - 0.5f, 0.0f);
        const idx jj = idx(y), ii = idx(x);
        const float ratio = times * WindOfCell::at(ground, n, jj, ii, y - float(jj), x - float(ii));
        out(n, j, i) = building_height(j, i) > 0.0f ? math::detail::not_a_number : ratio;
    }
};

/// (49) Wind beside wall facets: that of the cell before the facet, or where the coarser grid has a building
/// there, of the next one out.
struct WindOfFacet {
    View3D<const float> first, second;   ///< 1, ratios of two sectors   [levels, columns y, columns x]
    View3D<const std::uint8_t> solid;    ///< at least as many levels
    View2D<const float> terrain_height;  ///< m above datum                  [ny, nx]
    View2D<const WallFacet> facet;
    View2D<const std::int32_t> outside;  ///< column before a facet
    RatioLevels z;
    idx per;                          ///< surface cells along the side of a column
    float cell_size, base;            ///< m; m above datum, floor of facets' level 0
    float first_speed, second_speed;  ///< m s-1, of each sector's reference times its share
    float lowest;                     ///< m s-1
    View2D<float> out;                ///< m s-1, by facet

    LUWTE_HD void operator()(idx r, idx c) const {
        const std::int32_t column = outside(r, c);
        const idx row_length = terrain_height.nx, j = column / row_length, i = column - j * row_length;
        const WallFacet f = facet(r, c);
        const float height = base + (float(f.level) + 0.5f) * cell_size - terrain_height(j, i);
        idx k = 0;
        while (k + 1 < z.levels && z.floors[k + 1] <= height) ++k;
        const idx jj = j / per, ii = i / per;
        const idx jo = SpreadRatios::clip(jj + facing_dj(f.facing), first.ny),
                  io = SpreadRatios::clip(ii + facing_di(f.facing), first.nx);
        const bool here = solid(k, jj, ii) == 0;
        const idx ju = here ? jj : jo, iu = here ? ii : io;
        out(r, c) = math::max(first_speed * first(k, ju, iu) + second_speed * second(k, ju, iu), lowest);
    }
};

/// (57) Wind that leaves of a block of columns feel: the mean over them, each crown at its middle. Crowns
/// that the wind grid has as building do not count, unless all are; then `lowest`. One call per block, 12 B
/// read per column.
struct WindOfLeaves {
    View2D<const float> canopy_top, canopy_base;  ///< m above terrain   [ny, nx]
    View2D<const float> leaf_area_density;        ///< m2 m-3            [ny, nx]
    View3D<const float> first, second;  ///< 1, ratios of two sectors   [levels, columns y, columns x]
    View3D<const std::uint8_t> solid;   ///< at least as many levels
    RatioLevels z;
    idx size;                         ///< surface cells along a block's side
    idx per;                          ///< the same of a column
    float first_speed, second_speed;  ///< m s-1, of each sector's reference times its share
    float lowest;                     ///< m s-1
    View2D<float> out;                ///< m s-1                         [blocks]

    LUWTE_HD static idx end(idx block, idx size, idx n) {
        return (block + 1) * size < n ? (block + 1) * size : n;
    }
    LUWTE_HD void operator()(idx bj, idx bi) const {
        const idx j1 = end(bj, size, canopy_top.ny), i1 = end(bi, size, canopy_top.nx);
        float sum = 0.0f, area = 0.0f;
        LUWTE_KEEP_LOOP
        for (idx j = bj * size; j < j1; ++j) {
            LUWTE_KEEP_LOOP
            for (idx i = bi * size; i < i1; ++i) {
                const float depth = math::max(canopy_top(j, i) - canopy_base(j, i), 0.0f);
                const float leaves = leaf_area_density(j, i) * depth;
                if (leaves <= 0.0f) continue;
                const float height = canopy_base(j, i) + 0.5f * depth;
                idx k = 0;
                while (k + 2 < z.levels && z.middle(k + 1) <= height) ++k;
                const idx up = k + 1 < z.levels ? k + 1 : k;
                const idx jj = j / per, ii = i / per;
                const float span = math::max(z.middle(up) - z.middle(k), 1e-6f);
                const float share = math::clamp((height - z.middle(k)) / span, 0.0f, 1.0f);
                const float open = solid(share < 0.5f ? k : up, jj, ii) == 0 ? leaves : 0.0f;
                const float low = first_speed * first(k, jj, ii) + second_speed * second(k, jj, ii);
                const float high = first_speed * first(up, jj, ii) + second_speed * second(up, jj, ii);
                sum += open * (low + share * (high - low));
                area += open;
            }
        }
        out(bj, bi) = area > 0.0f ? math::max(sum / area, lowest) : lowest;
    }
};

}  // namespace luwte::wind
