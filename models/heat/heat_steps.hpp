// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/heat/flux_means.hpp"
#include "kernels/heat/ground_balance.hpp"
#include "kernels/heat/initial_layers.hpp"
#include "kernels/heat/leaf_balance.hpp"
#include "kernels/heat/wall_balance.hpp"

/// The launches of HeatModel, compiled once per processor: heat_steps.cpp and heat_steps.cu.
namespace luwte::heat_steps {

template <class Tag>
void initial_layers(const Backend& backend, const InitialLayers& step);
template <class Tag>
void add_sun_and_sky(const Backend& backend, const AddSunAndSky& step);
template <class Tag>
void leaves_of_block(const Backend& backend, const LeavesOfBlock& step);
template <class Tag>
void leaf_temperature(const Backend& backend, const LeafTemperature& step);
template <class Tag>
void ground_balance(const Backend& backend, const GroundBalance& step);
template <class Tag>
void ground_balance_terms(const Backend& backend, const GroundBalanceTerms& step);
template <class Tag>
void ground_balance_into_air(const Backend& backend, const GroundBalanceIntoAir& step);
template <class Tag>
void initial_wall_layers(const Backend& backend, const InitialWallLayers& step);
template <class Tag>
void initial_radiosity(const Backend& backend, const InitialRadiosity& step);
template <class Tag>
void albedo_of_tops(const Backend& backend, const AlbedoOfTops& step);
template <class Tag>
void kind_of_walls(const Backend& backend, const KindOfWalls& step);
template <class Tag>
void albedo_of_walls(const Backend& backend, const AlbedoOfWalls& step);
template <class Tag>
void top_sun(const Backend& backend, const TopSun& step);
template <class Tag>
void wall_sun(const Backend& backend, const WallSun& step);
template <class Tag>
void wall_balance(const Backend& backend, const WallBalance& step);
template <class Tag>
void wall_balance_terms(const Backend& backend, const WallBalanceTerms& step);
template <class Tag>
void wall_balance_sensible(const Backend& backend, const WallBalanceSensible& step);
template <class Tag>
void add_fluxes(const Backend& backend, const AddFluxes& step);

}  // namespace luwte::heat_steps
