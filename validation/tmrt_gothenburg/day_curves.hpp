// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validation/tmrt_gothenburg/mast_hours.hpp"

namespace luwte::gothenburg {

/// An SVG picture, one panel per day: measured Tmrt as dots, modelled as a line, over local standard time.
std::string day_curves(const std::vector<MastHour>& hours);

}  // namespace luwte::gothenburg
