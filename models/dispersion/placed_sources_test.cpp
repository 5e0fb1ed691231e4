// SPDX-License-Identifier: Apache-2.0
// Numbers are those of docs/models/dispersion.md.
#include "models/dispersion/placed_sources.hpp"

#include "models/wind/test_domains.hpp"

#include <functional>
#include <map>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

/// 20 x 15 columns of 4 m, levels of 1 m to 20 m.
struct Yard20 {
    WindLayout layout;
    WindDomain area;
    explicit Yard20(const std::function<bool(double, double, double)>& solid = [](double, double, double) {
        return false;
    }) {
        layout.thickness.assign(20, 1.0);
        area = test_wind::domain(20, 15, 4, layout.thickness, 0.03, solid);
        layout.grid.nx = 20, layout.grid.ny = 15, layout.grid.cell_size = 4;
    }
    LineSources place(const PlacedSource& source) const { return place_sources({&source, 1}, layout, area); }
};

PlacedSource source_at(double height, std::vector<PlacedSource::Column> columns) {
    PlacedSource source;
    source.name = "boiler", source.height = height, source.columns = std::move(columns);
    source.middle = {4.0 * source.columns.front().i + 2, 4.0 * source.columns.front().j + 2};
    return source;
}
double all_of(const std::vector<SourceCell>& cells) {
    double sum = 0;
    for (const SourceCell& c : cells) sum += double(c.share);
    return sum;
}

TEST(PlacedSources, APointEntersItsColumnOverTheHeightAboveItsOwn) {  // (64), (65)
    const LineSources s = Yard20().place(source_at(12.5, {{7, 9, 1.0}}));
    ASSERT_EQ(s.of_segment[0].size(), 3u);
    const double share[] = {0.25, 0.5, 0.25};  // of 12.5 to 14.5 m
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_EQ(s.of_segment[0][n].k, idx(12 + n));
        EXPECT_EQ(s.of_segment[0][n].j, 7);
        EXPECT_EQ(s.of_segment[0][n].i, 9);
        EXPECT_NEAR(double(s.of_segment[0][n].share), share[n], 1e-6);
    }
    EXPECT_EQ(s.length[0], 1);
    EXPECT_EQ(s.inside, 1);
}

TEST(PlacedSources, WhatOfAPolygonLiesInBuildingsGoesToItsOwnAir) {  // (66)
    const Yard20 yard([](double x, double, double z) { return x < 8 && z < 10; });
    const LineSources s = yard.place(source_at(0, {{5, 1, 0.4}, {5, 2, 0.3}, {5, 3, 0.1}}));
    EXPECT_NEAR(all_of(s.of_segment[0]), 0.8, 1e-6) << "a fifth lies outside the area";
    EXPECT_NEAR(s.moved_aside, 0.4, 1e-6);
    EXPECT_NEAR(s.outside, 0.2, 1e-6);
    double of_2 = 0, of_3 = 0;
    for (const SourceCell& c : s.of_segment[0]) {
        EXPECT_GT(c.i, 1) << "in the building";
        (c.i == 2 ? of_2 : of_3) += double(c.share);
    }
    EXPECT_NEAR(of_2 / of_3, 3, 1e-5);
}

TEST(PlacedSources, InABuildingItGoesToTheNearestAirAndAboveItStays) {  // (66)
    const Yard20 yard([](double x, double, double z) { return x < 8 && z < 10; });
    const LineSources low = yard.place(source_at(0, {{5, 1, 1.0}})),
                      roof = yard.place(source_at(10, {{5, 1, 1.0}}));
    for (const SourceCell& c : low.of_segment[0]) EXPECT_EQ(c.i, 2);
    EXPECT_EQ(low.moved_out, 1);
    EXPECT_NEAR(all_of(low.of_segment[0]), 1, 1e-6);
    for (const SourceCell& c : roof.of_segment[0]) {
        EXPECT_EQ(c.i, 1);
        EXPECT_GE(c.k, 10);
    }
    EXPECT_EQ(roof.moved_out, 0);
}

TEST(PlacedSources, EachPartInABuildingGoesToTheAirNearestToIt) {  // (66)
    // A building of 16 columns, all of it the source, whose ends lie nearest to the air beside them.
    const Yard20 yard(
        [](double x, double y, double z) { return x > 8 && x < 72 && y > 28 && y < 32 && z < 10; });
    std::vector<PlacedSource::Column> columns;
    for (idx i = 2; i < 18; ++i) columns.push_back({7, i, 1.0 / 16});
    PlacedSource source = source_at(0, columns);
    source.middle = {40, 30};
    const LineSources s = yard.place(source);
    EXPECT_EQ(s.moved_out, 1);
    std::map<std::pair<idx, idx>, double> of;
    for (const SourceCell& c : s.of_segment[0]) of[{c.j, c.i}] += double(c.share);
    EXPECT_NEAR(all_of(s.of_segment[0]), 1, 1e-6);
    for (idx i = 3; i < 17; ++i)
        for (const idx j : {6, 8}) EXPECT_NEAR((of[{j, i}]), 1. / 32, 1e-6) << j << " " << i;
    for (const idx i : {2, 17})  // three columns of air are as near
        for (const auto& [j, at] : {std::pair{6, i}, {8, i}, {7, i == 2 ? 1 : 18}})
            EXPECT_NEAR((of[{j, at}]), 1. / 48, 1e-6) << j << " " << at;
    EXPECT_EQ(of.size(), 34u);
}

TEST(PlacedSources, WhatIsTooFarFromAirGoesWithTheRest) {  // (66)
    const Yard20 yard([](double x, double, double z) { return x < 40 && z < 10; });
    // 2 m, and 38 m from the first column of air.
    const LineSources s = yard.place(source_at(0, {{7, 0, 0.5}, {7, 9, 0.25}}));
    EXPECT_NEAR(all_of(s.of_segment[0]), 0.75, 1e-6);
    for (const SourceCell& c : s.of_segment[0]) EXPECT_EQ(c.i, 10);
    EXPECT_NEAR(s.moved_out, 0.75, 1e-9);
}

TEST(PlacedSources, AboveTheGridOrFarFromAirIsAnError) {
    const Yard20 built([](double x, double, double z) { return x < 60 && z < 10; });
    try {
        const std::vector<PlacedSource> both = {source_at(19, {{5, 1, 1.0}}), source_at(0, {{5, 1, 1.0}})};
        place_sources(both, built.layout, built.area);
        FAIL() << "both were placed";
    } catch (const InputError& e) {
        EXPECT_THAT(
            std::string(e.what()),
            testing::AllOf(testing::HasSubstr("is 19.0 m above the ground, the wind grid ends at 20.0 m"),
                           testing::HasSubstr("with no air within 20.0 m")));
    }
}

}  // namespace
}  // namespace luwte
