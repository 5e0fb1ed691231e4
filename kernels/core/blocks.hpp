// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Systems along z in rows that follow one another, on columns whose numbers stand together in memory:
///
///     solve_blocks<Tag>(backend, "name", blocks, order, functor)
///
/// A row is cut into blocks of F::width columns. In each block `functor.up(k, j, block, lane)` runs for every
/// level from the lowest, then `functor.down(k, j, block, lane)` from the highest; lanes are independent and
/// run together (SIMD). The last block is as wide as the others: its functor has room for lanes that are no
/// columns. What one level left in memory the next may read. Before a level of a block the CPU calls
/// `functor.prefetch(k, j, block)`, which asks for what is needed somewhat later.
///
/// With RowOrder::any rows and blocks are independent too. Else rows are solved one after the other, and a
/// block may read what it and the blocks beside it left in earlier rows. On the CPU each thread keeps its
/// part of all rows and waits for its neighbours' only: a row is too short to start and join threads for it.
/// Results do not depend on the number of threads.

#include "kernels/core/launch.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include <omp.h>

namespace luwte {

namespace cpu_detail {

/// Rows that a thread has done, on a cache line of its own.
struct alignas(64) RowsDone {
    std::atomic<idx> count{0};

    void wait_for(idx rows) const {
        for (int looks = 0; count.load(std::memory_order_acquire) < rows; ++looks)
            if (looks > 2000) std::this_thread::yield();  // the other one may not be running
    }
};

/// Cells of a row for each thread, below which waiting for the others costs more than it saves.
inline constexpr std::int64_t cells_worth_a_thread = 1500;

/// Blocks that one thread takes together, level by level: more lanes between a level and the next, which
/// waits for it, and all of them still in cache when the way back down begins.
inline constexpr idx blocks_together = 4;

template <class F>
void solve_together(const Blocks& b, const F& f, idx j, idx first, idx end) {
    for (idx k = b.k0; k < b.k1; ++k)
        for (idx block = first; block < end; ++block) {
            f.prefetch(k, j, block);
#pragma omp simd
            for (idx lane = 0; lane < F::width; ++lane) f.up(k, j, block, lane);
        }
    for (idx k = b.k1 - 1; k >= b.k0; --k)
        for (idx block = first; block < end; ++block) {
#pragma omp simd
            for (idx lane = 0; lane < F::width; ++lane) f.down(k, j, block, lane);
        }
}

/// Blocks `first` to `end` of a row.
template <class F>
void solve_part_of_row(const Blocks& b, const F& f, idx j, idx first, idx end) {
    for (; first < end; first += blocks_together)
        solve_together(b, f, j, first, std::min(first + blocks_together, end));
}

template <class F>
void solve_blocks(const Blocks& b, RowOrder order, const F& f0) {
    const idx rows = b.j1 - b.j0;
    const std::int64_t cells_of_row = std::int64_t(b.k1 - b.k0) * b.count * F::width;
    if (order == RowOrder::any) {
#pragma omp parallel if (rows * cells_of_row >= (1 << 14))
        {
            const F f = f0;  // private copy: members stay in registers
#pragma omp for schedule(static)
            for (idx j = b.j0; j < b.j1; ++j) solve_part_of_row(b, f, j, 0, b.count);
        }
        return;
    }
    const auto most = idx(std::min<std::int64_t>(cells_of_row / cells_worth_a_thread, b.count));
    const int threads = std::clamp(int(most), 1, omp_get_max_threads());
    std::vector<RowsDone> done(static_cast<std::size_t>(threads));
#pragma omp parallel num_threads(threads)
    {
        const F f = f0;
        const int here = omp_get_thread_num(), all = omp_get_num_threads();
        const idx first = b.count * here / all, end = b.count * (here + 1) / all;
        for (idx n = 0; n < rows; ++n) {
            if (here > 0) done[std::size_t(here) - 1].wait_for(n);
            if (here + 1 < all) done[std::size_t(here) + 1].wait_for(n);
            const idx j = order == RowOrder::upward ? b.j0 + n : b.j1 - 1 - n;
            solve_part_of_row(b, f, j, first, end);
            done[std::size_t(here)].count.store(n + 1, std::memory_order_release);
        }
    }
}

}  // namespace cpu_detail

namespace launch_detail {

/// A whole column on one thread.
template <class F>
struct ColumnOfBlock {
    idx k0, k1;
    F f;
    LUWTE_HD void operator()(idx j, idx n) const {
        const idx block = n / F::width, lane = n % F::width;
        for (idx k = k0; k < k1; ++k) f.up(k, j, block, lane);
        for (idx k = k1 - 1; k >= k0; --k) f.down(k, j, block, lane);
    }
};

}  // namespace launch_detail

template <class Tag, class F>
void solve_blocks(const Backend&, const char* name, const Blocks& b, RowOrder order, const F& f) {
    if constexpr (std::is_same_v<Tag, Cpu>) {
        (void)name;
        cpu_detail::solve_blocks(b, order, f);
    } else {
        const launch_detail::ColumnOfBlock<F> column{b.k0, b.k1, f};
        const auto rows = [&](idx from, idx to) {
            cuda_detail::for_each(name, Box2{from, to, 0, b.count * F::width}, column);
        };
        if (order == RowOrder::any) return rows(b.j0, b.j1);
        for (idx n = 0; n < b.j1 - b.j0; ++n) {
            const idx j = order == RowOrder::upward ? b.j0 + n : b.j1 - 1 - n;
            rows(j, j + 1);
        }
    }
}

}  // namespace luwte
