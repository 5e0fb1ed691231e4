// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/launch_geometry.hpp"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Runs every thread of the grid on the host and counts how often each cell is visited.
std::vector<int> visits(const LaunchGeometry& g) {
    std::vector<int> count(std::size_t(g.nx) * g.ny * g.nz, 0);
    const LaunchGeometry::Size threads{g.grid.x * g.block.x, g.grid.y * g.block.y, g.grid.z * g.block.z};
    const LaunchGeometry::Size stride{1, threads.y, threads.z};
    for (std::uint32_t z = 0; z < threads.z; ++z)
        for (std::uint32_t y = 0; y < threads.y; ++y)
            for (std::uint32_t x = 0; x < threads.x; ++x)
                for_cells_of_thread({x, y, z}, stride, g.nx, g.ny, g.nz,
                                    [&](std::uint32_t k, std::uint32_t j, std::uint32_t i) {
                                        ++count.at((std::size_t(k) * g.ny + j) * g.nx + i);
                                    });
    return count;
}

void expect_each_cell_once(const LaunchGeometry& g) {
    std::size_t wrong = 0;
    for (const int n : visits(g)) wrong += n != 1;
    EXPECT_EQ(wrong, 0u) << g.nx << " x " << g.ny << " x " << g.nz;
    EXPECT_LE(g.grid.y, 65535u);
    EXPECT_LE(g.grid.z, 65535u);
    EXPECT_LE(g.block.x * g.block.y * g.block.z, std::uint32_t(max_threads_per_block));
    EXPECT_EQ(g.block.x % 32, 0u) << "a warp reads one contiguous piece of a row";
}

TEST(LaunchGeometry, EveryCellOfABoxIsVisitedExactlyOnce) {
    const idx sizes[] = {1, 31, 32, 33, 65, 1000};
    for (const idx nx : sizes)
        for (const idx ny : {1, 31, 65}) expect_each_cell_once(launch_geometry(Box3{0, 3, 0, ny, 0, nx}));
    for (const idx ny : sizes) expect_each_cell_once(launch_geometry(Box3{-1, 1, 5, 5 + ny, 7, 40}));
    for (const idx nz : sizes) expect_each_cell_once(launch_geometry(Box3{2, 2 + nz, 0, 5, 0, 33}));
}

TEST(LaunchGeometry, EveryColumnOfAPlaneIsVisitedExactlyOnce) {
    const idx sizes[] = {1, 31, 32, 33, 65, 1000};
    for (const idx nx : sizes)
        for (const idx ny : sizes) expect_each_cell_once(launch_geometry(Box2{3, 3 + ny, -2, nx - 2}));
}

TEST(LaunchGeometry, EveryLineIsVisitedExactlyOnce) {
    for (const idx n : {1, 31, 127, 128, 129, 1000, 100000}) expect_each_cell_once(launch_geometry(n));
}

TEST(LaunchGeometry, GridsBeyond65535BlocksInYAndZWrapAround) {
    // 8 rows per block in 2-D, 4 in 3-D: one row more than the hardware's blocks can hold at once.
    const LaunchGeometry rows = launch_geometry(Box2{0, 65535 * 8 + 1, 0, 2});
    EXPECT_EQ(rows.grid.y, 65535u);
    expect_each_cell_once(rows);
    const LaunchGeometry rows3 = launch_geometry(Box3{0, 2, 0, 65535 * 4 + 1, 0, 1});
    EXPECT_EQ(rows3.grid.y, 65535u);
    expect_each_cell_once(rows3);
    const LaunchGeometry levels = launch_geometry(Box3{0, 65535 + 65, 0, 1, 0, 1});
    EXPECT_EQ(levels.grid.z, 65535u);
    expect_each_cell_once(levels);
}

TEST(LaunchGeometry, AnEmptyOrInvertedBoxLaunchesNothing) {
    EXPECT_TRUE(launch_geometry(Box2{0, 0, 0, 10}).empty());
    EXPECT_TRUE(launch_geometry(Box2{5, 3, 0, 10}).empty());
    EXPECT_TRUE(launch_geometry(Box3{0, 4, 0, 4, 9, 8}).empty());
    EXPECT_TRUE(launch_geometry(idx(0)).empty());
    EXPECT_TRUE(launch_geometry(idx(-1)).empty());
}

TEST(LaunchGeometry, TheWidestIndexRangeDoesNotOverflow) {
    const LaunchGeometry g = launch_geometry(Box2{INT32_MIN, INT32_MAX, 0, INT32_MAX});
    EXPECT_EQ(g.ny, 4294967295u);
    EXPECT_EQ(g.nx, 2147483647u);
    EXPECT_EQ(g.grid.x, 67108864u);  // 2^31 / 32
    EXPECT_EQ(g.grid.y, 65535u);
}

}  // namespace
}  // namespace luwte
