// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/yard_shares.hpp"

#include "models/traffic/test_roads.hpp"
#include "models/wind/test_domains.hpp"

#include <cmath>
#include <cstring>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

constexpr double x0 = 121000, y0 = 487000;

/// 96 x 80 m of columns of 4 m with a block, an avenue along x and a lane along y, a yard behind the block.
struct Town {
    WindLayout layout;
    WindDomain area =
        test_wind::domain(24, 20, 4, test_wind::levels(0.5, 1.2, 40), 0.03, [](double x, double y, double z) {
            return (x > 40 && x < 60 && y > 28 && y < 52 && z < 8) ||
                   (x > 80 && y > 60 && z < 0.6);  // a low wall
        });
    Grid surface;
    std::vector<RoadSegment> roads{road({{8, 18}, {90, 18}}, "avenue"), road({{30, 8}, {30, 74}}, "lane"),
                                   road({{300, 300}, {400, 400}}, "elsewhere")};
    std::vector<Yard> yards{yard("school", 59, 34, 75, 46), yard("field", 80, 8, 92, 16)};

    Town() {
        surface.nx = 48, surface.ny = 40, surface.cell_size = 2, surface.x0 = x0, surface.y0 = y0;
        layout.grid = surface;
        layout.grid.nx = 24, layout.grid.ny = 20, layout.grid.cell_size = 4;
        layout.per_cell = 2, layout.thickness = area.thickness;
    }
    static RoadSegment road(std::vector<MapPoint> line, const char* id) {
        for (MapPoint& p : line) p.x_m += x0, p.y_m += y0;
        RoadSegment r = test_roads::street(std::move(line), 1000);
        r.id = id;
        return r;
    }
    static Yard yard(const char* name, int west, int south, int east, int north) {
        Yard y{.name = name, .polygons = {}, .cells = {}};
        for (int j = south / 2; j < north / 2; ++j)
            for (int i = (west + 1) / 2; i < east / 2; ++i) y.cells.push_back(j * 48 + i);
        return y;
    }
    LineSources sources() const { return line_sources(roads, layout, area); }
    YardShares shares() const { return {Backend::cpu(), yards, surface, layout, area, sources()}; }
    ScalarModel model(double from, double tolerance = 1e-4) const {
        WindModel wind(Backend::cpu(), area, {});
        wind.start(log_law(test_wind::heights_with_top(area), 1.0, 10.0, 0.03), from);
        wind.iterate(10);
        ScalarModel::Parameters parameters;
        parameters.tolerance = tolerance;
        return {wind, parameters};
    }
};

/// As any plane at that height: linear between middles of levels.
Field2D<float> plane_of(const Field3D<float>& c, const WindDomain& area, double height) {
    const std::vector<double> z = area.heights();
    std::size_t k = 0;
    while (z[k + 1] <= height) ++k;
    const auto share = float((height - z[k]) / (z[k + 1] - z[k]));
    Field2D<float> plane(Backend::cpu(), {1, 20, 24}, "plane", "ug m-3");
    for (idx j = 0; j < 20; ++j)
        for (idx i = 0; i < 24; ++i)
            plane.view()(j, i) =
                std::lerp(c.view()(idx(k) + 1, j + 2, i + 2), c.view()(idx(k) + 2, j + 2, i + 2), share);
    return plane;
}

TEST(YardShares, AddUpToTheMeanOfTheYard) {
    const Town town;
    const LineSources sources = town.sources();
    const float emission[] = {30, 12, 99};
    YardShares shares = town.shares();
    std::vector<double> forward(2, 0.0);
    for (const auto& [from, per_speed] : {std::pair{200.0, 0.1}, {260.0, 0.25}, {20.0, 0.05}}) {
        ScalarModel model = town.model(from, 0);
        shares.add_sector(model, per_speed);
        const Field3D<float> source = source_of(Backend::cpu(), sources, emission, model.extents());
        Field3D<float> c(Backend::cpu(), source.shape(), "concentration", "ug m-3");
        model.solve(source, c);
        const Field2D<float> plane = plane_of(c, town.area, YardShares::height);
        for (std::size_t y = 0; y < 2; ++y) forward[y] += per_speed * shares.mean(y, plane);
    }
    EXPECT_EQ(shares.solutions, 6);
    for (std::size_t y = 0; y < 2; ++y) {
        const auto per = shares.per_emission(y);
        ASSERT_EQ(per.size(), 3u);
        EXPECT_GT(per[0] * 30, 0.01 * forward[y]);
        EXPECT_GT(per[1] * 12, 0.01 * forward[y]);
        EXPECT_EQ(per[2], 0);
        EXPECT_NEAR((per[0] * 30 + per[1] * 12) / forward[y], 1, 1e-4) << y;
    }
}

/// Without the lane a yard has what the avenue had before.
TEST(YardShares, ARoadThatGoesTakesItsShareWithIt) {
    const Town town;
    const LineSources sources = town.sources();
    ScalarModel model = town.model(250, 1e-5);
    YardShares shares = town.shares();
    shares.add_sector(model, 1);
    const auto mean = [&](float avenue, float lane) {
        const float emission[] = {avenue, lane, 0};
        const Field3D<float> source = source_of(Backend::cpu(), sources, emission, model.extents());
        Field3D<float> c(Backend::cpu(), source.shape(), "concentration", "ug m-3");
        model.solve(source, c);
        return shares.mean(0, plane_of(c, town.area, YardShares::height));
    };
    const double all = mean(20, 35), without = mean(20, 0);
    EXPECT_GT(all - without, 0.05 * all);
    EXPECT_NEAR((all - without) / (35 * shares.per_emission(0)[1]), 1, 1e-3);
    EXPECT_NEAR(without / (20 * shares.per_emission(0)[0]), 1, 1e-3);
}

TEST(YardShares, TheMapIsWhatARoadInEachColumnWouldAdd) {
    const Town town;
    ScalarModel model = town.model(225);
    YardShares shares = town.shares();
    shares.add_sector(model, 0.5), shares.add_sector(model, 0.25);
    const Field2D<float>& map = shares.map(0);
    // A road of two columns along x, as wide as one, in their middle.
    const LineSources road = line_sources(std::vector{Town::road({{24, 26}, {32, 26}}, "short")}, town.layout,
                                          town.area, {.road_width = 4});
    YardShares other(Backend::cpu(), town.yards, town.surface, town.layout, town.area, road);
    other.add_sector(model, 0.75);
    EXPECT_NEAR(other.per_emission(0)[0] / (4 * double(map.view()(6, 6) + map.view()(6, 7))), 1, 1e-5);
    EXPECT_TRUE(std::isnan(map.view()(10, 12)));           // in the block
    EXPECT_FALSE(std::isnan(map.view()(17, 22)));          // over the low wall
    EXPECT_GT(map.view()(9, 16), 10 * map.view()(18, 2));  // nearby more than far away
}

TEST(YardShares, AYardIsItsOpenGround) {
    const Town town;
    // From x = 60 to 74 m and y = 34 to 46 m: columns 15 to 18, the last a half; rows 8 (a half) to 11 (a
    // half).
    const std::vector<YardColumn> columns = yard_columns(town.yards[0], town.surface, town.layout, town.area);
    double sum = 0;
    for (const YardColumn& c : columns) {
        sum += c.share;
        const double wide = c.i == 18 ? 0.5 : 1, high = c.j == 8 || c.j == 11 ? 0.5 : 1;
        EXPECT_NEAR(c.share, wide * high / (3.5 * 3), 1e-12) << c.j << ' ' << c.i;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    // What lies in the block does not count, what is all in it is an error.
    Yard half = Town::yard("half", 52, 36, 68, 44), none = Town::yard("none", 44, 32, 56, 48);
    for (const YardColumn& c : yard_columns(half, town.surface, town.layout, town.area))
        EXPECT_TRUE(c.i >= 15 && c.i < 17);
    try {
        YardShares(Backend::cpu(), {half, none, none}, town.surface, town.layout, town.area, town.sources());
        FAIL();
    } catch (const InputError& e) {
        ASSERT_EQ(e.problems().size(), 2u);
        EXPECT_EQ(e.problems()[0].where, "yard 'none'");
    }
}

TEST(YardShares, AnotherModelIsAnErrorAndNoRoadsAreNone) {
    const Town town;
    Town narrow;
    narrow.area =
        test_wind::domain(8, 8, 4, town.area.thickness, 0.03, [](double, double, double) { return false; });
    ScalarModel model = narrow.model(225);
    YardShares shares = town.shares();
    EXPECT_THROW(shares.add_sector(model, 1), RuntimeError);
    YardShares none(Backend::cpu(), town.yards, town.surface, town.layout, town.area, {});
    ScalarModel right = town.model(225);
    none.add_sector(right, 1);
    EXPECT_TRUE(none.per_emission(0).empty());
    EXPECT_GT(none.map(0).view()(9, 16), 0);
}

TEST(YardShares, SameBytesForAnyNumberOfThreads) {
    const Town town;
    const int threads = omp_get_max_threads();
    const auto with = [&](int n) {
        omp_set_num_threads(n);
        ScalarModel model = town.model(250, 1e-4);
        YardShares shares = town.shares();
        shares.add_sector(model, 1);
        return shares;
    };
    const YardShares one = with(1), three = with(3);
    omp_set_num_threads(threads);
    EXPECT_EQ(one.per_emission(0)[1], three.per_emission(0)[1]);
    EXPECT_EQ(std::memcmp(one.map(0).host().data(), three.map(0).host().data(), 4 * one.map(0).size()), 0);
}

}  // namespace
}  // namespace luwte
