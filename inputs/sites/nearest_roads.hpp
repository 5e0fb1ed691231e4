// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/traffic/traffic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// A site on the map, in the study's CRS.
struct SitePlace {
    std::string id, name;
    std::string yard, building;  ///< WKT, to the millimetre; no building: empty
    double yard_area = 0;        ///< m2, of the polygons
};

inline constexpr double busy_vehicles = 10000;   ///< a day, of all classes: GGD guideline (March 2023)
inline constexpr double roads_looked_at = 1000;  ///< m around the area

/// A busy road, and how far it is.
struct NearRoad {
    double distance = 0;  ///< m, from the nearest point of yard or building to the segment's line
    std::string segment, street;
    double vehicles = 0;  ///< a day
};

/// The nearest busy road of any kind, and the nearest busy open road (SRM2: motorways and roads in the open);
/// nothing where there is none within roads_looked_at around the area. A segment counts with its own
/// vehicles: where a file has one for each direction, with those of one direction.
struct NearRoads {
    std::optional<NearRoad> busy, open;
};

NearRoads nearest_roads(const SitePlace& place, const std::vector<RoadSegment>& roads);

}  // namespace luwte
