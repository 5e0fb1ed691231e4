// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class WindOnDevice : public CudaTest {};

// The two processors sum the dot products of the pressure correction in another order, so that lengths of
// steps differ by rounding, and what follows from them grows from iteration to iteration.
constexpr float tolerance = 1e-3f;  // m s-1, of 7

TEST_F(WindOnDevice, IsTheWindOnTheHost) {
    WindDomain domain = test_wind::domain(
        20, 13, 4, test_wind::levels(1, 1.3, 25), 0.03,
        [](double x, double y, double z) { return x > 24 && x < 40 && y > 20 && y < 36 && z < 8; });
    domain.leaf_area = Field3D<float>(Backend::cpu(), domain.solid.shape(), "leaf area density", "m2 m-3");
    for (std::size_t n = 0; n < domain.leaf_area.size(); ++n)
        domain.leaf_area.host()[n] = n % 7 == 0 ? 0.5f : 0.0f;
    const auto wind = [&](const Backend& backend) {
        WindModel model(backend, domain, {});
        model.start(log_law(test_wind::heights_with_top(domain), 5, 10, 0.03), 250);
        model.iterate(4);
        EXPECT_GT(model.last_change(), 0);
        EXPECT_LT(model.largest_imbalance(), 0.1);
        return model.u().copy_to(Backend::cpu());
    };
    const Field3D<float> a = wind(host), b = wind(device);
    float most = 0;
    for (std::size_t n = 0; n < a.size(); ++n) {
        ASSERT_LE(std::fabs(a.host()[n] - b.host()[n]), tolerance) << n;
        most = std::max(most, a.host()[n]);
    }
    EXPECT_GT(most, 5.0f);
}

TEST_F(WindOnDevice, IsTheWindOnTheHostWhereGroundIsWarm) {
    WindDomain domain = test_wind::domain(
        20, 13, 4, test_wind::levels(1, 1.3, 25), 0.03,
        [](double x, double y, double z) { return x > 24 && x < 40 && y > 20 && y < 36 && z < 8; });
    const WindProfile in = monin_obukhov(test_wind::heights_with_top(domain), 5, 10, 0.03, 0, -0.02);
    test_wind::warm(domain, in.heat_flux);
    const auto temperature = [&](const Backend& backend) {
        WindModel model(backend, domain, {});
        model.start(in, 250);
        model.iterate(4);
        return model.temperature().copy_to(Backend::cpu());
    };
    const Field3D<float> a = temperature(host), b = temperature(device);
    float most = 0;
    for (std::size_t n = 0; n < a.size(); ++n) {
        ASSERT_LE(std::fabs(a.host()[n] - b.host()[n]), tolerance) << n;
        most = std::max(most, a.host()[n]);
    }
    EXPECT_GT(most, 0.5f);
}

}  // namespace
}  // namespace luwte
