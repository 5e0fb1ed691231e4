// SPDX-License-Identifier: Apache-2.0
#include "models/city/surface_types.hpp"

namespace luwte {

// Sources of the columns, type by type (docs/models/city.md has the same table):
//
// bowen_ratio, vegetated_day, vegetated_night
//     Defaults of the national method per BGT class (docs/models/city.md, section 2): 0.4 vegetated, 3 paved,
//     2 semi-paved, 1.5 bare, 0.1 open water, which is green by day and not by night. To be verified.
//
// Types without a row of their own in that scheme, each to be verified:
//     shrub, woodland, cropland   as grass; cropland's Bowen ratio is the middle of 0.4 to 1
//     yard                   half open paving, half grass: the mean of both. PET is linear in the Bowen
//                            ratio, so that the mean of 0.4 and 3 gives the mean of both PETs
//     unknown                as open paving, the commonest cover of Dutch streets
const std::array<SurfaceProperties, surface_type_count>& surface_properties() {
    // clang-format off
    static constexpr std::array<SurfaceProperties, surface_type_count> table{{
        // name            Bowen  veg day/night
        {"unknown",        3.0f,  0.0f, 0.0f},
        {"building",       3.0f,  0.0f, 0.0f},
        {"closed_paving",  3.0f,  0.0f, 0.0f},
        {"open_paving",    3.0f,  0.0f, 0.0f},
        {"semi_paving",    2.0f,  0.0f, 0.0f},
        {"bare_soil",      1.5f,  0.0f, 0.0f},
        {"grass",          0.4f,  1.0f, 1.0f},
        {"shrub",          0.4f,  1.0f, 1.0f},
        {"woodland",       0.4f,  1.0f, 1.0f},
        {"cropland",       0.7f,  1.0f, 1.0f},
        {"yard",           1.7f,  0.5f, 0.5f},
        {"water",          0.1f,  1.0f, 0.0f},
    }};
    // clang-format on
    return table;
}

}  // namespace luwte
