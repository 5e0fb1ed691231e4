// SPDX-License-Identifier: Apache-2.0
#include "models/wind/sum.hpp"

#include "kernels/core/reduce.hpp"
#include "models/fill.hpp"

namespace luwte {

double sum(const Field2D<float>& plane) {
    const Backend& backend = plane.backend();
    const Shape s = plane.shape();
    Field2D<float> one(backend, s, "one", "1");
    fill(one, 1);
    const auto cube = [](const Field2D<float>& f) {
        const auto v = f.cview();
        return View3D<const float>{v.p, v.nx, v.ny, 1, v.sy, v.sy * v.ny};
    };
    return dot(backend, {0, 1, 0, s.ny, 0, s.nx}, cube(plane), cube(one));
}

}  // namespace luwte
