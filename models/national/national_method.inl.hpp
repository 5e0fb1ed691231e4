// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/national_windows.hpp"
#include "kernels/core/launch.hpp"

namespace luwte::national {

template <class Tag>
void sum_blocks(const Backend& backend, const BlockSums& kernel) {
    for_each_cell<Tag>(backend, "national block sums", Box2{0, kernel.sums.ny, 0, kernel.sums.nx}, kernel);
}

template <class Tag>
void heat_island(const Backend& backend, const HeatIslandOfBlock& kernel, const CubicToCells& to_cells) {
    for_each_cell<Tag>(backend, "national heat island", Box2{0, kernel.uhi_max.ny, 0, kernel.uhi_max.nx},
                       kernel);
    for_each_cell<Tag>(backend, "cubic to cells", Box2{0, to_cells.out.ny, 0, to_cells.out.nx}, to_cells);
}

template <class Tag>
void wind(const Backend& backend, const WindOfBlock& kernel, const CubicToCells& to_cells) {
    for_each_cell<Tag>(backend, "national wind", Box2{0, kernel.ratio.ny, 0, kernel.ratio.nx}, kernel);
    for_each_cell<Tag>(backend, "cubic to cells", Box2{0, to_cells.out.ny, 0, to_cells.out.nx}, to_cells);
}

template <class Tag>
void pet(const Backend& backend, const PetOfCell& kernel) {
    for_each_cell<Tag>(backend, "national pet", Box2{0, kernel.pet.ny, 0, kernel.pet.nx}, kernel);
}

}  // namespace luwte::national
