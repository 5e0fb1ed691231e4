// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/wall_normals.hpp"
#include "kernels/shading/crown_shade.hpp"

namespace luwte::shading {

/// The facets that a sweep hands light to: those of walls around a cell that face the light by their true
/// normal.
///
/// A facet is lit over the share of its height that stands above the shadow. The wall lies half a cell behind
/// the centre of the cell before it. The shadow is known where a line passes that centre; from there to the
/// wall it falls, or not, by the edge that casts it (EdgeShadow). Before a wall that is turned against the
/// grid it is taken to fall as behind an edge along the wall.
struct WallReceivers {
    WallGeometry walls;
    View3D<const std::int32_t> first;  // WallFacets::first      [facings, ny, nx]
    View2D<const WallNormal> normal;   // by facet
    float light_east, light_north;     // 1, towards the light
    float rise;                        // m, of a ray over half a cell
    float aside;                       // cells across per step as walked
    float drop;                        // m, fall of a ray in one step
    unsigned facing;  // bit per direction: walls that face the light; upper bits: all that may if turned
    bool transposed;  // steps are i instead of j

    /// Calls f(facet, cosine, share, height) for every facet around cell (n, c) that meets the light:
    ///   cosine  1, between the wall's normal and the light, seen from above
    ///   shadow  m above datum, of what comes in; at or below `ground`: none
    ///   along   1 where the edge that casts it lies along the steps, 0 where across
    template <class F>
    LUWTE_HD void each(idx n, idx c, unsigned mask, float shadow, float ground, float along, float lean,
                       const F& f) const {
        // Fall of the shadow per cell across and per step, and from the line to the two kinds of wall.
        const float across = along * drop / math::max(math::abs(aside), 1e-6f);
        const float to_side = across * (0.5f - lean), to_front = (1.0f - along) * 0.5f * drop - across * lean;
        const idx j = transposed ? c : n, i = transposed ? n : c;
        const unsigned meets = mask & facing;
        if (shadow <= ground) shadow = no_height;
        LUWTE_KEEP_LOOP
        for (int q = 0; q < facings; ++q) {
            if ((meets & (0x11u << q)) == 0u) continue;
            const idx jw = j - facing_dj(q), iw = i - facing_di(q);
            const WallLevels at = walls.levels(q, jw, iw);
            const idx number = first(q, jw, iw) - at.from;
            LUWTE_KEEP_LOOP
            for (idx k = at.from; k < at.to; ++k) {
                const WallNormal w = normal.p[number + k];
                const float cosine = w.east * light_east + w.north * light_north;
                if (!(cosine > 1e-6f)) continue;
                // Light along a wall comes from far down the street: it is not followed beyond a cell.
                const float way = math::abs(q % 2 == 0 ? w.north : w.east) / math::max(cosine, 0.5f);
                const bool straight = w.east * w.north == 0.0f, at_side = (q % 2 == 0) == transposed;
                const float fall = straight ? (at_side ? to_side : to_front) : rise * way;
                const float z = walls.z0 + float(k) * walls.cell_size;
                const float over = (z + walls.cell_size + fall - shadow) * walls.per_level;
                const float share = math::clamp(over, 0.0f, 1.0f);
                if (share > 0.0f) f(number + k, cosine, share, z + rise * way + 0.5f * walls.cell_size);
            }
        }
    }
};

/// Share of the direct sun on each facet [1]; what the light does not meet keeps its value.
struct WallBeamOut {
    View2D<const std::uint8_t> wall_mask;  // MarkWallsAround   [steps, cells]
    WallReceivers walls;
    View2D<float> share;  // 1, by facet

    LUWTE_HD void receive(idx facet, float, float lit, float transmitted) const {
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
    View2D<std::uint32_t> seen;              // by facet: bits of 32 directions
    std::uint32_t bit;                       // of this direction
    float horizontal;                        // 1, cosine of the direction's elevation
    float slant_of_ray;                      // 1, its ln(sec zenith angle) - 1/2

    LUWTE_HD void receive(idx facet, float cosine, float lit, float transmitted) const {
        const float open = horizontal * cosine, passed = lit * transmitted * open;
        opaque_view.p[facet] += lit * open;
        view.p[facet] += passed;
        slant.p[facet] += passed * slant_of_ray;
        seen.p[facet] |= lit > 0.5f ? bit : 0u;
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

/// After the last direction: so that the open upper half is 0.5, and its slant 0.5 ln 2, whatever the
/// directions. 12 B read and written and 8 B read per facet, and all directions.
struct CloseWallSky {
    View2D<const WallNormal> normal;  // by facet
    View2D<const float> rays;         // 1, east and north of each direction, its slant   [3, directions]
    View2D<float> opaque_view, view, slant;  // 1, by facet
    idx count;                               // facets that stand for one
    LUWTE_HD void operator()(idx r, idx c) const {
        if (r * normal.nx + c >= count) return;
        const WallNormal w = normal(r, c);
        float whole = 0.0f, whole_slant = 0.0f;
        for (idx n = 0; n < rays.nx; ++n) {
            const float open = math::max(w.east * rays(0, n) + w.north * rays(1, n), 0.0f);
            whole += open;
            whole_slant += open * rays(2, n);
        }
        const float to_half = 0.5f / whole;
        opaque_view(r, c) *= to_half;
        view(r, c) *= to_half;
        slant(r, c) *= 0.34657359f / whole_slant;
    }
};

/// Light of one direction on walls, where there are no crowns; OpaqueSun's shadow. 5 B read per cell.
template <class Out>
struct OpaqueWalls {
    View2D<const std::uint32_t> words;  // PackHeights   [steps, cells + 2]
    float rise;                         // m, smallest roof step that is a facade
    Out out;

    static constexpr idx width = 512, piece = 128;
    template <idx W>
    struct State : EdgeShadow<W> {
        float in[W];      // m above datum, shadow that comes into this cell
        float ground[W];  // m above datum, of this cell
    };
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
        const std::uint8_t* const mask = out.wall_mask.row(at.n);
        const EdgeStep edge(at, out.walls.aside);
        LUWTE_SIMD
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            const float h = row.height(c);
            s.in[l] = s.pass(l, h, row.building(c), row.roof_aside(c), edge, out.walls.drop, rise);
            s.ground[l] = h;
        }
        for (idx r = 0; r < run.size<W>(); ++r) {
            const idx c = run.cell + r, l = run.lane_of<W>(r);
            if ((mask[c] & out.walls.facing) == 0u) continue;
            // A copy: by reference nvcc keeps an address in local memory.
            out.walls.each(at.n, c, mask[c], s.in[l], s.ground[l], s.along[l], edge.lean,
                           [to = out](idx facet, float cosine, float lit, float) {
                               to.receive(facet, cosine, lit, 1.0f);
                           });
        }
    }
};

}  // namespace luwte::shading
