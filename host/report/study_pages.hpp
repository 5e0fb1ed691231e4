// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/report/study_report.hpp"
#include "host/run.hpp"

#include <filesystem>
#include <vector>

namespace luwte {

/// Results of what `luwte run -o OUTPUT` left: RUN.nc itself, the days in a folder RUN/, or what
/// RUN/study.json names as done. `output` is RUN.nc or the folder. The city as it is comes first. Throws
/// InputError where there are none, or study.json is not one.
std::vector<ReportResult> results_of_output(const std::filesystem::path& output);

/// Where the pages of an output stand: RUN.report.html, RUN.method.md, RUN.algoritmeregister.json and
/// RUN.uitleg.md beside RUN.nc; report.html and so on within a folder.
struct StudyPages {
    std::filesystem::path report, method, algorithm_register, plain;
    std::vector<std::filesystem::path> all() const { return {report, method, algorithm_register, plain}; }
};
StudyPages pages_of_output(const std::filesystem::path& output);

/// Writes them from the results, each whole or not at all, over earlier ones, and where `overwrite` asks for
/// it over files of anyone. Throws InputError as ResultReader, and where such a file is in the way;
/// RuntimeError where a file cannot be written. `overrides` are "ranking.KEY=VALUE" of a study with sites:
/// report and ranking files are written with them.
std::vector<std::filesystem::path> write_study_pages(const std::filesystem::path& output,
                                                     const std::vector<std::string>& overrides = {},
                                                     bool overwrite = false);

/// Throws InputError where files that Luwte did not make have the names of these pages.
void check_pages_are_free(const StudyPages& pages);

/// Whether results and pages of a study go into RUN/ and not beside RUN.nc.
bool writes_a_folder(const Study& study);

/// run_study() and then the pages of what it left.
RunSummary run_with_pages(const Study& study, const RunOptions& options);

}  // namespace luwte
