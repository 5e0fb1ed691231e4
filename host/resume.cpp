// SPDX-License-Identifier: Apache-2.0
#include "host/resume.hpp"

#include "host/build_info.hpp"
#include "host/output/result_writer.hpp"
#include "host/street_dispersion.hpp"
#include "inputs/study/study_settings.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

constexpr const char* replaces = "--overwrite replaces it; --output names another";

/// Rises when a result would have other bytes for the same inputs by the same program.
constexpr const char* make_version = "6";

/// Before the name of a part of a study, among what a result is made of.
constexpr std::string_view settings_prefix = "settings of ";

/// The program to its last byte: a build of a changed source has the commit of the last one.
const std::string& program_text() {
    static const std::string text = [] {
        std::string own = "unknown";
        try {
            own = sha256_of_file("/proc/self/exe");
        } catch (const InputError&) {  // no /proc: version and commit have to do
        }
        return fmt::format("luwte {} ({}), {}", build_info::version(), build_info::commit(), own);
    }();
    return text;
}

/// What the mathematics of the system's libraries are chosen by when the program starts.
std::string processor_level() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f")) return "x86-64 with AVX-512";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "x86-64 with AVX2 and FMA";
    return "x86-64";
#else
    return "other";
#endif
}

/// What an earlier run was made of and this one is not, in words.
std::string difference(const EarlierRun& earlier, const MadeOf& now, const RunInputs& inputs) {
    if (earlier.made_of.empty()) return "it does not say what it was made of";
    const auto part = [](const MadeOf& of, const std::string& name) {
        const auto found = std::ranges::find(of, name, &MadeOf::value_type::first);
        return found == of.end() ? std::string() : found->second;
    };
    std::string text;
    const auto add = [&](const std::string& one) { text += (text.empty() ? "" : "; ") + one; };
    for (const auto& [name, value] : now) {
        const std::string before = part(earlier.made_of, name);
        // A version that did not keep settings apart says so by its format.
        if (before == value || (before.empty() && name.starts_with(settings_prefix))) continue;
        if (name.starts_with(settings_prefix))
            add(fmt::format("settings of {} are others", name.substr(settings_prefix.size())));
        else if (name == "inputs") {
            std::string roles;
            for (const InputRecord& input : inputs.records)
                if (std::ranges::find(earlier.inputs, std::pair(input.role, input.sha256)) ==
                        earlier.inputs.end() &&
                    roles.find(input.role) == roles.npos)
                    roles += (roles.empty() ? ": " : ", ") + input.role;
            add("inputs are others" + (earlier.complete ? roles : ""));
        } else if (name == "task")
            add("rules or warnings are others");
        else if (name == "program" && before.substr(0, before.find(',')) == value.substr(0, value.find(',')))
            add("the program was built anew");
        else
            add(fmt::format("{} was {}, now {}", name, printable(before.substr(0, before.find(',')), 60),
                            value.substr(0, value.find(','))));
    }
    return text;
}

/// What a run writes beside RUN.nc: a picture of that name may be somebody's own.
constexpr std::array beside = {
    ".maps",          ".png",         ".wind_comfort.png", ".wind_danger.png",
    ".air_no2.png",   ".run.json",    ".surface.vtkhdf",   ".volume.vtkhdf",
    ".facets.vtkhdf", ".report.html", ".method.md",        ".algoritmeregister.json",
    ".uitleg.md"};

/// RUN.stopped.nc is of a run of this make, or may be written over.
void look_at_stopped(const fs::path& result, const MadeOf& made_of, bool overwrite, Problems& problems) {
    std::error_code error;
    const fs::path stopped = stopped_result(result);
    if (overwrite || !fs::exists(stopped, error)) return;
    const auto earlier = read_manifest(manifest_path(stopped));
    if (!earlier || earlier->made_of != made_of)
        problems.add(stopped.string(), "this exists already and the run would write over it", replaces);
}

/// RUN.work holds a checkpoint, nothing of those names, or may be written over.
void look_at_work(const fs::path& result, Problems& problems) {
    if (const auto file = in_the_way_of_checkpoints(result))
        problems.add(file->string(),
                     "this is no file of a checkpoint that a run has made, and the run would write over it",
                     "move it away; --overwrite replaces it; --output names another");
}

DayReady look_at(const fs::path& result, const MadeOf& made_of, bool overwrite, const RunInputs& inputs,
                 Problems& problems) {
    std::error_code error;
    look_at_stopped(result, made_of, overwrite, problems);
    const auto earlier = read_manifest(manifest_path(result));
    if (earlier && earlier->made_of == made_of) {
        if (!earlier->complete) return {.begun = true};
        const auto flaw = earlier->flaw();
        if (!flaw && !earlier->files.empty() && earlier->files.front().path.filename() == result.filename()) {
            DayReady ready{.kept = true};
            for (const EarlierRun::File& file : earlier->files) ready.files.push_back(file.path);
            for (const EarlierRun::File& file : earlier->shared_files)
                ready.shared_files.push_back(file.path);
            for (const std::string& said : earlier->headlines)
                ready.headlines.push_back(printable(said, 500));
            for (const std::string& said : earlier->shared_headlines)
                ready.shared_headlines.push_back(printable(said, 500));
            return ready;
        }
        if (!flaw || flaw->missing || overwrite) {
            if (flaw && flaw->missing)
                spdlog::info("{} is gone: {} is computed again", flaw->path.string(), result.string());
            return {.begun = true};
        }
        problems.add(flaw->path.string(), "this is not as the run has written it: changed, or damaged",
                     replaces);
        return {};
    }
    if (overwrite) return {};
    if (fs::exists(result, error)) {
        problems.add(result.string(),
                     earlier ? "this result exists already and is not what this run would make: " +
                                   difference(*earlier, made_of, inputs)
                             : "this result exists already",
                     replaces);
        return {};
    }
    for (const char* ending : beside)
        if (const fs::path file = fs::path(result).replace_extension(ending); fs::exists(file, error))
            problems.add(file.string(), "this exists already and the run would write over it", replaces);
    return {};
}

}  // namespace

MadeOf made_of(const Study& study, const RunOptions& options, const RunInputs& inputs,
               const std::string& day) {
    RunMetadata records;
    records.inputs = inputs.records;
    std::string task;
    for (const std::string& rule : inputs.rules) task += '\n' + rule;
    for (const std::string& warning : inputs.warnings) task += '\n' + warning;
    MadeOf of = {{"format", make_version},
                 {"program", program_text()},
                 {"processor", processor_level()},
                 {"backend", options.backend.is_cpu() ? "openmp" : options.backend.description()}};
    for (const auto& [part, text] : settings_that_reach_results(study))
        of.emplace_back(std::string(settings_prefix) + part, sha256_of_text(text));
    of.emplace_back("inputs", sha256_of_text(inputs_json(records)));
    of.emplace_back("task", sha256_of_text(task));
    of.emplace_back("day", day);
    return of;
}

std::vector<DayReady> days_ready(const Study& study, const RunOptions& options, const RunInputs& inputs) {
    Problems problems;
    std::vector<DayReady> ready;
    for (const std::string& day : study.weather.days)
        ready.push_back(look_at(result_of_day(study, options, day), made_of(study, options, inputs, day),
                                options.overwrite, inputs, problems));
    for (std::size_t n = 0; n < ready.size() && !options.overwrite; ++n)
        if (!ready[n].kept) look_at_work(result_of_day(study, options, study.weather.days[n]), problems);
    std::error_code error;
    // Of all days: theirs where one of them is this study's.
    const bool own = std::ranges::any_of(ready, [](const DayReady& d) { return d.kept || d.begun; });
    if (!own && !options.overwrite && study.air.asked) {
        std::vector<fs::path> shared = {roadside_air_file(options.output)};
        if (!study.air.yards.empty() && disperses(study)) shared.push_back(yards_file(options.output));
        for (const fs::path& file : shared)
            if (fs::exists(file, error))
                problems.add(file.string(), "this exists already and the run would write over it", replaces);
    }
    problems.throw_if_any();
    return ready;
}

void add_need(const Study& study, const RunInputs& inputs, const std::vector<DayReady>& ready,
              const std::string& name, Room& room) {
    const auto anew = std::ranges::count(ready, false, &DayReady::kept);
    if (anew == 0) return;
    StudyNeed need = study_need(study, inputs);
    need.disk *= double(anew) / double(ready.size());
    room.add(name, need, study_need(study, inputs, 2));
}

std::vector<bool> days_to_carry(const std::vector<DayPlan>& days, const std::vector<DayReady>& ready,
                                const std::vector<std::optional<Checkpoint::Place>>& checkpoints) {
    std::vector<bool> carry(days.size(), false);
    for (std::size_t n = days.size(); n-- > 1;)
        carry[n - 1] =
            days[n].continues && ready[n - 1].kept && (ready[n].kept ? bool(carry[n]) : !checkpoints[n]);
    return carry;
}

void mark_begun(const fs::path& result, const MadeOf& made_of) {
    write_unfinished_manifest(manifest_path(result), made_of);
}

}  // namespace luwte
