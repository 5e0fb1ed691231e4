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
void add_sun_and_sky(const Backend& backend, const AddSunAndSky& step) {
    for_each_cell<Tag>(backend, "heat: sun and sky of a day", Box2{0, step.sum.ny, 0, step.sum.nx}, step);
}

template <class Tag>
void leaves_of_block(const Backend& backend, const LeavesOfBlock& step) {
    for_each_cell<Tag>(backend, "heat: leaves", Box2{0, step.excess.ny, 0, step.excess.nx}, step);
}

template <class Tag>
void leaf_temperature(const Backend& backend, const LeafTemperature& step) {
    for_each_cell<Tag>(backend, "heat: leaf temperature", Box2{0, step.mean.ny, 0, step.mean.nx}, step);
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
void ground_balance_into_air(const Backend& backend, const GroundBalanceIntoAir& step) {
    for_each_column<Tag>(backend, "heat: ground and roof, into the air",
                         Box2{0, step.sensible.ny, 0, step.sensible.nx}, step);
}

template <class Tag>
void initial_wall_layers(const Backend& backend, const InitialWallLayers& step) {
    for_each_cell<Tag>(backend, "heat: initial layers of walls",
                       Box3{0, step.layers.nz, 0, step.layers.ny, 0, step.layers.nx}, step);
}

template <class Tag>
void initial_radiosity(const Backend& backend, const InitialRadiosity& step) {
    for_each_cell<Tag>(backend, "heat: initial radiosity", Box2{0, step.radiosity.ny, 0, step.radiosity.nx},
                       step);
}

template <class Tag>
void albedo_of_tops(const Backend& backend, const AlbedoOfTops& step) {
    for_each_cell<Tag>(backend, "heat: albedo", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void kind_of_walls(const Backend& backend, const KindOfWalls& step) {
    for_each_cell<Tag>(backend, "heat: kind of walls", Box2{0, step.kind.ny, 0, step.kind.nx}, step);
}

template <class Tag>
void albedo_of_walls(const Backend& backend, const AlbedoOfWalls& step) {
    for_each_cell<Tag>(backend, "heat: albedo of walls", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void top_sun(const Backend& backend, const TopSun& step) {
    for_each_cell<Tag>(backend, "heat: sun on ground and roof",
                       Box2{0, step.reflected.ny, 0, step.reflected.nx}, step);
}

template <class Tag>
void wall_sun(const Backend& backend, const WallSun& step) {
    for_each_cell<Tag>(backend, "heat: sun on walls", Box2{0, step.reflected.ny, 0, step.reflected.nx}, step);
}

template <class Tag>
void wall_balance(const Backend& backend, const WallBalance& step) {
    for_each_column<Tag>(backend, "heat: walls", Box2{0, step.radiosity.ny, 0, step.radiosity.nx}, step);
}

template <class Tag>
void wall_balance_terms(const Backend& backend, const WallBalanceTerms& step) {
    for_each_column<Tag>(backend, "heat: walls, terms", Box2{0, step.terms.ny, 0, step.terms.nx}, step);
}

template <class Tag>
void wall_balance_sensible(const Backend& backend, const WallBalanceSensible& step) {
    for_each_column<Tag>(backend, "heat: walls, into the air", Box2{0, step.sensible.ny, 0, step.sensible.nx},
                         step);
}

template <class Tag>
void add_fluxes(const Backend& backend, const AddFluxes& step) {
    for_each_cell<Tag>(backend, "heat: mean fluxes", Box2{0, step.terms.ny, 0, step.terms.nx}, step);
}

}  // namespace luwte::heat_steps

#define LUWTE_HEAT_STEPS(Tag)                                                                \
    namespace luwte::heat_steps {                                                            \
    template void initial_layers<Tag>(const Backend&, const InitialLayers&);                 \
    template void add_sun_and_sky<Tag>(const Backend&, const AddSunAndSky&);                 \
    template void leaves_of_block<Tag>(const Backend&, const LeavesOfBlock&);                \
    template void leaf_temperature<Tag>(const Backend&, const LeafTemperature&);             \
    template void ground_balance<Tag>(const Backend&, const GroundBalance&);                 \
    template void ground_balance_terms<Tag>(const Backend&, const GroundBalanceTerms&);      \
    template void ground_balance_into_air<Tag>(const Backend&, const GroundBalanceIntoAir&); \
    template void initial_wall_layers<Tag>(const Backend&, const InitialWallLayers&);        \
    template void initial_radiosity<Tag>(const Backend&, const InitialRadiosity&);           \
    template void albedo_of_tops<Tag>(const Backend&, const AlbedoOfTops&);                  \
    template void kind_of_walls<Tag>(const Backend&, const KindOfWalls&);                    \
    template void albedo_of_walls<Tag>(const Backend&, const AlbedoOfWalls&);                \
    template void top_sun<Tag>(const Backend&, const TopSun&);                               \
    template void wall_sun<Tag>(const Backend&, const WallSun&);                             \
    template void wall_balance<Tag>(const Backend&, const WallBalance&);                     \
    template void wall_balance_terms<Tag>(const Backend&, const WallBalanceTerms&);          \
    template void wall_balance_sensible<Tag>(const Backend&, const WallBalanceSensible&);    \
    template void add_fluxes<Tag>(const Backend&, const AddFluxes&);                         \
    }
