// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte::exchange {

/// Crowns that stand between surfaces, as a line of SeeFacets meets them: the optical depth of what a ray has
/// crossed since it left a rear wall, at nodes of sheared height. Node n stands for y from n size to (n + 1)
/// size and has what its middle crosses. Rays above have crossed nothing; those below have met something: a
/// ring of `count` nodes, as high as the city and what a ray falls per step, is all that a line keeps.
struct CrownColumns {
    View2D<const float> top, base;          // m above terrain, 0 = no crown   [ny, nx]
    View2D<const float> leaf_area_density;  // m2 m-3                          [ny, nx]
    View2D<float> nodes;          // 1, optical depth                [lines, count]; empty = no crowns
    idx count;                    // a power of two
    double size;                  // m
    float depth_per_leaf_height;  // G times clumping / sin(elevation)
};

/// One line's nodes.
struct CrownLine {
    float* node = nullptr;
    idx until = -(idx(1) << 30);  // no ray of a node from here on has met a crown

    LUWTE_HD static idx floor_of(double x) {
        const idx n = idx(x);
        return double(n) > x ? n - 1 : n;
    }
    LUWTE_HD float& at(const CrownColumns& c, idx n) const { return node[n & (c.count - 1)]; }
    LUWTE_HD float depth(const CrownColumns& c, idx n) const { return n < until ? at(c, n) : 0.0f; }

    /// A crown from `low` to `high` [m above datum], while rays fall from `fall_in` to `fall_out` [m, y - z].
    LUWTE_HD void cross(const CrownColumns& c, double low, double high, double fall_in, double fall_out,
                        float depth_per_height) {
        const idx begin = floor_of((low + fall_in) / c.size), end = floor_of((high + fall_out) / c.size) + 1;
        for (idx n = until > end - c.count ? until : end - c.count; n < end; ++n) at(c, n) = 0.0f;
        until = end > until ? end : until;
        for (idx n = begin; n < end; ++n) {
            const double y = (double(n) + 0.5) * c.size, from = y - fall_in, to = y - fall_out;
            const double met = (from < high ? from : high) - (to > low ? to : low);
            if (met > 0.0) at(c, n) += depth_per_height * float(met);
        }
    }
    /// Rays between two sheared heights begin here.
    LUWTE_HD void begin(const CrownColumns& c, double low, double high) const {
        const idx end = floor_of(high / c.size + 0.5);
        for (idx n = floor_of(low / c.size + 0.5); n < end && n < until; ++n) at(c, n) = 0.0f;
    }
    /// Sheared height between two [m], weighted with the light that crowns let through.
    LUWTE_HD double through(const CrownColumns& c, double low, double high) const {
        double sum = 0.0;
        for (idx n = floor_of(low / c.size); double(n) * c.size < high; ++n) {
            const double from = double(n) * c.size, to = from + c.size;
            const double part = (to < high ? to : high) - (from > low ? from : low);
            const float tau = depth(c, n);
            sum += tau > 0.0f ? part * double(math::exp(-tau)) : part;
        }
        return sum;
    }
};

}  // namespace luwte::exchange
