// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/materials/materials.hpp"
#include "inputs/study/study.hpp"

namespace luwte {

/// One of the lists of rules under [materials] of a study:
///
///     roofs = [
///         { like = "uninsulated_roof", built_before = 1975 },
///         { like = "green_roof", buildings = ["0503100000018603"] },
///     ]
///     walls = [{ like = "new_wall", built_from = 2021 }]
///     ground = [{ like = "grass", polygons = "schoolyard.geojson" }]
struct RuleList {
    std::string_view key;       ///< "roofs", "walls", "ground"
    std::string_view material;  ///< what a rule's material is, in words: "a roof"
    std::string_view place;     ///< where it is, in words: "roof"
    std::string_view about, example;
    std::vector<std::string_view> keys;  ///< of a rule
    std::vector<std::string> choices;    ///< of `like`
    bool everywhere;                     ///< a rule need not name `polygons`
    std::vector<Study::MaterialRule> Study::*rules;
};
const std::vector<RuleList>& rule_lists();
bool is_rule_list(std::string_view key);  ///< of [materials]

/// The rules of `list`; their files are relative to `folder`. Reports every problem; rules with one are left
/// out.
std::vector<Study::MaterialRule> read_material_rules(const RuleList& list, const toml::node& given,
                                                     const std::filesystem::path& folder,
                                                     const MaterialProblem& report);

}  // namespace luwte
