// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/dispersion/yard_shares.hpp"
#include "models/traffic/test_roads.hpp"
#include "models/wind/test_domains.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class YardSharesOnDevice : public CudaTest {};

// Of what they are: what rounding leaves of the same cycles, in another order of sums.
constexpr double tolerance = 1e-5;

TEST_F(YardSharesOnDevice, AreTheSharesOnTheHost) {
    // Rows of 20 columns with ghosts, as in scalar_model_cuda_test.cpp.
    const WindDomain area = test_wind::domain(
        16, 11, 4, test_wind::levels(1, 1.3, 16), 0.03,
        [](double x, double y, double z) { return x > 20 && x < 32 && y > 16 && y < 28 && z < 8; });
    WindLayout layout;
    layout.grid.nx = 16, layout.grid.ny = 11, layout.grid.cell_size = 4, layout.thickness = area.thickness;
    const std::vector<RoadSegment> roads{test_roads::street({{4, 10}, {60, 10}}, 1000),
                                         test_roads::street({{12, 4}, {12, 40}}, 1000)};
    const std::vector<Yard> yards{{.name = "yard", .polygons = {}, .cells = {5 * 16 + 9, 5 * 16 + 10}}};
    const LineSources sources = line_sources(roads, layout, area);
    const auto shares = [&](const Backend& backend) {
        WindModel wind(backend, area, {});
        wind.start(log_law(test_wind::heights_with_top(area), 1, 10, 0.03), 250);
        ScalarModel::Parameters parameters;
        parameters.most_cycles = 2;
        ScalarModel model(wind, parameters);
        YardShares of(backend, yards, layout.grid, layout, area, sources);
        of.add_sector(model, 0.5);
        return of;
    };
    const YardShares a = shares(host), b = shares(device);
    for (std::size_t n = 0; n < roads.size(); ++n) {
        EXPECT_GT(a.per_emission(0)[n], 0);
        EXPECT_NEAR(b.per_emission(0)[n] / a.per_emission(0)[n], 1, tolerance);
    }
    const Field2D<float> there = b.map(0).copy_to(Backend::cpu());
    double most = 0;
    for (const float x : a.map(0).host())
        if (!std::isnan(x)) most = std::max(most, double(x));
    for (std::size_t n = 0; n < there.size(); ++n) {
        ASSERT_EQ(std::isnan(a.map(0).host()[n]), std::isnan(there.host()[n])) << n;
        if (!std::isnan(there.host()[n])) {
            ASSERT_LE(std::fabs(double(a.map(0).host()[n]) - double(there.host()[n])), tolerance * most) << n;
        }
    }
}

}  // namespace
}  // namespace luwte
