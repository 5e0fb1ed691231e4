// SPDX-License-Identifier: Apache-2.0
#include "host/run_inputs.hpp"

#include "host/day_weather.hpp"
#include "host/leaf_season.hpp"
#include "host/model_rules.hpp"
#include "host/output/field_catalogue.hpp"
#include "host/street_dispersion.hpp"
#include "host/study_fields.hpp"
#include "host/wind_run.hpp"
#include "inputs/weather/load_weather.hpp"
#include "inputs/wind/inflow_table.hpp"
#include "kernels/core/constants.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

namespace luwte {

namespace {

/// Whether the day needs the heat island of the national method: in the air of the run or, beside air of the
/// model's own, in pet_national.
bool needs_rule(const Study& study, double day_begin_s) {
    const std::string& increment = study.weather.urban_increment;
    return increment == "rule" || (increment == "slab" && NationalMethod::defined_on(day_begin_s + 43200));
}

/// The hours that a day needs are one problem, however many the file lacks.
void require_hours(const Study& study, const WeatherSeries& weather, const std::string& date, double begin_s,
                   int hours) {
    const double end_s = begin_s + 3600.0 * hours;
    const bool rule = needs_rule(study, begin_s);
    std::set<double> needed;  // the day's own, with the instant at its begin
    for (int h = 0; h <= hours; ++h) needed.insert(begin_s + 3600.0 * h);
    if (rule) {  // those of the extremes of temperature: 08:00 to 07:00 UTC
        const double date_s = 86400 * std::floor((begin_s + 43200) / 86400);
        for (int h = 8; h < 32; ++h) needed.insert(date_s + 3600.0 * h);
    }
    const std::size_t all = needed.size();
    for (const WeatherHour& hour : weather.hours) needed.erase(std::round(hour.end_s));
    if (needed.empty()) return;
    const auto span = [](double first, double last) {
        return first == last ? utc_text(first) : utc_text(first) + " to " + utc_text(last);
    };
    std::string what = fmt::format("{} of the {} hours that this day needs are not in {} ({}): {}",
                                   needed.size() == all ? "all" : fmt::format("{}", needed.size()), all,
                                   study.weather.file.filename().string(), weather.station,
                                   span(*needed.begin(), *needed.rbegin()));
    std::string hint = "the file has no hours";
    if (!weather.hours.empty()) {
        hint = fmt::format("the file reaches from {}; ",
                           span(weather.hours.front().end_s, weather.hours.back().end_s));
        if (*needed.begin() > end_s) {
            what += "; the day itself is whole, but weather.urban_increment = \"" +
                    study.weather.urban_increment +
                    "\" takes, for the national method, the lowest "
                    "temperature until the next morning, 07:00 UTC";
            hint +=
                "add these hours, choose an earlier day, or set weather.urban_increment = \"none\" (air as "
                "warm as at the station)";
        } else
            hint += std::string("choose a day inside it, or a file that holds the day whole") +
                    (rule ? " and the next morning until 07:00 UTC" : "");
        for (const std::string& said : weather.rules)
            if (said.starts_with("the file is a typical year")) hint += "; " + said;
    }
    throw InputError("weather.days, " + date, what, hint);
}

/// Problems that differ only in their hour are told once, with their number.
void add_grouped(Problems& to, const std::vector<Problem>& list) {
    std::map<std::string, std::set<std::string>> places;  // what -> where
    for (const Problem& p : list) places[p.what].insert(p.where);
    for (const Problem& p : list) {
        const auto found = places.find(p.what);
        if (found == places.end()) continue;
        const std::size_t more = found->second.size() - 1;
        to.add(*found->second.begin(),
               p.what + (more > 0 ? fmt::format(", also in {} later hours", more) : ""), p.hint);
        places.erase(found);
    }
}

float mean_air_temperature(const std::vector<Forcing>& steps) {
    double sum = 0;
    for (const Forcing& f : steps) sum += double(f.air_temperature);
    return float(sum / double(steps.size()));
}

/// The 24 hours that begin `days_before` the day.
std::vector<Forcing> hours_before(const DayPlan& day, int days_before, const WeatherSeries& weather,
                                  const Grid& grid) {
    std::vector<Forcing> hours;
    for (int h = 0; h < 24; ++h)
        hours.push_back(forcing_at(weather, day.begin_s - 86400.0 * days_before + 3600.0 * h,
                                   grid.latitude_rad, grid.longitude_rad));
    return hours;
}

/// The days before, from the file; where it begins too late, the day itself as often.
void add_spin_up(DayPlan& day, const Study& study, const WeatherSeries& weather, const Grid& grid) {
    for (int before = int(study.weather.spin_up_days); before > 0; --before) {
        std::vector<Forcing> hours = day.hours;
        Simulation::Day values = day.day;
        try {
            const double begin = day.begin_s - 86400.0 * before;
            std::vector<Forcing> earlier = hours_before(day, before, weather, grid);
            // A day of March before one of April: the national rule is not defined, air is the station's.
            if (!NationalMethod::defined_on(begin + 43200)) values.weather.reset();
            if (values.weather) values.weather = daily_weather(weather, begin);
            values.mean_air_temperature = mean_air_temperature(earlier);
            values.soil_moisture = day.soil.moisture(before);
            hours = std::move(earlier);
        } catch (const InputError&) {
            day.spin_up_repeats = true;  // said in a warning
        }
        for (const Forcing& f : hours) day.spin_up.push_back({f, values});
    }
}

/// How many whole days the file has before the spin-up, at most season_days.
int count_season(const DayPlan& day, int spin_up_days, const WeatherSeries& weather, const Grid& grid) {
    if (day.spin_up_repeats) return 0;
    int days = 0;
    try {
        for (; days < season_days; ++days) hours_before(day, spin_up_days + days + 1, weather, grid);
    } catch (const InputError&) {  // the file begins here, or has a hole
    }
    return days;
}

/// Whole days of weather that run before the day.
int days_before(const DayPlan& day) {
    return day.spin_up_repeats ? 0 : int(day.spin_up.size()) / 24 + day.season;
}

DayPlan plan_day(const Study& study, const WeatherSeries& weather, const CityLayers& city,
                 const std::string& date) {
    const Grid& grid = city.grid;
    DayPlan day;
    day.date = date;
    day.begin_s = local_day_begin(date, study.time_zone);
    const int hours = local_day_hours(date, study.time_zone);
    require_hours(study, weather, date, day.begin_s, hours);
    day.national_method = NationalMethod::defined_on(day.begin_s + 43200);
    Problems problems, grouped;
    if (needs_rule(study, day.begin_s))
        problems.collect([&] { day.day.weather = daily_weather(weather, day.begin_s); });
    const int parts = std::min(study.output.interval_min, 60) / 10;  // of a step of the simulation
    for (int h = 0; h < hours; ++h) {
        const double begin = day.begin_s + 3600.0 * h;
        problems.collect([&] {
            day.hours.push_back(forcing_at(weather, begin, grid.latitude_rad, grid.longitude_rad));
            for (int part = 0; part < 6; part += parts) {
                day.steps.push_back(
                    forcing_within(weather, begin, part, parts, grid.latitude_rad, grid.longitude_rad));
                day.local_hour.push_back(local_hour(day.steps.back().begin_s, study.time_zone));
            }
        });
    }
    const auto per_result = std::size_t(std::max(study.output.interval_min / 60, 1));
    for (std::size_t first = 0; first < day.steps.size(); first += per_result)
        day.results.push_back({first, std::min(per_result, day.steps.size() - first)});
    add_grouped(grouped, problems.list());
    grouped.throw_if_any();
    day.day.mean_air_temperature = mean_air_temperature(day.hours);
    day.leaf_area_share = leaf_area_share(study.city, date);
    day.soil = soil_days(date, day.begin_s, weather, study.materials, city);
    day.day.soil_moisture = day.soil.moisture(0);
    add_spin_up(day, study, weather, grid);
    day.season = count_season(day, study.weather.spin_up_days, weather, grid);
    return day;
}

/// A day that follows the study's day before, in the same leaf, goes on where that ends.
void carry_on(std::vector<DayPlan>& days) {
    for (std::size_t n = 1; n < days.size(); ++n) {
        DayPlan& day = days[n];
        day.continues = day.begin_s == days[n - 1].hours.back().end_s &&
                        day.leaf_area_share == days[n - 1].leaf_area_share;
        if (!day.continues) continue;
        day.spin_up.clear();
        day.spin_up_repeats = false;
        day.season = 0;
    }
}

/// Which values of a day were filled by a rule, in one sentence; empty when none was.
std::string estimated_sentence(const DayPlan& day) {
    struct Variable {
        const char* name;
        bool EstimatedFlags::*flag;
    };
    constexpr Variable variables[] = {
        {"air temperature", &EstimatedFlags::air_temperature},
        {"relative humidity", &EstimatedFlags::relative_humidity},
        {"pressure", &EstimatedFlags::pressure},
        {"wind speed", &EstimatedFlags::wind_speed},
        {"wind direction", &EstimatedFlags::wind_from_direction},
        {"global radiation", &EstimatedFlags::global_horizontal},
        {"diffuse radiation", &EstimatedFlags::diffuse_horizontal},
        {"longwave radiation", &EstimatedFlags::longwave_down},
        {"cloud fraction", &EstimatedFlags::cloud_fraction},
    };
    std::string list;
    for (const Variable& v : variables) {
        const auto n = std::count_if(day.hours.begin(), day.hours.end(),
                                     [&](const Forcing& f) { return f.estimated.*v.flag; });
        if (n > 0)
            list +=
                fmt::format("{}{} in {} of {} hours", list.empty() ? "" : ", ", v.name, n, day.hours.size());
    }
    return list.empty() ? "" : fmt::format("{}: estimated, not measured: {}", day.date, list);
}

}  // namespace

std::vector<Simulation::SeasonHour> season_of(const DayPlan& day, const WeatherSeries& weather,
                                              const Grid& grid) {
    const int spin_up_days = int(day.spin_up.size()) / 24;
    std::vector<Simulation::SeasonHour> out;
    for (int before = spin_up_days + day.season; before > spin_up_days; --before) {
        const std::vector<Forcing> hours = hours_before(day, before, weather, grid);
        const float mean = mean_air_temperature(hours);
        std::optional<DailyWeather> values;
        const double begin = day.begin_s - 86400.0 * before;
        if (day.day.weather && NationalMethod::defined_on(begin + 43200))
            values = daily_weather(weather, begin);
        for (const Forcing& hour : hours) out.push_back({hour, mean, day.soil.moisture(before), values});
    }
    return out;
}

RunInputs read_run_inputs(const Study& study) {
    RunInputs inputs;
    Problems problems;
    problems.collect([&] { inputs.city = load_city(study); });
    problems.collect([&] {
        inputs.weather = load_weather(study.weather.file);
        if (study.weather.warmer_k != 0 || study.weather.wind_times != 1)
            change_weather(inputs.weather, study.weather.warmer_k, study.weather.wind_times,
                           study.weather.changed_source);
    });
    InflowTable table;
    if (!study.wind.inflow_table.empty())
        problems.collect([&] { table = read_inflow_table(study.wind.inflow_table); });
    problems.throw_if_any();

    const Grid& grid = inputs.city.layers.grid;
    for (const std::string& date : study.weather.days)
        problems.collect([&] {
            inputs.days.push_back(plan_day(study, inputs.weather, inputs.city.layers, date));
            if (study.weather.urban_increment == "rule" && !inputs.days.back().national_method)
                problems.add(
                    "weather.urban_increment",
                    "\"rule\" is the national method's, which is defined from 1 April to 30 "
                    "September, not on " +
                        date,
                    "leave it out or set weather.urban_increment = \"slab\" or \"none\" for this day");
        });
    if (study.wind.asked) {
        problems.collect([&] {
            inputs.wind =
                wind_layout_of(study, inputs.city.layers,
                               inputs.days.empty() ? 1 : inputs.days.front().leaf_area_share, table);
        });
        if (std::ranges::all_of(inputs.weather.hours,
                                [](const WeatherHour& h) { return std::isnan(h.wind_from_direction); }))
            problems.add(study.weather.file.string(),
                         "no hour of " + inputs.weather.station + " has a direction of the wind",
                         "take a station that measures wind, or leave [wind] out");
        else if (wants_wind_comfort(study))
            problems.collect([&] { inputs.wind_record.emplace(inputs.weather, study.wind.sectors); });
    }
    if (study.air.asked) problems.collect([&] { inputs.roadside_air = roadside_air_of(study); });
    problems.throw_if_any();
    if (disperses(study)) read_dispersion_inputs(study, inputs);
    carry_on(inputs.days);

    inputs.records = inputs.city.inputs;
    inputs.records.push_back(
        {"weather", study.weather.file.string(), sha256_of_file(study.weather.file),
         std::filesystem::file_size(study.weather.file), "", "",
         inputs.weather.source_format == "csv" ? "" : "KNMI data are open; source: KNMI"});
    if (!study.wind.inflow_table.empty())
        inputs.records.push_back(record_of("inflow_table", study.wind.inflow_table, "", "", ""));
    inputs.warnings = study.warnings;
    inputs.warnings.insert(inputs.warnings.end(), inputs.city.warnings.begin(), inputs.city.warnings.end());
    const auto [first, last] = std::ranges::minmax_element(inputs.days, {}, &DayPlan::begin_s);
    for (std::string& jump : temperature_jumps(inputs.weather, study.weather.file.filename().string(),
                                               first->begin_s - 86400.0 * soil_water_days,
                                               last->begin_s + 3600.0 * double(last->hours.size())))
        inputs.warnings.push_back(std::move(jump));
    if (study.wind.asked)
        for (const std::string& sentence :
             {relief_warning(inputs.city.layers), leaf_warning(inputs.city.layers, inputs.days),
              table_warning(*inputs.wind)})
            if (!sentence.empty()) inputs.warnings.push_back(sentence);
    if (inputs.wind_record && !inputs.wind_record->warning.empty())
        inputs.warnings.push_back(inputs.wind_record->warning);
    for (const DayPlan& day : inputs.days) {
        if (const std::string sentence = estimated_sentence(day); !sentence.empty())
            inputs.warnings.push_back(sentence);
        if (day.spin_up_repeats)
            inputs.warnings.push_back(fmt::format(
                "{}: the weather file has no {} whole days before it; surfaces were warmed up by the day "
                "itself instead",
                day.date, study.weather.spin_up_days));
        if (const std::string sentence =
                day.continues ? "" : water_start_warning(day.date, days_before(day), inputs.city.layers);
            !sentence.empty())
            inputs.warnings.push_back(sentence);
        inputs.warnings.insert(inputs.warnings.end(), day.soil.warnings.begin(), day.soil.warnings.end());
        if (!day.national_method)
            inputs.warnings.push_back(day.date +
                                      ": pet_national has no values: the national method is defined from "
                                      "1 April to 30 September");
    }
    if (const std::string sentence = deep_ground_warning(grid.latitude_rad); !sentence.empty())
        inputs.warnings.push_back(sentence);
    const bool national = std::any_of(inputs.days.begin(), inputs.days.end(),
                                      [](const DayPlan& day) { return day.national_method; });
    if (const std::string sentence = small_area_warning(grid); national && !sentence.empty())
        inputs.warnings.push_back(sentence);
    if (const std::string sentence = small_fetch_warning(study.weather, grid, inputs.city.share_unknown);
        !sentence.empty())
        inputs.warnings.push_back(sentence);
    inputs.rules = inputs.city.rules;
    inputs.rules.insert(inputs.rules.end(), inputs.weather.rules.begin(), inputs.weather.rules.end());
    const bool crowns = std::ranges::any_of(inputs.city.layers.canopy_top, [](float top) { return top > 0; });
    for (const DayPlan& day : inputs.days) {
        inputs.rules.push_back(weather_rule(day, study.weather));
        if (day.continues)
            inputs.rules.push_back(
                day.date + ": surfaces and air go on from the end of the day before, without spin-up");
        inputs.rules.push_back(day.soil.rule);
        if (crowns) inputs.rules.push_back(leaf_rule(study.city, day.date));
    }
    const std::vector<std::string> assumed = model_rules(study);
    inputs.rules.insert(inputs.rules.end(), assumed.begin(), assumed.end());
    if (inputs.wind_record) inputs.rules.push_back(inputs.wind_record->rule);
    if (study.air.asked && study.wind.asked && !disperses(study))
        inputs.warnings.push_back("air: " + street_dispersion_plan(study, inputs));
    if (const auto& sources = inputs.sources) {
        inputs.records.push_back(sources->record);
        inputs.warnings.insert(inputs.warnings.end(), sources->warnings.begin(), sources->warnings.end());
    }
    if (const auto& yards = inputs.yards) {
        inputs.records.push_back(yards->record);
        inputs.warnings.insert(inputs.warnings.end(), yards->warnings.begin(), yards->warnings.end());
    }
    if (const auto& air = inputs.roadside_air) {
        inputs.rules.push_back(air->rule);
        inputs.records.insert(inputs.records.end(), air->records.begin(), air->records.end());
        inputs.warnings.insert(inputs.warnings.end(), air->warnings.begin(), air->warnings.end());
    }
    return inputs;
}

Simulation::Parameters simulation_parameters(const Study& study, const RunInputs& inputs) {
    Simulation::Parameters p;
    p.sky_azimuths = study.sky.azimuths;
    p.sky_elevations = study.sky.elevations;
    p.shade.clumping = float(study.city.canopy_clumping);
    Person& person = p.comfort.person;
    person.height = float(study.person.height_m);
    person.weight = float(study.person.weight_kg);
    person.age = float(study.person.age_years);
    person.work = float(study.person.work_w);
    person.clothing = float(study.person.clothing_clo);
    person.female = study.person.sex == "female";
    std::copy(pet_class_edges.begin(), pet_class_edges.end(), p.comfort.classes.edge);
    p.heat.materials = study.materials;
    p.heat.leaf_extinction = p.shade.extinction * p.shade.clumping;
    const std::vector<const FieldInfo*> fields = fields_of(study);
    p.fluxes = any_needs(fields, Extra::surface_fluxes);
    p.radiation.height = float(study.person.radiation_height_m);
    p.radiation.fluxes = any_needs(fields, Extra::body_fluxes);
    p.radiation.sphere = any_needs(fields, Extra::sphere);
    p.urban_increment = study.weather.urban_increment == "rule";
    if (study.weather.urban_increment == "slab")
        p.air = {.fetch = study.weather.urban_fetch_m,
                 .anthropogenic_heat = study.weather.anthropogenic_heat_w_m2};
    p.national_method = std::all_of(inputs.days.begin(), inputs.days.end(),
                                    [](const DayPlan& day) { return day.national_method; });
    return p;
}

}  // namespace luwte
