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

/// In   own  by dispersion, nullptr without
Srm1Maps srm1_maps_of(const Study& study, const Backend& backend, const RunInputs& inputs,
                      const StreetDispersion* own);

}  // namespace luwte
