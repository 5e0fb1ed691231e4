// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

#include <cstdint>

namespace luwte {

/// What surfaces receive and how warm they are, means of a step; on the city's backend, of the grid's shape.
/// The seam between surfaces and what a body receives: the heat balance fills it, or a measurement.
struct SurfaceClimate {
    const Field2D<float>& leaf_temperature;     ///< K, of the leaves that a column sees
    const Field2D<float>& shortwave_down;       ///< W m-2, on ground or roof
    const Field2D<float>& longwave_down;        ///< W m-2, on ground or roof
    const Field2D<float>& surface_temperature;  ///< K, ground or roof
    const Field2D<float>& surround_shortwave;   ///< W m-2, mean radiosity of the surfaces that a column sees
    const Field2D<float>& surround_longwave;    ///< W m-2, the same
    const Field2D<std::int32_t>& patch;         ///< column of the next two
    /// W m-2, mean radiosity of what stands on each side of a body, (4, patches): HeatModel::look_around().
    const Field2D<float>&side_shortwave, &side_longwave;
};

}  // namespace luwte
