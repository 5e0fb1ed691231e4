// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "kernels/core/math.hpp"

/// What the two instruments of WBGT absorb: a black globe and the wick of a natural wet bulb. Equation
/// numbers are those of docs/models/comfort.md.
///
/// Source: Liljegren, Carhart, Lawday, Tschopp & Sharp (2008), J. Occup. Environ. Hyg. 5, 645-655,
/// doi:10.1080/15459620802310770, for an open plain. Here sun, sky and ground come from what a column sees.
namespace luwte {

struct Globe {
    static constexpr float diameter = 0.15f;    ///< m, ISO 7243; Liljegren et al. compare with 0.0508 m
    static constexpr float albedo = 0.05f;      ///< 1
    static constexpr float emissivity = 0.95f;  ///< 1
};

struct Wick {
    static constexpr float diameter = 0.007f;                ///< m
    static constexpr float length = 0.0254f;                 ///< m
    static constexpr float albedo = 0.4f;                    ///< 1
    static constexpr float emissivity = 0.95f;               ///< 1
    static constexpr float end = 0.25f * diameter / length;  ///< 1, its upper end over its side
};

/// (W3) Direct sun per surface of a sphere, over that on a plane facing it [1].
inline constexpr float sun_on_globe = 0.25f;

/// (W4) Direct sun on wick and upper end, per surface of the side, over that on a plane facing the sun [1].
LUWTE_HD float sun_on_wick(float altitude_rad) {
    return math::cos(altitude_rad) * (1.0f / pi) + math::max(math::sin(altitude_rad), 0.0f) * Wick::end;
}

/// (W3) Absorbed by the globe [W m-2] of direct sun on it and of the means of six directions.
LUWTE_HD float absorbed_by_globe(float sun, float shortwave, float longwave) {
    return (1.0f - Globe::albedo) * (sun + shortwave) + Globe::emissivity * longwave;
}

/// (W4) Absorbed by the wick, per surface of its side [W m-2]. Liljegren et al. put the whole of diffuse and
/// of reflected light on the side, twice what reaches a vertical plane, but half of both longwaves.
///   shortwave_side, longwave_side  on a vertical plane, mean over its orientations
///   shortwave_above                diffuse, on a horizontal plane
LUWTE_HD float absorbed_by_wick(float sun, float shortwave_side, float shortwave_above, float longwave_side) {
    return (1.0f - Wick::albedo) * (sun + 2.0f * shortwave_side + Wick::end * shortwave_above) +
           Wick::emissivity * longwave_side;
}

}  // namespace luwte
