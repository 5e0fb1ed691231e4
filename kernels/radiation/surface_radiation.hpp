// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/radiation/surroundings.hpp"

namespace luwte {

/// Radiation that comes down on ground or roof: sun, sky and what the surround reflects and emits.
///
///     K_down = K_direct + psi D + (1 - psi) K_surround
///     L_down = psi L_sky + (1 - psi) L_surround
///
/// Equations (1) and (2) of docs/models/radiation.md.
struct SurfaceRadiation {
    View2D<const float> direct;            ///< W m-2, direct sun on the horizontal, with shade  [ny, nx]
    View2D<const float> sky_view;          ///< 1, at the surface, cosine-weighted, with crowns  [ny, nx]
    View2D<const float> sky_view_opaque;   ///< 1, the same without crowns                       [ny, nx]
    View2D<const float> air_temperature;   ///< K                                                [ny, nx]
    View2D<const float> wall_temperature;  ///< K                                                [ny, nx]
    View2D<float> shortwave_down;          ///< W m-2                                            [ny, nx]
    View2D<float> longwave_down;           ///< W m-2                                            [ny, nx]
    StepSky sky;
    WallProperties walls;

    LUWTE_HD void operator()(idx j, idx i) const {
        const float psi = sky_view(j, i);
        const float reflected = shortwave_of_surround(sky, walls, psi);
        const float emitted = longwave_of_surround(sky, walls, wall_temperature(j, i), air_temperature(j, i),
                                                   psi, sky_view_opaque(j, i));
        shortwave_down(j, i) = direct(j, i) + seen(psi, sky.diffuse, reflected);
        longwave_down(j, i) = seen(psi, sky.longwave, emitted);
    }
};

}  // namespace luwte
