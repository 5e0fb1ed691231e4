// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "models/dispersion/placed_sources.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// Each group is a solution of every sector and substance.
inline constexpr std::size_t most_source_groups = 10;
inline constexpr std::size_t most_sources = 1000;

struct PlacedSources {
    std::vector<PlacedSource> sources;  ///< in the file's order; as many hours as each other within a group
    std::vector<std::string> groups;    ///< in the order in which they first stand in the file
    InputRecord record;
    std::vector<std::string> warnings;
};

/// Points and polygons of a vector file (air.sources) with the attributes
///
///     group        lower case letters, digits and _, at most 20, not "roads"
///     name, id     optional, for messages
///     height_m     above ground, 0 to 500; 0 where a polygon has none, required of a point
///     hours        "even" (the default) or "traffic"
///     nox_kg_per_year, pm10_kg_per_year, pm25_kg_per_year, ec_kg_per_year   of all that `substances` holds
///     no2_kg_per_year   emitted as such, a part of nox; taken as none where it is missing, with a warning
///     remark, source    not read
///
/// A polygon is spread evenly over `wind_grid`'s columns that it covers; what lies outside is left out, with
/// a warning. In another CRS they are transformed, with a warning. Throws InputError  with all problems: no
/// source, or too many; one outside the area, in a building (a point
///                    below its roof), without any emission, or without one of the substances; an attribute
///                    that is not known or not a number in its range; groups too many or of two kinds of
///                    hours; a file that cannot be read
PlacedSources read_sources(const std::string& role, const std::filesystem::path& file, const CityLayers& city,
                           const Grid& wind_grid, const std::vector<Substance>& substances);

}  // namespace luwte
