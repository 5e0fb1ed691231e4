// SPDX-License-Identifier: Apache-2.0
// Runs that were stopped, or that ran before: what is kept, what is computed again, what is refused.
#include "host/output/result_samples.hpp"
#include "host/output/result_writer.hpp"
#include "host/resume.hpp"
#include "inputs/study/read_study.hpp"
#include "kernels/core/error.hpp"

#include <cstdlib>
#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string built_and_grass = R"(
[[scenario]]
id = "built"
name = "A school"
edits = [{ action = "add_building", polygons = "plot.geojson", height_m = 12 }]
[[scenario]]
id = "grass"
name = "Grass"
edits = [{ action = "ground", polygons = "plot.geojson", like = "grass" }]
)";

class Resume : public testing::Test {
  protected:
    const sample::Folder folder;

    Resume() {
        setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1);
        std::ofstream(folder / "plot.geojson")
            << R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},)"
            << R"("features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":)"
            << R"([[[92940,438540],[93020,438540],[93020,438620],[92940,438620],[92940,438540]]]}}]})";
    }

    /// 40 x 40 cells of the sample: a second a day.
    Study study(const std::vector<std::string>& more = {}, const std::string& scenarios = "") const {
        std::ofstream(folder / "study.toml")
            << sample::bytes_of(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/sample.toml") << "\n"
            << scenarios;
        std::vector<std::string> overrides = {
            "area.cell_size_m=4", "area.bounds_m=[92900,438500,93060,438660]", "sky.azimuths=24",
            "weather.spin_up_days=0", "output.fields=[\"pet\",\"air_temperature\"]"};
        overrides.insert(overrides.end(), more.begin(), more.end());
        return read_study(folder / "study.toml", overrides);
    }
    RunOptions to(const char* name, bool overwrite = false) const {
        RunOptions o;
        o.output = folder / name;
        o.overwrite = overwrite;
        return o;
    }
    /// Every file below a name, but manifests, which have times, and texts that name their folder.
    std::map<std::string, std::string> bytes_below(const char* name) const {
        std::map<std::string, std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder / name))
            if (const std::string path = entry.path().string();
                entry.is_regular_file() && !path.ends_with(".run.json") && !path.ends_with(".less_base.txt"))
                all[entry.path().lexically_relative(folder / name).string()] = sample::bytes_of(entry.path());
        return all;
    }
    /// Of days in July 2019; empty where there are no reference data.
    std::vector<std::string> days_of_2019(const std::string& days) const {
        const char* set = std::getenv("LUWTE_SHARED");
        const fs::path file = fs::path(set != nullptr ? set : LUWTE_SOURCE_DIR "/../shared") /
                              "data/epw_knmi_2019/NLD_DeBilt_2019.epw";
        if (!fs::exists(file)) return {};
        return {"weather.file=\"" + file.string() + "\"", "weather.days=[" + days + "]",
                "area.cell_size_m=8"};
    }
    static std::string refused(const Study& study, const RunOptions& options) {
        try {
            run_study(study, options);
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
};

TEST_F(Resume, TheSameStudyAgainKeepsWhatIsThere) {
    const RunSummary first = run_study(study(), to("a.nc"));
    EXPECT_THAT(first.computed, ElementsAre(folder / "a.nc"));
    EXPECT_THAT(first.kept, IsEmpty());
    const std::string manifest = sample::bytes_of(folder / "a.run.json");
    const RunSummary second = run_study(study(), to("a.nc"));
    EXPECT_THAT(second.kept, ElementsAre(folder / "a.nc"));
    EXPECT_THAT(second.computed, IsEmpty());
    EXPECT_THAT(second.files, IsEmpty());
    EXPECT_EQ(second.headlines, first.headlines);
    EXPECT_EQ(second.result, folder / "a.nc");
    EXPECT_EQ(sample::bytes_of(folder / "a.run.json"), manifest) << "the result was computed again";
    EXPECT_THAT(run_study(study(), to("a.nc", true)).kept, ElementsAre(folder / "a.nc"))
        << "--overwrite is for results of another make";
}

TEST_F(Resume, AnotherStudyIsRefusedWithWhatDiffersAndReplacedWhereAsked) {
    run_study(study(), to("a.nc"));
    const std::string before = sample::bytes_of(folder / "a.nc");
    const std::string said = refused(study({"person.age_years=50"}), to("a.nc"));
    EXPECT_THAT(said, HasSubstr("a.nc: this result exists already and is not what this run would make: "
                                "settings of person are others\n  hint: --overwrite replaces it"));
    EXPECT_TRUE(before == sample::bytes_of(folder / "a.nc"));

    // The same study of other inputs.
    fs::copy(fs::path(LUWTE_BINARY_DIR) / "sample", folder / "data", fs::copy_options::recursive);
    setenv("LUWTE_SAMPLE", (folder / "data").c_str(), 1);
    EXPECT_EQ(refused(study(), to("a.nc")), "") << "inputs elsewhere with the same bytes";
    std::ofstream(folder / "data/knmi_uurgeg_344_20150701.txt", std::ios::app) << "\n";
    EXPECT_THAT(refused(study(), to("a.nc")), HasSubstr("inputs are others: weather"));

    EXPECT_THAT(run_study(study({"person.age_years=50"}), to("a.nc", true)).computed,
                ElementsAre(folder / "a.nc"));
    EXPECT_FALSE(before == sample::bytes_of(folder / "a.nc"));
}

TEST_F(Resume, WhatWasChangedIsRefusedAndWhatIsGoneIsMadeAgain) {
    run_study(study(), to("a.nc"));
    const std::string result = sample::bytes_of(folder / "a.nc"),
                      map = sample::bytes_of(folder / "a.maps/pet_max.tif");
    fs::remove(folder / "a.maps/pet_max.tif");
    EXPECT_THAT(run_study(study(), to("a.nc")).computed, ElementsAre(folder / "a.nc"));
    EXPECT_TRUE(map == sample::bytes_of(folder / "a.maps/pet_max.tif"));
    EXPECT_TRUE(result == sample::bytes_of(folder / "a.nc"));

    std::ofstream(folder / "a.png") << "mine";
    EXPECT_THAT(refused(study(), to("a.nc")),
                HasSubstr("a.png: this is not as the run has written it: changed, or damaged"));
    EXPECT_EQ(sample::bytes_of(folder / "a.png"), "mine");
    std::string damaged = result;
    damaged[damaged.size() / 2] ^= 1;
    std::ofstream(folder / "a.nc") << damaged;
    EXPECT_THAT(refused(study(), to("a.nc")), HasSubstr("a.nc: this is not as the run has written it"));
    run_study(study(), to("a.nc", true));
    EXPECT_TRUE(result == sample::bytes_of(folder / "a.nc"));
}

TEST_F(Resume, AResultWhoseManifestSaysUnfinishedIsMadeAgain) {
    run_study(study(), to("a.nc"));
    const std::string result = sample::bytes_of(folder / "a.nc");
    const RunOptions options = to("a.nc");
    mark_begun(options.output, made_of(study(), options, read_run_inputs(study()), "2015-07-01"));
    fs::remove_all(folder / "a.maps");
    std::ofstream(folder / "a.png") << "half";
    EXPECT_THAT(run_study(study(), options).computed, ElementsAre(folder / "a.nc"));
    EXPECT_TRUE(result == sample::bytes_of(folder / "a.nc"));
    EXPECT_EQ(nlohmann::json::parse(sample::bytes_of(folder / "a.run.json"))["state"], "complete");

    // Of another study it stays in the way.
    mark_begun(options.output, {{"study", "another"}});
    EXPECT_THAT(refused(study(), options), HasSubstr("a.nc: this result exists already"));
}

TEST_F(Resume, SomebodysFilesWhereCheckpointsGoAreRefused) {
    for (const char* name : {"steps_0000", "facets", "state"}) {
        fs::create_directories(folder / "a.work");
        std::ofstream(folder / "a.work" / name) << "mine";
        EXPECT_THAT(
            refused(study(), to("a.nc")),
            HasSubstr(std::string(name) + ": this is no file of a checkpoint that a run has made, and "
                                          "the run would write over it\n  hint: move it away"));
        EXPECT_EQ(sample::bytes_of(folder / "a.work" / name), "mine");
        fs::remove_all(folder / "a.work");
    }
    EXPECT_FALSE(fs::exists(folder / "a.nc"));
    fs::create_directories(folder / "a.work");
    std::ofstream(folder / "a.work" / "notes.txt") << "mine";
    EXPECT_THAT(run_study(study(), to("a.nc")).computed, ElementsAre(folder / "a.nc"));
    EXPECT_EQ(sample::bytes_of(folder / "a.work" / "notes.txt"), "mine");
}

TEST_F(Resume, WithoutRoomNothingIsBegunAndWhatIsKeptNeedsNone) {
    RunOptions little = to("a.nc");
    little.memory_limit_mib = 100;
    EXPECT_THAT(refused(study(), little), HasSubstr("100 MiB are allowed (--memory-limit-mib)"));
    EXPECT_FALSE(fs::exists(folder / "a.nc"));
    EXPECT_THAT(refused(study({}, built_and_grass), little), HasSubstr("error: memory, "));
    EXPECT_FALSE(fs::exists(folder / "a"));
    run_study(study(), to("a.nc"));
    EXPECT_THAT(run_study(study(), little).kept, ElementsAre(folder / "a.nc"));
}

TEST_F(Resume, AManifestIsNotTrusted) {
    run_study(study(), to("a.nc"));
    auto manifest = nlohmann::ordered_json::parse(sample::bytes_of(folder / "a.run.json"));
    const auto write = [&](const nlohmann::ordered_json& json) {
        std::ofstream(folder / "a.run.json") << json.dump();
    };
    const auto with_name = [&](const std::string& name) {
        auto changed = manifest;
        changed["files"][0]["name"] = name;
        return changed;
    };
    for (const char* name : {"/etc/passwd", "../../a.nc", "a.maps/../../../a.nc", ""}) {
        write(with_name(name));
        EXPECT_FALSE(read_manifest(folder / "a.run.json")) << name;
        EXPECT_THAT(refused(study(), to("a.nc")), HasSubstr("this result exists already")) << name;
    }
    auto none = manifest;
    none["files"] = nlohmann::ordered_json::array();
    write(none);
    EXPECT_THAT(run_study(study(), to("a.nc")).kept, IsEmpty()) << "a manifest without files proves nothing";
    for (const char* text : {"", "[]", "{", "null", "{\"format_name\":\"luwte-run\",\"files\":3}"}) {
        std::ofstream(folder / "a.run.json") << text;
        EXPECT_FALSE(read_manifest(folder / "a.run.json")) << text;
    }
}

TEST_F(Resume, DaysThatGoOnFromEachOtherComeOutTheSame) {
    const auto days = days_of_2019("\"2019-07-24\",\"2019-07-25\",\"2019-07-26\"");
    if (days.empty()) GTEST_SKIP() << "no shared data";
    const Study three = study(days);
    run_study(three, to("whole.nc"));
    run_study(three, to("a.nc"));
    const auto whole = bytes_below("whole");
    ASSERT_TRUE(whole == bytes_below("a"));
    const auto day = [&](const char* date) { return folder / "a" / (std::string(date) + ".nc"); };
    const auto again = [&] {
        const RunSummary done = run_study(three, to("a.nc"));
        EXPECT_TRUE(whole == bytes_below("a"));
        EXPECT_EQ(done.headlines.size(), 12u);
        return done;
    };
    fs::remove(day("2019-07-25"));
    EXPECT_THAT(again().computed, ElementsAre(day("2019-07-25")));
    fs::remove(day("2019-07-26"));
    EXPECT_THAT(again().kept, ElementsAre(day("2019-07-24"), day("2019-07-25")));
    fs::remove(day("2019-07-24"));
    EXPECT_THAT(again().computed, ElementsAre(day("2019-07-24")));
    fs::remove(day("2019-07-24")), fs::remove(day("2019-07-26"));
    EXPECT_THAT(again().kept, ElementsAre(day("2019-07-25")));
}

TEST_F(Resume, ADayThatSpinsUpAnewComesOutTheSameWithoutTheOneBefore) {
    const auto days = days_of_2019("\"2019-07-24\",\"2019-07-26\"");
    if (days.empty()) GTEST_SKIP() << "no shared data";
    const Study two = study(days);
    run_study(two, to("whole.nc"));
    run_study(two, to("a.nc"));
    fs::remove(folder / "a/2019-07-26.nc");
    EXPECT_THAT(run_study(two, to("a.nc")).kept, ElementsAre(folder / "a/2019-07-24.nc"));
    EXPECT_TRUE(bytes_below("whole") == bytes_below("a"));
}

TEST_F(Resume, OfAStudyWithScenariosOnlyWhatIsNotThereIsComputed) {
    const Study all = study({}, built_and_grass);
    run_study(all, to("a.nc"));
    const auto whole = bytes_below("a");
    const fs::path difference = folder / "a/grass/2015-07-01.less_base.txt";
    const std::string said = sample::bytes_of(difference);
    const fs::path base = folder / "a/base/2015-07-01.nc", built = folder / "a/built/2015-07-01.nc",
                   grass = folder / "a/grass/2015-07-01.nc";
    EXPECT_THAT(run_study(all, to("a.nc")).kept, ElementsAre(base, grass, built));

    fs::remove(built);
    const RunSummary one = run_study(all, to("a.nc"));
    EXPECT_THAT(one.computed, ElementsAre(built));
    EXPECT_THAT(one.kept, ElementsAre(base, grass));
    EXPECT_THAT(one.files, testing::Contains(folder / "a/built/2015-07-01.less_base.txt"));
    EXPECT_THAT(one.files, testing::Not(testing::Contains(folder / "a/grass/2015-07-01.less_base.txt")));
    EXPECT_TRUE(whole == bytes_below("a"));

    // What all differ by from a base that is made again is made again too.
    fs::remove(base);
    std::ofstream(difference) << "of the base before";
    EXPECT_THAT(run_study(all, to("a.nc")).computed, ElementsAre(base));
    EXPECT_EQ(sample::bytes_of(difference), said);
    EXPECT_TRUE(whole == bytes_below("a"));
    fs::remove(difference);
    EXPECT_THAT(run_study(all, to("a.nc")).kept, ElementsAre(base, grass, built));
    EXPECT_EQ(sample::bytes_of(difference), said);
    EXPECT_TRUE(whole == bytes_below("a"));
}

TEST_F(Resume, ASmallChangeOfTheStudyLosesNoNight) {
    const std::string grass_only = built_and_grass.substr(built_and_grass.rfind("[[scenario]]"));
    const std::string small = "area.cell_size_m=5";
    run_study(study({small}, grass_only), to("a.nc"));
    const fs::path base = folder / "a/base/2015-07-01.nc", grass = folder / "a/grass/2015-07-01.nc",
                   bare = folder / "a/bare/2015-07-01.nc";
    const std::string before = sample::bytes_of(grass);
    std::string changed = grass_only;
    changed.replace(changed.find("\"Grass\""), 7, "\"A lawn\"");
    changed +=
        "[[scenario]]\nid = \"bare\"\nname = \"No trees\"\n"
        "edits = [{ action = \"remove_trees\", polygons = \"plot.geojson\" }]\n"
        "[green_benefits]\npm10_ug_m3 = 16\n[ranking.weights]\nheat = 2\n";
    const RunSummary more = run_study(study({small, "title=\"Another title\""}, changed), to("a.nc"));
    EXPECT_THAT(more.kept, ElementsAre(base, grass));
    EXPECT_THAT(more.computed, ElementsAre(bare));
    EXPECT_TRUE(before == sample::bytes_of(grass));
    const std::string index = sample::bytes_of(folder / "a/study.json");
    EXPECT_THAT(index, HasSubstr("Another title"));
    EXPECT_THAT(index, HasSubstr("A lawn"));
    // Felling trees holds back less.
    EXPECT_THAT(sample::bytes_of(folder / "a/green_benefits.csv"),
                HasSubstr("exploratory,bare,\"No trees\",,-"));

    // Another edit concerns its scenario alone.
    changed.replace(changed.find("like = \"grass\""), 14, "like = \"shrub\"");
    const std::string said = refused(study({small}, changed), to("a.nc"));
    EXPECT_THAT(said, HasSubstr("grass/2015-07-01.nc: this result exists already"));
    EXPECT_THAT(said, HasSubstr("settings of edits are others"));
    EXPECT_THAT(said, testing::Not(HasSubstr("bare/2015-07-01.nc: this")));
    EXPECT_THAT(run_study(study({small}, changed), to("a.nc", true)).computed, ElementsAre(grass));
}

TEST_F(Resume, AScenarioThatFailedIsComputedWhenItsCauseIsCured) {
    const Study all = study({}, built_and_grass);
    fs::create_directories(folder / "a");
    std::ofstream(folder / "a/built") << "in the way";
    EXPECT_EQ(run_study(all, to("a.nc")).failed.size(), 1u);
    fs::remove(folder / "a/built");
    const RunSummary cured = run_study(all, to("a.nc"));
    EXPECT_THAT(cured.failed, IsEmpty());
    EXPECT_THAT(cured.computed, ElementsAre(folder / "a/built/2015-07-01.nc"));
    run_study(all, to("whole.nc"));
    EXPECT_TRUE(bytes_below("whole") == bytes_below("a"));
}

TEST(DaysToCarry, AreThoseWhoseEndALaterDayNeeds) {
    std::vector<DayPlan> days(5);
    for (const int n : {1, 2, 4}) days[std::size_t(n)].continues = true;
    const auto carry = [&](std::vector<bool> kept, std::size_t with_checkpoint = 5) {
        std::vector<std::optional<Checkpoint::Place>> checkpoints(6);
        checkpoints[with_checkpoint] = Checkpoint::Place{};
        std::vector<DayReady> ready(5);
        for (std::size_t n = 0; n < 5; ++n) ready[n].kept = kept[n];
        return days_to_carry(days, ready, checkpoints);
    };
    EXPECT_EQ(carry({true, true, false, true, true}), (std::vector<bool>{true, true, false, false, false}));
    EXPECT_EQ(carry({true, false, true, true, false}), (std::vector<bool>{true, false, false, true, false}));
    EXPECT_EQ(carry({false, true, true, true, true}), std::vector<bool>(5, false));
    EXPECT_EQ(carry({true, true, true, false, true}), std::vector<bool>(5, false));
    EXPECT_EQ(carry({true, true, false, true, false}, 2),
              (std::vector<bool>{false, false, false, true, false}));
}

}  // namespace
}  // namespace luwte
