// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The CUDA side of launch.hpp: one kernel template, one function that launches. Included by .cu files.

#include "kernels/core/error.hpp"
#include "kernels/core/launch_geometry.hpp"

#include <string>
#include <type_traits>

#include <cuda_runtime.h>

static_assert(__cplusplus >= 202002L, "nvcc must compile C++20; see kernels/core/cuda.cmake");

namespace luwte::cuda_detail {

/// The functor travels by value as the kernel's argument.
template <int MaxThreads, class F>
__global__ void __launch_bounds__(MaxThreads) run(LaunchGeometry g, const F f) {
    const LaunchGeometry::Size thread{blockIdx.x * blockDim.x + threadIdx.x,
                                      blockIdx.y * blockDim.y + threadIdx.y,
                                      blockIdx.z * blockDim.z + threadIdx.z};
    const LaunchGeometry::Size stride{1, gridDim.y * blockDim.y, gridDim.z * blockDim.z};
    for_cells_of_thread(thread, stride, g.nx, g.ny, g.nz, f);
}

/// Adds the box's corner and calls the user's functor in its own index order.
template <class F>
struct InBox3 {
    idx k0, j0, i0;
    F f;
    LUWTE_HD void operator()(std::uint32_t k, std::uint32_t j, std::uint32_t i) const {
        f(k0 + idx(k), j0 + idx(j), i0 + idx(i));
    }
};
template <class F>
struct InBox2 {
    idx j0, i0;
    F f;
    LUWTE_HD void operator()(std::uint32_t, std::uint32_t j, std::uint32_t i) const {
        f(j0 + idx(j), i0 + idx(i));
    }
};
template <class F>
struct OnLine {
    F f;
    LUWTE_HD void operator()(std::uint32_t, std::uint32_t, std::uint32_t i) const { f(idx(i)); }
};

/// Throws RuntimeError that names what was done: "kernel 'diffuse': out of memory".
inline void check(cudaError_t error, const char* what, const char* name) {
    if (error == cudaSuccess) return;
    throw RuntimeError(std::string(what) + " '" + name + "': " + cudaGetErrorString(error));
}

/// The only launch of the program. Does not wait: Backend::synchronize() and copies do.
template <int MaxThreads, class F>
void launch(const char* name, const LaunchGeometry& g, const F& f) {
    static_assert(std::is_trivially_copyable_v<F>, "a kernel holds views and scalars only");
    static_assert(sizeof(F) <= 3072, "kernel arguments are limited to 4 KiB on older devices");
    if (g.empty()) return;
    const dim3 grid(g.grid.x, g.grid.y, g.grid.z), block(g.block.x, g.block.y, g.block.z);
    run<MaxThreads><<<grid, block>>>(g, f);
    check(cudaGetLastError(), "kernel", name);
}

template <class F>
void for_each(const char* name, Box3 b, const F& f) {
    launch<max_threads_per_block>(name, launch_geometry(b), InBox3<F>{b.k0, b.j0, b.i0, f});
}

template <class F>
void for_each(const char* name, Box2 b, const F& f) {
    launch<max_threads_per_block>(name, launch_geometry(b), InBox2<F>{b.j0, b.i0, f});
}

/// `f(line)` for line = 0 to n_lines - 1, one thread each.
template <class F>
void launch_lines(const char* name, idx n_lines, const F& f) {
    launch<int(block_of_lines.x)>(name, launch_geometry(n_lines), OnLine<F>{f});
}

}  // namespace luwte::cuda_detail
