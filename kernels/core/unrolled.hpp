// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <type_traits>

namespace luwte {

/// Behind the parameters of a lambda: g++ shall not make a function of it.
#define LUWTE_INLINE_LAMBDA __attribute__((always_inline))

/// f(0) to f(N - 1) with the index as a constant. A `for` of fixed length inside a loop over cells, unrolled
/// by a pragma or not, keeps g++ from vectorising the loop over cells.
template <int N, int n = 0, class F>
LUWTE_HD void unrolled(const F& f) {
    if constexpr (n < N) {
        f(std::integral_constant<int, n>{});
        unrolled<N, n + 1>(f);
    }
}

}  // namespace luwte
