// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

/// A regular grid of square columns in a projected metre CRS. Trivially copyable.
///
/// x east, y north, z up; index order (k, j, i), i (x) fastest; j grows from south to north (rasters
/// are flipped once, in `inputs`). `x0`, `y0` is the lower left *corner*, not a cell centre.
struct Grid {
    idx nx = 0, ny = 0, nz = 1;
    double cell_size = 1;     ///< m, horizontal and vertical
    double x0 = 0, y0 = 0;    ///< m, in the CRS
    double z0 = 0;            ///< m, floor of the lowest level (NAP for EPSG:28992)
    int epsg = 28992;         ///< horizontal CRS; 0 = "local", no CRS
    double latitude_rad = 0;  ///< of the grid's centre, for the sun
    double longitude_rad = 0;
    /// Clockwise angle from true north to the grid's y axis [rad]. A direction clockwise from true
    /// north is `true_azimuth - convergence_rad` clockwise from grid north.
    double convergence_rad = 0;

    double x(idx i) const { return x0 + (i + 0.5) * cell_size; }
    double y(idx j) const { return y0 + (j + 0.5) * cell_size; }
    Box2 columns() const { return {0, ny, 0, nx}; }
    Box3 cells() const { return {0, nz, 0, ny, 0, nx}; }
};

}  // namespace luwte
