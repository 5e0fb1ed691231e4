// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/wind/boundary.hpp"

/// A flow on columns twice as wide, as the first guess of one on the grid itself. Levels are the same.
/// Equation numbers are those of docs/models/wind.md.
namespace luwte::wind {

/// (52) Two by two columns in one: solid where half of them are or more. Where their number is odd the last
/// one counts for two.
struct CoarsenSolids {
    View3D<const std::uint8_t> fine;
    View3D<std::uint8_t> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx jj = MarkCells::within(2 * j + 1, fine.ny), ii = MarkCells::within(2 * i + 1, fine.nx);
        const int solids = (fine(k, 2 * j, 2 * i) != 0) + (fine(k, 2 * j, ii) != 0) +
                           (fine(k, jj, 2 * i) != 0) + (fine(k, jj, ii) != 0);
        out(k, j, i) = solids >= 2 ? 1 : 0;
    }
};

/// (52) Open shares of four columns: their mean, and the mean of the two faces that are one; solid where
/// `least` is not reached.
struct CoarsenShares {
    View3D<const std::uint8_t> volume, east, north, top;
    View3D<std::uint8_t> out_volume, out_east, out_north, out_top, out_solid;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx j0 = 2 * j, i0 = 2 * i, jj = MarkCells::within(j0 + 1, volume.ny),
                  ii = MarkCells::within(i0 + 1, volume.nx);
        const auto four = [&](const View3D<const std::uint8_t>& v) {
            return (v(k, j0, i0) + v(k, j0, ii) + v(k, jj, i0) + v(k, jj, ii) + 2) / 4;
        };
        const int own = four(volume);
        const bool is_solid = own < OpenShares::least_volume;
        const auto face = [&](int a, int b) {
            const int share = (a + b + 1) / 2;
            return std::uint8_t(share < OpenShares::least ? 0 : share);
        };
        out_volume(k, j, i) = is_solid ? std::uint8_t(0) : std::uint8_t(own);
        out_solid(k, j, i) = is_solid ? 1 : 0;
        out_east(k, j, i) = face(east(k, j0, ii), east(k, jj, ii));
        out_north(k, j, i) = face(north(k, jj, i0), north(k, jj, ii));
        const int up = four(top);
        out_top(k, j, i) = std::uint8_t(up < OpenShares::least ? 0 : up);
    }
};

/// (52) Mean over the columns, as solids.
struct CoarsenLeaves {
    View3D<const float> fine;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx jj = MarkCells::within(2 * j + 1, fine.ny), ii = MarkCells::within(2 * i + 1, fine.nx);
        out(k, j, i) =
            0.25f * ((fine(k, 2 * j, 2 * i) + fine(k, 2 * j, ii)) + (fine(k, jj, 2 * i) + fine(k, jj, ii)));
    }
};

/// (52) The logarithmic mean of z0.
struct CoarsenRoughness {
    View2D<const float> fine;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const {
        const idx jj = MarkCells::within(2 * j + 1, fine.ny), ii = MarkCells::within(2 * i + 1, fine.nx);
        out(j, i) = math::exp(0.25f * ((math::log(fine(2 * j, 2 * i)) + math::log(fine(2 * j, ii))) +
                                       (math::log(fine(jj, 2 * i)) + math::log(fine(jj, ii)))));
    }
};

/// (52) The mean flux.
struct CoarsenHeat {
    View2D<const float> fine;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const {
        const idx jj = MarkCells::within(2 * j + 1, fine.ny), ii = MarkCells::within(2 * i + 1, fine.nx);
        out(j, i) = 0.25f * ((fine(2 * j, 2 * i) + fine(2 * j, ii)) + (fine(jj, 2 * i) + fine(jj, ii)));
    }
};

/// What a flow is made of, ghost cells included.
template <class T>
struct FlowViews {
    View3D<T> u, v, w, pressure, k, epsilon, viscosity;
};

/// (53) Bilinear between the middles or faces of the coarse columns: velocities on the faces that are solved,
/// all else in air, from coarse cells with air only; where those are none the first guess stays.
struct FromCoarse {
    FlowViews<const float> coarse;
    View3D<const std::uint8_t> cell;  ///< of the fine grid
    FlowViews<float> fine;

    /// Two coarse neighbours of a fine index, both as in arrays, and the share of the upper one.
    struct Between {
        idx lower;
        float upper_share;
    };
    LUWTE_HD static Between of_middle(idx n) {
        return n % 2 == 0 ? Between{n / 2, 0.75f} : Between{n / 2 + 1, 0.25f};
    }
    LUWTE_HD static Between of_face(idx n) {
        return n % 2 == 0 ? Between{n / 2, 0.5f} : Between{n / 2 + 1, 0.0f};
    }
    LUWTE_HD static float bilinear(const View3D<const float>& c, idx k, Between y, Between x) {
        const float south =
            c(k, y.lower, x.lower) * (1 - x.upper_share) + c(k, y.lower, x.lower + 1) * x.upper_share;
        const float north =
            c(k, y.lower + 1, x.lower) * (1 - x.upper_share) + c(k, y.lower + 1, x.lower + 1) * x.upper_share;
        return south * (1 - y.upper_share) + north * y.upper_share;
    }

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const Between y = of_middle(j), x = of_middle(i);
        const unsigned bits = cell(k, j, i);
        if ((bits & east_solved) != 0) fine.u(k, j, i) = bilinear(coarse.u, k, y, of_face(i));
        if ((bits & north_solved) != 0) fine.v(k, j, i) = bilinear(coarse.v, k, of_face(j), x);
        if ((bits & top_solved) != 0) fine.w(k, j, i) = bilinear(coarse.w, k, y, x);
        if ((bits & air) == 0 || k < 1) return;
        float weights = 0, p = 0, kinetic = 0, loss = 0, nu = 0;
        for (idx b = 0; b < 2; ++b)
            for (idx a = 0; a < 2; ++a) {
                const idx jj = y.lower + b, ii = x.lower + a;
                const float turbulent = coarse.k(k, jj, ii);
                const float weight = (b == 0 ? 1 - y.upper_share : y.upper_share) *
                                     (a == 0 ? 1 - x.upper_share : x.upper_share) *
                                     (turbulent > 0 ? 1.0f : 0.0f);
                weights += weight, kinetic += weight * turbulent;
                p += weight * coarse.pressure(k, jj, ii), loss += weight * coarse.epsilon(k, jj, ii);
                nu += weight * coarse.viscosity(k, jj, ii);
            }
        if (!(weights > 0)) return;
        fine.pressure(k, j, i) = p / weights, fine.k(k, j, i) = kinetic / weights;
        fine.epsilon(k, j, i) = loss / weights, fine.viscosity(k, j, i) = nu / weights;
    }
};

}  // namespace luwte::wind
