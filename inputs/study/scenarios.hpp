// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/materials/materials.hpp"
#include "inputs/study/study.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// What an edit of a scenario can do:
///
///     [[scenario]]
///     id = "car-park"
///     name = "A car park where the trees stood"
///     edits = [
///         { action = "remove_trees", polygons = "car-park.geojson" },
///         { action = "ground", polygons = "car-park.geojson", like = "closed_paving" },
///     ]
struct EditAction {
    std::string_view name, about;
    std::vector<std::string_view> required, optional;  ///< keys, but for `action`
    bool one_of = false;                               ///< one of the optional keys has to be there
    std::vector<std::string> like = {};                ///< choices
};
const std::vector<EditAction>& edit_actions();

/// The id of the city as it is, beside those of scenarios.
inline constexpr std::string_view base_id = "base";

/// All [[scenario]] of a study; their files are relative to `folder`. Reports every problem, with paths such
/// as "scenario[2].edits[1].like"; what has one is left out.
std::vector<Study::Scenario> read_scenarios(const toml::node& given, const std::filesystem::path& folder,
                                            const MaterialProblem& report);

/// The study of one scenario alone: its edits, with those of ground and roofs as the last rules for
/// materials, its name behind the title.
Study study_of(const Study& study, const Study::Scenario& scenario);

/// For `luwte help study`.
std::string scenario_text();

}  // namespace luwte
