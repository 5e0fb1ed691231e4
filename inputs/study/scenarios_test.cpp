// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/scenarios.hpp"

#include "inputs/study/study_test_files.hpp"

#include <fstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string scenario = R"(
[[scenario]]
id = "car-park"
name = "A car park where trees stood"
edits = [
    { action = "remove_trees", polygons = "lot.geojson" },
    { action = "ground", polygons = "lot.geojson", like = "closed_paving" },
]
[[scenario]]
id = "school"
name = "School"
edits = [
    { action = "add_building", polygons = "lot.geojson", height_m = 9 },
    { action = "roofs", buildings = ["0363100000000001"], like = "green_roof" },
    { action = "plant_trees", trees = "lot.geojson" },
    { action = "remove_buildings", buildings = ["0363100000000001"], like = "grass" },
]
)";

class Scenarios : public testing::Test {
  protected:
    StudyFolder folder;
    Scenarios() { std::ofstream(folder.path / "lot.geojson") << "x"; }
    std::vector<std::string> problems_of(const std::string& text) {
        std::vector<std::string> out;
        for (const Problem& p : folder.problems(good_study + text)) out.push_back(p.what + " | " + p.hint);
        return out;
    }
};

TEST_F(Scenarios, AreReadInTheirOrder) {
    const Study study = folder.read(good_study + scenario);
    ASSERT_EQ(study.scenarios.size(), 2u);
    EXPECT_EQ(study.scenarios[0].id, "car-park");
    EXPECT_EQ(study.scenarios[0].name, "A car park where trees stood");
    ASSERT_EQ(study.scenarios[1].edits.size(), 4u);
    EXPECT_EQ(study.scenarios[1].edits[0].height_m, 9);
    EXPECT_EQ(study.scenarios[1].edits[0].key, "scenario school, edit 1 (add_building)");
    EXPECT_EQ(study.scenarios[1].edits[2].trees.filename(), "lot.geojson");
    EXPECT_THAT(study.scenarios[1].edits[3].buildings, ElementsAre("0363100000000001"));
    EXPECT_TRUE(study.edits.empty());
}

TEST_F(Scenarios, OneOfThemIsAStudyWithItsEditsAndRules) {
    const Study study = folder.read("title = \"Here\"\n" + good_study + scenario);
    const Study plan = study_of(study, study.scenarios[0]);
    EXPECT_EQ(plan.title, "Here: A car park where trees stood");
    EXPECT_TRUE(plan.scenarios.empty());
    EXPECT_EQ(plan.edits.size(), 2u);
    ASSERT_EQ(plan.ground.size(), 1u);
    EXPECT_EQ(plan.ground[0].like, "closed_paving");
    const Study school = study_of(study, study.scenarios[1]);
    ASSERT_EQ(school.roofs.size(), 1u);
    EXPECT_THAT(school.roofs[0].buildings, ElementsAre("0363100000000001"));
    EXPECT_TRUE(school.ground.empty());
}

TEST_F(Scenarios, EveryMistakeIsToldAtOnceWithItsPlace) {
    const auto problems = problems_of(R"(
[[scenario]]
id = "Car Park"
nam = "x"
edits = [{ action = "fell_trees", polygons = "lot.geojson" }, { action = "remove_trees" }, 3]
[[scenario]]
id = "base"
name = "y"
edits = [
    { action = "add_building", polygons = "lot.geojson", height_m = 0.5 },
    { action = "ground", polygons = "gone.geojson", like = "gras" },
    { action = "remove_buildings", like = "grass" },
    { action = "remove_trees", polygons = "lot.geojson", height_m = 3 },
]
)");
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[1].id' has to be 1 to 40 of a to z, 0 to 9 and -")));
    EXPECT_THAT(problems, Contains("'scenario[1].nam' is no key of a scenario | did you mean 'name'?"));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[1].name' is missing")));
    EXPECT_THAT(problems,
                Contains(HasSubstr("'scenario[1].edits[1].action' has to be one of: remove_trees, ")));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[1].edits[2].polygons' is missing")));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[1].edits[3]' has to be an edit in braces")));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[2].id' is that of the city as it is")));
    EXPECT_THAT(problems,
                Contains(HasSubstr("'scenario[2].edits[1].height_m' has to be a number, 2 to 400")));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[2].edits[2].polygons' cannot be used: ")));
    EXPECT_THAT(problems, Contains(HasSubstr("did you mean \"grass\"?")));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[2].edits[3]' does not say where")));
    EXPECT_THAT(problems, Contains(HasSubstr("'scenario[2].edits[4].height_m' is no key of remove_trees")));
    EXPECT_EQ(problems.size(), 12u);
}

TEST_F(Scenarios, GroundRoofHeightsAndWeatherOfAllTheAreaNeedNoPolygons) {
    const Study study = folder.read(good_study + R"(
[[scenario]]
id = "later"
name = "2050, higher and greener"
edits = [
    { action = "weather", warmer_k = 1.5, source = "a climate scenario" },
    { action = "weather", wind_times = 0.9, source = "another" },
    { action = "raise_buildings", buildings = ["0363100000000001"], by_m = 3 },
    { action = "ground", instead_of = ["open_paving", "closed_paving"], like = "grass" },
]
)");
    const Study later = study_of(study, study.scenarios.at(0));
    EXPECT_EQ(later.weather.warmer_k, 1.5);
    EXPECT_EQ(later.weather.wind_times, 0.9);
    EXPECT_EQ(later.weather.changed_source, "a climate scenario; another");
    EXPECT_EQ(study.weather.warmer_k, 0);
    EXPECT_EQ(later.edits[2].by_m, 3);
    ASSERT_EQ(later.ground.size(), 1u);
    EXPECT_THAT(later.ground[0].instead_of, ElementsAre("open_paving", "closed_paving"));
}

TEST_F(Scenarios, MistakesOfNumbersTypesAndSourcesAreTold) {
    const auto problems = problems_of(R"(
[[scenario]]
id = "a"
name = "A"
edits = [
    { action = "weather", warmer_k = 40, source = "x" },
    { action = "weather", warmer_k = 1 },
    { action = "weather", source = "x" },
    { action = "raise_buildings", buildings = ["1"], by_m = "high" },
    { action = "ground", instead_of = ["building"], like = "grass" },
    { action = "ground", like = "grass" },
]
)");
    EXPECT_THAT(problems, Contains(HasSubstr("edits[1].warmer_k' has to be a number, -10 to 10")));
    EXPECT_THAT(problems, Contains(HasSubstr("edits[2].source' is missing")));
    EXPECT_THAT(problems,
                Contains(HasSubstr("edits[3]' does not say what: it lacks warmer_k or wind_times")));
    EXPECT_THAT(problems, Contains(HasSubstr("edits[4].by_m' has to be a number, -200 to 200")));
    EXPECT_THAT(problems, Contains(HasSubstr("edits[5].instead_of' has to hold some of: ")));
    EXPECT_THAT(problems,
                Contains(HasSubstr("edits[6]' does not say where: it lacks polygons or instead_of")));
    EXPECT_EQ(problems.size(), 6u);
}

TEST_F(Scenarios, TrafficNeedsAir) {
    const std::string closed =
        "[[scenario]]\nid = \"a\"\nname = \"A\"\nedits = [{ action = \"traffic\", roads = [\"1\"], times = 0 "
        "}]\n";
    EXPECT_THAT(problems_of(closed),
                Contains(HasSubstr("edit 1 (traffic) changes nothing: the study has no")));
    EXPECT_THAT(
        problems_of("[[scenario]]\nid = \"a\"\nname = \"A\"\nedits = [{ action = \"traffic\", roads = "
                    "[1], times = -1 }]\n"),
        testing::IsSupersetOf({HasSubstr("roads' has to be a list of identifications"),
                               HasSubstr("times' has to be a number, 0 to 10")}));
}

TEST_F(Scenarios, IdsAreFoldersAndStandOnce) {
    EXPECT_THAT(problems_of(scenario + scenario), Contains(HasSubstr("\"car-park\" stands twice")));
    EXPECT_THAT(problems_of("[scenario]\nid = \"a\"\n"),
                Contains(HasSubstr("'scenario' has to be 1 to 50 tables headed [[scenario]]")));
    EXPECT_THAT(problems_of("[[scenarios]]\nid = \"a\"\n"), Contains(HasSubstr("did you mean 'scenario'?")));
}

}  // namespace
}  // namespace luwte
