// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/sun/sun_position.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace luwte {

/// Which values of an hour were not measured but filled by a stated rule.
struct EstimatedFlags {
    bool air_temperature = false, relative_humidity = false, pressure = false, wind_speed = false,
         wind_from_direction = false, global_horizontal = false, diffuse_horizontal = false,
         longwave_down = false, cloud_fraction = false;
    bool any() const {
        return air_temperature || relative_humidity || pressure || wind_speed || wind_from_direction ||
               global_horizontal || diffuse_horizontal || longwave_down || cloud_fraction;
    }
};

/// One hour of a station record, as every reader (KNMI, EPW, CSV) delivers it, in SI.
/// NaN = missing; nothing is filled without a flag.
struct WeatherHour {
    double end_s = 0;           ///< s since 1970, UTC: the hour is (end - 3600, end]
    float air_temperature;      ///< K, at `end`
    float relative_humidity;    ///< 1 (0 to 1), at `end`
    float pressure;             ///< Pa, at `end`
    float wind_speed;           ///< m s-1 at 10 m
    float wind_from_direction;  ///< rad, clockwise from true north, where it comes *from*; NaN = calm or
                                ///< variable
    float global_horizontal;    ///< W m-2, mean over the hour
    float diffuse_horizontal;   ///< W m-2, mean over the hour; NaN = split by rule
    float longwave_down;        ///< W m-2, mean over the hour; NaN = estimated by rule
    float cloud_fraction;       ///< 1, at `end`; NaN = unknown
    float rain;                 ///< m, sum over the hour
    EstimatedFlags estimated;
    int line = 0;  ///< of the file, from 1; 0 = of no file
};

/// Hours of one station, ascending, contiguous over every requested day.
struct WeatherSeries {
    std::string station;                         ///< "KNMI 344" or the EPW's location
    std::string source_format;                   ///< "knmi", "epw", "csv"
    double latitude_rad = 0, longitude_rad = 0;  ///< of the station; NaN = unknown
    std::vector<WeatherHour> hours;
    std::vector<std::string> rules;  ///< every rule that filled a value, in words, for the report
};

/// Weather of one step with the radiation of its 10-minute parts: an hour has six, a step within an hour one,
/// two or three.
struct Forcing {
    double begin_s = 0, end_s = 0;  ///< s since 1970, UTC
    /// At the middle of the step: linear between the hourly instants (wind: the hour's own value).
    float air_temperature;           ///< K, station
    float relative_humidity;         ///< 1
    float vapour_pressure;           ///< Pa
    float pressure;                  ///< Pa
    float wind_speed;                ///< m s-1 at 10 m
    float wind_from_direction;       ///< rad from true north; last known where the hour is calm or variable
    bool wind_has_direction = true;  ///< else it is the last known one
    float global_horizontal;         ///< W m-2, mean over the step
    float diffuse_horizontal;        ///< W m-2, mean over the step
    float longwave_down;             ///< W m-2, unobstructed sky, mean over the step
    float cloud_fraction;            ///< 1
    float rain;                      ///< m, sum over the step; 0 where the file does not say
    struct Part {
        SunPosition sun;                   ///< at the middle of the part
        float direct_normal;               ///< W m-2; 0 below 3 degrees sun altitude
        float diffuse_horizontal;          ///< W m-2
        float global_horizontal;           ///< W m-2: diffuse + direct_normal * sin(altitude)
        float air_temperature_offset = 0;  ///< K, from the step's; their mean is 0
    };
    /// The mean of the parts' global radiation is the step's, that over an hour the hour's (energy is
    /// conserved).
    std::array<Part, 6> parts;
    int part_count = 6;  ///< of `parts`, from the first on
    EstimatedFlags estimated;
};

/// The weather of the hour (begin, begin + 3600] at a place. Throws InputError naming the hour and the
/// variable when the series does not cover it.
Forcing forcing_at(const WeatherSeries& series, double begin_s, double latitude_rad, double longitude_rad);

/// The same of `part_count` 10-minute parts of that hour, from `first_part` on: its radiation is theirs, what
/// is linear between instants is taken at their middle, wind is the hour's, rain falls evenly.
Forcing forcing_within(const WeatherSeries& series, double hour_begin_s, int first_part, int part_count,
                       double latitude_rad, double longitude_rad);

/// Daily values of the local day that starts at `begin_s` (24 h), for the urban increment of the national
/// method: station extremes from 08:00 to 07:00 (next day) UTC, daily means.
struct DailyWeather {
    float temperature_max, temperature_min;  ///< K
    float global_mean;                       ///< W m-2
    float wind_mean;                         ///< m s-1
};
DailyWeather daily_weather(const WeatherSeries& series, double begin_s);

}  // namespace luwte
