// SPDX-License-Identifier: Apache-2.0
#include "host/leaf_season.hpp"

#include "models/shading/shade_model.hpp"

#include <cmath>

#include <gmock/gmock.h>

namespace luwte {
namespace {

TEST(LeafSeason, CrownsLeafInSpringAndAreBareInWinter) {
    const Study::City city;
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-01-21"), 0.22);
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-04-15"), 0.22);
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-04-30"), 0.61);  // day 120 of 105 to 135
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-05-15"), 1);
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-07-25"), 1);
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-10-15"), 1);
    EXPECT_NEAR(leaf_area_share(city, "2019-11-01"), 0.22 + 0.78 * 14 / 31, 1e-12);
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2019-11-15"), 0.22);
    EXPECT_DOUBLE_EQ(leaf_area_share(city, "2020-12-31"), 0.22);  // day 366
}

TEST(LeafSeason, EvergreenCrownsStayAsTheyAre) {
    Study::City city;
    city.leaf_season_day_of_year = {1, 1, 366, 366};
    for (const char* date : {"2019-01-01", "2019-06-30", "2019-12-31", "2020-12-31"})
        EXPECT_DOUBLE_EQ(leaf_area_share(city, date), 1) << date;
}

TEST(LeafSeason, ABareStreetTreeTransmitsWhatWasMeasured) {
    // architecture: 2 to 8 % in leaf and 40 to 60 % bare. A crown of 9 m of 1 m2 m-3, sun at 50 degrees.
    const ShadeModel::Parameters p;
    const Study::City city;
    const double depth = double(p.extinction) * city.canopy_clumping * 9 / std::sin(50 * 3.14159265 / 180);
    EXPECT_GT(std::exp(-depth), 0.02);
    EXPECT_LT(std::exp(-depth), 0.08);
    EXPECT_GT(std::exp(-depth * leaf_area_share(city, "2019-01-21")), 0.4);
    EXPECT_LT(std::exp(-depth * leaf_area_share(city, "2019-01-21")), 0.6);
}

TEST(LeafSeason, TheResultSaysWhatWasTaken) {
    EXPECT_THAT(leaf_rule({}, "2019-01-21"), testing::HasSubstr("2019-01-21: 22 % of their leaf area"));
    EXPECT_THAT(leaf_rule({}, "2019-01-21"), testing::HasSubstr("to be verified"));
}

}  // namespace
}  // namespace luwte
