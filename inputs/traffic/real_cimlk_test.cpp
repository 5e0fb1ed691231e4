// SPDX-License-Identifier: Apache-2.0
// The files of Amsterdam and a sample with empty fields, where they are there (LUWTE_SHARED).
#include "inputs/traffic/cimlk.hpp"
#include "inputs/traffic/read_cimlk_measures.hpp"

#include <cmath>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

std::filesystem::path data_folder() {
    const char* shared = std::getenv("LUWTE_SHARED");
    return std::filesystem::path(shared != nullptr ? shared : LUWTE_SOURCE_DIR "/../shared") / "data";
}

class RealCimlk : public testing::Test {
  protected:
    std::filesystem::path amsterdam_ = data_folder() / "cimlk_amsterdam";
    void SetUp() override {
        if (!std::filesystem::exists(amsterdam_)) GTEST_SKIP() << "no CIMLK files under LUWTE_SHARED";
    }
};

constexpr TrafficArea all_of_amsterdam{100000, 470000, 140000, 500000, 0};

TEST_F(RealCimlk, AmsterdamIsReadWhole) {
    const CimlkRoads roads = read_cimlk_roads("city.roads", amsterdam_ / "Wegdelen.csv", all_of_amsterdam);
    EXPECT_EQ(roads.segments.size(), 3444u);
    EXPECT_EQ(roads.streets, 3329u);
    EXPECT_EQ(roads.open_roads, 115u);
    EXPECT_EQ(roads.record.sha256, "1b5df87d8a9c346a8a379b42c3ce141de39c08cf787357712233280c752dbd9f");
    std::size_t tunnels = 0, mouths = 0;
    for (const RoadSegment& road : roads.segments)
        tunnels += road.tunnel_factor == 0, mouths += road.tunnel_factor > 1;
    EXPECT_EQ(tunnels, 16u);
    EXPECT_EQ(mouths, 10u);

    const CimlkReceptors at =
        read_cimlk_receptors("air.receptors", amsterdam_ / "Receptoren.csv", all_of_amsterdam, roads);
    EXPECT_EQ(at.receptors.size(), 8056u);
    EXPECT_EQ(at.links, 10149u);  // of 10,461 rows
    EXPECT_EQ(at.roads_missing, 4u);
    EXPECT_THAT(at.warnings, testing::ElementsAre(testing::HasSubstr("4 links of receptors")));

    const CimlkResults official =
        read_cimlk_results("air.official", amsterdam_ / "Rekenresultaten.csv", all_of_amsterdam);
    EXPECT_EQ(official.results.size(), 10139u);
    EXPECT_EQ(official.year, 2030);
    EXPECT_EQ(official.version, "2021-rbl_20210416_b450dd4f12");
    EXPECT_DOUBLE_EQ(official.results.front().no2_conversion, 1.3910);
}

TEST_F(RealCimlk, AreaMeasuresHoldOnTheStreetsInside) {
    const CimlkRoads roads = read_cimlk_roads("city.roads", amsterdam_ / "Wegdelen.csv", all_of_amsterdam);
    const CimlkMeasures measures = read_cimlk_measures("air.measures", amsterdam_ / "Maatregelen.csv", roads);
    EXPECT_EQ(measures.areas, 12u);
    EXPECT_EQ(measures.rows, 285u);
    EXPECT_EQ(measures.names.size(), 8u) << "some areas share a name";
    EXPECT_EQ(measures.of_open_roads, 0u);
    EXPECT_EQ(measures.segments, 3246u);
    EXPECT_EQ(measures.partly, 130u);
    // Every factor of the file, or one between it and 1 where a street lies inside in part.
    std::size_t buses_down = 0, buses_up = 0;
    for (std::size_t n = 0; n < roads.segments.size(); ++n) {
        const double bus = measures.of_segment[n].of(Substance::pm25, SpeedClass::town, VehicleClass::bus),
                     light = measures.of_segment[n].of(Substance::nox, SpeedClass::town, VehicleClass::light);
        EXPECT_GE(bus, 0.3);
        EXPECT_LE(bus, 2.0);
        EXPECT_GE(light, 0.78);
        EXPECT_LE(light, 1.0);
        EXPECT_TRUE(roads.segments[n].open_road_type == 0 || bus == 1) << "open roads are not computed";
        buses_down += bus<0.6, buses_up += bus> 1.02;
    }
    EXPECT_GT(buses_down, 40u) << "Amstelveenseweg and Nassaukade";
    EXPECT_GT(buses_up, 2000u) << "elsewhere in town";
}

TEST_F(RealCimlk, APartOfItHasTheRoadsInReach) {
    const TrafficArea south{120625, 485937.5, 121250, 486320, 60};
    const CimlkRoads roads = read_cimlk_roads("city.roads", amsterdam_ / "Wegdelen.csv", south);
    EXPECT_GT(roads.segments.size(), 20u);
    EXPECT_LT(roads.segments.size(), 60u);
    EXPECT_EQ(roads.segments.size() + roads.elsewhere.size(), 3444u);
}

TEST_F(RealCimlk, EmptyFieldsAreNoValue) {
    const CimlkRoads roads =
        read_cimlk_roads("city.roads", data_folder() / "cimlk_gml_sample" / "Wegdelen_vlissingen.csv",
                         {0, 300000, 300000, 650000, 0});
    EXPECT_EQ(roads.segments.size(), 10u);
    EXPECT_TRUE(std::isnan(roads.segments[0].height_m));
    EXPECT_EQ(roads.segments[0].of(VehicleClass::light).per_weekday, 10784);
}

}  // namespace
}  // namespace luwte
