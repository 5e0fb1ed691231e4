// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"
#include "kernels/radiation/globe_and_wick.hpp"
#include "kernels/radiation/per_top_material.hpp"
#include "kernels/radiation/surroundings.hpp"

namespace luwte {

/// Radiation that a standing person absorbs, six directions: VDI 3787-2; Hoeppe (1992).
struct BodyRadiation {
    static constexpr float absorptivity = 0.70f;  ///< 1, shortwave
    static constexpr float emissivity = 0.97f;    ///< 1, longwave
    static constexpr float side = 0.22f;          ///< 1, angle factor of each of four sides
    static constexpr float up_or_down = 0.06f;    ///< 1, angle factor of up and of down
};

/// Mean radiant temperature of a standing person [K]:
///
///     S = 0.70 (K_body + 0.88 K_side + 0.06 (K_sky + K_up)) + 0.97 (0.88 L_side + 0.06 (L_sky + L_up))
///     T_mrt = (S / (0.97 sigma))^(1/4)
///
/// K_body: direct sun times the projected area factor; K_up, L_up: reflected and emitted by the surface of
/// this column; a side sees half surface and half sky and surround. Equations (3) and (9) to (14) of
/// docs/models/radiation.md. Beside it what the instruments of WBGT absorb, (W3) to (W5) of
/// docs/models/comfort.md. 45 B read, 12 B written.
struct MeanRadiantTemperature {
    View2D<const float> body;                  ///< W m-2, direct sun per surface of a person      [ny, nx]
    View2D<const float> shortwave_down;        ///< W m-2, on the surface                          [ny, nx]
    View2D<const float> longwave_down;         ///< W m-2, on the surface                          [ny, nx]
    View2D<const float> surface_temperature;   ///< K                                              [ny, nx]
    View2D<const float> surround_shortwave;    ///< W m-2, radiosity of the surfaces seen          [ny, nx]
    View2D<const float> surround_longwave;     ///< W m-2                                          [ny, nx]
    View2D<const float> air_temperature;       ///< K                                              [ny, nx]
    View2D<const float> sky_view;              ///< 1, at 1.1 m, cosine-weighted, with crowns      [ny, nx]
    View2D<const float> sky_view_opaque;       ///< 1, the same without crowns                     [ny, nx]
    View2D<const float> sky_view_solid_angle;  ///< 1, at 1.1 m, by solid angle, with crowns       [ny, nx]
    View2D<const std::int32_t> top_material;   ///< of albedo and emissivity                       [ny, nx]
    View2D<float> mean_radiant_temperature;    ///< K                                              [ny, nx]
    View2D<float> globe;                       ///< W m-2, before: direct sun; after: all it absorbs  [ny, nx]
    View2D<float> wick;                        ///< W m-2, the same of the wick                    [ny, nx]
    PerTopMaterial albedo, emissivity;         ///< 1
    StepSky sky;
    Crowns crowns;

    LUWTE_HD void operator()(idx j, idx i) const {
        const float psi = sky_view(j, i);
        const float psi_side = sky_view_of_vertical(sky_view_solid_angle(j, i));
        const float psi_opaque = sky_view_opaque(j, i);
        const float reflected =
            surround(psi, psi_opaque, shortwave_of_crowns(sky, crowns, psi), surround_shortwave(j, i));
        const float emitted =
            surround(psi, psi_opaque, black_body(air_temperature(j, i)), surround_longwave(j, i));
        const std::int32_t top = top_material(j, i);
        const float e = emissivity(top);
        const float k_up = albedo(top) * shortwave_down(j, i);
        const float l_up = e * black_body(surface_temperature(j, i)) + (1.0f - e) * longwave_down(j, i);
        const float k_sky = seen(psi, sky.diffuse, reflected);
        const float l_sky = seen(psi, sky.longwave, emitted) + sky.longwave_slant * slant_on_horizontal(psi);
        const float k_side = 0.5f * (seen(psi_side, sky.diffuse, reflected) + k_up);
        const float slant_side = sky.longwave_slant * slant_on_vertical(sky_view_solid_angle(j, i));
        const float l_side = 0.5f * (seen(psi_side, sky.longwave, emitted) + slant_side + l_up);

        using B = BodyRadiation;
        const float k = body(j, i) + 4.0f * B::side * k_side + B::up_or_down * (k_sky + k_up);
        const float l = 4.0f * B::side * l_side + B::up_or_down * (l_sky + l_up);
        const float s = B::absorptivity * k + B::emissivity * l;
        mean_radiant_temperature(j, i) = math::sqrt(math::sqrt(s / (B::emissivity * stefan_boltzmann)));

        const float omega = sky_view_solid_angle(j, i);
        globe(j, i) = absorbed_by_globe(
            globe(j, i), seen(omega, sky.diffuse, reflected), k_up,
            seen(omega, sky.longwave, emitted) + sky.longwave_slant * slant_on_sphere(omega), l_up);
        wick(j, i) = absorbed_by_wick(wick(j, i), k_side, k_sky, l_side);
    }
};

}  // namespace luwte
