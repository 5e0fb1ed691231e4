// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/constants.hpp"
#include "models/city/plain_city.hpp"
#include "models/shading/shade_model.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

/// Small cities for the tests and the validation cases of shade and sky.
namespace luwte::scenes {

inline std::size_t at(const CityLayers& c, idx j, idx i) {
    return std::size_t(j) * std::size_t(c.grid.nx) + std::size_t(i);
}

/// Metres east and north of the scene's centre.
struct Place {
    double x, y;
};
inline Place place(const CityLayers& c, idx j, idx i) {
    return {(i - (c.grid.nx - 1) / 2.0) * c.grid.cell_size, (j - (c.grid.ny - 1) / 2.0) * c.grid.cell_size};
}

/// Buildings of f(x, y) m, where that is positive; x, y from the scene's centre.
template <class F>
void build(CityLayers& c, F&& height) {
    for (idx j = 0; j < c.grid.ny; ++j)
        for (idx i = 0; i < c.grid.nx; ++i) {
            const Place p = place(c, j, i);
            const double h = height(p.x, p.y);
            if (h > 0) c.building_height[at(c, j, i)] = float(h);
        }
}

/// Terrain of f(x, y) m.
template <class F>
void shape_terrain(CityLayers& c, F&& height) {
    for (idx j = 0; j < c.grid.ny; ++j)
        for (idx i = 0; i < c.grid.nx; ++i) {
            const Place p = place(c, j, i);
            c.terrain_height[at(c, j, i)] = float(height(p.x, p.y));
        }
}

struct Crown {
    float base = 0, top = 0, leaf_area_density = 0;
};
template <class F>
void plant(CityLayers& c, F&& crown) {
    for (idx j = 0; j < c.grid.ny; ++j)
        for (idx i = 0; i < c.grid.nx; ++i) {
            const Place p = place(c, j, i);
            const Crown t = crown(p.x, p.y);
            if (t.top <= 0 || c.building_height[at(c, j, i)] > 0) continue;
            c.canopy_base[at(c, j, i)] = t.base;
            c.canopy_top[at(c, j, i)] = t.top;
            c.leaf_area_density[at(c, j, i)] = t.leaf_area_density;
        }
}

/// Buildings of 3 to 25 m, sheds, pitched roofs, rolling ground and trees, from a seed.
inline CityLayers random_city(idx nx, idx ny, std::uint32_t seed, bool trees) {
    CityLayers c = plain(nx, ny);
    std::uint32_t state = seed * 2654435761u + 1;
    const auto next = [&] {
        state = state * 1664525u + 1013904223u;
        return double(state >> 8) / double(1u << 24);
    };
    shape_terrain(c, [&](double x, double y) { return 2 * std::sin(0.05 * x + seed) * std::cos(0.04 * y); });
    const int blocks = int(nx) * int(ny) / 250 + 2;
    for (int b = 0; b < blocks; ++b) {
        const idx w = idx(3 + 9 * next()), d = idx(3 + 9 * next());
        const idx i0 = idx(next() * (nx - 1)), j0 = idx(next() * (ny - 1));
        const double h = 3 + 22 * next() * next();
        const bool pitched = next() < 0.4;
        for (idx j = j0; j < j0 + d && j < ny; ++j)
            for (idx i = i0; i < i0 + w && i < nx; ++i)
                c.building_height[at(c, j, i)] =
                    float(h + (pitched ? 0.6 * std::fmin(j - j0 + 0.5, d - (j - j0) - 0.5) : 0.0));
    }
    for (int t = 0; trees && t < blocks * 2; ++t) {
        const idx i0 = idx(next() * nx), j0 = idx(next() * ny);
        const double r = 2 + 3 * next(), base = 2 + 2 * next(), top = base + 3 + 6 * next();
        for (idx j = 0; j < ny; ++j)
            for (idx i = 0; i < nx; ++i)
                if (std::hypot(double(i - i0), double(j - j0)) < r && c.building_height[at(c, j, i)] == 0) {
                    c.canopy_base[at(c, j, i)] = float(base);
                    c.canopy_top[at(c, j, i)] = float(top);
                    c.leaf_area_density[at(c, j, i)] = 0.7f;
                }
    }
    return c;
}

/// The cells [j0, j0+ny) x [i0, i0+nx) of a city.
inline CityLayers cut(const CityLayers& whole, idx j0, idx i0, idx ny, idx nx) {
    CityLayers c = plain(nx, ny, whole.grid.cell_size);
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i) {
            const std::size_t to = at(c, j, i), from = at(whole, j0 + j, i0 + i);
            c.terrain_height[to] = whole.terrain_height[from];
            c.building_height[to] = whole.building_height[from];
            c.canopy_top[to] = whole.canopy_top[from];
            c.canopy_base[to] = whole.canopy_base[from];
            c.leaf_area_density[to] = whole.leaf_area_density[from];
        }
    return c;
}

/// East and west, or south and north, exchanged.
inline CityLayers mirrored(const CityLayers& c, bool east_west) {
    CityLayers m = c;
    for (idx j = 0; j < c.grid.ny; ++j)
        for (idx i = 0; i < c.grid.nx; ++i) {
            const std::size_t to = at(c, j, i);
            const std::size_t from = east_west ? at(c, j, c.grid.nx - 1 - i) : at(c, c.grid.ny - 1 - j, i);
            m.terrain_height[to] = c.terrain_height[from];
            m.building_height[to] = c.building_height[from];
            m.canopy_top[to] = c.canopy_top[from];
            m.canopy_base[to] = c.canopy_base[from];
            m.leaf_area_density[to] = c.leaf_area_density[from];
        }
    return m;
}

inline SunPosition sun_at(double altitude_deg, double azimuth_deg) {
    return {altitude_deg * degree_d, azimuth_deg * degree_d, 1};
}

/// Share of the direct beam, row by row.
inline std::vector<float> beam(const CityLayers& layers, const SunPosition& sun, float receiver = 0,
                               const ShadeModel::Parameters& parameters = {}) {
    const CityModel city(Backend::cpu(), layers);
    Field2D<float> out(Backend::cpu(), {1, layers.grid.ny, layers.grid.nx}, "beam", "1");
    ShadeModel(city, parameters).beam_transmissivity(sun, receiver, out);
    return {out.host().begin(), out.host().end()};
}

struct Sky {
    std::vector<float> cosine, solid_angle, cosine_opaque;
};
inline Sky sky(const CityLayers& layers, int azimuths = 72, int elevations = 18, float receiver = 0,
               const ShadeModel::Parameters& parameters = {}) {
    const CityModel city(Backend::cpu(), layers);
    const auto view = ShadeModel(city, parameters).sky_view(azimuths, elevations, receiver);
    const auto values = [](const Field2D<float>& f) {
        return std::vector<float>(f.host().begin(), f.host().end());
    };
    return {values(view.cosine), values(view.solid_angle), values(view.cosine_opaque)};
}

}  // namespace luwte::scenes
