// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

namespace luwte {

/// Order at which what the momentum kernel leaves of a smooth flow (convection, stresses, pressure) nears the
/// exact value, from `coarse` cells to a wave to twice as many; mean over the cells of a cube. 2 = error a
/// quarter for half the cell.
/// In     axis    0, 1, 2: the component of velocity
///        begin   rad, phase at which the cube of an eighth of a wave begins; speeds have their extremes at 0
///                and half pi
double observed_order(int axis, idx coarse, double begin);

}  // namespace luwte
