// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/momentum.hpp"

/// Turbulent kinetic energy, its dissipation and the viscosity of eddies. Equation numbers are those of
/// docs/models/wind.md.
namespace luwte::wind {

/// Constants of the k-epsilon model (Launder & Spalding 1974), with the bound of Durbin (1996) on the
/// time scale of the viscosity.
struct TurbulenceConstants {
    float kappa = 0.4f;
    float c_mu = 0.09f;
    float c_1 = 1.44f, c_2 = 1.92f;
    float sigma_k = 1.0f;
    float sigma_epsilon = 1.1111f;  ///< kappa^2 / ((c_2 - c_1) sqrt(c_mu)): the log law is a solution
    float durbin = 0.6f;            ///< 1, of the bound; large: no bound

    LUWTE_HD float c_mu_three_quarters() const { return math::sqrt(c_mu * math::sqrt(c_mu)); }
};

/// What leaves do to the flow (Liu et al. 1996, Sanz 2003, Katul et al. 2004). To be verified.
struct LeafConstants {
    float c_d = 0.2f;              ///< 1, drag per one-sided leaf area and squared speed
    float beta_p = 1.0f;           ///< 1, share of what drag takes from the flow that becomes k
    float beta_d = 5.1f;           ///< 1, of k that leaves break up
    float c_4 = 0.9f, c_5 = 0.9f;  ///< 1, the same two in the equation of epsilon
};

/// 1 / (kappa (z + z0)) [m-1] in the cells along walls: their means, for what is made and lost in the whole
/// cell, and the values at their centres, for epsilon and viscosity there.
struct WallScales {
    View2D<const float> mean_top, centre_top;  ///< on the column's highest solid  [rows, columns]
    float mean_side, centre_side;
    const float *mean_roof, *centre_roof;  ///< on other tops of a column, by layer
};

/// (8) to (11), (20), (23), (24) One iteration of k and epsilon, and the viscosity that follows. About 160 B
/// read per cell where nothing stays in cache, 12 B written.
template <bool Buoyant = false>
struct Turbulence {
    Flow flow;
    View3D<const std::uint8_t> cell;
    Levels z;
    TurbulenceConstants constants;
    LeafConstants leaves;
    WallFriction friction;
    WallScales scales;
    Relaxation relaxation;
    View3D<float> k_next, epsilon_next, viscosity_next;
    Buoyancy buoyancy = {};  ///< where Buoyant

    LUWTE_HD float solid(std::ptrdiff_t n) const { return flow.viscosity.p[n] > 0.0f ? 0.0f : 1.0f; }

    /// Square of the shear du_a/db + du_b/da, mean over the four edges around a cell, and that times the
    /// edges' viscosity. Edges at solids do not count.
    struct Shear {
        float square = 0.0f, power = 0.0f;
    };
    LUWTE_HD void edge(const float* ua, const float* ub, const float* nu, std::ptrdiff_t sa,
                       std::ptrdiff_t sb, float per_b, float per_a, float open, Shear& s) const {
        // ua on the face between the cell and the next along a; the edge lies between it and the next along
        // b.
        const float rate = (ua[sb] - ua[0]) * per_b + (ub[sa] - ub[0]) * per_a;
        const float square = open * rate * rate;
        s.square += 0.25f * square;
        s.power += 0.0625f * ((nu[0] + nu[sa]) + (nu[sb] + nu[sa + sb])) * square;
    }
    template <int A, int B>
    LUWTE_HD void shear(const float* ua, const float* ub, std::ptrdiff_t n, idx k, Shear& s) const {
        const std::ptrdiff_t sa = stride<A>(k_next), sb = stride<B>(k_next);
        const float* nu = flow.viscosity.p + n;
        const Spans da = z.spans<A>(k), db = z.spans<B>(k);
        const float ae = 1.0f - solid(n + sa), aw = 1.0f - solid(n - sa);
        const float be = 1.0f - solid(n + sb), bw = 1.0f - solid(n - sb);
        edge(ua, ub, nu, sa, sb, db.per_plus, da.per_plus, ae * be * (1.0f - solid(n + sa + sb)), s);
        edge(ua - sa, ub - sa, nu - sa, sa, sb, db.per_plus, da.per_minus,
             aw * be * (1.0f - solid(n - sa + sb)), s);
        edge(ua - sb, ub - sb, nu - sb, sa, sb, db.per_minus, da.per_plus,
             ae * bw * (1.0f - solid(n + sa - sb)), s);
        edge(ua - sa - sb, ub - sa - sb, nu - sa - sb, sa, sb, db.per_minus, da.per_minus,
             aw * bw * (1.0f - solid(n - sa - sb)), s);
    }

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = k * k_next.sz + j * k_next.sy + i;
        const std::ptrdiff_t sy = k_next.sy, sz = k_next.sz;
        const float *u = flow.u.p + n, *v = flow.v.p + n, *w = flow.w.p + n;
        const float *kk = flow.k.p + n, *ee = flow.epsilon.p + n, *nu = flow.viscosity.p + n;
        const float h = z.thickness[k];
        const float side = z.dx * h, floor = z.dx * z.dx,
                    volume = floor * h * math::max(flow.open.of_cell(n), 0.01f);

        // (9) Strain: twice S_ij S_ij, and that times the viscosity of where it is.
        const float per_dx = z.per_dx, per_h = 1.0f / h;
        const float ux = (u[0] - u[-1]) * per_dx, vy = (v[0] - v[-sy]) * per_dx, wz = (w[0] - w[-sz]) * per_h;
        const float normal = 2.0f * (ux * ux + vy * vy + wz * wz);
        Shear s;
        shear<0, 1>(u, v, n, k, s);
        shear<0, 2>(u, w, n, k, s);
        shear<1, 2>(v, w, n, k, s);
        float production = nu[0] * normal + s.power;
        const float strain = math::sqrt(0.5f * (normal + s.square));  // sqrt(S_ij S_ij)

        // (10) Walls around the cell.
        const OpenShares& open = flow.open;
        const float in = open.of_cell(n);
        const float east = open.of_face<0>(n), west = open.of_face<0>(n - 1);
        const float north = open.of_face<1>(n), south = open.of_face<1>(n - sy);
        const float top = open.of_face<2>(n), bottom = open.of_face<2>(n - sz);
        const float most_z = math::max(math::max(top, bottom), in);
        const float most_x = math::max(math::max(east, west), in);
        const float most_y = math::max(math::max(north, south), in);
        const float below = most_z - bottom, above = most_z - top;
        const float x_walls = (most_x - east) + (most_x - west),
                    y_walls = (most_y - north) + (most_y - south);
        const float walls = (below + above) + (x_walls + y_walls);
        const float uc = open.middle<0>(u, n, 1), vc = open.middle<1>(v, n, sy),
                    wc = open.middle<2>(w, n, sz);
        const float askew = in < 1.0f ? 1.0f : 0.0f;
        const float on_floor = uc * uc + vc * vc, on_x = vc * vc + wc * wc + askew * (uc * uc),
                    on_y = uc * uc + wc * wc + askew * (vc * vc);
        const float per_wall = walls > 0.0f ? 1.0f / walls : 0.0f;
        const float mean_of_column = scales.mean_top(j, i), mean_of_roof = scales.mean_roof[k];
        const float centre_of_column = scales.centre_top(j, i), centre_of_roof = scales.centre_roof[k];
        // Factors, not a choice: loads for one of two results would not vectorise.
        const float on_first = float(k) <= friction.first(j, i) ? 1.0f : 0.0f, on_roof = 1.0f - on_first;
        const float friction_top = friction.below(k, j, i);
        const float mean_top = on_first * mean_of_column + on_roof * mean_of_roof;
        const float centre_top = on_first * centre_of_column + on_roof * centre_of_roof;
        const float mean = per_wall * (below * mean_top + (walls - below) * scales.mean_side);
        const float centre = per_wall * (below * centre_top + (walls - below) * scales.centre_side);
        const float made = per_wall * (below * cubed(friction_top * on_floor) * mean_top +
                                       scales.mean_side * (above * cubed(friction.side * on_floor) +
                                                           x_walls * cubed(friction.side * on_x) +
                                                           y_walls * cubed(friction.side * on_y)));
        // Cells with less wall than one whole face are along a wall in part.
        const float along = math::min(walls, 1.0f);
        production = along * made + (1.0f - along) * production;

        // (20) Leaves: k that their drag makes, and the rate at which they break it up.
        const float leaf_drag = flow.leaf_drag.p[k * flow.leaf_drag.sz + j * flow.leaf_drag.sy + i];
        const float speed = math::sqrt(uc * uc + vc * vc + wc * wc);
        const float leaf_made = leaves.beta_p * leaf_drag * speed * speed * speed;
        const float leaf_loss = leaves.beta_d * leaf_drag * speed;

        const float k_here = math::max(kk[0], 1e-8f), e_here = math::max(ee[0], 1e-10f);
        const float per_turnover = e_here / k_here;

        // (23) Buoyancy: mean of what goes up through floor and top; (24) what keeps the inflow's k.
        const float wall_loss = constants.c_mu_three_quarters() * math::sqrt(k_here) * mean;
        const float own_loss = along * wall_loss + (1.0f - along) * per_turnover;
        float k_gain = production + leaf_made, k_loss = own_loss + leaf_loss;
        float e_gain = constants.c_1 * production + leaves.c_4 * leaf_made;
        if constexpr (Buoyant) {
            const Spans d = z.spans<2>(k);
            const float up = top * buoyancy.upward(n, k, nu, d.per_plus);
            const float from_below = bottom * buoyancy.upward(n - sz, k - 1, nu - sz, d.per_minus) +
                                     below * buoyancy.heat_flux(j - ghosts, i - ghosts);
            const float work = 0.5f * buoyancy.constants.per_temperature * (up + from_below);
            const float made_by_it = math::max(work, 0.0f), taken_by_it = math::min(work, 0.0f);
            k_gain += made_by_it + buoyancy.k_gain[k];
            k_loss += buoyancy.k_loss[k] - taken_by_it / k_here;
            e_gain += buoyancy.epsilon_gain(made_by_it, taken_by_it, production);
        }

        // (2), (8) Transport.
        const Spans dx = z.spans<0>(k), dz = z.spans<2>(k);
        Balance bk, be;
        bk.limited_share = be.limited_share = in < 1.0f ? 0.0f : 1.0f;
        const float per_sigma_k = 1.0f / constants.sigma_k, per_sigma_e = 1.0f / constants.sigma_epsilon;
        const auto add = [&](std::ptrdiff_t t, const float* velocity, float area, float open_plus,
                             float open_minus, const Spans& d) {
            const float plus = 0.5f * area * open_plus * (nu[0] + nu[t]) * d.per_plus;
            const float minus = 0.5f * area * open_minus * (nu[0] + nu[-t]) * d.per_minus;
            const float out_plus = area * (open_plus * velocity[0]),
                        out_minus = -area * (open_minus * velocity[-t]);
            bk.add(kk, t, out_plus, out_minus, plus * per_sigma_k, minus * per_sigma_k, d);
            be.add(ee, t, out_plus, out_minus, plus * per_sigma_e, minus * per_sigma_e, d);
        };
        add(1, u, side, east, west, dx);
        add(sy, v, side, north, south, dx);
        add(sz, w, floor, top, bottom, dz);

        const float shorter = relaxation.in_cut, slower = in < 1.0f ? shorter : 1.0f;
        const auto step = [&](const Balance& b, float gain, float sink, float here) {
            const float rate = b.coefficients + sink * volume;
            const float whole = rate * relaxation.per_alpha * slower + volume * relaxation.inertia;
            return (b.gain + gain * volume + (whole - rate) * here) / whole;
        };
        const float k_new = math::max(step(bk, k_gain, k_loss, k_here), 1e-8f);
        // (11) At a wall epsilon follows from k; elsewhere from its own equation.
        const float wall_epsilon = constants.c_mu_three_quarters() * cubed(k_new) * centre;
        const float e_free =
            step(be, e_gain * per_turnover, constants.c_2 * per_turnover + leaves.c_5 * leaf_loss, e_here);
        const float e_new = math::max(along * wall_epsilon + (1.0f - along) * e_free, 1e-10f);
        const float nu_new = constants.c_mu * k_new * time_scale(k_new, e_new, (1.0f - along) * strain);

        const bool in_air = (cell.p[n] & air) != 0;
        k_next.p[n] = in_air ? k_new : 0.0f;
        epsilon_next.p[n] = in_air ? e_new : 0.0f;
        viscosity_next.p[n] = in_air ? nu_new : 0.0f;
    }

    /// x^1.5
    LUWTE_HD static float cubed(float x) { return x * math::sqrt(x); }
    /// (9) Of the viscosity, with Durbin's bound: so long as the strain would turn an eddy over, at most.
    LUWTE_HD float time_scale(float k, float e, float strain) const {
        const float turnover = k / e;
        const float bound = constants.durbin / (2.44949f * constants.c_mu * math::max(strain, 1e-6f));
        return math::min(turnover, bound);
    }
};

}  // namespace luwte::wind
