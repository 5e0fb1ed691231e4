// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/heat.md.
#include "models/city/plain_city.hpp"
#include "models/heat/sunlit_city.hpp"
#include "models/heat/test_materials.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr idx side = 40;
constexpr int uninsulated = 1, insulated = 2;  // kinds of wall

std::size_t at(idx j, idx i) { return std::size_t(j * side + i); }

/// A block of 20 x 10 m, 8 m high, in the middle of a plain of paving.
CityLayers block() {
    CityLayers c = scenes::plain(side, side);
    for (idx j = 15; j < 25; ++j)
        for (idx i = 10; i < 30; ++i) {
            c.building_height[at(j, i)] = 8;
            c.surface_type[at(j, i)] = std::int8_t(SurfaceType::building);
        }
    return c;
}

/// Walls of one colour that differ in what is between their leaves of brick.
MaterialTable walls_with_and_without_insulation() {
    MaterialTable table = test_materials();
    const MaterialLayer brick{0.1f, 0.8f, 1.5e6f}, cavity{0.05f, 0.28f, 1.2e3f}, wool{0.2f, 0.05f, 2e4f};
    for (SurfaceMaterial& wall : table.other_walls) wall = table.wall;
    table.other_walls[uninsulated - 1].layers = {brick, cavity, brick};
    table.other_walls[insulated - 1].layers = {brick, wool, brick};
    return table;
}

/// After a day of weather in the open, hours of a clear day under its real shade.
struct Scene : scenes::SunlitCity {
    Scene(const CityLayers& layers, MaterialTable table,
          const scenes::ClearDays& weather = scenes::summer_days)
        : SunlitCity(layers, std::move(table), 1.5f, weather) {
        for (int h = 0; h < 24; ++h)
            heat.open_hour(days.hour(h), days.mean_air, {days.hour(h).air_temperature, 1.5f});
        heat.settle();
    }
    std::size_t facet(Facing q, idx j, idx i) const {
        return std::size_t(walls.first.view()(int(q), j, i) + 4);
    }
    /// K, of the south wall.
    double south(idx i) const { return double(heat.wall_temperature.host()[facet(Facing::south, 15, i)]); }
    double ground(idx j, idx i) const { return double(heat.surface_temperature.host()[at(j, i)]); }
};

TEST(ColumnMaterials, WallsStartFromTheirKindInTheOpen) {  // [13]
    MaterialTable table = walls_with_and_without_insulation();
    CityLayers layers = block();
    layers.wall_material.assign(layers.surface_type.size(), uninsulated);
    const Scene mixed(layers, table, scenes::winter_days);
    table.wall = table.other_walls[uninsulated - 1];
    const Scene all(block(), table, scenes::winter_days);
    table.wall = table.other_walls[insulated - 1];
    const Scene others(block(), table, scenes::winter_days);
    for (const Facing q : {Facing::north, Facing::east, Facing::south, Facing::west}) {
        const idx j = q == Facing::north ? 24 : 15, i = q == Facing::east ? 29 : 10;
        const std::size_t n = mixed.facet(q, j, i), plane = mixed.walls.shape().size();
        for (std::size_t node = 0; node < conduction_nodes; ++node)
            EXPECT_EQ(mixed.heat.wall_layers().host()[node * plane + n],
                      all.heat.wall_layers().host()[node * plane + n])
                << int(q) << " " << node;
        EXPECT_GT(std::abs(mixed.heat.wall_layers().host()[6 * plane + n] -
                           others.heat.wall_layers().host()[6 * plane + n]),
                  0.5);  // the other kind starts elsewhere
    }
}

// The west half of the block has no insulation; rooms are 19 K warmer than the air of the winter's day. By
// the resistances, 0.56 and 4.4 m2 K W-1 with the air inside, and some 12 W m-2 K-1 outside it loses 30 and 4
// W m-2: surfaces 2.4 and 0.4 K warmer than without a room behind. Its neighbours and the ground before it
// hardly follow.
TEST(ColumnMaterials, AnUninsulatedWallIsWarmerInWinterThanTheInsulatedOneBesideIt) {  // [13]
    const MaterialTable table = walls_with_and_without_insulation();
    CityLayers layers = block();
    layers.wall_material.assign(layers.surface_type.size(), insulated);
    Scene all(layers, table, scenes::winter_days);
    for (idx j = 0; j < side; ++j)
        for (idx i = 0; i < 20; ++i) layers.wall_material[at(j, i)] = uninsulated;
    Scene half(layers, table, scenes::winter_days);
    for (const auto& [from, to] : {std::pair{0, 27}, {27, 37}}) {  // to 3 h, to 13 h
        all.run(from, to), half.run(from, to);
        const double warmer = half.south(15) - half.south(24);
        EXPECT_GT(warmer, 1);
        EXPECT_LT(warmer, 4);
        EXPECT_NEAR(half.south(24), all.south(24), 0.1);
        EXPECT_NEAR(half.south(15) - all.south(15), warmer, 0.3);
    }
}

TEST(ColumnMaterials, AWhiteWallReflectsLightOntoTheGroundBeforeIt) {  // [13]
    MaterialTable table = walls_with_and_without_insulation();
    table.other_walls[insulated - 1].albedo = 0.7f;
    CityLayers layers = block();
    Scene dark(layers, table);
    layers.wall_material.assign(layers.surface_type.size(), insulated);
    Scene white(layers, table);
    dark.run(10, 12), white.run(10, 12);
    EXPECT_LT(white.south(20), dark.south(20) - 5);
    const auto on_ground = [](const Scene& s, idx j) {
        return double(s.heat.shortwave_down.host()[at(j, 20)]);
    };
    EXPECT_GT(on_ground(white, 13), on_ground(dark, 13) + 20);
    EXPECT_LT(on_ground(white, 1) - on_ground(dark, 1), 0.3 * (on_ground(white, 13) - on_ground(dark, 13)));
}

// Grass on a square of the paving: cool by day while its soil has water, and paving beyond is as before but
// for the area's own turbulence, which the share of the cool grass makes less.
TEST(ColumnMaterials, GrassLaidOnPavingIsGrassThereAndPavingElsewhere) {  // [13]
    CityLayers layers = block();
    Scene paved(layers, test_materials());
    layers.top_material = layers.surface_type;
    for (idx j = 4; j < 12; ++j)
        for (idx i = 4; i < 12; ++i) layers.top_material[at(j, i)] = std::int8_t(SurfaceType::grass);
    Scene green(layers, test_materials()), dry(layers, test_materials());
    SoilMoisture wilted = no_water_stress;
    wilted[std::size_t(SurfaceType::grass)] = 0;
    dry.heat.set_soil_moisture(wilted);
    paved.run(0, 13), green.run(0, 13), dry.run(0, 13);
    double least = 100, most = 0;
    for (idx j = 0; j < side; ++j)
        for (idx i = 0; i < side; ++i) {
            const double cooler = paved.ground(j, i) - green.ground(j, i);
            if (j >= 4 && j < 12 && i >= 4 && i < 12)
                least = std::min(least, cooler);
            else
                most = std::max(most, std::abs(cooler));
        }
    EXPECT_GT(least, 5);
    EXPECT_LT(most, 0.3);
    EXPECT_GT(dry.ground(8, 8), green.ground(8, 8) + 3);
}

TEST(ColumnMaterials, AnotherGroundIsGroundAndAnotherRoofIsARoof) {  // [13]
    MaterialTable table = test_materials();
    table.ground[first_other_ground].albedo = 0.5f;
    table.ground[surface_type_count].albedo = 0.6f;
    CityLayers layers = block();
    Scene before(layers, table);
    layers.top_material = layers.surface_type;
    layers.top_material[at(5, 5)] = first_other_ground;
    layers.top_material[at(20, 20)] = surface_type_count;
    Scene after(layers, table);
    before.run(0, 13), after.run(0, 13);
    EXPECT_LT(after.ground(5, 5), before.ground(5, 5) - 4);
    EXPECT_LT(after.ground(20, 20), before.ground(20, 20) - 4);
    EXPECT_NEAR(after.ground(5, 30), before.ground(5, 30), 0.05);
    EXPECT_NEAR(after.ground(20, 25), before.ground(20, 25), 0.05);
}

}  // namespace
}  // namespace luwte
