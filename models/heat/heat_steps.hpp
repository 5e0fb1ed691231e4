// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/heat/ground_balance.hpp"

/// The launches of HeatModel, compiled once per processor: heat_steps.cpp and heat_steps.cu.
namespace luwte::heat_steps {

template <class Tag>
void initial_layers(const Backend& backend, const InitialLayers& step);
template <class Tag>
void ground_balance(const Backend& backend, const GroundBalance& step);
template <class Tag>
void ground_balance_terms(const Backend& backend, const GroundBalanceTerms& step);
template <class Tag>
void wall_temperature(const Backend& backend, const WallTemperature& step);

}  // namespace luwte::heat_steps
