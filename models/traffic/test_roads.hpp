// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/traffic/road_emission.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

/// Small roads for the tests of emission and SRM1.
namespace luwte::test_roads {

inline RoadSegment street(std::vector<MapPoint> line, double light_per_day,
                          SpeedClass speed = SpeedClass::town) {
    RoadSegment road;
    road.id = "s1";
    road.speed_class = speed;
    road.vehicles.fill({0, 0});
    road.vehicles[0] = {light_per_day, 0};
    road.line = std::move(line);
    return road;
}

/// One factor for NOx of light vehicles in town; 2016, class c, as methods-nl 2.4 has it for tests.
inline EmissionFactors light_nox(double g_per_km = 0.341) {
    EmissionFactors factors;
    factors.year = 2016;
    factors.of(Substance::nox, SpeedClass::town, VehicleClass::light) = g_per_km;
    return factors;
}

inline Field2D<float> plane(std::initializer_list<float> values, const Backend& backend = Backend::cpu()) {
    Field2D<float> field(Backend::cpu(), {1, 1, idx(values.size())}, "values", "1");
    std::ranges::copy(values, field.host().begin());
    return field.copy_to(backend);
}

}  // namespace luwte::test_roads
