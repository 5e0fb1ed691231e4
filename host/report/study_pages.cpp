// SPDX-License-Identifier: Apache-2.0
#include "host/report/study_pages.hpp"

#include "host/output/part_file.hpp"
#include "host/report/green_section.hpp"
#include "host/report/site_pages.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/text/text_file.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using AnyJson = nlohmann::json;

/// RUN/ of RUN.nc, or the folder itself.
fs::path results_folder_of(const fs::path& output) {
    return fs::is_directory(output) ? output : fs::path(output).replace_extension();
}

[[noreturn]] void refuse(const fs::path& file, const std::string& what) {
    throw InputError(printable(file.string(), 300), what, "run the study again: luwte run writes this file");
}

std::string member_text(const fs::path& file, const AnyJson& entry, const char* key) {
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_string())
        refuse(file, std::string("a task or scenario without the text '") + key + "'");
    return found->get<std::string>();
}

std::vector<ReportResult> results_of_study_file(const fs::path& file) {
    constexpr text::TextKind kind{"list of a study's results", "run the study again", "a study.json", 16};
    const AnyJson study = AnyJson::parse(text::read_text_file(file, kind).text, nullptr, false);
    if (!study.is_object() || !study.contains("tasks") || !study["tasks"].is_array())
        refuse(file, "this is no study.json: it has no list of tasks");
    std::map<std::string, std::string> names;
    if (study.contains("scenarios") && study["scenarios"].is_array())
        for (const AnyJson& scenario : study["scenarios"])
            names[member_text(file, scenario, "id")] = printable(member_text(file, scenario, "name"), 300);
    std::vector<ReportResult> results;
    for (const AnyJson& task : study["tasks"]) {
        if (!task.is_object()) refuse(file, "a task that is none");
        if (member_text(file, task, "state") != "done") continue;
        const fs::path result = member_text(file, task, "result");
        if (result.is_absolute() ||
            std::ranges::any_of(result, [](const fs::path& part) { return part == ".."; }))
            refuse(file, "the result '" + printable(result.string()) + "' leads out of the folder");
        ReportResult one{file.parent_path() / result,
                         task.value("site", ""),
                         member_text(file, task, "scenario"),
                         {},
                         printable(member_text(file, task, "day"), 20)};
        if (one.scenario != base_id)
            one.scenario_name = names.contains(one.scenario) ? names[one.scenario] : printable(one.scenario);
        results.push_back(std::move(one));
    }
    std::stable_partition(results.begin(), results.end(),
                          [](const ReportResult& one) { return one.scenario_name.empty(); });
    return results;
}

/// "2019-07-25.nc"
bool is_day(std::string_view name) {
    if (name.size() != 13 || !name.ends_with(".nc") || name[4] != '-' || name[7] != '-') return false;
    return std::ranges::all_of(name.substr(0, 10), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

/// The local day from 00:00 to 24:00 that a result covers, by its UTC times: east of Greenwich it begins on
/// the day before.
std::string local_day_of(const ResultReader& result) {
    const std::string begin = result.text("time_coverage_start"), end = result.text("time_coverage_end");
    if (begin.size() < 13 || end.size() < 10) return {};
    return printable(begin[11] == '0' || begin.substr(11, 2) < "12" ? begin.substr(0, 10) : end.substr(0, 10),
                     20);
}

/// Title and text of the study as it is now: results that were kept have those of when they were computed.
void take_words(const StudyFile& study, RunFacts& facts) {
    constexpr std::size_t longest_title = 300, longest_text = 100000;
    if (!study.title.empty()) facts.title = printable(study.title, longest_title);
    if (!study.toml.empty()) facts.config = study.toml.substr(0, longest_text);
}

}  // namespace

bool writes_a_folder(const Study& study) {
    return !study.scenarios.empty() || !study.sites.empty() || study.weather.days.size() > 1;
}

std::vector<ReportResult> results_of_output(const fs::path& output) {
    std::vector<ReportResult> results;
    if (fs::is_regular_file(output)) {
        const ResultReader result(output);
        return {{output, "", std::string(base_id), "", local_day_of(result)}};
    }
    const fs::path folder = results_folder_of(output);
    if (fs::exists(folder / "study.json"))
        results = results_of_study_file(folder / "study.json");
    else if (fs::is_directory(folder))
        for (const auto& entry : fs::directory_iterator(folder)) {
            const std::string name = entry.path().filename().string();
            // Days: 2019-07-25.nc; a wind library beside them is none.
            if (entry.is_regular_file() && is_day(name))
                results.push_back({entry.path(), "", std::string(base_id), "", name.substr(0, 10)});
        }
    if (results.empty())
        throw InputError(printable(output.string(), 300), "no result of a run is here",
                         "name RUN.nc or the folder that 'luwte run -o RUN.nc' made");
    if (!fs::exists(folder / "study.json")) std::ranges::sort(results, {}, &ReportResult::day);
    return results;
}

StudyPages pages_of_output(const fs::path& output) {
    const bool one = fs::is_regular_file(output);
    const fs::path folder = results_folder_of(output);
    const auto page = [&](const char* name) {
        return one ? fs::path(output).replace_extension(name) : folder / name;
    };
    return {page("report.html"), page("method.md"), page("algoritmeregister.json"), page("uitleg.md")};
}

void check_pages_are_free(const StudyPages& pages) {
    // B. In a page's head; the register has fields of its publication standard only, this one far behind.
    constexpr std::size_t of_a_head = 8192, of_a_register = 262144;
    constexpr std::array marks = {"made by luwte", "\"leverancier\": \"Luwte"};
    Problems problems;
    for (const fs::path& page : pages.all()) {
        std::error_code error;
        if (!fs::exists(page, error)) continue;
        const bool register_page = page == pages.algorithm_register;
        std::string text;
        if (fs::is_regular_file(page, error)) {
            std::ifstream in(page, std::ios::binary);
            text.resize(register_page ? of_a_register : of_a_head);
            in.read(text.data(), std::streamsize(text.size()));
            text.resize(std::size_t(in.gcount()));
        }
        if (text.find(marks[register_page ? 1 : 0]) == text.npos)
            problems.add(printable(page.string(), 300), "this exists already and is no page that luwte made",
                         "move it away; --overwrite replaces it");
    }
    problems.throw_if_any();
}

std::vector<fs::path> write_study_pages(const fs::path& output, const std::vector<std::string>& overrides,
                                        bool overwrite) {
    if (!overwrite) check_pages_are_free(pages_of_output(output));
    const std::vector<ReportResult> results = results_of_output(output);
    std::vector<fs::path> files;
    for (const ReportResult& result : results) files.push_back(result.file);
    RunFacts facts = facts_of(files);
    const StudyPages pages = pages_of_output(output);
    SiteParts parts;
    const fs::path folder = results_folder_of(output);
    std::optional<GreenBenefitsOfStudy> green;
    std::vector<fs::path> ranking_files;
    if (!overrides.empty() && results.front().site.empty())
        throw InputError("--set", "this output has no sites to rank", "leave --set out");
    if (!results.front().site.empty()) {
        const StudyRanking ranking = rank_study({folder, overrides});
        take_words(ranking.study, facts);
        parts = {ranking_section(ranking), site_sections(ranking, results)};
        green = ranking.green;
        ranking_files = write_ranking(ranking, folder);
    } else if (!fs::is_regular_file(output) && fs::exists(folder / "study.json")) {
        const StudyFile study = read_study_file(folder / "study.json");
        take_words(study, facts);
        green = green_benefits_of(study, folder);
        if (green) ranking_files = write_green_benefits(*green, folder);
    }
    if (green) {
        parts.green = green_section(*green);
        for (const Method& method : methods_of_green_benefits()) facts.methods.push_back(method);
        for (const TwoTexts& statement : green->statements) {
            facts.rules.push_back(statement.en);
            facts.dutch[statement.en] = statement.nl;
        }
    }
    write_whole_file(pages.report, study_report(results, facts, parts));
    write_whole_file(pages.method, method_page(facts));
    write_whole_file(pages.algorithm_register, algorithm_register(facts));
    write_whole_file(pages.plain, plain_page(facts));
    std::vector<fs::path> files_written = pages.all();
    files_written.insert(files_written.end(), ranking_files.begin(), ranking_files.end());
    return files_written;
}

RunSummary run_with_pages(const Study& study, const RunOptions& options) {
    const fs::path folder = fs::path(options.output).replace_extension();
    std::error_code error;
    // Before the night, not after it. Beside a single result they are looked at with all that stands there.
    if (!options.overwrite && writes_a_folder(study) && fs::is_directory(folder, error))
        check_pages_are_free(pages_of_output(folder));
    RunSummary summary = run_study(study, options);
    if (summary.result.empty()) return summary;  // every task failed
    const bool one = summary.result == options.output;
    try {
        for (const fs::path& page : write_study_pages(one ? options.output : folder, {}, options.overwrite))
            if (std::ranges::find(summary.files, page) == summary.files.end()) summary.files.push_back(page);
    } catch (const std::exception& e) {  // the results are whole: `luwte report` writes the pages again
        summary.failed.push_back(fmt::format("the pages for people: {}", e.what()));
        spdlog::error("{}", summary.failed.back());
    }
    return summary;
}

}  // namespace luwte
