// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/cuda_fixture.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/street_mean.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

class StreetMeanOnDevice : public CudaTest {};

// Of the highest concentration: what rounding leaves of the same cycles, in another order of sums.
constexpr float tolerance = 1e-5f;

TEST_F(StreetMeanOnDevice, OfAFlowCutOutThereIsThatOfTheHost) {
    CityLayers layers = scenes::grass_field(16, 8);
    for (idx j = 7; j < 10; ++j)
        for (idx i = 6; i < 9; ++i) layers.building_height[std::size_t(j * 16 + i)] = 6;
    // From 242 degrees the domain with its margins has 40 columns: the emulator looks for races in words of
    // four bytes, and cells are bytes.
    const auto mean = [&](const Backend& backend) {
        const CityModel city(backend, layers);
        const WindLayout layout = wind_layout(city, {.cell_size = 8});
        const WindLayout::Margins margins = layout.margins(242);
        const Inflow& land = layout.inflow(242);
        const WindDomain area = wind_domain(city, layout);
        WindModel wind(backend, wind_domain(city, layout, margins, land.roughness), {});
        wind.start(log_law(layout.profile_heights(), 5, 10, land.roughness, land.displacement), 242);
        const SectorFlow flow = flow_over_area(wind, layout, 5);
        ScalarModel::Parameters parameters;
        parameters.most_cycles = 2;
        ScalarModel model(backend, flow, area, parameters);
        const wind::Extents e = model.extents();
        Field3D<float> source(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "source", "s-1");
        std::ranges::fill(source.host(), 0.0f);
        source.view()(1, 6, 5) = 1.0f;
        const Field3D<float> there = source.copy_to(backend);
        Field3D<float> c(backend, source.shape(), "concentration", "m-3");
        model.solve(there, c);
        StreetMean of(city, layout, 1.5, 1);
        of.add(0, c, 0.5), of.add(0, c, 0.25);
        return of.at_cells(0).copy_to(Backend::cpu());
    };
    const Field2D<float> a = mean(host), b = mean(device);
    float most = 0;
    for (const float v : a.host())
        if (!std::isnan(v)) most = std::max(most, v);
    EXPECT_GT(most, 0.0f);
    for (std::size_t n = 0; n < a.size(); ++n) {
        ASSERT_EQ(std::isnan(a.host()[n]), std::isnan(b.host()[n])) << n;
        if (!std::isnan(a.host()[n])) {
            ASSERT_LE(std::fabs(a.host()[n] - b.host()[n]), tolerance * most) << n;
        }
    }
}

}  // namespace
}  // namespace luwte
