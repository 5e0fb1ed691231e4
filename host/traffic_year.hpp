// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "models/dispersion/sector_weights.hpp"

#include <span>
#include <string>
#include <vector>

namespace luwte {

/// What the sectors of a study's wind, in air of each of its stabilities, weigh in a mean of all hours of its
/// weather file, with traffic as air.traffic_by_hour has it (docs/models/dispersion.md, 18 to 22, 52 to 55).
struct TrafficYear {
    SectorWeights weights;
    std::string rule;                   ///< which hours, floors, stabilities, spread and traffic, in words
    std::vector<std::string> warnings;  ///< fewer hours than a year's; traffic alike in all hours; stability
};

/// In      libraries   by ascending 1 / L
///         per_length  of each hour (stability_of_hours()); not read where there is one library
/// Throws InputError  no hour has a wind speed and traffic
TrafficYear traffic_year(const Study& study, const WeatherSeries& weather,
                         std::span<const WindLibrary> libraries, std::span<const double> per_length = {});

/// Traffic of each hour over its mean of a day [1], by the local hour that it begins in; `by_hour` of 24.
std::vector<double> traffic_of_hours(const WeatherSeries& weather, const std::string& time_zone,
                                     const std::vector<double>& by_hour);

/// Traffic of the hour in which a local hour [h] lies; 1 where `by_hour` is empty.
double traffic_of_hour(double local_hour, const std::vector<double>& by_hour);

}  // namespace luwte
