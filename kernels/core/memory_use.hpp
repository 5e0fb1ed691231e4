// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace luwte::memory {

/// Of all fields that live on the CPU [B].
std::size_t in_use();

}  // namespace luwte::memory
