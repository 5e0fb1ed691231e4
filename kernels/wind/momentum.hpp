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
    OpenShares open;                 ///< 1, (60), of cells and faces
};

/// What friction at walls needs.
struct WallFriction {
    View2D<const float> top;    ///< 1, (kappa / ln((z_P + z0) / z0))^2 on each column's highest solid
    float side;                 ///< the same for facades, half a column away
    View2D<const float> first;  ///< level of that solid's top where a column has others, which are higher
    const float* roof;          ///< 1, the same friction on those, by layer

    LUWTE_HD float below(idx k, idx j, idx i) const {
        const float on_top = top(j, i), on_roof = roof[k];
        const float is_first = float(k) <= first(j, i) ? 1.0f : 0.0f;
        return is_first * on_top + (1.0f - is_first) * on_roof;
    }
};

/// How far one iteration goes.
struct Relaxation {
    float per_alpha;      ///< 1, one over the share of the step that keeps an explicit step stable
    float inertia;        ///< s-1, least rate by which a step is divided
    float in_cut = 1.5f;  ///< 1, by which steps are shorter in cells that are air in part
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
    float coefficients = 0.0f;   ///< m3 s-1, of the neighbours: diffusion, and what flows in
    float limited_share = 1.0f;  ///< 1, or 0 where the limited corrections are left out
    float gain = 0.0f;           ///< coefficients times neighbours' values, less the limited corrections

    /// Two faces along one axis: `flow_*` out through them [m3 s-1], `exchange_*` viscosity times area over
    /// distance [m3 s-1], `s` elements from point to point.
    LUWTE_HD void add(const float* value, std::ptrdiff_t s, float flow_plus, float flow_minus,
                      float exchange_plus, float exchange_minus, const Spans& d) {
        add(value, value[s], value[-s], s, flow_plus, flow_minus, exchange_plus, exchange_minus, d);
    }
    /// The same with other values than those of the neighbours.
    LUWTE_HD void add(const float* value, float plus, float minus, std::ptrdiff_t s, float flow_plus,
                      float flow_minus, float exchange_plus, float exchange_minus, const Spans& d) {
        const float here = value[0];
        const float to_east = plus - here, to_west = minus - here;
        const float next_e = plus - value[d.far_plus * s], next_w = minus - value[-d.far_minus * s];
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
        gain += from_east * plus + from_west * minus - limited_share * flow_plus * e -
                limited_share * flow_minus * w;
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
        const float open = flow.open.template of_face<Axis>(n), in_low = flow.open.of_cell(n),
                    in_high = flow.open.of_cell(n + sa);
        const float open_volume = math::max(0.5f * (in_low + in_high), 0.01f);
        const float volume = across * length * open_volume;

        Balance balance;
        const bool is_cut = in_low + in_high < 2.0f;
        balance.limited_share = is_cut ? 0.0f : 1.0f;
        {
            const Spans d = Axis == 2 ? z.spans_of_tops(k) : z.spans<Axis>(k);
            // Normal stress is 2 nu du/dx.
            const float here = open * own[0];
            const float plus = flow.open.template of_face<Axis>(n + sa) * own[sa];
            const float minus = flow.open.template of_face<Axis>(n - sa) * own[-sa];
            balance.add(own, neighbour(own, n, sa), neighbour(own, n, -sa), sa, 0.5f * across * (here + plus),
                        -0.5f * across * (minus + here), 2.0f * across * in_high * nu[sa] * d.per_plus,
                        2.0f * across * in_low * nu[0] * d.per_minus, d);
        }
        const float mean_b = 0.25f * ((vb[0] + vb[sa]) + (vb[-sb] + vb[sa - sb]));
        const float mean_c = 0.25f * ((vc[0] + vc[sa]) + (vc[-sc] + vc[sa - sc]));
        float drag = 0.0f, shear = 0.0f;
        // A wall through a cell may run askew, along all components.
        const float askew = is_cut ? 1.0f : 0.0f;
        side<B>(k, j, i, n, sa, sb, own, vb, mean_c, askew * mean_b, balance, drag, shear);
        side<C>(k, j, i, n, sa, sc, own, vc, mean_b, askew * mean_c, balance, drag, shear);

        // (19) Leaves in the halves of the volume on either side of the face.
        const float* leaves = flow.leaf_drag.p + k * flow.leaf_drag.sz + j * flow.leaf_drag.sy + i;
        const float low = (Axis == 2 ? across * thickness : across * length) * in_low;
        const float high = (Axis == 2 ? across * z.thickness[k + 1] : across * length) * in_high;
        drag += 0.5f * (low * leaves[0] + high * leaves[stride<Axis>(flow.leaf_drag)]) *
                math::sqrt(own[0] * own[0] + (mean_b * mean_b + mean_c * mean_c));

        const float rate = balance.coefficients + drag;
        float step =
            rate * relaxation.per_alpha * (is_cut ? relaxation.in_cut : 1.0f) + volume * relaxation.inertia;
        float push = across * open_volume * (flow.pressure.p[n] - flow.pressure.p[n + sa]);
        if constexpr (Buoyant) {
            push += buoyancy.lift(n, k, across * open_volume, z.thickness);
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
        conductance.p[n] = per_step * (across * open) * (across * open_volume);
    }

    template <int D>
    LUWTE_HD const float* velocity() const {
        return D == 0 ? flow.u.p : D == 1 ? flow.v.p : flow.w.p;
    }
    /// What the next face along a direction has of the component: where that is a wall that runs askew, as
    /// much as the face itself.
    LUWTE_HD float neighbour(const float* own, std::ptrdiff_t n, std::ptrdiff_t s) const {
        constexpr unsigned bit = Axis == 0 ? east_slips : Axis == 1 ? north_slips : 0;
        const float there = own[s], here = own[0];
        return (cell.p[n + s] & bit) != 0 ? here : there;
    }

    /// The two faces of the control volume along D, another axis than the component's: carried by `vd`,
    /// exchanged by eddies where the face is open and rubbed by a wall where it is closed.
    template <int D>
    LUWTE_HD void side(idx k, idx j, idx i, std::ptrdiff_t n, std::ptrdiff_t sa, std::ptrdiff_t sd,
                       const float* own, const float* vd, float third, float through, Balance& balance,
                       float& drag, float& shear) const {
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

        const OpenShares& open = flow.open;
        const float low_plus = open.template of_face<D>(n), high_plus = open.template of_face<D>(n + sa);
        const float low_minus = open.template of_face<D>(n - sd),
                    high_minus = open.template of_face<D>(n + sa - sd);
        const float low_most = math::max(math::max(low_plus, low_minus), open.of_cell(n));
        const float high_most = math::max(math::max(high_plus, high_minus), open.of_cell(n + sa));
        const float most = low_most + high_most;
        const float open_plus = 0.5f * (low_plus + high_plus), open_minus = 0.5f * (low_minus + high_minus);
        const float closed_plus = 0.5f * most - open_plus, closed_minus = 0.5f * most - open_minus;
        const float pair = nu[0] + nu[sa];
        const float nu_plus = 0.25f * (pair + nu[sd] + nu[sd + sa]) * open_plus * area;
        const float nu_minus = 0.25f * (pair + nu[-sd] + nu[sa - sd]) * open_minus * area;
        balance.add(own, neighbour(own, n, sd), neighbour(own, n, -sd), sd,
                    low * (low_plus * vd[0]) + high * (high_plus * vd[sa]),
                    -(low * (low_minus * vd[-sd]) + high * (high_minus * vd[sa - sd])), nu_plus * d.per_plus,
                    nu_minus * d.per_minus, d);
        // The other half of the shear stress: nu times the change of vd along the component's axis.
        constexpr unsigned bit = D == 0 ? east_slips : D == 1 ? north_slips : 0;
        const std::uint8_t* bits = cell.p + n;
        const bool slips_plus = ((bits[0] | bits[sa]) & bit) != 0,
                   slips_minus = ((bits[-sd] | bits[sa - sd]) & bit) != 0;
        const float change_plus = slips_plus ? 0.0f : vd[sa] - vd[0];
        const float change_minus = slips_minus ? 0.0f : vd[sa - sd] - vd[-sd];
        shear += (nu_plus * change_plus - nu_minus * change_minus) * per_length;

        const float along = math::sqrt(own[0] * own[0] + third * third + through * through);
        const float on_minus =
            D == 2 ? 0.5f * (friction.below(k, j, i) + friction.below(k, j + (Axis == 1), i + (Axis == 0)))
                   : friction.side;
        drag += area * along * (closed_plus * friction.side + closed_minus * on_minus);
    }
};

using BuoyantMomentum = Momentum<2, true>;

/// (6) Net flow out of each cell [m3 s-1].
struct Outflow {
    View3D<const float> u, v, w;
    View3D<const std::uint8_t> cell;
    OpenShares open;
    Levels z;
    float factor;  ///< 1, or -1 for what the pressure correction has to bring in
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float side = z.dx * z.thickness[k], floor = z.dx * z.dx;
        const std::ptrdiff_t n = k * u.sz + j * u.sy + i, sy = u.sy, sz = u.sz;
        const auto through = [&](float east, float west) { return east - west; };
        const float net =
            side * (through(open.of_face<0>(n) * u.p[n], open.of_face<0>(n - 1) * u.p[n - 1]) +
                    through(open.of_face<1>(n) * v.p[n], open.of_face<1>(n - sy) * v.p[n - sy])) +
            floor * through(open.of_face<2>(n) * w.p[n], open.of_face<2>(n - sz) * w.p[n - sz]);
        out(k, j, i) = (cell(k, j, i) & air) != 0 ? factor * net : 0.0f;
    }
};

/// (7) Velocities without net flow, and the pressure that goes with them. 36 B read, 16 B written.
struct Correct {
    Conductances<const float> c;
    View3D<const float> x;  ///< m2 s-2, pressure correction
    OpenShares open;
    Levels z;
    View3D<float> u, v, w, pressure;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float here = x(k, j, i);
        const float side = z.dx * z.thickness[k], floor = z.dx * z.dx;
        const std::ptrdiff_t n = k * u.sz + j * u.sy + i;
        const auto area = [](float face, float share) { return face * math::max(share, 0.001f); };
        u(k, j, i) += c.east(k, j, i) / area(side, open.of_face<0>(n)) * (here - x(k, j, i + 1));
        v(k, j, i) += c.north(k, j, i) / area(side, open.of_face<1>(n)) * (here - x(k, j + 1, i));
        w(k, j, i) += c.top(k, j, i) / area(floor, open.of_face<2>(n)) * (here - x(k + 1, j, i));
        pressure(k, j, i) += here;
    }
};

}  // namespace luwte::wind
