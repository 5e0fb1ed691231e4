// SPDX-License-Identifier: Apache-2.0
#include "models/city/surface_types.hpp"

namespace luwte {

// Sources of the columns, type by type (docs/models/city.md has the same table):
//
// albedo, emissivity, heating_per_altitude, heating_offset, hour_of_max
//     The land-cover scheme of Lindberg, Onomura & Grimmond (2016), Int. J. Biometeorol. 60, 1439-1452,
//     doi:10.1007/s00484-016-1135-x, with the numbers of the parameter table that its authors distribute:
//     cobble stone, dark asphalt, roofs, grass, bare soil, water. Read second hand (public copies of that
//     table); the paper's own table: to be verified.
// bowen_ratio, vegetated_day, vegetated_night
//     Defaults of the national method per BGT class (docs/models/city.md, section 2): 0.4 vegetated, 3 paved,
//     2 semi-paved, 1.5 bare, 0.1 open water, which is green by day and not by night. To be verified.
//
// Types without a row of their own in that scheme, each to be verified:
//     semi_paving            as cobble stone
//     shrub, woodland, cropland   as grass; cropland's Bowen ratio is the middle of 0.4 to 1
//     yard                   half open paving, half grass: the mean of both. PET is linear in the Bowen
//                            ratio, so that the mean of 0.4 and 3 gives the mean of both PETs
//     unknown                as open paving, the commonest cover of Dutch streets
const std::array<SurfaceProperties, surface_type_count>& surface_properties() {
    // clang-format off
    static constexpr std::array<SurfaceProperties, surface_type_count> table{{
        // name             albedo  emiss.  Bowen  veg day/night  K/deg   K       h
        {"unknown",         0.20f,  0.95f,  3.0f,  0.0f, 0.0f,   0.37f,  -3.41f, 15.0f},
        {"building",        0.18f,  0.95f,  3.0f,  0.0f, 0.0f,   0.58f,  -9.78f, 15.0f},
        {"closed_paving",   0.18f,  0.95f,  3.0f,  0.0f, 0.0f,   0.58f,  -9.78f, 15.0f},
        {"open_paving",     0.20f,  0.95f,  3.0f,  0.0f, 0.0f,   0.37f,  -3.41f, 15.0f},
        {"semi_paving",     0.20f,  0.95f,  2.0f,  0.0f, 0.0f,   0.37f,  -3.41f, 15.0f},
        {"bare_soil",       0.25f,  0.94f,  1.5f,  0.0f, 0.0f,   0.33f,  -3.01f, 14.0f},
        {"grass",           0.16f,  0.94f,  0.4f,  1.0f, 1.0f,   0.21f,  -3.38f, 14.0f},
        {"shrub",           0.16f,  0.94f,  0.4f,  1.0f, 1.0f,   0.21f,  -3.38f, 14.0f},
        {"woodland",        0.16f,  0.94f,  0.4f,  1.0f, 1.0f,   0.21f,  -3.38f, 14.0f},
        {"cropland",        0.16f,  0.94f,  0.7f,  1.0f, 1.0f,   0.21f,  -3.38f, 14.0f},
        {"yard",            0.18f,  0.945f, 1.7f,  0.5f, 0.5f,   0.29f,  -3.395f, 14.5f},
        {"water",           0.05f,  0.98f,  0.1f,  1.0f, 0.0f,   0.00f,  0.00f,  12.0f},
    }};
    // clang-format on
    return table;
}

}  // namespace luwte
