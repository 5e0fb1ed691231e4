// SPDX-License-Identifier: Apache-2.0
// As kill_full_test.cpp, as often as it takes to believe it.
#include "host/night_runs.hpp"

namespace luwte {
namespace {

TEST(KillAllNight, TwoHundredTimesAtRandomLosesNothingAndChangesNoByte) {
    night_runs::Study(night_runs::Study::Of::scenarios).kill_at_random(130, 0.7);
    // Sites that share results by hard links, their ranking and the report.
    night_runs::Study(night_runs::Study::Of::sites).kill_at_random(50, 0.5);
    // Days that go on from each other, and a wind that takes its time.
    night_runs::Study(night_runs::Study::Of::scenarios,
                      {"weather.days=[\"2015-07-01\",\"2015-07-02\"]", "weather.urban_increment=\"none\"",
                       "wind.method=\"k_epsilon\"", "wind.cell_size_m=16"})
        .kill_at_random(20, 0.7);
}

TEST(KillAllNight, AFullDiskAtAnyWriteIsSaidAndTheSameCommandGoesOn) {
    night_runs::Study(night_runs::Study::Of::city).fail_each(1, 1);
}

TEST(KillAllNight, AFullDiskInAStudyWithScenariosFailsATaskAndTheSameCommandGoesOn) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study(night_runs::Study::Of::scenarios)
        .fail_each(std::uniform_int_distribution(1L, 40L)(random), 41);
}

TEST(KillAllNight, AFullDiskInAStudyOfSitesFailsATaskOrAPageAndTheSameCommandGoesOn) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study(night_runs::Study::Of::sites)
        .fail_each(std::uniform_int_distribution(1L, 60L)(random), 61);
}

TEST(KillAllNight, ADiskThatStaysFullFromAnyWriteOnLosesNothing) {
    std::mt19937 random(night_runs::seed_of_test());
    night_runs::Study::with_checkpoints().fail_each(std::uniform_int_distribution(1L, 200L)(random), 201,
                                                    night_runs::Study::Disk::stays_full);
}

TEST(KillAllNight, AFullDiskAtAnyWriteOfACheckpointIsSaidAndTheRunGoesOnWithout) {
    using night_runs::Study;
    const std::vector<std::string> few = {"weather.spin_up_days=0", "output.interval_min=360"};
    Study::with_checkpoints(few).fail_each_of_checkpoints(1, 1, Study::Disk::full_once);
    Study::with_checkpoints(few).fail_each_of_checkpoints(1, 7, Study::Disk::stays_full);
}

}  // namespace
}  // namespace luwte
