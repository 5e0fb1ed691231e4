// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/sample/trees.hpp"

#include <vector>

namespace luwte::sample {

inline constexpr int raster_cells = 1200;                     ///< per side; 0.5 m
inline constexpr float ahn_no_data = 3.4028234663852886e38f;  ///< AHN's spelling of a hole

/// DSM and DTM as AHN would show the place: rows from north to south, m NAP, `ahn_no_data` in holes.
struct Heights {
    std::vector<float> surface, terrain;
};
Heights heights(const Plan& plan, const BuiltPlan& built, const std::vector<Tree>& trees, const Mask& mask,
                const Terrain& terrain, std::uint64_t seed);

}  // namespace luwte::sample
