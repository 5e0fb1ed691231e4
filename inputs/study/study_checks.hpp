// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "kernels/core/error.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace luwte {

/// Checks of single texts for the table of keys: "" when good, else what is wrong and what was expected.
std::string check_title(std::string_view title);
std::string check_sources(std::string_view sources);
std::string check_time_zone(std::string_view zone);  ///< the form of a name; check_rest looks it up
std::string check_crs(std::string_view crs);         ///< "local" or "EPSG:n", projected, in metres
std::string check_date(std::string_view date);       ///< a day of the calendar, "YYYY-MM-DD"

/// The file a study's path names: `${LUWTE_SHARED}` and `${LUWTE_SAMPLE}` expanded, relative to `folder`,
/// absolute and normalised. The file has to exist. On failure returns an empty path and fills `problem`'s
/// `what` and `hint`.
///
/// LUWTE_SHARED comes from the environment. LUWTE_SAMPLE comes from the environment, else it is `sample`
/// beside the running program. No /vsi path, no URL.
std::filesystem::path resolve_input_path(std::string_view text, const std::filesystem::path& folder,
                                         Problem& problem);

/// Checks that concern several keys. `good(path)` is true for a key that was given and passed its own
/// checks or has its default; `report(path, what, hint)` takes a problem at that key's place.
struct StudyChecks {
    std::function<bool(std::string_view)> good, given;
    std::function<void(std::string_view, std::string, std::string)> report;
};
void check_area(Study& study, const StudyChecks& checks);
void check_leaf_season(const Study& study, const StudyChecks& checks);
void check_days(Study& study, const StudyChecks& checks);
void check_air(const Study& study, const StudyChecks& checks);
void check_ranking(const Study& study, const StudyChecks& checks);
void check_green_benefits(const Study& study, const StudyChecks& checks);
void check_rest(const Study& study, const StudyChecks& checks);  ///< time zone, multiples, doubles

}  // namespace luwte
