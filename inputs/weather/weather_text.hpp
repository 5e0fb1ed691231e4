// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/text/text_file.hpp"
#include "models/weather/weather.hpp"

#include <filesystem>
#include <optional>

/// What the three weather readers share beside inputs/text: dates and hours.
namespace luwte::weather_text {

using namespace text;

/// A weather file; throws as read_text_file.
TextFile read_text(const std::filesystem::path& file);

/// Seconds since 1970 of 00:00 UTC of a date; empty when the date does not exist or is not in 1850 to 2200.
std::optional<double> day_begin_s(int year, int month, int day);

/// Seconds since 1970 of "2019-07-25T13:00:00Z" or "2019-07-25T13:00Z" or with a blank for T and without Z;
/// empty for another text.
std::optional<double> time_utc(std::string_view text);

/// An hour in which everything is missing.
WeatherHour empty_hour(double end_s);

}  // namespace luwte::weather_text
