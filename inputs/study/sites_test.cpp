// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/sites.hpp"

#include "inputs/study/scenarios.hpp"
#include "inputs/study/study_test_files.hpp"

#include <fstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::HasSubstr;

const std::string two_sites = R"(
[[site]]
id = "park"
name = "At the park"
yard = "places.geojson"
building = "places.geojson"
building_height_m = 8
[[site]]
id = "square"
name = "At the square"
yard = "places.geojson"
)";

class StudySites : public testing::Test {
  protected:
    StudyFolder folder;
    StudySites() { std::ofstream(folder.path / "places.geojson") << "x"; }
    std::vector<std::string> problems_of(const std::string& text) {
        std::vector<std::string> out;
        for (const Problem& p : folder.problems(good_study + text)) out.push_back(p.what + " | " + p.hint);
        return out;
    }
};

TEST_F(StudySites, AreReadInTheirOrder) {
    const Study study = folder.read(good_study + two_sites);
    ASSERT_EQ(study.sites.size(), 2u);
    EXPECT_EQ(study.sites[0].id, "park");
    EXPECT_EQ(study.sites[0].name, "At the park");
    EXPECT_EQ(study.sites[0].yard.filename(), "places.geojson");
    EXPECT_EQ(study.sites[0].building.filename(), "places.geojson");
    EXPECT_EQ(study.sites[0].building_height_m, 8);
    EXPECT_TRUE(study.sites[1].building.empty());
    EXPECT_TRUE(has_own_city(study.sites[0]));
    EXPECT_FALSE(has_own_city(study.sites[1]));
}

TEST_F(StudySites, ASchoolToBuildIsTheLastEditOfTheSitesCity) {
    const Study study = folder.read("title = \"Here\"\n" + good_study + two_sites + R"(
[[scenario]]
id = "felled"
name = "Felled"
edits = [{ action = "remove_trees", polygons = "places.geojson" }]
)");
    const Study park = study_of(study, study.sites[0]);
    EXPECT_TRUE(park.sites.empty());
    EXPECT_EQ(park.title, "Here: At the park");
    ASSERT_EQ(park.edits.size(), 1u);
    EXPECT_EQ(park.edits[0].action, "add_building");
    EXPECT_EQ(park.edits[0].site, "park");
    EXPECT_EQ(park.edits[0].height_m, 8);
    const Study felled = study_of(park, park.scenarios[0]);
    ASSERT_EQ(felled.edits.size(), 2u);
    EXPECT_EQ(felled.edits[1].site, "park");
    EXPECT_EQ(felled.title, "Here: At the park: Felled");

    const Study square = study_of(study, study.sites[1]);
    EXPECT_EQ(square.title, "Here");
    EXPECT_TRUE(square.edits.empty());
    EXPECT_EQ(square.scenarios[0].edits.size(), 1u);
}

TEST_F(StudySites, EveryMistakeIsToldAtOnceWithItsPlace) {
    const auto problems = problems_of(R"(
[[site]]
id = "At the park"
nam = "x"
yard = "gone.geojson"
[[site]]
id = "twice"
name = "y"
yard = 3
building_height_m = 1
[[site]]
id = "twice"
name = "z"
)");
    for (const char* what :
         {"'site[1].id' has to be 1 to 40 of a to z", "'site[1].nam' is no key of a site | did you mean",
          "'site[1].name' is missing", "'site[1].yard' cannot be used", "'site[2].yard' cannot be used",
          "'site[2].building_height_m' has to be a number, 2 to 400",
          "'site[2].building_height_m' stands without `building`", "'site[3].id' \"twice\" stands twice",
          "'site[3].yard' is missing"})
        EXPECT_THAT(problems, Contains(HasSubstr(what)));
    EXPECT_THAT(problems_of("[site]\nid = \"a\"\n"), Contains(HasSubstr("1 to 50 tables headed [[site]]")));
    std::string many;
    for (int n = 0; n < 51; ++n)
        many += "[[site]]\nid = \"s" + std::to_string(n) + "\"\nname = \"n\"\nyard = \"places.geojson\"\n";
    EXPECT_THAT(problems_of(many), Contains(HasSubstr("1 to 50 tables headed [[site]]")));
}

}  // namespace
}  // namespace luwte
