// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"
#include "kernels/core/grid.hpp"

namespace luwte {

/// The model grid of a study: columns, origin, and latitude, longitude and convergence of its centre by PROJ
/// (a "local" study states its own latitude and longitude; its y axis is true north).
///
/// Throws InputError: bounds that are empty, not a whole number of cells, or more than 100 million columns;
/// a CRS that is not projected in metres.
Grid make_grid(const Study::Area& area);

}  // namespace luwte
