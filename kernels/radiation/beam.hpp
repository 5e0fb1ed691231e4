// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/unrolled.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

/// Share of a person's surface that direct sun meets, standing, mean over all bearings [1]:
///
///     f_p = 0.308 cos(h (1 - h^2 / 48402))        h = sun altitude in degrees
///
/// Source: VDI 3787-2 (2008) and Jendritzky et al. (1990), read second hand in a text of the German weather
/// service on mean radiant temperature.
LUWTE_HD float projected_area_factor(float altitude_rad) {
    const float h = altitude_rad * 57.2957795f;
    return 0.308f * math::cos(altitude_rad * (1.0f - h * h / 48402.0f));
}

/// Adds one 10-minute part of the sun to a step's sums. 8 B read of transmissivity, 16 B read and written.
struct AccumulateBeam {
    View2D<const float> at_surface;   ///< 1, beam transmissivity at the surface    [ny, nx]
    View2D<const float> at_body;      ///< 1, at the body above it                  [ny, nx]
    View2D<float> lit;                ///< parts in sun so far                      [ny, nx]
    View2D<float> body;               ///< W m-2, per surface of a person           [ny, nx]
    View2D<float> globe;              ///< W m-2, per surface of a globe            [ny, nx]
    View2D<float> wick;               ///< W m-2, per surface of a wick's side      [ny, nx]
    float body_weight;                ///< W m-2, I f_p / parts of the step
    float globe_weight, wick_weight;  ///< W m-2, the same of globe and wick

    LUWTE_HD void operator()(idx j, idx i) const {
        lit(j, i) += at_surface(j, i);
        body(j, i) += at_body(j, i) * body_weight;
        globe(j, i) += at_body(j, i) * globe_weight;
        wick(j, i) += at_body(j, i) * wick_weight;
    }
};

/// Adds one part of the sun to what the sides of a box get. 4 B read, 40 B read and written.
struct AccumulateBoxBeam {
    static constexpr int faces = 5;  ///< from above, then the four sides
    View2D<const float> at_body;     ///< 1, beam transmissivity                      [ny, nx]
    View3D<float> direct;            ///< W m-2, mean over the step so far     [5, ny, nx]
    float weight[faces];             ///< W m-2, sun on each face, times the part's share of the step
    bool first;                      ///< forgets the step before

    LUWTE_HD void operator()(idx j, idx i) const {
        const float t = at_body.p != nullptr ? at_body(j, i) : 0.0f;
        unrolled<faces>([&](auto n) LUWTE_INLINE_LAMBDA {
            direct(n, j, i) = (first ? 0.0f : direct(n, j, i)) + weight[n] * t;
        });
    }
};

/// Empties the sums of a step.
struct ClearBeam {
    View2D<float> lit, body, globe, wick;  ///< as in AccumulateBeam

    LUWTE_HD void operator()(idx j, idx i) const {
        lit(j, i) = 0.0f;
        body(j, i) = 0.0f;
        globe(j, i) = 0.0f;
        wick(j, i) = 0.0f;
    }
};

/// Share of the step's parts with sun that a surface is in shade [1]; 1 at night.
struct ShadowFraction {
    View2D<const float> lit;        ///< parts in sun   [ny, nx]
    View2D<float> shadow_fraction;  ///< 1              [ny, nx]
    int parts_with_sun;             ///< 0 to the step's

    LUWTE_HD void operator()(idx j, idx i) const {
        const float share = parts_with_sun > 0 ? lit(j, i) / float(parts_with_sun) : 0.0f;
        shadow_fraction(j, i) = 1.0f - math::clamp(share, 0.0f, 1.0f);
    }
};

}  // namespace luwte
