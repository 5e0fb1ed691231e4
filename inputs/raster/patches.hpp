// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstdint>
#include <vector>

namespace luwte {

using Mask = std::vector<std::uint8_t>;  ///< nx * ny, 1 = inside

/// Connected patches (four neighbours), numbered in the order in which their first cell appears.
struct Patches {
    std::vector<std::int32_t> label;  ///< nx * ny; -1 = outside the mask
    std::vector<std::int64_t> cells;  ///< per patch
};
Patches find_patches(const Mask& mask, idx nx, idx ny);

/// The mask without patches of fewer than `cells` cells.
Mask without_small_patches(const Mask& mask, idx nx, idx ny, std::int64_t cells);

/// Morphological opening with a square of `side` cells: keeps the cells of the mask that some side x side
/// square inside the mask covers. Pieces narrower than the square vanish.
Mask opened(const Mask& mask, idx nx, idx ny, int side);

/// Morphological closing: the mask plus the gaps in it that no side x side square outside the mask fits into.
/// Outside the plane counts as outside the mask.
Mask closed(const Mask& mask, idx nx, idx ny, int side);

/// Grows `seed` into `within`, `steps` cells far (four neighbours).
Mask grown(const Mask& seed, const Mask& within, idx nx, idx ny, int steps);

}  // namespace luwte
