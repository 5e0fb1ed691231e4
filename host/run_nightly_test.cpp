// SPDX-License-Identifier: Apache-2.0
// Long checks of whole runs: killed at any moment, and at full size.
#include "host/run.hpp"
#include "inputs/study/read_study.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>
#include <omp.h>
#include <sys/wait.h>
#include <unistd.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
const fs::path program = fs::path(LUWTE_BINARY_DIR) / "luwte";

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Starts the program without output; the child's number.
pid_t start(std::vector<std::string> words) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    if (std::freopen("/dev/null", "w", stdout) == nullptr ||
        std::freopen("/dev/null", "w", stderr) == nullptr)
        ::_exit(126);
    ::execv(program.c_str(), argv.data());
    ::_exit(127);
}
int status_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

class NightlyRun : public testing::Test {
  protected:
    fs::path folder = fs::temp_directory_path() / ("luwte-nightly-" + std::to_string(::getpid()));
    NightlyRun() { fs::create_directories(folder); }
    ~NightlyRun() override { fs::remove_all(folder); }
};

TEST_F(NightlyRun, KilledAtAnyMomentTheOldOrTheNewResultStandsWhole) {
    const std::string study = std::string(LUWTE_SOURCE_DIR) + "/inputs/cases/sample.toml";
    const fs::path result = folder / "a.nc";
    const auto run = [&](const char* cells) {
        return start(
            {"run", study, "-o", result.string(), "--overwrite", "--set", cells, "--set", "sky.azimuths=24"});
    };
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(status_of(run("area.cell_size_m=4")), 0);
    const auto took = std::chrono::steady_clock::now() - begin;
    const std::string old_bytes = bytes_of(result);
    ASSERT_EQ(status_of(run("area.cell_size_m=5")), 0);
    const std::string new_bytes = bytes_of(result);
    ASSERT_FALSE(old_bytes == new_bytes);

    int killed = 0;
    for (int n = 0; n < 40; ++n) {
        std::ofstream(result, std::ios::binary) << old_bytes;
        const pid_t child = run("area.cell_size_m=5");
        std::this_thread::sleep_for(took * (n + 0.5) / 40);
        ::kill(child, SIGKILL);
        killed += WIFSIGNALED(status_of(child)) ? 1 : 0;
        const std::string now = bytes_of(result);
        ASSERT_TRUE(now == old_bytes || now == new_bytes) << "after " << n << " of 40 of a run's time";
    }
    EXPECT_GT(killed, 20) << "most runs were over before they were killed";
    // A part file of a killed run does not stand in the way.
    EXPECT_EQ(status_of(run("area.cell_size_m=5")), 0);
    EXPECT_TRUE(bytes_of(result) == new_bytes);
}

TEST_F(NightlyRun, AmsterdamAtHalfAMetreHasTheSameBytesForOneAndTwoThreads) {
    const char* set = std::getenv("LUWTE_SHARED");
    const fs::path shared = set != nullptr ? set : LUWTE_SOURCE_DIR "/../shared";
    if (!fs::exists(shared / "data/amsterdam_zuid_ahn_bag")) GTEST_SKIP() << "no shared data: amsterdam_zuid";
    setenv("LUWTE_SHARED", shared.c_str(), 1);
    const Study study = read_study(fs::path(LUWTE_SOURCE_DIR) / "inputs/cases/amsterdam-zuid.toml");
    const int threads = omp_get_max_threads();
    for (const int n : {1, 2}) {
        omp_set_num_threads(n);
        RunOptions options;
        options.output = folder / (std::to_string(n) + ".nc");
        run_study(study, options);
    }
    omp_set_num_threads(threads);
    EXPECT_TRUE(bytes_of(folder / "1.nc") == bytes_of(folder / "2.nc"));
}

}  // namespace
}  // namespace luwte
