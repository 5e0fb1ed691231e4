// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/validate.hpp"

#include <vector>

namespace luwte {

/// What the settled flow around the building gives with `cells` to b.
struct CaseAFigures {
    std::vector<double> speed, pedestrian, along;  ///< 1 for a hit, else 0, of each point
    double wake;                                   ///< b, behind the rear face at 0.125 b
    double least_on_roof;                          ///< over U_H, up to 0.3 b above the roof
    double drift, imbalance;                       ///< 1, over the highest inflow speed
    int iterations;
};

/// Throws RuntimeError when tables of the case cannot be read.
CaseAFigures run_aij_case_a(const ValidationContext& context, int cells);

}  // namespace luwte
