// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/run_metadata.hpp"
#include "host/run_day.hpp"

namespace luwte {

/// What the result file says about how it was made.
RunMetadata run_metadata(const DayTask& task);

/// What the day shows, in sentences for people: afternoon PET, hours above the limits, shade, national map.
std::vector<std::string> headlines(const DayTask& task, const Simulation& simulation);

}  // namespace luwte
