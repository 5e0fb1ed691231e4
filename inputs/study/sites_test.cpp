// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/sites.hpp"

#include "inputs/study/ensemble.hpp"
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

TEST_F(StudySites, RankingKeysAndWeightsHaveTheirChecks) {
    const Study study =
        folder.read(good_study + "[ranking]\nschool_h = [9, 14]\nweights = { heat = 2, no2_yard = 0 }\n",
                    {"ranking.weights.air=1.5"});
    EXPECT_EQ(study.ranking.school_h, (std::vector<double>{9, 14}));
    EXPECT_EQ(study.ranking.breaks_h.size(), 4u);
    EXPECT_EQ(study.ranking.weights,
              (std::map<std::string, double>{{"air", 1.5}, {"heat", 2}, {"no2_yard", 0}}));
    const auto problems = problems_of(
        "[ranking]\nschool_h = [15, 9]\nbreaks_h = [10, 11, 12]\n[ranking.weights]\nheet = 1\nair = "
        "-1\ngreen = \"x\"\n");
    for (const char* what :
         {"'ranking.school_h' has to be two hours", "'ranking.breaks_h' has to be pairs",
          "'ranking.weights' has 'heet', which is no group and no indicator | did you mean 'heat'?",
          "'ranking.weights.air' has to be a number, 0 to 1000", "'ranking.weights.green'"})
        EXPECT_THAT(problems, Contains(HasSubstr(what)));
    EXPECT_THAT(problems_of("[ranking]\nweights = 3\n"), Contains(HasSubstr("'ranking.weights'")));
    EXPECT_EQ(folder.read(good_study + "[ranking]\nwarmer_2050_k = 1.5\nwarmer_2050_source = \"x\"\n")
                  .ranking.warmer_2050_k,
              1.5);
    EXPECT_THAT(problems_of("[ranking]\nwarmer_2050_k = 1.5\n"),
                Contains(HasSubstr("is 1.5 without 'ranking.warmer_2050_source'")));
    EXPECT_THAT(problems_of("[ranking]\nwarmer_2050_source = \"x\"\n"),
                Contains(HasSubstr("is 0 with 'ranking.warmer_2050_source'")));
}

TEST_F(StudySites, RankEnsembleChangesOneThingInEachMember) {
    const Study study =
        folder.read("title = \"Here\"\n" + good_study + two_sites + "[ranking]\nensemble = true\n");
    EXPECT_TRUE(study.ranking.ensemble);
    ASSERT_EQ(ensemble_members().size(), 6u);
    const Study warmer = study_of(study, ensemble_members()[0]),
                calmer = study_of(study, ensemble_members()[3]),
                barer = study_of(study, ensemble_members()[5]);
    EXPECT_EQ(warmer.weather.warmer_k, 1);
    EXPECT_EQ(warmer.weather.wind_times, 1);
    EXPECT_FALSE(warmer.weather.changed_source.empty());
    EXPECT_EQ(calmer.weather.wind_times, 0.8);
    EXPECT_NEAR(barer.city.canopy_clumping, 0.7 * study.city.canopy_clumping, 1e-12);
    EXPECT_EQ(barer.city.leaf_area_density_m2_m3, study.city.leaf_area_density_m2_m3);  // the wind's leaves
    EXPECT_TRUE(barer.weather.changed_source.empty());
    EXPECT_EQ(barer.title, "Here: leaves 30 % fewer, for light");
    EXPECT_THAT(problems_of("[ranking]\nensemble = 1\n"),
                Contains(HasSubstr("'ranking.ensemble' is an integer; it has to be true or false")));
    EXPECT_THAT(problems_of("[[scenario]]\nid = \"ensemble\"\nname = \"x\"\nedits = []\n"),
                Contains(HasSubstr("'scenario[1].id' is that of ranking.ensemble")));
}

TEST_F(StudySites, RankingIsReplacedKeyByKey) {
    Study::Ranking before;
    before.weights = {{"heat", 2}, {"air", 3}};
    const Study::Ranking after =
        replace_ranking(before, {"ranking.weights.air=0", "ranking.school_h=[9, 12]"});
    EXPECT_EQ(after.weights, (std::map<std::string, double>{{"air", 0}, {"heat", 2}}));
    EXPECT_EQ(after.school_h, (std::vector<double>{9, 12}));
    EXPECT_EQ(after.breaks_h, before.breaks_h);
    EXPECT_THROW(replace_ranking(before, {"area.cell_size_m=1"}), InputError);
    EXPECT_THROW(replace_ranking(before, {"ranking.scores=\"gone.csv\""}), InputError);
}

}  // namespace
}  // namespace luwte
