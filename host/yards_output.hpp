// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "models/dispersion/placed_sources.hpp"
#include "models/dispersion/yard_shares.hpp"

#include <span>
#include <string>

namespace luwte {

/// What all segments emit of one substance, and the yards' shares made with its removal.
struct YardSubstance {
    Substance substance;
    const YardShares* shares;
    /// ug m-1 s-1, of each segment, then ug s-1 of each other source; not above 0 where it is no source
    std::span<const float> emission;
};

/// RUN.yards.geojson (docs/output.md): of each yard its polygon with what all roads add to its yearly mean
/// and of which substances its map is (`map_of`, as yard_map_long_name()),
/// then a line for each segment that adds something, the largest part of the first substance first, with its
/// part [ug m-3] and its share of all roads' part [%]. In the CRS of `grid`, named in a member `crs`; none
/// where it is local.
/// `sources`, behind the segments in `substances`, are points then (`kind` "source") with name and group.
/// Throws RuntimeError  NO2, of which shares do not add up, or sizes that differ
std::string yards_geojson(std::span<const Yard> yards, std::span<const RoadSegment> roads,
                          std::span<const YardSubstance> substances, const std::string& map_of,
                          const Grid& grid, std::span<const PlacedSource> sources = {});

/// What the map of a yard is, of these substances: "nox, pm10", those that are taken from the air alike.
std::string yard_map_long_name(const std::string& substances);
/// The map of a yard as a GeoTIFF on the columns of the wind grid: YardShares::map(). `long_name` outlives
/// it.
FieldInfo yard_map_field(std::string_view long_name);
/// "yard_1": yards are numbered in maps, whatever they are named.
std::string yard_map_name(std::size_t yard);

}  // namespace luwte
