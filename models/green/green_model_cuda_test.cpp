// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/city/surface_types.hpp"
#include "models/green/green_model.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

class GreenBenefitsOnDevice : public CudaTest {};

TEST_F(GreenBenefitsOnDevice, AreThoseOnTheHost) {
    Grid g;
    g.nx = 67, g.ny = 41, g.nz = 1, g.cell_size = 3;
    GreenModel::Parameters p;
    p.pm10 = 16, p.pm25 = 9, p.pm25_resuspended = 0.5, p.wind_100_m = 6, p.inhabitants_within_10_km = 4e5;
    p.inhabitants = 1000, p.deaths_per_inhabitant = 0.01;
    const auto city = [&](idx paved_to) {
        GreenCity c{{host, {1, g.ny, g.nx}, "top", "1"}, {host, {1, g.ny, g.nx}, "crown", "m"}};
        for (idx j = 0; j < g.ny; ++j)
            for (idx i = 0; i < g.nx; ++i) {
                c.top_material.view()(j, i) = i < paved_to ? int(SurfaceType::closed_paving) : (i + j) % 12;
                c.crown_height.view()(j, i) = (i * j) % 7 == 0 ? 8.0f : 0.0f;
            }
        return c;
    };
    const auto change = [&](const Backend& backend) {
        const GreenModel model(backend, g, p);
        return model.change(model.cover(city(30)), model.cover(city(20)));
    };
    const GreenChange a = change(host), b = change(device);
    // Sums of planes of float, which the device may fuse.
    EXPECT_NEAR(b.of.pm10_kg / a.of.pm10_kg, 1, 1e-4);
    EXPECT_NEAR(b.of.pm25_kg / a.of.pm25_kg, 1, 1e-4);
    EXPECT_NEAR(b.of.heat_island / a.of.heat_island, 1, 1e-3);
    EXPECT_NEAR(b.deaths_avoided / a.deaths_avoided, 1, 1e-4);
}

}  // namespace
}  // namespace luwte
