// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/heat/soil_water.hpp"
#include "models/weather/weather.hpp"

#include <string>
#include <vector>

namespace luwte {

/// Days before a day over which rain and evaporation fill and empty the ground, where the file has them.
inline constexpr int soil_water_days = 60;

/// Water in the ground for plants on a day and on those before it.
struct SoilDays {
    /// At the begin of the day `before` days earlier; where the buckets had not begun, what they begin with.
    const SoilMoisture& moisture(int before) const {
        return before < int(at_begin.size()) ? at_begin[std::size_t(before)] : no_water_stress;
    }

    std::vector<SoilMoisture> at_begin;  ///< of the day, of the day before it, ...
    std::string rule;                    ///< what was done, for the report
    std::vector<std::string> warnings;   ///< what the weather file lacks
};

/// Runs SoilWater through the whole days of the file, soil_water_days at most, that end where the day begins
/// (`begin_s`, s since 1970). A day counts when the file has each hour's temperature and radiation; hours
/// without rain are dry. With fewer days the buckets start later; with a file without rain they stay as they
/// start.
SoilDays soil_days(const std::string& date, double begin_s, const WeatherSeries& weather,
                   const MaterialTable& materials, const CityLayers& city);

}  // namespace luwte
