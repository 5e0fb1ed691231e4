// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/sweep.hpp"
#include "kernels/shading/opaque_shade.hpp"

namespace luwte::shading {

/// Direct sun on crowns past terrain and buildings: the share of each crown's height, base to top, above
/// their shadow (incoming_shadow()). Crowns do not shade each other here. 16 B read and 4 B written per cell.
struct CrownSun {
    View2D<const std::uint32_t> words;  // PackHeights              [steps, cells + 2]
    View2D<const float> top;            // m above terrain, 0 = no crown   [steps, cells]
    View2D<const CrownBody> body;       // PackCrowns               [steps, cells]
    View2D<float> lit;                  // 1, 0 where there is no crown    [steps, cells]
    float drop;                         // m, fall of a ray in one step
    float rise;                         // m, smallest roof step that is a facade

    static constexpr idx width = 1024, piece = 128;
    template <idx W>
    using State = OpaqueShadow<W>;
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        s.start();
    }
    LUWTE_HD void prefetch(idx n, const SweepRun& run) const {
        sweep_detail::prefetch(words.row(n) + run.cell, run.count + 2);
        sweep_detail::prefetch(top.row(n) + run.cell, run.count);
        sweep_detail::prefetch(lit.row(n) + run.cell, run.count);
    }
    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        const SurfaceRow row(words, at.n, at.fraction);
        const float* const crown_top = top.row(at.n);
        const CrownBody* const crown = body.row(at.n);
        float* const out = lit.row(at.n);
        LUWTE_SIMD
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            const float h = row.height(c);
            const float in = s.pass(l, h, row.building(c), drop, rise);
            const float high = crown_top[c], low = crown[c].base;
            const float share = (high - math::max(in - h, low)) / math::max(high - low, 1e-3f);
            out[c] = high > 0.0f ? math::max(share, 0.0f) : 0.0f;
        }
    }
};

}  // namespace luwte::shading
