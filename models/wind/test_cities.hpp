// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/plain_city.hpp"

/// Small cities for tests of the wind around them.
namespace luwte::scenes {

inline CityLayers grass_field(idx n, double cell) {
    CityLayers c = plain(n, n, cell, SurfaceType::grass);
    c.grid.x0 = 1000, c.grid.y0 = 2000;
    return c;
}

/// 96 x 96 m of grass with a block of 16 x 16 x 8 m in the middle.
inline CityLayers field_with_a_block() {
    CityLayers c = grass_field(24, 4);
    for (idx j = 10; j < 14; ++j)
        for (idx i = 10; i < 14; ++i) c.building_height[std::size_t(j * 24 + i)] = 8;
    return c;
}

}  // namespace luwte::scenes
