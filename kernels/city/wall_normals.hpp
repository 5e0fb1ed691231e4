// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which way walls really face. A wall that is turned against the grid is drawn as a staircase; the true wall
/// behind it is found again from the lengths of its treads (docs/models/city.md, section "Walls that are
/// turned").
///
/// Seen from above and at one level, a straight wall is a digital line: faces of one direction in runs whose
/// lengths differ by one at most, and between two runs one single face of the next direction, always the
/// same. Its normal has the runs' faces along the one direction and the single ones along the other.

#include "kernels/city/walls.hpp"

namespace luwte {

/// Outward normal of the wall that a facet is part of; east and north of the grid, length 1.
struct WallNormal {
    float east, north;
    /// True area of the wall per area of its faces [1]: 0.71 to 1.
    LUWTE_HD float true_area() const { return 1.0f / (math::abs(east) + math::abs(north)); }
    /// How far round it points: 0 to 4 for north, east, south, west and north, increasing in between.
    LUWTE_HD float quarters() const {
        const float e = math::abs(east) * true_area(), n = math::abs(north) * true_area();
        return east >= 0.0f ? (north >= 0.0f ? e : 1.0f + n) : (north < 0.0f ? 2.0f + e : 3.0f + n);
    }
};

/// The normal of the wall around each facet.
struct FindWallNormals {
    WallGeometry walls;
    View2D<const WallFacet> facet;  // [rows, width], by number
    View2D<WallNormal> normal;      // the same
    /// Faces that are looked at on either side: of a turn of less than 2 degrees no tread ends within them.
    static constexpr idx most = 32;

    /// Which way the faces to the right (n > 0) and to the left look, seen from above; -1 beyond the wall's
    /// end. Two bits a face, in words: an array would live in the device's slow local memory.
    struct Chain {
        int own;  // Facing
        std::uint64_t right = 0, left = 0;
        idx to_right = 0, to_left = 0;  // faces that were followed
        LUWTE_HD int operator()(idx n) const {
            if (n == 0) return own;
            const bool aside = n > 0;
            const idx at = aside ? n : -n;
            if (at > (aside ? to_right : to_left)) return -1;
            return int((aside ? right : left) >> (2 * (at - 1)) & 3u);
        }
    };
    /// Where single faces stand between the treads on one side: bit n - 1 for n steps from the face in
    /// question.
    struct Risers {
        std::uint32_t at = 0;
        idx end = 0;  // of the last tread
        /// The first beyond n; 0 = none.
        LUWTE_HD idx after(idx n) const {
            for (idx m = n + 1; m <= most; ++m)
                if ((at >> (m - 1) & 1u) != 0) return m;
            return 0;
        }
    };
    /// Treads between two risers: how many, and their lengths.
    struct Treads {
        idx count = 0, faces = 0, shortest = 2 * most, longest = 0;
        LUWTE_HD bool fits(idx length) const {
            return count == 0 || (length <= shortest + 1 && length >= longest - 1);
        }
        LUWTE_HD void add(idx length) {
            ++count, faces += length;
            shortest = length < shortest ? length : shortest;
            longest = length > longest ? length : longest;
        }
    };

    LUWTE_HD bool stands(int q, idx j, idx i, idx level) const {
        if (!walls.inside(j, i)) return false;
        const WallLevels at = walls.levels(q, j, i);
        return level >= at.from && level < at.to;
    }
    /// Follows the wall to the right (turn = 1) or to the left (-1); returns how many faces there are.
    LUWTE_HD idx follow(std::uint64_t& word, int q, idx j, idx i, idx level, int turn) const {
        for (idx n = 0; n < most; ++n) {
            const int aside = (q + turn + facings) % facings, back = (aside + 2) % facings;
            const idx dj = facing_dj(aside), di = facing_di(aside);
            const idx jo = j + facing_dj(q) + dj, io = i + facing_di(q) + di;
            if (stands(q, j + dj, i + di, level))
                j += dj, i += di;
            else if (stands(aside, j, i, level))
                q = aside;
            else if (stands(back, jo, io, level))
                q = back, j = jo, i = io;
            else
                return n;
            word |= std::uint64_t(q) << (2 * n);
        }
        return most;
    }
    /// The risers beyond the tread that ends at `end`, all of one facing.
    LUWTE_HD static Risers risers(const Chain& chain, idx end, int turn, int tread, int riser) {
        Risers out;
        out.end = end;
        while (riser >= 0 && chain(turn * (out.end + 1)) == riser && chain(turn * (out.end + 2)) == tread) {
            out.at |= std::uint32_t(1) << out.end;
            out.end = tread_end(chain, out.end + 2, turn);
        }
        return out;
    }
    LUWTE_HD static idx tread_end(const Chain& chain, idx n, int turn) {
        while (n < most && chain(turn * (n + 1)) == chain(turn * n)) ++n;
        return n;
    }

    /// Of the faces around, is the nearest run of two or more of facing q?
    LUWTE_HD static bool longer_runs_of(const Chain& chain, int q) {
        for (idx n = 1; n < most; ++n) {
            const bool right = chain(n) == chain(n + 1), left = chain(-n) == chain(-n - 1);
            if (right || left) return (!right || chain(n) == q) && (!left || chain(-n) == q);
        }
        return false;
    }

    LUWTE_HD WallNormal find(int q, idx j, idx i, idx level) const {
        Chain chain{q};
        chain.to_right = follow(chain.right, q, j, i, level, 1);
        chain.to_left = follow(chain.left, q, j, i, level, -1);
        // Is this face part of a tread, or the riser between two?
        const idx right = tread_end(chain, 0, 1), left = tread_end(chain, 0, -1);
        const int beyond_right = chain(right + 1), beyond_left = chain(-left - 1);
        const bool single = right == 0 && left == 0 && beyond_right >= 0 && beyond_right == beyond_left;
        const bool is_riser = single && !longer_runs_of(chain, q);
        const int tread = is_riser ? beyond_right : q;
        int riser = q;
        if (!is_riser) {
            const int r = chain(right + 2) == q ? beyond_right : -1,
                      l = chain(-left - 2) == q ? beyond_left : -1;
            riser = r < 0 ? l : (l < 0 || l == r ? r : -1);
        }
        const Risers to_right = risers(chain, is_riser ? tread_end(chain, 1, 1) : right, 1, tread, riser),
                     to_left = risers(chain, is_riser ? tread_end(chain, 1, -1) : left, -1, tread, riser);

        Treads treads;
        const bool own_between = !is_riser && to_right.at != 0 && to_left.at != 0;
        if (own_between) treads.add(right + left + 1);
        // From riser to riser outwards; the face in question is one, or they begin with the next.
        idx r = is_riser ? 0 : to_right.after(0), l = is_riser ? 0 : to_left.after(0);
        for (bool more = true; more;) {
            const idx next_right = to_right.after(r), next_left = to_left.after(l);
            const bool add_right = (is_riser || r > 0) && next_right > 0 && treads.fits(next_right - r - 1),
                       add_left = (is_riser || l > 0) && next_left > 0 && treads.fits(next_left - l - 1);
            if (add_right) treads.add(next_right - r - 1), r = next_right;
            if (add_left) treads.add(next_left - l - 1), l = next_left;
            more = add_right || add_left;
        }
        float slope = 0.0f;  // risers per face of a tread
        if (treads.count > 0) {
            const bool part_of_it = is_riser || own_between || right + left + 1 <= treads.longest + 1;
            if (part_of_it) slope = float(treads.count) / float(treads.faces);
        } else if (is_riser || (to_right.at | to_left.at) != 0) {
            slope = 1.0f / float(to_right.end + to_left.end);
        }
        const float length = 1.0f / math::sqrt(1.0f + slope * slope), along = slope * length;
        const int up = riser >= 0 ? riser : tread;
        return {length * float(facing_di(tread)) + along * float(facing_di(up)),
                length * float(facing_dj(tread)) + along * float(facing_dj(up))};
    }
    LUWTE_HD void operator()(idx r, idx c) const {
        const WallFacet f = facet(r, c);
        const idx nx = walls.opaque_height.nx;
        normal(r, c) = find(f.facing, f.column / nx, f.column % nx, f.level);
    }
};

/// Marks, beside the walls around a column (MarkWallsAround), those that are turned against the grid: the
/// upper four bits.
struct MarkTurnedWalls {
    WallGeometry walls;
    View3D<const std::int32_t> first;  // WallFacets::first   [facings, ny, nx]
    View2D<const WallNormal> normal;   // by number
    View2D<std::uint8_t> mask;         // [steps, cells]
    bool transposed;                   // steps are i instead of j
    LUWTE_HD void operator()(idx n, idx c) const {
        const idx j = transposed ? c : n, i = transposed ? n : c;
        const unsigned around = mask(n, c);
        unsigned turned = 0;
        for (int q = 0; q < facings; ++q) {
            if ((around >> q & 1u) == 0) continue;
            const idx jw = j - facing_dj(q), iw = i - facing_di(q);
            const idx from = first(q, jw, iw), count = walls.levels(q, jw, iw).count();
            for (idx at = from; at < from + count; ++at) {
                const WallNormal w = normal.p[at];
                if (w.east * float(facing_di(q)) + w.north * float(facing_dj(q)) < 1.0f) turned |= 16u << q;
            }
        }
        mask(n, c) = std::uint8_t(around | turned);
    }
};

}  // namespace luwte
