// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte {

/// Height of the opaque top of every column: the ground, or the roof where there is a building.
/// 8 B read, 4 B written, 1 flop per cell.
struct OpaqueHeight {
    View2D<const float> terrain_height;   // m above datum    [ny, nx]
    View2D<const float> building_height;  // m above terrain  [ny, nx]
    View2D<float> opaque_height;          // m above datum    [ny, nx]

    LUWTE_HD void operator()(idx j, idx i) const {
        opaque_height(j, i) = terrain_height(j, i) + building_height(j, i);
    }
};

/// Leaves of a date: 4 B read and written per cell.
struct ScaleLeaves {
    View2D<float> leaf_area_density;  // m2 m-3   [ny, nx]
    float share;                      // 1, of the area in full leaf

    LUWTE_HD void operator()(idx j, idx i) const { leaf_area_density(j, i) *= share; }
};

/// What the top of every column is made of, as words, which the balance reads in vectors.
/// 1 B read, 4 B written per cell.
struct TopMaterial {
    View2D<const std::int8_t> given;    // [ny, nx]
    View2D<std::int32_t> top_material;  // [ny, nx]

    LUWTE_HD void operator()(idx j, idx i) const { top_material(j, i) = given(j, i); }
};

/// Which numbers of materials there are, and which of tops are roofs.
struct MaterialNumbers {
    std::int32_t building, first_roof, end_of_roofs, tops, walls;
    LUWTE_HD bool is_roof(int top) const {
        return top == building || (top >= first_roof && top < end_of_roofs);
    }
};

/// What a column may violate; 0 = nothing. The words stand in models/city/city_model.cpp.
enum class ColumnFault : std::int8_t {
    none = 0,
    height_not_finite,
    building_below_ground,
    crown_base_not_below_top,
    crown_in_building,
    leaf_area_density_out_of_range,
    class_out_of_range,
    material_out_of_place,
};

/// Checks the invariants of a column of the city.
struct CheckColumn {
    View2D<const float> terrain_height, building_height, canopy_top, canopy_base, leaf_area_density;
    View2D<const std::int8_t> surface_type, surface_type_source;
    View2D<const std::int32_t> building_id;
    View2D<const std::int8_t> top_material, wall_material;
    std::int32_t type_count, source_count, building_count;
    MaterialNumbers materials;

    LUWTE_HD static bool finite(float x) { return x - x == 0.0f; }

    LUWTE_HD ColumnFault operator()(idx j, idx i) const {
        const float z = terrain_height(j, i), h = building_height(j, i);
        const float top = canopy_top(j, i), base = canopy_base(j, i), lad = leaf_area_density(j, i);
        const int type = surface_type(j, i), source = surface_type_source(j, i), id = building_id(j, i);
        if (!(finite(z) && finite(h) && finite(top) && finite(base))) return ColumnFault::height_not_finite;
        if (h < 0.0f) return ColumnFault::building_below_ground;
        if (top != 0.0f && !(base >= 0.0f && base < top)) return ColumnFault::crown_base_not_below_top;
        if (top != 0.0f && h > 0.0f) return ColumnFault::crown_in_building;
        if (!(finite(lad) && lad >= 0.0f)) return ColumnFault::leaf_area_density_out_of_range;
        if (type < 0 || type >= type_count || source < 0 || source >= source_count || id < -1 ||
            id >= building_count)
            return ColumnFault::class_out_of_range;
        const int material = top_material(j, i), wall = wall_material(j, i);
        if (material < 0 || material >= materials.tops || wall < 0 || wall >= materials.walls ||
            materials.is_roof(material) != (type == materials.building))
            return ColumnFault::material_out_of_place;
        return ColumnFault::none;
    }
};

/// What one row of columns says about itself; one call per row, so that no two calls share a result.
/// 32 B read per cell.
struct SummariseRow {
    CheckColumn check;
    View2D<std::int32_t> first_fault;  // 1, cell index i of the row's first fault, -1 = none  [ny, 1]
    View2D<std::int32_t> fault;        // ColumnFault of that cell                             [ny, 1]
    View2D<std::int32_t> has_canopy;   // 1 = a crown somewhere in the row                     [ny, 1]
    View2D<float> lowest;              // m above datum, of the terrain                        [ny, 1]
    View2D<float> highest;             // m above datum, of roofs and crowns                   [ny, 1]

    LUWTE_HD void operator()(idx j, idx column) const {
        std::int32_t where = -1;
        ColumnFault what = ColumnFault::none;
        std::int32_t canopy = 0;
        float low = check.terrain_height(j, 0), high = low;
        for (idx i = 0; i < check.terrain_height.nx; ++i) {
            const ColumnFault found = check(j, i);
            if (where < 0 && found != ColumnFault::none) {
                where = i;
                what = found;
            }
            const float z = check.terrain_height(j, i);
            const float h = check.building_height(j, i), top = check.canopy_top(j, i);
            const float upper = z + (h > top ? h : top);
            low = z < low ? z : low;
            high = upper > high ? upper : high;
            canopy = top > 0.0f ? 1 : canopy;
        }
        first_fault(j, column) = where;
        fault(j, column) = static_cast<std::int32_t>(what);
        has_canopy(j, column) = canopy;
        lowest(j, column) = low;
        highest(j, column) = high;
    }
};

}  // namespace luwte
