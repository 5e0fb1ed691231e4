// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/city/plain_city.hpp"
#include "models/comfort/comfort_model.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class ComfortOnDevice : public CudaTest {};

// The same table and the same order of operations: equal bits without fused multiply-add. With it the 210
// terms of UTCI differ by 0.01 K at most, an interpolation and WBGT by some 1e-4 K; a class may then change
// at its limit.
TEST_F(ComfortOnDevice, HasTheMapsOfTheHost) {
    CityLayers layers = scenes::plain(68, 43);  // multiple of four: docs/decisions/0003-cuda-without-a-gpu.md
    const std::size_t cells = 68 * 43;
    const Shape shape{1, 43, 68};
    Field2D<float> air(host, shape, "a", "K"), radiant(host, shape, "r", "K"),
        wind(host, shape, "w", "m s-1"), globe(host, shape, "g", "W m-2"), wick(host, shape, "k", "W m-2");
    for (std::size_t n = 0; n < cells; ++n) {
        layers.building_height[n] = n % 11 == 0 ? 5.0f : 0.0f;
        air.host()[n] = 300 + 0.1f * float(n % 17);
        radiant.host()[n] = n % 101 == 0 ? NAN : 296 + 1.7f * float(n % 29);
        wind.host()[n] = 0.2f + 0.3f * float(n % 13);
        globe.host()[n] = n % 101 == 0 ? NAN : 380 + 11 * float(n % 31);
        wick.host()[n] = 400 + 9 * float(n % 37);
    }
    const CityModel a(host, layers), b(device, layers);
    ComfortFields fa(host, a.grid), fb(device, b.grid);
    const auto ca = ComfortModel(a, {}).step({air, 1700, radiant, wind, globe, wick, 100500}, fa);
    const auto air_d = air.copy_to(device), radiant_d = radiant.copy_to(device),
               wind_d = wind.copy_to(device), globe_d = globe.copy_to(device), wick_d = wick.copy_to(device);
    const auto cb = ComfortModel(b, {}).step({air_d, 1700, radiant_d, wind_d, globe_d, wick_d, 100500}, fb);
    EXPECT_EQ(ca.cells, cb.cells);
    EXPECT_EQ(ca.wind_raised, cb.wind_raised);
    const auto pet = fb.pet.copy_to(host), utci = fb.utci.copy_to(host), wbgt = fb.wbgt.copy_to(host);
    for (std::size_t n = 0; n < cells; ++n) {
        ASSERT_EQ(std::isnan(fa.pet.host()[n]), std::isnan(pet.host()[n]));
        if (std::isnan(pet.host()[n])) continue;
        ASSERT_NEAR(fa.pet.host()[n], pet.host()[n], 2e-4f);
        ASSERT_NEAR(fa.utci.host()[n], utci.host()[n], 0.01f);
        ASSERT_NEAR(fa.wbgt.host()[n], wbgt.host()[n], 5e-4f);
    }
}

}  // namespace
}  // namespace luwte
