// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

#include <cstdint>

namespace luwte {

/// Sets every element of a plane, on the field's own backend.
void fill(Field2D<float>& field, float value);
void fill(Field2D<std::int32_t>& field, std::int32_t value);

}  // namespace luwte
