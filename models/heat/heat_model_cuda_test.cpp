// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/heat/test_runs.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class HeatOnDevice : public CudaTest {};

// Sums, products, square roots and kernels/core/math.hpp: the same bits without fused multiply-add
// (LUWTE_STRICT_FP), else a few units in the last place, 4e-6 of the value. Terms are then differences of
// large numbers: one such unit of temperature, 3e-5 K, times the 1e4 W m-2 K-1 of stirred water is 0.3 W m-2.
#if LUWTE_STRICT_FP
constexpr float relative = 0, of_terms = 0;  // 1, W m-2
#else
constexpr float relative = 4e-6f, of_terms = 0.5f;
#endif

TEST_F(HeatOnDevice, IsTheHeatOnTheHost) {
    const auto a = scenes::varied_run(host), b = scenes::varied_run(device);
    ASSERT_EQ(a.size(), 45u);
    for (std::size_t f = 0; f < a.size(); ++f)
        for (std::size_t n = 0; n < a[f].values.size(); ++n) {
            const float x = a[f].values[n], y = b[f].values[n];
            ASSERT_LE(std::fabs(x - y), a[f].name.starts_with("terms") ? of_terms : relative * std::fabs(x))
                << a[f].name << " after hour " << 6 * (f / 9 + 1) << ", cell " << n;
        }
}

}  // namespace
}  // namespace luwte
