// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"

namespace luwte {

/// Adds one of the steps that make a longer step of a result: mean = sum of weight times value. A value that
/// is missing makes the mean missing. 8 B read, 4 B written.
struct AddToMean {
    View2D<const float> value;
    View2D<float> mean;
    float weight;  ///< 1, all of a mean together 1
    bool first;    ///< starts the sum

    LUWTE_HD void operator()(idx j, idx i) const {
        mean(j, i) = weight * value(j, i) + (first ? 0.0f : mean(j, i));
    }
};

}  // namespace luwte
