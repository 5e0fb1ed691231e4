// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"
#include "models/city/surface_types.hpp"

#include <cstdint>

/// Made-up cities for tests, validation cases and benches.
namespace luwte::scenes {

/// A plain at height 0 with one surface, measured; no buildings, no crowns.
inline CityLayers plain(idx nx, idx ny, double cell_size = 1, SurfaceType type = SurfaceType::open_paving) {
    CityLayers c;
    c.grid.nx = nx, c.grid.ny = ny, c.grid.cell_size = cell_size;
    const std::size_t n = std::size_t(nx) * std::size_t(ny);
    for (auto* v :
         {&c.terrain_height, &c.building_height, &c.canopy_top, &c.canopy_base, &c.leaf_area_density})
        v->assign(n, 0.0f);
    c.surface_type.assign(n, std::int8_t(type));
    c.surface_type_source.assign(n, std::int8_t(SurfaceTypeSource::measured));
    c.building_id.assign(n, -1);
    c.data_gap.assign(n, 0);
    return c;
}

/// Roofs where buildings stand; elsewhere squares of `size` cells of every other type.
inline void mix_surfaces(CityLayers& c, idx size) {
    for (idx j = 0; j < c.grid.ny; ++j)
        for (idx i = 0; i < c.grid.nx; ++i) {
            const std::size_t at = std::size_t(j) * std::size_t(c.grid.nx) + std::size_t(i);
            const idx other = (7 * (j / size) + 3 * (i / size)) % (surface_type_count - 1);
            c.surface_type[at] = std::int8_t(c.building_height[at] > 0 ? idx(SurfaceType::building)
                                                                       : (other == 0 ? 0 : other + 1));
        }
}

}  // namespace luwte::scenes
