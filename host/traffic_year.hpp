// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "models/dispersion/sector_weights.hpp"

#include <string>
#include <vector>

namespace luwte {

/// What the sectors of a study's wind weigh in a mean of all hours of its weather file, with traffic as
/// air.traffic_by_hour has it (docs/models/dispersion.md, 18 to 22).
struct TrafficYear {
    SectorWeights weights;
    std::string rule;                   ///< which hours, floors, spread and traffic, in words
    std::vector<std::string> warnings;  ///< fewer hours than a year's; traffic alike in all hours
};

/// Throws InputError  no hour has a wind speed and traffic
TrafficYear traffic_year(const Study& study, const WeatherSeries& weather, const WindLibrary& library);

/// Traffic of each hour over its mean of a day [1], by the local hour that it begins in; `by_hour` of 24.
std::vector<double> traffic_of_hours(const WeatherSeries& weather, const std::string& time_zone,
                                     const std::vector<double>& by_hour);

/// Traffic of the hour in which a local hour [h] lies; 1 where `by_hour` is empty.
double traffic_of_hour(double local_hour, const std::vector<double>& by_hour);

}  // namespace luwte
