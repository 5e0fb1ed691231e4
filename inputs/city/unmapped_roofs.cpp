// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/unmapped_roofs.hpp"

#include "inputs/city/smooth_roofs.hpp"
#include "inputs/raster/height_raster.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {

constexpr double judged_cell = 0.5;   ///< m
constexpr double most_cells = 1.5e8;  ///< small ones; beyond it larger cells are judged

bool may_hold_one(const ColumnInputs& in, std::size_t n) {
    return in.footprints.id[n] < 0 && (in.cover.type[n] < 0 || in.terrain.water[n] != 0);
}

}  // namespace

Mask unmapped_roofs(const ColumnInputs& in, const std::filesystem::path& surface_height, double raster_cell,
                    const Grid& g, double& cell) {
    int parts = std::max(1, int(std::floor(g.cell_size / std::max(judged_cell, raster_cell) + 1e-3)));
    while (parts > 1 && double(g.nx) * g.ny * parts * parts > most_cells) --parts;
    cell = g.cell_size / parts;
    Grid small = g;
    small.nx *= parts;
    small.ny *= parts;
    small.cell_size = cell;
    std::vector<float> read;
    if (parts > 1)
        read = read_height_raster("city.surface_height", surface_height, small, HeightRule::surface).height;
    const std::vector<float>& dsm = parts > 1 ? read : in.dsm;

    const auto column_of = [&](idx j, idx i) {
        return std::size_t(j / parts) * std::size_t(g.nx) + std::size_t(i / parts);
    };
    Mask high(dsm.size(), 0);
    for (idx j = 0; j < small.ny; ++j)
        for (idx i = 0; i < small.nx; ++i) {
            const std::size_t m = std::size_t(j) * std::size_t(small.nx) + std::size_t(i),
                              n = column_of(j, i);
            high[m] = may_hold_one(in, n) && dsm[m] - in.terrain.height[n] >= lowest_crown;  // false for NaN
        }
    const Mask roofs = smooth_roofs(dsm, high, small);
    std::vector<std::int32_t> roof_cells(in.dsm.size(), 0), high_cells(in.dsm.size(), 0);
    for (idx j = 0; j < small.ny; ++j)
        for (idx i = 0; i < small.nx; ++i) {
            const std::size_t m = std::size_t(j) * std::size_t(small.nx) + std::size_t(i),
                              n = column_of(j, i);
            roof_cells[n] += roofs[m];
            high_cells[n] += high[m];
        }
    Mask out(in.dsm.size(), 0);
    for (std::size_t n = 0; n < out.size(); ++n)
        out[n] = roof_cells[n] > 0 && 2 * roof_cells[n] >= high_cells[n] &&
                 in.dsm[n] - in.terrain.height[n] >= lowest_crown;
    return out;
}

}  // namespace luwte
