// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/green_benefits.hpp"
#include "host/site_measures.hpp"
#include "host/study_file.hpp"
#include "models/ranking/ranking.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace luwte {

struct RankOptions {
    std::filesystem::path folder;        ///< OUT of a study with sites
    std::vector<std::string> overrides;  ///< "ranking.KEY=VALUE"
};

/// One scenario with all its sites.
struct RankedScenario {
    std::string id, name;
    std::vector<Measures> measures;  ///< of each site
    Ranking ranking;
    /// Sites in their order in each member of the ensemble, of the base only; empty without one.
    std::vector<std::pair<std::string, std::vector<std::size_t>>> in_members = {};
};

/// All that ranking.json and ranking.csv say.
struct StudyRanking {
    StudyFile study;
    std::vector<std::string> overrides;  ///< settings that are not the study's, printable
    std::vector<Indicator> indicators;   ///< Luwte's and the imported ones
    std::vector<RankedScenario> scenarios;
    std::optional<GreenBenefitsOfStudy> green;  ///< with [green_benefits]: shown beside, no score
};

/// Reads OUT/study.json and the results it names and judges the sites of each scenario beside each other
/// (docs/models/ranking.md); nothing is simulated. A result that is not there leaves its site's indicators
/// unknown.
/// Throws InputError  study.json or a result that cannot be read, settings
StudyRanking rank_study(const RankOptions& options);

/// OUT/ranking.csv and OUT/ranking.json, with [green_benefits] green_benefits.csv and .json too; the same
/// bytes for the same study. Throws RuntimeError.
std::vector<std::filesystem::path> write_ranking(const StudyRanking& ranking,
                                                 const std::filesystem::path& folder);

std::string ranking_csv(const StudyRanking& ranking);
std::string ranking_json(const StudyRanking& ranking);

/// Groups of which nothing scores for want of values: a score is silent about them.
std::vector<std::string> groups_without_weight(const StudyRanking& ranking, const RankedScenario& scenario);

/// Who stands where, a line for each site of the base and what would change it, for the command line.
std::vector<std::string> ranking_sentences(const StudyRanking& ranking);

/// `luwte rank OUT`: both files, and those sentences.
void rank_results(const RankOptions& options, std::ostream& out);

}  // namespace luwte
