// SPDX-License-Identifier: Apache-2.0
// Numbers are those of docs/models/srm1.md: (7) its equations and rules, [12] its properties.
#include "models/srm1/srm1_map.hpp"

#include "models/srm1/srm1_model.hpp"
#include "models/traffic/test_roads.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using test_roads::plane;
using test_roads::street;

/// 100 x 80 cells of 1 m from (0, 0) on without buildings; a street along y = 20.5.
struct Srm1MapScene {
    Grid grid{.nx = 100, .ny = 80};
    Field2D<float> heights{Backend::cpu(), {1, 80, 100}, "building height", "m"};
    std::vector<RoadSegment> roads{street({{0, 20.5}, {100, 20.5}}, 0)};
    std::vector<Receptor> receptors;

    Srm1MapScene() { std::ranges::fill(heights.host(), 0.0f); }
    Srm1Map map() const { return {Backend::cpu(), roads, receptors, grid, heights}; }
    Field3D<float> streets(std::initializer_list<float> emission = {100}) const {
        return map().contribution(plane(emission), 3.5f, heights);
    }
};

TEST(Srm1Map, ACellAtAReceptorHasWhatTheReceptorHas) {  // [12]
    Srm1MapScene s;
    s.roads.push_back(street({{70.5, 0}, {66, 80}}, 0));
    s.receptors = {{"a", {40.5, 30.5}, {{0, 3, 1.25}}},
                   {"b", {60.5, 28.5}, {{0, 1, 1}, {1, 4, 1.5}}},
                   {"near", {20.5, 22.5}, {{0, 2, 1}}}};
    const Field3D<float> cells = s.streets({100, 70});
    const Srm1Model model(Backend::cpu(), s.roads, s.receptors);
    const Field2D<float> at = model.contribution(plane({100, 70}), plane({3.5f, 3.5f, 3.5f}));
    const Field2D<std::int32_t> receptor = s.map().receptor().copy_to(Backend::cpu());
    for (std::size_t n = 0; n < s.receptors.size(); ++n) {
        const idx j = idx(s.receptors[n].at.y_m), i = idx(s.receptors[n].at.x_m);
        EXPECT_EQ(receptor.view()(j, i), std::int32_t(n));
        EXPECT_EQ(cells.view()(0, j, i), at.host()[n]) << n;
    }
}

TEST(Srm1Map, BeyondTheReachOfItsTypeThereIsNoValue) {  // (8)
    Srm1MapScene s;
    for (int type = 1; type <= 4; ++type) {
        s.receptors = {{"r", {50.5, 30.5}, {{0, type, 1}}}};
        const Field3D<float> cells = s.streets();
        const idx reach = type == 1 || type == 4 ? 60 : 30;
        for (idx j = 0; j < 80; ++j)
            EXPECT_EQ(std::isnan(cells.view()(0, j, 50)), std::abs(j - 20) > reach || std::abs(j - 30) > 100)
                << type << " " << j;
        EXPECT_EQ(cells.view()(0, 20, 50), cells.view()(0, 23, 50)) << "held below 3.5 m";
        EXPECT_GT(cells.view()(0, 24, 50), cells.view()(0, 25, 50));
    }
}

TEST(Srm1Map, OnAndBehindBuildingsThereIsNoValue) {  // (8)
    Srm1MapScene s;
    s.receptors = {{"r", {50.5, 30.5}, {{0, 4, 1}}}};
    for (idx i = 0; i < 40; ++i)
        for (idx j = 35; j < 45; ++j) s.heights.view()(j, i) = 9;
    const Field3D<float> cells = s.streets();
    const auto speaks = [&](idx j, idx i) { return !std::isnan(cells.view()(0, j, i)); };
    EXPECT_TRUE(speaks(34, 20));
    EXPECT_FALSE(speaks(40, 20)) << "on it";
    EXPECT_FALSE(speaks(50, 20)) << "behind it";
    EXPECT_TRUE(speaks(50, 60)) << "beside it";
}

TEST(Srm1Map, ACellTakesTheNearestReceptorAlongWhoseStreetItStands) {  // (7)
    Srm1MapScene s;
    s.roads.push_back(street({{0, 70.5}, {100, 70.5}}, 0));
    s.receptors = {{"same street, far", {95.5, 30.5}, {{0, 2, 1}}},
                   {"nearer, of the other street", {30.5, 60.5}, {{1, 2, 1}}},
                   {"same street, near", {20.5, 10.5}, {{0, 2, 1.5}}}};
    const Field2D<std::int32_t> receptor = s.map().receptor().copy_to(Backend::cpu());
    EXPECT_EQ(receptor.view()(32, 30), 2);
    EXPECT_EQ(receptor.view()(32, 80), 0);
    EXPECT_EQ(receptor.view()(65, 80), 1);
    EXPECT_EQ(receptor.view()(65, 30), 1);
}

TEST(Srm1Map, FartherThan100MetresFromAnyReceptorThereIsNoValue) {  // (7)
    Srm1MapScene s;
    s.roads.front() = street({{0, 20.5}, {300, 20.5}}, 0);
    s.receptors = {{"r", {-40, 20.5}, {{0, 4, 1}}}};
    const Field3D<float> cells = s.streets();
    EXPECT_FALSE(std::isnan(cells.view()(0, 20, 59)));
    EXPECT_TRUE(std::isnan(cells.view()(0, 20, 60)));
}

TEST(Srm1Map, TunnelsAndReceptorsWithoutStreetsAreNothingToStandAlong) {
    Srm1MapScene s;
    s.roads.front().tunnel_factor = 0;
    s.receptors = {{"r", {50.5, 30.5}, {{0, 4, 1}}}, {"no street", {50.5, 32.5}, {}}};
    const Field2D<std::int32_t> receptor = s.map().receptor().copy_to(Backend::cpu());
    for (const std::int32_t r : receptor.host()) ASSERT_EQ(r, -1);
    const Field3D<float> cells = s.streets();
    for (const float v : cells.host()) ASSERT_TRUE(std::isnan(v));
}

TEST(Srm1Map, AStreetOfTheReceptorThatACellDoesNotStandAlongAddsNothingThere) {  // (9)
    Srm1MapScene s;
    s.roads.push_back(street({{90.5, 0}, {90.5, 80}}, 0));
    s.receptors = {{"corner", {80.5, 30.5}, {{0, 3, 1}, {1, 3, 1}}}};
    const Field3D<float> both = s.streets({100, 40}), one = s.streets({100, 0});
    EXPECT_GT(both.view()(0, 30, 70), one.view()(0, 30, 70)) << "20 m from the second";
    EXPECT_EQ(both.view()(0, 30, 40), one.view()(0, 30, 40)) << "50 m from it";
}

}  // namespace
}  // namespace luwte
