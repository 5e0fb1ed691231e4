// SPDX-License-Identifier: Apache-2.0
// SRM1 over the cells of a study beside its receptors, numbers in brackets are those of docs/models/srm1.md.
#include "host/srm1_maps.hpp"

#include "inputs/study/study_test_files.hpp"
#include "inputs/traffic/test_cimlk.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// 100 x 100 m of open ground on cells of 2 m with a block, and a street of 10,000 cars a day along y = 51.
class Srm1MapsOfAStudy : public testing::Test {
  protected:
    test_files::Folder folder_;
    Study study_;
    RunInputs inputs_;

    Srm1MapsOfAStudy() {
        study_.area.bounds_m = {0, 0, 100, 100};
        study_.air.asked = true, study_.air.year = 2030, study_.air.wind_speed_m_s = 3.5;
        study_.air.pollutants = {"no2", "pm10"};
        study_.air.background_no2_ug_m3 = 13, study_.air.background_o3_ug_m3 = 45;
        study_.air.background_pm10_ug_m3 = 20;
        CityLayers& city = inputs_.city.layers;
        city.grid = {.nx = 50, .ny = 50, .cell_size = 2};
        city.building_height.assign(2500, 0.0f);
        city.surface_type.assign(2500, 0);
        for (std::size_t i = 10; i < 20; ++i)
            for (std::size_t j = 35; j < 40; ++j) city.building_height[50 * j + i] = 9;
        study_.air.emission_factors = folder_ / "factors.csv";
        std::ofstream(study_.air.emission_factors)
            << "# source: a test\nsubstance,year,speed_class,vehicle_class,factor_g_km\n"
               "nox,2030,c,light,0.3\nno2,2030,c,light,0.06\npm10,2030,c,light,0.1\n";
    }
    void read(const char* first, const char* second) {
        study_.city.roads = test_cimlk::roads()
                                .add({{"intensiteitLichtVerkeer", "10000"},
                                      {"intensiteitMiddelzwaarVerkeer", "0"},
                                      {"intensiteitZwaarVerkeer", "0"},
                                      {"intensiteitBusVerkeer", "0"},
                                      {"stagnatiefactorLichtVerkeer", "0.0000"},
                                      {"geometrie", "LINESTRING(0 51,100 51)"}})
                                .write(folder_ / "Wegdelen.csv");
        study_.air.receptors =
            test_cimlk::receptors()
                .add({{"bebouwingstype", "1"}, {"bomenfactor", "1.25"}, {"geometrie", first}})
                .add({{"identificatie", "r2"},
                      {"bebouwingstype", "3"},
                      {"bomenfactor", "1.0"},
                      {"geometrie", second}})
                .write(folder_ / "Receptoren.csv");
        inputs_.roadside_air = roadside_air_of(study_);
    }
};

TEST_F(Srm1MapsOfAStudy, HaveTheValueOfTheReceptorAtItsPlaceAndNoneBehindBuildings) {  // [12]
    read("POINT(51 61)", "POINT(11 41)");
    const Srm1Maps maps = srm1_maps_of(study_, Backend::cpu(), inputs_, nullptr);
    ASSERT_EQ(maps.maps.size(), 2u);
    EXPECT_EQ(maps.maps.front().name, "yearly_concentration_no2_srm1");
    for (std::size_t p = 0; p < 2; ++p) {
        const auto map = maps.maps[p].values.view();
        const std::vector<double>& at = inputs_.roadside_air->column(p == 0 ? "no2_ug_m3" : "pm10_ug_m3");
        EXPECT_NEAR(double(map(30, 25)), at[0], 1e-5) << p;
        EXPECT_NEAR(double(map(20, 5)), at[1], 1e-5) << p;
        EXPECT_NE(at[0], at[1]) << "so that a mixed up receptor would show";
        EXPECT_TRUE(std::isnan(map(37, 15))) << "on the block";
        EXPECT_TRUE(std::isnan(map(42, 15))) << "behind it";
    }
    EXPECT_THAT(maps.rule,
                AllOf(HasSubstr("exploratory, not for permit tests"), HasSubstr("% of open ground")));
    EXPECT_TRUE(maps.headlines.empty());
    EXPECT_TRUE(maps.warnings.empty());
    EXPECT_EQ(maps.end_s - maps.begin_s, 365 * 86400.0);
}

TEST_F(Srm1MapsOfAStudy, DifferencesAreDispersionLessSrm1WhereThatHasAValue) {
    read("POINT(51 61)", "POINT(11 41)");
    StreetDispersion own;
    for (const char* name : {"yearly_concentration_no2_from_roads", "yearly_concentration_pm10_from_roads"}) {
        Field2D<float> values(Backend::cpu(), {1, 50, 50}, name, "ug m-3");
        std::ranges::fill(values.host(), 12.0f);
        own.maps.push_back({name, std::move(values)});
    }
    const Srm1Maps maps = srm1_maps_of(study_, Backend::cpu(), inputs_, &own);
    ASSERT_EQ(maps.maps.size(), 4u);
    EXPECT_EQ(maps.maps[1].name, "yearly_concentration_no2_minus_srm1");
    const auto srm1 = maps.maps[0].values.host(), less = maps.maps[1].values.host();
    std::size_t values = 0;
    for (std::size_t n = 0; n < srm1.size(); ++n) {
        ASSERT_EQ(std::isnan(srm1[n]), std::isnan(less[n]));
        if (std::isnan(srm1[n])) continue;
        EXPECT_NEAR(less[n], 12 - (srm1[n] - 13), 1e-5);
        ++values;
    }
    EXPECT_GT(values, 1000u);
    ASSERT_EQ(maps.headlines.size(), 2u);
    EXPECT_THAT(maps.headlines.front(), HasSubstr("nitrogen dioxide by dispersion less SRM1's: +"));
}

TEST_F(Srm1MapsOfAStudy, StandInThePlan) {
    read("POINT(51 61)", "POINT(11 41)");
    const Srm1MapsNeed alone = srm1_maps_need(study_, inputs_, 2500, false),
                       both = srm1_maps_need(study_, inputs_, 2500, true);
    EXPECT_EQ(alone.kept, 2500 * 4 * 2) << "two pollutants";
    EXPECT_EQ(both.kept, 2 * alone.kept);
    EXPECT_GT(alone.memory, alone.kept + 2500 * 4 * 3) << "streets of nox, no2 and pm10";
    EXPECT_GT(alone.seconds, 0);
    EXPECT_DOUBLE_EQ(srm1_maps_need(study_, inputs_, 5000, false).seconds, 2 * alone.seconds);
    std::vector<Receptor>& receptors = inputs_.roadside_air->receptors;
    receptors.insert(receptors.end(), 998, receptors.front());
    const double with_1000 = srm1_maps_need(study_, inputs_, 2500, false).seconds;
    EXPECT_GT(with_1000, 3 * alone.seconds) << "each cell looks at all receptors";
    EXPECT_LT(with_1000, 100 * alone.seconds) << "but walks along the streets of few";
}

TEST_F(Srm1MapsOfAStudy, EmptyMapsAreWarnedOf) {
    read("POINT(51 61)", "POINT(11 41)");
    for (Receptor& receptor : inputs_.roadside_air->receptors) receptor.streets.clear();
    const Srm1Maps maps = srm1_maps_of(study_, Backend::cpu(), inputs_, nullptr);
    EXPECT_THAT(maps.warnings, testing::ElementsAre(HasSubstr("its maps are empty")));
    for (const float v : maps.maps.front().values.host()) ASSERT_TRUE(std::isnan(v));
}

}  // namespace
}  // namespace luwte
