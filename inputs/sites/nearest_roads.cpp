// SPDX-License-Identifier: Apache-2.0
#include "inputs/sites/nearest_roads.hpp"

#include <cmath>

#include <ogr_geometry.h>

namespace luwte {
namespace {

OGRGeometryUniquePtr geometry_of(const std::string& wkt) {
    OGRGeometry* made = nullptr;
    OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &made);
    return OGRGeometryUniquePtr(made);
}

double vehicles_of(const RoadSegment& road) {
    double sum = 0;
    for (const Vehicles& v : road.vehicles)
        if (!std::isnan(v.per_weekday)) sum += v.per_weekday;
    return sum;
}

}  // namespace

NearRoads nearest_roads(const SitePlace& place, const std::vector<RoadSegment>& roads) {
    const OGRGeometryUniquePtr yard = geometry_of(place.yard);
    const OGRGeometryUniquePtr building = place.building.empty() ? nullptr : geometry_of(place.building);
    NearRoads near;
    for (const RoadSegment& road : roads) {
        const double vehicles = vehicles_of(road);
        if (!(vehicles > busy_vehicles) || road.line.empty() || !yard) continue;
        OGRLineString line;
        for (const MapPoint& p : road.line) line.addPoint(p.x_m, p.y_m);
        const OGRPoint only(road.line.front().x_m, road.line.front().y_m);
        const OGRGeometry& shape = line.get_Length() > 0 ? static_cast<const OGRGeometry&>(line) : only;
        double distance = yard->Distance(&shape);
        if (building) distance = std::min(distance, building->Distance(&shape));
        const auto keep = [&](std::optional<NearRoad>& nearest) {
            if (!nearest || distance < nearest->distance)
                nearest = {distance, road.id, road.street, vehicles};
        };
        keep(near.busy);
        if (road.open_road_type != 0) keep(near.open);
    }
    return near;
}

}  // namespace luwte
