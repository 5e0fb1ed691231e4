// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/dispersion/line_sources.hpp"

#include <array>
#include <string>

namespace luwte {

/// A source that is no road: a car park, a boiler, a building site. What `luwte help study` says of
/// air.sources.
struct PlacedSource {
    /// A column of the wind grid over the area and its share of the source [1].
    struct Column {
        idx j, i;
        double share;
    };

    std::string name, group;
    bool is_point = false;
    bool follows_traffic = false;  ///< in its hours; else alike in all of them
    double height = 0;             ///< m above ground, where it begins
    std::array<double, substance_names.size()>
        emission{};               ///< ug s-1, by Substance, mean of a year, all of it
    MapPoint middle{};            ///< for messages
    std::vector<Column> columns;  ///< they add up to the part of it inside the area
};

/// Where such sources enter the air (docs/models/dispersion.md, 64 to 67), as LineSources of length 1:
/// source_of() and YardShares take them as they take roads, with emissions in ug s-1. `moved_aside` and
/// `moved_out` count sources, by their share. Throws InputError    a source above the wind grid, or in
/// buildings with no air within `farthest`
///        RuntimeError  `area` is not the area of `layout`
LineSources place_sources(std::span<const PlacedSource> sources, const WindLayout& layout,
                          const WindDomain& area, const LineSources::Parameters& parameters = {});

}  // namespace luwte
