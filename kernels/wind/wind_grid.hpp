// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"
#include "kernels/core/view.hpp"

#include <cstddef>
#include <cstdint>

/// The grid of the flow: square columns, levels of their own thickness, velocities on faces (staggered).
///
///          w(k, j, i)                 Arrays have two rows of ghost cells on each side and a layer below
///        +-----^-----+                and above: cell (k, j, i) with k in 1 .. nz, j in 2 .. ny + 1 and
///        |           |                i in 2 .. nx + 1 is inside. Layer 0 is the ground.
///        |  p, k, e  > u(k, j, i)     u is on a cell's east face, v on its north face, w on its top.
///        +-----------+
namespace luwte::wind {

inline constexpr idx ghosts = 2;  ///< on each side, along x and y

/// What a cell is, and which of its three faces are solved: neither closed nor given. A closed face slips
/// where it closes a cell that is air in part only: the wall there runs askew, not along the face.
enum CellBit : std::uint8_t {
    air = 1,
    east_solved = 2,
    north_solved = 4,
    top_solved = 8,
    east_slips = 16,
    north_slips = 32
};

/// (60) Shares of cells and of their faces that are open to air, in steps of 1/128.
struct OpenShares {
    static constexpr int whole = 128;
    static constexpr int least = 8;          ///< of a face, less counts as closed
    static constexpr int least_volume = 16;  ///< of a cell, less counts as solid
    View3D<const std::uint8_t> volume, east, north, top;

    LUWTE_HD static float share(std::uint8_t steps) { return float(steps) * (1.0f / float(whole)); }
    LUWTE_HD float of_cell(std::ptrdiff_t n) const { return share(volume.p[n]); }
    template <int Axis>
    LUWTE_HD float of_face(std::ptrdiff_t n) const {
        return share(Axis == 0 ? east.p[n] : Axis == 1 ? north.p[n] : top.p[n]);
    }
    /// Mean velocity along an axis in a cell, of those at its two faces `s` elements apart, which are 0 where
    /// closed: what flows through them over the open share of the cell.
    template <int Axis>
    LUWTE_HD float middle(const float* velocity, std::ptrdiff_t n, std::ptrdiff_t s) const {
        const float low = of_face<Axis>(n - s), high = of_face<Axis>(n), twice = 2.0f * of_cell(n);
        const float both = low + high, most = both > twice ? both : twice;
        return (low * velocity[-s] + high * velocity[0]) / (most > 0.01f ? most : 0.01f);
    }
    /// Largest opening across an axis that is known of a cell; what its faces lack of it is wall.
    template <int Axis>
    LUWTE_HD float across(std::ptrdiff_t n, std::ptrdiff_t s) const {
        const float low = of_face<Axis>(n - s), high = of_face<Axis>(n), in = of_cell(n);
        const float most = low > high ? low : high;
        return most > in ? most : in;
    }
};

/// Extents of the inside. Trivially copyable.
struct Extents {
    idx nx = 0, ny = 0, nz = 0;

    idx columns_x() const { return nx + 2 * ghosts; }
    idx columns_y() const { return ny + 2 * ghosts; }
    idx layers() const { return nz + 2; }
    std::int64_t cells() const { return std::int64_t(nx) * ny * nz; }
    Box3 inside() const { return {1, nz + 1, ghosts, ny + ghosts, ghosts, nx + ghosts}; }
    /// The same with the faces of the west, south and bottom boundary, which belong to ghost cells.
    Box3 with_first_faces() const { return {0, nz + 1, ghosts - 1, ny + ghosts, ghosts - 1, nx + ghosts}; }
};

/// Distances around one value along one axis, as the transport needs them: what they multiply.
struct Spans {
    float per_plus, per_minus;     ///< m-1, one over the distance to the neighbours' points
    float behind_plus, at_plus;    ///< 1, from differences to changes up to the upper face, for flow out:
                                   ///< of that to the lower neighbour, of that to the upper one
    float beyond_plus, in_plus;    ///< the same for flow in: beyond the upper neighbour, and at the face
    float behind_minus, at_minus;  ///< the same at the lower face
    float beyond_minus, in_minus;
    idx far_plus, far_minus;  ///< steps to the points beyond the neighbours; 1 where there are none

    static constexpr int numbers = 10;  ///< all but the last two
    /// From planes of `layers` numbers each. (A copy of the struct from memory would not vectorise.)
    LUWTE_HD static Spans at(const float* planes, idx layers, idx k) {
        const float* p = planes + k;
        const std::ptrdiff_t n = layers;
        return {p[0],
                p[n],
                p[2 * n],
                p[3 * n],
                p[4 * n],
                p[5 * n],
                p[6 * n],
                p[7 * n],
                p[8 * n],
                p[9 * n],
                k + 2 < layers ? 2 : 1,
                k > 1 ? 2 : 1};
    }
};

/// Heights of the levels and what follows from them, on the backend of the fields; index k as in arrays,
/// ghost layers included.
struct Levels {
    float dx = 1, per_dx = 1;          ///< m, side of a column; m-1, one over it
    const float* thickness = nullptr;  ///< m, of layer k                                   [nz + 2]
    const float* spacing = nullptr;    ///< m, from the middle of layer k to that of k + 1  [nz + 2]
    const float* centres = nullptr;    ///< Spans along z, of the middles of layers  [Spans::numbers, nz + 2]
    const float* tops = nullptr;       ///< Spans along z, of the tops of layers     [Spans::numbers, nz + 2]
    idx layers = 0;                    ///< nz + 2

    /// Along x (0) and y (1), and of the middles of layers along z (2).
    template <int Axis>
    LUWTE_HD Spans spans(idx k) const {
        return Axis == 2 ? Spans::at(centres, layers, k)
                         : Spans{per_dx, per_dx, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 2, 2};
    }
    LUWTE_HD Spans spans_of_tops(idx k) const { return Spans::at(tops, layers, k); }
};

/// Elements from a cell to its neighbour along x (0), y (1) or z (2).
template <int Axis, class T>
LUWTE_HD std::ptrdiff_t stride(const View3D<T>& v) {
    return Axis == 0 ? 1 : (Axis == 1 ? v.sy : v.sz);
}

}  // namespace luwte::wind
