// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/day_summary.hpp"
#include "kernels/core/launch.hpp"

namespace luwte {

template <class Tag>
void add_to_day_summary(const Backend& backend, const AddToDaySummary& kernel) {
    for_each_cell<Tag>(backend, "day summary", Box2{0, kernel.pet.ny, 0, kernel.pet.nx}, kernel);
}

}  // namespace luwte
