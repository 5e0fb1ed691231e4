// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/city/city_model.hpp"
#include "models/city/plain_city.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class CityModelOnDevice : public CudaTest {};

/// Larger than a block in both directions, no multiple of one. A multiple of four columns: the emulated
/// device watches for races by words of four bytes, and rows of int8 must not share one.
CityLayers jagged() {
    CityLayers c = scenes::plain(68, 43, 0.5, SurfaceType::grass);
    for (std::size_t n = 0; n < c.terrain_height.size(); ++n) {
        const bool crown = n % 5 == 0, building = !crown && n % 7 < 3;
        c.terrain_height[n] = float(n % 11) * 0.13f - 0.7f;
        c.building_height[n] = building ? float(n % 23) * 0.4f + 0.1f : 0.0f;
        c.canopy_top[n] = crown ? 6.0f + float(n % 13) * 0.3f : 0.0f;
        c.canopy_base[n] = crown ? 2.0f : 0.0f;
        c.leaf_area_density[n] = crown ? 1.1f : 0.0f;
    }
    return c;
}

// Sums of integers, copies, + - and one comparison each: exact on both.
TEST_F(CityModelOnDevice, IsTheCityOnTheHost) {
    const CityLayers layers = jagged();
    const CityModel a(host, layers), b(device, layers);

    EXPECT_EQ(a.lowest, b.lowest);
    EXPECT_EQ(a.highest, b.highest);
    const auto sa = a.solid_mask(), sb = b.solid_mask().copy_to(host);
    EXPECT_TRUE(std::equal(sa.host().begin(), sa.host().end(), sb.host().begin()));
    const auto oa = b.opaque_height.copy_to(host);
    EXPECT_TRUE(std::equal(oa.host().begin(), oa.host().end(), a.opaque_height.host().begin()));
}

// One product and one quotient per voxel: bit-identical without fused multiply-add, else within 1e-6.
TEST_F(CityModelOnDevice, HasTheLeavesOfTheCityOnTheHost) {
    const CityLayers layers = jagged();
    const auto a = CityModel(host, layers).leaf_area_density_3d();
    const auto b = CityModel(device, layers).leaf_area_density_3d().copy_to(host);
    for (std::size_t n = 0; n < a.size(); ++n) ASSERT_NEAR(a.host()[n], b.host()[n], 2e-6f) << n;
}

TEST_F(CityModelOnDevice, RefusesTheCityThatTheHostRefuses) {
    CityLayers layers = jagged();
    layers.building_height[100] = -1;
    EXPECT_THROW(CityModel(device, layers), RuntimeError);
}

}  // namespace
}  // namespace luwte
