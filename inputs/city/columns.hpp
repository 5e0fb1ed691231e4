// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/city/terrain.hpp"
#include "inputs/city/trees.hpp"

#include <vector>

namespace luwte {

/// All that is known of the columns before buildings, crowns and classes are decided.
struct ColumnInputs {
    std::vector<float> dsm;  ///< nx * ny, m above datum; NaN = no data
    Footprints footprints;
    LandCover cover;
    Trees trees;
    Terrain terrain;
    bool has_land_cover = false;
};

/// Decides building, crown, class and source of every column (docs/models/city.md, section 3) and fills
/// `city.layers`, shares, rules and warnings.
void decide_columns(const ColumnInputs& in, const Study::City& study, LoadedCity& city);

}  // namespace luwte
