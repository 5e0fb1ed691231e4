// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/export/map_png.hpp"

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace luwte {

struct Colour {
    float r, g, b;  ///< 0 to 1, sRGB
};
Colour colour_of(std::string_view hex);  ///< "#rrggbb"
Colour mix(Colour a, Colour b, float share_of_b);

/// Colours of everything that is not a class; the legend shows the same.
namespace map_colours {
inline constexpr Colour water{0.63f, 0.79f, 0.89f}, water_edge{0.45f, 0.63f, 0.76f};
inline constexpr Colour roof{0.80f, 0.79f, 0.78f}, roof_edge{0.33f, 0.32f, 0.32f};
inline constexpr Colour crown_edge{0.11f, 0.37f, 0.20f};
inline constexpr Colour no_value{0.93f, 0.92f, 0.90f}, hatch{0.20f, 0.20f, 0.22f};
}  // namespace map_colours

/// Strokes over the map: where the height was filled one way, where the surface is unknown the other way,
/// thinner and wider apart, since that may be half of a map.
struct Hatch {
    bool rising;                ///< "/", else "\\"
    float period_px, width_px;  ///< along x
    float strength;             ///< 0 to 1

    bool covers(double x_px, double y_px) const {
        const double along = std::fmod(rising ? x_px + y_px : x_px - y_px, double(period_px));
        return (along < 0 ? along + double(period_px) : along) < double(width_px);
    }
};
inline constexpr Hatch height_filled{true, 9, 1.4f, 0.55f}, surface_unknown{false, 14, 1.4f, 0.45f};

/// The picture's map as pixels 0xAARRGGBB, row 0 in the north: `width` x `height`.
struct MapRaster {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};
MapRaster draw_map(const MapPicture& picture, int longest_px);

/// Share of each class in the cells with a value that are neither building nor water.
std::vector<double> class_shares(const MapPicture& picture);

}  // namespace luwte
