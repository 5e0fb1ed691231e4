// SPDX-License-Identifier: Apache-2.0
#include "host/background.hpp"

#include "inputs/raster/test_files.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class BackgroundOfAStudy : public testing::Test {
  protected:
    test_files::Folder folder_;
    Study study_;

    BackgroundOfAStudy() {
        study_.area.bounds_m = {119600, 485600, 120000, 485900};
        study_.area.cell_size_m = 10;
        study_.time_zone = "UTC";
        study_.weather.days = {"2024-07-25"};
        study_.wind.asked = study_.air.asked = true;
        study_.air.year = 2024, study_.air.pollutants = {"no2", "pm25"};
        study_.air.background_no2_ug_m3 = 13, study_.air.background_o3_ug_m3 = 45;
        study_.air.background_pm25_ug_m3 = 8;
    }
    /// Hours of July 2024 from the 24th on, NO2 by the hour of the day, ozone 60.
    void give_hours(int count = 72, const char* column = "no2_ug_m3") {
        std::string text = fmt::format("time_utc,{},o3_ug_m3\n", column);
        for (int h = 0; h < count; ++h)
            text += fmt::format("2024-07-{:02}T{:02}:00Z,{},60\n", 24 + (h + 1) / 24, (h + 1) % 24, h % 24);
        std::ofstream(folder_ / "hours.csv") << text;
        study_.air.background_file = folder_ / "hours.csv", study_.air.background_year = 2024;
        study_.air.background_no2_ug_m3 = study_.air.background_o3_ug_m3 = Study::Air::not_given;
    }
    void give_map(double cell = 1000) {
        study_.air.background_pm25_map = test_files::write_raster(
            folder_ / "conc_pm25_2024.tif",
            {.nx = 4, .ny = 4, .x0 = 118000, .y0 = 484000, .cell = cell, .height = [](double x, double) {
                 return (x - 115000) / 500;
             }});
        study_.air.background_year = 2024;
        study_.air.background_pm25_ug_m3 = Study::Air::not_given;
    }
    std::string error() {
        try {
            read_background(study_);
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
};

TEST_F(BackgroundOfAStudy, ValuesOfTheStudyAreTheSameEverywhere) {
    const Background b = read_background(study_);
    EXPECT_EQ(b.at("no2", {119800, 485700}), 13);
    EXPECT_THAT(b.of_cells("pm25", 3), testing::ElementsAre(8, 8, 8));
    EXPECT_FALSE(b.has_hours("no2"));
    EXPECT_FALSE(b.of("pm10").known);
    EXPECT_TRUE(b.warnings.empty());
    EXPECT_THAT(b.rule, AllOf(HasSubstr("NO2 13 ug/m3 of the study"), HasSubstr("ozone 45 ug/m3")));
    EXPECT_THROW(b.of_hour("no2", 0), RuntimeError);
}

// Property 60: an hour has its own, a year the mean.
TEST_F(BackgroundOfAStudy, HoursCountInTheirHourAndTheirMeanInTheYear) {
    give_hours();
    study_.output.fields = {"concentration_no2"};
    const Background b = read_background(study_);
    const double day = 1721865600;  // 2024-07-25
    EXPECT_NEAR(b.of("no2").year, 11.5, 1e-12);
    EXPECT_NEAR(b.at("o3", {0, 0}), 60, 1e-12);
    for (const int h : {0, 7, 23}) {
        EXPECT_EQ(b.of_hour("no2", day + 3600 * h + 1800), h) << h;
        EXPECT_EQ(b.of_hour("no2", day + 3600 * h + 300), h) << "ten minutes of it";
    }
    EXPECT_THAT(b.rule, HasSubstr("11.50 ug/m3 as mean of 72 hours of 2024 in hours.csv"));
    EXPECT_THAT(b.warnings, Contains(HasSubstr("rests on 72 hours, 0.8 % of the year")));
    ASSERT_EQ(b.records.size(), 1u);
}

// Property 63: what counts twice goes off all of it, hours not below 0.
TEST_F(BackgroundOfAStudy, WhatCountsTwiceIsTakenOff) {
    study_.air.double_count_no2_ug_m3 = 2, study_.air.double_count_pm25_ug_m3 = 1.5;
    EXPECT_EQ(read_background(study_).at("no2", {0, 0}), 11);
    give_hours(), give_map();
    const Background b = read_background(study_);
    EXPECT_NEAR(b.of("no2").year, 9.5, 1e-12);
    EXPECT_EQ(b.of_hour("no2", 1721865600 + 1800), 0);
    EXPECT_EQ(b.of_hour("no2", 1721865600 + 5 * 3600), 3);
    EXPECT_THAT(b.warnings,
                Contains(HasSubstr("6 of 72 hours of NO2 are below 0 without what counts twice")));
    EXPECT_NEAR(b.at("pm25", {119805, 485705}), (119805 - 115000) / 500. - 1.5, 1e-3);
    EXPECT_LT(b.of_cells("pm25", 1200).front(), b.of_cells("pm25", 1200).back());
    EXPECT_THAT(b.rule, HasSubstr("less 1.5 that it holds of these streets"));
    study_.air.double_count_pm25_ug_m3 = 20;
    EXPECT_THAT(error(), HasSubstr("more than the background itself"));
}

TEST_F(BackgroundOfAStudy, TwoOfOneOrNoneAndHoursOfAnotherTimeAreErrors) {
    give_hours(72, "pm25_ug_m3");
    EXPECT_THAT(error(), AllOf(HasSubstr("column no2_ug_m3"), HasSubstr("is not there"),
                               HasSubstr("stands beside the key air.background_pm25_ug_m3")));
    give_hours();
    std::ofstream(folder_ / "hours.csv") << "time_utc,no2_ug_m3,o3_ug_m3\n2024-07-25T01:00Z,-0.5,60\n"
                                            "2024-07-25T02:00Z,0.25,60\n";
    for (const double twice : {0.0, 2.0}) {
        study_.air.double_count_no2_ug_m3 = twice;
        EXPECT_THAT(error(),
                    AllOf(HasSubstr("column no2_ug_m3"), HasSubstr("has a mean of -0.125 ug/m3 in 2024"),
                          Not(HasSubstr("more than the background itself"))));
    }
    study_.air.double_count_no2_ug_m3 = 0;
    give_hours();
    study_.air.background_year = 2023;
    EXPECT_THAT(error(), HasSubstr("72 of 72 hours of"));
    give_hours(30);
    EXPECT_EQ(error(), "") << "no field of steps";
    study_.output.fields = {"air_concentrations"};
    EXPECT_THAT(error(), AllOf(HasSubstr("column no2_ug_m3"), HasSubstr("column o3_ug_m3"),
                               HasSubstr("has no value in 18 hours of the study's days, the first ends at "
                                         "2024-07-25T07:00:00Z")));
    study_.air.year = 2030, study_.output.fields.clear();
    EXPECT_THAT(read_background(study_).warnings,
                Contains(HasSubstr("it is of 2024, the emission factors are of 2030")));
}

}  // namespace
}  // namespace luwte
