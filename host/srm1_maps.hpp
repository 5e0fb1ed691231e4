// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/run_inputs.hpp"
#include "host/street_dispersion.hpp"

namespace luwte {

/// Yearly means by SRM1 on the grid, of a study with [air] (docs/models/srm1.md, on the grid): exploratory,
/// not for permit tests.
struct Srm1Maps {
    std::vector<StreetDispersion::Map> maps;  ///< of each pollutant SRM1's and, with dispersion, how much
                                              ///< that of roads is above it; NaN where SRM1 says nothing
    std::string rule;
    std::vector<std::string> warnings, headlines;
    double begin_s = 0, end_s = 0;  ///< s since 1970, UTC: the year of the emission factors
};

/// What they take: `memory` while they are made, with what is kept of them [B], and time on 2 cores [s].
struct Srm1MapsNeed {
    double kept = 0, memory = 0, seconds = 0;
};

/// In     cells   of the surface grid
///        disperses  whether the differences are made too
Srm1MapsNeed srm1_maps_need(const Study& study, const RunInputs& inputs, double cells, bool disperses);

/// In   own  by dispersion, nullptr without
Srm1Maps srm1_maps_of(const Study& study, const Backend& backend, const RunInputs& inputs,
                      const StreetDispersion* own);

}  // namespace luwte
