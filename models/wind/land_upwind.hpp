// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/land_upwind.hpp"
#include "models/city/city_model.hpp"

#include <span>
#include <vector>

namespace luwte {

/// The land that wind of one direction has blown over, as its profile shows it.
struct Inflow {
    double roughness = 0.03;  ///< m, z0
    double displacement = 0;  ///< m above ground, d: where the profile begins
    friend bool operator==(const Inflow&, const Inflow&) = default;
};

/// Means over the land upwind, each column weighted by how far upwind of the area's middle it lies.
struct UpwindLand {
    double built_share = 0, built_height = 0;  ///< 1, m: the latter with 0 where nothing is built
    double built_front = 0;                    ///< 1, area that buildings show to the wind
    double crown_share = 0, crown_top = 0;     ///< 1, m: as of buildings
    double crown_front = 0;                    ///< 1
    double leaf_area = 0;                      ///< 1, m2 of leaves and branches, one-sided, per m2 of ground
    double ground_roughness = 0.03;            ///< m, logarithmic mean z0 of what is not built on
};

/// (54), (55) Macdonald, Griffiths & Hall (1998), doi:10.1016/S1352-2310(97)00403-2, of buildings and crowns
/// together after Kent, Grimmond & Gatey (2017), doi:10.1016/j.jweia.2017.07.016 (read second hand, to be
/// verified): at least as rough as the ground between them.
Inflow inflow_over(const UpwindLand& land);

/// ln(z0 / 1 m) of what covers the ground, by SurfaceType   (1, types)
Field2D<float> log_roughness_of_ground(const Backend& backend);

/// The land upwind within the area, for each direction.
/// In     columns   of the wind grid over the area, without land around
///        from_deg  degrees clockwise from the grid's y axis, where wind comes from
/// Cost   one pass over the surface cells, and for each direction one more and eleven over the columns
std::vector<UpwindLand> land_upwind(const CityModel& city, const wind::Coarsening& columns, Shape shape,
                                    std::span<const double> from_deg);

}  // namespace luwte
