// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/weather/weather_text.hpp"

/// One reader per format. Each throws InputError with every problem of the file, and returns hours in
/// ascending order; what is missing stays NaN.
namespace luwte {

/// KNMI hourly observations, header with or without '#'. The file holds one station.
///
/// HH is the hour *ending*, UT, 1 to 24. T, U, P and N are at the hour; FH, Q and RH over the hour before.
/// Units: T 0.1 degC, FH and FF 0.1 m/s, Q J/cm2, P 0.1 hPa reduced to sea level (kept so), RH 0.1 mm of
/// *rain* with -1 = less than 0.05 mm (taken as 0.025 mm), N octas with 9 = sky not visible (missing),
/// U % humidity, DD degrees with 0 = calm and 990 = variable (both NaN).
/// Wind speed is FH, the hour's mean; FF (its last ten minutes) only where the file has no column FH.
///
/// Hours that were filled before the file was written are marked by comment lines, anywhere in the file:
///
///     # luwte-estimated: VAR HH[-HH] YYYYMMDD ; rule text
///
/// VAR is one of T U P FH FF DD Q N, HH[-HH] an hour or an inclusive range (1 to 24) of that date, and the
/// rule text says in words how the values came about. The hours must be in the file.
WeatherSeries read_knmi(const weather_text::TextFile& file);

/// EnergyPlus weather, hourly. Hour 1 to 24, ending, *local standard time* of the LOCATION line's time zone.
/// Missing codes become NaN: dry bulb 99.9, humidity 999, pressure 999999, radiation 9999, wind 999,
/// sky cover 99, rain 999. Direction 0 is calm, above 360 variable. Years may differ from month to month (a
/// typical year); the hours are then sorted by date and a rule says so.
WeatherSeries read_epw(const weather_text::TextFile& file);

/// Comma-separated hours with names that end in their unit; `luwte` 's own format.
///
///     # station: Stadhuis
///     # latitude_deg: 52.1
///     # longitude_deg: 5.18
///     time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,...
///     2019-07-25T13:00:00Z,36.4,38,2.0,...
///
/// time_utc is the *end* of the hour. Needed: time_utc, air_temperature_degc, relative_humidity_pct,
/// wind_speed_m_s, wind_from_direction_deg, global_horizontal_w_m2. May be there: pressure_hpa,
/// diffuse_horizontal_w_m2, longwave_down_w_m2, cloud_fraction_pct, rain_mm. An empty cell is missing (calm
/// or variable for the direction). Temperature, humidity, pressure and cloud are at time_utc, the rest are
/// means (rain: the sum) over the hour before. Rows may stand closer, at a step that divides the hour: then
/// each covers its step, and hours are made of them (a rule says so).
WeatherSeries read_weather_csv(const weather_text::TextFile& file);

}  // namespace luwte
