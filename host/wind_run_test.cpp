// SPDX-License-Identifier: Apache-2.0
#include "host/wind_run.hpp"

#include "models/city/plain_city.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(WindSentences, TellOfImplausibleSpeedsAndOfSectorsThatDidNotSettle) {
    const CityModel city(Backend::cpu(), scenes::plain(60, 60));
    const WindLayout layout = wind_layout(city, {.cell_size = 4, .sectors = 4});
    WindLibrary library = WindLibrary::around(city, layout);
    for (int n = 0; n < 4; ++n)
        library.sectors.push_back({90.0 * n, {.iterations = 300, .drift = 1e-4, .settled = true}, {}});
    const WindSentences plain = wind_sentences(library, layout, "abc");
    EXPECT_THAT(plain.warnings, ElementsAre());
    EXPECT_THAT(plain.rules,
                ElementsAre(AllOf(HasSubstr("4 sectors"), HasSubstr("SHA-256 abc"),
                                  HasSubstr("beyond which it is taken to go on; z0 / displacement "
                                            "height (m) by sector, clockwise from north: 0.01/0.0"))));
    library.screening = true;
    EXPECT_THAT(wind_sentences(library, layout, "abc").warnings, ElementsAre(HasSubstr("screening only")));
    EXPECT_THAT(wind_sentences(library, layout, "abc").rules, ElementsAre(HasSubstr("sectors of screening")));
    library.screening = false;
    const WindLayout told = wind_layout(city, {.cell_size = 4, .sectors = 4, .upwind_roughness = 0.4});
    EXPECT_THAT(inflow_text(told), HasSubstr("z0 0.4 m and no displacement height on all sides"));

    SectorReport& south = library.sectors[2].report;
    south.fast_cells = 5, south.fastest = 2.34;
    south.fastest_x = 12, south.fastest_y = 34, south.fastest_z = 6.5;
    library.sectors[1].report.fast_cells = 2, library.sectors[1].report.fastest = 2.1;
    library.sectors[3].report.settled = false, library.sectors[3].report.drift = 0.0123;
    EXPECT_THAT(
        wind_sentences(library, layout, "abc").warnings,
        ElementsAre(AllOf(HasSubstr("7 cells in 4 sectors have more than 2 times the reference speed"),
                          HasSubstr("2.34 times, at (12.0, 34.0), 6.5 m above ground, from 180 degrees")),
                    AllOf(HasSubstr("no rest was reached"), HasSubstr("270 degrees (0.0123)"))));
}

TEST(WindSentences, NameTheTableOfTheInflow) {
    const CityModel city(Backend::cpu(), scenes::plain(60, 60));
    const WindLayout layout = wind_layout(
        city, {.cell_size = 4,
               .sectors = 4,
               .upwind_roughness = 0.4,
               .inflow_table = {"mast.csv", {5, 15, 80, 200}, {4, 6, 8, 9}, {1.0, 2.0, 1.5, 1.0}}});
    EXPECT_THAT(inflow_text(layout),
                AllOf(HasSubstr("z0 0.4 m with the profile of mast.csv (4 rows from 5 to 200 m above ground"),
                      HasSubstr("at 10 m 5.25 m/s and k 1.50 m2/s2) on all sides"),
                      HasSubstr("its speed at 60 m is the station's there")));
}

TEST(WindSentences, WarnOfATableOfOtherLand) {
    const CityModel city(Backend::cpu(), scenes::plain(60, 60));
    const auto said = [&](double z0_of_table, double z0) {
        InflowTable table{"mast.csv", {2, 10, 50, 200}, {}, {1, 1, 1, 1}};
        for (const double z : table.height) table.speed.push_back(std::log((z + z0_of_table) / z0_of_table));
        return table_warning(
            wind_layout(city, {.cell_size = 4, .sectors = 4, .upwind_roughness = z0, .inflow_table = table}));
    };
    EXPECT_EQ(said(0.3, 0.3), "");
    EXPECT_EQ(said(0.2, 0.5), "");
    EXPECT_EQ(said(0.5, 0.2), "");
    EXPECT_THAT(said(0.03, 0.3), AllOf(HasSubstr("mast.csv rises at 10 m as it does over land of z0 0.03"),
                                       HasSubstr("not 0.3 m")));
    EXPECT_THAT(said(1.0, 0.03), HasSubstr("not 0.03 m"));
    EXPECT_EQ(table_warning(wind_layout(city, {.cell_size = 4, .sectors = 4})), "");
}

TEST(WindSentences, LeavesOfOtherDaysAreWarnedAboutWhereThereAreCrowns) {
    CityLayers c = scenes::plain(10, 10);
    std::vector<DayPlan> days(3);
    days[0].date = "2019-07-25", days[1].date = "2019-07-26", days[2].date = "2019-12-01";
    days[1].leaf_area_share = 0.95, days[2].leaf_area_share = 0.2;
    EXPECT_EQ(leaf_warning(c, days), "") << "no crowns";
    c.canopy_top.assign(100, 8.0f), c.canopy_base.assign(100, 2.0f), c.leaf_area_density.assign(100, 1.0f);
    EXPECT_THAT(leaf_warning(c, days),
                AllOf(HasSubstr("leaves of 2019-07-25 (100 % of"), HasSubstr("on 2019-12-01 (20 %);")));
    days.pop_back();
    EXPECT_EQ(leaf_warning(c, days), "");
}

TEST(WindSentences, ReliefIsWarnedAboutWhereItIsLarge) {
    CityLayers c = scenes::plain(100, 10);
    for (std::size_t n = 0; n < c.terrain_height.size(); ++n) c.terrain_height[n] = 0.03f * float(n % 100);
    EXPECT_EQ(relief_warning(c), "");  // 2.7 m
    for (float& height : c.terrain_height) height *= 2;
    EXPECT_THAT(relief_warning(c), HasSubstr("takes the ground to be level"));
}

}  // namespace
}  // namespace luwte
