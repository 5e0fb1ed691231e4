// SPDX-License-Identifier: Apache-2.0
#include "host/model_rules.hpp"

#include "kernels/core/constants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(ModelRules, SayWhereSurfaceTemperatureWindAndTheEdgeAreSimplified) {
    Study study;
    study.city.canopy_clumping = 0.7;
    const auto rules = model_rules(study);
    EXPECT_THAT(rules, Contains(HasSubstr("rain and dew stay on surfaces")));
    EXPECT_THAT(rules, Contains(HasSubstr("no channelling")));
    EXPECT_THAT(rules, Contains(HasSubstr("edge of the area")));
    EXPECT_THAT(rules, Contains(HasSubstr("clumping 0.7")));
}

TEST(ModelRules, SayAtWhichHeightABodyReceivesRadiation) {
    Study study;
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("radiation on a person: at 1.1 m")));
    study.person.radiation_height_m = 0.8;
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("radiation on a person: at 0.8 m")));
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("wind at 1.1 m")));
}

TEST(ModelRules, SayWhatBringsTheStationsWindToTheSite) {
    Study study;
    study.wind.asked = true;
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("by logarithmic profiles that agree at 60 m")));
    study.wind.inflow_table = "mast.csv";
    EXPECT_THAT(
        model_rules(study),
        Contains(HasSubstr("by a logarithmic profile and that of wind.inflow_table that agree at 60 m")));
}

TEST(ModelRules, FollowTheUrbanIncrementOfTheStudy) {
    Study study;
    study.weather.urban_increment = "rule";
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("Theeuwes")));
    study.weather.urban_increment = "none";
    EXPECT_THAT(model_rules(study), Not(Contains(HasSubstr("Theeuwes"))));
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("the station's everywhere")));
    study.weather.urban_increment = "slab";
    study.weather.urban_fetch_m = 1500;
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("slab of city air over 1500 m")));
    EXPECT_THAT(model_rules(study), Not(Contains(HasSubstr("Theeuwes"))));
    study.weather.anthropogenic_heat_w_m2 = 12;
    study.weather.anthropogenic_heat_source = "a paper";
    EXPECT_THAT(model_rules(study), Contains(HasSubstr("anthropogenic heat 12 W/m2 (a paper)")));
}

TEST(ModelRules, AnAreaThatStandsForTheCityUpwindIsWarnedAboutWithTheSlabOnly) {
    Grid grid;
    grid.nx = 1250, grid.ny = 765, grid.cell_size = 0.5;
    Study::WeatherInput weather;
    weather.urban_increment = "slab", weather.urban_fetch_m = 1500;
    EXPECT_THAT(small_fetch_warning(weather, grid, 0.25), HasSubstr("1500 m of city upwind"));
    EXPECT_THAT(small_fetch_warning(weather, grid, 0.25), HasSubstr("625 x 382 m"));
    EXPECT_THAT(small_fetch_warning(weather, grid, 0.25), HasSubstr("25 % of it unknown"));
    EXPECT_THAT(small_fetch_warning(weather, grid, 0), Not(HasSubstr("unknown")));
    for (const char* other : {"rule", "none"}) {
        weather.urban_increment = other;
        EXPECT_THAT(small_fetch_warning(weather, grid, 0.25), IsEmpty()) << other;
    }
    weather.urban_increment = "slab";
    grid.nx = grid.ny = 2000;
    EXPECT_THAT(small_fetch_warning(weather, grid, 0.25), IsEmpty());
    grid.ny = 1999;
    EXPECT_THAT(small_fetch_warning(weather, grid, 0.25), Not(IsEmpty()));
}

TEST(ModelRules, AnAreaSmallerThanTheWindowOfTheNationalMethodIsWarnedAbout) {
    Grid grid;
    grid.nx = 1250, grid.ny = 765, grid.cell_size = 0.5;
    EXPECT_THAT(small_area_warning(grid), HasSubstr("625 x 382 m"));
    grid.nx = 1100, grid.ny = 500, grid.cell_size = 1;
    EXPECT_THAT(small_area_warning(grid), IsEmpty());
    grid.ny = 499;
    EXPECT_THAT(small_area_warning(grid), Not(IsEmpty()));
}

TEST(ModelRules, OutsideTheNetherlandsTheDeepGroundIsNotKnown) {
    EXPECT_THAT(deep_ground_warning(52.1 * degree_d), IsEmpty());
    EXPECT_THAT(deep_ground_warning(43.6 * degree_d), HasSubstr("43.6 degrees latitude"));
    EXPECT_THAT(deep_ground_warning(57.7 * degree_d), HasSubstr("De Bilt"));
}

TEST(ModelRules, WaterIsToldThatItsStartIsTheYears) {
    CityLayers city;
    city.surface_type = {std::int8_t(SurfaceType::grass), std::int8_t(SurfaceType::water)};
    EXPECT_THAT(water_start_warning("2019-01-04", 5, city), HasSubstr("begins 7 days earlier"));
    EXPECT_THAT(water_start_warning("2019-01-13", 12, city), IsEmpty());
    city.surface_type.pop_back();
    EXPECT_THAT(water_start_warning("2019-01-04", 5, city), IsEmpty());
}

}  // namespace
}  // namespace luwte
