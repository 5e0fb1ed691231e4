// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/small_surface.hpp"

namespace luwte {

/// Crowns that the heights show: 2.5 m or more above the ground, outside footprints and roofs.
///
/// AHN is flown in winter, so crowns are full of holes. On the small cells, gaps narrower than 1.5 m are
/// closed with the mean rise of the crown around them, then pieces narrower than 1.5 m are left out (eaves,
/// lamp posts). A model cell is crown when half of its small cells are; its top is their mean. So the amount
/// of crown does not depend on the model's cell size.
BareCrowns bare_crowns(const ColumnInputs& in, const SmallSurface& surface);

}  // namespace luwte
