// SPDX-License-Identifier: Apache-2.0
// Whole studies with scenarios: each a run of its own, with what it differs by from the base.
#include "host/output/result_reader.hpp"
#include "host/output/result_samples.hpp"
#include "host/plan_picture.hpp"
#include "host/scenarios.hpp"
#include "host/study_tasks.hpp"
#include "inputs/study/read_study.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

class ScenarioRun : public testing::Test {
  protected:
    const sample::Folder folder;
    std::atomic<bool> stop{false};

    ScenarioRun() { setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1); }

    /// A square of a corner of the sample, which the polygons of all edits are.
    void write_square(const char* name, double x0, double y0, double x1, double y1) const {
        std::ofstream(folder / name) << fmt::format(
            R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::28992"}}}},)"
            R"("features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":)"
            R"([[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]}}}}]}})",
            x0, y0, x1, y1);
    }
    Study study(const std::string& scenarios, std::vector<std::string> more = {}) const {
        std::ofstream(folder / "study.toml")
            << sample::bytes_of(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml") << "\n"
            << scenarios;
        std::vector<std::string> overrides = {"area.cell_size_m=4", "sky.azimuths=24",
                                              "area.bounds_m=[92900, 438500, 93060, 438660]",
                                              "weather.spin_up_days=0"};
        overrides.insert(overrides.end(), more.begin(), more.end());
        return read_study(folder / "study.toml", overrides);
    }
    RunOptions to(const char* name, bool overwrite = false) {
        RunOptions o;
        o.output = folder / name;
        o.overwrite = overwrite;
        o.stop = &stop;
        return o;
    }
};

const std::string two = R"(
[[scenario]]
id = "built"
name = "A school"
edits = [{ action = "add_building", polygons = "plot.geojson", height_m = 12 }]
[[scenario]]
id = "grass"
name = "Grass"
edits = [{ action = "ground", polygons = "plot.geojson", like = "grass" }]
)";

TEST_F(ScenarioRun, LeavesTheBaseEachScenarioAndWhatTheyDifferBy) {
    write_square("plot.geojson", 92940, 438540, 93020, 438620);
    const Study all = study(two);
    const RunSummary done = run_study(all, to("out.nc"));
    const fs::path base = folder / "out" / "base" / "2015-07-01.nc",
                   built = folder / "out" / "built" / "2015-07-01.nc",
                   grass = folder / "out" / "grass" / "2015-07-01.nc";
    EXPECT_EQ(done.result, base);
    EXPECT_TRUE(done.failed.empty());
    for (const fs::path& file : done.files) EXPECT_TRUE(fs::exists(file)) << file;
    EXPECT_THAT(done.headlines, Contains(StartsWith("built less base: PET of 12 to 18 h ")));
    EXPECT_THAT(done.headlines, Contains(StartsWith("grass less base: PET of 12 to 18 h -")));

    // The base is what a study without scenarios makes.
    Study alone = all;
    alone.scenarios.clear();
    run_study(alone, to("alone.nc"));
    EXPECT_TRUE(sample::bytes_of(base) == sample::bytes_of(folder / "alone.nc"));

    const ResultReader before(base), after(built);
    const std::vector<float> low = before.read_map("building_height"),
                             high = after.read_map("building_height");
    std::size_t raised = 0;
    for (std::size_t n = 0; n < low.size(); ++n) raised += high[n] > low[n];
    EXPECT_GT(raised, 100u);
    EXPECT_EQ(after.text("title"), "Sample neighbourhood, 1 July 2015: A school");
    EXPECT_THAT(after.provenance("rules_json"), HasSubstr("scenario built, edit 1 (add_building)"));
    EXPECT_THAT(after.provenance("inputs_json"), HasSubstr("plot.geojson"));

    const std::string text = sample::bytes_of(folder / "out" / "grass" / "2015-07-01.less_base.txt");
    EXPECT_THAT(text, HasSubstr("surface_temperature"));
    EXPECT_THAT(text, HasSubstr("the same: terrain_height, building_height"));
    EXPECT_TRUE(fs::exists(folder / "out" / "grass" / "2015-07-01.less_base" / "difference_pet.tif"));
    EXPECT_FALSE(fs::exists(folder / "out" / "base" / "2015-07-01.less_base.txt"));

    // The same again elsewhere gives the same bytes.
    run_study(all, to("again.nc"));
    EXPECT_TRUE(sample::bytes_of(grass) == sample::bytes_of(folder / "again/grass/2015-07-01.nc"));
}

TEST_F(ScenarioRun, WhatIsWrongInOneIsSaidBeforeAnythingRuns) {
    write_square("plot.geojson", 92940, 438540, 93020, 438620);
    write_square("far.geojson", 0, 0, 10, 10);
    const std::string wrong = two + R"(
[[scenario]]
id = "far"
name = "Elsewhere"
edits = [{ action = "remove_trees", polygons = "far.geojson" }]
)";
    try {
        run_study(study(wrong), to("out.nc"));
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("scenario far, edit 1 (remove_trees)"));
        EXPECT_THAT(e.what(), HasSubstr("holds no polygon within bounds_m"));
    }
    EXPECT_FALSE(fs::exists(folder / "out"));
    EXPECT_THROW(plan_of_scenarios(study(wrong)), InputError);
    const std::string plan = plan_text(study(two));
    EXPECT_THAT(plan, StartsWith("base Sample"));
    EXPECT_THAT(plan, HasSubstr("\ngrass Sample neighbourhood, 1 July 2015: Grass"));
}

TEST_F(ScenarioRun, OneThatFailsIsNamedAndTheOthersGoOn) {
    write_square("plot.geojson", 92940, 438540, 93020, 438620);
    fs::create_directories(folder / "out");
    std::ofstream(folder / "out" / "built") << "in the way";
    const RunSummary done = run_study(study(two), to("out.nc"));
    ASSERT_EQ(done.failed.size(), 1u);
    EXPECT_THAT(done.failed.front(), StartsWith("built: "));
    EXPECT_TRUE(fs::exists(folder / "out" / "grass" / "2015-07-01.less_base.txt"));
}

TEST_F(ScenarioRun, SameBuildingsAndCrownsHaveTheWindOfTheBase) {
    write_square("plot.geojson", 92940, 438540, 93020, 438620);
    const std::string white = R"(
[[scenario]]
id = "white"
name = "White roofs"
edits = [{ action = "roofs", like = "white_roof" }]
)";
    run_study(study(white, {"wind.sectors=4", "wind.cell_size_m=8", "wind.method=\"mass_consistent\""}),
              to("out.nc"));
    EXPECT_TRUE(fs::exists(folder / "out" / "base" / "2015-07-01.wind.nc"));
    EXPECT_FALSE(fs::exists(folder / "out" / "white" / "2015-07-01.wind.nc"));
    // Nor in a second run.
    run_study(study(white, {"wind.sectors=4", "wind.cell_size_m=8", "wind.method=\"mass_consistent\""}),
              to("out.nc", true));
    EXPECT_FALSE(fs::exists(folder / "out" / "white" / "2015-07-01.wind.nc"));
}

TEST_F(ScenarioRun, TheSameHeightsAndCrownsShareOneSkyAndNoByteIsAnother) {
    write_square("plot.geojson", 92940, 438540, 93020, 438620);
    const Study all = study(two + R"(
[[scenario]]
id = "warm"
name = "Three kelvin warmer"
edits = [{ action = "weather", warmer_k = 3, source = "a test" }]
)");
    std::ostringstream log;
    const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(log);
    spdlog::default_logger()->sinks().push_back(sink);
    run_study(all, to("out.nc"));
    spdlog::default_logger()->sinks().pop_back();
    // The base, what has its sky, and the building last.
    const std::string said = log.str();
    std::size_t shared = 0;
    for (std::size_t at = 0; (at = said.find("those of base, whose heights", at)) != said.npos; ++at)
        ++shared;
    EXPECT_EQ(shared, 2u) << said;
    EXPECT_LT(said.find("warm (3 of 4)"), said.find("built (4 of 4)")) << said;
    const std::string index = sample::bytes_of(folder / "out" / "study.json");
    EXPECT_THAT(index, HasSubstr("\"sky_views_of\": \"base\""));
    // Each is what it is when it is computed alone.
    for (const StudyTask& task : study_tasks(all, to("alone.nc"))) {
        run_study(task.study, task.options);
        EXPECT_TRUE(sample::bytes_of(folder / "out" / task.scenario / "2015-07-01.nc") ==
                    sample::bytes_of(task.options.output))
            << task.scenario;
    }
}

// Two sites in the city as it is, and one with a school that is built.
const std::string three_sites = R"(
[[site]]
id = "north"
name = "North"
yard = "plot.geojson"
[[site]]
id = "built"
name = "With a school"
yard = "yard.geojson"
building = "plot.geojson"
building_height_m = 9
[[site]]
id = "south"
name = "South"
yard = "yard.geojson"
[[scenario]]
id = "grass"
name = "Grass"
edits = [{ action = "ground", polygons = "yard.geojson", like = "grass" }]
)";

TEST_F(ScenarioRun, SitesOfOneCityShareARunAndASchoolHasItsOwnAndAllAreRanked) {
    write_square("plot.geojson", 92940, 438540, 92980, 438580);
    write_square("yard.geojson", 92940, 438580, 93020, 438620);
    const Study all = study(three_sites);
    const RunSummary done = run_study(all, to("out.nc"));
    EXPECT_TRUE(done.failed.empty());
    const auto result = [&](const char* site, const char* scenario) {
        return folder / "out" / site / scenario / "2015-07-01.nc";
    };
    for (const char* scenario : {"base", "grass"}) {
        EXPECT_TRUE(fs::equivalent(result("north", scenario), result("south", scenario)));
        EXPECT_TRUE(fs::exists(result("built", scenario)));
        EXPECT_FALSE(fs::equivalent(result("north", scenario), result("built", scenario)));
    }
    EXPECT_TRUE(fs::exists(folder / "out" / "south" / "grass" / "2015-07-01.less_base.txt"));
    EXPECT_TRUE(fs::exists(folder / "out" / "built" / "grass" / "2015-07-01.less_base.txt"));

    // Each is what the same study makes alone.
    Study alone = all;
    alone.sites.clear(), alone.scenarios.clear();
    run_study(alone, to("alone.nc"));
    EXPECT_TRUE(sample::bytes_of(result("north", "base")) == sample::bytes_of(folder / "alone.nc"));
    const ResultReader school(result("built", "base")), open(result("north", "base"));
    EXPECT_EQ(school.text("title"), "Sample neighbourhood, 1 July 2015: With a school");
    double raised = 0;
    const auto low = open.read_map("building_height"), high = school.read_map("building_height");
    for (std::size_t n = 0; n < low.size(); ++n) raised += high[n] > low[n];
    EXPECT_EQ(raised, 100);  // 40 x 40 m on cells of 4 m

    const std::string index = sample::bytes_of(folder / "out" / "study.json");
    EXPECT_THAT(index, HasSubstr("\"shared_with\": \"north/base/2015-07-01.nc\""));
    EXPECT_THAT(index, testing::Not(HasSubstr("waiting")));
    const std::string ranking = sample::bytes_of(folder / "out" / "ranking.json"),
                      table = sample::bytes_of(folder / "out" / "ranking.csv");
    EXPECT_THAT(table, HasSubstr("\r\ngrass,built,"));
    EXPECT_THAT(ranking, HasSubstr("pet_mean_12_15"));
    const RunSummary again = run_study(all, to("out.nc"));
    EXPECT_EQ(again.kept.size(), 4u);
    EXPECT_TRUE(again.computed.empty());
    Study other = all;
    other.person.age_years = 50;
    EXPECT_THROW(run_study(other, to("out.nc")), InputError);
    EXPECT_EQ(index, sample::bytes_of(folder / "out" / "study.json"));
    EXPECT_EQ(ranking, sample::bytes_of(folder / "out" / "ranking.json"));
    EXPECT_EQ(table, sample::bytes_of(folder / "out" / "ranking.csv"));
    const std::string plan = plan_text(all);
    EXPECT_THAT(plan,
                HasSubstr("site built (With a school): yard of 3200 m2, with a building of 9 m that is"));
    EXPECT_THAT(plan, HasSubstr("site south (South): yard of 3200 m2; the city is that of site north"));

    // A new site of the same city costs nothing, wherever it stands.
    const RunSummary with_new =
        run_study(study("[[site]]\nid = \"new\"\nname = \"New\"\nyard = \"plot.geojson\"\n" + three_sites),
                  to("out.nc"));
    EXPECT_EQ(with_new.kept.size(), 4u);
    EXPECT_TRUE(with_new.computed.empty());
    EXPECT_TRUE(with_new.failed.empty());
    for (const char* scenario : {"base", "grass"})
        EXPECT_TRUE(fs::equivalent(result("new", scenario), result("north", scenario)));
    EXPECT_TRUE(fs::exists(folder / "out" / "new" / "grass" / "2015-07-01.less_base.txt"));
    EXPECT_THAT(sample::bytes_of(folder / "out" / "study.json"),
                HasSubstr("\"shared_with\": \"new/base/2015-07-01.nc\""));
    EXPECT_THAT(sample::bytes_of(folder / "out" / "ranking.csv"), HasSubstr("\r\ngrass,new,"));
}

TEST_F(ScenarioRun, PlanIsDrawnWithItsSitesAndEdits) {
    write_square("plot.geojson", 92940, 438540, 92980, 438580);
    write_square("yard.geojson", 92940, 438580, 93020, 438620);
    Study all = study(three_sites);
    draw_plan(all, folder / "plan.png");
    const std::string with_sites = sample::bytes_of(folder / "plan.png");
    EXPECT_EQ(with_sites.substr(1, 3), "PNG");
    draw_plan(all, folder / "again.png");
    EXPECT_TRUE(with_sites == sample::bytes_of(folder / "again.png"));
    all.sites.clear();
    draw_plan(all, folder / "edits.png");
    EXPECT_FALSE(with_sites == sample::bytes_of(folder / "edits.png"));
}

TEST_F(ScenarioRun, RankEnsembleTakesTheWindOfTheBase) {
    write_square("plot.geojson", 92940, 438540, 92980, 438580);
    write_square("yard.geojson", 92940, 438580, 93020, 438620);
    const std::string one = three_sites.substr(three_sites.find("[[site]]\nid = \"south\""));
    const RunSummary done = run_study(study(one.substr(0, one.find("[[scenario]]")),
                                            {"ranking.ensemble=true", "wind.sectors=4", "wind.cell_size_m=8",
                                             "wind.method=\"mass_consistent\""}),
                                      to("out.nc"));
    EXPECT_TRUE(done.failed.empty());
    std::vector<double> pet;
    for (const char* of :
         {"base", "ensemble/warmer", "ensemble/cooler", "ensemble/calmer", "ensemble/barer"}) {
        const fs::path result = folder / "out" / "south" / of / "2015-07-01.nc";
        pet.push_back(0);
        for (const float value : ResultReader(result).read_map("pet_12_18"))
            if (!std::isnan(value)) pet.back() += double(value);
        EXPECT_EQ(fs::exists(fs::path(result).replace_extension(".wind.nc")), of == std::string("base"))
            << of;
    }
    EXPECT_GT(pet[1], pet[0]);
    EXPECT_LT(pet[2], pet[0]);
    EXPECT_GT(pet[3], pet[0]);
    EXPECT_GT(pet[4], pet[0]);
    EXPECT_THAT(sample::bytes_of(folder / "out" / "ranking.json"), HasSubstr("order_in_ensemble"));
}

TEST_F(ScenarioRun, ASiteOutsideTheAreaIsRefusedWithTheRestBeforeAnythingRuns) {
    write_square("plot.geojson", 92940, 438540, 92980, 438580);
    write_square("yard.geojson", 92840, 438580, 93020, 438620);
    const std::string problems = [&] {
        try {
            run_study(study(three_sites), to("out.nc"));
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    }();
    EXPECT_THAT(problems, HasSubstr("site built, yard"));
    EXPECT_THAT(problems, HasSubstr("reaches 60.0 m in the west beyond the area"));
    EXPECT_THAT(problems, HasSubstr("site south, yard"));
    EXPECT_FALSE(fs::exists(folder / "out"));
}

}  // namespace
}  // namespace luwte
