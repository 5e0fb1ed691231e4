// SPDX-License-Identifier: Apache-2.0
#include "host/run.hpp"

#include "host/output/output_lock.hpp"
#include "host/output/part_file.hpp"
#include "host/run_day.hpp"
#include "host/run_inputs.hpp"
#include "host/scenarios.hpp"
#include "host/street_dispersion.hpp"
#include "host/wind_run.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include <spdlog/spdlog.h>

namespace luwte {

namespace fs = std::filesystem;

fs::path result_of_day(const Study& study, const RunOptions& options, const std::string& day) {
    if (study.weather.days.size() == 1) return options.output;
    fs::path folder = options.output;
    folder.replace_extension();
    return folder / (day + ".nc");
}

// Also what a run writes beside its result: a picture of that name may be somebody's own.
void check_results_are_free(const Study& study, const RunOptions& options) {
    if (options.overwrite) return;
    Problems problems;
    std::error_code error;
    for (const std::string& day : study.weather.days) {
        const fs::path result = result_of_day(study, options, day);
        if (fs::exists(result, error)) {
            problems.add(result.string(), "this result exists already",
                         "--overwrite replaces it; --output names another");
            continue;
        }
        for (const char* ending : {".maps", ".png", ".wind_comfort.png", ".wind_danger.png", ".air_no2.png",
                                   ".run.json", ".surface.vtkhdf", ".volume.vtkhdf", ".stopped.nc"})
            if (const fs::path file = fs::path(result).replace_extension(ending); fs::exists(file, error))
                problems.add(file.string(), "this exists already and the run would write over it",
                             "--overwrite replaces it; --output names another");
    }
    if (const fs::path air = roadside_air_file(options.output); study.air.asked && fs::exists(air, error))
        problems.add(air.string(), "this exists already and the run would write over it",
                     "--overwrite replaces it; --output names another");
    if (const fs::path yards = yards_file(options.output);
        !study.air.yards.empty() && disperses(study) && fs::exists(yards, error))
        problems.add(yards.string(), "this exists already and the run would write over it",
                     "--overwrite replaces it; --output names another");
    problems.throw_if_any();
}

RunSummary run_study(const Study& study, const RunOptions& options) {
    if (!study.scenarios.empty() || !study.sites.empty()) return run_scenarios(study, options);
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const double wall_begin_s =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const OutputLock alone(options.output);
    check_results_are_free(study, options);

    // Weights: on 2 cores the sky view of 72 x 18 directions takes about as long as 30 hours with their
    // writing.
    const int hours = int(study.weather.days.size()) * 24;
    std::vector<Progress::Stage> stages = {
        {"reading inputs", 2},
        {"sky view", 30.0 * study.sky.azimuths * study.sky.elevations / (72 * 18)},
        {"hours", double(hours)}};
    std::error_code error;
    const bool stored_wind = std::ranges::all_of(study.wind.stability_classes, [&](const std::string& name) {
        return fs::exists(wind_file_of(options, name), error);
    });
    if (study.wind.asked)
        stages.insert(stages.begin() + 1, Progress::Stage{"wind", stored_wind ? 1.0 : 300.0});
    if (disperses(study)) stages.insert(stages.begin() + 2, Progress::Stage{"dispersion", 20.0});
    if (options.progress != nullptr) options.progress->plan(std::move(stages));

    if (options.progress != nullptr) options.progress->stage("reading inputs");
    RunInputs inputs = read_run_inputs(study);
    for (const std::string& warning : inputs.warnings)  // the study's own were told by who read it
        if (std::ranges::find(study.warnings, warning) == study.warnings.end()) spdlog::warn("{}", warning);
    const double read_s = seconds();
    options.stop_if_asked();

    std::optional<StudyWind> wind;
    if (study.wind.asked) {
        if (options.progress != nullptr)
            options.progress->stage(
                "wind", steps_per_sector * study.wind.sectors * int(study.wind.stability_classes.size()));
        wind = wind_of_study(study, options, inputs);
        const auto& [warnings, rules] = wind->sentences;
        for (const std::string& warning : warnings) spdlog::warn("{}", warning);
        inputs.warnings.insert(inputs.warnings.end(), warnings.begin(), warnings.end());
        inputs.rules.insert(inputs.rules.end(), rules.begin(), rules.end());
    }
    const double wind_s = seconds() - read_s;
    options.stop_if_asked();

    std::optional<StreetDispersion> street_dispersion;
    if (inputs.street_sources) {
        if (options.progress != nullptr)
            options.progress->stage("dispersion", street_dispersion_steps(study, inputs));
        street_dispersion = street_dispersion_of(study, options, inputs, *wind);
        for (const std::string& warning : street_dispersion->warnings) spdlog::warn("{}", warning);
        inputs.warnings.insert(inputs.warnings.end(), street_dispersion->warnings.begin(),
                               street_dispersion->warnings.end());
        inputs.rules.insert(inputs.rules.end(), street_dispersion->rules.begin(),
                            street_dispersion->rules.end());
    }
    const double street_dispersion_s = seconds() - read_s - wind_s;
    options.stop_if_asked();

    // Ready before the first hour, and not lost with a later one.
    std::vector<fs::path> air_files;
    if (inputs.roadside_air) {
        write_whole_file(roadside_air_file(options.output),
                         inputs.roadside_air->csv(street_dispersion ? street_dispersion->columns
                                                                    : std::vector<AirColumn>{}));
        air_files.push_back(roadside_air_file(options.output));
    }
    if (street_dispersion && !street_dispersion->yards.empty()) {
        write_whole_file(yards_file(options.output), street_dispersion->yards);
        air_files.push_back(yards_file(options.output));
    }

    if (options.progress != nullptr) options.progress->stage("sky view", 2 * study.sky.azimuths);
    Simulation::Parameters parameters = simulation_parameters(study, inputs);
    bool in_hours = false;
    parameters.after_sky_azimuth = [&] {
        options.stop_if_asked();
        if (options.progress != nullptr && !in_hours) options.progress->step();
    };
    std::optional<Simulation> simulation;
    /// The city with the leaves of a date: days in the same leaf share it.
    const auto prepare = [&](double leaves) {
        if (simulation && parameters.leaf_area_share == float(leaves)) return 0.0;
        const double begin_s = seconds();
        parameters.leaf_area_share = float(leaves);
        simulation.reset();
        simulation.emplace(options.backend, inputs.city.layers, parameters);
        if (wind) simulation->take_wind_from(wind->libraries);
        options.stop_if_asked();
        return seconds() - begin_s;
    };
    double prepare_s = prepare(inputs.days.front().leaf_area_share);
    std::optional<WindNuisance> comfort;
    if (inputs.wind_record)
        comfort = wind_comfort_of(simulation->wind->neutral(), inputs.wind_record->statistics);

    if (options.progress != nullptr) {
        std::size_t all = 0;
        for (const DayPlan& day : inputs.days) all += day.steps.size();
        options.progress->stage("hours", int(all));
    }
    in_hours = true;
    RunSummary summary;
    for (const DayPlan& day : inputs.days) {
        const fs::path result = result_of_day(study, options, day.date);
        if (result.has_parent_path()) fs::create_directories(result.parent_path());
        prepare_s += prepare(day.leaf_area_share);
        const DayResult done = run_day({study, options, inputs, day, result, comfort ? &*comfort : nullptr,
                                        street_dispersion ? &*street_dispersion : nullptr, wall_begin_s,
                                        read_s, wind_s, street_dispersion_s, prepare_s},
                                       *simulation);
        for (const std::string& warning : done.warnings) spdlog::warn("{}: {}", day.date, warning);
        if (summary.result.empty()) summary.result = done.files.front();
        summary.files.insert(summary.files.end(), done.files.begin(), done.files.end());
        summary.headlines.insert(summary.headlines.end(), done.headlines.begin(), done.headlines.end());
        summary.warnings.insert(summary.warnings.end(), done.warnings.begin(), done.warnings.end());
    }
    if (street_dispersion)
        summary.headlines.insert(summary.headlines.end(), street_dispersion->headlines.begin(),
                                 street_dispersion->headlines.end());
    summary.files.insert(summary.files.end(), air_files.begin(), air_files.end());
    if (wind) summary.files.insert(summary.files.end(), wind->written.begin(), wind->written.end());
    if (options.progress != nullptr) options.progress->finish();
    summary.seconds = seconds();
    return summary;
}

}  // namespace luwte
