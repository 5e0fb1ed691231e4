// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace luwte {

/// Stops with the index and the valid range; debug builds only, both processors.
LUWTE_HD void check_index(idx i, idx n, char axis) {
#if !defined(NDEBUG)
    if (i < 0 || i >= n) {
        std::printf("index %c = %d is outside 0 .. %d\n", axis, i, n - 1);
#if defined(__CUDA_ARCH__)
        __trap();
#else
        std::abort();
#endif
    }
#else
    (void)i, (void)n, (void)axis;
#endif
}

/// Non-owning, trivially copyable plane. Index order (j, i), i contiguous.
/// `View2D<const T>` is read, `View2D<T>` is written.
template <class T>
struct View2D {
    T* p = nullptr;
    idx nx = 0, ny = 0;
    std::ptrdiff_t sy = 0;  ///< elements between rows

    LUWTE_HD T& operator()(idx j, idx i) const {
        check_index(j, ny, 'j');
        check_index(i, nx, 'i');
        return p[j * sy + i];
    }
    LUWTE_HD T* row(idx j) const {
        check_index(j, ny, 'j');
        return p + j * sy;
    }
    LUWTE_HD operator View2D<const T>() const { return {p, nx, ny, sy}; }
};

/// Non-owning, trivially copyable volume. Index order (k, j, i), i contiguous.
template <class T>
struct View3D {
    T* p = nullptr;
    idx nx = 0, ny = 0, nz = 0;
    std::ptrdiff_t sy = 0, sz = 0;  ///< elements between rows, between planes

    LUWTE_HD T& operator()(idx k, idx j, idx i) const {
        check_index(k, nz, 'k');
        check_index(j, ny, 'j');
        check_index(i, nx, 'i');
        return p[k * sz + j * sy + i];
    }
    LUWTE_HD View2D<T> plane(idx k) const {
        check_index(k, nz, 'k');
        return {p + k * sz, nx, ny, sy};
    }
    LUWTE_HD operator View3D<const T>() const { return {p, nx, ny, nz, sy, sz}; }
};

/// Half-open index ranges.
struct Box2 {
    idx j0, j1, i0, i1;
};
struct Box3 {
    idx k0, k1, j0, j1, i0, i1;
};
/// Of levels and rows; of each row blocks 0 to count - 1 (kernels/core/blocks.hpp).
struct Blocks {
    idx k0, k1, j0, j1, count;
};

/// In which order rows are solved.
enum class RowOrder { any, upward, downward };

}  // namespace luwte
