// SPDX-License-Identifier: Apache-2.0
#include "benches/synthetic_city.hpp"

#include "models/city/plain_city.hpp"

#include <cmath>
#include <cstdint>

namespace luwte::benches {

namespace {

/// 0 to 1 from two integers (a hash, not a random generator: no state, any order).
double noise(std::int64_t a, std::int64_t b) {
    std::uint64_t x = std::uint64_t(a) * 0x9e3779b97f4a7c15u ^ std::uint64_t(b) * 0xc2b2ae3d27d4eb4fu;
    x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 32)) * 0x94d049bb133111ebu;
    return double((x ^ (x >> 31)) >> 11) * 0x1p-53;
}

}  // namespace

CityLayers synthetic_city(idx n, bool crowns) {
    CityLayers c = scenes::plain(n, n);
    c.grid.latitude_rad = 0.91;
    for (idx j = 0; j < n; ++j)
        for (idx i = 0; i < n; ++i) {
            const std::size_t at = std::size_t(j) * std::size_t(n) + std::size_t(i);
            c.terrain_height[at] = float(1.5 + 1.2 * std::sin(i * 0.004) * std::cos(j * 0.003));
            // Street axes, turned by 17 degrees; blocks of 90 x 55 m, streets of 14 m.
            const double u = 0.956 * i + 0.292 * j, v = -0.292 * i + 0.956 * j;
            const auto bu = std::int64_t(std::floor(u / 90)), bv = std::int64_t(std::floor(v / 55));
            const double a = u - 90.0 * double(bu), b = v - 55.0 * double(bv);
            const bool park = noise(bu, bv) < 0.08;
            // Two rows of houses of 9 m depth along the long sides of a block, in lots of 6 to 30 m.
            const double depth = b < 27.5 ? b - 7 : 48 - b;
            const double lot_length = 6 + 24 * noise(bu + 7, bv);
            const auto lot = std::int64_t(a / lot_length) + (b < 27.5 ? 100 : 0);
            const bool house =
                !park && a > 7 && a < 83 && depth > 0 && depth < 9 && noise(bu * 31 + lot, bv) > 0.07;
            if (house) {
                const double eaves = 6 + 7 * noise(bu, bv * 17 + lot);
                const bool tower = noise(bu * 5 + 1, bv * 3 + lot) < 0.01;
                const bool pitched = !tower && noise(bu + lot, bv * 9) < 0.6;
                const double roof = pitched ? 0.7 * std::fmin(depth, 9 - depth) : 0.0;
                c.building_height[at] = float(eaves + roof + (tower ? 35 : 0));
            } else if (crowns) {
                // Crowns of 3 to 5 m radius on a 9 m grid: all over parks, along streets, some in gardens.
                const auto tu = std::int64_t(std::floor(u / 9)), tv = std::int64_t(std::floor(v / 9));
                const double du = u - 9.0 * double(tu) - 4.5, dv = v - 9.0 * double(tv) - 4.5;
                const double radius = 3 + 2 * noise(tu, tv + 99);
                const bool street = depth < -2;
                const bool planted = noise(tu + 5, tv) < (park ? 0.8 : street ? 0.35 : 0.2);
                const double q = 1 - (du * du + dv * dv) / (radius * radius);
                if (planted && q > 0) {
                    c.canopy_base[at] = 3.0f;
                    c.canopy_top[at] = float(4 + (3 + 5 * noise(tu, tv)) * std::sqrt(q));
                    c.leaf_area_density[at] = 0.8f;
                }
            }
        }
    return c;
}

}  // namespace luwte::benches
