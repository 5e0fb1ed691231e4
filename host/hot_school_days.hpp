// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// Air temperature outdoors from which Dutch schools' heat protocol starts (GGD regio Utrecht) [degC].
inline constexpr double hot_school_day_degc = 27;

/// Share of a month's hours that need a temperature, else the month does not count [1] (project).
inline constexpr double least_hours_of_month = 0.9;

/// Weekdays a year on which the station has at least that in school hours, by its hourly values; holidays are
/// not known and count. Each month of the year is the mean of those of the file that have temperatures in 90
/// % of their hours, and the year is the sum of the twelve, so that a file of two summers and one winter
/// counts its summers once; hours that are missing count as not hot. Nothing where one of the twelve has no
/// such month. In warmer_k   added to every hour
///      school_h   local hours, begin and end
std::optional<double> hot_school_days(const WeatherSeries& weather, const std::string& time_zone,
                                      const std::vector<double>& school_h, double warmer_k = 0);

/// The years that a file's temperatures are of.
struct WeatherYears {
    int first = 0, last = 0;
    double count = 0;  ///< in years of hours: a typical year of months of many years is one

    /// "2019", "1991 to 2020".
    std::string text(const char* to = "to") const;
};

/// Years of hours below which one exceptional year says much of a mean [1] (project; norms of climate: 30).
inline constexpr double few_years = 9.5;

WeatherYears weather_years(const WeatherSeries& weather, const std::string& time_zone);

}  // namespace luwte
