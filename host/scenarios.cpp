// SPDX-License-Identifier: Apache-2.0
#include "host/scenarios.hpp"

#include "host/compare.hpp"
#include "host/output/output_lock.hpp"
#include "host/output/part_file.hpp"
#include "host/output/result_reader.hpp"
#include "host/resume.hpp"
#include "host/run_inputs.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

/// The city as it is, or one scenario: a run of its own.
struct Task {
    std::string id;
    Study study;
    RunOptions options;
};

std::vector<Task> tasks_of(const Study& study, const RunOptions& options) {
    const fs::path folder = fs::path(options.output).replace_extension();
    std::vector<Task> tasks;
    const auto add = [&](std::string id, Study of_task) {
        RunOptions own = options;
        own.output = of_task.weather.days.size() == 1 ? folder / id / (of_task.weather.days.front() + ".nc")
                                                      : folder / (id + ".nc");
        if (!tasks.empty()) own.wind_beside = tasks.front().options.output;
        tasks.push_back({std::move(id), std::move(of_task), std::move(own)});
    };
    Study base = study;
    base.scenarios.clear();
    add(std::string(base_id), std::move(base));
    for (const Study::Scenario& scenario : study.scenarios) add(scenario.id, study_of(study, scenario));
    return tasks;
}

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

void add_differences(const Task& base, const Task& task, RunSummary& summary) {
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
        for (const std::string& said : headlines(task.id, before, after))
            summary.headlines.push_back(task.study.weather.days.size() > 1 ? day + ": " + said : said);
    }
}

/// All problems of inputs, and of files that stand in the way, before hours of work. Differences of results
/// that are computed anew go.
void check_all(const std::vector<Task>& tasks) {
    Problems problems;
    std::vector<fs::path> stale;
    std::vector<DayReady> base;
    for (const Task& task : tasks) {
        problems.collect([&] {
            const RunInputs inputs = read_run_inputs(task.study);
            const std::vector<DayReady> ready = days_ready(task.study, task.options, inputs);
            if (task.id == base_id) {
                base = ready;
                return;
            }
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
        });
        task.options.stop_if_asked();
    }
    problems.throw_if_any();
    std::error_code ignored;
    for (const fs::path& text : stale) fs::remove(text, ignored);
}

}  // namespace

RunSummary run_scenarios(const Study& study, const RunOptions& options) {
    const OutputLock alone(options.output);
    const std::vector<Task> tasks = tasks_of(study, options);
    check_all(tasks);
    RunSummary summary;
    bool has_base = false;
    for (std::size_t n = 0; n < tasks.size(); ++n) {
        const Task& task = tasks[n];
        spdlog::info("{} ({} of {}): {}", task.id, n + 1, tasks.size(), printable(task.study.title, 200));
        try {
            const RunSummary done = run_study(task.study, task.options);
            if (summary.result.empty()) summary.result = done.result;
            summary.files.insert(summary.files.end(), done.files.begin(), done.files.end());
            summary.kept.insert(summary.kept.end(), done.kept.begin(), done.kept.end());
            summary.computed.insert(summary.computed.end(), done.computed.begin(), done.computed.end());
            for (const std::string& said : done.headlines)
                summary.headlines.push_back(fmt::format("{}: {}", task.id, said));
            for (const std::string& said : done.warnings)
                summary.warnings.push_back(fmt::format("{}: {}", task.id, said));
            summary.seconds += done.seconds;
            if (n == 0) has_base = true;
        } catch (const Interrupted&) {
            throw;
        } catch (const std::exception& e) {
            summary.failed.push_back(fmt::format("{}: {}", task.id, e.what()));
            spdlog::error("{}", summary.failed.back());
            continue;
        }
        if (n == 0 || !has_base) continue;
        try {
            add_differences(tasks.front(), task, summary);
        } catch (const std::exception& e) {
            summary.failed.push_back(
                fmt::format("{}: its result is whole, its differences are not: {}", task.id, e.what()));
            spdlog::error("{}", summary.failed.back());
        }
    }
    return summary;
}

std::string plan_of_scenarios(const Study& study) {
    RunOptions options;
    options.output = "RUN.nc";
    std::string text;
    Problems problems;
    for (const Task& task : tasks_of(study, options))
        problems.collect(
            [&] { text += fmt::format("{}{} ", text.empty() ? "" : "\n", task.id) + plan_text(task.study); });
    problems.throw_if_any();
    return text;
}

}  // namespace luwte
