// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/radiation/sun_and_sky.hpp"

/// What a place sees beside the sky: surfaces and crowns. Equation numbers are those of
/// docs/models/radiation.md.
namespace luwte {

/// Sky and sun of one output step, the same for every column.
struct StepSky {
    float diffuse;         ///< W m-2, diffuse shortwave on an open horizontal plane
    float beam_vertical;   ///< W m-2, direct sun on an open wall, mean over all orientations: I cos(alt) / pi
    float global;          ///< W m-2, on an open horizontal plane
    float longwave;        ///< W m-2, from the unobstructed sky
    float longwave_slant;  ///< W m-2, longwave_slant(): more from low sky than from high
    int parts_with_sun;    ///< of the step's, with the sun above the horizon
};

/// What crowns send down of the light that reaches them.
struct Crowns {
    float albedo;         ///< 1, of leaves together
    float ground_albedo;  ///< 1, of the ground that they see
};

/// (13) What the slant of the sky's longwave adds on a horizontal plane, per slant [1]: the visible sky is
/// the high one. Exact where the horizon stands equally high all around: (1 - psi) ln(1 - psi) / 2.
LUWTE_HD float slant_on_horizontal(float sky_view) {
    const float hidden = math::clamp(1.0f - sky_view, 1e-12f, 1.0f);
    return 0.5f * hidden * math::log(hidden);
}

/// (14) The same in the upper half of what a vertical plane sees of an open sky: ln 2.
inline constexpr float slant_on_open_vertical = 0.693147f;

/// (5) Shortwave that crowns around send back [W m-2]: albedo times what reaches them. Half their view is
/// sky, half is ground; where little sky is seen from here, little sun and sky reach them too, in proportion
/// to the sky view factor [1].
LUWTE_HD float shortwave_of_crowns(const StepSky& sky, const Crowns& crowns, float sky_view) {
    const float reaching = 0.5f * sky.diffuse + 0.5f * crowns.ground_albedo * sky.global + sky.beam_vertical;
    return crowns.albedo * sky_view * reaching;
}

/// (6) Mean over what a place sees beside the sky [W m-2], leaves and surfaces.
///   sky_view, sky_view_opaque  cosine-weighted, with and without crowns [1]
LUWTE_HD float surround(float sky_view, float sky_view_opaque, float of_leaves, float of_surfaces) {
    const float hidden = math::max(1.0f - sky_view, 1e-6f);
    const float leaves = math::clamp((sky_view_opaque - sky_view) / hidden, 0.0f, 1.0f);
    return leaves * of_leaves + (1.0f - leaves) * of_surfaces;
}

/// Mixes sky and surround by a view factor [1].
LUWTE_HD float seen(float sky_view, float sky, float surround) {
    return sky_view * sky + (1.0f - sky_view) * surround;
}

}  // namespace luwte
