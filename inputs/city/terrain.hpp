// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/footprints.hpp"
#include "inputs/city/land_cover.hpp"
#include "inputs/raster/patches.hpp"

#include <string>
#include <vector>

namespace luwte {

/// The ground, without gaps.
struct Terrain {
    std::vector<float> height;  ///< nx * ny, m above datum
    Mask water;                 ///< water by land cover or by rule
    Mask water_by_rule;         ///< the latter only
    std::vector<std::string> warnings, rules;
};

/// From the DTM and what else is known, in this order:
/// 1. holes of the DTM (under buildings and crowns, over water) are interpolated from the ground around them
///    and lowered to the DSM where that is lower, outside footprints;
/// 2. water: where land cover says so; where there is none, no data in DTM and DSM, outside footprints,
///    over at least 25 m2;
/// 3. water cells without ground data lie at the level of their water body: the 2nd percentile of the DSM
///    in it and within 1 m of it (20 values or more, and below the interpolated ground);
/// 4. bridge decks (land cover above level 0) without ground data are ground: the DSM where it is within 1.5
/// m of the
///    deck's median, else that median.
Terrain make_terrain(const std::vector<float>& dtm, const std::vector<float>& dsm,
                     const Footprints& footprints, const LandCover& cover, const Grid& grid);

/// The value at `share` (0 to 1) of `values`, which it reorders; `values` must not be empty.
float quantile(std::vector<float>& values, double share);

}  // namespace luwte
