// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/small_surface.hpp"

namespace luwte {

/// Roofs that no register knows: columns 2.5 m or more above the ground, outside footprints, where land cover
/// is absent or is water, that are flat and smooth (smooth_roofs).
///
/// Shape is judged on the small cells. A model cell is a roof when half of its high small cells are.
/// Out    nx * ny of the model's grid, 1 = roof
Mask unmapped_roofs(const ColumnInputs& in, const SmallSurface& surface);

}  // namespace luwte
