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

/// Columns whose numbers stand together: a cache line of each part.
inline constexpr idx block_columns = 16;
inline constexpr std::ptrdiff_t per_part = block_columns;  ///< elements from one part of a block to the next

/// The parts of a block of columns, one behind the other, level above level: what a sweep takes lies in the
/// order in which it goes. The inside only; columns and rows are counted with ghosts, as elsewhere.
template <class T>
struct Matrix {
    T* p;                       ///< m3 s-1; of `pivot` s m-3   [rows, blocks, levels, parts, block_columns]
    idx rows, columns, levels;  ///< of the inside

    LUWTE_HD static idx blocks_of(idx columns) { return (columns + block_columns - 1) / block_columns; }
    LUWTE_HD idx blocks() const { return blocks_of(columns); }
    LUWTE_HD T& operator()(Part part, std::ptrdiff_t n) const { return p[n + part * per_part]; }
    /// Of the first part.
    LUWTE_HD std::ptrdiff_t at(idx k, idx j, idx block, idx lane) const {
        const std::ptrdiff_t column = std::ptrdiff_t(j - wind::ghosts) * blocks() + block;
        return (column * levels + (k - 1)) * (parts * per_part) + lane;
    }
    LUWTE_HD std::ptrdiff_t at(idx k, idx j, idx i) const {
        return at(k, j, (i - wind::ghosts) / block_columns, (i - wind::ghosts) % block_columns);
    }
    LUWTE_HD bool is_inside(idx k, idx j, idx i) const {
        return k >= 1 && k <= levels && j >= wind::ghosts && j < rows + wind::ghosts && i >= wind::ghosts &&
               i < columns + wind::ghosts;
    }
    Blocks all() const { return {1, levels + 1, wind::ghosts, rows + wind::ghosts, blocks()}; }
    /// 0 outside.
    LUWTE_HD T value(Part part, idx k, idx j, idx i) const {
        return is_inside(k, j, i) ? (*this)(part, at(k, j, i)) : T(0);
    }
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
    View3D<const float> along, across;  ///< m s-1, through faces over all of each, along the matrix's j and i
    View3D<const float> w;              ///< m s-1, through tops
    wind::OpenShares open;              ///< 1
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
        // Open shares of the faces, and what they lack of the cell's largest opening, which is wall.
        const auto after_share = turned ? open.of_face<0>(n) : open.of_face<1>(n),
                   before_share = turned ? open.of_face<0>(n - sa) : open.of_face<1>(n - sa),
                   right_share = turned ? open.of_face<1>(n) : open.of_face<0>(n),
                   left_share = turned ? open.of_face<1>(n - sb) : open.of_face<0>(n - sb);
        const float top_share = open.of_face<2>(n), bottom_share = open.of_face<2>(n - sz),
                    in = open.of_cell(n);
        const auto walls_between = [&](float one, float other) {
            return 2.0f * math::max(math::max(one, other), in) - (one + other);
        };
        const auto mixing = [&](std::ptrdiff_t q, float share, float normal, float tangential, bool inside) {
            return (inside ? share : 0.0f) * z.thickness[k] *
                   remaining(0.5f * per_schmidt * (nu[0] + nu[q]), math::abs(normal), math::abs(tangential),
                             z.dx);
        };
        const auto beside = [](const float* v, std::ptrdiff_t s, std::ptrdiff_t over) {
            return 0.25f * ((v[0] + v[-s]) + (v[over] + v[over - s]));
        };
        const float mix_after = mixing(sa, after_share, a[0], beside(b, sb, sa), j < last_row);
        const float mix_before = mixing(-sa, before_share, a[-sa], beside(b, sb, -sa), j > wind::ghosts);
        const float mix_right = mixing(sb, right_share, b[0], beside(a, sa, sb), i < last_column);
        const float mix_left = mixing(-sb, left_share, b[-sb], beside(a, sa, -sb), i > wind::ghosts);

        // (5) Tops: what upwind differences spread is taken off. Nothing comes from above the highest layer.
        const float open_above = k + 2 < z.layers ? top_share : 0.0f;
        const float open_below = bottom_share;
        const float rise = floor * ((open_above > 0.0f ? up[0] : 0.0f) - open_above * removal.settling);
        const float rise_below =
            floor * ((open_below > 0.0f ? up[-sz] : 0.0f) - open_below * removal.settling);
        const auto vertical = [&](float open, std::ptrdiff_t q, float spacing, float flow) {
            return open *
                   math::max(0.5f * per_schmidt * (nu[0] + nu[q]) * floor / spacing - 0.5f * math::abs(flow),
                             0.0f);
        };
        const float mix_above = vertical(open_above, sz, z.spacing[k], rise);
        const float mix_below = vertical(open_below, -sz, z.spacing[k - 1], rise_below);

        // (6) Surfaces that close the cell, and leaves in it.
        const float most_z = math::max(math::max(top_share, bottom_share), in);
        const float walls =
            side * (walls_between(after_share, before_share) + walls_between(right_share, left_share)) +
            floor * (most_z - top_share);
        const float leaves = leaf_drag.p[k * leaf_drag.sz + fj * leaf_drag.sy + fi];
        const float top = tops(fj - wind::ghosts, fi - wind::ghosts) + removal.settling;
        const float removed = removal.to_surfaces * walls + top * floor * (most_z - bottom_share) +
                              removal.to_leaves * per_drag * leaves * floor * z.thickness[k] * in;

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
    static constexpr idx width = block_columns;
    Matrix<float> a;
    LUWTE_HD void up(idx k, idx j, idx block, idx lane) const {
        const std::ptrdiff_t n = a.at(k, j, block, lane), under = k > 1 ? a.at(k - 1, j, block, lane) : n;
        const float d = a(loss, n);
        const float m = d - (k > 1 ? a(below, n) * a(above, under) * a(pivot, under) : 0.0f);
        a(pivot, n) = m > 1e-6f * d ? 1.0f / m : 0.0f;
    }
    LUWTE_HD void down(idx, idx, idx, idx) const {}
    LUWTE_HD void prefetch(idx, idx, idx) const {}
};

/// (9) The matrix of the transposed problem in the place of the matrix, or back: of two neighbours each now
/// gains what the other gained from it. Nothing is gained from outside.
struct Transpose {
    Matrix<float> a;
    LUWTE_HD void exchange(idx k, idx j, idx i, Part part, Part opposite, idx dk, idx dj, idx di) const {
        if (!a.is_inside(k + dk, j + dj, i + di)) return;
        float &here = a(part, a.at(k, j, i)), &there = a(opposite, a.at(k + dk, j + dj, i + di));
        const float gained = here;
        here = there, there = gained;
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        exchange(k, j, i, right, left, 0, 0, 1);
        exchange(k, j, i, after, before, 0, 1, 0);
        exchange(k, j, i, after_left, before_right, 0, 1, -1);
        exchange(k, j, i, after_right, before_left, 0, 1, 1);
        exchange(k, j, i, above, below, 1, 0, 0);
    }
};

/// What comes from the row before or after, three columns: n in the matrix, m in the concentrations.
template <bool Before>
LUWTE_HD float gain_of_row(const Matrix<const float>& a, std::ptrdiff_t n, const View3D<const float>& c,
                           std::ptrdiff_t m) {
    const float* row = c.p + (Before ? m - c.sy : m + c.sy);
    return a(Before ? before : after, n) * row[0] + (a(Before ? before_left : after_left, n) * row[-1] +
                                                     a(Before ? before_right : after_right, n) * row[1]);
}

/// Where a lane of a block stands in a volume of the inside and its ghosts.
LUWTE_HD std::ptrdiff_t place(const View3D<const float>& v, idx k, idx j, idx block, idx lane) {
    return k * v.sz + j * v.sy + wind::ghosts + block * per_part + lane;
}

/// Asks for what is needed soon (CPU): the matrix of a block two levels on, which is the next of few, and of
/// volumes a block four on, whose levels are a page apart, so that the processor does not foresee them. For
/// g++, which leaves out calls of functions that only ask for memory, always inlined.
LUWTE_HD void prefetch_matrix(const Matrix<const float>& a, idx k, idx j, idx block) {
    const float* p = a.p + a.at(k, j, block, 0) + 2 * (parts * per_part);
    for (idx part = 0; part < parts; ++part) __builtin_prefetch(p + part * per_part);
}
LUWTE_HD void prefetch_volume(const View3D<const float>& v, idx k, idx j, idx block) {
    __builtin_prefetch(v.p + place(v, k, j, block + 4, 0));
}

/// (8) Columns of one row, from rows already solved (`next`) on one side and not yet (`c`) on the other; all
/// volumes of one shape, with room for whole blocks. 52 B read where rows stay in cache no longer than one,
/// 4 B written per cell.
template <bool Forward>
struct SolveRow {
    static constexpr idx width = block_columns;
    Matrix<const float> a;
    View3D<const float>
        source;             ///< what enters each cell                             [layers, rows, columns]
    View3D<const float> c;  ///< of the sweep before
    View3D<float> next;
    LUWTE_HD void up(idx k, idx j, idx block, idx lane) const {
        const std::ptrdiff_t n = a.at(k, j, block, lane), m = place(c, k, j, block, lane);
        const float known = gain_of_row<Forward>(a, n, next, m) + gain_of_row<!Forward>(a, n, c, m) +
                            (a(left, n) * c.p[m - 1] + a(right, n) * c.p[m + 1]);
        const float from_below = a(below, n) * next.p[m - next.sz];
        next.p[m] = (source.p[m] + known + from_below) * a(pivot, n);
    }
    LUWTE_HD void down(idx k, idx j, idx block, idx lane) const {
        const std::ptrdiff_t n = a.at(k, j, block, lane), m = place(c, k, j, block, lane);
        next.p[m] += a(above, n) * next.p[m + next.sz] * a(pivot, n);
    }
    LUWTE_HD void prefetch(idx k, idx j, idx block) const {
        prefetch_matrix(a, k, j, block);
        prefetch_volume(c, k, Forward ? j + 1 : j - 1, block);
        prefetch_volume(source, k, j, block), prefetch_volume(next, k, j, block);
    }
};

/// What a cell's balance lacks [unit of the source].
struct Lacking {
    static constexpr idx width = block_columns;
    Matrix<const float> a;
    View3D<const float> source, c;
    View3D<float> out;
    LUWTE_HD void up(idx k, idx j, idx block, idx lane) const {
        const std::ptrdiff_t n = a.at(k, j, block, lane), m = place(c, k, j, block, lane);
        out.p[m] = source.p[m] - a(loss, n) * c.p[m] +
                   (gain_of_row<true>(a, n, c, m) + gain_of_row<false>(a, n, c, m)) +
                   (a(left, n) * c.p[m - 1] + a(right, n) * c.p[m + 1]) +
                   (a(below, n) * c.p[m - c.sz] + a(above, n) * c.p[m + c.sz]);
    }
    LUWTE_HD void down(idx, idx, idx, idx) const {}
    LUWTE_HD void prefetch(idx k, idx j, idx block) const {
        prefetch_matrix(a, k, j, block);
        prefetch_volume(c, k, j + 1, block);
        prefetch_volume(source, k, j, block), prefetch_volume(out, k, j, block);
    }
};

/// (10) Two by two columns in one, each with the same concentration in all four: what they give each other
/// is neither gained nor lost. Mixing between columns, which is what both ways have in common, is halved,
/// because their middles are twice as far apart. Where the number of columns is odd what stands beside the
/// last one adds nothing.
struct CoarsenMatrix {
    Matrix<const float> fine;
    Matrix<float> coarse;
    /// A cell of the fine grid; outside nothing.
    struct Cell {
        const float* p;
        float is_inside;
    };
    LUWTE_HD Cell cell(idx k, idx j, idx i) const {
        const bool inside = fine.is_inside(k, j, i);
        return {fine.p + (inside ? fine.at(k, j, i) : 0), inside ? 1.0f : 0.0f};
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx y = 2 * j - wind::ghosts, x = 2 * i - wind::ghosts;
        const auto f = [](Part part, const Cell& c) { return c.is_inside * c.p[part * per_part]; };
        const Cell sw = cell(k, y, x), se = cell(k, y, x + 1), nw = cell(k, y + 1, x),
                   ne = cell(k, y + 1, x + 1);
        const auto four = [&](Part part) {
            return (f(part, sw) + f(part, se)) + (f(part, nw) + f(part, ne));
        };
        // From the columns at a and b beside two of the four to those, straight and across.
        const auto two = [&](Part part, Part up, Part down, const Cell& a, const Cell& b) {
            return (f(part, a) + f(up, a)) + (f(part, b) + f(down, b));
        };
        const float from_left = two(left, after_left, before_left, sw, nw);
        const float from_right = two(right, after_right, before_right, se, ne);
        const float from_before = two(before, before_right, before_left, sw, se);
        const float from_after = two(after, after_right, after_left, nw, ne);
        const float mix_left = 0.5f * math::min(from_left, two(right, after_right, before_right,
                                                               cell(k, y, x - 1), cell(k, y + 1, x - 1)));
        const float mix_right = 0.5f * math::min(from_right, two(left, after_left, before_left,
                                                                 cell(k, y, x + 2), cell(k, y + 1, x + 2)));
        const float mix_before = 0.5f * math::min(from_before, two(after, after_right, after_left,
                                                                   cell(k, y - 1, x), cell(k, y - 1, x + 1)));
        const float mix_after = 0.5f * math::min(from_after, two(before, before_right, before_left,
                                                                 cell(k, y + 2, x), cell(k, y + 2, x + 1)));
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
        const float q = source(k, j, i);
        const bool good = q == 0.0f || (q > 0.0f && a(pivot, a.at(k, j, i)) > 0.0f);
        out(k, j, i) = good ? 0.0f : 1.0f;
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
        const auto to = [&](Part part, idx dk, idx dj, idx di) {
            return a.value(part, k + dk, j + dj, i + di);
        };
        const float rows = to(before, 0, 1, 0) + to(after, 0, -1, 0);
        const float columns = to(left, 0, 0, 1) + to(right, 0, 0, -1);
        const float corners = (to(before_left, 0, 1, 1) + to(before_right, 0, 1, -1)) +
                              (to(after_left, 0, -1, 1) + to(after_right, 0, -1, -1));
        const float tops = to(below, 1, 0, 0) + to(above, -1, 0, 0);
        out(k, j, i) = a(loss, a.at(k, j, i)) - ((rows + columns) + (corners + tops));
    }
};

/// (41) Concentrations times the volume of their cells: a source that enters everywhere where c stands.
struct TimesVolume {
    View3D<const float> c;
    View2D<const float> volume;       ///< m3, of the cells of a layer   [1, layers]
    View3D<const std::uint8_t> open;  ///< wind::OpenShares::volume
    View3D<float> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        out(k, j, i) = c(k, j, i) * (volume(0, k) * wind::OpenShares::share(open(k, j, i)));
    }
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
