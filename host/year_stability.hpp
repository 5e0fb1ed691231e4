// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/heat/surface_material.hpp"
#include "models/weather/weather.hpp"

#include <vector>

namespace luwte {

/// 1 / L [m-1] over the station's grass in each hour of a record, with which wind and dispersion of a year
/// are looked up in air of several stabilities (docs/models/dispersion.md, 52): by the heat balance of that
/// grass in the ten minutes before the hour, as the hours of a run have it without air of their own. NaN
/// where the record has not what the balance needs, in the hour or in the one before. In   grid   for the sun
/// of the place
std::vector<double> stability_of_hours(const WeatherSeries& weather, const MaterialTable& materials,
                                       const Grid& grid);

}  // namespace luwte
