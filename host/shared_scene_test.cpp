// SPDX-License-Identifier: Apache-2.0
#include "host/shared_scene.hpp"

#include "models/shading/test_scenes.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

std::unique_ptr<Simulation::Scene> scene_of(const CityLayers& layers) {
    Simulation::Parameters parameters;
    parameters.sky_azimuths = 24;
    return std::make_unique<Simulation::Scene>(Backend::cpu(), layers, parameters);
}

TEST(SharedScene, GoesToARunOfTheSameKeyOnly) {
    SharedScene shared;
    shared.set_limit(1e9);
    EXPECT_EQ(shared.take("a"), nullptr);
    shared.leave("a", scene_of(scenes::plain(20, 20)));
    shared.keep_only("a");
    shared.make_room(0);
    EXPECT_NE(shared.take("a"), nullptr);
    EXPECT_EQ(shared.take("a"), nullptr);  // gone from here
    shared.leave("a", scene_of(scenes::plain(20, 20)));
    EXPECT_EQ(shared.take("b"), nullptr);
    EXPECT_EQ(shared.take("a"), nullptr);
}

TEST(SharedScene, GoesWhereThePlanHasNoRoomForIt) {
    SharedScene shared;
    shared.set_limit(20e6);
    shared.leave("a", scene_of(scenes::plain(20, 20)));
    shared.make_room(10e6);
    shared.make_room(20e6);  // with the scene it would be more
    EXPECT_EQ(shared.take("a"), nullptr);
}

TEST(SharedScene, KeysTellHeightsCrownsAndDirectionsApartAndNoMaterials) {
    CityLayers city = scenes::plain(20, 20);
    Simulation::Parameters parameters;
    const auto key = [&] { return Simulation::Scene::key(Backend::cpu(), city, parameters); };
    const std::string first = key();
    city.surface_type[3] = std::int8_t(SurfaceType::grass);
    city.surface_type_source[3] = 2;
    EXPECT_EQ(key(), first);
    const auto differs = [&](auto& value, auto other) {
        const auto before = value;
        value = other;
        EXPECT_NE(key(), first);
        value = before;
        EXPECT_EQ(key(), first);
    };
    differs(city.building_height[5], 3.0f);
    differs(city.terrain_height[5], 1.0f);
    differs(city.canopy_top[5], 8.0f);
    differs(city.canopy_base[5], 0.5f);
    differs(city.leaf_area_density[5], 0.5f);
    differs(city.grid.cell_size, 2.5);
    differs(city.grid.convergence_rad, 0.01);
    differs(parameters.leaf_area_share, 0.5f);
    differs(parameters.sky_azimuths, 24);
    differs(parameters.radiation.height, 0.6f);
    differs(parameters.shade.clumping, 0.7f);
    differs(parameters.heat.leaf_extinction, 0.2f);
}

}  // namespace
}  // namespace luwte
