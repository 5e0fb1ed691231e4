// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/dispersion/street_hours.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class StreetHoursOnDevice : public CudaTest {};

// Sums of values up to 1000; the same bits without fused multiply-add.
#if LUWTE_STRICT_FP
constexpr float tolerance = 0;  // m-3
#else
constexpr float tolerance = 1e-3f;
#endif

TEST_F(StreetHoursOnDevice, AreThoseOnTheHost) {
    const std::array<double, 3> weights = {0.3, 0.01, 0.5};
    const auto hour = [&](const Backend& backend) {
        const CityModel city(backend, scenes::field_with_a_block());
        const WindLayout layout = wind_layout(city, {.cell_size = 8});
        StreetHours hours(city, layout, 1.5, 3, 1);
        for (std::size_t sector = 0; sector < 3; ++sector) {
            Field3D<float> c(Backend::cpu(),
                             {idx(layout.thickness.size()) + 2, layout.grid.ny + 4, layout.grid.nx + 4}, "c",
                             "m-3");
            for (std::size_t n = 0; n < c.size(); ++n) c.host()[n] = float((n + 7 * sector) % 1000);
            hours.set(0, sector, c.copy_to(backend));
        }
        Field2D<float> out(backend, city.building_height.shape(), "c", "m-3");
        hours.of_hour(0, weights, city.building_height, out);
        Field2D<float> background(Backend::cpu(), out.shape(), "background", "m-3");
        std::ranges::fill(background.host(), 8.0f);
        add_background(out, background.copy_to(backend), 1, out);
        return out.copy_to(Backend::cpu());
    };
    const Field2D<float> on_host = hour(host), on_device = hour(device);
    EXPECT_GT(on_host.host()[0], 8.0f);
    for (std::size_t n = 0; n < on_host.size(); ++n) {
        ASSERT_EQ(std::isnan(on_host.host()[n]), std::isnan(on_device.host()[n])) << n;
        if (!std::isnan(on_host.host()[n])) {
            ASSERT_LE(std::fabs(on_host.host()[n] - on_device.host()[n]), tolerance) << n;
        }
    }
}

}  // namespace
}  // namespace luwte
