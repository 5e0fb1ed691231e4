// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/simulation.hpp"
#include "host/soil_days.hpp"
#include "inputs/city/load_city.hpp"
#include "inputs/study/study.hpp"
#include "models/weather/weather.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// One hour before a day, in which surfaces find their temperatures.
struct SpinUpHour {
    Forcing forcing;
    Simulation::Day day;
};

/// One local day of a study, hour by hour.
struct DayPlan {
    std::string date;    ///< YYYY-MM-DD
    double begin_s = 0;  ///< s since 1970, UTC: local midnight
    Simulation::Day day;
    std::vector<Forcing> steps;       ///< 24; 23 or 25 where clocks change
    std::vector<double> local_hour;   ///< h, local hour at which each step begins
    std::vector<SpinUpHour> spin_up;  ///< study.weather.spin_up_days x 24, the oldest first
    bool spin_up_repeats = false;     ///< the file begins too late: the day itself, again
    int season = 0;                   ///< whole days in the file before the spin-up, at most season_days
    SoilDays soil;
    bool national_method = true;  ///< defined on this day
};

/// Days before the spin-up that warm up surfaces in the open, where the file has them.
inline constexpr int season_days = 30;

/// Those days of a plan, hour by hour.
std::vector<Simulation::SeasonHour> season_of(const DayPlan& day, const WeatherSeries& weather,
                                              const Grid& grid);

/// Everything that a study's files say, read and checked before anything is computed.
struct RunInputs {
    LoadedCity city;
    WeatherSeries weather;
    std::vector<DayPlan> days;
    std::vector<InputRecord> records;   ///< of every file
    std::vector<std::string> warnings;  ///< of city, weather and study
    std::vector<std::string> rules;
};

/// Throws InputError with the problems of all inputs at once.
RunInputs read_run_inputs(const Study& study);

Simulation::Parameters simulation_parameters(const Study& study, const RunInputs& inputs);

}  // namespace luwte
