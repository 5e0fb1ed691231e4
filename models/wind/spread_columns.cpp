// SPDX-License-Identifier: Apache-2.0
#include "models/wind/spread_columns.hpp"

#include "kernels/wind/speed_ratios.hpp"
#include "models/launches.hpp"

#include <vector>

namespace luwte {

namespace {
constexpr int rings = 2;
}

void spread_into_gaps(Field2D<float>& columns) {
    const Backend backend = columns.backend();
    const auto plane = [&](Shape shape) {
        return Field2D<float>(backend, shape, columns.name(), columns.unit());
    };
    Field2D<float> next = plane(columns.shape());
    std::vector<Field2D<float>> coarser;
    for (Shape s = columns.shape(); s.nx > 1 || s.ny > 1; coarser.push_back(plane(s)))
        s = {1, (s.ny + 1) / 2, (s.nx + 1) / 2};
    for (int ring = 0; ring < rings; ++ring) {
        on_output(backend, "wind: spread ratios", wind::SpreadRatios{columns.cview(), next.view()});
        columns.swap(next);
    }
    for (std::size_t m = 0; m < coarser.size(); ++m)
        on_output(backend, "wind: pull ratios",
                  wind::PullRatios{(m == 0 ? columns : coarser[m - 1]).cview(), coarser[m].view()});
    for (std::size_t m = coarser.size(); m-- > 0;)
        on_output(backend, "wind: push ratios",
                  wind::PushRatios{coarser[m].cview(), (m == 0 ? columns : coarser[m - 1]).view()});
}

}  // namespace luwte
