// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/surface_types.hpp"

#include <array>
#include <string>
#include <vector>

namespace luwte {

/// One layer of a build-up; homogeneous, heat flows across it only.
struct MaterialLayer {
    float thickness;      ///< m
    float conductivity;   ///< W m-1 K-1
    float heat_capacity;  ///< J m-3 K-1, volumetric
};

/// What a surface is made of, as far as its heat balance asks. Values, units and sources are those of
/// inputs/materials/materials.toml (docs/models/materials.md).
struct SurfaceMaterial {
    std::string name;                   ///< key in the table: a SurfaceType's name, "wall", "green_roof", ...
    float albedo = 0;                   ///< 1, broadband shortwave
    float emissivity = 0;               ///< 1, broadband longwave
    float roughness_length = 0;         ///< m, momentum; 0 of walls
    std::vector<MaterialLayer> layers;  ///< from the surface inward, at least one
    float leaf_area_index = 0;          ///< m2 m-2, one-sided; 0 = bare
    float stomatal_resistance = 0;      ///< s m-1, minimum of one leaf; 0 where leaf_area_index is 0
    float plant_water = 0;              ///< m, water that roots can take up: field capacity to wilting
    float rain_store = 0;               ///< m, rain that stays on the surface and evaporates freely
    bool water = false;                 ///< open water: evaporates freely, mixed over its layers
    std::string source;                 ///< where the values are from, one line
    bool to_be_verified = false;        ///< some value was read second hand or assumed
};

/// The leaves of crowns, all alike: what their balance asks beside their area (docs/models/heat.md, 15). For
/// longwave they are black.
struct CrownMaterial {
    float albedo = 0;               ///< 1, of leaves together, broadband shortwave
    float stomatal_resistance = 0;  ///< s m-1, minimum of one leaf
    float leaf_size = 0;            ///< m, along the wind
    std::string source;             ///< where the values are from, one line
    bool to_be_verified = false;    ///< some value was read second hand or assumed
};

/// Every material of a city. Layers of the ground end in soil, and where they reach less than 2.5 m deep the
/// last one is understood to go on; layers of roof and wall end at the room.
struct MaterialTable {
    /// By SurfaceType, `building` being the roof; after those other roofs and other grounds, which single
    /// columns may have.
    std::array<SurfaceMaterial, top_material_count> ground;
    SurfaceMaterial wall;
    std::array<SurfaceMaterial, wall_material_count - 1> other_walls;  ///< which single columns may have
    CrownMaterial crown;
    SurfaceMaterial station_grass;  ///< under the weather station; no study changes it

    /// By the wall material of a column: `wall`, and then the others.
    const SurfaceMaterial& wall_of(int kind) const {
        return kind == 0 ? wall : other_walls[std::size_t(kind - 1)];
    }
};

}  // namespace luwte
