// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/air/block_air.hpp"
#include "kernels/core/backend.hpp"

/// The launches of AirModel, compiled once per processor: air_steps.cpp and air_steps.cu.
namespace luwte::air_steps {

template <class Tag>
void heat_of_blocks(const Backend& backend, const air::HeatOfTops& tops, const air::AddHeatOfWalls& walls,
                    const air::HeatOfBlocks& blocks);
template <class Tag>
void latent_heat_of_blocks(const Backend& backend, const air::HeatOfTops& tops,
                           const air::HeatOfBlocks& blocks);
template <class Tag>
void block_air(const Backend& backend, const Lattice& lattice, const air::BlockAir& step);
template <class Tag>
void air_of_columns(const Backend& backend, const air::AirOfStrips& strips, const air::AirOfColumns& step);

}  // namespace luwte::air_steps
