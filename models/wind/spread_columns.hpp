// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

namespace luwte {

/// (47) of docs/models/wind.md: a column without a value (below 0) has the mean of its neighbours, over two
/// rings, and beyond that of the wider and wider square around it; where nothing at all is known it stays
/// below 0. In place   [columns y, columns x]
void spread_into_gaps(Field2D<float>& columns);

}  // namespace luwte
