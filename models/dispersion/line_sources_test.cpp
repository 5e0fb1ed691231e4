// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/line_sources.hpp"

#include "models/traffic/test_roads.hpp"
#include "models/wind/test_domains.hpp"

#include <cmath>
#include <functional>
#include <numbers>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;

constexpr double x0 = 121000, y0 = 487000;

/// 40 x 30 columns of 2 m, levels of 0.5, 0.5, 0.6, 0.72 m and on.
struct Scene {
    WindLayout layout;
    WindDomain area;

    explicit Scene(const std::function<bool(double, double, double)>& solid = [](double, double, double) {
        return false;
    }) {
        std::vector<double> thickness = {0.5, 0.5};
        while (thickness.size() < 20) thickness.push_back(1.2 * thickness.back());
        area = test_wind::domain(40, 30, 2, thickness, 0.03, solid);
        layout.grid.nx = 40, layout.grid.ny = 30, layout.grid.cell_size = 2;
        layout.grid.x0 = x0, layout.grid.y0 = y0;
        layout.thickness = thickness;
    }
    LineSources of(const std::vector<RoadSegment>& roads, const LineSources::Parameters& p = {}) const {
        return line_sources(roads, layout, area, p);
    }
};

/// x and y from the area's corner.
RoadSegment road(std::vector<MapPoint> line) {
    for (MapPoint& p : line) p.x_m += x0, p.y_m += y0;
    return test_roads::street(std::move(line), 1000);
}

double sum(const std::vector<SourceCell>& cells) {
    double s = 0;
    for (const SourceCell& c : cells) s += double(c.share);
    return s;
}
MapPoint centroid(const std::vector<SourceCell>& cells) {
    MapPoint m{0, 0};
    for (const SourceCell& c : cells)
        m.x_m += double(c.share) * (2 * c.i + 1), m.y_m += double(c.share) * (2 * c.j + 1);
    return {m.x_m / sum(cells), m.y_m / sum(cells)};
}

TEST(LineSources, SharesAddUpAndBalanceOnTheLine) {
    const Scene scene;
    for (const double angle : {0., 10., 37., 90., 123., 200., 315.}) {
        const double a = angle * std::numbers::pi / 180, length = 23.7;
        const MapPoint from{40.3, 29.1}, to{40.3 + length * std::cos(a), 29.1 + length * std::sin(a)};
        const LineSources s = scene.of({road({from, to})});
        EXPECT_NEAR(sum(s.of_segment[0]), 1, 1e-6) << angle;
        EXPECT_NEAR(s.length[0], length, 1e-9);
        EXPECT_NEAR(s.inside, length, 1e-9);
        EXPECT_NEAR(s.outside, 0, 1e-9);
        EXPECT_NEAR(s.moved_aside + s.moved_out, 0, 1e-9);
        // The middles of columns stand for what lies in them: within half a column, along the line and aside.
        const MapPoint c = centroid(s.of_segment[0]);
        EXPECT_NEAR(c.x_m, (from.x_m + to.x_m) / 2, 0.2) << angle;
        EXPECT_NEAR(c.y_m, (from.y_m + to.y_m) / 2, 0.2) << angle;
    }
    // Exactly, where edges of columns are edges of the road.
    const MapPoint c = centroid(scene.of({road({{10, 15}, {30, 15}})}, {.road_width = 6}).of_segment[0]);
    EXPECT_NEAR(c.x_m, 20, 1e-5);
    EXPECT_NEAR(c.y_m, 15, 1e-5);
}

TEST(LineSources, AreByTheAreaThatTheRoadCovers) {
    // Along x from 10 to 30 m, 7 m wide about 15.5 m: rows from 12 to 19 m.
    const LineSources s = Scene().of({road({{10, 15.5}, {30, 15.5}})}, {.initial_height = 0.5});
    ASSERT_EQ(s.of_segment[0].size(), 40u);
    for (const SourceCell& c : s.of_segment[0]) {
        EXPECT_EQ(c.k, 0);
        EXPECT_NEAR(double(c.share), c.j == 9 ? 2. / 140 : 4. / 140, 1e-7) << c.j;
    }
}

TEST(LineSources, ALineAt45DegreesIsEven) {
    const LineSources s = Scene().of({road({{10, 10}, {40, 40}})},
                                     {.road_width = 2 * std::numbers::sqrt2, .initial_height = 0.5});
    // Whole periods of two columns from the ends: each column of the diagonal and each beside it has the
    // same.
    double on = 0, beside = 0;
    for (const SourceCell& c : s.of_segment[0]) {
        if (c.i < 8 || c.i > 16) continue;
        double& first = c.i == c.j ? on : beside;
        if (std::abs(c.i - c.j) > 1) ADD_FAILURE() << c.i << ' ' << c.j;
        if (first == 0) first = double(c.share);
        EXPECT_NEAR(double(c.share) / first, 1, 1e-5);
    }
    EXPECT_NEAR(beside / on, 0.5, 1e-5);
    EXPECT_NEAR((on + 2 * beside) * 15, 1, 1e-5);  // of 15 columns
}

TEST(LineSources, DoNotDependOnHowALineIsSplitIntoPoints) {
    const Scene scene([](double x, double y, double) { return x > 30 && x < 50 && y > 20; });
    std::vector<MapPoint> few{{5, 8}, {37, 24}, {70, 20}}, many;
    for (std::size_t n = 1; n < few.size(); ++n)
        for (int m = 0; m < 11; ++m)
            many.push_back({std::lerp(few[n - 1].x_m, few[n].x_m, m * m / 121.),
                            std::lerp(few[n - 1].y_m, few[n].y_m, m * m / 121.)});
    many.push_back(few.back()), many.push_back(few.back());
    const LineSources a = scene.of({road(few)}), b = scene.of({road(many)});
    EXPECT_GT(a.moved_aside, 1);
    EXPECT_GT(a.moved_out, 1);
    EXPECT_NEAR(a.moved_aside, b.moved_aside, 1e-9);
    EXPECT_NEAR(a.moved_out, b.moved_out, 1e-9);
    ASSERT_EQ(a.of_segment[0].size(), b.of_segment[0].size());
    for (std::size_t n = 0; n < a.of_segment[0].size(); ++n) {
        const SourceCell &one = a.of_segment[0][n], &other = b.of_segment[0][n];
        EXPECT_TRUE(one.k == other.k && one.j == other.j && one.i == other.i);
        EXPECT_NEAR(one.share, other.share, 1e-8);
    }
}

TEST(LineSources, LevelsShareTheHeightOfMixing) {
    const auto of_level = [](double height_m) {
        RoadSegment r = road({{10, 15}, {30, 15}});
        r.height_m = height_m;
        std::vector<double> of(20);
        const LineSources s = Scene().of({r});
        for (const SourceCell& c : s.of_segment[0]) of[std::size_t(c.k)] += double(c.share);
        return of;
    };
    for (const double on_the_ground : {no_value, 0.0, -3.0}) {
        const std::vector<double> of = of_level(on_the_ground);
        EXPECT_NEAR(of[0], 0.25, 1e-6);
        EXPECT_NEAR(of[1], 0.25, 1e-6);
        EXPECT_NEAR(of[2], 0.3, 1e-6);
        EXPECT_NEAR(of[3], 0.2, 1e-6);  // 1.6 to 2 m
        EXPECT_EQ(of[4], 0);
    }
    const std::vector<double> raised = of_level(1.6);  // to 3.6 m; levels end at 2.32 and 3.184 m
    EXPECT_EQ(raised[2], 0);
    EXPECT_NEAR(raised[3], 0.36, 1e-6);
    EXPECT_NEAR(raised[4], 0.432, 1e-6);
    EXPECT_NEAR(raised[5], 0.208, 1e-6);
    try {
        of_level(300);
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(),
                    HasSubstr("road segment s1: lies 300.0 m above the land, the wind grid ends at 77.9 m"));
    }
}

TEST(LineSources, WhatLiesInABuildingGoesBesideIt) {
    // Houses north of y = 16 m over the road's northern edge, x from 20 to 40 m; a wall of 0.8 m elsewhere.
    const Scene scene([](double x, double y, double z) {
        return (x > 20 && x < 40 && y > 16) || (x > 50 && x < 60 && y > 14 && y < 16 && z < 0.8);
    });
    const LineSources s =
        scene.of({road({{10, 15}, {30, 15}}), road({{50, 15}, {60, 15}})}, {.road_width = 6});
    for (const auto& cells : s.of_segment) EXPECT_NEAR(sum(cells), 1, 1e-6);
    // 10 m of the first have a third of their width in houses, 10 m of the second half their height in a
    // third.
    EXPECT_NEAR(s.moved_aside, 10 / 3. + 10 / 6., 1e-9);
    EXPECT_EQ(s.moved_out, 0);
    double west = 0;
    for (const SourceCell& c : s.of_segment[0]) {
        EXPECT_EQ(scene.area.solid.view()(c.k, c.j, c.i), 0);
        if (c.i < 10) west += double(c.share);
    }
    EXPECT_NEAR(west, 0.5, 1e-6);  // along the road nothing moves
    for (const SourceCell& c : s.of_segment[1]) EXPECT_EQ(scene.area.solid.view()(c.k, c.j, c.i), 0);
}

TEST(LineSources, WhatLiesUnderABuildingGoesToTheNearestAir) {
    // A gate of 12 m length through a block from x = 30 to 42 m.
    const Scene scene([](double x, double, double) { return x > 30 && x < 42; });
    const LineSources s = scene.of({road({{10, 31}, {62, 31}})}, {.road_width = 2, .initial_height = 0.5});
    EXPECT_NEAR(s.moved_out, 12, 1e-9);
    EXPECT_NEAR(s.moved_aside, 0, 1e-9);
    EXPECT_NEAR(sum(s.of_segment[0]), 1, 1e-6);
    for (const SourceCell& c : s.of_segment[0])
        EXPECT_NEAR(double(c.share), (c.i == 14 || c.i == 21 ? 8 : 2) / 52., 1e-6)
            << c.i;  // 6 m to each side
    EXPECT_NEAR(centroid(s.of_segment[0]).x_m, 36, 1e-4);
}

TEST(LineSources, FarUnderABuildingIsAProblemWithItsPlaceAndMetres) {
    const Scene scene([](double x, double, double) { return x > 10 && x < 72; });
    RoadSegment gate = road({{4, 31}, {76, 31}}), tunnel = gate, open_road = gate;
    tunnel.tunnel_factor = 0, open_road.speed_class.reset();
    RoadSegment far = gate;
    far.id = "=far", far.line[0].x_m = 1e9;
    try {
        scene.of({gate, tunnel, open_road, far});
        FAIL();
    } catch (const InputError& e) {
        ASSERT_EQ(e.problems().size(), 2u);
        EXPECT_EQ(e.problems()[0].where, "road segment s1");
        // Middles of air are at 9 and 73 m: 20 m from them lie pieces whose middles are from 30 to 52 m.
        EXPECT_THAT(e.problems()[0].what,
                    HasSubstr("22.0 m of it lie under buildings, from (121031.0, 487031.0)"));
        EXPECT_THAT(e.problems()[1].what, HasSubstr("no place on Earth"));
    }
    const LineSources none = scene.of({tunnel, open_road});
    EXPECT_TRUE(none.of_segment[0].empty() && none.of_segment[1].empty());
    EXPECT_EQ(none.length[0], 72);
    EXPECT_EQ(none.inside, 0);
}

TEST(LineSources, WhatLiesOutsideIsCountedAndPointsHaveTheirColumn) {
    const Scene scene;
    const LineSources s = scene.of({road({{-30, 15}, {10, 15}}), road({{25, 9}, {25, 9}}), road({{-40, -40}}),
                                    road({{-5000, 90}, {5000, 90}}), road({})});
    EXPECT_NEAR(sum(s.of_segment[0]), 0.25, 1e-6);
    EXPECT_NEAR(s.inside, 10, 1e-9);
    EXPECT_NEAR(s.outside, 30 + 10000, 1e-6);
    EXPECT_EQ(s.zero_length, 2u);
    EXPECT_NEAR(sum(s.of_segment[1]), 1, 1e-6);
    for (const SourceCell& c : s.of_segment[1]) EXPECT_TRUE(c.j == 4 && c.i == 12);
    EXPECT_EQ(s.length[1], 0);
    for (const std::size_t n : {2, 3, 4}) EXPECT_TRUE(s.of_segment[n].empty()) << n;
    EXPECT_THROW(line_sources({}, scene.layout, WindDomain{}), RuntimeError);
    EXPECT_THROW(scene.of({}, {.road_width = 0}), RuntimeError);
}

TEST(LineSources, EmitTogetherWhatTheyEmit) {
    const LineSources s =
        Scene().of({road({{10, 15}, {30, 15}}), road({{20, 5}, {20, 55}}), road({{5, 5}, {5, 5}})});
    const wind::Extents e{40, 30, 20};
    const float emission[] = {3, 0.5f, 7};
    const Field3D<float> field = source_of(Backend::cpu(), s, emission, e);
    double sum = 0, moment = 0;
    for (idx k = 0; k < field.shape().nz; ++k)
        for (idx j = 0; j < field.shape().ny; ++j)
            for (idx i = 0; i < field.shape().nx; ++i) {
                const double q = double(field.view()(k, j, i));
                sum += q, moment += q * (i - wind::ghosts + 0.5) * 2;
            }
    EXPECT_NEAR(sum, 3 * 20 + 0.5 * 50, 1e-4);
    EXPECT_NEAR(moment / sum, 20, 0.2);
    EXPECT_THROW(source_of(Backend::cpu(), s, {}, e), RuntimeError);
}

}  // namespace
}  // namespace luwte
