// SPDX-License-Identifier: Apache-2.0
#include "host/output/manifest.hpp"

#include "host/output/result_samples.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

TEST(Manifest, SaysInputsFilesVersionsAndTimes) {
    sample::Folder folder;
    std::filesystem::create_directory(folder / "run.maps");
    std::ofstream(folder / "run.nc") << "abc";
    std::ofstream(folder / "run.maps/pet_max.tif") << "";
    RunRecord record;
    record.command = "luwte run /srv/jan/study.toml";
    record.backend_description = "openmp, 2 threads";
    record.begin_s = 1000, record.end_s = 1012.5;
    record.stage_seconds = {{"city", 2.5}, {"sky", 4.0}};
    RunMetadata run = sample::metadata();
    run.air_lift = {1.5, 2}, run.air_slab = {0.5, 0.25}, run.air_blocks = {-0.5, 1};
    record.files = {folder / "run.nc", folder / "run.maps/pet_max.tif"};
    const auto path = manifest_path(folder / "run.nc");
    EXPECT_EQ(path.filename(), "run.run.json");
    write_manifest(path, run, record);

    const auto json = nlohmann::json::parse(sample::bytes_of(path));
    EXPECT_EQ(json["state"], "complete");
    EXPECT_EQ(json["command"], "luwte run study.toml");
    EXPECT_EQ(json["seconds"], 12.5);
    EXPECT_EQ(json["stage_seconds"]["sky"], 4.0);
    EXPECT_EQ(json["air_over_station_k"]["lift"], (std::vector<double>{1.5, 2}));
    EXPECT_EQ(json["air_over_station_k"]["blocks"], (std::vector<double>{-0.5, 1}));
    EXPECT_EQ(json["inputs"][0]["path"], "dsm.tif");
    EXPECT_EQ(json["inputs"][0]["sha256"], std::string(64, 'a'));
    EXPECT_EQ(json["warnings"][0], "a warning");
    EXPECT_EQ(json["rules"][0], "a rule");
    EXPECT_EQ(json["program"]["version"], "0.0.0");
    ASSERT_EQ(json["files"].size(), 2u);
    EXPECT_EQ(json["files"][0]["name"], "run.nc");
    // SHA-256 of "abc", FIPS 180-2 appendix B.1.
    EXPECT_EQ(json["files"][0]["sha256"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(json["files"][1]["name"], "run.maps/pet_max.tif");
    EXPECT_EQ(json["files"][1]["size_bytes"], 0);
}

TEST(Manifest, IsReadBackWithItsFilesWhereTheyAre) {
    sample::Folder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder / "");
    std::ofstream("run.nc") << "abc";
    RunRecord record;
    record.files = {"run.nc"}, record.made_of = {{"study", "x"}}, record.headlines = {"hot"};
    write_manifest("run.run.json", sample::metadata(), record);
    const auto read = read_manifest("run.run.json");
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->complete);
    EXPECT_EQ(read->made_of, record.made_of);
    EXPECT_EQ(read->headlines, record.headlines);
    ASSERT_EQ(read->files.size(), 1u);
    EXPECT_EQ(read->files[0].path, "run.nc") << "the name as a user has given it";
    EXPECT_FALSE(read->flaw());
    std::ofstream("run.nc") << "abd";
    EXPECT_FALSE(read->flaw()->missing);
    std::filesystem::remove("run.nc");
    EXPECT_TRUE(read->flaw()->missing);

    write_unfinished_manifest("run.run.json", record.made_of);
    EXPECT_FALSE(read_manifest("run.run.json")->complete);
    EXPECT_EQ(read_manifest("run.run.json")->made_of, record.made_of);
    std::filesystem::current_path(before);
}

}  // namespace
}  // namespace luwte
