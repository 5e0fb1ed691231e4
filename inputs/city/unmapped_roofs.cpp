// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/unmapped_roofs.hpp"

#include "inputs/city/smooth_roofs.hpp"

namespace luwte {
namespace {

bool may_hold_one(const ColumnInputs& in, std::size_t n) {
    return in.footprints.id[n] < 0 && (in.cover.type[n] < 0 || in.terrain.water[n] != 0);
}

}  // namespace

Mask unmapped_roofs(const ColumnInputs& in, const SmallSurface& surface) {
    const std::vector<float> dsm(surface.dsm, surface.dsm + surface.size());
    Mask high(surface.size(), 0);
    for (std::size_t m = 0; m < high.size(); ++m) {
        const std::size_t n = surface.column_of(m);
        high[m] = may_hold_one(in, n) && dsm[m] - in.terrain.height[n] >= lowest_crown;  // false for NaN
    }
    const Mask roofs = smooth_roofs(dsm, high, surface.grid);
    std::vector<std::int32_t> roof_cells(in.dsm.size(), 0), high_cells(in.dsm.size(), 0);
    for (std::size_t m = 0; m < high.size(); ++m) {
        const std::size_t n = surface.column_of(m);
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
