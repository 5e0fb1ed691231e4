// SPDX-License-Identifier: Apache-2.0
#include "models/heat/soil_water.hpp"

#include <algorithm>

namespace luwte {
namespace {

double open_share(double water, double room) {
    return room > 0 ? std::min(1.0, water / (room * (1 - SoilWater::readily_available))) : 1;
}

}  // namespace

SoilWater::SoilWater(const MaterialTable& materials) {
    for (std::size_t t = 0; t < top_material_count; ++t) {
        const SurfaceMaterial& m = materials.ground[t];
        room_[t] = m.leaf_area_index > 0 ? double(m.plant_water) : 0;
    }
    room_[trees] = tree_water;
    room_[station_grass] = double(materials.station_grass.plant_water);
    for (std::size_t n = 0; n < room_.size(); ++n) water_[n] = at_start * room_[n];
}

void SoilWater::day(double rain, double reference_evaporation) {
    for (std::size_t t = 0; t < room_.size(); ++t) {
        const double water = std::min(water_[t] + rain, room_[t]);
        water_[t] = std::max(water - open_share(water, room_[t]) * reference_evaporation, 0.0);
    }
}

SoilMoisture SoilWater::moisture() const {
    SoilMoisture share{};
    for (std::size_t t = 0; t < room_.size(); ++t) share[t] = float(open_share(water_[t], room_[t]));
    return share;
}

}  // namespace luwte
