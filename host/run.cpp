// SPDX-License-Identifier: Apache-2.0
#include "host/run.hpp"

#include "host/run_day.hpp"
#include "host/run_inputs.hpp"

#include <chrono>

namespace luwte {

namespace fs = std::filesystem;

namespace {

/// One day: RUN.nc. More: a folder of the result's name with <day>.nc in it.
fs::path result_of_day(const Study& study, const RunOptions& options, const std::string& day) {
    if (study.weather.days.size() == 1) return options.output;
    fs::path folder = options.output;
    folder.replace_extension();
    return folder / (day + ".nc");
}

void check_results_are_free(const Study& study, const RunOptions& options) {
    Problems problems;
    for (const std::string& day : study.weather.days) {
        const fs::path file = result_of_day(study, options, day);
        if (fs::exists(file) && !options.overwrite)
            problems.add(file.string(), "this result exists already",
                         "--overwrite replaces it; --output names another");
    }
    problems.throw_if_any();
}

}  // namespace

RunSummary run_study(const Study& study, const RunOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    check_results_are_free(study, options);

    const int steps = int(study.weather.days.size()) * 24;
    if (options.progress != nullptr)
        options.progress->plan({{"reading inputs", 3}, {"sky view", 2}, {"hours", 0.5 * steps}, {"maps", 1}});

    if (options.progress != nullptr) options.progress->stage("reading inputs");
    const RunInputs inputs = read_run_inputs(study);
    options.stop_if_asked();

    if (options.progress != nullptr) options.progress->stage("sky view");
    Simulation simulation(options.backend, inputs.city.layers, simulation_parameters(study, inputs));
    options.stop_if_asked();

    if (options.progress != nullptr) options.progress->stage("hours", steps);
    RunSummary summary;
    for (const DayPlan& day : inputs.days) {
        const fs::path result = result_of_day(study, options, day.date);
        if (result.has_parent_path()) fs::create_directories(result.parent_path());
        const DayResult done = run_day({study, options, inputs, day, result}, simulation);
        if (summary.result.empty()) summary.result = done.files.front();
        summary.files.insert(summary.files.end(), done.files.begin(), done.files.end());
        summary.headlines.insert(summary.headlines.end(), done.headlines.begin(), done.headlines.end());
        summary.warnings.insert(summary.warnings.end(), done.warnings.begin(), done.warnings.end());
    }
    if (options.progress != nullptr) options.progress->finish();
    summary.seconds = seconds();
    return summary;
}

}  // namespace luwte
