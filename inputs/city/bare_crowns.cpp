// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/bare_crowns.hpp"

#include "inputs/city/smooth_roofs.hpp"
#include "inputs/raster/patches.hpp"

#include <algorithm>

namespace luwte {
namespace {

float rise(const ColumnInputs& in, const SmallSurface& s, std::size_t m) {
    return s.dsm[m] - in.terrain.height[s.column_of(m)];
}

/// Mean rise of the high cells within `reach` cells.
float mean_rise_around(const ColumnInputs& in, const SmallSurface& s, const Mask& high, std::size_t m,
                       int reach) {
    const Grid& g = s.grid;
    const idx i = idx(m % std::size_t(g.nx)), j = idx(m / std::size_t(g.nx));
    double sum = 0;
    int count = 0;
    for (idx b = std::max(0, j - reach); b <= std::min(g.ny - 1, j + reach); ++b)
        for (idx a = std::max(0, i - reach); a <= std::min(g.nx - 1, i + reach); ++a) {
            const std::size_t k = std::size_t(b) * std::size_t(g.nx) + std::size_t(a);
            if (!high[k]) continue;
            sum += rise(in, s, k);
            ++count;
        }
    return count > 0 ? float(sum / count) : 0.0f;
}

}  // namespace

BareCrowns bare_crowns(const ColumnInputs& in, const SmallSurface& s) {
    const idx nx = s.grid.nx, ny = s.grid.ny;
    const auto free = [&](std::size_t m) {
        const std::size_t n = s.column_of(m);
        return in.footprints.id[n] < 0 && in.roofs[n] == 0;
    };
    Mask high(s.size(), 0);
    for (std::size_t m = 0; m < high.size(); ++m)
        high[m] = free(m) && rise(in, s, m) >= lowest_crown;  // false for NaN

    const int side = narrowest_cells(s.grid);
    Mask crowns = closed(high, nx, ny, side);
    for (std::size_t m = 0; m < crowns.size(); ++m)
        if (!free(m)) crowns[m] = 0;
    crowns = opened(crowns, nx, ny, side);

    BareCrowns out;
    out.narrowest = side * s.grid.cell_size;
    std::vector<double> sum(in.dsm.size(), 0);
    std::vector<std::int32_t> count(in.dsm.size(), 0);
    for (std::size_t m = 0; m < crowns.size(); ++m) {
        out.narrow += high[m] && !crowns[m];
        if (!crowns[m]) continue;
        out.gaps += !high[m];
        const std::size_t n = s.column_of(m);
        sum[n] += double(high[m] ? rise(in, s, m) : mean_rise_around(in, s, high, m, side));
        ++count[n];
    }
    out.top.assign(in.dsm.size(), 0.0f);
    for (std::size_t n = 0; n < out.top.size(); ++n)
        if (2 * count[n] > s.parts * s.parts) out.top[n] = float(sum[n] / count[n]);
    return out;
}

}  // namespace luwte
