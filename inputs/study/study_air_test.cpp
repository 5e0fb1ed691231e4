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
    const Problem ozone =
        only_problem(folder, air, {"air.pollutants=[\"no2\"]", "air.background_no2_ug_m3=13"});
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

}  // namespace
}  // namespace luwte
