// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/small_surface.hpp"

#include "inputs/raster/height_raster.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {
constexpr double small_cell = 0.5;    ///< m
constexpr double most_cells = 1.5e8;  ///< small ones; beyond it they are made larger
}  // namespace

SmallSurface::SmallSurface(const ColumnInputs& in, const std::filesystem::path& surface_height,
                           double raster_cell, const Grid& model)
    : grid(model) {
    parts = std::max(1, int(std::floor(model.cell_size / std::max(small_cell, raster_cell) + 1e-3)));
    while (parts > 1 && double(model.nx) * model.ny * parts * parts > most_cells) --parts;
    grid.nx *= parts;
    grid.ny *= parts;
    grid.cell_size = model.cell_size / parts;
    if (parts > 1)
        read = read_height_raster("city.surface_height", surface_height, grid, HeightRule::surface).height;
    dsm = parts > 1 ? read.data() : in.dsm.data();
}

}  // namespace luwte
