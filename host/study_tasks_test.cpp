// SPDX-License-Identifier: Apache-2.0
#include "host/study_tasks.hpp"

#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Three sites, of which one gets a school, and one scenario.
Study study_of_three(std::vector<std::string> days = {"2015-07-01"}) {
    Study study;
    study.title = "Here";
    study.weather.days = std::move(days);
    study.sites = {{"a", "A", "yards.gpkg", {}, 0},
                   {"b", "B", "yards.gpkg", "schools.gpkg", 8},
                   {"c", "C", "yards.gpkg", {}, 0}};
    Study::Edit edit;
    edit.action = "remove_trees";
    study.scenarios = {{"felled", "Felled", {edit}}};
    return study;
}
RunOptions out_of(const fs::path& folder) {
    RunOptions options;
    options.output = folder / "out.nc";
    return options;
}
SitePlaces places_of_three() {
    SitePlaces places;
    for (const char* id : {"a", "b", "c"})
        places.places.push_back({id, id, "POLYGON ((0 0,1 0,1 1,0 0))", {}, 0.5});
    return places;
}
std::vector<std::string> names_of(const std::vector<StudyTask>& tasks) {
    std::vector<std::string> names;
    for (const StudyTask& task : tasks) names.push_back(task.name());
    return names;
}

TEST(StudyTasks, SitesWithTheSameCityAreComputedOnce) {
    const auto tasks = study_tasks(study_of_three(), out_of("there"));
    EXPECT_THAT(names_of(tasks), ElementsAre("a/base", "a/felled", "b/base", "b/felled"));
    EXPECT_THAT(tasks[0].shares, ElementsAre("c"));
    EXPECT_THAT(tasks[1].shares, ElementsAre("c"));
    EXPECT_TRUE(tasks[2].shares.empty());
    EXPECT_EQ(tasks[0].options.output, fs::path("there/out/a/base/2015-07-01.nc"));
    EXPECT_TRUE(tasks[0].options.wind_beside.empty());
    EXPECT_EQ(tasks[1].options.wind_beside, tasks[0].options.output);
    EXPECT_TRUE(tasks[2].options.wind_beside.empty());
    EXPECT_EQ(tasks[3].options.wind_beside, tasks[2].options.output);
    EXPECT_EQ(tasks[3].base, 2u);
    EXPECT_EQ(tasks[0].study.title, "Here");
    EXPECT_EQ(tasks[3].study.title, "Here: B: Felled");
    EXPECT_EQ(tasks[3].study.edits.size(), 2u);
    for (const StudyTask& task : tasks) EXPECT_TRUE(task.study.sites.empty() && task.study.scenarios.empty());
}

TEST(StudyTasks, SeveralDaysStandInAFolderOfTheScenario) {
    const Study study = study_of_three({"2015-07-01", "2015-07-02"});
    const auto tasks = study_tasks(study, out_of("there"));
    EXPECT_EQ(result_of_day(tasks[3].study, tasks[3].options, "2015-07-02"),
              fs::path("there/out/b/felled/2015-07-02.nc"));
    EXPECT_EQ(result_of(out_of("there"), "b", "felled", "2015-07-02"),
              fs::path("there/out/b/felled/2015-07-02.nc"));
}

TEST(StudyTasks, WithoutSitesTheLayoutIsThatOfScenarios) {
    Study study = study_of_three();
    study.sites.clear();
    const auto tasks = study_tasks(study, out_of("there"));
    EXPECT_THAT(names_of(tasks), ElementsAre("base", "felled"));
    EXPECT_EQ(tasks[1].options.output, fs::path("there/out/felled/2015-07-01.nc"));
    EXPECT_EQ(result_of(out_of("there"), "", "felled", "2015-07-01"), tasks[1].options.output);
}

TEST(StudyTasks, ThoseOfTheSameHeightsAndCrownsFollowEachOther) {
    EXPECT_THAT(first_of_each_key({"x", "y", "x", "z", "y"}), ElementsAre(0u, 1u, 0u, 3u, 1u));
    EXPECT_THAT(first_of_each_key({"", "x", "", "x"}), ElementsAre(0u, 1u, 2u, 1u));
    // Two cities, each with a scenario and a base of its own.
    std::vector<StudyTask> tasks(6);
    for (const std::size_t n : {3u, 4u, 5u}) tasks[n].base = 3;
    EXPECT_THAT(order_of_runs(tasks, {0, 1, 0, 3, 3, 1}), ElementsAre(0u, 2u, 1u, 3u, 4u, 5u));
    EXPECT_THAT(order_of_runs(tasks, {0, 1, 2, 3, 4, 5}), ElementsAre(0u, 1u, 2u, 3u, 4u, 5u));
    EXPECT_THAT(order_of_runs(tasks, {0, 0, 0, 0, 0, 0}), ElementsAre(0u, 1u, 2u, 3u, 4u, 5u));
}

TEST(StudyTasks, TheIndexNamesEveryTaskAndHowFarItIs) {
    const sample::Folder folder;
    const RunOptions options = out_of(folder / "secret-place");
    const Study study = study_of_three();
    const auto tasks = study_tasks(study, options);
    StudyIndex index(study, options, places_of_three(), tasks);
    const std::string before = index.text();
    index.set(0, TaskState::done);
    index.set(3, TaskState::failed, (folder / "secret-place" / "x.nc").string() + ": disk full");
    index.write();
    const std::string text = sample::bytes_of(index.file());
    EXPECT_EQ(text, index.text());
    EXPECT_NE(text, before);
    EXPECT_THAT(text, Not(HasSubstr("secret-place")));
    const auto json = nlohmann::json::parse(text);
    EXPECT_EQ(json["format_name"], "luwte-study");
    EXPECT_EQ(json["sites"][1]["built_height_m"], 8);
    EXPECT_EQ(json["sites"][0]["yard_area_m2"], 0.5);
    EXPECT_EQ(json["scenarios"][0]["id"], "base");
    ASSERT_EQ(json["tasks"].size(), 6u);
    const auto& shared = json["tasks"][4];
    EXPECT_EQ(shared["site"], "c");
    EXPECT_EQ(shared["result"], "c/base/2015-07-01.nc");
    EXPECT_EQ(shared["shared_with"], "a/base/2015-07-01.nc");
    EXPECT_EQ(shared["state"], "done");
    EXPECT_EQ(json["tasks"][1]["state"], "waiting");
    EXPECT_EQ(json["tasks"][3]["state"], "failed");
    EXPECT_EQ(json["tasks"][3]["error"], "x.nc: disk full");
    EXPECT_FALSE(json["tasks"][0].contains("shared_with"));
}

TEST(StudyTasks, SharingLinksAllThatATaskLeftAndNothingElse) {
    const sample::Folder folder;
    const RunOptions options = out_of(fs::path(folder / "x").parent_path());
    const auto tasks = study_tasks(study_of_three({"2015-07-01", "2015-07-02"}), options);
    const fs::path out = study_folder(options);
    const auto write = [&](const char* name, const char* text) {
        fs::create_directories((out / name).parent_path());
        std::ofstream(out / name) << text;
    };
    write("a/base/2015-07-01.nc", "one"), write("a/base/2015-07-01.maps/pet.tif", "map");
    write("a/base.wind.nc", "wind"), write("a/felled/2015-07-01.nc", "other"), write("a/base/.x.lock", "");
    write("c/base/2015-07-01.nc", "an older run"), write("c/base/2015-07-03.png", "of it");
    write("c/base/mine.qgz", "a person's");
    share_results(tasks[0], options, "a");
    EXPECT_EQ(sample::bytes_of(out / "c/base/2015-07-01.nc"), "one");
    EXPECT_EQ(sample::bytes_of(out / "c/base/2015-07-01.maps/pet.tif"), "map");
    EXPECT_EQ(sample::bytes_of(out / "c/base.wind.nc"), "wind");
    EXPECT_TRUE(fs::equivalent(out / "a/base.wind.nc", out / "c/base.wind.nc"));
    for (const char* name : {"c/felled", "c/base/2015-07-03.png", "c/base/.x.lock", "c/base.wind.nc.part"})
        EXPECT_FALSE(fs::exists(out / name)) << name;
    EXPECT_TRUE(fs::exists(out / "c/base/mine.qgz"));
    share_results(tasks[0], options, "a");  // again: they are links already
    EXPECT_EQ(sample::bytes_of(out / "c/base/2015-07-01.nc"), "one");
    fs::remove_all(out / "a");
    share_results(tasks[0], options, "c");  // a site that now makes them takes them over
    EXPECT_TRUE(fs::equivalent(out / "a/base/2015-07-01.nc", out / "c/base/2015-07-01.nc"));
    EXPECT_TRUE(fs::equivalent(out / "a/base.wind.nc", out / "c/base.wind.nc"));
}

TEST(StudyTasks, RankEnsembleIsOfTheBaseOfEachCityAndSharedLikeIt) {
    const sample::Folder folder;
    const RunOptions options = out_of(fs::path(folder / "x").parent_path());
    Study study = study_of_three();
    study.ranking.ensemble = true;
    const auto tasks = study_tasks(study, options);
    ASSERT_EQ(tasks.size(), 2u * (2 + 6));
    EXPECT_EQ(tasks[2].name(), "a/ensemble/warmer");
    EXPECT_EQ(tasks[2].base, 2u);  // compared with nothing
    EXPECT_EQ(tasks[2].options.wind_beside, tasks[0].options.output);
    EXPECT_EQ(tasks[2].options.output, study_folder(options) / "a/ensemble/warmer/2015-07-01.nc");
    EXPECT_EQ(tasks[15].name(), "b/ensemble/barer");
    EXPECT_EQ(tasks[15].options.wind_beside, tasks[8].options.output);
    EXPECT_EQ(tasks[15].study.edits.size(), 1u);  // its school
    fs::create_directories(tasks[2].options.output.parent_path());
    std::ofstream(tasks[2].options.output) << "warm";
    share_results(tasks[2], options, "a");
    EXPECT_EQ(sample::bytes_of(study_folder(options) / "c/ensemble/warmer/2015-07-01.nc"), "warm");
    const auto json = nlohmann::json::parse(StudyIndex(study, options, places_of_three(), tasks).text());
    EXPECT_EQ(json["tasks"].size(), 6u);
    EXPECT_EQ(json["ensemble"].size(), 18u);
    EXPECT_EQ(json["ensemble"][0]["member"], "warmer");
    EXPECT_EQ(json["ensemble"][0]["result"], "a/ensemble/warmer/2015-07-01.nc");
}

}  // namespace
}  // namespace luwte
