// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/walls.hpp"
#include "kernels/shading/crown_shade.hpp"

namespace luwte::shading {

/// The facets that a sweep hands light to: those of walls around a cell that face the light.
///
/// A facet is lit over the share of its height that stands above the shadow. Its point on the wall lies half
/// a cell behind the centre of the cell before it, where the shadow is known; on that way the ray rises by
/// `lift`.
struct WallReceivers {
    WallGeometry walls;
    View3D<const std::int32_t> first;  // WallFacets::first      [facings, ny, nx]
    float lift[facings];               // m
    unsigned facing;                   // bit per direction: walls that face the light
    bool transposed;                   // steps are i instead of j

    /// Calls f(facet, facing, share, height) for every facet around cell (n, c) that meets the light:
    ///   shadow  m above datum, of what comes in; at or below `ground`: none
    template <class F>
    LUWTE_HD void each(idx n, idx c, unsigned mask, float shadow, float ground, const F& f) const {
        const idx j = transposed ? c : n, i = transposed ? n : c;
        LUWTE_KEEP_LOOP
        for (int q = 0; q < facings; ++q) {
            if ((mask & facing & (1u << q)) == 0u) continue;
            const idx jw = j - facing_dj(q), iw = i - facing_di(q);
            const WallLevels at = walls.levels(q, jw, iw);
            const idx number = first(q, jw, iw) - at.from;
            for (idx k = at.from; k < at.to; ++k) {
                const float z = walls.z0 + float(k) * walls.cell_size + lift[q];
                const float over = (z + walls.cell_size - shadow) * walls.per_level;
                const float share = shadow <= ground ? 1.0f : math::clamp(over, 0.0f, 1.0f);
                if (share > 0.0f) f(number + k, q, share, z + 0.5f * walls.cell_size);
            }
        }
    }
};

/// Share of the direct sun on each facet [1]; what the light does not meet keeps its value.
struct WallBeamOut {
    View2D<const std::uint8_t> wall_mask;  // MarkWallsAround   [steps, cells]
    WallReceivers walls;
    View2D<float> share;  // 1, by facet

    LUWTE_HD void receive(idx facet, int, float lit, float transmitted) const {
        share.p[facet] = lit * transmitted;
    }
    const std::uint8_t* row(idx n) const { return wall_mask.row(n); }
    LUWTE_HD void opaque(idx, idx, bool) const {}
    LUWTE_HD void through_crowns(idx, idx, bool, float) const {}
};

/// Sky on each facet: sums over directions.
struct WallSkyOut {
    View2D<const std::uint8_t> wall_mask;  // MarkWallsAround   [steps, cells]
    WallReceivers walls;
    View2D<float> opaque_view, view, slant;  // 1, by facet
    float weight[facings];                   // 1, share of the direction in a facet's view
    float slant_weight[facings];             // 1, the same times ln(sec zenith angle) - 1/2

    LUWTE_HD void receive(idx facet, int q, float lit, float transmitted) const {
        opaque_view.p[facet] += lit * weight[q];
        view.p[facet] += lit * transmitted * weight[q];
        slant.p[facet] += lit * transmitted * slant_weight[q];
    }
    const std::uint8_t* row(idx n) const { return wall_mask.row(n); }
    LUWTE_HD void opaque(idx, idx, bool) const {}
    LUWTE_HD void through_crowns(idx, idx, bool, float) const {}
};

/// Before the sums of WallSkyOut. Facets that stand for none (beyond `count`) get `empty`.
struct FillFacets {
    View2D<float> out;  // by facet
    float value, empty;
    idx count;
    LUWTE_HD void operator()(idx r, idx c) const { out(r, c) = r * out.nx + c < count ? value : empty; }
};

/// Light of one direction on walls, where there are no crowns; OpaqueSun's shadow. 5 B read per cell.
template <class Out>
struct OpaqueWalls {
    View2D<const std::uint32_t> words;  // PackHeights   [steps, cells + 2]
    float drop;                         // m, fall of a ray in one step
    float rise;                         // m, smallest roof step that is a facade
    Out out;

    static constexpr idx width = 512, piece = 128;
    template <idx W>
    struct alignas(64) State {
        float shadow[W];  // m above datum
        float roof[W];    // m above datum, of the cell before
        float in[W];      // m above datum, shadow that comes into this cell
        float ground[W];  // m above datum, of this cell
    };
    template <idx W>
    LUWTE_HD void start(State<W>& s) const {
        for (idx l = 0; l < W; ++l) s.shadow[l] = s.roof[l] = no_height;
    }
    LUWTE_HD void prefetch(idx n, const SweepRun& run) const {
        sweep_detail::prefetch(words.row(n) + run.cell, run.count + 2);
        sweep_detail::prefetch(out.row(n) + run.cell, run.count);
    }
    template <idx W>
    LUWTE_HD void operator()(const SweepStep& at, const SweepRun& run, State<W>& s) const {
        const SurfaceRow row(words, at.n, at.fraction);
        const std::uint8_t* const mask = out.wall_mask.row(at.n);
        LUWTE_SIMD
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            const float h = row.height(c);
            const bool building = row.building(c);
            const float in = incoming_shadow(s.shadow[l], face_above(s.roof[l], h, building, rise), drop);
            s.in[l] = in;
            s.ground[l] = h;
            s.shadow[l] = math::max(in, h);
            s.roof[l] = building ? h : no_height;
        }
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            if ((mask[c] & out.walls.facing) == 0u) continue;
            out.walls.each(at.n, c, mask[c], s.in[l], s.ground[l],
                           [&](idx facet, int q, float lit, float) { out.receive(facet, q, lit, 1.0f); });
        }
    }
};

}  // namespace luwte::shading
