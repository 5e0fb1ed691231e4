// SPDX-License-Identifier: Apache-2.0
#include "host/run.hpp"

#include "host/checkpoint.hpp"
#include "host/output/output_lock.hpp"
#include "host/output/part_file.hpp"
#include "host/resume.hpp"
#include "host/run_day.hpp"
#include "host/run_inputs.hpp"
#include "host/scenarios.hpp"
#include "host/shared_scene.hpp"
#include "host/srm1_maps.hpp"
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

// Weights: on 2 cores the sky view of 72 x 18 directions takes about as long as 30 hours with their writing.
std::vector<Progress::Stage> stages_of(const Study& study, const RunOptions& options) {
    const int hours = int(study.weather.days.size()) * 24;
    std::vector<Progress::Stage> stages = {
        {"reading inputs", 2},
        {"sky view", 30.0 * study.sky.azimuths * study.sky.elevations / (72 * 18)},
        {"hours", double(hours)}};
    std::error_code error;
    const bool stored_wind = std::ranges::all_of(study.wind.stability_classes, [&](const std::string& name) {
        return fs::exists(wind_file_of(options, name), error);
    });
    // That of the base serves a scenario that changes neither buildings, crowns nor the ground's roughness.
    const bool shared_wind =
        !options.wind_beside.empty() && std::ranges::all_of(study.edits, [](const Study::Edit& edit) {
            return edit.action == "roofs" || edit.action == "traffic";
        });
    if (study.wind.asked)
        stages.insert(stages.begin() + 1, Progress::Stage{"wind", stored_wind || shared_wind ? 1.0 : 300.0});
    if (disperses(study)) stages.insert(stages.begin() + 2, Progress::Stage{"dispersion", 20.0});
    return stages;
}

namespace {

void append(auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); }

/// A day that was ready before this run.
void keep(const DayReady& ready, RunSummary& summary) {
    spdlog::info("{}: kept, ready before this run", ready.files.front().string());
    summary.kept.push_back(ready.files.front());
    if (summary.result.empty()) summary.result = ready.files.front();
    append(summary.headlines, ready.headlines);
}

}  // namespace

RunSummary run_study(const Study& study, const RunOptions& options) {
    if (!study.scenarios.empty() || !study.sites.empty()) return run_scenarios(study, options);
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const double wall_begin_s =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const OutputLock alone(options.output);
    if (options.progress != nullptr) options.progress->plan(stages_of(study, options));
    if (options.progress != nullptr) options.progress->stage("reading inputs");
    RunInputs inputs = read_run_inputs(study);
    for (const std::string& warning : inputs.warnings)  // the study's own were told by who read it
        if (std::ranges::find(study.warnings, warning) == study.warnings.end()) spdlog::warn("{}", warning);
    const std::vector<DayReady> ready = days_ready(study, options, inputs);
    std::vector<MadeOf> makes;  // before the wind adds its rules
    for (const std::string& day : study.weather.days) makes.push_back(made_of(study, options, inputs, day));
    Problems no_room;
    Room room(options.memory_limit_mib, options.output.parent_path());
    add_need(study, inputs, ready, "", room);
    room.check(no_room);
    no_room.throw_if_any();
    const double read_s = seconds();
    options.stop_if_asked();

    RunSummary summary;
    const auto first = std::size_t(std::ranges::find(ready, false, &DayReady::kept) - ready.begin());
    if (first == ready.size()) {
        for (const DayReady& day : ready) keep(day, summary);
        append(summary.headlines, ready.front().shared_headlines);
        if (options.progress != nullptr) options.progress->finish();
        summary.seconds = seconds();
        return summary;
    }

    CheckpointClock clock(options.checkpoint_s);
    std::vector<std::optional<Checkpoint::Place>> checkpoints;
    for (std::size_t n = 0; n < ready.size(); ++n) {
        const fs::path result = result_of_day(study, options, inputs.days[n].date);
        Checkpoint checkpoint(result, makes[n], clock);
        if (ready[n].kept) checkpoint.remove();  // killed between its last file and this
        checkpoints.push_back(ready[n].kept ? std::nullopt : checkpoint.found());
    }
    const std::vector<bool> carry = days_to_carry(inputs.days, ready, checkpoints);
    std::vector<std::size_t> simulated;
    std::size_t steps = 0;
    for (std::size_t n = 0; n < ready.size(); ++n)
        if (!ready[n].kept || carry[n]) simulated.push_back(n), steps += inputs.days[n].steps.size();
    Simulation::Parameters parameters = simulation_parameters(study, inputs);
    const auto scene_key = [&](double leaves) {
        parameters.leaf_area_share = float(leaves);
        return Simulation::Scene::key(options.backend, inputs.city.layers, parameters);
    };
    if (options.scene != nullptr)
        options.scene->keep_only(scene_key(inputs.days[simulated.front()].leaf_area_share));

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
        if (options.scene != nullptr) options.scene->make_room(street_dispersion_need(study, inputs).memory);
        street_dispersion = street_dispersion_of(study, options, inputs, *wind);
        for (const std::string& warning : street_dispersion->warnings) spdlog::warn("{}", warning);
        inputs.warnings.insert(inputs.warnings.end(), street_dispersion->warnings.begin(),
                               street_dispersion->warnings.end());
        inputs.rules.insert(inputs.rules.end(), street_dispersion->rules.begin(),
                            street_dispersion->rules.end());
    }
    std::optional<Srm1Maps> srm1_maps;
    if (inputs.roadside_air) {
        srm1_maps =
            srm1_maps_of(study, options.backend, inputs, street_dispersion ? &*street_dispersion : nullptr);
        for (const std::string& warning : srm1_maps->warnings) spdlog::warn("{}", warning);
        append(inputs.warnings, srm1_maps->warnings);
        inputs.rules.push_back(srm1_maps->rule);
    }
    const double street_dispersion_s = seconds() - read_s - wind_s;
    options.stop_if_asked();

    // Ready before the first hour, and not lost with a later one.
    std::vector<fs::path> air_files;
    if (inputs.roadside_air) {
        mark_begun(result_of_day(study, options, inputs.days[first].date), makes[first]);
        write_whole_file(roadside_air_file(options.output),
                         inputs.roadside_air->csv(
                             street_dispersion ? street_dispersion->columns : std::vector<AirColumn>{},
                             inputs.sources.has_value()));
        air_files.push_back(roadside_air_file(options.output));
    }
    if (street_dispersion && !street_dispersion->yards.empty()) {
        write_whole_file(yards_file(options.output), street_dispersion->yards);
        air_files.push_back(yards_file(options.output));
    }

    if (options.progress != nullptr) options.progress->stage("sky view", 2 * study.sky.azimuths);
    bool in_hours = false;
    parameters.after_sky_azimuth = [&] {
        options.stop_if_asked();
        if (options.progress != nullptr && !in_hours) options.progress->step();
    };
    std::optional<Simulation> simulation;
    std::string key;  // of its scene
    /// The city with the leaves of a date: days in the same leaf share it.
    const auto prepare = [&](double leaves) {
        if (simulation && parameters.leaf_area_share == float(leaves)) return 0.0;
        const double begin_s = seconds();
        simulation.reset();
        parameters.leaf_area_share = float(leaves);
        if (options.scene != nullptr) key = scene_key(leaves);
        simulation.emplace(options.backend, inputs.city.layers, parameters,
                           options.scene != nullptr ? options.scene->take(key) : nullptr);
        if (wind) simulation->take_wind_from(wind->libraries);
        options.stop_if_asked();
        return seconds() - begin_s;
    };
    double prepare_s = prepare(inputs.days[simulated.front()].leaf_area_share);
    std::optional<WindNuisance> comfort;
    if (inputs.wind_record)
        comfort = wind_comfort_of(simulation->wind->neutral(), inputs.wind_record->statistics);

    if (options.progress != nullptr) options.progress->stage("hours", int(steps));
    in_hours = true;
    std::vector<std::string> shared_headlines;
    if (street_dispersion) append(shared_headlines, street_dispersion->headlines);
    if (srm1_maps) append(shared_headlines, srm1_maps->headlines);
    for (std::size_t n = 0; n < ready.size(); ++n) {
        const DayPlan& day = inputs.days[n];
        const fs::path result = result_of_day(study, options, day.date);
        const DayTask task{study,
                           options,
                           inputs,
                           day,
                           result,
                           comfort ? &*comfort : nullptr,
                           street_dispersion ? &*street_dispersion : nullptr,
                           srm1_maps ? &*srm1_maps : nullptr,
                           makes[n],
                           clock,
                           checkpoints[n],
                           ready[n].begun,
                           air_files,
                           shared_headlines,
                           wall_begin_s,
                           read_s,
                           wind_s,
                           street_dispersion_s,
                           prepare_s};
        if (ready[n].kept) {
            if (carry[n]) {
                prepare_s += prepare(day.leaf_area_share);
                carry_day(task, *simulation);
            }
            keep(ready[n], summary);
            continue;
        }
        if (result.has_parent_path()) fs::create_directories(result.parent_path());
        prepare_s += prepare(day.leaf_area_share);
        const DayResult done = run_day(task, *simulation);
        for (const std::string& warning : done.warnings) spdlog::warn("{}: {}", day.date, warning);
        if (summary.result.empty()) summary.result = done.files.front();
        summary.computed.push_back(done.files.front());
        append(summary.files, done.files);
        append(summary.headlines, done.headlines);
        append(summary.warnings, done.warnings);
    }
    if (options.scene != nullptr) {
        auto scene = std::move(*simulation).give_scene();
        simulation.reset();
        options.scene->leave(key, std::move(scene));
    }
    append(summary.headlines, shared_headlines);
    append(summary.files, air_files);
    if (wind) append(summary.files, wind->written);
    if (options.progress != nullptr) options.progress->finish();
    summary.seconds = seconds();
    return summary;
}

}  // namespace luwte
