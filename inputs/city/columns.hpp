// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/city/terrain.hpp"
#include "inputs/city/trees.hpp"

#include <vector>

namespace luwte {

/// Height from which vegetation is a tree [m above terrain] (RIVM's green map).
inline constexpr float lowest_crown = 2.5f;

/// All that is known of the columns before buildings, crowns and classes are decided.
struct ColumnInputs {
    std::vector<float> dsm;  ///< nx * ny, m above datum; NaN = no data
    Footprints footprints;
    LandCover cover;
    Trees trees;
    Terrain terrain;
    Mask roofs;            ///< nx * ny, 1 = roof that no register knows (unmapped_roofs)
    double roof_cell = 0;  ///< m, size of the cells on which that was judged
};

/// Decides building, crown, class and source of every column (docs/models/city.md, section 3) and fills
/// `city.layers`, shares, rules and warnings.
void decide_columns(const ColumnInputs& in, const Study::City& study, LoadedCity& city);

}  // namespace luwte
