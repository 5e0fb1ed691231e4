// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/rank.hpp"
#include "host/report/study_report.hpp"

#include <string>
#include <vector>

namespace luwte {

/// Of the report, from what ranking.json says: who stands where in every scenario with the range of each
/// score, what is knocked out and by which rule, weights, and which weight would change the order.
std::string ranking_section(const StudyRanking& ranking);

/// A page for each site: its traffic lights with value, unit, range, anchors and their source; its map with
/// yard and school; the day on its yard, scenarios beside each other. `results` are those of the study.
/// Throws InputError as ResultReader.
std::string site_sections(const StudyRanking& ranking, const std::vector<ReportResult>& results);

}  // namespace luwte
