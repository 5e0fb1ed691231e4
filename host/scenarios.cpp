// SPDX-License-Identifier: Apache-2.0
#include "host/scenarios.hpp"

#include "host/compare.hpp"
#include "host/hot_school_days.hpp"
#include "host/output/output_lock.hpp"
#include "host/output/part_file.hpp"
#include "host/output/result_reader.hpp"
#include "host/rank.hpp"
#include "host/resume.hpp"
#include "host/run_inputs.hpp"
#include "host/shared_scene.hpp"
#include "host/study_tasks.hpp"
#include "host/wind_run.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/weather/load_weather.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

fs::path difference_of(const fs::path& result, const char* ending) {
    return fs::path(result).replace_extension(ending);
}

/// By how much comfort and air change, in a sentence each.
std::vector<std::string> headlines(const std::string& id, const fs::path& before, const fs::path& after) {
    struct Shown {
        const char *field, *name, *unit;
        double noticed;  ///< in that unit
    };
    constexpr Shown all[] = {{"pet_12_18", "PET of 12 to 18 h", "K", 0.5},
                             {"yearly_concentration_no2", "yearly mean of NO2", "ug/m3", 0.5}};
    const ResultReader base(before), plan(after);
    const std::vector<float> roof_before = base.read_map("building_height"),
                             roof_after = plan.read_map("building_height");
    std::vector<std::string> said;
    for (const Shown& shown : all) {
        if (!base.has(shown.field) || !plan.has(shown.field)) continue;
        const std::vector<float> a = base.read_map(shown.field), b = plan.read_map(shown.field);
        double sum = 0, least = 0, most = 0, count = 0, moved = 0;
        for (std::size_t n = 0; n < a.size(); ++n) {
            const double change = double(b[n]) - double(a[n]);
            if (std::isnan(change) || roof_before[n] > 0 || roof_after[n] > 0) continue;
            sum += change, ++count, moved += std::abs(change) >= shown.noticed;
            least = std::min(least, change), most = std::max(most, change);
        }
        if (count == 0) continue;
        said.push_back(fmt::format(
            "{} less {}: {} {:+.2f} {} on average outside buildings, {:+.1f} to {:+.1f} {}; {:.1f} % of "
            "that ground changes by {:g} {} or more",
            id, base_id, shown.name, sum / count, shown.unit, least, most, shown.unit, 100 * moved / count,
            shown.noticed, shown.unit));
    }
    return said;
}

void add_differences(const StudyTask& base, const StudyTask& task, RunSummary& summary) {
    for (const std::string& day : task.study.weather.days) {
        const fs::path before = result_of_day(base.study, base.options, day),
                       after = result_of_day(task.study, task.options, day),
                       maps = difference_of(after, ".less_base"),
                       text = difference_of(after, ".less_base.txt");
        if (!fs::exists(text)) {  // the text comes last: with it the maps are whole
            std::ostringstream out;
            compare_results({before, after, maps, true}, out);
            write_whole_file(text, out.str());
            summary.files.push_back(text);
            if (fs::exists(maps)) summary.files.push_back(maps);
        }
        for (const std::string& said : headlines(task.name(), before, after))
            summary.headlines.push_back(task.study.weather.days.size() > 1 ? day + ": " + said : said);
    }
}

/// The sites beside each other, from the results as they stand on disk.
void add_ranking(const RunOptions& options, RunSummary& summary) {
    try {
        const fs::path folder = study_folder(options);
        const StudyRanking ranking = rank_study({folder, {}});
        for (const fs::path& file : write_ranking(ranking, folder)) summary.files.push_back(file);
        for (const std::string& said : ranking_sentences(ranking)) summary.headlines.push_back(said);
    } catch (const std::exception& e) {
        summary.failed.push_back(fmt::format("the ranking: {}", e.what()));
        spdlog::error("{}", summary.failed.back());
    }
}

/// What the years of the weather file mean for hot days around 2050; empty where they are many.
std::string years_text(const WeatherYears& years) {
    if (years.count >= few_years) return "";
    return fmt::format(
        "hot school days around 2050: the weather file holds {:.1f} years of hours ({}); one exceptional "
        "year says "
        "little: give ten years or more, and ranking.warmer_2050_k relative to these (changes of KNMI'23 are "
        "relative to 1991 to 2020, to be verified)",
        years.count, years.text());
}

/// Of the base and of each scenario's weather; nothing where the file lacks a month of the year.
/// Returns a warning, or nothing.
std::string add_hot_school_days(const Study& study, const std::vector<StudyTask>& tasks, StudyIndex& index) {
    const WeatherSeries weather = load_weather(study.weather.file);
    const WeatherYears years = weather_years(weather, study.time_zone);
    index.set_weather_years(years);
    const double later_k = study.ranking.warmer_2050_k;
    const auto count = [&](double warmer_k) -> std::optional<double> {
        const auto days = hot_school_days(weather, study.time_zone, study.ranking.school_h, warmer_k);
        return days ? std::optional(std::round(10 * *days) / 10) : std::nullopt;
    };
    for (const StudyTask& task : tasks) {
        if (task.is_member()) continue;
        const double own_k = task.study.weather.warmer_k;
        if (const auto days = count(own_k)) index.set_hot_school_days(task.scenario, *days);
        if (later_k == 0 || own_k != 0) continue;
        if (const auto days = count(later_k)) index.set_hot_school_days_2050(task.scenario, *days);
    }
    return later_k == 0 ? "" : years_text(years);
}

/// That [green_benefits] is used beyond what its rules are meant for; else empty.
std::string green_limits_text(const Study& study) {
    const auto& [x0, y0, x1, y1] = study.area.bounds_m;
    const auto outside = green_area_outside_limits((x1 - x0) * (y1 - y0));
    return study.green_benefits.asked && outside ? "green_benefits: " + outside->en : "";
}

/// Benefits of green of a study without sites; with sites they come with the ranking.
void add_green_benefits(const RunOptions& options, RunSummary& summary) {
    try {
        const fs::path folder = study_folder(options);
        if (const auto benefits = green_benefits_of(read_study_file(folder / "study.json"), folder))
            for (const fs::path& file : write_green_benefits(*benefits, folder))
                summary.files.push_back(file);
    } catch (const std::exception& e) {
        summary.failed.push_back(fmt::format("benefits of green: {}", e.what()));
        spdlog::error("{}", summary.failed.back());
    }
}

/// Of the heights and crowns of a task; empty where its days have different leaves: the scene that it leaves
/// is that of its last day, with which no other begins.
std::string scene_key(const StudyTask& task, const RunInputs& inputs) {
    Simulation::Parameters parameters = simulation_parameters(task.study, inputs);
    parameters.leaf_area_share = float(inputs.days.front().leaf_area_share);
    for (const DayPlan& day : inputs.days)
        if (float(day.leaf_area_share) != parameters.leaf_area_share) return "";
    return Simulation::Scene::key(task.options.backend, inputs.city.layers, parameters);
}

/// What stands of a task, and in the folder of which site: its own, or one that shares its results and has
/// more of them, so that it does not matter in which order sites are named.
struct Standing {
    std::vector<DayReady> ready;
    std::string site;
};

/// Looks at what stands where the results of a task go, also those that other sites share.
Standing look_at_results(const StudyTask& task, const RunOptions& study_options, Room& room,
                         std::string& key) {
    const RunInputs inputs = read_run_inputs(task.study);
    const auto kept = [](const std::vector<DayReady>& ready) {
        return std::ranges::count(ready, true, &DayReady::kept);
    };
    Problems problems;
    Standing most;
    problems.collect([&] { most = {days_ready(task.study, task.options, inputs), task.site}; });
    for (const std::string& site : task.shares)
        problems.collect([&] {
            RunOptions shared = task.options;
            shared.output = output_of_task(study_options, task.study, site, task.scenario);
            std::vector<DayReady> ready = days_ready(task.study, shared, inputs);
            if (kept(ready) > kept(most.ready)) most = {std::move(ready), site};
        });
    problems.throw_if_any();
    add_need(task.study, inputs, most.ready, task.name(), room);
    key = scene_key(task, inputs);
    return most;
}

/// Differences of a task to its base: those of results that are computed anew are stale, those of nobody's
/// are in the way.
void look_at_differences(const StudyTask& task, const std::vector<DayReady>& ready,
                         const std::vector<DayReady>& base, std::vector<fs::path>& stale,
                         Problems& problems) {
    for (std::size_t n = 0; n < ready.size(); ++n) {
        const fs::path result = result_of_day(task.study, task.options, task.study.weather.days[n]);
        if (base.empty() || !base[n].kept || !ready[n].kept)
            stale.push_back(difference_of(result, ".less_base.txt"));
        if (task.options.overwrite || ready[n].kept || ready[n].begun) continue;
        for (const char* ending : {".less_base", ".less_base.txt"})
            if (const fs::path file = difference_of(result, ending); fs::exists(file))
                problems.add(file.string(), "this exists already and the run would write over it",
                             "--overwrite replaces it; --output names another");
    }
}

/// What is known of a study before the first run.
struct Checked {
    SitePlaces places;
    std::vector<std::size_t> scene_of;   ///< of each task: the first of the same heights and crowns
    std::vector<Progress::Stage> costs;  ///< of each task
    std::vector<std::string> held_by;    ///< of each task: the site in whose folder most of it stands
    double memory = 0;                   ///< B, of the run that needs most, without what any takes
};

/// All problems of inputs, and of files that stand in the way, before hours of work. Differences of results
/// that are computed anew go.
Checked check_all(const Study& study, const std::vector<StudyTask>& tasks, const RunOptions& options) {
    Checked checked;
    std::vector<std::string> keys(tasks.size());
    checked.held_by.resize(tasks.size());
    Problems problems;
    problems.collect([&] { checked.places = read_site_places(study); });
    std::vector<fs::path> stale;
    std::vector<std::vector<DayReady>> ready(tasks.size());
    Room room(options.memory_limit_mib, options.output.parent_path());
    for (std::size_t n = 0; n < tasks.size(); ++n) {
        const StudyTask& task = tasks[n];
        problems.collect([&] {
            Standing standing = look_at_results(task, options, room, keys[n]);
            ready[n] = std::move(standing.ready), checked.held_by[n] = standing.site;
            if (n != task.base) look_at_differences(task, ready[n], ready[task.base], stale, problems);
        });
        double cost = 0;
        bool has_scene = false;  // of an earlier one that is computed
        for (std::size_t m = 0; m < n && !keys[n].empty(); ++m)
            has_scene |= keys[m] == keys[n] && std::ranges::count(ready[m], false, &DayReady::kept) > 0;
        for (const Progress::Stage& stage : stages_of(task.study, task.options))
            if (!has_scene || stage.name != "sky view") cost += stage.weight;
        const auto anew = std::ranges::count(ready[n], false, &DayReady::kept);
        checked.costs.push_back({task.name(), anew == 0 ? 1 : cost});
        task.options.stop_if_asked();
    }
    room.check(problems);
    problems.throw_if_any();
    std::error_code ignored;
    for (const fs::path& text : stale) fs::remove(text, ignored);
    checked.scene_of = first_of_each_key(keys);
    checked.memory = room.most_memory();
    return checked;
}

/// A scenario whose base had failed made the base's wind under its own name, and sites that share it have it
/// too: it goes where the base's stands by now.
void drop_winds_of_base(const StudyTask& task, const RunOptions& study_options) {
    if (task.options.wind_beside.empty()) return;
    drop_wind_that_is_beside(task.study, task.options);
    for (const std::string& site : task.shares) {
        RunOptions shared = task.options;
        shared.output = output_of_task(study_options, task.study, site, task.scenario);
        shared.wind_beside = output_of_task(study_options, task.study, site, std::string(base_id));
        drop_wind_that_is_beside(task.study, shared);
    }
}

}  // namespace

RunSummary run_scenarios(const Study& study, const RunOptions& options) {
    const OutputLock alone(options.output);
    const std::vector<StudyTask> tasks = study_tasks(study, options);
    const Checked checked = check_all(study, tasks, options);
    const SitePlaces& places = checked.places;
    const std::vector<std::size_t> order = order_of_runs(tasks, checked.scene_of);
    if (options.progress != nullptr) {
        std::vector<Progress::Stage> costs;
        for (const std::size_t n : order) costs.push_back(checked.costs[n]);
        options.progress->plan_tasks(costs);
    }
    SharedScene scene;
    scene.set_limit(checked.memory);
    for (const std::string& warning : places.warnings) spdlog::warn("{}", warning);
    RunSummary summary;
    summary.warnings = places.warnings;
    if (const std::string outside = green_limits_text(study); !outside.empty()) {
        spdlog::warn("{}", outside);
        summary.warnings.push_back(outside);
    }
    StudyIndex index(study, options, places, tasks);
    index.set_scenes(checked.scene_of);
    if (!study.sites.empty())
        if (const std::string few = add_hot_school_days(study, tasks, index); !few.empty()) {
            spdlog::warn("{}", few);
            summary.warnings.push_back(few);
        }
    index.write();
    std::vector<bool> whole(tasks.size(), false);
    const auto fail = [&](std::size_t n, const std::string& what) {
        summary.failed.push_back(fmt::format("{}: {}", tasks[n].name(), what));
        spdlog::error("{}", summary.failed.back());
        index.set(n, whole[n] ? TaskState::done : TaskState::failed, what);
    };
    for (std::size_t run = 0; run < order.size(); ++run) {
        const std::size_t n = order[run];
        const StudyTask& task = tasks[n];
        spdlog::info("{} ({} of {}): {}", task.name(), run + 1, tasks.size(),
                     printable(task.study.title, 200));
        if (options.progress != nullptr) options.progress->next_task();
        scene.begin(task.name());
        RunOptions with_scene = task.options;
        with_scene.scene = &scene;
        try {
            if (const std::string& site = checked.held_by[n]; site != task.site) {
                share_results(task, options, site);
                spdlog::info("{}: taken over from {}, which has the same city (linked)", task.name(), site);
            }
            const RunSummary done = run_study(task.study, with_scene);
            if (summary.result.empty()) summary.result = done.result;
            summary.files.insert(summary.files.end(), done.files.begin(), done.files.end());
            summary.kept.insert(summary.kept.end(), done.kept.begin(), done.kept.end());
            summary.computed.insert(summary.computed.end(), done.computed.begin(), done.computed.end());
            for (const std::string& said : done.headlines)
                summary.headlines.push_back(fmt::format("{}: {}", task.name(), said));
            for (const std::string& said : done.warnings)
                summary.warnings.push_back(fmt::format("{}: {}", task.name(), said));
            summary.seconds += done.seconds;
            whole[n] = true;
            index.set(n, TaskState::done);
            if (n != task.base && whole[task.base]) add_differences(tasks[task.base], task, summary);
        } catch (const Interrupted&) {
            throw;
        } catch (const std::exception& e) {
            fail(n, whole[n] ? fmt::format("its result is whole, its differences are not: {}", e.what())
                             : std::string(e.what()));
        }
        if (whole[n] && !task.shares.empty()) {
            try {
                share_results(task, options, task.site);
                spdlog::info(
                    "{}: the same city, and so the same results, for {} (linked, not computed again)",
                    task.name(), fmt::join(task.shares, ", "));
            } catch (const std::exception& e) {
                fail(n, e.what());
            }
        }
        try {
            index.write();
        } catch (const RuntimeError& e) {
            spdlog::error("{}", e.what());  // the study goes on; at its end it has to be there
        }
    }
    index.write();
    for (const StudyTask& task : tasks) drop_winds_of_base(task, options);
    summary.files.push_back(index.file());
    if (!study.sites.empty())
        add_ranking(options, summary);
    else if (study.green_benefits.asked)
        add_green_benefits(options, summary);
    if (options.progress != nullptr) options.progress->finish_tasks();
    return summary;
}

std::string plan_of_scenarios(const Study& study, Room* room) {
    RunOptions options;
    options.output = "RUN.nc";
    std::string text;
    Problems problems;
    const std::vector<StudyTask> tasks = study_tasks(study, options);
    problems.collect([&] { text = sites_text(read_site_places(study), tasks); });
    if (const std::string outside = green_limits_text(study); !outside.empty())
        text += "warning: " + outside + "\n";
    for (const StudyTask& task : tasks)
        problems.collect([&] {
            text += fmt::format("{}{} ", text.empty() ? "" : "\n", task.name()) +
                    plan_of_task(task.study, task.name(), room);
        });
    problems.throw_if_any();
    return text;
}

}  // namespace luwte
