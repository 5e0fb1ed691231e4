// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/air/test_airs.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class AirOnDevice : public CudaTest {};

// As the heat balance that it follows: the same bits without fused multiply-add, else some units in the last
// place of 300 K.
#if LUWTE_STRICT_FP
constexpr float tolerance = 0;  // K
#else
constexpr float tolerance = 2e-3f;
#endif

TEST_F(AirOnDevice, IsTheAirOnTheHost) {
    const auto air = [](const Backend& backend) {
        CityLayers layers = scenes::blocks_of_flats(100, 72);
        for (std::size_t n = 0; n < layers.canopy_top.size(); ++n)
            if (layers.building_height[n] == 0 && n % 100 > 70)
                layers.canopy_base[n] = 3, layers.canopy_top[n] = 9, layers.leaf_area_density[n] = 0.5f;
        scenes::AirRun run(layers, {.anthropogenic_heat = 10}, backend);
        for (int h = 8; h < 11; ++h) run.hour(h);
        return run.temperature.copy_to(Backend::cpu());
    };
    const Field2D<float> a = air(host), b = air(device);
    for (std::size_t n = 0; n < a.size(); ++n)
        ASSERT_LE(std::fabs(a.host()[n] - b.host()[n]), tolerance) << n;
}

}  // namespace
}  // namespace luwte
