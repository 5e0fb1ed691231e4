// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/radiation/see_facets.hpp"

/// The pairings of SeeFacets as a table: per patch a list of partners, each once, with what is exchanged.
namespace luwte::exchange {

/// Lists of beams, one per patch.
struct BeamLists {
    const std::int32_t* first;  // where a list begins
    std::int32_t* count;        // how long it is
    Beam* beams;
};

/// Sorts a patch's beams by partner and area and adds up those with the same partner: whatever the order in
/// which they were written, the list is the same.
struct SortBeams {
    BeamLists lists;

    LUWTE_HD static void sink_down(Beam* b, idx from, idx n) {
        const Beam moved = b[from];
        idx at = from;
        for (idx child = 2 * at + 1; child < n; child = 2 * at + 1) {
            if (child + 1 < n && b[child + 1].word > b[child].word) ++child;
            if (b[child].word <= moved.word) break;
            b[at] = b[child];
            at = child;
        }
        b[at] = moved;
    }
    LUWTE_HD void operator()(idx patch) const {
        Beam* const b = lists.beams + lists.first[patch];
        const idx n = lists.count[patch];
        for (idx i = n / 2; i-- > 0;) sink_down(b, i, n);
        for (idx end = n - 1; end > 0; --end) {
            const Beam last = b[end];
            b[end] = b[0];
            b[0] = last;
            sink_down(b, 0, end);
        }
        idx kept = 0;
        for (idx i = 0; i < n; ++i) {
            if (kept > 0 && b[kept - 1].partner() == b[i].partner())
                b[kept - 1] = Beam::make(b[i].partner(), b[kept - 1].area() + b[i].area());
            else
                b[kept++] = b[i];
        }
        lists.count[patch] = kept;
    }
};

/// Puts two lists of each patch, both sorted, together: into `out`, or only counted where that is nullptr.
struct MergeBeams {
    BeamLists a, b;
    const std::int32_t* first;  // where the new list begins
    std::int32_t* count;
    Beam* out;

    LUWTE_HD void operator()(idx patch) const {
        const Beam *pa = a.beams + a.first[patch], *pb = b.beams + b.first[patch];
        const Beam *const ea = pa + a.count[patch], *const eb = pb + b.count[patch];
        idx n = 0;
        while (pa != ea || pb != eb) {
            Beam next{};
            if (pb == eb || (pa != ea && pa->partner() < pb->partner()))
                next = *pa++;
            else if (pa == ea || pb->partner() < pa->partner())
                next = *pb++;
            else {
                next = Beam::make(pa->partner(), pa->area() + pb->area());
                ++pa, ++pb;
            }
            if (out != nullptr) out[first[patch] + n] = next;
            ++n;
        }
        count[patch] = n;
    }
};

/// Sums over a patch's tops of weight times two values, or of the weights alone. One call per block.
struct SumOfTops {
    Patches patches;
    View2D<const float> weight, a, b;  // [ny, nx]; a and b may be empty: 1
    View2D<const float> divisor;       // by patch; empty = 1
    float *sum_a, *sum_b;              // by patch

    LUWTE_HD void operator()(idx bj, idx bi) const {
        const WallGeometry& g = patches.walls;
        float in_a[2] = {0.0f, 0.0f}, in_b[2] = {0.0f, 0.0f};
        for (idx j = bj * patches.size; j < (bj + 1) * patches.size; ++j)
            for (idx i = bi * patches.size; i < (bi + 1) * patches.size; ++i) {
                if (!g.inside(j, i)) continue;
                const bool roof = g.building_height(j, i) > 0.0f;
                const float w = weight(j, i);
                const float va = a.p != nullptr ? w * a(j, i) : w, vb = b.p != nullptr ? w * b(j, i) : w;
                in_a[0] += roof ? 0.0f : va, in_b[0] += roof ? 0.0f : vb;
                in_a[1] += roof ? va : 0.0f, in_b[1] += roof ? vb : 0.0f;
            }
        const idx patch = 2 * (bj * patches.blocks_x + bi);
        store(patch, in_a[0], in_b[0]);
        store(patch + 1, in_a[1], in_b[1]);
    }
    LUWTE_HD void store(idx patch, float of_a, float of_b) const {
        const float by = divisor.p != nullptr ? divisor.p[patch] : 1.0f;
        sum_a[patch] = by > 0.0f ? of_a / by : 0.0f;
        sum_b[patch] = by > 0.0f ? of_b / by : 0.0f;
    }
};

/// Items (wall facets, patches) of each owner (patch, block) with their weights, as lists of beams whose
/// partner is the item.
struct ListItemsOfOwners {
    View2D<const std::int32_t> owner;  // by item
    View2D<const float> weight;        // by item
    std::int32_t* count;               // per owner: counted, or written so far
    const std::int32_t* first;         // per owner; nullptr = count only
    Beam* items;
    idx item_count;

    LUWTE_HD void operator()(idx r, idx c) const {
        const idx n = r * owner.nx + c;
        if (n >= item_count) return;
        const std::int32_t at = fetch_add(count + owner(r, c), 1);
        if (first != nullptr) items[first[owner(r, c)] + at] = Beam::make(n, weight(r, c));
    }
};

/// The same as SumOfTops over a patch's walls. One call per patch of walls.
struct SumOfWalls {
    const std::int32_t* first;  // [patches + 1], lists of ListItemsOfOwners
    const Beam* facets;
    View2D<const float> weight;   // by facet; empty = that of the list
    View2D<const float> a, b;     // by facet; may be empty: 1
    View2D<const float> divisor;  // by patch; empty = 1
    float *sum_a, *sum_b;         // by patch
    idx tops;                     // patches before the first wall's

    LUWTE_HD void operator()(idx n) const {
        const idx patch = tops + n;
        float of_a = 0.0f, of_b = 0.0f;
        for (std::int32_t at = first[patch]; at < first[patch + 1]; ++at) {
            const Beam f = facets[at];
            const float w = weight.p != nullptr ? weight.p[f.partner()] : f.area();
            of_a += w * (a.p != nullptr ? a.p[f.partner()] : 1.0f);
            of_b += w * (b.p != nullptr ? b.p[f.partner()] : 1.0f);
        }
        const float by = divisor.p != nullptr ? divisor.p[patch] : 1.0f;
        sum_a[patch] = by > 0.0f ? of_a / by : 0.0f;
        sum_b[patch] = by > 0.0f ? of_b / by : 0.0f;
    }
};

/// Whose surroundings a column has.
struct PatchOfTop {
    Patches patches;
    View2D<std::int32_t> out;  // [ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const { out(j, i) = patches.top(j, i); }
};
/// Whose surroundings a wall facet has; those that stand for none get patch 0.
struct PatchOfWall {
    Patches patches;
    View2D<const WallFacet> facet;
    View2D<std::int32_t> out;  // by facet
    idx facets;                // number of facets that stand for one
    LUWTE_HD void operator()(idx r, idx c) const {
        const WallFacet f = facet(r, c);
        const idx nx = patches.walls.opaque_height.nx;
        out(r, c) =
            r * facet.nx + c < facets ? patches.wall(f.facing, f.column / nx, f.column % nx, f.level) : 0;
    }
};

/// Area [m2] times what a facet sees beside the sky; a little where that is nothing, so that a roof above all
/// others has a radiosity too: a body on it sees more than the roof does.
struct HiddenArea {
    static constexpr float least = 1e-4f;  // 1
    View2D<const float> sky_view;          // 1, opaque
    View2D<const WallNormal> normal;       // of walls, or
    View2D<const TopSlope> slope;          // of tops
    View2D<float> out;                     // m2
    float cell_area;                       // m2
    LUWTE_HD void operator()(idx j, idx i) const {
        const float area = normal.p != nullptr ? normal(j, i).true_area() : slope(j, i).area();
        out(j, i) = cell_area * area * math::clamp(1.0f - sky_view(j, i), least, 1.0f);
    }
};

/// What a facet sends back to surfaces of what it gets from surfaces [1].
struct Reflectance {
    View2D<const float> albedo, sky_view;  // 1; 1, opaque
    View2D<float> out;                     // 1
    LUWTE_HD void operator()(idx j, idx i) const {
        out(j, i) = albedo(j, i) * math::clamp(1.0f - sky_view(j, i), 0.0f, 1.0f);
    }
};

/// Ends of lists that lie one behind the other, for patches 0 to n - 1.
struct EndsOfLists {
    const std::int32_t *first, *count;
    std::int32_t* out;  // [n + 1]
    idx n;
    LUWTE_HD void operator()(idx patch) const {
        out[patch] = first[patch];
        if (patch == n - 1) out[n] = first[patch] + count[patch];
    }
};

/// Row sum that a patch shall have [m2]: what is not sky, less the shares that crowns hold and that lie
/// beyond the city's edge.
struct WantedRows {
    const std::int32_t *first, *outside, *held;  // [patches + 1]; 2^-16 m2
    const Beam* beams;
    const float* area;  // m2, that is not sky
    float* wanted;
    float* leaves;  // 1, share of what is not sky that crowns hold
    LUWTE_HD void operator()(idx patch) const {
        float inside = 0.0f;
        for (std::int32_t n = first[patch]; n < first[patch + 1]; ++n) inside += beams[n].area();
        const float beyond = float(outside[patch]) * (1.0f / 65536.0f),
                    by_crowns = float(held[patch]) * (1.0f / 65536.0f);
        const float all = inside + by_crowns + beyond;
        wanted[patch] = inside > 0.0f ? area[patch] * inside / all : 0.0f;
        leaves[patch] = by_crowns > 0.0f && area[patch] > 0.0f ? by_crowns / all : 0.0f;
    }
};

/// One pass of bringing a symmetric table to given row sums: scale_P (area_P / (scale_P sum))^(1/2). Within
/// bounds: a patch that hardly sees another may be all that the other sees.
struct ScaleRows {
    const std::int32_t* first;  // [patches + 1]
    const Beam* beams;
    const float* wanted;  // m2, row sum
    const float* scale;   // 1, of the pass before
    float* next;

    LUWTE_HD float row_sum(idx patch) const {
        float sum = 0.0f;
        for (std::int32_t n = first[patch]; n < first[patch + 1]; ++n)
            sum += beams[n].area() * scale[beams[n].partner()];
        return sum * scale[patch];
    }
    LUWTE_HD void operator()(idx patch) const {
        const float now = row_sum(patch);
        const float factor = now > 0.0f ? math::sqrt(wanted[patch] / now) : 1.0f;
        next[patch] = math::clamp(scale[patch] * factor, 0.01f, 100.0f);
    }
};

/// What is left to take from a row so that its sum is not more than wanted [1].
struct LimitRows {
    ScaleRows rows;
    float* limit;
    LUWTE_HD void operator()(idx patch) const {
        const float now = rows.row_sum(patch);
        limit[patch] = now > rows.wanted[patch] ? rows.wanted[patch] / now : 1.0f;
    }
};

/// The finished table: shares of what a patch sees beside the sky. A pairing has the smaller limit of its two
/// patches, which keeps the table symmetric and no row above 1; what a row with its leaves lacks of 1 is the
/// patch's own kind.
struct SharesOfRows {
    ScaleRows rows;
    const float *limit, *area, *leaves;  // 1; m2, that is not sky; 1
    std::int32_t* partner;
    float* share;
    float* own;
    LUWTE_HD void operator()(idx patch) const {
        float sum = 0.0f;
        for (std::int32_t n = rows.first[patch]; n < rows.first[patch + 1]; ++n) {
            const idx q = rows.beams[n].partner();
            const float least = math::min(limit[patch], limit[q]);
            const float exchanged = rows.beams[n].area() * rows.scale[patch] * rows.scale[q] * least;
            partner[n] = q;
            share[n] = area[patch] > 0.0f ? exchanged / area[patch] : 0.0f;
            sum += share[n];
        }
        own[patch] = area[patch] > 0.0f ? 1.0f - sum - leaves[patch] : 0.0f;
    }
};

/// Radiosity to begin reflections with: new sun and sky, and what was reflected of the rest before.
struct BeginReflections {
    const float *first_reflection, *reflectance, *seen;  // W m-2, 1, W m-2 of the part before
    float* radiosity;                                    // W m-2
    LUWTE_HD void operator()(idx patch) const {
        radiosity[patch] = first_reflection[patch] + reflectance[patch] * seen[patch];
    }
};

/// Leaves before the surfaces that a patch sees.
struct SeenLeaves {
    const float* share;                 // 1, of what is not sky, by patch
    const float *shortwave, *longwave;  // W m-2, radiosity, by patch
};

/// What each patch sees of surfaces: sum over partners of share times radiosity, of longwave [W m-2].
struct SeenRadiosity {
    const std::int32_t *first, *partner;
    const float *share, *own;
    const float* radiosity;  // W m-2, by patch
    float* seen;             // W m-2, by patch

    LUWTE_HD void operator()(idx patch) const {
        float sum = own[patch] * radiosity[patch];
        for (std::int32_t n = first[patch]; n < first[patch + 1]; ++n)
            sum += share[n] * radiosity[partner[n]];
        seen[patch] = sum;
    }
};

/// The same for shortwave and, in the same reading of the table, longwave; followed by a reflection. Writes
/// the new radiosity and how much it moved.
template <bool with_longwave>
struct Reflect {
    const std::int32_t *first, *partner;
    const float *share, *own;
    const float *leaf_share, *leaf_shortwave;     // 1; W m-2
    const float *first_reflection, *reflectance;  // W m-2; 1
    const float *before, *longwave;               // W m-2, radiosity
    float *seen, *seen_longwave;                  // W m-2
    float *after, *moved;                         // W m-2

    LUWTE_HD void operator()(idx patch) const {
        float k = own[patch] * before[patch] + leaf_share[patch] * leaf_shortwave[patch];
        float l = with_longwave ? own[patch] * longwave[patch] : 0.0f;
        for (std::int32_t n = first[patch]; n < first[patch + 1]; ++n) {
            k += share[n] * before[partner[n]];
            if constexpr (with_longwave) l += share[n] * longwave[partner[n]];
        }
        const float now = first_reflection[patch] + reflectance[patch] * k;
        moved[patch] = math::abs(now - before[patch]);
        after[patch] = now;
        seen[patch] = k;
        if constexpr (with_longwave) seen_longwave[patch] = l;
    }
};

}  // namespace luwte::exchange
