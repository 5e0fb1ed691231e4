// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/validate.hpp"

#include <string>
#include <vector>

namespace luwte::aij {

/// Speeds at the probes of one direction, over the inflow's speed at 15.9 m.
struct CaseEDirection {
    struct Probe {
        double measured;
        double modelled;   ///< mean of the speed
        double mean_wind;  ///< speed of the mean wind
        bool in_building;  ///< on the wind grid
    };
    std::string name;
    double from;  ///< degrees, where the wind comes from
    std::vector<Probe> probes;
    double drift;  ///< 1, over the highest inflow speed
    int iterations;
};

/// Solves the directions named, all that are measured where none is, on columns of `cell_size` [m], a divisor
/// of 500 m and a multiple of 0.5 m; `screening` by projection alone. Throws RuntimeError when tables of the
/// case cannot be read.
std::vector<CaseEDirection> run_case_e(const ValidationContext& context, double cell_size,
                                       const std::vector<std::string>& names, bool screening);

/// The rows of the case by the directions named, all where none is.
std::vector<ValidationRow> validate_case_e(const ValidationContext& context,
                                           const std::vector<std::string>& names);

}  // namespace luwte::aij
