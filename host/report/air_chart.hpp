// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/ranking/ranking.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luwte {

/// One pollutant on a yard: its yearly mean, what of it is from roads in the area, and the limits beside it.
struct AirBar {
    std::string name;                                        ///< "NO2"
    Estimate mean;                                           ///< ug m-3
    std::optional<double> share_of_roads;                    ///< %, of the mean; none: unknown
    double good = Indicator::none, limit = Indicator::none;  ///< WHO 2021 and EU 2030, ug m-3
};

/// Bars as SVG, each with its range, and its limits as lines; all but roads grey, roads brown, hatched where
/// their share is unknown. Empty without bars.
std::string air_chart(const std::vector<AirBar>& bars);

}  // namespace luwte
