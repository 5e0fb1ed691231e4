// SPDX-License-Identifier: Apache-2.0
#include "inputs/sites/site_scores.hpp"

#include "inputs/raster/test_files.hpp"
#include "inputs/sites/nearest_roads.hpp"
#include "kernels/core/error.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;

struct ScoresFile {
    test_files::Folder folder;
    SiteScores read(const std::string& text) const {
        std::ofstream(folder / "scores.csv") << text;
        return read_site_scores(folder / "scores.csv", {"park", "square"});
    }
    std::string problems(const std::string& text) const {
        return test_files::problem([&] { read(text); });
    }
};
const std::string scores_head = "site,indicator,value,unit,better,good,bad\n";

TEST(RankScores, AreReadByIndicatorWithTheirAnchors) {
    const ScoresFile f;
    const SiteScores s = f.read(
        "# noise by the municipality\nindicator,site,value,unit,better,bad,good\n"
        "noise,park,48.5,dB,low,60,45\nnoise,square,61,dB,low,60,45\n"
        "pupils,park,300,1,high,,\n\n");
    ASSERT_EQ(s.indicators.size(), 2u);
    EXPECT_EQ(s.indicators[0].id, "noise");
    EXPECT_EQ(s.indicators[0].group, "imported");
    EXPECT_EQ(s.indicators[0].unit, "dB");
    EXPECT_EQ(s.indicators[0].good, 45);
    EXPECT_EQ(s.indicators[0].bad, 60);
    EXPECT_EQ(s.values[0].at("square"), 61);
    EXPECT_FALSE(s.indicators[1].scores());
    EXPECT_FALSE(s.values[1].contains("square"));  // unknown, not 0
    EXPECT_EQ(s.records.at(0).role, "scores");
}

TEST(RankScores, EveryMistakeIsToldWithItsLine) {
    const ScoresFile f;
    const std::string all = f.problems(scores_head +
                                       "plain,noise,1,dB,low,45,60\npark,Noise!,1,dB,low,45,60\n"
                                       "park,heat,1,dB,low,45,60\npark,noise,x,dB,low,45,60\n"
                                       "park,noise,1,dB,less,45,60\npark,noise,1,dB,low,60,45\n"
                                       "park,noise,1,dB,low,45,\npark,cost,1,euro,low,,\n"
                                       "park,cost,2,euro,low,,\nsquare,cost,2,dollar,low,,\n"
                                       "park,no2_yard,1,1,low,,\npark,cost,2\n");
    for (const char* what :
         {"line 2", "'plain' is no site of the study", "sites: park, square", "is no name of an indicator",
          "'heat' is an indicator or group of Luwte's own", "line 5", "'less' is neither low nor high",
          "line 7", "line 8", "good below bad", "has its cost twice",
          "'cost' has another unit, good or bad above", "'no2_yard' is an indicator or group", "line 13"})
        EXPECT_THAT(all, HasSubstr(what));
    EXPECT_THAT(f.problems(""), HasSubstr("holds no table"));
    EXPECT_FALSE(f.problems("site,value\npark,1\n").empty());
    std::string many = scores_head;
    for (int n = 0; n < 51; ++n) many += "park,n" + std::to_string(n) + ",1,1,low,,\n";
    EXPECT_THAT(f.problems(many), HasSubstr("50 are allowed"));
}

RoadSegment rank_road(const char* id, double x, double light, double heavy, int open = 0) {
    RoadSegment road;
    road.id = id, road.open_road_type = open;
    road.vehicles[0].per_weekday = light, road.vehicles[2].per_weekday = heavy;
    road.line = {{x, -100}, {x, 100}};
    return road;
}

TEST(RankRoads, TheNearestBusyOneCountsFromYardOrBuilding) {
    const SitePlace place{"a", "A", "POLYGON ((0 0,10 0,10 10,0 10,0 0))",
                          "POLYGON ((10 0,20 0,20 10,10 10,10 0))", 100};
    const NearRoads near =
        nearest_roads(place, {rank_road("quiet", 22, 10000, 0), rank_road("busy", 50, 9000, 1001),
                              rank_road("open", 120, 50000, 0, 93), rank_road("left", -45, 20000, 0)});
    ASSERT_TRUE(near.busy && near.open);
    EXPECT_EQ(near.busy->segment, "busy");
    EXPECT_DOUBLE_EQ(near.busy->distance, 30);
    EXPECT_DOUBLE_EQ(near.busy->vehicles, 10001);
    EXPECT_DOUBLE_EQ(near.open->distance, 100);
    EXPECT_FALSE(nearest_roads(place, {rank_road("quiet", 22, 10000, 0)}).busy);
    RoadSegment point = rank_road("point", 30, 20000, 0);
    point.line = {{30, 5}, {30, 5}};
    EXPECT_DOUBLE_EQ(nearest_roads(place, {point}).busy->distance, 10);
}

}  // namespace
}  // namespace luwte
