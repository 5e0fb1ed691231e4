// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "models/weather/weather.hpp"
#include "models/wind/street_wind.hpp"
#include "models/wind_comfort/wind_comfort.hpp"

#include <string>

namespace luwte {

/// Whether the result of a study holds a field of wind comfort.
bool wants_wind_comfort(const Study& study);

/// All hours of a weather file as NEN 8100 takes them: measured at 10 m over open land, brought to 60 m.
struct WindRecord {
    WindStatistics statistics;
    double begin_s = 0, end_s = 0;  ///< s since 1970, UTC: of the hours with a speed
    std::string subtitle;           ///< of a map: which station and hours
    std::string rule;               ///< of what station and hours the classes are
    std::string warning;            ///< empty, or that these are fewer than a whole year has

    /// Throws InputError   no hour has a speed, or one above 40 m/s at 60 m
    WindRecord(const WeatherSeries& weather, int sectors);
};

/// Classes at 1.75 m above the ground of the surface cells; none on buildings.
WindNuisance wind_comfort_of(const StreetWind& wind, const WindStatistics& statistics);

/// What the hours do not hold of the above [B]: ratios of all sectors, then shares and classes.
double wind_comfort_memory(int sectors, double columns, double wind_columns);

}  // namespace luwte
