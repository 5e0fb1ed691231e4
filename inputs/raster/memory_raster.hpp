// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/grid.hpp"

#include <gdal_priv.h>

namespace luwte {

/// A GDAL dataset over an array of ours, for GDAL's algorithms; the array must outlive it.
/// With a grid its coordinates are the grid's (rows run from south to north).
GDALDatasetUniquePtr memory_raster(void* values, GDALDataType type, idx nx, idx ny,
                                   const Grid* grid = nullptr);

}  // namespace luwte
