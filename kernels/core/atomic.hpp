// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstdint>

namespace luwte {

/// Adds to a count that several threads share and returns what stood there before. Integers only: their sum
/// does not depend on who comes first; what is returned does.
LUWTE_HD std::int32_t fetch_add(std::int32_t* count, std::int32_t value) {
#if defined(__CUDA_ARCH__)
    return atomicAdd(count, value);
#else
    return __atomic_fetch_add(count, value, __ATOMIC_RELAXED);
#endif
}

}  // namespace luwte
