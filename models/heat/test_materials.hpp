// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/surface_types.hpp"
#include "models/heat/surface_material.hpp"

namespace luwte {

/// Round values for tests of the models; runs take theirs from inputs/materials.
inline MaterialTable test_materials() {
    MaterialTable table;
    const auto set = [](SurfaceMaterial& m, float albedo, float emissivity,
                        std::vector<MaterialLayer> layers) {
        m.albedo = albedo, m.emissivity = emissivity, m.roughness_length = 0.01f;
        m.layers = std::move(layers);
        m.rain_store = 0.0005f;
    };
    const MaterialLayer soil{1, 1.5f, 2e6f}, concrete{0.15f, 1.9f, 2e6f}, insulation{0.06f, 0.03f, 5e4f},
        brick{0.1f, 0.8f, 1.5e6f};
    for (int t = 0; t < surface_type_count; ++t) {
        SurfaceMaterial& m = table.ground[std::size_t(t)];
        set(m, 0.18f, 0.95f, {{0.1f, 0.75f, 1.94e6f}, soil});
        m.name = surface_properties()[std::size_t(t)].name;
    }
    const auto of = [&](SurfaceType type) -> SurfaceMaterial& { return table.ground[std::size_t(type)]; };
    set(of(SurfaceType::building), 0.15f, 0.92f, {{0.01f, 0.16f, 1.6e6f}, insulation, concrete});
    for (const SurfaceType type : {SurfaceType::grass, SurfaceType::shrub, SurfaceType::woodland,
                                   SurfaceType::cropland, SurfaceType::yard}) {
        set(of(type), 0.20f, 0.97f, {soil});
        of(type).leaf_area_index = 2.5f;
        of(type).stomatal_resistance = 60;
        of(type).plant_water = 0.1f;
        of(type).roughness_length = 0.03f;
    }
    set(of(SurfaceType::water), 0.07f, 0.96f, {{1.5f, 0.6f, 4.18e6f}});
    of(SurfaceType::water).water = true;
    of(SurfaceType::water).rain_store = 0;
    of(SurfaceType::water).roughness_length = 0.0002f;
    for (int t = surface_type_count; t < top_material_count; ++t)
        table.ground[std::size_t(t)] = of(is_roof(t) ? SurfaceType::building : SurfaceType::open_paving);
    table.station_grass = of(SurfaceType::grass);
    set(table.wall, 0.25f, 0.92f, {brick, insulation, brick});
    table.wall.name = "wall";
    set(table.other_walls[0], 0.4f, 0.85f, {brick, brick});
    set(table.other_walls[1], 0.1f, 0.95f, {insulation, brick});
    for (SurfaceMaterial* wall : {&table.wall, &table.other_walls[0], &table.other_walls[1]})
        wall->roughness_length = wall->rain_store = 0;
    table.crown = {0.18f, 100, 0.05f, "", false};
    table.other_walls[0].name = "uninsulated_wall", table.other_walls[1].name = "new_wall";
    return table;
}

}  // namespace luwte
