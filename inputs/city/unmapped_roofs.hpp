// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/columns.hpp"

#include <filesystem>

namespace luwte {

/// Roofs that no register knows: columns 2.5 m or more above the ground, outside footprints, where land cover
/// is absent or is water, that are flat and smooth (smooth_roofs).
///
/// Shape is judged on cells of about 0.5 m, or the raster's own where those are larger: on 2 m cells a
/// pitched roof is as rough as a crown. A model cell is a roof when half of its high small cells are.
///
/// In     surface_height  the raster, read again where the model's cells are larger than 0.5 m
/// Out    nx * ny, 1 = roof; `cell` receives the size of the cells that were judged [m]
Mask unmapped_roofs(const ColumnInputs& in, const std::filesystem::path& surface_height, double raster_cell,
                    const Grid& grid, double& cell);

}  // namespace luwte
