// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"
#include "models/heat/heat_steps.hpp"

namespace luwte::heat_steps {

template <class Tag>
void initial_layers(const Backend& backend, const InitialLayers& step) {
    for_each_cell<Tag>(backend, "heat: initial layers",
                       Box3{0, step.layers.nz, 0, step.layers.ny, 0, step.layers.nx}, step);
}

template <class Tag>
void ground_balance(const Backend& backend, const GroundBalance& step) {
    for_each_column<Tag>(backend, "heat: ground and roof", Box2{0, step.layers.ny, 0, step.layers.nx}, step);
}

template <class Tag>
void ground_balance_terms(const Backend& backend, const GroundBalanceTerms& step) {
    for_each_column<Tag>(backend, "heat: ground and roof, terms", Box2{0, step.terms.ny, 0, step.terms.nx},
                         step);
}

template <class Tag>
void wall_temperature(const Backend& backend, const WallTemperature& step) {
    for_each_cell<Tag>(backend, "heat: walls around",
                       Box2{0, step.wall_temperature.ny, 0, step.wall_temperature.nx}, step);
}

}  // namespace luwte::heat_steps

#define LUWTE_HEAT_STEPS(Tag)                                                           \
    namespace luwte::heat_steps {                                                       \
    template void initial_layers<Tag>(const Backend&, const InitialLayers&);            \
    template void ground_balance<Tag>(const Backend&, const GroundBalance&);            \
    template void ground_balance_terms<Tag>(const Backend&, const GroundBalanceTerms&); \
    template void wall_temperature<Tag>(const Backend&, const WallTemperature&);        \
    }
