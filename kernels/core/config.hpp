// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Marks a function that compiles for CPU and GPU alike and is always inlined.
#if defined(__CUDACC__)
#define LUWTE_HD __host__ __device__ inline __attribute__((always_inline))
#define LUWTE_PRAGMA(x) _Pragma(#x)
#define LUWTE_UNROLL(n) LUWTE_PRAGMA(unroll n)
#define LUWTE_KEEP_LOOP LUWTE_PRAGMA(unroll 1)  ///< one copy of a large body, for registers' sake
#else
#define LUWTE_HD inline __attribute__((always_inline))
#define LUWTE_PRAGMA(x) _Pragma(#x)
#define LUWTE_UNROLL(n) LUWTE_PRAGMA(GCC unroll n)
#define LUWTE_KEEP_LOOP
#endif

namespace luwte {

using idx = std::int32_t;  ///< cell index; only strides are 64-bit

}  // namespace luwte
