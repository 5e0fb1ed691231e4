// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/traffic/cimlk.hpp"
#include "models/traffic/emission_scaling.hpp"

#include <vector>

namespace luwte {

struct CimlkMeasures {
    std::vector<EmissionScaling> of_segment;  ///< of each of the roads' segments
    std::size_t areas = 0, rows = 0;          ///< in the file
    std::vector<std::string>
        names;  ///< of the areas that scale what drives on a segment, in the file's order, each name once
    std::vector<std::string> nox_alone;    ///< of these that scale NOx and not the NO2 in it
    std::size_t segments = 0, partly = 0;  ///< streets on which one scales; of them not on their whole length
    std::size_t of_open_roads = 0;         ///< rows of types 92 to 94, which are not computed
    InputRecord record;
};

/// Maatregelen.csv: area measures, a row for each substance, class of vehicles and class of road, with what
/// it leaves of their emission [1] on what lies inside its polygon (docs/models/srm1.md). A segment that lies
/// inside in part has it on that part of its length. Throws InputError  with all problems of the file
/// (cimlk.hpp); a row that stands twice; measures of one kind
///                    that overlap on a segment, of which the file does not say which holds
CimlkMeasures read_cimlk_measures(const std::string& role, const std::filesystem::path& file,
                                  const CimlkRoads& roads);

}  // namespace luwte
