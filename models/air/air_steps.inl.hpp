// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/air/air_steps.hpp"

namespace luwte::air_steps {

template <class Tag>
void heat_of_blocks(const Backend& backend, const air::HeatOfTops& tops, const air::AddHeatOfWalls& walls,
                    const air::HeatOfBlocks& blocks) {
    const Box2 strips{0, tops.strip.ny, 0, tops.strip.nx};
    for_each_cell<Tag>(backend, "air: heat of tops", strips, tops);
    for_each_cell<Tag>(backend, "air: heat of walls", strips, walls);
    for_each_cell<Tag>(backend, "air: heat of blocks", Box2{0, blocks.heat.ny, 0, blocks.heat.nx}, blocks);
}

template <class Tag>
void latent_heat_of_blocks(const Backend& backend, const air::HeatOfTops& tops,
                           const air::HeatOfBlocks& blocks) {
    for_each_cell<Tag>(backend, "air: latent heat of tops", Box2{0, tops.strip.ny, 0, tops.strip.nx}, tops);
    for_each_cell<Tag>(backend, "air: latent heat of blocks", Box2{0, blocks.heat.ny, 0, blocks.heat.nx},
                       blocks);
}

template <class Tag>
void block_air(const Backend& backend, const Lattice& lattice, const air::BlockAir& step) {
    sweep_lines<Tag>(backend, "air: blocks", lattice, step);
}

template <class Tag>
void air_of_columns(const Backend& backend, const air::AirOfStrips& strips, const air::AirOfColumns& step) {
    for_each_cell<Tag>(backend, "air: strips", Box2{0, strips.strip.ny, 0, strips.strip.nx}, strips);
    for_each_cell<Tag>(backend, "air: columns", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

}  // namespace luwte::air_steps

#define LUWTE_AIR_STEPS(Tag)                                                                              \
    namespace luwte::air_steps {                                                                          \
    template void heat_of_blocks<Tag>(const Backend&, const air::HeatOfTops&, const air::AddHeatOfWalls&, \
                                      const air::HeatOfBlocks&);                                          \
    template void latent_heat_of_blocks<Tag>(const Backend&, const air::HeatOfTops&,                      \
                                             const air::HeatOfBlocks&);                                   \
    template void block_air<Tag>(const Backend&, const Lattice&, const air::BlockAir&);                   \
    template void air_of_columns<Tag>(const Backend&, const air::AirOfStrips&, const air::AirOfColumns&); \
    }
