// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_settings.hpp"

#include "inputs/study/ensemble.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/study_keys.hpp"
#include "inputs/study/study_test_files.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

const std::string two_plans = good_study + R"([[scenario]]
id = "grass"
name = "All grass"
edits = [{ action = "ground", like = "grass", instead_of = ["open_paving"] }]
[[scenario]]
id = "roofs"
name = "Green roofs"
edits = [{ action = "roofs", like = "green_roof" }]
)";

/// The task of one scenario, as a run has it.
auto task_of(const Study& study, std::size_t n) {
    return settings_that_reach_results(study_of(study, study.scenarios.at(n)));
}

TEST(StudySettings, WordsWeightsAndOtherScenariosReachNoResult) {
    const StudyFolder folder;
    const Study study = folder.read(two_plans);
    const auto base = settings_that_reach_results(study), grass = task_of(study, 0);
    for (const std::string& other :
         {replaced(two_plans, "format = 1", "format = 1\ntitle = \"Another\""),
          replaced(two_plans, "All grass", "Green"), two_plans + "[ranking]\nschool_h = [8, 14]\n",
          two_plans + "[ranking.weights]\nheat = 3\n", two_plans + "[green_benefits]\npm10_ug_m3 = 16\n",
          replaced(two_plans, "green_roof", "white_roof"), "# a remark\n" + two_plans}) {
        EXPECT_EQ(settings_that_reach_results(folder.read(other)), base) << other;
        EXPECT_EQ(task_of(folder.read(other), 0), grass) << other;
    }
    EXPECT_NE(grass, base);
    EXPECT_NE(task_of(folder.read(replaced(two_plans, "green_roof", "white_roof")), 1), task_of(study, 1));
}

/// A key that is forgotten would keep results that are wrong: every one of them is changed here.
TEST(StudySettings, EveryOtherKeyReachesThem) {
    for (const StudyKey& key : study_keys()) {
        Study study, other;
        std::visit(
            [&](auto access) {
                auto& value = access(other);
                using Value = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, std::string> ||
                              std::is_same_v<Value, std::filesystem::path>)
                    value = "other";
                else if constexpr (std::is_same_v<Value, bool>)
                    value = !value;
                else if constexpr (std::is_same_v<Value, int> || std::is_same_v<Value, double>)
                    value = value == 7 ? 8 : 7;
                else if constexpr (std::is_same_v<Value, std::array<double, 4>>)
                    value[2] += 1;
                else if constexpr (std::is_same_v<Value, std::vector<double>>)
                    value.push_back(1);
                else
                    value.emplace_back("other");
            },
            key.target);
        const bool reaches =
            key.path != "title" && key.section() != "ranking" && key.section() != "green_benefits";
        EXPECT_EQ(settings_that_reach_results(study) != settings_that_reach_results(other), reaches)
            << key.path;
    }
}

TEST(StudySettings, WhatNoKeyHoldsReachesThemToo) {
    const auto changed = [](auto&& change) {
        Study study, other;
        study.edits.emplace_back(), other.edits.emplace_back();
        for (Study* s : {&study, &other})
            s->roofs.emplace_back(), s->walls.emplace_back(), s->ground.emplace_back();
        change(other);
        return settings_that_reach_results(study) != settings_that_reach_results(other);
    };
    EXPECT_FALSE(changed([](Study&) {}));
    EXPECT_TRUE(changed([](Study& s) { s.weather.warmer_k = 1; }));
    EXPECT_TRUE(changed([](Study& s) { s.weather.wind_times = 1.2; }));
    EXPECT_TRUE(changed([](Study& s) { s.wind.asked = true; }));
    EXPECT_TRUE(changed([](Study& s) { s.air.asked = true; }));
    EXPECT_TRUE(changed([](Study& s) { s.materials.wall.albedo += 0.1f; }));
    EXPECT_TRUE(changed([](Study& s) { s.materials.ground[3].layers.push_back({0.1f, 1, 1e6f}); }));
    EXPECT_TRUE(changed([](Study& s) { s.materials.crown.leaf_size = 0.5f; }));
    EXPECT_TRUE(changed([](Study& s) { s.roofs[0].like = "white_roof"; }));
    EXPECT_TRUE(changed([](Study& s) { s.roofs[0].built_from = 1990; }));
    EXPECT_TRUE(changed([](Study& s) { s.roofs[0].polygons = "a.geojson"; }));
    EXPECT_TRUE(changed([](Study& s) { s.roofs[0].built_before = 1990; }));
    EXPECT_TRUE(changed([](Study& s) { s.roofs[0].buildings = {"a"}; }));
    EXPECT_TRUE(changed([](Study& s) { s.walls[0].like = "brick_wall"; }));
    EXPECT_TRUE(changed([](Study& s) { s.ground[0].instead_of = {"grass"}; }));
    EXPECT_TRUE(changed([](Study& s) { s.ground.emplace_back(); }));
    EXPECT_TRUE(changed([](Study& s) { s.weather.changed_source = "KNMI"; }));
    EXPECT_TRUE(changed([](Study& s) { s.materials_replaced = true; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].polygons = "a.geojson"; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].like = "grass"; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].warmer_k = 1; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].wind_times = 1.2; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].source = "KNMI"; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].action = "ground"; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].height_m = 3; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].by_m = 3; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].buildings = {"a", "b"}; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].roads = {"a"}; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].times = 0; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].instead_of = {"grass"}; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].site = "park"; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits[0].trees = "t.geojson"; }));
    EXPECT_TRUE(changed([](Study& s) { s.edits.emplace_back(); }));
}

TEST(StudySettings, MembersOfTheEnsembleDiffer) {
    const StudyFolder folder;
    const Study study = folder.read(good_study);
    for (const EnsembleMember& member : ensemble_members())
        EXPECT_NE(settings_that_reach_results(study_of(study, member)), settings_that_reach_results(study))
            << member.id;
}

}  // namespace
}  // namespace luwte
