// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/srm1/srm1_map.hpp"
#include "models/traffic/test_roads.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class Srm1MapOnDevice : public CudaTest {};

// As srm1_model_cuda_test.cpp has it.
#if LUWTE_STRICT_FP
constexpr float map_tolerance = 0;  // ug m-3
#else
constexpr float map_tolerance = 1e-5f;
#endif

TEST_F(Srm1MapOnDevice, IsThatOnTheHost) {
    const Grid grid{.nx = 70, .ny = 90};
    std::vector<RoadSegment> roads;
    std::vector<Receptor> receptors;
    for (int n = 0; n < 5; ++n) {
        roads.push_back(test_roads::street({{16.0 * n, 0}, {16.0 * n + 5, 40}, {16.0 * n, 90}}, 0));
        receptors.push_back({"r", {13.0 * n + 4, 17.0 * n}, {{std::size_t(n), 1 + n % 4, 1}}});
    }
    Field2D<float> heights(Backend::cpu(), {1, grid.ny, grid.nx}, "building height", "m");
    for (std::size_t n = 0; n < heights.size(); ++n) heights.host()[n] = n % 37 == 5 ? 8.0f : 0.0f;
    const auto map = [&](const Backend& backend) {
        const Field2D<float> there = heights.copy_to(backend);
        const Srm1Map of(backend, roads, receptors, grid, there);
        return std::pair{of.receptor().copy_to(Backend::cpu()),
                         of.contribution(test_roads::plane({10, 20, 30, 40, 50}, backend), 3, there)
                             .copy_to(Backend::cpu())};
    };
    const auto on_host = map(host), on_device = map(device);
    std::size_t values = 0;
    for (std::size_t n = 0; n < heights.size(); ++n) {
        ASSERT_EQ(on_host.first.host()[n], on_device.first.host()[n]) << n;
        const float a = on_host.second.host()[n], b = on_device.second.host()[n];
        ASSERT_EQ(std::isnan(a), std::isnan(b)) << n;
        ASSERT_TRUE(std::isnan(a) || std::fabs(a - b) <= map_tolerance) << n;
        values += !std::isnan(a);
    }
    EXPECT_GT(values, 1000u);
}

}  // namespace
}  // namespace luwte
