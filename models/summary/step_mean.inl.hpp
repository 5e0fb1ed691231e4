// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/step_mean.hpp"
#include "kernels/core/launch.hpp"

namespace luwte {

template <class Tag>
void add_to_mean(const Backend& backend, const AddToMean& kernel) {
    for_each_cell<Tag>(backend, "mean of steps", Box2{0, kernel.mean.ny, 0, kernel.mean.nx}, kernel);
}

}  // namespace luwte
