// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/materials/materials.hpp"
#include "inputs/study/study.hpp"

namespace luwte {

/// The list `materials.roofs` of a study:
///
///     roofs = [
///         { like = "uninsulated_roof", built_before = 1975 },
///         { like = "green_roof", buildings = ["0503100000018603"] },
///     ]
///
/// Reports every problem; rules with one are left out.
std::vector<Study::RoofRule> read_roof_rules(const toml::node& given, const MaterialProblem& report);

}  // namespace luwte
