// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstdint>
#include <vector>

namespace luwte {

/// Fills NaN by inverse-distance interpolation from the nearest values in four quadrants
/// (GDALFillNodata, no smoothing), as far as the plane is wide. Values that are there stay as they are.
///
/// In     plane   nx * ny values, at least one of them a number; no NaN is left
/// Out    number of filled cells
/// Throws RuntimeError when GDAL fails
std::int64_t fill_holes(std::vector<float>& plane, idx nx, idx ny);

}  // namespace luwte
