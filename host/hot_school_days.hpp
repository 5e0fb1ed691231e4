// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// Air temperature outdoors from which Dutch schools' heat protocol starts (GGD regio Utrecht) [degC].
inline constexpr double hot_school_day_degc = 27;

/// Weekdays a year on which the station has at least that in school hours, by its hourly values; holidays are
/// not known and count. Nothing where the file has fewer hours with a temperature than a year, 8760. In
/// warmer_k   added to every hour
///      school_h   local hours, begin and end
std::optional<double> hot_school_days(const WeatherSeries& weather, const std::string& time_zone,
                                      const std::vector<double>& school_h, double warmer_k = 0);

}  // namespace luwte
