// SPDX-License-Identifier: Apache-2.0
#include "models/green/standard_measures.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace luwte {

// RIVM, manual of the Groene Baten Planner, 18 December 2024.
std::span<const StandardMeasure> standard_measures() {
    // clang-format off
    static constexpr StandardMeasure all[] = {
        // name              tree  shrub low   water
        {"street_trees",     0.25, 0.00, 0.75, 0.00},
        {"wetland",          0.00, 0.00, 0.50, 0.50},
        {"wadi",             0.00, 0.00, 1.00, 0.00},
        {"green_facade",     0.05, 0.00, 0.05, 0.00},
        {"green_roof",       0.00, 0.01, 0.90, 0.00},
        {"extra_water",      0.00, 0.00, 0.00, 1.00},
        {"city_forest",      0.50, 0.20, 0.30, 0.00},
        {"permeable_paving", 0.00, 0.00, 0.20, 0.00},
        {"grass",            0.00, 0.20, 0.80, 0.00},
    };
    // clang-format on
    return all;
}

const StandardMeasure& standard_measure(std::string_view name) {
    const auto all = standard_measures();
    const auto found = std::ranges::find(all, name, &StandardMeasure::name);
    if (found == all.end()) throw std::logic_error("no standard measure: " + std::string(name));
    return *found;
}

}  // namespace luwte
