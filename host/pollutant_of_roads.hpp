// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/traffic/traffic.hpp"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace luwte {

/// What roads add to a yearly mean [ug m-3] of a pollutant of air.pollutants, by any method, of what they add
/// of each of `substances` (`values` of its index; as many as `ozone` for NO2). NO2 is what is emitted as
/// such and what SRM1's (4) makes of the NOx with the background's ozone [ug m-3]; NaN stays.
std::vector<float> pollutant_of_roads(std::string_view pollutant, const std::vector<Substance>& substances,
                                      std::span<const float> ozone,
                                      const std::function<std::span<const float>(std::size_t)>& values);

}  // namespace luwte
