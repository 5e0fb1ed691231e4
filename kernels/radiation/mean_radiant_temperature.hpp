// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/unrolled.hpp"
#include "kernels/core/view.hpp"
#include "kernels/radiation/globe_and_wick.hpp"
#include "kernels/radiation/per_top_material.hpp"
#include "kernels/radiation/surroundings.hpp"
#include "kernels/shading/sky_sectors.hpp"

namespace luwte {

/// Radiation that a standing person absorbs, six directions: VDI 3787-2; Hoeppe (1992).
struct BodyRadiation {
    static constexpr float absorptivity = 0.70f;  ///< 1, shortwave
    static constexpr float emissivity = 0.97f;    ///< 1, longwave
    static constexpr float side = 0.22f;          ///< 1, angle factor of each of four sides
    static constexpr float up_or_down = 0.06f;    ///< 1, angle factor of up and of down
};

inline constexpr int body_sides = 4;  ///< north, east, south, west of the body

/// Radiation on the six sides of a box [W m-2].
struct BoxFluxes {
    float shortwave_down, shortwave_up, longwave_down, longwave_up;
    float shortwave[body_sides], longwave[body_sides];
};

/// What ground and roofs send up [W m-2]; longwave is negative on roofs, which tells them from ground.
/// 25 B read, 8 B written.
struct UpwardRadiation {
    View2D<const float> shortwave_down;       ///< W m-2, on the surface    [ny, nx]
    View2D<const float> longwave_down;        ///< W m-2, on the surface    [ny, nx]
    View2D<const float> surface_temperature;  ///< K                        [ny, nx]
    View2D<const float> building_height;      ///< m, 0 = ground            [ny, nx]
    View2D<const std::int32_t> top_material;  ///< of albedo and emissivity [ny, nx]
    View2D<float> shortwave, longwave;        ///< W m-2                    [ny, nx]
    PerTopMaterial albedo, emissivity;        ///< 1

    LUWTE_HD void operator()(idx j, idx i) const {
        const std::int32_t top = top_material(j, i);
        const float e = emissivity(top);
        const float up = e * black_body(surface_temperature(j, i)) + (1.0f - e) * longwave_down(j, i);
        shortwave(j, i) = albedo(top) * shortwave_down(j, i);
        longwave(j, i) = building_height(j, i) > 0.0f ? -up : up;
    }
};

/// Ground before a body, in rings of which each fills a quarter of what a vertical plane sees of a floor.
struct GroundAround {
    static constexpr int directions = 8, rings = 4;
    View2D<const float> shortwave, longwave;  ///< W m-2, UpwardRadiation   [ny, nx]
    idx reach[2][rings];                      ///< cells, along an axis and along a diagonal
    float share[directions][body_sides];      ///< 1, of the directions in what a side sees of the floor
};

/// Radiation on a box that stands above each column, without direct sun [W m-2]: equations (9), (10) and
/// (25) to (28) of docs/models/radiation.md. 100 B read per cell, and 72 values of tables.
struct RadiationOnBox {
    SkySectors sectors;                      ///< of the body's height
    View2D<const float> gain;                ///< W m-2, DiffuseSky::gain_of_horizontal()
    View2D<const float> light;               ///< W m-2, DiffuseSky::on_vertical()
    View2D<const float> view_and_slant;      ///< 1, VerticalSectors
    View2D<const float> surround_shortwave;  ///< W m-2, radiosity of the surfaces seen          [ny, nx]
    View2D<const float> surround_longwave;   ///< W m-2                                          [ny, nx]
    View2D<const std::int32_t> patch;        ///< column of the next two                         [ny, nx]
    View2D<const float> side_shortwave;      ///< W m-2, radiosity that a side sees      [sides, patches]
    View2D<const float> side_longwave;       ///< W m-2                                  [sides, patches]
    View2D<const float> leaf_temperature;    ///< K                                              [ny, nx]
    View2D<const float> sky_view;            ///< 1, at the body, cosine-weighted, with crowns   [ny, nx]
    View2D<const float> sky_view_opaque;     ///< 1, the same without crowns                     [ny, nx]
    GroundAround ground;
    float cosine[sky_sectors][body_sides];  ///< 1, VerticalSectors::cosine()
    StepSky sky;
    Crowns crowns;

    LUWTE_HD BoxFluxes operator()(idx j, idx i) const {
        BoxFluxes out{};
        const float psi = sky_view(j, i), psi_opaque = sky_view_opaque(j, i);
        const float leaves_reflect = shortwave_of_crowns(sky, crowns, psi);
        const float leaves_emit = black_body(leaf_temperature(j, i));
        const float diffuse = math::max(psi * sky.diffuse + sectors.sum(gain, j, i), 0.0f);
        out.shortwave_down =
            diffuse + (1.0f - psi) * surround(psi, psi_opaque, leaves_reflect, surround_shortwave(j, i));
        out.longwave_down = psi * sky.longwave + sky.longwave_slant * slant_on_horizontal(psi) +
                            (1.0f - psi) * surround(psi, psi_opaque, leaves_emit, surround_longwave(j, i));
        out.shortwave_up = ground.shortwave(j, i);
        out.longwave_up = math::abs(ground.longwave(j, i));

        float view[body_sides] = {}, opaque[body_sides] = {};
        sky_of_sides(j, i, out, view, opaque);
        float floor_k[body_sides] = {}, floor_l[body_sides] = {}, floor[body_sides] = {};
        floor_of_sides(j, i, floor_k, floor_l, floor);
        const idx at = patch(j, i);
        unrolled<body_sides>([&](auto q) LUWTE_INLINE_LAMBDA {
            // Leaves stand before surfaces; what of the floor is hidden is hidden by surfaces.
            const float leaves = math::max(opaque[q] - view[q], 0.0f);
            const float surfaces = math::max(0.5f - opaque[q], 0.0f) + 0.5f * (1.0f - floor[q]);
            out.shortwave[q] +=
                leaves * leaves_reflect + surfaces * side_shortwave(q, at) + 0.5f * floor_k[q];
            out.longwave[q] += leaves * leaves_emit + surfaces * side_longwave(q, at) + 0.5f * floor_l[q];
        });
        return out;
    }

    /// Light and longwave of the sky on each side, and how much of it each sees.
    LUWTE_HD void sky_of_sides(idx j, idx i, BoxFluxes& out, float (&view)[body_sides],
                               float (&opaque)[body_sides]) const {
        for (int o = 0; o < sky_octants; ++o) {
            const std::uint32_t w = sectors.words(o, j, i);
            const float through = SkySectors::leaves_let_through(w);
            unrolled<sectors_per_octant>([&](auto n) LUWTE_INLINE_LAMBDA {
                const int s = o * sectors_per_octant + n;
                const idx h = SkySectors::horizon(w, n);
                const float sent = through * light.p[s * horizons + h], seen = view_and_slant.p[h];
                const float more = sky.longwave_slant * through * view_and_slant.p[horizons + h];
                unrolled<body_sides>([&](auto q) LUWTE_INLINE_LAMBDA {
                    const float c = cosine[s][q];
                    out.shortwave[q] += c * sent;
                    out.longwave[q] += c * (sky.longwave * through * seen + more);
                    view[q] += c * through * seen;
                    opaque[q] += c * seen;
                });
            });
        }
    }

    LUWTE_HD static idx within(idx n, idx count) { return n < 0 ? 0 : (n < count ? n : count - 1); }

    /// What each side gets of the floor, and how much of the floor it sees [W m-2, W m-2, 1].
    LUWTE_HD void floor_of_sides(idx j, idx i, float (&k)[body_sides], float (&l)[body_sides],
                                 float (&free)[body_sides]) const {
        const View2D<const float>& long_up = ground.longwave;
        const bool roof = long_up(j, i) < 0.0f;
        for (int d = 0; d < GroundAround::directions; ++d) {
            const idx dj = d == 7 || d < 2 ? 1 : (d > 2 && d < 6 ? -1 : 0);
            const idx di = d > 0 && d < 4 ? 1 : (d > 4 ? -1 : 0);
            float sum_k = 0.0f, sum_l = 0.0f, seen = 1.0f, share = 0.0f;
            unrolled<GroundAround::rings>([&](auto n) LUWTE_INLINE_LAMBDA {
                const idx r = ground.reach[d & 1][n];
                const idx jr = within(j + dj * r, long_up.ny), ir = within(i + di * r, long_up.nx);
                const float sent = long_up(jr, ir);
                seen = (sent < 0.0f) == roof ? seen : 0.0f;  // a wall hides what is behind it
                sum_k += seen * ground.shortwave(jr, ir);
                sum_l += seen * math::abs(sent);
                share += seen;
            });
            unrolled<body_sides>([&](auto q) LUWTE_INLINE_LAMBDA {
                const float of_ring = ground.share[d][q] * (1.0f / float(GroundAround::rings));
                k[q] += of_ring * sum_k;
                l[q] += of_ring * sum_l;
                free[q] += of_ring * share;
            });
        }
    }
};

/// Mean radiant temperature of a standing person [K]:
///
///     S = 0.70 (K_body + 0.22 sum K_side + 0.06 (K_down + K_up)) + 0.97 (0.22 sum L_side + 0.06 (L_down +
///     L_up)) T_mrt = (S / (0.97 sigma))^(1/4)
///
/// K_body: direct sun times the projected area factor; the other fluxes are without it. Equations (3), (11)
/// and (12) of docs/models/radiation.md. Beside it that of a sphere, (31) and (32), where asked for, and what
/// the instruments of WBGT absorb, (W3) and (W4) of docs/models/comfort.md.
struct MeanRadiantTemperature {
    RadiationOnBox box;
    View2D<const float> body;                ///< W m-2, direct sun per surface of a person   [ny, nx]
    View2D<float> mean_radiant_temperature;  ///< K                                           [ny, nx]
    View2D<float> globe;                     ///< W m-2, before: direct sun; after: all it absorbs  [ny, nx]
    View2D<float> wick;                      ///< W m-2, the same of the wick                 [ny, nx]
    View2D<float> sphere;                    ///< K, may be null                              [ny, nx]

    /// (12), (32) of what a body absorbs [W m-2].
    LUWTE_HD static float of_absorbed(float k, float l) {
        using B = BodyRadiation;
        const float s = B::absorptivity * k + B::emissivity * l;
        return math::sqrt(math::sqrt(s / (B::emissivity * stefan_boltzmann)));
    }

    LUWTE_HD void operator()(idx j, idx i) const {
        const BoxFluxes f = box(j, i);
        using B = BodyRadiation;
        const float k_sides = f.shortwave[0] + f.shortwave[1] + f.shortwave[2] + f.shortwave[3];
        const float l_sides = f.longwave[0] + f.longwave[1] + f.longwave[2] + f.longwave[3];
        const float k = body(j, i) + B::side * k_sides + B::up_or_down * (f.shortwave_down + f.shortwave_up);
        const float l = B::side * l_sides + B::up_or_down * (f.longwave_down + f.longwave_up);
        mean_radiant_temperature(j, i) = of_absorbed(k, l);

        const float sun = globe(j, i);
        const float k_mean = (k_sides + f.shortwave_down + f.shortwave_up) * (1.0f / 6.0f);
        const float l_mean = (l_sides + f.longwave_down + f.longwave_up) * (1.0f / 6.0f);
        if (sphere.p != nullptr) sphere(j, i) = of_absorbed(sun + k_mean, l_mean);
        globe(j, i) = absorbed_by_globe(sun, k_mean, l_mean);
        wick(j, i) = absorbed_by_wick(wick(j, i), 0.25f * k_sides, f.shortwave_down, 0.25f * l_sides);
    }
};

/// The six fluxes of shortwave, then of longwave, with direct sun: down, up, north, east, south, west.
struct SixFluxes {
    static constexpr int count = 12;
    RadiationOnBox box;
    View3D<const float> direct;   ///< W m-2, sun from above and on each side   [5, ny, nx]
    View2D<float> fluxes[count];  ///< W m-2                                       [ny, nx]

    LUWTE_HD void operator()(idx j, idx i) const {
        const BoxFluxes f = box(j, i);
        fluxes[0](j, i) = f.shortwave_down + direct(0, j, i);
        fluxes[1](j, i) = f.shortwave_up;
        fluxes[6](j, i) = f.longwave_down;
        fluxes[7](j, i) = f.longwave_up;
        unrolled<body_sides>([&](auto q) LUWTE_INLINE_LAMBDA {
            fluxes[2 + q](j, i) = f.shortwave[q] + direct(1 + q, j, i);
            fluxes[8 + q](j, i) = f.longwave[q];
        });
    }
};

}  // namespace luwte
