// SPDX-License-Identifier: Apache-2.0
// View factors against closed forms: validation/facet_exchange. Numbers in brackets are the properties of
// docs/models/radiation.md.
#include "models/radiation/facet_exchange.hpp"

#include "kernels/shading/directions.hpp"
#include "models/fill.hpp"
#include "models/shading/shade_model.hpp"
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

struct Scene {
    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky wall_sky;
    Field2D<float> albedo_top, albedo_wall;
    FacetExchange exchange;

    explicit Scene(const CityLayers& layers, FacetExchange::Parameters p = {}, float albedo = 0)
        : city(Backend::cpu(), layers),
          shade(city, {}),
          walls(city),
          sky(shade.sky_view(72, 18)),
          wall_sky(shade.wall_sky(walls)),
          albedo_top(plane(city.terrain_height.shape(), albedo)),
          albedo_wall(plane(walls.shape(), albedo)),
          exchange(walls, {sky.cosine_opaque, wall_sky.view_opaque}, {albedo_top, albedo_wall}, p) {
        exchange.join_crowns({sky.cosine, wall_sky.view}, {sky.cosine_opaque, wall_sky.view_opaque},
                             {albedo_top, albedo_wall});
    }
    /// Runs with leaves that emit `emitted` W m-2.
    void run_at_night(float of_surfaces, float emitted) {
        const auto none = tops(0), l = tops(of_surfaces), no_walls = of_walls(0), lw = of_walls(of_surfaces);
        exchange.set_leaves({sky.cosine, {}, {}});
        exchange.run({none, no_walls}, {l, lw}, false);
        exchange.add_leaf_longwave(plane(exchange.leaf_area.shape(), emitted));
    }

    static Field2D<float> plane(const Shape& shape, float value) {
        Field2D<float> f(Backend::cpu(), shape, "plane", "");
        fill(f, value);
        return f;
    }
    Field2D<float> tops(float value) const { return plane(city.terrain_height.shape(), value); }
    Field2D<float> of_walls(float value) const { return plane(walls.shape(), value); }
};

TEST(FacetExchange, ATableIsSymmetricAndNoRowIsMoreThanWhole) {  // [12]
    const Scene s(scenes::random_city(64, 48, 5, true));
    const auto t = s.exchange.table();
    double own = 0, leaves = 0, all = 0;
    for (std::size_t p = 0; p + 1 < t.first.size(); ++p) {
        double sum = double(t.own[p]) + double(t.leaves[p]);
        ASSERT_GE(t.leaves[p], 0);
        leaves += double(t.leaves[p]) * double(t.area[p]);
        for (auto n = std::size_t(t.first[p]); n < std::size_t(t.first[p + 1]); ++n) {
            ASSERT_GE(t.share[n], 0);
            sum += double(t.share[n]);
            const auto q = std::size_t(t.partner[n]);
            const auto *begin = t.partner.data() + t.first[q], *end = t.partner.data() + t.first[q + 1];
            const auto* back = std::lower_bound(begin, end, std::int32_t(p));
            ASSERT_TRUE(back != end && *back == std::int32_t(p)) << p << " sees " << q << " but not back";
            const double there = double(t.share[n]) * double(t.area[p]),
                         here = double(t.share[std::size_t(back - t.partner.data())]) * double(t.area[q]);
            ASSERT_NEAR(there, here, 1e-5 * std::max(there, here) + 1e-7);
        }
        if (t.area[p] > 0) {
            ASSERT_NEAR(sum, 1, 1e-5);
        }
        ASSERT_GE(t.own[p], -1e-5f);
        own += double(t.own[p]) * double(t.area[p]), all += double(t.area[p]);
    }
    EXPECT_LT(own, 0.2 * all);  // a small city: much of the view lies beyond its edge
    EXPECT_GT(leaves, 0.02 * all);
}

TEST(FacetExchange, ReflectionsEndWhereTheyHaveToAndLoseNothing) {
    // Radiosity 100 from everywhere in a city of albedo 0.5: seen, and reflected again by half of the rest.
    // No crowns: they would hold some of it.
    Scene s(scenes::random_city(64, 48, 5, false), {64, 2, 0.01f}, 0.5f);
    const auto k = s.tops(100), kw = s.of_walls(100), l = s.tops(0), lw = s.of_walls(0);
    s.exchange.run({k, kw}, {l, lw}, true);
    const auto t = s.exchange.table();
    for (std::size_t p = 0; p < t.area.size(); ++p)
        if (t.area[p] > 0) {
            ASSERT_GE(s.exchange.seen_shortwave.host()[p], 99.9f) << p;
            ASSERT_LE(s.exchange.seen_shortwave.host()[p], 200.1f) << p;
        }
    EXPECT_GT(s.exchange.reflections(), 3);
    s.exchange.run({k, kw}, {l, lw}, true);
    EXPECT_LE(s.exchange.reflections(), 2);  // nothing has changed since
    s.exchange.run({k, kw}, {l, lw}, false);
    EXPECT_EQ(s.exchange.seen_shortwave.host()[0], 0);
}

TEST(FacetExchange, WithOtherMaterialsIsAsIfMadeWithThem) {
    const CityLayers layers = scenes::random_city(64, 48, 5, true);
    Scene dark(layers, {}, 0.1f), light(layers, {}, 0.6f);
    StepSky sky{};
    sky.diffuse = 100, sky.global = 500, sky.longwave = 350;
    const auto look = [&](Scene& s) {
        s.exchange.set_leaves({s.sky.cosine, sky, {0.2f, 0.2f}});
        const auto k = s.tops(100), kw = s.of_walls(50), l = s.tops(400), lw = s.of_walls(420);
        s.exchange.run({k, kw}, {l, lw}, true);
        s.exchange.add_to_step(1, true);
        s.exchange.look_around(0);
    };
    look(dark);
    const std::vector<float> before(dark.exchange.held_by_leaves.host().begin(),
                                    dark.exchange.held_by_leaves.host().end());
    look(light);
    dark.exchange.set_albedo({dark.sky.cosine_opaque, dark.wall_sky.view_opaque},
                             {light.albedo_top, light.albedo_wall});
    look(dark);
    const auto same = [](const Field2D<float>& a, const Field2D<float>& b) {
        return std::ranges::equal(a.host(), b.host());
    };
    EXPECT_FALSE(std::ranges::equal(before, dark.exchange.held_by_leaves.host()));
    EXPECT_TRUE(same(dark.exchange.held_by_leaves, light.exchange.held_by_leaves));
    EXPECT_TRUE(same(dark.exchange.seen_shortwave, light.exchange.seen_shortwave));
    EXPECT_TRUE(same(dark.exchange.seen_longwave, light.exchange.seen_longwave));
    EXPECT_TRUE(same(dark.exchange.side_shortwave, light.exchange.side_shortwave));
}

/// A street of 20 m between walls of 30 m from south to north, under a slab of crowns from 4 to 10 m.
CityLayers street_under_crowns(float leaf_area_density) {
    CityLayers c = scenes::plain(40, 120);
    scenes::build(c, [](double x, double) { return std::abs(x) > 10 && std::abs(x) < 16 ? 30.0 : 0.0; });
    scenes::plant(c, [&](double x, double) {
        return std::abs(x) < 10 ? scenes::Crown{4, 10, leaf_area_density} : scenes::Crown{};
    });
    return c;
}

TEST(FacetExchange, CrownsBetweenSurfacesHoldWhatBeerAndLambertSay) {  // [22]
    // The middle of the street's floor: every ray that meets a wall, weighted with the sine of its elevation.
    const int directions = 128;
    for (const float density : {0.2f, 1.0f}) {
        const Scene s(street_under_crowns(density), {directions, 2});
        double held = 0, all = 0;
        for (const auto& ray : shading::hemisphere_directions(directions)) {
            const double across = std::abs(std::sin(ray.azimuth_rad)), up = std::sin(ray.elevation_rad);
            const double z = 10 / std::max(across, 1e-9) * std::tan(ray.elevation_rad);
            if (z > 30 || 10 / across > 55) continue;
            const double path = (std::clamp(z, 4.0, 10.0) - 4) / up;
            held += up * (1 - std::exp(-0.3 * double(density) * path)), all += up;
        }
        const auto t = s.exchange.table();
        const auto floor = std::size_t(s.exchange.patch_of_top.view()(60, 20));
        EXPECT_NEAR(t.leaves[floor], held / all * (1 - double(t.own[floor])), 0.02) << density;
        EXPECT_GT(t.leaves[floor], density * 0.3);
    }
}

TEST(FacetExchange, SurfacesAndLeavesOfOneRadiosityGetIt) {  // [13], [19]
    Scene s(scenes::random_city(64, 48, 5, true));
    s.run_at_night(black_body(300), black_body(300));
    const auto t = s.exchange.table();
    for (std::size_t p = 0; p < t.area.size(); ++p)
        if (t.area[p] > 0) {
            ASSERT_NEAR(s.exchange.seen_longwave.host()[p], black_body(300), 0.01) << p;
        }
}

TEST(FacetExchange, WhatSurfacesLackForLeavesLeavesTake) {  // [22]
    Scene s(scenes::random_city(64, 48, 5, true));
    const float warm = black_body(300), cold = black_body(295);
    s.run_at_night(warm, cold);
    const auto t = s.exchange.table();
    double missing = 0, held = 0, view = 0;
    for (std::size_t p = 0; p < t.area.size(); ++p)
        missing += double(t.area[p]) * (double(warm) - double(s.exchange.seen_longwave.host()[p]));
    // Before the sky: area times what leaves hide of it, once to the surfaces and once to the sky of 0 W m-2.
    double before_sky = 0;
    for (std::size_t n = 0; n < s.sky.cosine.size(); ++n)
        before_sky += double(s.city.slope.host()[n].area()) *
                      double(s.sky.cosine_opaque.host()[n] - s.sky.cosine.host()[n]);
    for (std::size_t n = 0; n < std::size_t(s.walls.count()); ++n)
        before_sky += double(s.walls.normal.host()[n].true_area()) *
                      double(s.wall_sky.view_opaque.host()[n] - s.wall_sky.view.host()[n]);
    for (std::size_t b = 0; b < s.exchange.leaf_area.size(); ++b) {
        held += double(s.exchange.held_by_leaves.host()[b]), view += double(s.exchange.leaf_view.host()[b]);
        ASSERT_EQ(s.exchange.leaf_view.host()[b] > 0, s.exchange.leaf_area.host()[b] > 0) << b;
    }
    EXPECT_GT(before_sky, 100);
    const double gained =
        held - view * double(cold) + before_sky * double(cold);  // the sky's share: sent only
    EXPECT_NEAR(gained / (missing + before_sky * double(warm - cold)), 1, 1e-3);
    EXPECT_GT(missing, 100);
}

TEST(FacetExchange, HasTheSameBytesForAnyNumberOfThreads) {
    const auto run = [](int threads) {
        omp_set_num_threads(threads);
        Scene s(scenes::random_city(150, 130, 9, true));
        const auto k = s.tops(100), kw = s.of_walls(50), l = s.tops(400), lw = s.of_walls(450);
        s.exchange.run({k, kw}, {l, lw}, true);
        auto table = s.exchange.table();
        const auto seen = s.exchange.seen_shortwave.host();
        table.share.insert(table.share.end(), seen.begin(), seen.end());
        return table;
    };
    const int threads = omp_get_max_threads();
    const auto one = run(1), three = run(3);
    omp_set_num_threads(threads);
    EXPECT_EQ(one.partner, three.partner);
    EXPECT_EQ(one.share, three.share);
    EXPECT_EQ(one.own, three.own);
    EXPECT_EQ(one.leaves, three.leaves);
}

TEST(FacetExchange, ABodyOnTheHighestRoofSeesSurfacesTooThoughTheRoofSeesNone) {
    CityLayers layers = scenes::plain(40, 40);
    scenes::build(layers, [](double x, double y) {
        return std::abs(x) < 6 && std::abs(y) < 6 ? 30.0 : (std::abs(x) > 14 ? 6.0 : 0.0);
    });
    Scene s(layers);
    const auto k = s.tops(50), kw = s.of_walls(40), l = s.tops(410), lw = s.of_walls(430);
    s.exchange.run({k, kw}, {l, lw}, true);
    s.exchange.add_to_step(1, true);
    s.exchange.look_around(0);
    const std::size_t roof = scenes::at(layers, 20, 20);
    EXPECT_EQ(s.sky.cosine_opaque.host()[roof], 1);
    const idx patch = s.exchange.patch_of_top.host()[roof];
    for (int side = 0; side < 4; ++side) {
        EXPECT_NEAR(s.exchange.side_longwave.view()(side, patch), 410, 0.1) << side;
        EXPECT_NEAR(s.exchange.side_shortwave.view()(side, patch), 50, 0.1) << side;
    }
}

TEST(FacetExchange, ACityWithoutWallsSeesNothing) {
    Scene s(scenes::plain(20, 20));
    const auto k = s.tops(100), kw = s.of_walls(0), l = s.tops(400), lw = s.of_walls(0);
    s.exchange.run({k, kw}, {l, lw}, true);
    EXPECT_EQ(s.exchange.pairings(), 0);
    for (const float x : s.exchange.seen_longwave.host()) ASSERT_EQ(x, x);
}

TEST(FacetExchange, WhatSurfacesOfOneRadiosityGetIsThatRadiosity) {  // [13]
    Scene s(scenes::random_city(64, 48, 5, true));
    s.run_at_night(400, 400);  // crowns stand between them
    const auto t = s.exchange.table();
    for (std::size_t p = 0; p < t.area.size(); ++p)
        if (t.area[p] > 0) {
            ASSERT_NEAR(s.exchange.seen_longwave.host()[p], 400, 0.01) << p;
        }
    // So do the sides of a body there.
    s.exchange.add_to_step(0.5f, true);
    s.exchange.add_to_step(0.5f, false);
    s.exchange.look_around(0.3);
    const auto sides = s.exchange.side_longwave.view();
    for (idx p = 0; p < sides.nx; ++p)
        for (int side = 0; side < 4; ++side)
            ASSERT_NEAR(sides(side, p), t.area[std::size_t(p)] > 0 ? 400 : sides(side, p), 0.01) << p;
}

}  // namespace
}  // namespace luwte
