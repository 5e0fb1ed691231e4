// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/raster/patches.hpp"
#include "kernels/core/grid.hpp"

#include <vector>

namespace luwte {

/// Which of the cells high above the ground are roofs, by shape alone: a roof is plane, a crown is not.
///
/// A cell is smooth when the 3 x 3 cells around it (at 0.5 m cells; a square of about 1.5 m) are all high and
/// lie within 0.4 m (root mean square) of their best plane. A high cell belongs to a roof where at least 30 %
/// of the high cells within 2.5 m are smooth; pieces narrower than 1.5 m or smaller than 20 m2 are dropped,
/// the rest grows 1.5 m into the high cells around it, because the edge of a roof is never smooth.
///
/// In     surface  m above datum, NaN = no data; high: candidates
/// Out    1 = roof, a subset of `high`
Mask smooth_roofs(const std::vector<float>& surface, const Mask& high, const Grid& grid);

/// Cells of a square of about 1.5 m, the narrowest thing that counts as a crown or a roof.
int narrowest_cells(const Grid& grid);

}  // namespace luwte
