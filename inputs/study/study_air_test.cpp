// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Problem only_problem(const StudyFolder& folder, const std::string& text,
                     const std::vector<std::string>& overrides) {
    const std::vector<Problem> all = folder.problems(text, overrides);
    EXPECT_EQ(all.size(), 1u) << to_string(all);
    return all.empty() ? Problem{} : all.front();
}

TEST(StudyAir, AirNeedsItsFilesYearWindAndABackgroundForWhatIsAskedFor) {
    const StudyFolder folder;
    EXPECT_FALSE(folder.read(good_study).air.asked);
    const std::string all = to_string(folder.problems(good_study + "[air]\n"));
    for (const char* key :
         {"city.roads", "air.receptors", "air.emission_factors", "air.year", "air.wind_speed_m_s",
          "air.background_no2_ug_m3", "air.background_o3_ug_m3", "air.background_pm10_ug_m3",
          "air.background_pm25_ug_m3", "air.background_ec_ug_m3"})
        EXPECT_THAT(all, HasSubstr(std::string("missing key '") + key + "'"));
    const std::string air =
        replaced(good_study, "[weather]", "roads = \"dtm.tif\"\n[weather]") +
        "[air]\nreceptors = \"dsm.tif\"\nemission_factors = \"dtm.tif\"\nyear = 2030\nwind_speed_m_s = 3.5\n"
        "pollutants = [\"pm25\"]\nbackground_pm25_ug_m3 = 8.5\n";
    const Study study = folder.read(air);
    EXPECT_TRUE(study.air.asked);
    EXPECT_EQ(study.air.receptors, folder.path / "dsm.tif");
    EXPECT_EQ(study.air.emission_factors, folder.path / "dtm.tif");
    EXPECT_EQ(study.air.year, 2030);
    EXPECT_EQ(study.air.wind_speed_m_s, 3.5);
    EXPECT_EQ(study.air.background_pm25_ug_m3, 8.5);
    EXPECT_THAT(study.air.pollutants, ElementsAre("pm25"));
    const Problem ozone = only_problem(folder, replaced(air, "background_pm25_ug_m3 = 8.5\n", ""),
                                       {"air.pollutants=[\"no2\"]", "air.background_no2_ug_m3=13"});
    EXPECT_EQ(ozone.what, "missing key 'air.background_o3_ug_m3': no2 needs it");
    EXPECT_EQ(ozone.hint, "for example, below [air]: background_o3_ug_m3 = 45");
    EXPECT_THAT(only_problem(folder, air, {"air.pollutants=[\"pm25\", \"pm25\"]"}).what,
                HasSubstr("names 'pm25' twice"));
    EXPECT_THAT(only_problem(folder, air, {"air.pollutants=[]"}).what, HasSubstr("is empty"));
    EXPECT_THAT(only_problem(folder, air, {"air.pollutants=[\"so2\"]"}).what,
                HasSubstr("has to be one of: no2, pm10, pm25, ec"));
    EXPECT_THAT(only_problem(folder, air, {"air.wind_speed_m_s=0"}).what,
                HasSubstr("it has to be 0.5 to 15"));
}

std::string air_and(const char* rest) {
    return replaced(good_study, "[weather]", "roads = \"dtm.tif\"\n[weather]") +
           "[air]\nreceptors = \"dsm.tif\"\nemission_factors = \"dtm.tif\"\nyear = 2030\nwind_speed_m_s = "
           "3.5\npollutants = [\"pm25\"]\nbackground_pm25_ug_m3 = 8.5\n" +
           rest;
}

TEST(StudyAir, RoadsTrafficOfTheDayAndYardsGoWithTheWind) {
    const StudyFolder folder;
    const Study plain = folder.read(air_and("[wind]\n"));
    EXPECT_EQ(plain.air.road_width_m, 7);
    EXPECT_EQ(plain.air.initial_height_m, 2);
    EXPECT_TRUE(plain.air.traffic_by_hour.empty());
    EXPECT_TRUE(plain.air.yards.empty());
    const std::string keys =
        "road_width_m = 9.5\ninitial_height_m = 3\nyards = \"dsm.tif\"\ntraffic_by_hour = [0, 0, 0, 0, 0, "
        "1, 3, 6, 8.5, 6, 5, 5, 5, 5, 5, 6, 8, 8, 6, 4, 3, 3, 2, 1]\n";
    const Study all = folder.read(air_and((keys + "[wind]\n").c_str()));
    EXPECT_EQ(all.air.road_width_m, 9.5);
    EXPECT_EQ(all.air.initial_height_m, 3);
    EXPECT_EQ(all.air.yards, folder.path / "dsm.tif");
    ASSERT_EQ(all.air.traffic_by_hour.size(), 24u);
    EXPECT_EQ(all.air.traffic_by_hour[8], 8.5);

    EXPECT_EQ(folder.problems(air_and(keys.c_str())).size(), 4u);
    EXPECT_THAT(only_problem(folder, air_and("yards = \"dsm.tif\"\n"), {}).what,
                HasSubstr("'air.yards' counts with the wind around the buildings only"));
    const auto problem = [&](const char* key) {
        return only_problem(folder, air_and("[wind]\n"), {key}).what;
    };
    EXPECT_THAT(problem("air.road_width_m=1"), HasSubstr("it has to be 2 to 60"));
    EXPECT_THAT(problem("air.initial_height_m=inf"), HasSubstr("it has to be a finite number"));
    EXPECT_THAT(problem("air.traffic_by_hour=3"), HasSubstr("is an integer; it has to be a list of numbers"));
    EXPECT_THAT(problem("air.traffic_by_hour=[\"8\"]"), HasSubstr("holds a text; it has to hold numbers"));
    EXPECT_THAT(problem("air.traffic_by_hour=[-1]"),
                HasSubstr("'air.traffic_by_hour' is -1; it has to be 0"));
    EXPECT_THAT(problem("air.traffic_by_hour=[1, 2]"), HasSubstr("has 2 numbers; it has to have 24"));
    std::string zeros = "air.traffic_by_hour=[0";
    for (int h = 1; h < 24; ++h) zeros += ", 0";
    EXPECT_THAT(problem((zeros + "]").c_str()), HasSubstr("no traffic in any hour"));
    EXPECT_THAT(problem("air.yards=\"none.geojson\""), HasSubstr("no such file"));
}

TEST(StudyAir, ABackgroundIsAValueAMapOrAColumnOfAFile) {
    const StudyFolder folder;
    const std::string air = air_and("");
    const auto what = [&](const std::string& text, const std::vector<std::string>& more) {
        return only_problem(folder, text, more).what;
    };
    const char* year = "air.background_year=2024";
    EXPECT_THAT(what(air, {"air.background_pm25_map=\"dsm.tif\"", year}),
                HasSubstr("'air.background_pm25_ug_m3' and 'air.background_pm25_map' are both given"));
    const std::string without = replaced(air, "background_pm25_ug_m3 = 8.5\n", "");
    const Study map = folder.read(without, {"air.background_pm25_map=\"dsm.tif\"", year});
    EXPECT_EQ(map.air.background_pm25_map, folder.path / "dsm.tif");
    EXPECT_EQ(map.air.background_year, 2024);
    EXPECT_EQ(map.air.double_count_pm25_ug_m3, 0);
    EXPECT_FALSE(map.air.deposition);
    const Study file = folder.read(without, {"air.background_file=\"dsm.tif\"", year});
    EXPECT_EQ(file.air.background_file, folder.path / "dsm.tif");
    EXPECT_THAT(what(without, {"air.background_file=\"dsm.tif\""}),
                HasSubstr("missing key 'air.background_year': a file of the background needs it"));
    EXPECT_THAT(what(air, {year}), HasSubstr("but no file of the background"));
    EXPECT_THAT(what(without, {}), HasSubstr("missing key 'air.background_pm25_ug_m3'"));
    EXPECT_THAT(what(air, {"air.double_count_pm25_ug_m3=-1"}), HasSubstr("it has to be 0 to 100"));
    EXPECT_THAT(what(air, {"air.deposition=true"}), HasSubstr("counts with the wind"));
}

TEST(StudyAir, ABackgroundOfWhatIsNotComputedChangesNothing) {
    const StudyFolder folder;
    const auto unused = [&](const char* key, const char* pollutant) {
        const std::string name = std::string(key).substr(0, std::string(key).find('='));
        std::vector<std::string> overrides = {key};
        if (name.ends_with("_map")) overrides.emplace_back("air.background_year=2024");
        const Problem problem = only_problem(folder, air_and(""), overrides);
        EXPECT_EQ(problem.what, "'" + name + "' changes nothing: 'air.pollutants' has no " + pollutant);
    };
    unused("air.background_no2_ug_m3=13", "no2");
    unused("air.background_o3_ug_m3=45", "no2");
    unused("air.background_ec_map=\"dsm.tif\"", "ec");
    unused("air.double_count_pm10_ug_m3=1", "pm10");
    EXPECT_EQ(folder.read(air_and("double_count_pm25_ug_m3 = 1\n")).air.double_count_pm25_ug_m3, 1);
}

TEST(StudyAir, OtherSourcesNeedTheWindAndStepsDoNotKnowThem) {
    const StudyFolder folder;
    const char* sources = "air.sources=\"dsm.tif\"";
    EXPECT_THAT(only_problem(folder, air_and(""), {sources}).what,
                HasSubstr("'air.sources' counts with the wind around the buildings only"));
    EXPECT_FALSE(folder.read(air_and("[wind]\n"), {sources}).air.sources.empty());
    EXPECT_THAT(
        only_problem(folder, air_and("[wind]\n"), {sources, "output.fields=[\"air_concentrations\"]"}).what,
        HasSubstr("concentrations of steps do not know 'air.sources'"));
    EXPECT_EQ(folder.read(air_and("[wind]\n"), {sources, "output.fields=[\"yearly_concentration_pm25\"]"})
                  .output.fields.size(),
              1u);
}

TEST(StudyAir, MapsOfItNeedTrafficWindAndThePollutant) {
    const StudyFolder folder;
    const auto problem = [&](const char* sections, const char* fields, const char* more) {
        return only_problem(folder, air_and(sections), {fields, more}).what;
    };
    const char* no2 = "output.fields=[\"yearly_concentration_no2\"]";
    const char* pm25 = "output.fields=[\"pet\", \"yearly_concentration_pm25_from_roads\"]";
    EXPECT_EQ(folder.read(air_and("[wind]\n"), {pm25}).output.fields.size(), 2u);
    const char* steps = "output.fields=[\"air_concentrations\", \"pet\"]";
    EXPECT_EQ(folder.read(air_and("[wind]\n"), {steps}).output.fields.size(), 2u);
    EXPECT_THAT(problem("", steps, "title=\"a\""), HasSubstr("needs traffic and the wind"));
    EXPECT_THAT(problem("[wind]\n", "output.fields=[\"concentration_no2\"]", "title=\"a\""),
                HasSubstr("'air.pollutants' has no no2"));
    EXPECT_THAT(problem("[wind]\n", no2, "title=\"a\""), HasSubstr("'air.pollutants' has no no2"));
    const char *srm1 = "output.fields=[\"yearly_concentration_pm25_srm1\"]",
               *difference = "output.fields=[\"yearly_concentration_pm25_minus_srm1\"]";
    EXPECT_EQ(folder.read(air_and(""), {srm1}).output.fields.size(), 1u);
    EXPECT_THAT(problem("", difference, "title=\"a\""), HasSubstr("needs traffic and the wind"));
    EXPECT_THAT(only_problem(folder, good_study, {srm1}).what, HasSubstr("which needs traffic"));
    EXPECT_THAT(problem("", "output.fields=[\"yearly_concentration_no2_srm1\"]", "title=\"a\""),
                HasSubstr("'air.pollutants' has no no2"));
    EXPECT_THAT(problem("", pm25, "title=\"a\""), HasSubstr("needs traffic and the wind"));
    EXPECT_THAT(problem("[wind]\n", pm25, "wind.method=\"mass_consistent\""),
                HasSubstr("by more than a screening"));
    EXPECT_THAT(only_problem(folder, good_study + "[wind]\n", {no2}).what,
                HasSubstr("needs traffic and the wind"));
}

}  // namespace
}  // namespace luwte
