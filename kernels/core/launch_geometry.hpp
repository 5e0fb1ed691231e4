// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/view.hpp"

#include <algorithm>
#include <cstdint>

namespace luwte {

/// Grid and block of a CUDA launch as plain numbers, so that they are tested without a GPU.
///
/// Threads are laid over a box from its lower corner: i on x, j on y, k on z. CUDA allows 2^31 - 1 blocks
/// along x but only 65,535 along y and z, so each thread repeats along y and z with the stride of the
/// whole grid, and stops at the end of the box on every axis.
struct LaunchGeometry {
    struct Size {
        std::uint32_t x = 1, y = 1, z = 1;
    };
    Size grid, block;
    std::uint32_t nx = 0, ny = 0, nz = 0;  ///< cells along each axis

    bool empty() const { return nx == 0 || ny == 0 || nz == 0; }
};

inline constexpr std::uint32_t max_blocks_yz = 65535;  ///< CUDA programming guide, compute capabilities

/// Threads per block of each launch shape. i is always a multiple of a warp.
inline constexpr LaunchGeometry::Size block_of_cells{64, 4, 1};
inline constexpr LaunchGeometry::Size block_of_columns{32, 8, 1};
inline constexpr LaunchGeometry::Size block_of_lines{128, 1, 1};
inline constexpr int max_threads_per_block = 256;

namespace geometry_detail {
inline std::uint32_t extent(idx from, idx to) {
    return to > from ? std::uint32_t(std::int64_t(to) - from) : 0;
}
inline LaunchGeometry over(LaunchGeometry::Size block, std::uint32_t nx, std::uint32_t ny, std::uint32_t nz) {
    const auto blocks = [](std::uint32_t n, std::uint32_t size) {
        return std::uint32_t((std::uint64_t(n) + size - 1) / size);
    };
    LaunchGeometry g;
    g.block = block;
    g.grid.x = blocks(nx, block.x);
    g.grid.y = std::min(blocks(ny, block.y), max_blocks_yz);
    g.grid.z = std::min(blocks(nz, block.z), max_blocks_yz);
    g.nx = nx, g.ny = ny, g.nz = nz;
    return g;
}
}  // namespace geometry_detail

inline LaunchGeometry launch_geometry(Box3 b) {
    using geometry_detail::extent;
    return geometry_detail::over(block_of_cells, extent(b.i0, b.i1), extent(b.j0, b.j1), extent(b.k0, b.k1));
}

inline LaunchGeometry launch_geometry(Box2 b) {
    using geometry_detail::extent;
    return geometry_detail::over(block_of_columns, extent(b.i0, b.i1), extent(b.j0, b.j1), 1);
}

/// One thread per line, 0 to n_lines - 1.
inline LaunchGeometry launch_geometry(idx n_lines) {
    return geometry_detail::over(block_of_lines, geometry_detail::extent(0, n_lines), 1, 1);
}

/// What one thread does, on either processor: calls `f(k, j, i)` for its cells, relative to the box.
/// `thread` and `stride` are the global thread number and the number of threads along each axis.
template <class F>
LUWTE_HD void for_cells_of_thread(LaunchGeometry::Size thread, LaunchGeometry::Size stride, std::uint32_t nx,
                                  std::uint32_t ny, std::uint32_t nz, const F& f) {
    if (thread.x >= nx) return;
    for (std::uint32_t k = thread.z; k < nz; k += stride.z)
        for (std::uint32_t j = thread.y; j < ny; j += stride.y) f(k, j, thread.x);
}

}  // namespace luwte
