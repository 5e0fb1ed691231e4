// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The launch shapes. Every kernel of Luwte is started by one of these and nowhere else:
///
///     for_each_cell<Tag>(backend, "name", box, functor)     functor(k, j, i) or functor(j, i)
///     for_each_column<Tag>(backend, "name", box, functor)   functor(j, i), one column or facet each
///     solve_columns<Tag>(backend, "name", box, functor)     functor.up(k, j, i), then functor.down(k, j, i)
///     solve_blocks<Tag>(backend, "name", blocks, order, functor)   kernels/core/blocks.hpp
///     sweep_lines<Tag>(backend, "name", lattice, functor)   kernels/core/sweep.hpp
///     for_each_item<Tag>(backend, "name", count, functor)   functor(n), uneven work each
///     min_max(backend, field)                               kernels/core/reduce.hpp
///
/// Tag is `Cpu` in a .cpp file and `Cuda` in a .cu file. The functor is passed by value.

#include "kernels/core/backend.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>
#include <type_traits>

#if defined(__CUDACC__)
#include "kernels/core/launch_cuda.cuh"
#else
namespace luwte::cuda_detail {
template <class Box, class F>
void for_each(const char* name, Box box, const F& f);  // defined and instantiated in .cu files only
template <class F>
void launch_lines(const char* name, idx n_lines, const F& f);  // the same
}  // namespace luwte::cuda_detail
#endif

namespace luwte {

namespace cpu_detail {

/// Waking threads costs more than a small volume.
inline bool worth_threads(Box3 b) {
    return std::int64_t(b.k1 - b.k0) * (b.j1 - b.j0) * (b.i1 - b.i0) >= (1 << 14);
}

template <class F>
void for_each(Box3 b, const F& f0) {
#pragma omp parallel if (worth_threads(b))
    {
        const F f = f0;  // private copy: members stay in registers
#pragma omp for collapse(2) schedule(static)
        for (idx k = b.k0; k < b.k1; ++k)
            for (idx j = b.j0; j < b.j1; ++j) {
#pragma omp simd
                for (idx i = b.i0; i < b.i1; ++i) f(k, j, i);
            }
    }
}

template <class F>
void for_each(Box2 b, const F& f0) {
#pragma omp parallel
    {
        const F f = f0;
#pragma omp for schedule(static)
        for (idx j = b.j0; j < b.j1; ++j) {
#pragma omp simd
            for (idx i = b.i0; i < b.i1; ++i) f(j, i);
        }
    }
}

/// Columns that one thread takes together: long rows for SIMD, and all their levels still in cache when the
/// way back down begins.
inline constexpr idx columns_together = 128;

template <class F>
void solve_columns(Box3 b, const F& f0) {
#pragma omp parallel if (worth_threads(b))
    {
        const F f = f0;
#pragma omp for collapse(2) schedule(static)
        for (idx j = b.j0; j < b.j1; ++j)
            for (idx first = b.i0; first < b.i1; first += columns_together) {
                const idx end = first + columns_together < b.i1 ? first + columns_together : b.i1;
                for (idx k = b.k0; k < b.k1; ++k) {
#pragma omp simd
                    for (idx i = first; i < end; ++i) f.up(k, j, i);
                }
                for (idx k = b.k1 - 1; k >= b.k0; --k) {
#pragma omp simd
                    for (idx i = first; i < end; ++i) f.down(k, j, i);
                }
            }
    }
}

}  // namespace cpu_detail

namespace launch_detail {

/// A whole column on one thread.
template <class F>
struct ColumnUpAndDown {
    idx k0, k1;
    F f;
    LUWTE_HD void operator()(idx j, idx i) const {
        for (idx k = k0; k < k1; ++k) f.up(k, j, i);
        for (idx k = k1 - 1; k >= k0; --k) f.down(k, j, i);
    }
};

}  // namespace launch_detail

/// Pointwise and stencil work over a box of cells; `name` appears in device errors.
template <class Tag, class Box, class F>
void for_each_cell(const Backend&, const char* name, Box box, const F& f) {
    if constexpr (std::is_same_v<Tag, Cpu>) {
        (void)name;
        cpu_detail::for_each(box, f);
    } else {
        cuda_detail::for_each(name, box, f);
    }
}

/// One call per column, vectorised over neighbouring columns: implicit solves, vertical scans.
template <class Tag, class F>
void for_each_column(const Backend& backend, const char* name, Box2 box, const F& f) {
    for_each_cell<Tag>(backend, name, box, f);
}

/// Systems along z: in each column `up` for every level from the lowest, then `down` from the highest. What
/// one level left in memory the next may read; other columns' results it may not.
template <class Tag, class F>
void solve_columns(const Backend&, const char* name, Box3 box, const F& f) {
    if constexpr (std::is_same_v<Tag, Cpu>) {
        (void)name;
        cpu_detail::solve_columns(box, f);
    } else {
        cuda_detail::for_each(name, Box2{box.j0, box.j1, box.i0, box.i1},
                              launch_detail::ColumnUpAndDown<F>{box.k0, box.k1, f});
    }
}

/// One call per item of a list whose items differ in work and need no neighbour: threads take them by turns.
template <class Tag, class F>
void for_each_item(const Backend&, const char* name, idx count, const F& f0) {
    if constexpr (std::is_same_v<Tag, Cpu>) {
        (void)name;
#pragma omp parallel
        {
            const F f = f0;
#pragma omp for schedule(dynamic, 16)
            for (idx n = 0; n < count; ++n) f(n);
        }
    } else {
        cuda_detail::launch_lines(name, count, f0);
    }
}

}  // namespace luwte
