// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/roadside_air.hpp"
#include "host/simulation.hpp"
#include "host/soil_days.hpp"
#include "host/wind_comfort.hpp"
#include "inputs/city/load_city.hpp"
#include "inputs/sources/read_sources.hpp"
#include "inputs/study/study.hpp"
#include "inputs/yards/read_yards.hpp"
#include "models/dispersion/line_sources.hpp"
#include "models/weather/weather.hpp"
#include "models/wind/wind_domain.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// One hour before a day, in which surfaces find their temperatures.
struct SpinUpHour {
    Forcing forcing;
    Simulation::Day day;
};

/// One step of a result: the steps of the simulation of which it is made.
struct ResultStep {
    std::size_t first = 0, count = 1;  ///< of DayPlan::steps
};

/// One local day of a study, step by step.
struct DayPlan {
    std::string date;    ///< YYYY-MM-DD
    double begin_s = 0;  ///< s since 1970, UTC: local midnight
    Simulation::Day day;
    std::vector<Forcing> hours;      ///< 24; 23 or 25 where clocks change
    std::vector<Forcing> steps;      ///< of the simulation: the hours, or six, three or two steps of each
    std::vector<double> local_hour;  ///< h, local hour at which each step begins
    std::vector<ResultStep>
        results;  ///< steps of the result; where clocks change the last one may be shorter
    std::vector<SpinUpHour> spin_up;  ///< study.weather.spin_up_days x 24, the oldest first
    bool continues = false;           ///< surfaces and air go on from the study's day before: no spin-up
    bool spin_up_repeats = false;     ///< the file begins too late: the day itself, again
    int season = 0;                   ///< whole days in the file before the spin-up, at most season_days
    SoilDays soil;
    double leaf_area_share = 1;   ///< of crowns on this date, per that in full leaf
    bool national_method = true;  ///< defined on this day

    double begin_of(const ResultStep& r) const { return steps[r.first].begin_s; }            ///< s since 1970
    double end_of(const ResultStep& r) const { return steps[r.first + r.count - 1].end_s; }  ///< s since 1970
    /// The hour that begins with a step of the simulation; nullptr within one.
    const Forcing* hour_beginning_with(std::size_t step) const {
        const std::size_t per_hour = steps.size() / hours.size();
        return step % per_hour == 0 ? &hours[step / per_hour] : nullptr;
    }
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
    std::optional<WindLayout> wind;             ///< where the study asks for it
    std::optional<WindRecord> wind_record;      ///< where the result holds wind comfort
    std::optional<RoadsideAir> roadside_air;    ///< where the study has [air]
    std::optional<LineSources> street_sources;  ///< where it asks for dispersion too (disperses())
    std::optional<PlacedSources> sources;       ///< other than roads, where it names them
    std::optional<LineSources> placed_sources;  ///< the same on the wind grid
    std::optional<Yards> yards;                 ///< where it names them
    std::vector<InputRecord> records;           ///< of every file
    std::vector<std::string> warnings;          ///< of city, weather and study
    std::vector<std::string> rules;
};

/// Throws InputError with the problems of all inputs at once.
RunInputs read_run_inputs(const Study& study);

Simulation::Parameters simulation_parameters(const Study& study, const RunInputs& inputs);

}  // namespace luwte
