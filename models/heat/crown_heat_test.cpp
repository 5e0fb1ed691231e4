// SPDX-License-Identifier: Apache-2.0
// Crowns in the heat balance of a city. Numbers in brackets are the properties of docs/models/heat.md.
#include "models/heat/sunlit_city.hpp"
#include "models/heat/test_materials.hpp"
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using scenes::at;
constexpr idx nx = 64, ny = 80;
constexpr double leaf_area_density = 0.5;  // m2 m-3

/// A tower of 60 m in the south and two crowns of one block of leaves each, 16 x 16 m: one behind the tower,
/// one beside it, under the sun of 21 June at 52 N, 5 E.
CityLayers tower_and_trees() {
    CityLayers c = scenes::plain(nx, ny);
    for (idx j = 8; j < 28; ++j)
        for (idx i = 8; i < 40; ++i) {
            c.building_height[at(c, j, i)] = 60;
            c.surface_type[at(c, j, i)] = std::int8_t(SurfaceType::building);
        }
    for (idx j = 32; j < 48; ++j)
        for (idx i = 16; i < nx; ++i)
            if (i < 32 || i >= 48) {
                c.canopy_base[at(c, j, i)] = 4, c.canopy_top[at(c, j, i)] = 10;
                c.leaf_area_density[at(c, j, i)] = float(leaf_area_density);
            }
    return c;
}

struct Trees : scenes::SunlitCity {
    CityLayers layers = tower_and_trees();
    Field2D<float> sensible = plane(), latent = plane();
    Field3D<float> terms{Backend::cpu(), {5, ny, nx}, "terms", "W m-2"};

    Trees() : SunlitCity(tower_and_trees(), test_materials(), 1.2f) { heat.settle(); }
    void run(int from, int to) {
        SunlitCity::run(from, to, {.top = &terms, .sensible_top = &sensible, .latent_top = &latent});
    }
    /// K, leaves over the air, of the block behind the tower and of that beside it.
    double behind() const { return excess(24); }
    double beside() const { return excess(56); }
    double excess(idx i) const {
        const std::size_t n = at(layers, 40, i);
        return double(heat.leaf_temperature.host()[n] - air.host()[n]);
    }
};

/// Stomata shut: what the sun brings is seen in the temperature of leaves.
SoilMoisture no_water_for_trees() {
    SoilMoisture m = no_water_stress;
    m[trees] = 0;
    return m;
}

TEST(CrownHeat, ACrownInTheShadowOfATowerIsNearTheAir) {  // [16]
    Trees scene;
    scene.heat.set_soil_moisture(no_water_for_trees());
    scene.run(10, 12);
    for (const idx j : {32, 40, 47}) {
        ASSERT_EQ(scene.crown_beam.host()[at(scene.layers, j, 24)], 0);
        ASSERT_GT(scene.crown_beam.host()[at(scene.layers, j, 56)], 0.4f);
    }
    EXPECT_GT(scene.beside(), 1);
    EXPECT_LT(std::abs(scene.behind()), 0.5);
    EXPECT_LT(std::abs(scene.behind()), 0.25 * scene.beside());
    // In the evening the sun comes from the side.
    scene.run(12, 18);
    EXPECT_GT(scene.crown_beam.host()[at(scene.layers, 40, 24)], 0.2f);
}

TEST(CrownHeat, TreesWithoutWaterAreWarmerAndGiveHeatInPlaceOfVapour) {  // [8]
    Trees wet, dry;
    dry.heat.set_soil_moisture(no_water_for_trees());
    wet.run(10, 12), dry.run(10, 12);
    EXPECT_GT(dry.beside(), wet.beside() + 1);
    const std::size_t n = at(wet.layers, 40, 56);
    EXPECT_GT(wet.latent.host()[n], dry.latent.host()[n] + 100);
    EXPECT_GT(dry.sensible.host()[n], wet.sensible.host()[n] + 100);
    // Ground keeps its own water.
    const std::size_t open = at(wet.layers, 70, 4);
    EXPECT_NEAR(dry.latent.host()[open], wet.latent.host()[open], 1e-3);
}

TEST(CrownHeat, LeavesAreNearerToTheAirInMoreWind) {
    Trees profile, still, windy;
    Field2D<float> calm(Backend::cpu(), profile.heat.exchange().leaf_area.shape(), "wind", "m s-1"),
        strong = calm.copy_to(Backend::cpu());
    std::ranges::fill(calm.host(), 0.2f), std::ranges::fill(strong.host(), 6.0f);
    still.heat.set_wind_in_crowns(&calm), windy.heat.set_wind_in_crowns(&strong);
    for (Trees* scene : {&profile, &still, &windy}) {
        scene->heat.set_soil_moisture(no_water_for_trees());
        scene->run(10, 12);
    }
    EXPECT_GT(profile.beside(), 1.5 * windy.beside());  // 1.5 m/s
    EXPECT_GT(still.beside(), 1.5 * profile.beside());
    EXPECT_GT(windy.beside(), 0);
}

TEST(CrownHeat, WhatTheAirGetsIsTheSumOfSurfaceAndCrown) {  // [17]
    Trees scene;
    scene.run(10, 12);
    const std::size_t plane = scene.sensible.size();
    int crowns = 0;
    for (std::size_t n = 0; n < plane; ++n) {
        const float heat = scene.sensible.host()[n] - scene.terms.host()[2 * plane + n];
        const float vapour = scene.latent.host()[n] - scene.terms.host()[3 * plane + n];
        if (scene.layers.canopy_top[n] == 0) {
            ASSERT_EQ(heat, 0) << n;
            ASSERT_EQ(vapour, 0) << n;
            continue;
        }
        ++crowns;
        ASSERT_GT(vapour, 5) << n;
        // What a crown gives is what it holds of sun and sky; in shade it may radiate more than it gets.
        const float taken = scene.crown_beam.host()[n];
        ASSERT_GT(heat + vapour, taken > 0.5f ? 300 : -100) << n;
        ASSERT_LT(heat + vapour, taken == 0 ? 150 : 1200) << n;
    }
    EXPECT_EQ(crowns, 2 * 16 * 16);
}

TEST(CrownHeat, SunOnTopsWithoutSunOnCrownsIsCaught) {
    Trees scene;
    scene.heat.begin(scenes::summer_days.hour(12), 295);
    EXPECT_THROW(scene.heat.advance(0, {&scene.beam, &scene.wall_beam}, scene.air, scene.wind),
                 std::logic_error);
    EXPECT_THROW(scene.heat.advance(0, {}, scene.air, scene.wind, {.sensible_top = &scene.sensible}),
                 std::logic_error);
}

}  // namespace
}  // namespace luwte
