// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace scenes;

class ShadeOnDevice : public CudaTest {
  protected:
    /// Largest difference between the two backends.
    static float difference(const Field2D<float>& a, const Field2D<float>& b) {
        const auto there = b.copy_to(Backend::cpu());
        float worst = 0;
        for (std::size_t n = 0; n < a.size(); ++n)
            worst = std::max(worst, std::abs(a.host()[n] - there.host()[n]));
        return worst;
    }
    Field2D<float> plane(const Backend& where, const CityLayers& c) const {
        return {where, {1, c.grid.ny, c.grid.nx}, "beam", "1"};
    }
};

// Additions, multiplications, comparisons and math::exp: exact without fused multiply-add, else 1e-5 except
// at shadow edges, which these scenes and suns do not put within rounding of a cell's centre.
TEST_F(ShadeOnDevice, BuildingsShadeTheSameCells) {
    const CityLayers layers = random_city(67, 45, 3, false);
    const CityModel a(host, layers), b(device, layers);
    const ShadeModel on_host(a, {}), on_device(b, {});
    auto x = plane(host, layers), y = plane(device, layers);
    for (const double azimuth : {20.0, 77.0, 161.0, 260.0}) {
        on_host.beam_transmissivity(sun_at(31, azimuth), 1.1f, x);
        on_device.beam_transmissivity(sun_at(31, azimuth), 1.1f, y);
        EXPECT_EQ(difference(x, y), 0.0f) << azimuth;
    }
    on_device.beam_transmissivity(sun_at(-1, 10), 0, y);
    for (const float v : y.copy_to(host).host()) EXPECT_EQ(v, 0.0f);
}

TEST_F(ShadeOnDevice, CrownsLetTheSameLightThrough) {
    const CityLayers layers = random_city(67, 45, 4, true);
    const CityModel a(host, layers), b(device, layers);
    const ShadeModel on_host(a, {}), on_device(b, {});
    auto x = plane(host, layers), y = plane(device, layers);
    for (const double altitude : {6.0, 40.0, 80.0}) {
        on_host.beam_transmissivity(sun_at(altitude, 110), 0, x);
        on_device.beam_transmissivity(sun_at(altitude, 110), 0, y);
        EXPECT_LE(difference(x, y), 1e-5f) << altitude;
    }
}

TEST_F(ShadeOnDevice, BothSkyViewFactorsAgree) {
    const CityLayers layers = random_city(41, 33, 5, true);
    const CityModel a(host, layers), b(device, layers);
    const auto x = ShadeModel(a, {}).sky_view(8, 18), y = ShadeModel(b, {}).sky_view(8, 18);
    EXPECT_LE(difference(x.cosine, y.cosine), 1e-5f);
    EXPECT_LE(difference(x.solid_angle, y.solid_angle), 1e-5f);
    EXPECT_LE(difference(x.cosine_opaque, y.cosine_opaque), 1e-5f);
}

}  // namespace
}  // namespace luwte
