// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"

namespace luwte {

struct FillPlane {
    View2D<float> plane;
    float value;
    LUWTE_HD void operator()(idx j, idx i) const { plane(j, i) = value; }
};

template <class Tag>
void fill_plane(const Backend& backend, const FillPlane& kernel) {
    for_each_cell<Tag>(backend, "fill", Box2{0, kernel.plane.ny, 0, kernel.plane.nx}, kernel);
}

}  // namespace luwte
