// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/dispersion/nitrogen_dioxide.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class NitrogenDioxideOnDevice : public CudaTest {};

// A root of sums of 100 ug m-3; the same bits without fused multiply-add.
#if LUWTE_STRICT_FP
constexpr float tolerance = 0;  // ug m-3
#else
constexpr float tolerance = 1e-4f;
#endif

TEST_F(NitrogenDioxideOnDevice, IsThatOnTheHost) {
    const auto plane = [](float step, const Backend& backend) {
        Field2D<float> f(Backend::cpu(), {1, 9, 20}, "plane", "ug m-3");
        for (std::size_t n = 0; n < f.size(); ++n) f.host()[n] = step * float(n);
        return f.copy_to(backend);
    };
    const auto no2 = [&](const Backend& backend) {
        const Field2D<float> nox = plane(2, backend), direct = plane(0.3f, backend),
                             aged = plane(90, backend), background = plane(0.1f, backend),
                             ozone = plane(0.3f, backend);
        Field2D<float> out(backend, nox.shape(), "NO2", "ug m-3");
        nitrogen_dioxide({nox, direct, aged}, {295, 600, background, ozone}, out);
        return out.copy_to(Backend::cpu());
    };
    const Field2D<float> on_host = no2(host), on_device = no2(device);
    EXPECT_GT(on_host.host()[100], 30.0f);
    for (std::size_t n = 0; n < on_host.size(); ++n)
        ASSERT_LE(std::fabs(on_host.host()[n] - on_device.host()[n]), tolerance) << n;
}

}  // namespace
}  // namespace luwte
