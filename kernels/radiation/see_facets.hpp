// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What sees what: for one direction, every surface that looks up along it is paired with the wall that it
/// meets there, or with the sky. docs/models/radiation.md, section "Exchange between surfaces".
///
/// Lines of one direction are walked away from the light. A ray keeps its sheared height
///
///     y = z + x tan(elevation)          x: distance walked
///
/// so what a surface sees along the direction stands at its own y. A line remembers intervals of y, from low
/// to high, each with the rear wall that looks along those rays; what no interval covers is sky. Stepping up
/// and passing along a top takes from the low end; stepping down puts a rear wall there. Each interval is put
/// once and taken once: the work does not grow with distance.

#include "kernels/city/roof_slope.hpp"
#include "kernels/city/wall_normals.hpp"
#include "kernels/core/atomic.hpp"
#include "kernels/radiation/crown_line.hpp"

namespace luwte::exchange {

/// Surfaces as the exchange joins them: tops (ground or roof) of blocks of `size` x `size` columns, and walls
/// of one facing within a block and `size` levels.
struct Patches {
    WallGeometry walls;
    View3D<const std::int32_t>
        first_wall;  // patch of a block's walls at level 0   [facings, blocks_y, blocks_x]
    idx size;        // columns, and levels
    idx blocks_x;

    LUWTE_HD idx top(idx j, idx i) const {
        const idx roof = walls.building_height(j, i) > 0.0f ? 1 : 0;
        return 2 * ((j / size) * blocks_x + i / size) + roof;
    }
    LUWTE_HD idx wall(int q, idx j, idx i, idx level) const {
        return first_wall(q, j / size, i / size) + level / size;
    }
};

/// Patches of the walls in a block, by facing: levels of all its walls, in whole patches.
struct WallPatchLevels {
    WallGeometry walls;
    idx size;
    /// Patch levels [from, to).
    LUWTE_HD WallLevels operator()(int q, idx block_j, idx block_i) const {
        WallLevels all{idx(1) << 30, 0};
        const idx j1 = (block_j + 1) * size, i1 = (block_i + 1) * size;
        for (idx j = block_j * size; j < j1; ++j)
            for (idx i = block_i * size; i < i1; ++i) {
                if (!walls.inside(j, i)) continue;
                const WallLevels at = walls.levels(q, j, i);
                if (at.count() == 0) continue;
                const idx from = at.from / size, to = (at.to - 1) / size + 1;
                all.from = from < all.from ? from : all.from;
                all.to = to > all.to ? to : all.to;
            }
        return all;
    }
};
struct CountWallPatches {
    WallPatchLevels levels;
    View3D<std::int32_t> count;  // [facings, blocks_y, blocks_x]
    LUWTE_HD void operator()(idx q, idx bj, idx bi) const {
        count(q, bj, bi) = levels(int(q), bj, bi).count();
    }
};
/// From the running sum to the number that a block's patch at level 0 would have.
struct NumberWallPatches {
    WallPatchLevels levels;
    View3D<std::int32_t> first;  // in: running sum; out: Patches::first_wall
    idx tops;                    // patches before the first wall's
    LUWTE_HD void operator()(idx q, idx bj, idx bi) const {
        const WallLevels at = levels(int(q), bj, bi);
        first(q, bj, bi) += tops - (at.count() > 0 ? at.from : 0);
    }
};

/// A pairing seen from one patch: partner and how much of it [m2], one word, so that it can be sorted.
struct Beam {
    std::uint64_t word;
    static LUWTE_HD Beam make(idx partner, float area) {
        return {std::uint64_t(std::uint32_t(partner)) << 32 | math::detail::bits(area)};
    }
    LUWTE_HD idx partner() const { return idx(word >> 32); }
    LUWTE_HD float area() const { return math::detail::from_bits(std::uint32_t(word)); }
};

/// Where pairings go: first they are counted per patch, then written.
struct BeamSink {
    std::int32_t* count;        // per patch: counted, or written so far
    std::int32_t* outside;      // 2^-16 m2, per patch, what it sees beyond the city's edge: while counting
    std::int32_t* leaves;       // 2^-16 m2, per patch, what it sees of crowns before surfaces: while counting
    const std::int32_t* first;  // per patch: where its beams begin; nullptr = count only
    Beam* beams;

    LUWTE_HD void add(idx a, idx b, float area) const {
        const std::int32_t at = fetch_add(count + a, 1), bt = fetch_add(count + b, 1);
        if (first == nullptr) return;
        beams[first[a] + at] = Beam::make(b, area);
        beams[first[b] + bt] = Beam::make(a, area);
    }
    LUWTE_HD void add_outside(idx a, float area) const {
        if (first == nullptr) fetch_add(outside + a, std::int32_t(area * 65536.0f));
    }
    LUWTE_HD void add_leaves(idx a, idx b, float area) const {
        if (first != nullptr) return;
        const auto held = std::int32_t(math::floor(area * 65536.0f + 0.5f));
        fetch_add(leaves + a, held);
        fetch_add(leaves + b, held);
    }
};

/// A rear wall, or a step of the ground, that looks along the rays between two sheared heights.
struct SeenInterval {
    double low, high;       // m
    double fall;            // m, y - z there
    std::int32_t patch;     // of level 0; of a step: the patch itself
    std::int32_t from, to;  // levels of the wall; from = to: a step, not cut into levels
};

/// One direction over the whole city; one call per line.
struct SeeFacets {
    Patches patches;
    View2D<const std::int32_t> patch_of_top;  // [ny, nx]
    View2D<SeenInterval> store;               // [lines, depth]
    CrownColumns crowns;
    View2D<std::int32_t> overflow;  // [1, 1]: lines that met more than they can remember
    BeamSink sink;
    double slope, per_slope;  // cells across per step walked; 1 / slope
    double tangent;           // of the elevation
    double length;            // m, way of a ray per step
    float flux;        // m, solid angle / pi * cos(elevation) * width of a line: area per sheared height
    idx steps, cells;  // extents along and across
    idx first_line;
    bool along_x;   // steps are i instead of j
    idx direction;  // +1 or -1 along the step axis

    /// What a line remembers.
    struct Line {
        SeenInterval* stack;
        idx depth = 0;
        double frontier = 0;    // m, y: rays below have met something
        float height = 0;       // m, of the column before
        bool building = false;  // it is one
        idx j = -1, i = -1;     // the column before; -1 = none yet
        idx a = -1, b = -1;     // the pairing that is being added up
        float area = 0;         // m2
        CrownLine crowns;
    };
    struct Looking {
        idx patch;  // of level 0; of a top: the patch itself
        WallLevels wall;
        double fall;  // m
    };

    LUWTE_HD void pair(Line& line, idx a, idx b, double y) const {
        if (y <= 0.0) return;
        const float area = flux * float(y);
        if (a == line.a && b == line.b) {
            line.area += area;
            return;
        }
        flush(line);
        line.a = a, line.b = b, line.area = area;
    }
    /// The same through the crowns between: what they hold is leaves for both.
    LUWTE_HD void pair_through_crowns(Line& line, idx a, idx b, double low, double high) const {
        const double open = crowns.nodes.p != nullptr ? line.crowns.through(crowns, low, high) : high - low;
        pair(line, a, b, open);
        if (open < high - low) sink.add_leaves(a, b, flux * float(high - low - open));
    }
    LUWTE_HD void flush(Line& line) const {
        if (line.a >= 0) sink.add(line.a, line.b, line.area);
        line.a = -1;
    }
    /// Patch that stands at sheared height y, and where it ends.
    LUWTE_HD idx at(idx patch, idx from, idx to, double fall, double y, double& end) const {
        if (from >= to) return patch;
        const double z0 = double(patches.walls.z0), d = double(patches.walls.cell_size);
        idx k = idx(math_floor((y - fall - z0) * double(patches.walls.per_level) + 1e-9));
        k = k < from ? from : (k >= to ? to - 1 : k);
        const idx level = k / patches.size;
        const double top = fall + z0 + d * double((level + 1) * patches.size);
        if (top > y && top < end && (level + 1) * patches.size < to) end = top;
        return patch + level;
    }
    LUWTE_HD static double math_floor(double x) {
        const double n = double(std::int64_t(x));
        return n > x ? n - 1.0 : n;
    }

    /// `who` takes the rays between two sheared heights.
    LUWTE_HD void take(Line& line, double low, double high, const Looking& who) const {
        double y = low;
        while (line.depth > 0 && y < high) {
            SeenInterval& e = line.stack[line.depth - 1];
            if (e.low >= high) return;
            y = e.low > y ? e.low : y;
            const double until = e.high < high ? e.high : high;
            while (y < until) {
                double end = until;
                const idx a = at(who.patch, who.wall.from, who.wall.to, who.fall, y, end);
                const idx b = at(e.patch, e.from, e.to, e.fall, y, end);
                pair_through_crowns(line, a, b, y, end);
                y = end;
            }
            if (e.high > high) {
                e.low = high;
                return;
            }
            --line.depth;
        }
    }
    /// What is left at the city's edge looks down on ground that is not known.
    LUWTE_HD void leave(const Line& line) const {
        for (idx n = 0; n < line.depth; ++n) {
            const SeenInterval& e = line.stack[n];
            for (double y = e.low; y < e.high;) {
                double end = e.high;
                const idx a = at(e.patch, e.from, e.to, e.fall, y, end);
                sink.add_outside(a, flux * float(end - y));
                y = end;
            }
        }
    }
    LUWTE_HD void put(Line& line, const SeenInterval& e) const {
        if (line.depth == store.nx) {
            fetch_add(&overflow(0, 0), 1);
            return;
        }
        line.stack[line.depth++] = e;
    }

    /// Walls look against the direction of walking (front) or along it (rear); `across`: through a side of
    /// the line's cells.
    LUWTE_HD int front(bool across) const {
        const bool x = along_x != across;
        const bool up = across ? slope > 0.0 : direction > 0;
        return x ? (up ? 3 : 1) : (up ? 2 : 0);
    }

    LUWTE_HD void enter(Line& line, idx j, idx i, double x_in, double x_out, bool across) const {
        const WallGeometry& g = patches.walls;
        const float h = g.opaque_height(j, i);
        const bool building = g.building_height(j, i) > 0.0f;
        const double fall = x_in * tangent, y_in = double(h) + fall, y_out = double(h) + x_out * tangent;
        const Looking top{patch_of_top(j, i), {0, 0}, 0.0};
        Looking who = top;
        if (line.j < 0) line.frontier = y_in;
        if (y_in > line.frontier) {
            if (building && shading::facade(line.height, line.building, h, building, g.rise)) {
                const int q = front(across);
                const WallLevels levels = g.levels(q, j, i);
                if (levels.count() > 0)
                    who = {patches.first_wall(q, j / patches.size, i / patches.size), levels, fall};
            }
        } else if (line.j >= 0 && line.height > h) {
            const int q = (front(across) + 2) % facings;
            const WallLevels levels = g.levels(q, line.j, line.i);
            const bool wall = levels.count() > 0;
            if (wall || line.height > h + g.rise) {
                put(line, {y_in, line.frontier, fall,
                           wall ? patches.first_wall(q, line.j / patches.size, line.i / patches.size)
                                : patch_of_top(line.j, line.i),
                           wall ? levels.from : 0, wall ? levels.to : 0});
                if (crowns.nodes.p != nullptr) line.crowns.begin(crowns, y_in, line.frontier);
                line.frontier = y_in;
            }
        }
        if (crowns.nodes.p != nullptr && crowns.top(j, i) > 0.0f)
            line.crowns.cross(crowns, double(h + crowns.base(j, i)), double(h + crowns.top(j, i)), fall,
                              x_out * tangent, crowns.depth_per_leaf_height * crowns.leaf_area_density(j, i));
        // First the front of this column up to its edge, then its top.
        LUWTE_KEEP_LOOP
        for (int part = 0; part < 2; ++part) {
            const double until = part == 0 ? y_in : y_out;
            if (until > line.frontier) {
                take(line, line.frontier, until, who);
                line.frontier = until;
            }
            who = top;
        }
        line.height = h, line.building = building, line.j = j, line.i = i;
    }

    LUWTE_HD void operator()(idx number) const {
        Line line;
        line.stack = store.row(number);
        if (crowns.nodes.p != nullptr) line.crowns.node = crowns.nodes.row(number);
        // The line's place across at the edge before step s, counted from the scene's centre.
        const double at0 = double(first_line + number) + 0.5;
        for (idx s = 0; s < steps; ++s) {
            const double in = at0 + slope * (double(s) - 0.5 * double(steps));
            const double out = in + slope;
            const idx c0 = idx(math_floor(in)), c1 = idx(math_floor(out));
            const idx n = direction > 0 ? s : steps - 1 - s;
            const double x0 = double(s) * length, x1 = x0 + length;
            double turn = x1;  // where the line passes from one cell to the next
            if (c1 != c0) turn = x0 + length * ((slope > 0.0 ? double(c1) : double(c0)) - in) * per_slope;
            LUWTE_KEEP_LOOP
            for (int part = 0; part < (c1 != c0 ? 2 : 1); ++part) {
                const idx c = part == 0 ? c0 : c1;
                if (c < 0 || c >= cells) continue;
                enter(line, along_x ? c : n, along_x ? n : c, part == 0 ? x0 : turn, part == 0 ? turn : x1,
                      part != 0);
            }
        }
        flush(line);
        leave(line);
    }
};

}  // namespace luwte::exchange
