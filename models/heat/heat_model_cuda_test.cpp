// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/heat/test_runs.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class HeatOnDevice : public CudaTest {};

// Sums, products, square roots and kernels/core/math.hpp: the same bits without fused multiply-add
// (LUWTE_STRICT_FP), else a few units in the last place, 4e-6 of the value.
#if LUWTE_STRICT_FP
constexpr float relative = 0;
#else
constexpr float relative = 4e-6f;
#endif

TEST_F(HeatOnDevice, IsTheHeatOnTheHost) {
    const auto a = scenes::varied_run(host), b = scenes::varied_run(device);
    ASSERT_EQ(a.size(), 20u);
    for (std::size_t f = 0; f < a.size(); ++f)
        for (std::size_t n = 0; n < a[f].size(); ++n) {
            const float x = a[f].host()[n], y = b[f].host()[n];
            ASSERT_LE(std::fabs(x - y), relative * std::fabs(x))
                << a[f].name() << " after hour " << 6 * (f / 4 + 1) << ", cell " << n;
        }
}

}  // namespace
}  // namespace luwte
