// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/run.hpp"
#include "host/run_inputs.hpp"

namespace luwte {

struct DayTask {
    const Study& study;
    const RunOptions& options;
    const RunInputs& inputs;
    const DayPlan& day;
    std::filesystem::path result;  ///< RUN.nc
};

struct DayResult {
    std::vector<std::filesystem::path> files;  ///< the result first
    std::vector<std::string> headlines;
    std::vector<std::string> warnings;
};

/// Simulates one day and writes its result, maps, picture and manifest. Restarts the simulation's summary.
/// On any exception nothing of this day is left behind, and an earlier result stays as it was.
DayResult run_day(const DayTask& task, Simulation& simulation);

}  // namespace luwte
