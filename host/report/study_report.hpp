// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/report/run_facts.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// A result of a study and what it is of.
struct ReportResult {
    std::filesystem::path file;
    std::string site;           ///< id; empty without sites
    std::string scenario;       ///< id; "base" for the city as it is
    std::string scenario_name;  ///< for people; empty for the base
    std::string day;            ///< "2019-07-25"
};

/// report.html: one page in Dutch and English that needs no other file. Plain words first, then maps with
/// their legends and shares, the day in a chart, scenarios beside the base, data and warnings; rules behind a
/// fold. Texts of the results are escaped. Equal results give equal bytes. Throws InputError as ResultReader.
/// `parts` are of studies that have them: `ranking` goes to the top, `green` behind the scenarios, `pages` of
/// sites behind that.
struct SiteParts {
    std::string ranking, pages, green = {};
};
std::string study_report(const std::vector<ReportResult>& results, const RunFacts& facts,
                         const SiteParts& parts = {});

}  // namespace luwte
