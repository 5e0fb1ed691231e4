// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What `luwte check` promises, held to what a run takes.

#include "host/output/result_samples.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace luwte::plan_runs {

namespace fs = std::filesystem;
inline const fs::path program = fs::path(LUWTE_BINARY_DIR) / "luwte";

// Fixed beforehand: a plan never promises less than a run takes, nor more than half as much again.
inline constexpr double most = 1.5;

struct Need {
    double memory = 0, disk = 0;  // MiB
};

/// The plan's estimate, by `luwte check`.
inline Need planned(const std::vector<std::string>& words) {
    std::string command = program.string() + " check";
    for (const std::string& word : words) command += " '" + word + "'";
    int status = 1;
    const std::string text = sample::output_of(command, &status);
    EXPECT_EQ(status, 0) << text;
    Need need;
    const std::size_t at = text.find("estimate  memory ");
    if (at == text.npos || std::sscanf(text.c_str() + at, "estimate  memory %lf MiB, disk %lf MiB",
                                       &need.memory, &need.disk) != 2)
        ADD_FAILURE() << "no estimate in: " << text;
    return need;
}

/// What `luwte run` takes: the peak of its resident memory, and all that it leaves in `folder`.
inline Need taken(std::vector<std::string> words, const fs::path& folder) {
    fs::create_directories(folder);
    const std::string result = (folder / "a.nc").string();
    words.insert(words.begin(), {program.string(), "run", "--quiet", "-o", result});
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    EXPECT_EQ(status, 0);
    Need need;
    need.memory = double(usage.ru_maxrss) / 1024;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) need.disk += double(entry.file_size()) / 1048576;
    return need;
}

// For cases where it takes time only: with the study's two days and without, uncompressed 412 and 414 MiB and
// both 183.9 MiB of disk, Delft 258 and 257 MiB, 53.2 and 52.9. With fluxes the disk is 3 % less without, and
// at 2 m the memory up to 9 MiB: those tests keep the study's days.
inline const std::vector<std::string> no_spin_up = {"--set", "weather.spin_up_days=0"};

inline void expect_kept(std::vector<std::string> words, const std::vector<std::string>& more = {}) {
    // The sky view's number of azimuths costs time, no memory.
    words.insert(words.end(), {"--set", "sky.azimuths=24"});
    words.insert(words.end(), more.begin(), more.end());
    const sample::Folder folder;
    const Need run = taken(words, folder / "run"), plan = planned(words);
    std::printf("memory %.0f of %.0f MiB, disk %.1f of %.0f MiB\n", run.memory, plan.memory, run.disk,
                plan.disk);
    EXPECT_GE(plan.memory, run.memory);
    EXPECT_LE(plan.memory, most * run.memory);
    EXPECT_GE(plan.disk, run.disk);
    EXPECT_LE(plan.disk, most * run.disk);
}

/// With Delft's real heights, where they are.
inline void expect_kept_by_delft(const std::vector<std::string>& more) {
    const char* set = std::getenv("LUWTE_SHARED");
    const fs::path shared = set != nullptr ? set : LUWTE_SOURCE_DIR "/../shared";
    if (!exists(shared / "data/delft_ahn3_bgt")) GTEST_SKIP() << "no shared data: delft_ahn3_bgt";
    setenv("LUWTE_SHARED", shared.c_str(), 1);
    std::vector<std::string> words = {LUWTE_SOURCE_DIR "/inputs/cases/delft.toml"};
    words.insert(words.end(), more.begin(), more.end());
    expect_kept(words, no_spin_up);
}

class OfSample : public testing::Test {
  protected:
    const std::string sample_case = LUWTE_SOURCE_DIR "/inputs/cases/sample.toml";
    OfSample() { setenv("LUWTE_SAMPLE", (fs::path(LUWTE_BINARY_DIR) / "sample").c_str(), 1); }
};

}  // namespace luwte::plan_runs
