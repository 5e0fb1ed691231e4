// SPDX-License-Identifier: Apache-2.0
#include "models/city/plain_city.hpp"
#include "models/heat/sunlit_city.hpp"
#include "models/heat/test_materials.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include <gtest/gtest.h>

namespace luwte {
namespace {

CityLayers block_on_paving() {
    CityLayers c = scenes::plain(20, 20);
    for (idx j = 7; j < 13; ++j)
        for (idx i = 7; i < 13; ++i) {
            c.building_height[std::size_t(j * 20 + i)] = 6;
            c.surface_type[std::size_t(j * 20 + i)] = std::int8_t(SurfaceType::building);
        }
    return c;
}

/// The first day until an hour, with a wind in the streets and, above 0, one beside all walls.
struct WindyDay {
    scenes::SunlitCity city;
    Field2D<float> beside;

    WindyDay(float street, float along_walls, int until = 15)
        : city(block_on_paving(), test_materials(), street),
          beside(Backend::cpu(), city.walls.shape(), "wind beside walls", "m s-1") {
        std::ranges::fill(beside.host(), along_walls);
        if (along_walls > 0) city.heat.set_wind_beside_walls(&beside);
        city.heat.settle();
        city.run(0, until);
    }
    double of_walls() const {
        const auto t = city.heat.wall_temperature.host();
        return std::accumulate(t.begin(), t.begin() + city.walls.count(), 0.0) / city.walls.count();
    }
    double of_roof() const { return double(city.heat.surface_temperature.view()(10, 10)); }
};

TEST(WallWind, TheProfilesOwnWindBesideWallsChangesNothing) {
    const float at_10_m = scenes::summer_days.wind_speed;
    const WindyDay profile(OpenClimate::roof_wind_share * at_10_m, 0),
        given(OpenClimate::roof_wind_share * at_10_m, OpenClimate::wind_share * at_10_m);
    const auto walls = std::size_t(profile.city.walls.count());
    EXPECT_EQ(std::memcmp(profile.city.heat.wall_temperature.host().data(),
                          given.city.heat.wall_temperature.host().data(), walls * sizeof(float)),
              0);
    EXPECT_EQ(std::memcmp(profile.city.heat.surface_temperature.host().data(),
                          given.city.heat.surface_temperature.host().data(), 400 * sizeof(float)),
              0);
}

TEST(WallWind, WallsAndRoofsFeelTheWindThatTheyAreGiven) {
    const WindyDay still(1.5f, 0.2f), windy(1.5f, 4);
    EXPECT_LT(windy.of_walls(), still.of_walls() - 1);
    EXPECT_NEAR(windy.of_roof(), still.of_roof(), 0.1);
    // Without a wind beside walls a roof has half the wind at 10 m, 1.5 m/s, however still the street is. At
    // night, without gusts of the sun's making, less wind brings it less of the air's heat.
    const WindyDay profile(0.2f, 0, 5), sheltered(0.2f, 1.2f, 5);
    EXPECT_LT(sheltered.of_roof(), profile.of_roof() - 0.5);
}

}  // namespace
}  // namespace luwte
