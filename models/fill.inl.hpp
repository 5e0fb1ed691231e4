// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"

namespace luwte {

template <class T>
struct FillPlane {
    View2D<T> plane;
    T value;
    LUWTE_HD void operator()(idx j, idx i) const { plane(j, i) = value; }
};

template <class Tag, class T>
void fill_plane(const Backend& backend, const FillPlane<T>& kernel) {
    for_each_cell<Tag>(backend, "fill", Box2{0, kernel.plane.ny, 0, kernel.plane.nx}, kernel);
}

}  // namespace luwte
