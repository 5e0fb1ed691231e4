// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

/// How a top rises [1], per metre east and north of the grid; 0 on ground and flat roofs.
struct TopSlope {
    float east, north;
    /// Area of the surface over that of its column [1].
    LUWTE_HD float area() const { return math::sqrt(1.0f + east * east + north * north); }
};

/// Slope of roofs from the heights a metre away on either side, as far as they belong to the same roof: no
/// step of more than `rise` to them. One side is enough. Steeper than 60 degrees is no roof.
struct RoofSlope {
    View2D<const float> opaque_height;    // m above datum               [ny, nx]
    View2D<const float> building_height;  // m above terrain, 0 = none   [ny, nx]
    View2D<TopSlope> out;                 // [ny, nx]
    float per_way;                        // m-1, 1 / (cell size times reach)
    float rise;                           // m, most from here to a place that belongs to the roof
    idx reach;                            // cells

    static constexpr float steepest = 1.7f;

    /// Height at (j, i) over that at the roof in question [m], if it belongs to it.
    LUWTE_HD bool rises(idx j, idx i, float own, float& by) const {
        if (j < 0 || j >= out.ny || i < 0 || i >= out.nx || !(building_height(j, i) > 0.0f)) return false;
        by = opaque_height(j, i) - own;
        return math::abs(by) <= rise;
    }
    LUWTE_HD float along(idx dj, idx di, idx j, idx i) const {
        const float own = opaque_height(j, i);
        float ahead = 0.0f, behind = 0.0f;
        const bool a = rises(j + dj, i + di, own, ahead), b = rises(j - dj, i - di, own, behind);
        const float both = (a ? ahead : 0.0f) - (b ? behind : 0.0f);
        return math::clamp((a && b ? 0.5f : 1.0f) * both * per_way, -steepest, steepest);
    }
    LUWTE_HD void operator()(idx j, idx i) const {
        const bool roof = building_height(j, i) > 0.0f;
        out(j, i) = roof ? TopSlope{along(0, reach, j, i), along(reach, 0, j, i)} : TopSlope{0.0f, 0.0f};
    }
};

}  // namespace luwte
