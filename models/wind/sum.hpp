// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

namespace luwte {

/// Sum of a plane, in double and always in the same order; on the plane's backend.
double sum(const Field2D<float>& plane);

}  // namespace luwte
