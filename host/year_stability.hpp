// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/heat/surface_material.hpp"
#include "models/weather/weather.hpp"
#include "models/wind/sector_library.hpp"

#include <array>
#include <optional>
#include <vector>

namespace luwte {

/// A town as its 1 / L needs it.
struct TownLand {
    std::array<double, top_material_count> area_share{};  ///< 1, of each top material
    std::vector<Inflow> inflows;                          ///< z0 and d by sector, the first from true north

    static TownLand of(const CityLayers& city, const WindLibrary& library);
};

/// 1 / L [m-1] in each hour of a record, with which dispersion of a year is looked up in air of several
/// stabilities (docs/models/dispersion.md, 52), by a heat balance up to the ten minutes before the hour: over
/// the station's grass, as the hours of a run without air of their own have it, or over a town, by the heat
/// of its ground and roofs in the open. NaN where the record has not what the balance needs, in the hour or
/// in the one before. In   grid   for the sun of the place
std::vector<double> stability_of_hours(const WeatherSeries& weather, const MaterialTable& materials,
                                       const Grid& grid, const std::optional<TownLand>& town);

}  // namespace luwte
