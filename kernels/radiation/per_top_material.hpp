// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/config.hpp"

#include <cstdint>

namespace luwte {

/// A value per top material (models/city/surface_types.hpp), passed by value into kernels.
struct PerTopMaterial {
    static constexpr int size = 19;
    float value[size];
    LUWTE_HD float operator()(std::int32_t material) const { return value[material]; }
};

}  // namespace luwte
