// SPDX-License-Identifier: Apache-2.0
#include "kernels/heat/initial_layers.hpp"

#include "kernels/core/field.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(InitialLayers, IsLinearInSkyLightAndWhatHidesTheSky) {
    const auto start = [](float sky, float light, float walls) {
        return 3 + 10 * sky + 7 * light - 4 * walls + 5 * sky * light - 2 * walls * sky;
    };
    constexpr int kinds = 2;
    const Backend cpu = Backend::cpu();
    Field2D<std::int32_t> kind(cpu, {1, 1, 3}, "kind", "1");
    Field2D<float> sky(cpu, {1, 1, 3}, "sky", "1"), opaque(cpu, {1, 1, 3}, "opaque", "1"),
        light(cpu, {1, 1, 3}, "light", "W m-2"), profile(cpu, {1, kinds * exposure_count, 1}, "profile", "K"),
        rain(cpu, {1, 1, kinds * exposure_count}, "rain", "kg m-2"), water(cpu, {1, 1, 3}, "water", "kg m-2");
    Field3D<float> layers(cpu, {1, 1, 3}, "layers", "K");
    for (int e = 0; e < kinds * exposure_count; ++e) {
        const int of = e % exposure_count;
        const float value = start(exposure_sky(of), exposure_light(of), exposure_walls(of));
        profile.host()[std::size_t(e)] = value + (e < exposure_count ? 0.0f : 100.0f);
        rain.host()[std::size_t(e)] = 2 * value;
    }
    // Under leaves and beside walls; in a street without trees; under the whole sky.
    const float skies[] = {0.35f, 0.6f, 1.0f}, opaques[] = {0.87f, 0.6f, 1.0f}, lights[] = {40, 30, 100};
    for (std::size_t n = 0; n < 3; ++n) {
        kind.host()[n] = n == 1, sky.host()[n] = skies[n], opaque.host()[n] = opaques[n];
        light.host()[n] = lights[n];
    }
    const InitialLayers step{kind.cview(),  sky.cview(),     opaque.cview(),
                             light.cview(), profile.cview(), rain.cview(),
                             layers.view(), water.view(),    100};
    for (idx i = 0; i < 3; ++i) step(0, 0, i);
    EXPECT_NEAR(layers.host()[0], start(0.35f, 0.4f, 0.2f), 1e-4);
    EXPECT_NEAR(water.host()[0], 2 * start(0.35f, 0.4f, 0.2f), 1e-4);
    EXPECT_NEAR(layers.host()[1], 100 + start(0.6f, 0.3f, 1), 1e-4);
    // Nothing hides the sky: both kinds of it are alike there in OpenClimate, here the first counts.
    EXPECT_NEAR(layers.host()[2], start(1, 1, 0), 1e-4);
}

}  // namespace
}  // namespace luwte
