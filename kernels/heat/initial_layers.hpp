// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/heat/ground_balance.hpp"

#include <cstdint>

namespace luwte {

/// How open a place is: the share of the sky that it sees, and that of the open's sun and sky light that it
/// gets, in steps of 1 / (exposure_levels - 1), the light running first; all of that twice, leaves being
/// what hides the sky first and walls then.
inline constexpr int exposure_levels = 5, sky_and_light = exposure_levels * exposure_levels,
                     exposure_count = 2 * sky_and_light;
LUWTE_HD float exposure_walls(int exposure) { return exposure < sky_and_light ? 0.0f : 1.0f; }
LUWTE_HD float exposure_sky(int exposure) {
    const int level = exposure % sky_and_light / exposure_levels;  // whole ones
    return float(level) / float(exposure_levels - 1);
}
LUWTE_HD float exposure_light(int exposure) {
    return float(exposure % exposure_levels) / float(exposure_levels - 1);
}

/// Sums what sun and sky send to ground and roof at several times of a day. 8 B read, 4 B written per cell,
/// besides those of TopSun.
struct AddSunAndSky {
    TopSun now;
    View2D<float> sum;  ///< W m-2   [ny, nx]
    float keep;         ///< 1; 0 the first time
    LUWTE_HD void operator()(idx j, idx i) const {
        now(j, i);
        sum(j, i) = (keep != 0.0f ? sum(j, i) : 0.0f) + now.sun_and_sky(j, i);
    }
};

/// Temperatures of all nodes, and the rain on the surface, from those of each kind at each exposure, linear
/// between them.
struct InitialLayers {
    View2D<const std::int32_t> top_material;  ///< which kind                                      [ny, nx]
    View2D<const float> sky_view;             ///< 1                                               [ny, nx]
    View2D<const float> sky_view_opaque;      ///< 1, without crowns                               [ny, nx]
    View2D<const float> light;                ///< W m-2, AddSunAndSky; empty = all in the open      [ny, nx]
    View2D<const float> profile;       ///< K relative to the freezing point   [kinds * exposures, nodes]
    View2D<const float> rain_of_kind;  ///< kg m-2                             [1, kinds * exposures]
    View3D<float> layers;              ///< K relative to the freezing point   [nodes, ny, nx]
    View2D<float> rain_water;          ///< kg m-2                                [ny, nx]
    float open_light;                  ///< W m-2, `light` of an open horizontal plane
    LUWTE_HD void operator()(idx n, idx j, idx i) const {
        const idx first = idx(top_material(j, i)) * exposure_count;
        float sky = 1.0f, share = 1.0f, walls = 1.0f;
        if (light.p != nullptr) {
            sky = sky_view(j, i), share = light(j, i) / open_light;
            walls = (1.0f - sky_view_opaque(j, i)) / math::max(1.0f - sky, 1e-6f);
        }
        walls = math::clamp(walls, 0.0f, 1.0f);
        sky = math::clamp(sky, 0.0f, 1.0f) * float(exposure_levels - 1);
        share = math::clamp(share, 0.0f, 1.0f) * float(exposure_levels - 1);
        const idx a = sky < float(exposure_levels - 2) ? idx(sky) : exposure_levels - 2;
        const idx b = share < float(exposure_levels - 2) ? idx(share) : exposure_levels - 2;
        const float s = sky - float(a), t = share - float(b);
        const idx row = first + a * exposure_levels + b;
        const auto between = [&](auto of, idx r) LUWTE_INLINE_LAMBDA {
            const float low = of(r) + t * (of(r + 1) - of(r));
            const idx more = r + exposure_levels;
            const float high = of(more) + t * (of(more + 1) - of(more));
            return low + s * (high - low);
        };
        const auto mix = [&](auto of) LUWTE_INLINE_LAMBDA {
            const float leaves = between(of, row);
            return leaves + walls * (between(of, row + sky_and_light) - leaves);
        };
        layers(n, j, i) = mix([&](idx r) LUWTE_INLINE_LAMBDA { return profile(r, n); });
        if (n == 0) rain_water(j, i) = mix([&](idx r) LUWTE_INLINE_LAMBDA { return rain_of_kind(0, r); });
    }
};

/// What surfaces send before the first step: all that a black one sends at the temperature of its first node.
struct InitialRadiosity {
    View3D<const float> layers;      ///< K relative to the freezing point   [nodes, ny, nx]
    View2D<float> radiosity, ahead;  ///< W m-2                               [ny, nx]
    LUWTE_HD void operator()(idx j, idx i) const {
        radiosity(j, i) = ahead(j, i) = black_body(layers(0, j, i) + zero_celsius);
    }
};

}  // namespace luwte
