// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/run_inputs.hpp"
#include "inputs/study/study.hpp"

#include <string>

namespace luwte {

/// What a run takes from the machine. It takes no more memory and disk, and at least two thirds of what is
/// said here (plan_full_test.cpp).
struct StudyNeed {
    double memory = 0;      ///< B, at its peak
    double of_wind = 0;     ///< B, of that peak while the wind is computed; 0 without wind
    double fixed = 0;       ///< B, of both, what any area takes
    double disk = 0;        ///< B, of all its files
    double checkpoint = 0;  ///< B of disk more, while a day is computed
    double seconds = 0;     ///< wall time on 2 cores
};

/// In     coarser   times the cell size of the surface grid, the wind's as it is: 1, or a rough figure
StudyNeed study_need(const Study& study, const RunInputs& inputs, double coarser = 1);

class Room;

/// The plan of one city; what it needs goes to `room`, which may be null.
std::string plan_of_task(const Study& study, const std::string& name, Room* room);

}  // namespace luwte
