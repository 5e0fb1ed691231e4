// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/part_file.hpp"
#include "kernels/core/grid.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// Lines to be drawn over a map, in its coordinate system.
struct MapOutline {
    enum class Kind { yard, building, edit, road };         ///< black, black dashed, red, blue
    std::vector<std::vector<std::array<double, 2>>> rings;  ///< but for roads, the first point ends them too
    Kind kind = Kind::yard;
    std::string label = {};  ///< in the middle of the longest; may be empty
};

/// A map of classes for people: PET in those of the Klimaateffectatlas, or another field's; buildings as
/// shaded roofs, water, crowns, data gaps hatched; title, legend with each class's share of the open ground,
/// scale bar, north arrow (true north), date and sources.
///
/// Hatched "/" where the surface height was filled, "\" where the surface is unknown and taken as paved;
/// neither on buildings. Ground that was interpolated is not hatched: below buildings that is the rule, and
/// elsewhere a measured surface bounds it.
struct MapPicture {
    std::string title;     ///< "Amsterdam-zuid, 25 July 2019"
    std::string subtitle;  ///< what is shown and when: "PET, mean of 12 to 18 h"
    std::string sources;   ///< who made the data and under which licence; wrapped
    Grid grid;
    // All (ny, nx), j from south to north.
    std::span<const float> values;              ///< what the classes are of; NaN = not computed
    std::span<const float> terrain_height;      ///< m
    std::span<const float> building_height;     ///< m above terrain; 0 = none
    std::span<const float> canopy_height;       ///< m above terrain; 0 = none; may be empty
    std::span<const std::int8_t> surface_type;  ///< SurfaceType
    std::span<const std::uint8_t> data_gap;     ///< 1 = the surface height was filled
    std::string_view classes = "pet_class";     ///< field whose legend_of() counts
    std::vector<MapOutline> outlines = {};      ///< over the map, those with a label last
};

/// PNG of the map alone, with outlines, scale bar and north arrow: for pages that have their own title and
/// legend. Throws RuntimeError when a field has another size than the grid.
std::string map_png(const MapPicture& picture, int longest_px);

/// Writes the .part of the picture as PNG; the map's longer side has `longest_px` pixels.
///
/// Equal input gives equal bytes for the same fonts (DejaVu Sans). `to` is not
/// committed.
/// Throws RuntimeError when a field has another size than the grid or the file cannot be written.
/// Cost  9 samples a pixel, in parallel: about 0.2 s for 1600 x 1000 pixels.
void write_map_png(PartFile& to, const MapPicture& picture, int longest_px = 1500);

}  // namespace luwte
