// SPDX-License-Identifier: Apache-2.0
// Sun and sky on walls: property 14 of docs/models/shading.md.
#include "kernels/core/constants.hpp"
#include "models/shading/shade_model.hpp"
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

/// A wall of 20 m along x that faces south, and 10 m before it a blocker of 8 m, 40 m long.
struct Yard {
    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    Field2D<float> share;

    explicit Yard(bool tree = false)
        : city(Backend::cpu(), layers(tree)),
          shade(city, {}),
          walls(city),
          share(Backend::cpu(), walls.shape(), "share", "1") {}
    static constexpr idx n = 80;
    static CityLayers layers(bool tree) {
        CityLayers c = scenes::plain(n, n);
        const auto at = [](idx j, idx i) { return std::size_t(j * n + i); };
        for (idx i = 30; i < 50; ++i)
            for (idx j = 50; j < 55; ++j) c.building_height[at(j, i)] = 12;
        for (idx i = 20; i < 60; ++i)
            for (idx j = 35; j < 40; ++j) {
                if (!tree) c.building_height[at(j, i)] = 8;
                if (tree)
                    c.canopy_top[at(j, i)] = 8, c.canopy_base[at(j, i)] = 3,
                                       c.leaf_area_density[at(j, i)] = 1;
            }
        return c;
    }
    /// Of the facet at `level` in the middle of the south wall.
    double lit(double azimuth_deg, double altitude_deg, idx level) {
        shade.wall_beam({altitude_deg * degree_d, azimuth_deg * degree_d, 1}, walls, share);
        return double(share.host()[std::size_t(walls.first.view()(2, 50, 40) + level)]);
    }
};

TEST(WallShade, TheShadowOfABlockerReachesTheHeightOfGeometry) {
    Yard yard;
    for (const double altitude : {10.0, 20.0, 30.0, 37.0}) {
        // The blocker's near edge is 10 m before the wall.
        const double top = 8 - 10 * std::tan(altitude * degree_d);
        for (idx k = 0; k < 12; ++k)
            EXPECT_NEAR(yard.lit(180, altitude, k), std::clamp(k + 1 - top, 0.0, 1.0), 1e-3)
                << altitude << " degrees, level " << k;
    }
}

TEST(WallShade, TheWallsOfADeepYardTakeAllTheSunThatEnters) {  // [14]
    CityLayers c = scenes::plain(48, 40);
    scenes::build(c, [](double x, double y) { return std::abs(x) < 18 && std::abs(y) < 12 ? 0.0 : 30.0; });
    const CityModel city(Backend::cpu(), c);
    const ShadeModel shade(city, {});
    const WallFacets walls(city);
    Field2D<float> share(Backend::cpu(), walls.shape(), "share", "1");
    for (const double altitude : {6.0, 15.0, 25.0})
        for (double azimuth = 3; azimuth < 360; azimuth += 7) {
            shade.wall_beam(scenes::sun_at(altitude, azimuth), walls, share);
            double got = 0;
            for (idx n = 0; n < walls.count(); ++n) {
                const WallNormal w = walls.normal.host()[std::size_t(n)];
                const double cosine = double(w.east) * std::sin(azimuth * degree_d) +
                                      double(w.north) * std::cos(azimuth * degree_d);
                got += double(share.host()[std::size_t(n)]) * std::max(cosine, 0.0);
            }
            got *= std::cos(altitude * degree_d);
            // The yard is 36 x 24 m. Near an axis or a diagonal all lines lean alike in their cells.
            const double from_axis = std::abs(std::remainder(azimuth, 90)),
                         from_diagonal = std::abs(from_axis - 45);
            EXPECT_NEAR(got / (36 * 24 * std::sin(altitude * degree_d)), 1,
                        from_axis > 10 && from_diagonal > 1 ? 0.003 : 0.015)
                << altitude << ", " << azimuth;
        }
}

TEST(WallShade, WallsThatFaceAwayHaveNoSun) {
    Yard yard;
    for (idx k = 0; k < 12; ++k) EXPECT_EQ(yard.lit(0, 40, k), 0);
    for (idx k = 0; k < 12; ++k) EXPECT_EQ(yard.lit(180, -1, k), 0);
}

TEST(WallShade, LeavesBeforeAWallDimItsSunAtTheHeightOfTheCrown) {
    Yard yard(true);
    EXPECT_EQ(yard.lit(180, 1, 9), 1);     // above the crown
    EXPECT_LT(yard.lit(180, 1, 5), 0.25);  // through 5 m of leaves: exp(-0.5 0.6 5) = 0.22
    EXPECT_NEAR(yard.lit(180, 1, 5), std::exp(-0.5 * 0.6 * 5 / std::cos(degree_d)), 0.01);
    EXPECT_GT(yard.lit(180, 1, 1), 0.9);  // trunk space
}

TEST(WallShade, AFreeWallSeesHalfTheSphereAndItsWholeUpperHalf) {
    CityLayers c = scenes::plain(40, 40);
    for (idx j = 18; j < 22; ++j)
        for (idx i = 18; i < 22; ++i) c.building_height[std::size_t(j * 40 + i)] = 6;
    const CityModel city(Backend::cpu(), c);
    const WallFacets walls(city);
    const ShadeModel::WallSky sky = ShadeModel(city, {}).wall_sky(walls);
    for (idx n = 0; n < walls.count(); ++n) {
        EXPECT_NEAR(sky.view_opaque.host()[std::size_t(n)], 0.5, 1e-5);
        EXPECT_NEAR(sky.view.host()[std::size_t(n)], 0.5, 1e-5);
        int seen = 0;  // half of the directions stand before it
        for (idx w = 0; w < sky.seen.shape().nz; ++w)
            seen += std::popcount(sky.seen.host()[std::size_t(w) * sky.view.size() + std::size_t(n)]);
        EXPECT_NEAR(seen, sky.directions / 2, 2);
        // (14) of docs/models/radiation.md: ln 2 over the upper half.
        EXPECT_NEAR(sky.slant.host()[std::size_t(n)], 0.5 * std::log(2.0), 0.01);
    }
}

TEST(WallShade, CrownsTakeSkyFromWalls) {
    Yard yard(true);
    const ShadeModel::WallSky sky = yard.shade.wall_sky(yard.walls);
    const auto at = [&](const Field2D<float>& f, idx k) {
        return f.host()[std::size_t(yard.walls.first.view()(2, 50, 40) + k)];
    };
    EXPECT_NEAR(at(sky.view_opaque, 1), 0.5, 1e-5);
    EXPECT_LT(at(sky.view, 1), 0.47);
    EXPECT_GT(at(sky.view, 11), at(sky.view, 1));
}

TEST(WallShade, ATurnedWallHasTheSunOfAStraightOne) {
    for (const double turn_deg : {10.0, 22.5, 33.0, 45.0, 60.0}) {
        const double turn = turn_deg * degree_d;
        CityLayers c = scenes::plain(121, 121);
        scenes::build(c, [&](double x, double y) {
            const double along = x * std::cos(turn) - y * std::sin(turn),
                         across = x * std::sin(turn) + y * std::cos(turn);
            return std::abs(along) < 50 && std::abs(across) < 6 ? 9.0 : 0.0;
        });
        const CityModel city(Backend::cpu(), c);
        const ShadeModel shade(city, {});
        const WallFacets walls(city);
        Field2D<float> share(Backend::cpu(), walls.shape(), "share", "1");
        for (const double from_normal : {-80.0, -60.0, -30.0, 0.0, 20.0, 45.0, 70.0, 80.0}) {
            const double azimuth = turn + from_normal * degree_d;
            shade.wall_beam({30 * degree_d, azimuth, 1}, walls, share);
            double got = 0, area = 0;
            for (idx n = 0; n < walls.count(); ++n) {
                const std::int32_t o = walls.outside.host()[std::size_t(n)];
                const scenes::Place p = scenes::place(c, o / 121, o % 121);
                if (p.x * std::sin(turn) + p.y * std::cos(turn) < 0) continue;
                if (std::abs(p.x * std::cos(turn) - p.y * std::sin(turn)) > 40) continue;
                const WallNormal w = walls.normal.host()[std::size_t(n)];
                const double cosine =
                    double(w.east) * std::sin(azimuth) + double(w.north) * std::cos(azimuth);
                got += double(share.host()[std::size_t(n)]) * std::max(cosine, 0.0) * double(w.true_area());
                area += double(w.true_area());
            }
            EXPECT_NEAR(got / area, std::cos(from_normal * degree_d), 0.05)
                << turn_deg << ", " << from_normal;
        }
    }
}

TEST(WallShade, IsTheSameForAnyNumberOfThreads) {
    const CityModel city(Backend::cpu(), scenes::random_city(150, 130, 11, true));
    const WallFacets walls(city);
    const ShadeModel shade(city, {});
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto one = shade.wall_sky(walls, 24);
    omp_set_num_threads(3);
    const auto three = shade.wall_sky(walls, 24);
    omp_set_num_threads(threads);
    EXPECT_TRUE(std::ranges::equal(one.view.host(), three.view.host()));
    EXPECT_TRUE(std::ranges::equal(one.slant.host(), three.slant.host()));
}

}  // namespace
}  // namespace luwte
