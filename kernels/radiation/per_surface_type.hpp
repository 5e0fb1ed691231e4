// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstdint>

namespace luwte {

/// A value per surface type (models/city/surface_types.hpp), passed by value into kernels.
struct PerSurfaceType {
    static constexpr int size = 12;
    float value[size];
    LUWTE_HD float operator()(std::int8_t type) const { return value[type]; }
};

}  // namespace luwte
