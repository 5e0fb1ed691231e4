// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/coarse_start.hpp"

/// Potential temperature, carried by the flow. Equation numbers are those of docs/models/wind.md.
namespace luwte::wind {

/// (22) One iteration. About 70 B read per cell where nothing stays in cache, 4 B written.
struct Temperature {
    Flow flow;
    View3D<const std::uint8_t> cell;
    Levels z;
    Buoyancy buoyancy;
    Relaxation relaxation;
    View3D<float> next;  ///< K

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = k * next.sz + j * next.sy + i, sy = next.sy, sz = next.sz;
        const float *u = flow.u.p + n, *v = flow.v.p + n, *w = flow.w.p + n, *nu = flow.viscosity.p + n;
        const float* t = buoyancy.temperature.p + n;
        const float side = z.dx * z.thickness[k], floor = z.dx * z.dx,
                    volume = floor * z.thickness[k] * math::max(flow.open.of_cell(n), 0.01f);
        const float* per_prandtl = buoyancy.per_prandtl + k;

        Balance balance;
        const auto add = [&](std::ptrdiff_t s, const float* velocity, float area, float open_plus,
                             float open_minus, float per_plus, float per_minus, const Spans& d) {
            balance.add(t, s, area * (open_plus * velocity[0]), -area * (open_minus * velocity[-s]),
                        0.5f * area * open_plus * per_plus * (nu[0] + nu[s]) * d.per_plus,
                        0.5f * area * open_minus * per_minus * (nu[0] + nu[-s]) * d.per_minus, d);
        };
        const Spans dx = z.spans<0>(k), dz = z.spans<2>(k);
        const OpenShares& open = flow.open;
        const float top = open.of_face<2>(n), bottom = open.of_face<2>(n - sz);
        add(1, u, side, open.of_face<0>(n), open.of_face<0>(n - 1), per_prandtl[0], per_prandtl[0], dx);
        add(sy, v, side, open.of_face<1>(n), open.of_face<1>(n - sy), per_prandtl[0], per_prandtl[0], dx);
        add(sz, w, floor, top, bottom, 0.5f * (per_prandtl[0] + per_prandtl[1]),
            0.5f * (per_prandtl[-1] + per_prandtl[0]), dz);

        const float below = math::max(math::max(top, bottom), open.of_cell(n)) - bottom;
        const float from_top = below * floor * buoyancy.heat_flux(j - ghosts, i - ghosts);
        const float rate = balance.coefficients;
        const float whole = rate * relaxation.per_alpha + volume * relaxation.inertia;
        const float new_t = t[0] + (balance.gain + from_top - rate * t[0]) / whole;
        const bool in_air = (cell.p[n] & air) != 0;
        next.p[n] = in_air ? new_t : t[0];
    }
};

/// That of the inflow everywhere, in solids too: the transport looks two cells far.
struct FirstTemperature {
    const float* inflow;  ///< K, by layer
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = inflow[k]; }
};

struct CopyCells {
    View3D<const float> in;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = in(k, j, i); }
};

/// As CopyToGhosts, of one field.
struct TemperatureToGhosts {
    bool along_x;
    idx inside, ghost1, ghost2;
    View3D<float> temperature;
    LUWTE_HD void operator()(idx k, idx t) const {
        const View3D<float>& x = temperature;
        const float here = along_x ? x(k, t, inside) : x(k, inside, t);
        float& first = along_x ? x(k, t, ghost1) : x(k, ghost1, t);
        float& second = along_x ? x(k, t, ghost2) : x(k, ghost2, t);
        first = here, second = here;
    }
};

/// (53) As FromCoarse: from coarse cells with air only.
struct TemperatureFromCoarse {
    View3D<const float> coarse_k, coarse;
    View3D<const std::uint8_t> cell;  ///< of the fine grid
    View3D<float> fine;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const FromCoarse::Between y = FromCoarse::of_middle(j), x = FromCoarse::of_middle(i);
        float weights = 0, sum = 0;
        for (idx b = 0; b < 2; ++b)
            for (idx a = 0; a < 2; ++a) {
                const idx jj = y.lower + b, ii = x.lower + a;
                const float weight = (b == 0 ? 1 - y.upper_share : y.upper_share) *
                                     (a == 0 ? 1 - x.upper_share : x.upper_share) *
                                     (coarse_k(k, jj, ii) > 0 ? 1.0f : 0.0f);
                weights += weight, sum += weight * coarse(k, jj, ii);
            }
        if ((cell(k, j, i) & air) != 0 && k >= 1 && weights > 0) fine(k, j, i) = sum / weights;
    }
};

}  // namespace luwte::wind
