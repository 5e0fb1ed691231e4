// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/raster/height_raster.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luwte {

/// A window of a raster in memory, rows from south to north. NaN = no data.
struct RasterWindow {
    std::vector<float> value;  ///< index row * nx + column
    std::int64_t nx = 0, ny = 0;
    double x0 = 0, y0 = 0;  ///< m, lower left corner
    double dx = 1, dy = 1;  ///< m, cell size, both positive
};

/// Heights on the grid by `rule` (see HeightRule); `words` receives the rule that applied.
std::vector<float> resample(const RasterWindow& raster, const Grid& grid, HeightRule rule,
                            const std::vector<std::uint8_t>& prefer_high, std::string& words);

}  // namespace luwte
