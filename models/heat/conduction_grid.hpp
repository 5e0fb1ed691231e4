// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/heat/facet_balance.hpp"
#include "models/heat/surface_material.hpp"

#include <array>

namespace luwte {

/// How a build-up is cut into nodes, from the surface inward. Ground nodes grow from 12 mm to below 2.5 m
/// (the daily wave's depth is 0.1 m, the yearly one's 2 m); roof and wall nodes grow from both faces.
/// A layer's boundary need not be a node's: capacity and resistance are integrated over each node.
struct ConductionGrid {
    std::array<double, conduction_nodes> middle;          ///< m, depth of the node's middle
    std::array<double, conduction_nodes> capacity;        ///< J m-2 K-1
    std::array<double, conduction_nodes + 1> resistance;  ///< m2 K W-1, surface to node 0, between nodes,
                                                          ///< last node to what is behind
};

/// `room_behind`: the layers end at a room (roof, wall) rather than going on as ground.
ConductionGrid conduction_grid(const SurfaceMaterial& material, bool room_behind);

/// Factors of one implicit step of `seconds`.
ConductionFactors conduction_factors(const ConductionGrid& grid, double seconds);

/// Temperatures of the nodes relative to the freezing point [K] that conduct steadily between a surface
/// and a room, both relative to the freezing point.
std::array<float, conduction_nodes> steady_profile(const ConductionGrid& grid, double surface, double room);

/// A material as the balance reads it. `height` [m]: of wind and air temperature above the surface.
FacetMaterial facet_material(const SurfaceMaterial& material, bool room_behind, double height,
                             double seconds);

}  // namespace luwte
