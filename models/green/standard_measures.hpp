// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace luwte {

/// What a measure puts on the ground, in shares [1] of its area (docs/models/green_benefits.md, 10).
struct StandardMeasure {
    std::string_view name;
    double tree, shrub, low, water;
};

/// RIVM's standard measures: "street_trees", "wetland", "wadi", "green_facade", "green_roof", "extra_water",
/// "city_forest", "permeable_paving", "grass".
std::span<const StandardMeasure> standard_measures();

/// Throws std::logic_error where there is none of that name.
const StandardMeasure& standard_measure(std::string_view name);

}  // namespace luwte
