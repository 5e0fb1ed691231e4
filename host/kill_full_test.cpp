// SPDX-License-Identifier: Apache-2.0
// Studies that are killed, stopped and starved, and the same command again.
#include "host/night_runs.hpp"

namespace luwte {
namespace {

using night_runs::complete_in;
using night_runs::products_in;

TEST(Kill, TwentyTimesAtRandomLosesNothingAndChangesNoByte) {
    night_runs::Study(night_runs::Study::Of::scenarios).kill_at_random(20, 0.5);
}

TEST(Kill, AnInterruptEndsWith130AndTheSameCommandGoesOn) {
    const night_runs::Study study(night_runs::Study::Of::scenarios);
    const auto unbroken = study.place("unbroken"), here = study.place("stopped");
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(study.run(unbroken), 0) << study.said();
    const auto took = std::chrono::steady_clock::now() - begin;
    const pid_t child = study.start(here);
    std::this_thread::sleep_for(took * 0.55);
    ::kill(child, SIGINT);
    EXPECT_EQ(night_runs::Study::code_of(child), 130) << study.said();
    EXPECT_NE(study.said().find("the same command goes on"), std::string::npos);
    EXPECT_TRUE(night_runs::leftovers_in(here).empty());
    const auto ready = complete_in(here);
    EXPECT_EQ(study.run(here), 0) << study.said();
    const auto now = complete_in(here);
    for (const auto& [file, at] : ready) EXPECT_TRUE(now.at(file) == at) << file << " was made again";
    EXPECT_TRUE(products_in(here) == products_in(unbroken));
}

TEST(Kill, AFullDiskAtSomeWritesIsSaidAndTheSameCommandGoesOn) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study(night_runs::Study::Of::city)
        .fail_each(std::uniform_int_distribution(1L, 60L)(random), 61);
}

}  // namespace
}  // namespace luwte
