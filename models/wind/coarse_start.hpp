// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_model.hpp"

#include <optional>

namespace luwte {

/// When flows on coarser columns end: all but the finest only serve as first guesses.
struct CoarseStart {
    idx least_columns = 16;      ///< 1, along the shorter side of the coarsest grid
    double most_change = 1e-4;   ///< 1, WindModel::last_change()
    int look = 25;               ///< iterations between two looks
    int most_iterations = 1000;  ///< on each grid
};

/// (52) The domain on columns twice as wide and the same levels; on the CPU.
WindDomain on_wider_columns(const WindDomain& domain);

/// The flow on wider columns, to start WindModel on `domain` from, itself started from wider ones: what takes
/// the domain an iteration for each column that the wind crosses takes them few and cheap ones. None where
/// that would leave fewer than `least_columns`. Arguments as in WindModel.
std::optional<WindFlow> flow_on_wider_columns(const Backend& backend, const WindDomain& domain,
                                              const WindModel::Parameters& parameters,
                                              const WindProfile& profile, double from_deg,
                                              const CoarseStart& rule);

}  // namespace luwte
