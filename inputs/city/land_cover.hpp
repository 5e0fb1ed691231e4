// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/vector/features.hpp"
#include "models/city/surface_types.hpp"

#include <string>
#include <vector>

namespace luwte {

/// BGT land cover on the grid.
struct LandCover {
    std::vector<std::int8_t> type;   ///< nx * ny, SurfaceType; -1 = no land cover here
    std::vector<std::int32_t> deck;  ///< nx * ny, number of the bridge deck (level above 0); -1 = none
    std::int32_t decks = 0;
    std::vector<std::string> warnings, rules;
};

/// The surface type of a BGT object: `layer`, its class and its finer class ("plus"), all normalised.
/// Returns false where the class is not known; the type is then `unknown`.
bool surface_type_of(const std::string& layer, const std::string& value, const std::string& plus,
                     SurfaceType& type);

/// Layers with land cover.
bool is_land_cover_layer(const std::string& layer);

/// Higher levels win over lower ones (`relatieveHoogteligging`), and on one level the order bridge deck,
/// water, terrain, verge, structure, road: later wins. The order in the file has no influence.
LandCover place_land_cover(const FeatureSet& set, const std::string& role, const Grid& grid);

}  // namespace luwte
