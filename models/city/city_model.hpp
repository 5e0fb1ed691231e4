// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/city/roof_slope.hpp"
#include "kernels/core/field.hpp"
#include "kernels/core/grid.hpp"
#include "models/city/surface_types.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luwte {

/// The city as plain host arrays on the model grid: what `inputs` makes and `CityModel` takes.
/// Every vector has nx * ny elements, index j * nx + i, j from south to north.
struct CityLayers {
    Grid grid;
    std::vector<float> terrain_height;      ///< m above datum (NAP); no gaps left
    std::vector<float> building_height;     ///< m above terrain; 0 = no building
    std::vector<float> canopy_top;          ///< m above terrain; 0 = no crown
    std::vector<float> canopy_base;         ///< m above terrain; below canopy_top where there is a crown
    std::vector<float> leaf_area_density;   ///< m2 m-3, mean between base and top; 0 = no crown
    std::vector<std::int8_t> surface_type;  ///< SurfaceType
    std::vector<std::int8_t> surface_type_source;  ///< SurfaceTypeSource
    std::vector<std::int32_t> building_id;         ///< index into building_names; -1 = none
    std::vector<std::uint8_t> data_gap;            ///< 1 where the surface height had no data and was filled
    std::vector<std::string> building_names;       ///< BAG pand numbers (16 digits) or feature ids
    /// Index of MaterialTable::ground; empty = everywhere the surface type.
    std::vector<std::int8_t> top_material;
    std::vector<std::int8_t>
        wall_material;  ///< of the column's walls, by MaterialTable::wall_of(); empty = 0
};

/// The voxel city on one backend; built once, then read-only; checks its own invariants.
///
/// Throws RuntimeError, naming cell and values, when an invariant fails: finite heights, building
/// height >= 0, roofs that are roofs, 0 <= canopy_base < canopy_top where there is a crown, no crown in a
/// building column, classes and materials within their enums.
class CityModel {
  public:
    /// `leaf_area_share`: leaf area of the date per that of crowns in full leaf, as the layers have it [1].
    CityModel(const Backend& backend, const CityLayers& layers, float leaf_area_share = 1);

    const Backend& backend() const { return terrain_height.backend(); }

    Grid grid;
    Field2D<float> terrain_height;     ///< m above datum
    Field2D<float> building_height;    ///< m above terrain
    Field2D<float> canopy_top;         ///< m above terrain
    Field2D<float> canopy_base;        ///< m above terrain
    Field2D<float> leaf_area_density;  ///< m2 m-3, of the date
    Field2D<std::int8_t> surface_type;
    Field2D<std::int8_t> surface_type_source;
    Field2D<std::int32_t> building_id;
    Field2D<float> opaque_height;        ///< m above datum: terrain + building
    Field2D<TopSlope> slope;             ///< 1, of roofs; 0 on ground
    Field2D<std::int32_t> top_material;  ///< index of MaterialTable::ground
    Field2D<std::int8_t> wall_material;  ///< of MaterialTable::wall_of(), for the column's own walls
    bool has_canopy = false;
    float lowest = 0, highest = 0;  ///< m above datum: terrain minimum, top of the highest crown or roof
    std::vector<std::string> building_names;

    /// 1 where the voxel's centre is inside terrain or building. Level k spans grid.z0 + k*cell_size on.
    Field3D<std::int8_t> solid_mask() const;
    /// Leaf area density per voxel [m2 m-3]: the crown's density times the share of the voxel in the crown.
    Field3D<float> leaf_area_density_3d() const;
};

}  // namespace luwte
