// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/sweep.hpp"
#include "kernels/shading/height_word.hpp"

namespace luwte::shading {

/// Shadow height along a line, away from the sun:
///
///     S(n) = max(S(n-1) - d, h(n)),    d = ds tan(elevation)
///
/// a receiver at z is dark when what comes in, S(n-1) - d, lies above z. Across a facade the blocker's
/// near face counts, half a step closer than its centre: the incoming height is roof(n-1) - d/2.
/// O(1) per cell and direction. See docs/models/shading.md, section 2.
LUWTE_HD float incoming_shadow(float shadow, float face, float drop) {
    return math::max(shadow - drop, face - 0.5f * drop);
}

/// The roof of the cell before when it stands as a facade over this cell, else nothing.
LUWTE_HD float face_above(float roof_before, float height, bool building, float rise) {
    const float threshold = height + (building ? rise : 0.0f);
    return roof_before > threshold ? roof_before : no_height;
}

/// The shadow over W lines of a sweep, cell by cell.
template <idx W>
struct alignas(64) OpaqueShadow {
    float shadow[W];  // m above datum
    float roof[W];    // m above datum, of the cell before

    LUWTE_HD void start() {
        for (idx l = 0; l < W; ++l) shadow[l] = roof[l] = no_height;
    }
    /// Takes line l over a cell of height h; what comes in there [m above datum].
    LUWTE_HD float pass(idx l, float h, bool building, float drop, float rise) {
        const float in = incoming_shadow(shadow[l], face_above(roof[l], h, building, rise), drop);
        shadow[l] = math::max(in, h);
        roof[l] = building ? h : no_height;
        return in;
    }
};

/// Where the lines of a step cross into the next column, the same for all of them.
struct EdgeStep {
    float lean;   ///< cells, -0.5 to 0.5: the true line over the cell's centre, positive the way lines drift
    bool jumped;  ///< since the step before
    bool here;    ///< they did so beyond the border between the two rows, else before it
    bool ahead;   ///< they will before the next border

    /// `aside`: cells across per step as walked.
    LUWTE_HD EdgeStep(const SweepStep& at, float aside)
        : lean(aside < 0.0f ? -at.fraction : at.fraction),
          jumped(lean < math::abs(aside) - 0.5f),
          here(lean < 0.5f * math::abs(aside) - 0.5f),
          ahead(lean > 0.5f - 0.5f * math::abs(aside)) {}
};

/// The same shadow with the edge that casts it: one across the steps (a line leaves a roof into the next row)
/// or along them (into the next column). At one place its height falls from row to row or from column to
/// column only; docs/models/shading.md, section 4.
template <idx W>
struct alignas(64) EdgeShadow : OpaqueShadow<W> {
    float along[W];  // 1 where the edge lies along the steps, else 0
    float aside[W];  // m above datum, roof of the third cell that the line meets on its way to the next row

    LUWTE_HD void start() {
        OpaqueShadow<W>::start();
        for (idx l = 0; l < W; ++l) along[l] = 0.0f, aside[l] = no_height;
    }
    /// OpaqueShadow::pass over a cell; `third`: roof of the neighbour that the line leans to.
    LUWTE_HD float pass(idx l, float h, bool building, float third, const EdgeStep& edge, float drop,
                        float rise) {
        const float face = face_above(this->roof[l], h, building, rise) - 0.5f * drop;
        const float old = this->shadow[l] - drop;
        const float passed = edge.here ? third : aside[l];
        const bool through = face_above(passed, h, building, rise) > no_height;
        const float fresh = edge.jumped && through == edge.here ? 1.0f : 0.0f;
        const float in = this->OpaqueShadow<W>::pass(l, h, building, drop, rise);
        along[l] = in <= h ? 0.0f : (face > old ? fresh : along[l]);
        aside[l] = edge.ahead ? third : no_height;
        return in;
    }
};

/// Direct sun without crowns: 1 = sunlit, 0 = shaded. 4 B read and 4 B written per cell.
struct OpaqueSun {
    View2D<const std::uint32_t> words;  // PackHeights   [steps, cells + 2]
    View2D<float> out;                  // 1             [steps, cells]
    float drop;                         // m, fall of a ray in one step
    float rise;                         // m, smallest roof step that is a facade
    float receiver;                     // m above ground or roof

    static constexpr idx width = 2048, piece = 128;
    template <idx W>
    using State = OpaqueShadow<W>;
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        s.start();
    }
    LUWTE_HD void prefetch(idx n, const SweepRun& run) const {
        sweep_detail::prefetch(words.row(n) + run.cell, run.count + 2);
        sweep_detail::prefetch(out.row(n) + run.cell, run.count);
    }
    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        const SurfaceRow row(words, at.n, at.fraction);
        float* const lit = out.row(at.n);
        LUWTE_SIMD
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            const float h = row.height(c);
            const float in = s.pass(l, h, row.building(c), drop, rise);
            lit[c] = in <= h + receiver ? 1.0f : 0.0f;
        }
    }
};

/// Sky hidden by opaque surfaces: E elevations of one azimuth in one pass, weights summed as integers
/// so that the sum does not depend on the order of the azimuths.
/// 4 B read, 8 B read and written per cell for E directions.
template <int E>
struct OpaqueSky {
    View2D<const std::uint32_t> words;   // PackHeights   [steps, cells + 2]
    View2D<std::int32_t> hidden_cosine;  // units of sky_unit   [steps, cells]
    View2D<std::int32_t> hidden_solid;   // units of sky_unit   [steps, cells]
    float drop[E];                       // m, fall of a ray in one step
    std::int32_t cosine_weight[E];       // units of sky_unit
    std::int32_t solid_weight[E];        // units of sky_unit
    float rise;                          // m
    float receiver;                      // m above ground or roof

    static constexpr idx width = 128, piece = width;
    template <idx W>
    struct alignas(64) State {
        float shadow[E][W];  // m above datum
        float roof[W];       // m above datum, of the cell before
    };
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        for (idx l = 0; l < W; ++l) s.roof[l] = no_height;
        for (int e = 0; e < E; ++e)
            for (idx l = 0; l < W; ++l) s.shadow[e][l] = no_height;
    }
    LUWTE_HD void prefetch(idx n, const SweepRun& run) const {
        sweep_detail::prefetch(words.row(n) + run.cell, run.count + 2);
        sweep_detail::prefetch(hidden_cosine.row(n) + run.cell, run.count);
        sweep_detail::prefetch(hidden_solid.row(n) + run.cell, run.count);
    }
    /// Elevations e and up, unrolled at compile time so that a vector of lines stays in registers.
    template <int e, idx W>
    LUWTE_HD void elevations(State<W>& s, idx l, float face, float h, std::int32_t& cosine,
                             std::int32_t& solid) const {
        if constexpr (e < E) {
            const float in = incoming_shadow(s.shadow[e][l], face, drop[e]);
            const bool dark = in > h + receiver;
            cosine += dark ? cosine_weight[e] : 0;
            solid += dark ? solid_weight[e] : 0;
            s.shadow[e][l] = math::max(in, h);
            elevations<e + 1>(s, l, face, h, cosine, solid);
        }
    }
    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        const SurfaceRow row(words, at.n, at.fraction);
        std::int32_t* const cosine = hidden_cosine.row(at.n);
        std::int32_t* const solid = hidden_solid.row(at.n);
        LUWTE_SIMD
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            const float h = row.height(c);
            const bool building = row.building(c);
            const float face = face_above(s.roof[l], h, building, rise);
            std::int32_t cos_sum = cosine[c], solid_sum = solid[c];
            elevations<0>(s, l, face, h, cos_sum, solid_sum);
            cosine[c] = cos_sum;
            solid[c] = solid_sum;
            s.roof[l] = building ? h : no_height;
        }
    }
};

}  // namespace luwte::shading
