// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace luwte {

/// (15) What of the height from `low` to `high` [m above ground] over which an emission is mixed lies in
/// which level of the wind grid: levels and shares, which add up to 1 where the grid reaches so high. Returns
/// the grid's top [m] where it ends below `high`, else `high`.
inline double level_shares(const std::vector<double>& thickness, double low, double high,
                           std::vector<std::pair<idx, double>>& out) {
    out.clear();
    double floor = 0;
    for (idx k = 0; k < idx(thickness.size()) && floor < high; ++k) {
        const double top = floor + thickness[std::size_t(k)];
        const double share = (std::min(top, high) - std::max(floor, low)) / (high - low);
        if (share > 0) out.emplace_back(k, share);
        floor = top;
    }
    return std::min(floor, high);
}

}  // namespace luwte
