// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "kernels/core/grid.hpp"
#include "models/city/city_model.hpp"

#include <string>
#include <vector>

namespace luwte {

/// What the models assume in a run of this study, in words, for its result and report: a reader who only has
/// the file must see which values rest on a simplification. docs/models has the equations.
std::vector<std::string> model_rules(const Study& study);

/// Where the ground deep down is not known: it has De Bilt's year everywhere. Empty in the Netherlands.
std::string deep_ground_warning(double latitude_rad);

/// Where an area has water, which forgets three tenths of its start in two days, and fewer days of weather
/// than it needs run before the day; else empty.
std::string water_start_warning(const std::string& date, int days_before, const CityLayers& city);

/// With the slab, says that the area is less than 1 km of city, which stands for all the city upwind; else
/// empty. `share_unknown` of its surface is taken as paved.
std::string small_fetch_warning(const Study::WeatherInput& weather, const Grid& grid, double share_unknown);

/// Says that the area is too small for any cell to have the whole windows of the national method; else empty.
std::string small_area_warning(const Grid& grid);

}  // namespace luwte
