// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/summary/day_summary.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

namespace luwte {
namespace {

class CudaDaySummary : public CudaTest {
  protected:
    /// The summary of a day in which every cell has its own course; every ninth is a roof.
    std::vector<Field2D<float>> day(const Backend& be) const {
        Grid grid;
        grid.nx = 67, grid.ny = 41;
        DaySummary summary(be, grid);
        const auto field = [&](int h, float offset, float amplitude, bool roofs) {
            Field2D<float> f(host, {1, grid.ny, grid.nx}, "f", "1");
            for (std::size_t n = 0; n < f.size(); ++n)
                f.host()[n] = roofs && n % 9 == 0
                                  ? std::numeric_limits<float>::quiet_NaN()
                                  : offset + amplitude * std::sin(float(n % 101) + 0.26f * float(h));
            return f.copy_to(be);
        };
        for (int h = 0; h < 24; ++h)
            summary.add({1.0,
                         h > 5 && h < 21 ? 1.0
                         : h == 5        ? 0.4
                                         : 0.0,
                         double(h)},
                        field(h, 33, 9, true), field(h, 31, 8, true), field(h, 34, 7, true),
                        field(h, 0.5f, 0.5f, false), field(h, 300, 20, false));
        std::vector<Field2D<float>> out;
        for (const auto* f : {&summary.hours_pet_above_35, &summary.hours_pet_above_41,
                              &summary.shade_hours_10_16, &summary.sun_hours, &summary.pet_max,
                              &summary.utci_max, &summary.pet_12_18, &summary.pet_national_12_18,
                              &summary.pet_minus_national_12_18, &summary.surface_temperature_max})
            out.push_back(f->copy_to(host));
        return out;
    }
};

TEST_F(CudaDaySummary, AgreesBitForBitWithOpenMP) {
    const auto a = day(host), b = day(device);
    for (std::size_t f = 0; f < a.size(); ++f)
        for (std::size_t n = 0; n < a[f].size(); ++n) {
            const float x = a[f].host()[n], y = b[f].host()[n];
            ASSERT_EQ(std::isnan(x), std::isnan(y)) << a[f].name() << ", cell " << n;
            if (std::isnan(x)) continue;
#if LUWTE_STRICT_FP
            ASSERT_EQ(std::bit_cast<std::uint32_t>(x), std::bit_cast<std::uint32_t>(y))
                << a[f].name() << ", cell " << n;
#else
            ASSERT_NEAR(x, y, 1e-4f) << a[f].name() << ", cell " << n;  // 24 sums, rounded once less each
#endif
        }
}

}  // namespace
}  // namespace luwte
