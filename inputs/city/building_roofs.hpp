// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/footprints.hpp"
#include "inputs/city/load_city.hpp"

namespace luwte {

/// Gives buildings the roofs that the study's rules say; `city.layers` has its buildings already. Says in
/// rules how many got which, and in warnings whose year or number is not known.
void give_roofs(const Study& study, const Footprints& footprints, LoadedCity& city);

}  // namespace luwte
