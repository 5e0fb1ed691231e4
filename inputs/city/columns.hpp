// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/city/terrain.hpp"
#include "inputs/city/trees.hpp"

#include <vector>

namespace luwte {

/// Height from which vegetation is a tree [m above terrain] (RIVM's green map).
inline constexpr float lowest_crown = 2.5f;

/// Crowns that the heights show; made by bare_crowns().
struct BareCrowns {
    std::vector<float> top;   ///< nx * ny, m above terrain; 0 = no crown
    std::int64_t gaps = 0;    ///< small cells inside crowns that were closed
    std::int64_t narrow = 0;  ///< small high cells that were left out
    double narrowest = 0;     ///< m, side of the square of both
};

/// All that is known of the columns before buildings, crowns and classes are decided.
struct ColumnInputs {
    std::vector<float> dsm;  ///< nx * ny, m above datum; NaN = no data
    Footprints footprints;
    LandCover cover;
    Trees trees;
    Terrain terrain;
    Mask roofs;             ///< nx * ny, 1 = roof that no register knows (unmapped_roofs)
    BareCrowns crowns;      ///< crowns that the heights show (bare_crowns)
    double small_cell = 0;  ///< m, size of the cells on which roofs and crowns were judged
};

/// Height of a crown's base [m above terrain]: `given`, or by rule where that is NaN.
float crown_base(float top, float given, const Study::City& study);

/// Decides building, crown, class and source of every column (docs/models/city.md, section 3) and fills
/// `city.layers`, shares, rules and warnings.
void decide_columns(const ColumnInputs& in, const Study::City& study, LoadedCity& city);

}  // namespace luwte
