// SPDX-License-Identifier: Apache-2.0
#include "host/scenarios.hpp"

#include "host/compare.hpp"
#include "host/output/output_lock.hpp"
#include "host/output/part_file.hpp"
#include "host/output/result_reader.hpp"
#include "host/run_inputs.hpp"
#include "host/study_tasks.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/suggest.hpp"
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
        std::ostringstream out;
        compare_results({before, after, maps, true}, out);
        write_whole_file(text, out.str());
        summary.files.push_back(text);
        if (fs::exists(maps)) summary.files.push_back(maps);
        for (const std::string& said : headlines(task.name(), before, after))
            summary.headlines.push_back(task.study.weather.days.size() > 1 ? day + ": " + said : said);
    }
}

/// Results of sites that share those of a task.
void check_shared_are_free(const StudyTask& task, const RunOptions& study_options) {
    Problems problems;
    std::error_code error;
    for (const std::string& site : task.shares)
        for (const std::string& day : task.study.weather.days)
            if (const fs::path file = result_of(study_options, site, task.scenario, day);
                !study_options.overwrite && fs::exists(file, error))
                problems.add(file.string(), "this result exists already",
                             "--overwrite replaces it; --output names another");
    problems.throw_if_any();
}

/// All problems of inputs, and of files that stand in the way, before hours of work; the places of the sites.
SitePlaces check_all(const Study& study, const std::vector<StudyTask>& tasks, const RunOptions& options) {
    Problems problems;
    SitePlaces places;
    problems.collect([&] { places = read_site_places(study); });
    for (const StudyTask& task : tasks) {
        problems.collect([&] { check_results_are_free(task.study, task.options); });
        problems.collect([&] { check_shared_are_free(task, options); });
        for (const std::string& day : task.study.weather.days)
            for (const char* ending : {".less_base", ".less_base.txt"})
                if (const fs::path file = difference_of(result_of_day(task.study, task.options, day), ending);
                    !task.is_base() && !task.options.overwrite && fs::exists(file))
                    problems.add(file.string(), "this exists already and the run would write over it",
                                 "--overwrite replaces it; --output names another");
        problems.collect([&] { read_run_inputs(task.study); });
        task.options.stop_if_asked();
    }
    problems.throw_if_any();
    return places;
}

}  // namespace

RunSummary run_scenarios(const Study& study, const RunOptions& options) {
    const OutputLock alone(options.output);
    const std::vector<StudyTask> tasks = study_tasks(study, options);
    const SitePlaces places = check_all(study, tasks, options);
    for (const std::string& warning : places.warnings) spdlog::warn("{}", warning);
    StudyIndex index(study, options, places, tasks);
    index.write();
    RunSummary summary;
    summary.warnings = places.warnings;
    std::vector<bool> whole(tasks.size(), false);
    const auto fail = [&](std::size_t n, const std::string& what) {
        summary.failed.push_back(fmt::format("{}: {}", tasks[n].name(), what));
        spdlog::error("{}", summary.failed.back());
        index.set(n, whole[n] ? TaskState::done : TaskState::failed, what);
    };
    for (std::size_t n = 0; n < tasks.size(); ++n) {
        const StudyTask& task = tasks[n];
        spdlog::info("{} ({} of {}): {}", task.name(), n + 1, tasks.size(), printable(task.study.title, 200));
        try {
            const RunSummary done = run_study(task.study, task.options);
            if (summary.result.empty()) summary.result = done.result;
            summary.files.insert(summary.files.end(), done.files.begin(), done.files.end());
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
                share_results(task, options);
                spdlog::info(
                    "{}: the same city, and so the same results, for {} (linked, not computed again)",
                    task.name(), fmt::join(task.shares, ", "));
            } catch (const std::exception& e) {
                fail(n, e.what());
            }
        }
        index.write();
    }
    summary.files.push_back(index.file());
    return summary;
}

std::string plan_of_scenarios(const Study& study) {
    RunOptions options;
    options.output = "RUN.nc";
    std::string text;
    Problems problems;
    const std::vector<StudyTask> tasks = study_tasks(study, options);
    problems.collect([&] { text = sites_text(read_site_places(study), tasks); });
    for (const StudyTask& task : tasks)
        problems.collect([&] {
            text += fmt::format("{}{} ", text.empty() ? "" : "\n", task.name()) + plan_text(task.study);
        });
    problems.throw_if_any();
    return text;
}

}  // namespace luwte
