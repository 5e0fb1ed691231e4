// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/sweep.hpp"
#include "kernels/core/unrolled.hpp"
#include "kernels/shading/opaque_shade.hpp"

#include <type_traits>

namespace luwte::shading {

/// How a direction is cut into bins of sheared height; see docs/models/shading.md, section 4.
///
/// A ray keeps its sheared height y = z + q d (q: walked steps, d: fall per step). Node B of a line holds
/// the optical depth of everything that the ray y = B bin has crossed so far. Seen from step q, node
/// B = b + shift(q) is at height z = b bin - (q mod steps_per_bin) d. Either one step is a whole
/// number of bins (steep rays) or one bin a whole number of steps (flat rays), so node heights repeat
/// exactly and depend on the global step alone: tiles agree bit for bit.
struct CrownBins {
    float size;         ///< m
    idx bins_per_step;  ///< whole bins that a ray falls per step; 0 for flat rays
    idx steps_per_bin;  ///< steps in which a flat ray falls one bin; 1 for steep rays
    float lowest;       ///< m above datum, lowest receiver
    idx count;          ///< bins kept per line: a power of two, multiple of 8

    LUWTE_HD idx shift(idx walked) const {
        if (bins_per_step > 0) return bins_per_step * walked;
        const idx q = walked / steps_per_bin;
        return q * steps_per_bin > walked ? q - 1 : q;  // towards minus infinity
    }
    LUWTE_HD idx phase(idx walked) const {
        return bins_per_step > 0 ? 0 : walked - shift(walked) * steps_per_bin;
    }
};

/// Largest integer <= x for |x| < 2^31, without a branch that a processor would have to guess.
LUWTE_HD idx floor_index(float x) {
    const idx n = idx(x);
    return n - idx(float(n) > x);
}

/// Length of the overlap of [low, high] with [0, limit], low < high.
LUWTE_HD float overlap(float low, float high, float limit) {
    const float to = math::max(math::min(high, limit), 0.0f), from = math::max(math::min(low, limit), 0.0f);
    return to - from;
}

/// Light of one direction through crowns: exp(-tau) where no opaque surface stands in the way,
///
///     tau = sum over crown columns   extinction clumping LAD  path,
///     path = (height of the ray's passage between base and top) / sin(elevation)
///
/// A ray crosses a column from half a step before its centre to half a step behind, so a column gives
/// node y the overlap of [y - d/2, y + d/2] with [base, top]: exact for steep rays too. The receiver's
/// own column counts only from the receiver towards the sun. A receiver reads its own sheared height
/// (linear between two nodes), therefore trunk space stays open to low sun, and roofs above crowns,
/// receivers inside crowns and leaves in front of walls are right without further rules.
///
/// `Out` says what becomes of the light: BeamOut or SkyLoss. 12 B read or written per cell, 8 more in crowns.
template <class Tag, class Out>
struct CrownShade {
    View2D<const std::uint32_t> words;  // PackHeights    [steps, cells + 2]
    View2D<const float> top;            // m above terrain, 0 = no crown   [steps, cells]
    View2D<const CrownBody> body;       // PackCrowns     [steps, cells]
    View2D<float> nodes;                // optical depth  [lines, bins] on the CPU, [bins, lines] on CUDA
    CrownBins bins;
    float drop;              // m, fall of a ray in one step
    float depth_per_height;  // extinction * clumping / sin(elevation)
    float rise;              // m, smallest roof step that is a facade
    float receiver;          // m above ground or roof
    Out out;

    static constexpr float steepest = 32.0f;  // m, fall per step
    static constexpr idx width = 512, piece = width;
    static constexpr bool for_walls = requires(const Out& o) { o.wall_mask; };
    static constexpr bool for_leaves = requires(const Out& o) { o.taken; };
    template <idx W>
    struct State : std::conditional_t<for_walls, EdgeShadow<W>, OpaqueShadow<W>> {
        float in[for_leaves ? W : 1];  // m above datum, shadow that comes into this cell
        float leaves[W];               // m above datum, no crown seen from above it
        float ground[W];               // m above datum, of this cell
        float depth[W];                // optical depth at the receiver; negative: nothing to read
        std::int32_t add[W];           // 1 where this cell's crown matters to cells behind it
        idx read_list[W];              // cells of the run whose receivers look through leaves
        idx add_list[W];               // cells of the run with crowns that matter behind them
        idx until[W];                  // nodes from here on were never written
    };
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        s.start();
        for (idx l = 0; l < W; ++l) {
            s.leaves[l] = no_height;
            s.until[l] = -(idx(1) << 30);
        }
    }

    LUWTE_HD void prefetch(idx n, const SweepRun& run) const {
        sweep_detail::prefetch(words.row(n) + run.cell, run.count + 2);
        sweep_detail::prefetch(top.row(n) + run.cell, run.count);
        sweep_detail::prefetch(out.row(n) + run.cell, run.count);
    }

    LUWTE_HD float& node(idx line, idx b) const {
        const idx slot = b & (bins.count - 1);
        if constexpr (std::is_same_v<Tag, Cpu>)
            return nodes(line, slot);
        else
            return nodes(slot, line);
    }
    LUWTE_HD float read(idx line, idx b, idx until) const {
        if constexpr (std::is_same_v<Tag, Cpu>) {
            const float depth = node(line, b);  // loaded in any case: no branch
            return b < until ? depth : 0.0f;
        } else {
            return b < until ? node(line, b) : 0.0f;  // a device skips the load
        }
    }

    /// Adds a crown to the nodes that it meets, in groups of eight (beyond its reach it adds zero).
    LUWTE_HD void add_crown(idx line, float low, float high, float density, idx shift, float offset,
                            idx& until) const {
        const float half = 0.5f * drop, per_bin = 1.0f / bins.size;
        const float first = math::max(low - half, bins.lowest + drop - 2.0f * bins.size);
        const float last = high + half;
        if (!(first < last)) return;
        const idx begin = (floor_index((first + offset) * per_bin) + shift) & ~idx(7);
        const idx end = ((floor_index((last + offset) * per_bin) + shift) | idx(7)) + 1;
        // Nodes that no crown has touched yet, below this one's; rare.
        for (idx b = math_max(until, end - bins.count); b < begin; ++b) node(line, b) = 0.0f;
        for (idx b = begin; b < end; b += 8) {
            const float z0 = float(b - shift) * bins.size - offset + half;
            const float keep = b < until ? 1.0f : 0.0f;
            float* const p = &node(line, b);
            const std::ptrdiff_t stride = std::is_same_v<Tag, Cpu> ? 1 : nodes.sy;
            LUWTE_SIMD
            for (idx n = 0; n < 8; ++n) {
                const float z = z0 + float(n) * bins.size;
                const float before = keep != 0.0f ? p[n * stride] : 0.0f;
                p[n * stride] = before + density * overlap(z - high, z - low, drop);
            }
        }
        until = math_max(until, end);
    }

    /// Sun that a crown takes of all rays that cross its column, per ground area and of a plane that faces
    /// the sun [1]: where the opaque shadow `in` leaves them in the sun, what comes out of the crowns
    /// before less what goes on, by Simpson's rule between the nodes, as receivers read them. Before the
    /// crown is added. Rays as steep as `steepest` meet no crown but their own.
    LUWTE_HD float taken_by_crown(idx line, float low, float high, float density, float in, idx shift,
                                  float offset, idx until) const {
        if (drop > steepest)
            return out.sine * math::clamp((high - in) / (high - low), 0.0f, 1.0f) *
                   (1.0f - math::exp(-density * (high - low)));
        const float half = 0.5f * drop, per_bin = 1.0f / bins.size;
        const idx begin =
            (floor_index((math::max(low - half, in - bins.size) + offset) * per_bin) + shift) & ~idx(7);
        const idx end = floor_index((high + half + offset) * per_bin) + 1 + shift;
        float sum = 0.0f;
        for (idx b = begin; b < end; b += 8) {
            const float z0 = float(b - shift) * bins.size - offset;
            const float* const p = &node(line, b);
            const std::ptrdiff_t stride = std::is_same_v<Tag, Cpu> ? 1 : nodes.sy;
            const auto taken = [&](idx n) LUWTE_INLINE_LAMBDA {
                const float z = z0 + float(n) * bins.size, next = z + bins.size;
                const float lit = math::clamp((z - in) * per_bin + 0.5f, 0.0f, 1.0f),
                            lit_between = math::clamp((z - in) * per_bin + 1.0f, 0.0f, 1.0f);
                const float before = b < until ? p[n * stride] : 0.0f;
                const float between = 0.5f * (before + read(line, b + n + 1, until));
                const float own = density * overlap(z + half - high, z + half - low, drop),
                            own_next = density * overlap(next + half - high, next + half - low, drop);
                return lit * (math::exp(-before) - math::exp(-(before + own))) +
                       2.0f * lit_between *
                           (math::exp(-between) - math::exp(-(between + 0.5f * (own + own_next))));
            };
#if defined(__CUDACC__)
            for (idx n = 0; n < 8; ++n) sum += taken(n);
#else
            float part[8];  // summed one by one: as on a device
            LUWTE_SIMD
            for (idx n = 0; n < 8; ++n) part[n] = taken(n);
            for (idx n = 0; n < 8; ++n) sum += part[n];
#endif
        }
        return out.sine * bins.size / (3.0f * drop) * sum;
    }
    LUWTE_HD static idx math_max(idx a, idx b) { return a > b ? a : b; }

    /// Optical depth of what the ray through height z of this step has crossed, before this step's crowns.
    LUWTE_HD float depth_at(idx line, float z, idx shift, float offset, float per_bin, idx until) const {
        const float position = (z + offset) * per_bin;
        const idx below = floor_index(position), b = below + shift;
        const float t0 = read(line, b, until), t1 = read(line, b + 1, until);
        return math::max(t0 + (position - float(below)) * (t1 - t0), 0.0f);
    }

    /// Light for the walls beside the cells of a run, at each facet's own height.
    template <idx W>
    LUWTE_HD void walls_around(const SweepStep& at, const SweepRun& run, const State<W>& s, idx shift,
                               float offset, float per_bin, float lean) const {
        const std::uint8_t* const mask = out.wall_mask.row(at.n);
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            if ((mask[c] & out.walls.facing) == 0u) continue;
            const float h = s.ground[l], high = top.row(at.n)[c];
            const CrownBody own = high > 0.0f ? body.row(at.n)[c] : CrownBody{0.0f, 0.0f};
            out.walls.each(at.n, c, mask[c], s.shadow[l], h, s.along[l], lean,
                           [&](idx facet, float cosine, float lit, float z) {
                               const float ahead =
                                   depth_at(run.line + l, z, shift, offset, per_bin, s.until[l]);
                               const float here = own.leaf_area * depth_per_height *
                                                  overlap(own.base - (z - h), high - (z - h), 0.5f * drop);
                               out.receive(facet, cosine, lit, math::exp(-(ahead + here)));
                           });
        }
    }

    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        const SurfaceRow row(words, at.n, at.fraction);
        const float* const crown_top = top.row(at.n);
        const float half = 0.5f * drop;

        // Opaque shade of all lines; which of them have to look at leaves.
        std::int32_t busy = 0;
#if !defined(__CUDACC__)
#pragma omp simd reduction(| : busy)
#endif
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            const float h = row.height(c), z = h + receiver;
            float in;
            if constexpr (for_walls)
                in = s.pass(l, h, row.building(c), row.roof_aside(c), EdgeStep(at, out.walls.aside), drop,
                            rise);
            else
                in = s.pass(l, h, row.building(c), drop, rise);
            const float leaves = s.leaves[l] - drop, high = h + crown_top[c];
            const bool lit = in <= z;
            const std::int32_t crown = crown_top[c] > 0.0f ? 1 : 0;
            const std::int32_t reads = lit ? (leaves > z ? 1 : crown) : 0;
            const std::int32_t adds = in <= high + drop ? crown : 0;  // else only dark rays cross it
            out.opaque(at.n, c, lit);
            s.ground[l] = h;
            if constexpr (for_leaves) s.in[l] = in;
            s.depth[l] = reads != 0 ? 0.0f : -1.0f;
            s.add[l] = adds;
            s.leaves[l] = adds != 0 ? math::max(leaves, high + half) : leaves;
            busy |= reads | adds;
        }
        const idx shift = bins.shift(at.walked);
        const float offset = float(bins.phase(at.walked)) * drop, per_bin = 1.0f / bins.size;
        if constexpr (for_walls)
            walls_around(at, run, s, shift, offset, per_bin, EdgeStep(at, out.walls.aside).lean);
        if (busy == 0) return;

        // Lists instead of branches: which lines have leaves to look at follows no pattern.
        idx read_count = 0, add_count = 0;
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx l = run.lane_of<W>(r);
            s.read_list[read_count] = r;
            s.add_list[add_count] = r;
            read_count += idx(s.depth[l] >= 0.0f);
            add_count += s.add[l];
        }
        const CrownBody* const crown = body.row(at.n);
        for (idx n = 0; n < read_count; ++n) {
            const idx l = run.lane_of<W>(s.read_list[W == 1 ? 0 : n]);
            const float z = s.ground[l] + receiver, position = (z + offset) * per_bin;
            const idx below = floor_index(position), b = below + shift;
            const float t0 = read(run.line + l, b, s.until[l]), t1 = read(run.line + l, b + 1, s.until[l]);
            s.depth[l] = math::max(t0 + (position - float(below)) * (t1 - t0), 0.0f);
        }
        for (idx n = 0; n < add_count; ++n) {
            const idx r = s.add_list[W == 1 ? 0 : n], c = run.cell + r, l = run.lane_of<W>(r);
#if !defined(__CUDACC__)
            // Crowns are scattered: ask for the cells that come up, not for whole rows.
            __builtin_prefetch(crown + run.cell + s.add_list[n + 12 < add_count ? n + 12 : n]);
#endif
            const float low = crown[c].base, high = crown_top[c],
                        dense = crown[c].leaf_area * depth_per_height;
            const float own = dense * overlap(low - receiver, high - receiver, half);
            s.depth[l] = s.depth[l] >= 0.0f ? s.depth[l] + own : s.depth[l];
            if constexpr (for_leaves)
                out.taken(at.n, c) = taken_by_crown(run.line + l, s.ground[l] + low, s.ground[l] + high,
                                                    dense, s.in[l], shift, offset, s.until[l]);
            add_crown(run.line + l, s.ground[l] + low, s.ground[l] + high, dense, shift, offset, s.until[l]);
        }

        LUWTE_SIMD
        for (idx r = 0; r < run.size<W>(); ++r) {
            const float depth = s.depth[run.lane_of<W>(r)];
            out.through_crowns(at.n, run.cell + r, depth >= 0.0f, math::exp(-math::max(depth, 0.0f)));
        }
    }
};

/// Direct sun: 1 = sunlit, 0 = behind an opaque surface, between = through crowns.
struct BeamOut {
    View2D<float> share;  // 1   [steps, cells]
    const float* row(idx n) const { return share.row(n); }
    LUWTE_HD void opaque(idx n, idx c, bool lit) const { share(n, c) = lit ? 1.0f : 0.0f; }
    LUWTE_HD void through_crowns(idx n, idx c, bool lit, float transmitted) const {
        share(n, c) = lit ? transmitted : share(n, c);
    }
};

/// The same, and the direct sun that the leaves of each column take, per ground area and of a plane that
/// faces the sun. 4 B more written per cell.
struct BeamAndLeavesOut : BeamOut {
    View2D<float> taken;  // 1   [steps, cells]
    float sine;           // 1, of the sun's altitude
    LUWTE_HD void opaque(idx n, idx c, bool lit) const {
        BeamOut::opaque(n, c, lit);
        taken(n, c) = 0.0f;
    }
};

/// Sky that crowns take away where no opaque surface hides it.
struct SkyLoss {
    View2D<std::int32_t> cosine;  // units of sky_unit   [steps, cells]
    View2D<std::int32_t> solid;   // units of sky_unit   [steps, cells]
    float cosine_weight;          // units of sky_unit
    float solid_weight;           // units of sky_unit
    const std::int32_t* row(idx n) const { return cosine.row(n); }
    LUWTE_HD void opaque(idx, idx, bool) const {}
    LUWTE_HD void through_crowns(idx n, idx c, bool lit, float transmitted) const {
        const float lost = lit ? 1.0f - transmitted : 0.0f;
        cosine(n, c) += std::int32_t(lost * cosine_weight);
        solid(n, c) += std::int32_t(lost * solid_weight);
    }
};

}  // namespace luwte::shading
