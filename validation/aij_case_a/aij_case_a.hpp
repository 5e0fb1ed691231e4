// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/validate.hpp"
#include "models/wind/inflow.hpp"
#include "models/wind/wind_model.hpp"

#include <vector>

namespace luwte {

/// m s-1, the inflow of the case at the building's height.
inline constexpr double aij_case_a_speed = 4.491;

/// The building on the tunnel's floor, `cells` columns to its width b; wind along x.
WindDomain aij_case_a_domain(int cells);

/// A log law over the tunnel's floor with aij_case_a_speed at the building's height: for benches, which have
/// no measured inflow.
WindProfile aij_case_a_log_law(const WindDomain& domain);

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
