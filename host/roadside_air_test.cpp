// SPDX-License-Identifier: Apache-2.0
#include "host/roadside_air.hpp"

#include "inputs/study/study_test_files.hpp"
#include "inputs/traffic/test_cimlk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using test_cimlk::Fields;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

const std::string factors_head = "# source: a test\nsubstance,year,speed_class,vehicle_class,factor_g_km\n";

/// One street of 10,000 cars a day that emit 0.3 g/km, a fifth of it as NO2, and a receptor 10 m from it: the
/// vector of validation/srm1_vectors, with 0.1 g/km of all else.
class RoadsideAirFiles : public testing::Test {
  protected:
    test_files::Folder folder_;
    Study study_;
    test_cimlk::CsvFile roads_ = test_cimlk::roads(), receptors_ = test_cimlk::receptors();
    std::string factors_ = factors_head +
                           "nox,2030,c,light,0.3\nno2,2030,c,light,0.06\npm10,2030,c,light,0.1\n"
                           "pm25,2030,c,light,0.1\nec,2030,c,light,0.1\n";
    Fields only_cars_{{"intensiteitLichtVerkeer", "10000"},      {"intensiteitMiddelzwaarVerkeer", "0"},
                      {"intensiteitZwaarVerkeer", "0"},          {"intensiteitBusVerkeer", "0"},
                      {"stagnatiefactorLichtVerkeer", "0.0000"}, {"geometrie", "LINESTRING(0 50,100 50)"}};
    Fields beside_{{"bebouwingstype", "1"}, {"bomenfactor", "1.25"}, {"geometrie", "POINT(50 60)"}};

    RoadsideAirFiles() {
        study_.area.bounds_m = {0, 0, 100, 100};
        study_.air.asked = true;
        study_.air.year = 2030;
        study_.air.wind_speed_m_s = 3.5;
        study_.air.background_no2_ug_m3 = 13;
        study_.air.background_o3_ug_m3 = 45;
        study_.air.background_pm10_ug_m3 = 20;
        study_.air.background_pm25_ug_m3 = 8;
        study_.air.background_ec_ug_m3 = 0.4;
    }
    RoadsideAir read() {
        study_.city.roads = roads_.write(folder_ / "Wegdelen.csv");
        study_.air.receptors = receptors_.write(folder_ / "Receptoren.csv");
        study_.air.emission_factors = folder_ / "factors.csv";
        std::ofstream(study_.air.emission_factors) << factors_;
        return roadside_air_of(study_);
    }
    std::string error() {
        try {
            read();
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
};

TEST_F(RoadsideAirFiles, TrafficOfAScenarioCountsAndUnknownSegmentsAreErrors) {
    roads_.add(only_cars_);
    receptors_.add(beside_);
    const double before = read().column("nox_streets_ug_m3").front();
    Study::Edit half;
    half.action = "traffic", half.roads = {"s1"}, half.times = 0.5, half.key = "scenario quiet, edit 1";
    study_.edits = {half};
    const RoadsideAir quiet = read();
    EXPECT_NEAR(quiet.column("nox_streets_ug_m3").front() / before, 0.5, 1e-6);
    EXPECT_THAT(quiet.rule, HasSubstr("scenario quiet, edit 1: 0.5 times the vehicles of 1 segments"));
    study_.edits.front().roads = {"s1", "s1"};  // named twice it is halved once
    EXPECT_NEAR(read().column("nox_streets_ug_m3").front() / before, 0.5, 1e-6);
    half.times = 1;
    study_.edits = {half};
    EXPECT_THAT(error(), HasSubstr("'s1' has no vehicles, or keeps them: the edit changes nothing"));
    half.times = 0;
    study_.edits = {half};
    EXPECT_EQ(read().column("nox_streets_ug_m3").front(), 0);
    study_.edits.front().roads = {"s1", "nowhere"};
    EXPECT_THAT(error(), HasSubstr("'nowhere' is no segment of city.roads in and around the area"));
    roads_.rows.front()["rekenmethode"] = "SRM2", roads_.rows.front()["wegsoort"] = "92";
    study_.edits.front().roads = {"s1"};
    receptors_.rows.clear();
    receptors_.add({{"wegdeelIdentificatie", ""}});
    EXPECT_THAT(error(), HasSubstr("is an open road (SRM2), which is not computed"));
}

TEST_F(RoadsideAirFiles, AreaMeasuresScaleWhatStreetsInsideThemEmit) {
    roads_.add(only_cars_);
    receptors_.add(beside_);
    const double before = read().column("nox_streets_ug_m3").front(),
                 pm10 = read().column("pm10_ug_m3").front();
    study_.air.measures = test_cimlk::measures().add({}).write(folder_ / "Maatregelen.csv");
    EXPECT_THAT(error(),
                HasSubstr("the measure has NOx and no NO2 of the same vehicles and road type: Zone"));
    study_.air.measures =
        test_cimlk::measures().add({}).add({{"stof", "NO2"}}).write(folder_ / "Maatregelen.csv");
    const RoadsideAir half = read();  // of its 100 m 50 lie inside
    EXPECT_NEAR(half.column("nox_streets_ug_m3").front() / before, 0.9, 1e-6);
    EXPECT_EQ(half.column("pm10_ug_m3").front(), pm10);
    EXPECT_THAT(half.rule,
                HasSubstr("area measures on 1 streets, 1 of them not on their whole length (a share of "
                          "it): Zone"));
    EXPECT_EQ(half.records.at(3).role, "measures");
    study_.air.measures = test_cimlk::measures()
                              .add({{"geometrie", "POLYGON((500 0,600 0,600 100,500 100,500 0))"}})
                              .write(folder_ / "Maatregelen.csv");
    const RoadsideAir none = read();
    EXPECT_NEAR(none.column("nox_streets_ug_m3").front(), before, 1e-9);
    EXPECT_THAT(none.warnings, Contains(HasSubstr("it changes nothing")));
    study_.air.measures = test_cimlk::measures().add({{"wegsoort", "d"}}).write(folder_ / "Maatregelen.csv");
    EXPECT_THAT(read().warnings, Contains(HasSubstr("it changes nothing"))) << "nothing stagnates";
}

TEST_F(RoadsideAirFiles, ARowForEachReceptorWithWhatItsStreetsAddAndAllTogether) {
    roads_.add(only_cars_);
    receptors_.add(beside_);
    receptors_.add({{"identificatie", "=cmd"}, {"wegdeelIdentificatie", ""}});
    const RoadsideAir air = read();
    // 8.3612 of NOx and 3.3650 of NO2; 0.1 g/km are a third of 8.3612.
    const std::string days =
        fmt::format("{:.4f}", 0.13401 * std::pow(22.7871 - 31.2, 2) + 3.9427 * (22.7871 - 31.2) + 35);
    EXPECT_THAT(air.csv(), testing::StartsWith(
                               "# yearly means of 2030 with traffic and background as the study has them, by "
                               "SRM1 with its wind; exploratory, not for permit tests\n"
                               "receptor,x_m,y_m,streets,nox_streets_ug_m3,no2_streets_ug_m3,no2_ug_m3,"
                               "pm10_streets_ug_m3,pm10_ug_m3,pm10_days_above_50,pm25_streets_ug_m3,"
                               "pm25_ug_m3,ec_streets_ug_m3,ec_ug_m3\n"
                               "\"r1\",50.00,60.00,1,8.3612,3.3650,16.3650,2.7871,22.7871,"));
    EXPECT_THAT(air.csv(), HasSubstr(",2.7871,10.7871,2.7871,3.1871\n"));
    EXPECT_THAT(air.csv(), HasSubstr("22.7871," + days.substr(0, 5)));
    EXPECT_THAT(air.csv(), HasSubstr("\n\"'=cmd\",50.50,22.25,0,0.0000,0.0000,13.0000,0.0000,20.0000,"));
    EXPECT_THAT(air.csv({}, true), HasSubstr("with its wind; sources other than roads are in what all"));
    EXPECT_THAT(air.rule, AllOf(HasSubstr("exploratory, not for permit tests"), HasSubstr("source: a test")));
    EXPECT_THAT(air.plan, HasSubstr("SRM1 at 2 receptors, 1 of them along 1 streets"));
    ASSERT_EQ(air.records.size(), 3u);
    for (const InputRecord& record : air.records) EXPECT_EQ(record.sha256.size(), 64u) << record.role;
}

TEST_F(RoadsideAirFiles, OnlyPollutantsThatAreAskedForNeedFactors) {
    roads_.add(only_cars_);
    receptors_.add(beside_);
    factors_ = factors_head + "pm25,2030,c,light,0.1\n";
    EXPECT_THAT(error(), AllOf(HasSubstr("there is none for nox, speed class c, light vehicles"),
                               HasSubstr("there is none for ec, speed class c, light vehicles")));
    study_.air.pollutants = {"pm25"};
    EXPECT_THAT(read().csv(),
                HasSubstr("streets,pm25_streets_ug_m3,pm25_ug_m3\n\"r1\",50.00,60.00,1,2.7871,10.7871\n"));
}

TEST_F(RoadsideAirFiles, ProblemsOfRoadsAndFactorsComeTogether) {
    roads_.add({{"hoogte", "high"}});
    factors_ = "substance\n";
    EXPECT_THAT(error(), AllOf(HasSubstr("column 'hoogte': 'high' is not a number"),
                               HasSubstr("there is no column factor_g_km")));
}

TEST_F(RoadsideAirFiles, AnAreaWithoutReceptorsIsAnError) {
    roads_.add(only_cars_);
    receptors_.add({{"geometrie", "POINT(500 500)"}, {"wegdeelIdentificatie", ""}});
    EXPECT_THAT(error(), HasSubstr("no receptor lies within area.bounds_m"));
}

TEST_F(RoadsideAirFiles, DistancesOutsideTheMethodAreWarnedOf) {
    roads_.add(only_cars_);
    receptors_.add(beside_);
    receptors_.add({{"identificatie", "near"}, {"geometrie", "POINT(50 51)"}});
    receptors_.add({{"identificatie", "far"}, {"bebouwingstype", "2"}, {"geometrie", "POINT(50 90)"}});
    const RoadsideAir air = read();
    EXPECT_THAT(air.warnings, Contains(HasSubstr("1 receptors stand nearer than 3.5 m")));
    EXPECT_THAT(air.warnings, Contains(HasSubstr("1 links of receptors and streets are longer")));
}

TEST_F(RoadsideAirFiles, ScreensAndHeightsOfLinkedStreetsAreWarnedOf) {
    roads_.add(only_cars_);
    receptors_.add(beside_);
    const auto said = Contains(HasSubstr("of the streets along receptors"));
    EXPECT_THAT(read().warnings, testing::Not(said));
    Fields& street = roads_.rows.front();
    street["hoogte"] = "2.5", street["overdrachtLinksSoort"] = "scherm";
    street["overdrachtLinksAfstand"] = "5", street["overdrachtLinksHoogte"] = "3";
    Fields other = street;
    other["identificatie"] = "s2";  // along no receptor
    roads_.add(other);
    EXPECT_THAT(read().warnings, Contains(HasSubstr("1 have screens, 0 lie below the land and 1 above it")));
    roads_.rows.front()["hoogte"] = "-3";
    EXPECT_THAT(read().warnings, Contains(HasSubstr("1 have screens, 1 lie below the land and 0 above it")));
}

TEST_F(RoadsideAirFiles, TheFileStandsBesideTheResult) {
    EXPECT_EQ(roadside_air_file("out/a.nc"), "out/a.air.csv");
}

}  // namespace
}  // namespace luwte
