// SPDX-License-Identifier: Apache-2.0
// Sweeps against a ray that is cast for every cell through the exact columns: another method, in double
// precision, slow. Property 13 of docs/models/shading.md.
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace scenes;

struct Ray {
    bool lit = true;
    double depth = 0;  // optical depth of crowns
};

/// From the centre of cell (j, i) on ground or roof towards the sun, column by column; flat terrain.
Ray cast(const CityLayers& c, idx j, idx i, const SunPosition& sun) {
    const double dx = std::sin(sun.azimuth_rad), dy = std::cos(sun.azimuth_rad);
    const double tangent = std::tan(sun.altitude_rad), sine = std::sin(sun.altitude_rad);
    const double z0 = c.terrain_height[at(c, j, i)] + c.building_height[at(c, j, i)];
    const double x0 = i + 0.5, y0 = j + 0.5;
    Ray ray;
    double t = 0;
    while (true) {
        const double before = t;
        const double x = x0 + (t + 1e-9) * dx, y = y0 + (t + 1e-9) * dy;
        const idx ci = idx(std::floor(x)), cj = idx(std::floor(y));
        if (ci < 0 || cj < 0 || ci >= c.grid.nx || cj >= c.grid.ny || z0 + t * tangent > 60) return ray;
        double next = 1e9;
        if (dx != 0) next = std::min(next, ((dx > 0 ? ci + 1 : ci) - x0) / dx);
        if (dy != 0) next = std::min(next, ((dy > 0 ? cj + 1 : cj) - y0) / dy);
        t = std::max(next, before + 1e-9);
        const std::size_t n = at(c, cj, ci);
        const double enter = z0 + before * tangent, leave = z0 + t * tangent, ground = c.terrain_height[n];
        if (before > 0 && c.building_height[n] > 0 && enter < ground + c.building_height[n]) ray.lit = false;
        const double low = std::max(enter, ground + c.canopy_base[n]);
        const double high = std::min(leave, ground + c.canopy_top[n]);
        if (c.canopy_top[n] > 0 && high > low)
            ray.depth += 0.6 * 0.5 * c.leaf_area_density[n] * (high - low) / sine;
    }
}

TEST(ShadeAgainstRays, DiffersAtShadowEdgesOnly) {
    int cells = 0, different = 0, deep = 0;
    double sum_sweep = 0, sum_ray = 0;
    for (const std::uint32_t seed : {1u, 2u}) {
        auto city = random_city(120, 110, seed, true);
        shape_terrain(city, [](double, double) { return 0.7; });
        for (const double azimuth : {10.0, 62.0, 200.0, 315.0})
            for (const double altitude : {14.0, 38.0, 61.0}) {
                const SunPosition sun = sun_at(altitude, azimuth);
                const auto b = beam(city, sun);
                std::vector<float> rays(b.size());
                for (idx j = 0; j < 110; ++j)
                    for (idx i = 0; i < 120; ++i) {
                        const Ray r = cast(city, j, i, sun);
                        rays[at(city, j, i)] = r.lit ? float(std::exp(-r.depth)) : 0.0f;
                    }
                for (idx j = 2; j < 108; ++j)
                    for (idx i = 2; i < 118; ++i) {
                        const std::size_t n = at(city, j, i);
                        if (city.building_height[n] > 0)
                            continue;  // roofs: pitched ones are no columns to the sweep
                        ++cells;
                        sum_sweep += b[n], sum_ray += rays[n];
                        if (std::abs(b[n] - rays[n]) < 0.1f) continue;
                        ++different;
                        // Is the sweep's value outside what the rays give in the cells around?
                        float least = 1, most = 0;
                        for (idx v = -1; v <= 1; ++v)
                            for (idx u = -1; u <= 1; ++u) {
                                least = std::min(least, rays[at(city, j + v, i + u)]);
                                most = std::max(most, rays[at(city, j + v, i + u)]);
                            }
                        deep += b[n] < least - 0.1f || b[n] > most + 0.1f;
                    }
            }
    }
    EXPECT_LT(different, 0.07 * cells) << "cells that differ at all";
    EXPECT_LT(deep, 0.003 * cells) << "cells that differ from all nine rays around them";
    // The exact ray also grazes the corners of voxels, so it finds half a percent less light.
    EXPECT_NEAR(sum_sweep / cells, sum_ray / cells, 0.01) << "mean light on the ground";
}

}  // namespace
}  // namespace luwte
