// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/vector/features.hpp"

#include <string>
#include <vector>

namespace luwte {

/// Building footprints on the grid (a cell belongs to the footprint that holds its centre).
struct Footprints {
    std::vector<std::int32_t> id;    ///< nx * ny, index into names; -1 = none
    std::vector<std::string> names;  ///< ascending, so that numbers do not depend on the order in the file
    std::vector<int> years;          ///< of construction, by name; 0 = the file does not say
    std::vector<std::string> warnings, rules;
};

/// A BAG number as it should be: 16 digits, the leading zeros that integer fields lose put back, the prefix
/// "NL.IMBAG.Pand." cut off. Other texts are returned unchanged.
std::string pand_number(const std::string& text);

/// Layers that hold footprints: `pand`, and roofs among `overigbouwwerk`.
bool is_footprint_layer(const std::string& layer);

/// Takes what stands: not demolished, not only permitted, current versions only. Parts with one number are
/// one building. Where footprints overlap the higher number wins.
/// In     sets   features of the footprint file and of the land cover file, in that order
Footprints place_footprints(const std::vector<const FeatureSet*>& sets, const Grid& grid);

}  // namespace luwte
