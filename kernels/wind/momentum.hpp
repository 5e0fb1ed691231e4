// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/wind/buoyancy.hpp"
#include "kernels/wind/multigrid.hpp"

/// The three momentum equations. Equation numbers are those of docs/models/wind.md.
namespace luwte::wind {

/// The flow as it is; ghost cells hold what the boundary gives.
struct Flow {
    View3D<const float> u, v, w;     ///< m s-1, on east faces, north faces and tops
    View3D<const float> pressure;    ///< m2 s-2, over density, at centres
    View3D<const float> k, epsilon;  ///< m2 s-2, m2 s-3, at centres
    View3D<const float> viscosity;   ///< m2 s-1, of eddies, at centres; 0 in solids
    View3D<const float> leaf_drag;   ///< m-1, (19), at centres; without leaves one row of zeros, strides 0
};

/// What friction at walls needs.
struct WallFriction {
    View2D<const float> top;  ///< 1, (kappa / ln((z_P + z0) / z0))^2 on each column's highest solid
    float side;               ///< the same for facades, half a column away
};

/// How far one iteration goes.
struct Relaxation {
    float per_alpha;  ///< 1, one over the share of the step that keeps an explicit step stable
    float inertia;    ///< s-1, least rate by which a step is divided
};

/// (3) What a face carries above first-order upwind (van Leer 1974), from changes over half a cell, that
/// behind the upwind point and that towards the face: no new extreme appears. 0 where they differ in sign.
LUWTE_HD float limited(float behind, float towards) {
    const float product = math::max(behind * towards, 0.0f);
    const float sum = product > 0.0f ? behind + towards : 1.0f;
    return 2.0f * product / sum;
}

/// (2), (3) Sum over the six faces of one value's control volume.
struct Balance {
    float coefficients = 0.0f;  ///< m3 s-1, of the neighbours: diffusion, and what flows in
    float gain = 0.0f;          ///< coefficients times neighbours' values, less the limited corrections

    /// Two faces along one axis: `flow_*` out through them [m3 s-1], `exchange_*` viscosity times area over
    /// distance [m3 s-1], `s` elements from point to point.
    LUWTE_HD void add(const float* value, std::ptrdiff_t s, float flow_plus, float flow_minus,
                      float exchange_plus, float exchange_minus, const Spans& d) {
        const float here = value[0];
        const float to_east = value[s] - here, to_west = value[-s] - here;
        const float next_e = value[s] - value[d.far_plus * s], next_w = value[-s] - value[-d.far_minus * s];
        const bool out_e = flow_plus > 0.0f, out_w = flow_minus > 0.0f;
        // Both cases worked out, then one taken: a load under a condition would not vectorise.
        const float e_out = -to_west * d.behind_plus, e_in = next_e * d.beyond_plus;
        const float w_out = -to_east * d.behind_minus, w_in = next_w * d.beyond_minus;
        const float e_to = to_east * d.at_plus, e_from = -to_east * d.in_plus;
        const float w_to = to_west * d.at_minus, w_from = -to_west * d.in_minus;
        const float e = limited(out_e ? e_out : e_in, out_e ? e_to : e_from);
        const float w = limited(out_w ? w_out : w_in, out_w ? w_to : w_from);
        const float from_east = exchange_plus + math::max(-flow_plus, 0.0f);
        const float from_west = exchange_minus + math::max(-flow_minus, 0.0f);
        coefficients += from_east + from_west;
        gain += from_east * value[s] + from_west * value[-s] - flow_plus * e - flow_minus * w;
    }
};

/// (2), (4), (5), (19), (21) One component of velocity, along Axis; what it becomes, and the conductance of
/// its face. About 120 B read per cell where nothing stays in cache, 8 B written.
template <int Axis, bool Buoyant = false>
struct Momentum {
    Flow flow;
    View3D<const std::uint8_t> cell;
    Levels z;
    WallFriction friction;
    Relaxation relaxation;
    View3D<float> next;         ///< m s-1
    View3D<float> conductance;  ///< m s
    Buoyancy buoyancy = {};     ///< where Buoyant

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        constexpr int B = (Axis + 1) % 3, C = (Axis + 2) % 3;
        const std::ptrdiff_t n = k * next.sz + j * next.sy + i;
        const std::ptrdiff_t sa = stride<Axis>(next), sb = stride<B>(next), sc = stride<C>(next);
        const float* own = velocity<Axis>() + n;
        const float* vb = velocity<B>() + n;
        const float* vc = velocity<C>() + n;
        const float* nu = flow.viscosity.p + n;

        const float spacing = z.spacing[k], thickness = z.thickness[k];
        const float height = Axis == 2 ? spacing : thickness;
        const float across = Axis == 2 ? z.dx * z.dx : z.dx * thickness;  // m2, normal to the axis
        const float length = Axis == 2 ? height : z.dx;                   // m, along the axis
        const float volume = across * length;

        Balance balance;
        {
            const Spans d = Axis == 2 ? z.spans_of_tops(k) : z.spans<Axis>(k);
            // Normal stress is 2 nu du/dx.
            balance.add(own, sa, 0.5f * across * (own[0] + own[sa]), -0.5f * across * (own[-sa] + own[0]),
                        2.0f * across * nu[sa] * d.per_plus, 2.0f * across * nu[0] * d.per_minus, d);
        }
        const float mean_b = 0.25f * ((vb[0] + vb[sa]) + (vb[-sb] + vb[sa - sb]));
        const float mean_c = 0.25f * ((vc[0] + vc[sa]) + (vc[-sc] + vc[sa - sc]));
        float drag = 0.0f, shear = 0.0f;
        side<B>(k, j, i, n, sa, sb, own, vb, mean_c, balance, drag, shear);
        side<C>(k, j, i, n, sa, sc, own, vc, mean_b, balance, drag, shear);

        // (19) Leaves in the halves of the volume on either side of the face.
        const float* leaves = flow.leaf_drag.p + k * flow.leaf_drag.sz + j * flow.leaf_drag.sy + i;
        const float low = Axis == 2 ? across * thickness : volume;
        const float high = Axis == 2 ? across * z.thickness[k + 1] : volume;
        drag += 0.5f * (low * leaves[0] + high * leaves[stride<Axis>(flow.leaf_drag)]) *
                math::sqrt(own[0] * own[0] + (mean_b * mean_b + mean_c * mean_c));

        const float rate = balance.coefficients + drag;
        float step = rate * relaxation.per_alpha + volume * relaxation.inertia;
        float push = across * (flow.pressure.p[n] - flow.pressure.p[n + sa]);
        if constexpr (Buoyant) {
            push += buoyancy.lift(n, k, across, z.thickness);
            // The temperature that a step of w brings about pushes back: no longer a step than layers allow.
            step += volume * volume * buoyancy.stiffness(n, 1.0f / spacing) / step;
        }
        const bool is_solved = (cell.p[n] & (Axis == 0   ? east_solved
                                             : Axis == 1 ? north_solved
                                                         : top_solved)) != 0;
        // A factor, not a choice of two results: loads for one of them alone would not vectorise.
        const float solved = is_solved ? 1.0f : 0.0f;
        const float per_step = solved / step;
        next.p[n] = own[0] + per_step * (balance.gain + shear + push - rate * own[0]);
        conductance.p[n] = per_step * across * across;
    }

    template <int D>
    LUWTE_HD const float* velocity() const {
        return D == 0 ? flow.u.p : D == 1 ? flow.v.p : flow.w.p;
    }
    LUWTE_HD float solid(std::ptrdiff_t n) const { return flow.viscosity.p[n] > 0.0f ? 0.0f : 1.0f; }

    /// The two faces of the control volume along D, another axis than the component's: carried by `vd`,
    /// exchanged by eddies where the face is open and rubbed by a wall where it is closed.
    template <int D>
    LUWTE_HD void side(idx k, idx j, idx i, std::ptrdiff_t n, std::ptrdiff_t sa, std::ptrdiff_t sd,
                       const float* own, const float* vd, float third, Balance& balance, float& drag,
                       float& shear) const {
        // Areas of the halves of a face that belong to the cell itself and to the next along the component's
        // axis.
        const float low = Axis == 2 ? 0.5f * z.dx * z.thickness[k]
                                    : (D == 2 ? 0.5f * z.dx * z.dx : 0.5f * z.dx * z.thickness[k]);
        const float high = Axis == 2 ? 0.5f * z.dx * z.thickness[k + 1] : low;
        const float area = low + high;
        const Spans d = z.spans<D>(k);
        const float per_spacing = z.centres[k];
        const float per_length = Axis == 2 ? per_spacing : z.per_dx;
        const float* nu = flow.viscosity.p + n;

        const float closed_plus = 0.5f * (solid(n + sd) + solid(n + sd + sa));
        const float closed_minus = 0.5f * (solid(n - sd) + solid(n - sd + sa));
        const float pair = nu[0] + nu[sa];
        const float nu_plus = 0.25f * (pair + nu[sd] + nu[sd + sa]) * (1.0f - closed_plus) * area;
        const float nu_minus = 0.25f * (pair + nu[-sd] + nu[sa - sd]) * (1.0f - closed_minus) * area;
        balance.add(own, sd, low * vd[0] + high * vd[sa], -(low * vd[-sd] + high * vd[sa - sd]),
                    nu_plus * d.per_plus, nu_minus * d.per_minus, d);
        // The other half of the shear stress: nu times the change of vd along the component's axis.
        shear += (nu_plus * (vd[sa] - vd[0]) - nu_minus * (vd[sa - sd] - vd[-sd])) * per_length;

        const float along = math::sqrt(own[0] * own[0] + third * third);
        const float on_minus =
            D == 2 ? 0.5f * (friction.top(j, i) + friction.top(j + (Axis == 1), i + (Axis == 0)))
                   : friction.side;
        drag += area * along * (closed_plus * friction.side + closed_minus * on_minus);
    }
};

using BuoyantMomentum = Momentum<2, true>;

/// (6) Net flow out of each cell [m3 s-1].
struct Outflow {
    View3D<const float> u, v, w;
    View3D<const std::uint8_t> cell;
    Levels z;
    float factor;  ///< 1, or -1 for what the pressure correction has to bring in
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float side = z.dx * z.thickness[k], floor = z.dx * z.dx;
        const float net = side * ((u(k, j, i) - u(k, j, i - 1)) + (v(k, j, i) - v(k, j - 1, i))) +
                          floor * (w(k, j, i) - w(k - 1, j, i));
        out(k, j, i) = (cell(k, j, i) & air) != 0 ? factor * net : 0.0f;
    }
};

/// (7) Velocities without net flow, and the pressure that goes with them. 36 B read, 16 B written.
struct Correct {
    Conductances<const float> c;
    View3D<const float> x;  ///< m2 s-2, pressure correction
    Levels z;
    View3D<float> u, v, w, pressure;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float here = x(k, j, i);
        const float side = z.dx * z.thickness[k], floor = z.dx * z.dx;
        u(k, j, i) += c.east(k, j, i) / side * (here - x(k, j, i + 1));
        v(k, j, i) += c.north(k, j, i) / side * (here - x(k, j + 1, i));
        w(k, j, i) += c.top(k, j, i) / floor * (here - x(k + 1, j, i));
        pressure(k, j, i) += here;
    }
};

}  // namespace luwte::wind
