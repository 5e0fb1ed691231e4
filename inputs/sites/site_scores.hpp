// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "models/ranking/indicators.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace luwte {

/// What others know of sites: indicators of the group "imported" with a value for some sites.
struct SiteScores {
    std::vector<Indicator> indicators;                  ///< in the file's order
    std::vector<std::map<std::string, double>> values;  ///< of each: site -> value
    std::vector<InputRecord> records;                   ///< of the file
};

/// CSV of site,indicator,value,unit,better,good,bad: a row for each value, columns in any order, lines of #
/// are comments. `better` is low or high; `good` and `bad` are the values that are worth 1 and 0, or both
/// empty: then the indicator is shown and does not score. Rows of one indicator agree in all but site and
/// value.
/// Throws InputError  with all problems: columns, numbers, a site that is none of `sites`, an indicator whose
///                    name is that of another group or is no id, values that stand twice
SiteScores read_site_scores(const std::filesystem::path& file, const std::vector<std::string>& sites);

}  // namespace luwte
