// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/room.hpp"
#include "host/run.hpp"

#include <string>

namespace luwte {

/// Carries out a study with scenarios or sites, one task after the other (host/study_tasks.hpp):
/// RUN/base/<day>.nc of the city as it is, RUN/<id>/<day>.nc of each scenario with all that a run leaves, and
/// what it differs by from the base: RUN/<id>/<day>.less_base.txt and maps in RUN/<id>/<day>.less_base/
/// (host/compare.hpp). With sites each has such folders in RUN/<site>; sites with the same city share one
/// computation. RUN/study.json says after each task how far the study is.
///
/// The inputs of all are read first, so that their problems come at once. A wind library of the base serves
/// each scenario that has the same buildings and crowns. A run that fails (memory, a surface that runs away)
/// is named in the summary and the others go on. What is ready of each is kept, as run_study does.
/// Throws  InputError   as run_study does, of all scenarios together
///         Interrupted
RunSummary run_scenarios(const Study& study, const RunOptions& options);

/// The plans of base and scenarios, one below the other.
std::string plan_of_scenarios(const Study& study, Room* room = nullptr);

}  // namespace luwte
