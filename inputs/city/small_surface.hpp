// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/columns.hpp"

#include <filesystem>
#include <vector>

namespace luwte {

/// The surface height on small cells: each column of the model's grid cut into parts x parts cells of about
/// 0.5 m, or the raster's own size where that is larger. Shape is judged there: on 2 m cells a pitched roof
/// is as rough as a crown, and a bare crown loses its ragged edge.
struct SmallSurface {
    Grid grid;
    int parts = 1;               ///< along a column's side
    std::vector<float> read;     ///< m above datum, parts > 1 only
    const float* dsm = nullptr;  ///< grid.nx * grid.ny; NaN = no data

    /// Reads the raster again where the model's cells are larger. `in` must outlive it.
    SmallSurface(const ColumnInputs& in, const std::filesystem::path& surface_height, double raster_cell,
                 const Grid& model);
    SmallSurface(const SmallSurface&) = delete;

    std::size_t size() const { return std::size_t(grid.nx) * std::size_t(grid.ny); }
    /// The model column that holds small cell m.
    std::size_t column_of(std::size_t m) const {
        const std::size_t nx = std::size_t(grid.nx), p = std::size_t(parts);
        return m / nx / p * (nx / p) + m % nx / p;
    }
};

}  // namespace luwte
