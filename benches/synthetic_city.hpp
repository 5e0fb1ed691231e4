// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/city_model.hpp"

namespace luwte::benches {

/// A square city of `n` x `n` cells of 1 m on gently rolling ground, for benchmarks: building blocks of
/// 6 to 16 m with pitched or flat roofs in a street pattern that is turned against the grid, a tower now
/// and then, and (with `crowns`) rows of street trees and parks over about a sixth of the open ground.
/// Built from the cell's coordinates alone: the same for every run.
CityLayers synthetic_city(idx n, bool crowns);

}  // namespace luwte::benches
