// SPDX-License-Identifier: Apache-2.0
#include "inputs/background/read_background.hpp"

#include "inputs/raster/test_files.hpp"

#include <cmath>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class BackgroundFiles : public testing::Test {
  protected:
    test_files::Folder folder_;
    std::filesystem::path hours_ = folder_ / "hours.csv";

    void write(const std::string& text) { std::ofstream(hours_) << text; }
    template <class F>
    static std::string error_of(const F& read) {
        try {
            read();
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
    std::string error() {
        return error_of([&] { read_background_hours("background_file", hours_); });
    }
    /// Cells of 1 km that rise by 2 ug/m3 to the east and 1 to the north, without a CRS as RIVM's are.
    std::filesystem::path map(const std::string& name, double at_first = 10) {
        return test_files::write_raster(folder_ / name, {.nx = 4,
                                                         .ny = 4,
                                                         .x0 = 118000,
                                                         .y0 = 484000,
                                                         .cell = 1000,
                                                         .no_data = -999.0,
                                                         .crs = 0,
                                                         .height = [=](double x, double y) {
                                                             const double v =
                                                                 (x - 118500) / 500 + (y - 484500) / 1000;
                                                             return v == 0 ? at_first : 10 + v;
                                                         }});
    }
    static Grid grid(double x0 = 119600) {
        Grid g{40, 30, 1, 10};
        g.x0 = x0, g.y0 = 485600;
        return g;
    }
};

TEST_F(BackgroundFiles, HoursHaveTheirColumnsInAnyOrderAndGaps) {
    write(
        "# Luchtmeetnet NL49012\ntime_utc,o3_ug_m3,no2_ug_m3\n2024-01-01T01:00:00Z,40,21.5\n"
        "2024-01-01T02:00Z,,-0.4\n2024-01-02 00:00,38.25,\n");
    const BackgroundHours h = read_background_hours("background_file", hours_);
    ASSERT_EQ(h.end_s.size(), 3u);
    EXPECT_EQ(h.end_s[0], 1704067200 + 3600);
    EXPECT_EQ(h.end_s[2], 1704067200 + 86400);
    EXPECT_EQ(h.values[0][0], 21.5);
    EXPECT_EQ(h.values[0][1], -0.4) << "instruments show it";
    EXPECT_TRUE(std::isnan(h.values[0][2]));
    EXPECT_TRUE(std::isnan(h.values[1][1]));
    EXPECT_EQ(h.values[1][2], 38.25);
    EXPECT_TRUE(h.values[2].empty());
    EXPECT_EQ(h.record.role, "background_file");
}

TEST_F(BackgroundFiles, WhatIsNoHourOrNoNumberIsAnErrorWithItsLine) {
    write(
        "time_utc,no2_ug_m3\n2024-01-01T01:30:00Z,20\nyesterday,20\n2024-01-01T03:00:00Z,2x\n"
        "2024-01-01T03:00:00Z,3000\n2024-01-01T02:00:00Z,2,3\n");
    EXPECT_THAT(error(),
                AllOf(HasSubstr("'2024-01-01T01:30:00Z' is not the end of an hour"),
                      HasSubstr("'yesterday' is not the end"), HasSubstr("2x"),
                      HasSubstr("is not after the row before it"), HasSubstr("3000"), HasSubstr("line 6")));
    write("time_utc,no2\n");
    EXPECT_THAT(error(), HasSubstr("no2"));
    write("time_utc\n2024-01-01T01:00:00Z\n");
    EXPECT_THAT(error(), HasSubstr("has no column of a substance"));
    write("time_utc,no2_ug_m3\n");
    EXPECT_THAT(error(), HasSubstr("has no hours"));
    write("");
    EXPECT_THAT(error(), HasSubstr("has no header"));
}

// Property 62: linear between the middles of its cells.
TEST_F(BackgroundFiles, AMapIsLinearBetweenTheMiddlesOfItsCells) {
    const BackgroundMap m =
        read_background_map(BackgroundSubstance::no2, map("conc_no2_2024.tif"), 2024, grid());
    ASSERT_EQ(m.values.size(), 1200u);
    for (const idx j : {0, 13, 29})
        for (const idx i : {0, 20, 39}) {
            const Grid g = grid();
            EXPECT_NEAR(m.values[std::size_t(j * 40 + i)],
                        10 + (g.x(i) - 118500) / 500 + (g.y(j) - 484500) / 1000, 1e-3);
        }
    EXPECT_THAT(m.resampling, HasSubstr("bilinear"));
    EXPECT_EQ(m.warnings.size(), 1u) << "no CRS";
    EXPECT_THAT(m.warnings.front(), HasSubstr("EPSG:28992 is assumed"));
}

TEST_F(BackgroundFiles, AMapOfAnotherYearElsewhereOrWithHolesIsAnError) {
    const auto error_at = [&](const std::filesystem::path& file, const Grid& at) {
        return error_of([&] { read_background_map(BackgroundSubstance::no2, file, 2024, at); });
    };
    EXPECT_THAT(error_at(map("conc_no2_2023.tif"), grid()),
                AllOf(HasSubstr("is of 2023 by its name"), HasSubstr("air.background_year is 2024")));
    EXPECT_EQ(error_at(map("no2_2023_for_2024.tif"), grid()), "");
    EXPECT_THAT(read_background_map(BackgroundSubstance::no2, map("no2.tif"), 2024, grid()).warnings,
                testing::Contains(HasSubstr("does not say by its name that it is of 2024")));
    EXPECT_THAT(error_at(map("a2024.tif"), grid(140000)), HasSubstr("covers"));
    Grid corner = grid(118000);
    corner.y0 = 484000;
    EXPECT_THAT(error_at(map("hole_2024.tif", -999), corner),
                HasSubstr("has no value at (118005.0, 484005.0)"));
    Grid beside = grid(119000);
    beside.y0 = 484000;
    EXPECT_THAT(error_at(map("beside_2024.tif", -999), beside),
                HasSubstr("has no value at (119005.0, 484005.0)"))
        << "the cell beside it counts there";
    Grid outside = grid(121620);  // up to 122020, 20 m beyond the map
    EXPECT_THAT(error_at(map("outside_2024.tif"), outside), HasSubstr("covers"));
    EXPECT_THAT(error_at(map("below_2024.tif", -5), corner), HasSubstr("has -"));
}

TEST_F(BackgroundFiles, TheNameOfAMapSaysItsSubstanceAndYear) {
    const auto error_for = [&](BackgroundSubstance of, const char* name) {
        return error_of([&] { read_background_map(of, map(name), 2024, grid()); });
    };
    using enum BackgroundSubstance;
    for (const char* name : {"rivm_nsl_20260401_gm_NO22024.tif", "conc_no2_2024.tif", "NO2-2024.tif"}) {
        EXPECT_EQ(error_for(no2, name), "") << name;
        EXPECT_THAT(error_for(pm10, name), HasSubstr("is of no2 by its name, not of pm10"));
    }
    EXPECT_THAT(error_for(no2, "rivm_nsl_20260401_gm_NO22023.tif"), HasSubstr("is of 2023 by its name"));
    EXPECT_THAT(read_background_map(no2, map("gm_NO22024.tif"), 2024, grid()).warnings,
                testing::Not(testing::Contains(HasSubstr("does not say by its name"))));
    EXPECT_THAT(error_for(no2, "conc_nox_2024.tif"), HasSubstr("is of nox by its name"));
    for (const char* name : {"conc_pm2.5_2024.tif", "PM252024.tif", "pm2_5_2024.tif"})
        EXPECT_EQ(error_for(pm25, name), "") << name;
    EXPECT_THAT(error_for(o3, "PM252023.tif"), HasSubstr("is of pm25 by its name"));
    EXPECT_EQ(error_for(ec, "EC2024_from_no2.tif"), "") << "one of two";
    EXPECT_EQ(error_for(ec, "element2024.tif"), "") << "no substance";
}

}  // namespace
}  // namespace luwte
