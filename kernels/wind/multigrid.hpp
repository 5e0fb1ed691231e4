// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/wind_grid.hpp"

/// The pressure correction: sum over faces of c (x - x_neighbour) = b, by conjugate gradients with one
/// V-cycle as preconditioner. Equation numbers are those of docs/models/wind.md.
///
/// Layers near the ground are much thinner than columns are wide, so columns are solved exactly (a
/// tridiagonal system each) and coarser grids join columns two by two, never layers: what remains is the
/// horizontal coupling, which damped Jacobi over columns and coarsening along x and y reduce at the same rate
/// for any stretching.
namespace luwte::wind {

/// Conductances of a cell's east and north face and of its top; 0 at faces that are closed or given. Ghost
/// cells hold x = 0, so a conductance to one means a given pressure there.
template <class T>
struct Conductances {
    View3D<T> east, north, top;  ///< m s of flow per unit of pressure correction   [layers, rows, columns]
};

/// (12) Matrix times vector in one cell; 28 B read.
LUWTE_HD float times_matrix(const Conductances<const float>& c, const View3D<const float>& x, idx k, idx j,
                            idx i) {
    const std::ptrdiff_t n = k * x.sz + j * x.sy + i;
    const float* p = x.p + n;
    const float here = p[0];
    const float e = c.east.p[n] * (here - p[1]), w = c.east.p[n - 1] * (here - p[-1]);
    const float o = c.north.p[n] * (here - p[x.sy]), s = c.north.p[n - x.sy] * (here - p[-x.sy]);
    const float t = c.top.p[n] * (here - p[x.sz]), b = c.top.p[n - x.sz] * (here - p[-x.sz]);
    return ((e + w) + (o + s)) + (t + b);
}

struct TimesMatrix {
    Conductances<const float> c;
    View3D<const float> x;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = times_matrix(c, x, k, j, i); }
};

/// (13) Two by two columns in one: conductances side by side add, one behind the other halve. Where the
/// number of columns is odd the last one stands alone, and the ghost cells beside it add nothing.
struct CoarsenConductances {
    Conductances<const float> fine;
    idx last_j, last_i;  ///< last row and column inside, of the fine grid
    Conductances<float> coarse;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx fj = 2 * j - ghosts, fi = 2 * i - ghosts;  // lower left column; ghosts = 2
        const idx ee = fi + 1 < last_i ? fi + 1 : last_i, nn = fj + 1 < last_j ? fj + 1 : last_j;
        coarse.east(k, j, i) = 0.5f * (fine.east(k, fj, ee) + fine.east(k, fj + 1, ee));
        coarse.north(k, j, i) = 0.5f * (fine.north(k, nn, fi) + fine.north(k, nn, fi + 1));
        coarse.top(k, j, i) = (fine.top(k, fj, fi) + fine.top(k, fj, fi + 1)) +
                              (fine.top(k, fj + 1, fi) + fine.top(k, fj + 1, fi + 1));
    }
};

/// (14) One over the pivots of every column's tridiagonal matrix; 0 in solid cells. The layer below the
/// lowest holds 0 in all volumes here.
struct FactorColumns {
    Conductances<const float> c;
    View3D<float> pivot;  ///< one over the pivot
    LUWTE_HD void up(idx k, idx j, idx i) const {
        const float sides =
            (c.east(k, j, i) + c.east(k, j, i - 1)) + (c.north(k, j, i) + c.north(k, j - 1, i));
        const float below = c.top(k - 1, j, i);
        const float diagonal = (sides + below) + c.top(k, j, i);
        const float m = diagonal - below * below * pivot(k - 1, j, i);
        pivot(k, j, i) = m > 1e-6f * diagonal ? 1.0f / m : 0.0f;
    }
    LUWTE_HD void down(idx, idx, idx) const {}
};

/// (15) Columns of a first guess of nothing: column matrix times out = weight b.
struct SolveColumns {
    Conductances<const float> c;
    View3D<const float> pivot, b;
    float weight;
    View3D<float> out;
    LUWTE_HD void up(idx k, idx j, idx i) const {
        const float below = c.top(k - 1, j, i) * out(k - 1, j, i);
        out(k, j, i) = (weight * b(k, j, i) + below) * pivot(k, j, i);
    }
    LUWTE_HD void down(idx k, idx j, idx i) const {
        out(k, j, i) += c.top(k, j, i) * pivot(k, j, i) * out(k + 1, j, i);
    }
};

/// (16) Damped Jacobi over columns: column matrix times change = weight (b - A x). `change` is added to x by
/// a launch of its own, so that neighbours read the old x.
struct ColumnsChange {
    Conductances<const float> c;
    View3D<const float> pivot, b, x;
    float weight;
    View3D<float> change;
    LUWTE_HD void up(idx k, idx j, idx i) const {
        const float residual = b(k, j, i) - times_matrix(c, x, k, j, i);
        const float below = c.top(k - 1, j, i) * change(k - 1, j, i);
        change(k, j, i) = (weight * residual + below) * pivot(k, j, i);
    }
    LUWTE_HD void down(idx k, idx j, idx i) const {
        change(k, j, i) += c.top(k, j, i) * pivot(k, j, i) * change(k + 1, j, i);
    }
};

/// x += factor y
struct AddTimes {
    float factor;
    View3D<const float> y;
    View3D<float> x;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { x(k, j, i) += factor * y(k, j, i); }
};

/// x = y + factor x
struct TimesAdd {
    float factor;
    View3D<const float> y;
    View3D<float> x;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { x(k, j, i) = y(k, j, i) + factor * x(k, j, i); }
};

/// (17) What four columns still lack, given to the coarse column that stands for them.
struct RestrictResidual {
    Conductances<const float> c;
    View3D<const float> b, x;
    idx last_j, last_i;  ///< last row and column inside, of the fine grid
    View3D<float> coarse;
    LUWTE_HD float at(idx k, idx j, idx i) const {
        const idx jj = j > last_j ? last_j : j, ii = i > last_i ? last_i : i;
        const float r = b(k, jj, ii) - times_matrix(c, x, k, jj, ii);
        return j > last_j || i > last_i ? 0.0f : r;
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx fj = 2 * j - ghosts, fi = 2 * i - ghosts;
        coarse(k, j, i) = (at(k, fj, fi) + at(k, fj, fi + 1)) + (at(k, fj + 1, fi) + at(k, fj + 1, fi + 1));
    }
};

/// (18) The coarse correction, the same for the four columns.
struct AddCoarse {
    View3D<const float> coarse;
    View3D<float> x;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        x(k, j, i) += coarse(k, (j + ghosts) / 2, (i + ghosts) / 2);
    }
};

}  // namespace luwte::wind
