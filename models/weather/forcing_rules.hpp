// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/weather/weather.hpp"

namespace luwte {

/// The rules by which forcing_at() will fill what this series leaves open, in words, for the report.
std::vector<std::string> forcing_rules(const WeatherSeries& series);

}  // namespace luwte
