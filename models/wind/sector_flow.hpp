// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_domain.hpp"

namespace luwte {

/// The flow of a sector over the area alone, on all levels, over the inflow's reference speed: what
/// dispersion needs of it. Host memory, without ghost cells. Face n of a row of cells stands before cell n,
/// so that one face more than cells closes it; nothing flows through the ground.
struct SectorFlow {
    double from_deg = 0;       ///< where the wind comes from, clockwise from the grid's y axis
    Field3D<float> u;          ///< 1, through faces along x     [nz, ny, nx + 1]
    Field3D<float> v;          ///< 1, through faces along y     [nz, ny + 1, nx]
    Field3D<float> w;          ///< 1, through tops              [nz, ny, nx]
    Field3D<float> viscosity;  ///< m, eddy viscosity, 0 in solids   [nz, ny, nx]

    bool empty() const { return viscosity.empty(); }
    /// Unset values of the shapes above, around `cells`.
    static SectorFlow of_shape(Shape cells, double from_deg);
};

/// What stands over the area of the layout in a model of it with the margins of its direction; `speed` [m
/// s-1] is the inflow's at its reference height. Faces are cut out as they are: what flows into a cell of the
/// area is what it was.
SectorFlow flow_over_area(const WindModel& model, const WindLayout& layout, double speed);

}  // namespace luwte
