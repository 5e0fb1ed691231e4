// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/wind/wind_grid.hpp"

/// A passive scalar in a flow: one matrix, linear in the concentration, that makes no negative concentrations
/// and whose transpose is the adjoint problem. Equation numbers are those of docs/models/dispersion.md.
///
/// Rows of the matrix's arrays lie across the wind: where the wind blows mostly along x, j of these arrays
/// counts along the wind grid's x and i along its y ("turned").
namespace luwte::dispersion {

using wind::Extents;
using wind::Levels;

/// What a cell gains per concentration in a neighbour: `before` and `after` are rows j - 1 and j + 1, `left`
/// and `right` columns i - 1 and i + 1. Then its own loss, and one over the pivot of its column.
enum Part {
    before,
    after,
    left,
    right,
    before_left,
    before_right,
    after_left,
    after_right,
    below,
    above,
    loss,
    pivot,
    parts
};

/// Volumes of one shape, one behind the other.
template <class T>
struct Matrix {
    T* p;                 ///< m3 s-1; of `pivot` s m-3
    std::ptrdiff_t size;  ///< elements of one part
    idx rows, columns;    ///< ghosts included

    LUWTE_HD T& operator()(Part part, std::ptrdiff_t n) const { return p[part * size + n]; }
    LUWTE_HD std::ptrdiff_t sy() const { return columns; }
    LUWTE_HD std::ptrdiff_t sz() const { return std::ptrdiff_t(columns) * rows; }
    LUWTE_HD std::ptrdiff_t at(idx k, idx j, idx i) const { return k * sz() + j * sy() + i; }
};

/// How a substance leaves the air other than with the wind.
struct Removal {
    float to_surfaces = 0;  ///< m s-1, deposition velocity to facades and, where no plane of it is given,
                            ///< to ground and roofs
    float to_leaves = 0;    ///< m s-1, the same per one-sided leaf area
    float settling = 0;     ///< m s-1, downward

    bool operator==(const Removal&) const = default;
};

/// (4), (5) Diffusivity [m2 s-1] left for a face after what the scheme itself spreads: `normal` and
/// `tangential` wind at the face [m s-1], both >= 0, `k` that of the flow. Along the wind the scheme may
/// spread more than k, across it only where k is less than (4) has.
LUWTE_HD float remaining(float k, float normal, float tangential, float dx) {
    const float high = math::max(normal, tangential), low = math::min(normal, tangential);
    const float square_high = high * high + 1e-12f, square = square_high + low * low;
    const float across = math::max(k - 0.5f * dx * high * low * (high - low) / square, 0.0f);
    // Along the axis that the wind follows more closely, and along the other one.
    const float main = across * math::max(1.0f - 0.5f * dx * (high - low) / math::max(k, 1e-12f), 0.0f);
    const float other = (across * square - main * low * low) / square_high;
    return normal >= tangential ? main : other;
}

/// (1) to (7) The matrix of a flow.
struct MatrixOfFlow {
    View3D<const float> along, across;  ///< m s-1, on faces: velocities along the matrix's j and i
    View3D<const float> w;              ///< m s-1, on tops
    View3D<const float> viscosity;      ///< m2 s-1, 0 in solids
    View3D<const float> leaf_drag;      ///< m-1, c_d times leaf area; without leaves strides 0
    Levels z;
    idx last_row, last_column;  ///< inside, of the matrix
    bool turned;
    float per_schmidt;  ///< 1, one over the turbulent Schmidt number
    float per_drag;     ///< 1, one over c_d
    Removal removal;
    View2D<const float>
        tops;  ///< m s-1, deposition velocity to ground and roofs   [rows, columns], no ghosts
    Matrix<float> out;

    /// (2) Shares of the neighbours beside the donor in what it gives, for its faces along one axis:
    /// `plus` and `minus` velocities out of the cell along it, `in_low` and `in_high` into it from the sides.
    struct Shares {
        float low, high;
        LUWTE_HD float own() const { return 1.0f - low - high; }
    };
    LUWTE_HD static Shares shares(float plus, float minus, float in_low, float in_high) {
        const float out = math::max(plus, 0.0f) + math::max(minus, 0.0f);
        const float low = math::max(in_low, 0.0f), high = math::max(in_high, 0.0f);
        const float half = 0.5f / math::max(math::max(out, low + high), 1e-12f);
        return {half * low, half * high};
    }

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx fj = turned ? i : j, fi = turned ? j : i;
        const std::ptrdiff_t n = k * w.sz + fj * w.sy + fi;
        const std::ptrdiff_t sa = turned ? 1 : w.sy, sb = turned ? w.sy : 1, sz = w.sz;
        const float *a = along.p + n, *b = across.p + n, *up = w.p + n, *nu = viscosity.p + n;
        const float side = z.dx * z.thickness[k], floor = z.dx * z.dx;

        // Of the cell itself and its four neighbours.
        const auto rows_from = [&](std::ptrdiff_t q) { return shares(a[q], -a[q - sa], b[q - sb], -b[q]); };
        const auto columns_from = [&](std::ptrdiff_t q) {
            return shares(b[q], -b[q - sb], a[q - sa], -a[q]);
        };
        const Shares rows = rows_from(0), columns = columns_from(0);
        const Shares of_after = rows_from(sa), of_before = rows_from(-sa);
        const Shares of_right = columns_from(sb), of_left = columns_from(-sb);

        const float to_after = side * math::max(a[0], 0.0f), from_after = side * math::max(-a[0], 0.0f);
        const float to_before = side * math::max(-a[-sa], 0.0f), from_before = side * math::max(a[-sa], 0.0f);
        const float to_right = side * math::max(b[0], 0.0f), from_right = side * math::max(-b[0], 0.0f);
        const float to_left = side * math::max(-b[-sb], 0.0f), from_left = side * math::max(b[-sb], 0.0f);
        const float over_rows = to_after + to_before, over_columns = to_right + to_left;

        const auto solid = [&](std::ptrdiff_t q) { return nu[q] > 0.0f ? 0.0f : 1.0f; };
        const float here = 1.0f - solid(0);
        const auto mixing = [&](std::ptrdiff_t q, float normal, float tangential, bool inside) {
            const float open = (inside ? 1.0f : 0.0f) * (1.0f - solid(q));
            return open * z.thickness[k] *
                   remaining(0.5f * per_schmidt * (nu[0] + nu[q]), math::abs(normal), math::abs(tangential),
                             z.dx);
        };
        const auto beside = [](const float* v, std::ptrdiff_t s, std::ptrdiff_t over) {
            return 0.25f * ((v[0] + v[-s]) + (v[over] + v[over - s]));
        };
        const float mix_after = mixing(sa, a[0], beside(b, sb, sa), j < last_row);
        const float mix_before = mixing(-sa, a[-sa], beside(b, sb, -sa), j > wind::ghosts);
        const float mix_right = mixing(sb, b[0], beside(a, sa, sb), i < last_column);
        const float mix_left = mixing(-sb, b[-sb], beside(a, sa, -sb), i > wind::ghosts);

        // (5) Tops: what upwind differences spread is taken off. Nothing comes from above the highest layer.
        const float open_above = (k + 2 < z.layers ? 1.0f : 0.0f) * (1.0f - solid(sz));
        const float open_below = 1.0f - solid(-sz);
        const float rise = floor * open_above * (up[0] - removal.settling);
        const float rise_below = floor * open_below * (up[-sz] - removal.settling);
        const auto vertical = [&](float open, std::ptrdiff_t q, float spacing, float flow) {
            return open *
                   math::max(0.5f * per_schmidt * (nu[0] + nu[q]) * floor / spacing - 0.5f * math::abs(flow),
                             0.0f);
        };
        const float mix_above = vertical(open_above, sz, z.spacing[k], rise);
        const float mix_below = vertical(open_below, -sz, z.spacing[k - 1], rise_below);

        // (6) Surfaces that close the cell, and leaves in it.
        const float walls = side * ((solid(sa) + solid(-sa)) + (solid(sb) + solid(-sb))) + floor * solid(sz);
        const float leaves = leaf_drag.p[k * leaf_drag.sz + fj * leaf_drag.sy + fi];
        const float top = tops(fj - wind::ghosts, fi - wind::ghosts) + removal.settling;
        const float removed = removal.to_surfaces * walls + top * floor * (1.0f - open_below) +
                              removal.to_leaves * per_drag * leaves * floor * z.thickness[k];

        const float own_loss = over_rows * rows.own() + over_columns * columns.own() +
                               ((mix_after + mix_before) + (mix_right + mix_left)) +
                               (math::max(rise, 0.0f) + mix_above) +
                               (math::max(-rise_below, 0.0f) + mix_below) + removed;

        // Nothing that is counted comes in from outside. (3) makes the first four 0 at least; rounding may
        // not.
        const float in_after = j < last_row ? here : 0.0f, in_before = j > wind::ghosts ? here : 0.0f;
        const float in_right = i < last_column ? 1.0f : 0.0f, in_left = i > wind::ghosts ? 1.0f : 0.0f;
        const auto at_least_0 = [](float x) { return math::max(x, 0.0f); };
        const std::ptrdiff_t m = out.at(k, j, i);
        out(after, m) =
            in_after * at_least_0(from_after * of_after.own() + mix_after - over_columns * columns.high);
        out(before, m) =
            in_before * at_least_0(from_before * of_before.own() + mix_before - over_columns * columns.low);
        out(right, m) =
            here * in_right * at_least_0(from_right * of_right.own() + mix_right - over_rows * rows.high);
        out(left, m) =
            here * in_left * at_least_0(from_left * of_left.own() + mix_left - over_rows * rows.low);
        out(after_left, m) = in_after * in_left * (from_after * of_after.low + from_left * of_left.high);
        out(after_right, m) = in_after * in_right * (from_after * of_after.high + from_right * of_right.high);
        out(before_left, m) = in_before * in_left * (from_before * of_before.low + from_left * of_left.low);
        out(before_right, m) =
            in_before * in_right * (from_before * of_before.high + from_right * of_right.low);
        out(above, m) = here * (math::max(-rise, 0.0f) + mix_above);
        out(below, m) = here * (math::max(rise_below, 0.0f) + mix_below);
        out(loss, m) = here * own_loss;
    }
};

/// (8) One over the pivots of the columns' tridiagonal matrices, the same for the transposed one; 0 in solids
/// and where nothing leaves a cell.
struct PivotsOfColumns {
    Matrix<float> a;
    LUWTE_HD void up(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = a.at(k, j, i), sz = a.sz();
        const float d = a(loss, n);
        const float m = d - a(below, n) * a(above, n - sz) * a(pivot, n - sz);
        a(pivot, n) = m > 1e-6f * d ? 1.0f / m : 0.0f;
    }
    LUWTE_HD void down(idx, idx, idx) const {}
};

/// What comes from a neighbour at `shift` elements: A, or its transpose.
template <bool Transposed>
LUWTE_HD float gain(const Matrix<const float>& a, Part part, Part opposite, std::ptrdiff_t n,
                    std::ptrdiff_t shift, const float* c) {
    return (Transposed ? a(opposite, n + shift) : a(part, n)) * c[n + shift];
}

/// From the row before or after, three columns.
template <bool Transposed, bool Before>
LUWTE_HD float gain_of_row(const Matrix<const float>& a, std::ptrdiff_t n, const float* c) {
    const std::ptrdiff_t s = Before ? -a.sy() : a.sy();
    return gain<Transposed>(a, Before ? before : after, Before ? after : before, n, s, c) +
           (gain<Transposed>(a, Before ? before_left : after_left, Before ? after_right : before_right, n,
                             s - 1, c) +
            gain<Transposed>(a, Before ? before_right : after_right, Before ? after_left : before_left, n,
                             s + 1, c));
}

/// (8) Columns of one row, from rows already solved (`next`) on one side and not yet (`c`) on the other;
/// 56 B read where rows stay in cache no longer than one, 4 B written per cell.
template <bool Transposed, bool Forward>
struct SolveRow {
    Matrix<const float> a;
    View3D<const float>
        source;             ///< what enters each cell                             [layers, rows, columns]
    View3D<const float> c;  ///< of the sweep before
    View3D<float> next;
    LUWTE_HD void up(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = a.at(k, j, i), sz = a.sz();
        const float known =
            gain_of_row<Transposed, Forward>(a, n, next.p) + gain_of_row<Transposed, !Forward>(a, n, c.p) +
            (gain<Transposed>(a, left, right, n, -1, c.p) + gain<Transposed>(a, right, left, n, 1, c.p));
        const float from_below = gain<Transposed>(a, below, above, n, -sz, next.p);
        next.p[n] = (source.p[n] + known + from_below) * a(pivot, n);
    }
    LUWTE_HD void down(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = a.at(k, j, i);
        next.p[n] += gain<Transposed>(a, above, below, n, a.sz(), next.p) * a(pivot, n);
    }
};

/// What a cell's balance lacks [unit of the source].
template <bool Transposed>
struct Lacking {
    Matrix<const float> a;
    View3D<const float> source, c;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = a.at(k, j, i), sz = a.sz();
        out.p[n] =
            source.p[n] - a(loss, n) * c.p[n] +
            (gain_of_row<Transposed, true>(a, n, c.p) + gain_of_row<Transposed, false>(a, n, c.p)) +
            (gain<Transposed>(a, left, right, n, -1, c.p) + gain<Transposed>(a, right, left, n, 1, c.p)) +
            (gain<Transposed>(a, below, above, n, -sz, c.p) + gain<Transposed>(a, above, below, n, sz, c.p));
    }
};

/// (10) Two by two columns in one, each with the same concentration in all four: what they give each other
/// is neither gained nor lost. Mixing between columns, which is what both ways have in common, is halved,
/// because their middles are twice as far apart. Where the number of columns is odd the ghost cells beside
/// the last one add nothing.
struct CoarsenMatrix {
    Matrix<const float> fine;
    Matrix<float> coarse;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::ptrdiff_t sy = fine.sy();
        const std::ptrdiff_t sw = fine.at(k, 2 * j - wind::ghosts, 2 * i - wind::ghosts), se = sw + 1;
        const std::ptrdiff_t nw = sw + sy, ne = nw + 1;
        const auto f = [&](Part part, std::ptrdiff_t n) { return fine(part, n); };
        const auto four = [&](Part part) {
            return (f(part, sw) + f(part, se)) + (f(part, nw) + f(part, ne));
        };
        // From the columns at a and b beside two of the four to those, straight and across.
        const auto two = [&](Part part, Part up, Part down, std::ptrdiff_t a, std::ptrdiff_t b) {
            return (f(part, a) + f(up, a)) + (f(part, b) + f(down, b));
        };
        const float from_left = two(left, after_left, before_left, sw, nw);
        const float from_right = two(right, after_right, before_right, se, ne);
        const float from_before = two(before, before_right, before_left, sw, se);
        const float from_after = two(after, after_right, after_left, nw, ne);
        const float mix_left =
            0.5f * math::min(from_left, two(right, after_right, before_right, sw - 1, nw - 1));
        const float mix_right =
            0.5f * math::min(from_right, two(left, after_left, before_left, se + 1, ne + 1));
        const float mix_before =
            0.5f * math::min(from_before, two(after, after_right, after_left, sw - sy, se - sy));
        const float mix_after =
            0.5f * math::min(from_after, two(before, before_right, before_left, nw + sy, ne + sy));
        const float within =
            (two(left, after_left, before_left, se, ne) + two(right, after_right, before_right, sw, nw)) +
            ((f(before, nw) + f(before, ne)) + (f(after, sw) + f(after, se)));

        const std::ptrdiff_t m = coarse.at(k, j, i);
        coarse(left, m) = from_left - mix_left, coarse(right, m) = from_right - mix_right;
        coarse(before, m) = from_before - mix_before, coarse(after, m) = from_after - mix_after;
        coarse(before_left, m) = f(before_left, sw), coarse(before_right, m) = f(before_right, se);
        coarse(after_left, m) = f(after_left, nw), coarse(after_right, m) = f(after_right, ne);
        coarse(below, m) = four(below), coarse(above, m) = four(above);
        coarse(loss, m) =
            math::max((four(loss) - within) - ((mix_left + mix_right) + (mix_before + mix_after)), 0.0f);
    }
};

/// (11) What the balances of four columns lack, together.
struct CoarsenLacking {
    View3D<const float> fine;
    View3D<float> coarse;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx fj = 2 * j - wind::ghosts, fi = 2 * i - wind::ghosts;
        coarse(k, j, i) =
            (fine(k, fj, fi) + fine(k, fj, fi + 1)) + (fine(k, fj + 1, fi) + fine(k, fj + 1, fi + 1));
    }
};

/// 1 where a source is negative, no number, or in a cell that nothing leaves; else 0.
struct IsNoSource {
    Matrix<const float> a;
    View3D<const float> source;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = a.at(k, j, i);
        const float q = source.p[n];
        const bool good = q == 0.0f || (q > 0.0f && a(pivot, n) > 0.0f);
        out.p[n] = good ? 0.0f : 1.0f;
    }
};

/// (12) In place.
struct Magnitude {
    View3D<float> x;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { x(k, j, i) = math::abs(x(k, j, i)); }
};
struct NothingBelowZero {
    View3D<float> x;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { x(k, j, i) = math::max(x(k, j, i), 0.0f); }
};

/// What leaves the domain from a cell per concentration [m3 s-1]: its loss, less what its neighbours gain.
struct LeavingPerConcentration {
    Matrix<const float> a;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::ptrdiff_t n = a.at(k, j, i), sy = a.sy(), sz = a.sz();
        const float rows = a(before, n + sy) + a(after, n - sy), columns = a(left, n + 1) + a(right, n - 1);
        const float corners = (a(before_left, n + sy + 1) + a(before_right, n + sy - 1)) +
                              (a(after_left, n - sy + 1) + a(after_right, n - sy - 1));
        const float tops = a(below, n + sz) + a(above, n - sz);
        out.p[n] = a(loss, n) - ((rows + columns) + (corners + tops));
    }
};

/// (41) Concentrations times the volume of their cells: a source that enters everywhere where c stands.
struct TimesVolume {
    View3D<const float> c;
    View2D<const float> volume;  ///< m3, of the cells of a layer   [1, layers]
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = c(k, j, i) * volume(0, k); }
};
/// Volumes of the layers' cells.
struct VolumeOfLayer {
    Levels z;
    View2D<float> out;  ///< m3   [1, layers]
    LUWTE_HD void operator()(idx, idx k) const { out(0, k) = z.dx * z.dx * z.thickness[k]; }
};

/// A volume with its horizontal axes exchanged.
struct Turn {
    View3D<const float> in;
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = in(k, i, j); }
};

}  // namespace luwte::dispersion
