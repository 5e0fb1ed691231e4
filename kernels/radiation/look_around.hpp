// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "kernels/core/unrolled.hpp"
#include "kernels/radiation/beam_table.hpp"

/// What of a patch's surroundings stands on which side of a person there.
namespace luwte::exchange {

/// Where facets are [m]: along x (0), along y (1) from the grid's corner, or their height (2).
struct PlaceOfTop {
    WallGeometry walls;
    View2D<float> out;  // m   [ny, nx]
    int axis;
    LUWTE_HD void operator()(idx j, idx i) const {
        const float d = walls.cell_size;
        out(j, i) = axis == 0   ? (float(i) + 0.5f) * d
                    : axis == 1 ? (float(j) + 0.5f) * d
                                : walls.opaque_height(j, i);
    }
};
struct PlaceOfWall {
    WallGeometry walls;
    View2D<const WallFacet> facet;  // by facet
    View2D<float> out;              // m, by facet
    int axis;
    LUWTE_HD void operator()(idx r, idx c) const {
        const WallFacet f = facet(r, c);
        const float d = walls.cell_size;
        const idx j = f.column / walls.opaque_height.nx, i = f.column - j * walls.opaque_height.nx;
        const float x = float(i) + 0.5f + 0.5f * float(facing_di(f.facing));
        const float y = float(j) + 0.5f + 0.5f * float(facing_dj(f.facing));
        out(r, c) = axis == 0 ? x * d : axis == 1 ? y * d : walls.z0 + (float(f.level) + 0.5f) * d;
    }
};

/// Adds a part's radiosity to the step's mean.
struct AddRadiosity {
    const float* part;  // W m-2, by patch; nullptr = none
    float* mean;        // W m-2
    float weight;       // 1, of the part in the step
    bool first;         // forgets the step before
    LUWTE_HD void operator()(idx patch) const {
        const float before = first ? 0.0f : mean[patch];
        mean[patch] = before + (part != nullptr ? weight * part[patch] : 0.0f);
    }
};

/// Mean radiosity that each side of a body above a patch of ground or roof sees, shortwave and longwave. The
/// table has what a horizontal plane sees; a vertical one sees the same with cos(bearing) / tan(elevation) as
/// much. One call per patch of tops.
struct LookAround {
    const std::int32_t *first, *partner;
    const float *share, *own;
    SeenLeaves leaves;                            // means of the step
    const float *x, *y, *z;                       // m, by patch
    const float *shortwave, *longwave;            // W m-2, by patch, means of the step
    float normal_x[4], normal_y[4];               // of the sides
    View2D<float> side_shortwave, side_longwave;  // W m-2   [sides, patches of tops]

    static constexpr float flattest = 0.1f;  // tan(elevation): patches have an extent

    LUWTE_HD void operator()(idx patch) const {
        float k[4] = {}, l[4] = {}, weight[4] = {};
        const float of_leaves = leaves.share[patch];
        const float own_k = own[patch] * shortwave[patch] + of_leaves * leaves.shortwave[patch],
                    own_l = own[patch] * longwave[patch] + of_leaves * leaves.longwave[patch];
        float all_k = own_k, all_l = own_l;
        float all = own[patch] + of_leaves;
        for (std::int32_t n = first[patch]; n < first[patch + 1]; ++n) {
            const idx q = partner[n];
            const float dx = x[q] - x[patch], dy = y[q] - y[patch], dz = z[q] - z[patch];
            const float up = math::max(dz, flattest * math::sqrt(dx * dx + dy * dy));
            const float seen = up > 0.0f ? share[n] / up : 0.0f;
            const float kq = shortwave[q], lq = longwave[q];
            all_k += share[n] * kq;
            all_l += share[n] * lq;
            all += share[n];
            unrolled<4>([&](auto side) LUWTE_INLINE_LAMBDA {
                const float w = seen * math::max(dx * normal_x[side] + dy * normal_y[side], 0.0f);
                weight[side] += w;
                k[side] += w * kq;
                l[side] += w * lq;
            });
        }
        // What the table lacks is its own kind, and leaves, in no direction more than in another; the mean of
        // max(0, cos) is 1 / pi, at 45 degrees.
        constexpr float mean_cosine = 1.0f / pi;
        const float lacking = (own[patch] + of_leaves) * mean_cosine;
        unrolled<4>([&](auto side) LUWTE_INLINE_LAMBDA {
            const float w = weight[side] + lacking;
            const bool any = w > 1e-6f;
            const float per = any ? 1.0f / w : 0.0f;
            side_shortwave(side, patch) =
                any ? (k[side] + mean_cosine * own_k) * per : all_k / math::max(all, 1e-6f);
            side_longwave(side, patch) =
                any ? (l[side] + mean_cosine * own_l) * per : all_l / math::max(all, 1e-6f);
        });
    }
};

}  // namespace luwte::exchange
