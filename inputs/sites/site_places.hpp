// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/sites/nearest_roads.hpp"
#include "inputs/sites/site_scores.hpp"
#include "inputs/study/study.hpp"
#include "kernels/core/grid.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luwte {

/// All that a study's files say of its sites but for the city around them.
struct SitePlaces {
    std::vector<SitePlace> places;  ///< in the study's order
    /// Of each scenario, the base first, and each place; empty where city.roads is not given or no traffic
    /// file (CIMLK), which is a warning.
    std::vector<std::vector<NearRoads>> roads;
    SiteScores scores;
    std::vector<InputRecord> records;  ///< of each file once
    std::vector<std::string> warnings;
};

/// The polygons of a study's sites, those of one site joined, busy roads, and imported scores.
/// Throws InputError  with all problems: a file that cannot be read or holds nothing of a site, a site that
///                    reaches beyond the area, and by how much, a yard that holds the middle of no cell,
///                    scores, and weights of ranking.weights that are of no indicator
SitePlaces read_site_places(const Study& study);

/// Throws InputError where a weight is that of no group, no indicator and no imported score.
void check_weights(const std::map<std::string, double>& weights, const SiteScores& scores);

/// Cells of a grid whose middle lies inside a polygon or multipolygon, ascending; the part outside the grid
/// does not count. The text may come from anyone.
/// Throws InputError  it is no such WKT
std::vector<std::int32_t> cells_inside(const std::string& wkt, const Grid& grid, const std::string& where);

}  // namespace luwte
