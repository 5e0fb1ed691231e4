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

/// Until a file is there, a minute at most.
void wait_for(const std::filesystem::path& file) {
    const auto begin = std::chrono::steady_clock::now();
    while (!std::filesystem::exists(file) &&
           std::chrono::steady_clock::now() - begin < std::chrono::seconds(60))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

TEST(Kill, AnInterruptEndsWith130AndTheSameCommandGoesOn) {
    const night_runs::Study study(night_runs::Study::Of::scenarios);
    const auto unbroken = study.place("unbroken"), here = study.place("stopped");
    ASSERT_EQ(study.run(unbroken), 0) << study.said();
    const pid_t child = study.start(here);
    wait_for(here / "out" / "base" / "2015-07-01.run.json");  // two scenarios are to come
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

/// Runs until a file of the checkpoint is there, and kills it.
void kill_at(const night_runs::Study& study, const std::filesystem::path& here, const char* file) {
    const pid_t child = study.start(here);
    wait_for(here / "out.work" / file);
    ::kill(child, SIGKILL);
    EXPECT_EQ(night_runs::Study::code_of(child), 128 + SIGKILL) << study.said();
}

TEST(Kill, WithinADayItGoesOnFromTheLastCheckpointAndChangesNoByte) {
    const night_runs::Study study = night_runs::Study::with_checkpoints();
    const auto unbroken = study.place("unbroken"), here = study.place("killed");
    ASSERT_EQ(study.run(unbroken), 0) << study.said();
    EXPECT_TRUE(night_runs::leftovers_in(unbroken).empty());
    int went_on = 0;
    for (const char* file : {"state", "steps_0000", "steps_0003", "steps_0012", "steps_0021"}) {
        kill_at(study, here, file);
        went_on += study.said().find("goes on from its checkpoint") != std::string::npos;
        ASSERT_TRUE(std::filesystem::exists(here / "out.work" / "state")) << study.said();
        ASSERT_FALSE(std::filesystem::exists(here / "out.nc"));
    }
    EXPECT_EQ(went_on, 4);  // all but the first
    EXPECT_EQ(study.run(here), 0) << study.said();
    EXPECT_NE(study.said().find("goes on from its checkpoint: 24 of 24 hours of spin-up and 2"),
              std::string::npos)
        << study.said();
    EXPECT_TRUE(products_in(here) == products_in(unbroken));
    for (const std::string& left : night_runs::leftovers_in(here)) ADD_FAILURE() << left << " is left";
}

TEST(Kill, ACheckpointThatIsDamagedOrOfAnotherRunIsNamedAndNotUsed) {
    const night_runs::Study study = night_runs::Study::with_checkpoints();
    const auto unbroken = study.place("unbroken"), here = study.place("damaged");
    ASSERT_EQ(study.run(unbroken), 0) << study.said();
    for (const char* file : {"state", "steps_0000", "facets"}) {
        kill_at(study, here, "steps_0002");
        const auto path = here / "out.work" / file;
        std::string bytes = sample::bytes_of(path);
        bytes[bytes.size() / 3] = char(bytes[bytes.size() / 3] ^ 1);
        std::ofstream(path, std::ios::binary) << bytes;
        EXPECT_EQ(study.run(here), 0) << study.said();
        EXPECT_NE(study.said().find("it is damaged (its checksum is another); the day begins anew"),
                  std::string::npos)
            << file << ": " << study.said();
        EXPECT_TRUE(products_in(here) == products_in(unbroken));
        std::filesystem::remove_all(here);
        std::filesystem::create_directories(here);
    }
    kill_at(study, here, "steps_0002");
    const night_runs::Study other = night_runs::Study::with_checkpoints({"person.age_years=60"});
    ASSERT_EQ(other.run(here), 0) << other.said();
    EXPECT_NE(other.said().find("it is of a run of other settings, inputs or program; the day begins anew"),
              std::string::npos)
        << other.said();
    EXPECT_TRUE(night_runs::leftovers_in(here).empty());
}

TEST(Kill, AFullDiskAtSomeWritesIsSaidAndTheSameCommandGoesOn) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study(night_runs::Study::Of::city)
        .fail_each(std::uniform_int_distribution(1L, 60L)(random), 61);
}

TEST(Kill, ADiskThatStaysFullLosesNoCheckpointAndTheSameCommandGoesOn) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study::with_checkpoints({"weather.spin_up_days=0", "output.interval_min=360"})
        .fail_each(std::uniform_int_distribution(1L, 300L)(random), 301, night_runs::Study::Disk::stays_full);
}

TEST(Kill, AFullDiskAtACheckpointIsSaidAndTheRunGoesOnWithout) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study::with_checkpoints({"weather.spin_up_days=0", "output.interval_min=360"})
        .fail_each_of_checkpoints(std::uniform_int_distribution(1L, 160L)(random), 161,
                                  night_runs::Study::Disk::full_once);
}

}  // namespace
}  // namespace luwte
