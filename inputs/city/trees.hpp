// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/vector/features.hpp"

#include <string>
#include <vector>

namespace luwte {

/// Crowns of a tree file on the grid.
struct Trees {
    std::vector<float> top;   ///< nx * ny, m above terrain; 0 = no crown
    std::vector<float> base;  ///< nx * ny, m above terrain; NaN = not given, the rule applies
    std::vector<std::string> warnings, rules;
};

/// Points or polygons with these attributes, in metres, in any case and with or without `_` and `_m`:
///
///     height         height, tree_height, hoogte, boomhoogte            required
///     crown radius   crown_radius, kroonstraal; or crown_diameter,      required for points
///                    kroondiameter
///     crown base     crown_base, base, base_height, stamhoogte          optional
///
/// A crown fills the cells whose centre lies within its radius (at least the one that holds the point), from
/// base to height. Where crowns overlap the higher one wins. Trees without a height of 0.5 to 60 m or a
/// radius of 0.2 to 20 m are left out and counted.
Trees place_trees(const FeatureSet& set, const std::string& role, const Grid& grid);

}  // namespace luwte
