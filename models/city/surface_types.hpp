// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace luwte {

/// What covers the ground (or is the roof) of a column. Values are stored in result files: append only.
enum class SurfaceType : std::int8_t {
    unknown = 0,        ///< no source says; treated as paved
    building = 1,       ///< roof
    closed_paving = 2,  ///< asphalt, concrete (BGT gesloten verharding)
    open_paving = 3,    ///< bricks, tiles (BGT open verharding)
    semi_paving = 4,    ///< gravel, shells (BGT half verhard)
    bare_soil = 5,      ///< sand, unpaved (BGT zand, onverhard)
    grass = 6,          ///< grass, verge, low greenery
    shrub = 7,          ///< shrubs, reed, heath
    woodland = 8,       ///< forest floor (crowns are the canopy layer)
    cropland = 9,
    yard = 10,  ///< BGT erf: mixed by definition
    water = 11,
};
inline constexpr int surface_type_count = 12;

/// What the surface of a column is made of, an index of MaterialTable::ground: its SurfaceType, or after
/// these another material of a roof, and then of the ground.
inline constexpr int other_roof_count = 6, other_ground_count = 1;
inline constexpr int first_other_ground = surface_type_count + other_roof_count;
inline constexpr int top_material_count = first_other_ground + other_ground_count;
inline constexpr bool is_roof(int top_material) {
    return top_material == int(SurfaceType::building) ||
           (top_material >= surface_type_count && top_material < first_other_ground);
}

/// What the walls of a column are made of, an index of MaterialTable::wall_of().
inline constexpr int wall_material_count = 3;

/// How the surface type of a column is known. Values are stored in result files.
enum class SurfaceTypeSource : std::int8_t {
    unknown = 0,   ///< nothing says; treated as paved
    measured = 1,  ///< from a land-cover or footprint data set
    inferred = 2,  ///< by a stated rule from heights and no-data
    laid = 3,      ///< laid by the study (materials.ground)
};

/// What the national method asks of a type; what its surface is made of stands in the materials table
/// (models/heat/surface_material.hpp). Sources stand beside the values in surface_types.cpp.
struct SurfaceProperties {
    std::string_view name;  ///< flag_meanings word
    float bowen_ratio;      ///< 1, national method (0.4 vegetated, 3.0 other)
    float vegetated_day;    ///< 1, share that counts as vegetation by day (national method)
    float vegetated_night;  ///< 1
};
const std::array<SurfaceProperties, surface_type_count>& surface_properties();

}  // namespace luwte
