// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/sample/buildings.hpp"

#include <vector>

namespace luwte::sample {

struct Tree {
    Point at;
    double height, crown;   ///< m: top above ground, crown diameter
    int species;            ///< into tree_species()
    bool municipal = true;  ///< in the municipality's tree file; garden trees are not
    double base() const { return height < 8 ? 0.25 * height : 0.3 * height; }  ///< underside of the crown, m
};

/// Street trees in rows, park and canal trees, groups in the lawns of the flats, garden trees.
std::vector<Tree> plant(const Plan& plan, const BuiltPlan& built, const Mask& mask, std::uint64_t seed);

/// Height of the crown's upper side above the tree's foot [m]; 0 outside it. A dome with bumps, ragged at
/// its edge.
double crown_height(const Tree& tree, Point p, std::uint64_t seed);

}  // namespace luwte::sample
