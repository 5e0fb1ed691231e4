// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// Reads a weather file; KNMI hourly, EPW and CSV are told apart by content, not by name.
/// Throws InputError with every problem (file, line, column).
WeatherSeries load_weather(const std::filesystem::path& file);

/// The same hours in other weather, and a rule that says so: `warmer_k` more in every hour with its relative
/// humidity kept (so that there is more vapour), measured longwave as that of a sky of the same emissivity,
/// and `times` as much wind. `source` says where that comes from.
void change_weather(WeatherSeries& series, double warmer_k, double wind_times, const std::string& source);

/// Most that air temperature changes from one hour to the next [K] without a warning. WMO-No. 305 (1993,
/// VI.21, read second hand) has 4 K looked at again, which thunderstorms reach: 14 hours of De Bilt's 2000
/// did, the largest with 9.5 K. 10 K is ours: above those, and far below a slipped digit.
inline constexpr double most_hourly_change = 10;

/// Warnings about hours that end in (`from_s`, `to_s`] with a larger change, by line and hours; of more than
/// five the rest is counted. `file` is how the text names the file.
std::vector<std::string> temperature_jumps(const WeatherSeries& series, const std::string& file,
                                           double from_s, double to_s);

/// Start of a local day [s since 1970, UTC]. Throws InputError for an unknown zone or date.
double local_day_begin(const std::string& date_yyyy_mm_dd, const std::string& time_zone);

/// Length of a local day: 24, or 23 and 25 when the clocks change. Throws as local_day_begin.
int local_day_hours(const std::string& date_yyyy_mm_dd, const std::string& time_zone);

/// Local hour of the day [h] (0 to 24) of a UTC instant: the one conversion between UTC and local time.
double local_hour(double unix_time_s, const std::string& time_zone);

/// "2019-07-25T14:00:00Z"
std::string utc_text(double unix_time_s);

}  // namespace luwte
