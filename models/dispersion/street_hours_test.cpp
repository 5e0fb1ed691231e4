// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/street_hours.hpp"

#include "models/dispersion/street_mean.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// 96 x 96 m on cells of 4 m around a block, wind columns of 8 m.
struct BlockInField {
    CityModel city{Backend::cpu(), scenes::field_with_a_block()};
    WindLayout layout = wind_layout(city, {.cell_size = 8});
    StreetHours hours{city, layout, 1.5, 3, 2};
    Field2D<float> out{Backend::cpu(), city.building_height.shape(), "c", "m-3"};

    /// Rises towards the north-east, three times as fast in height.
    Field3D<float> rising(float times) const {
        Field3D<float> c(Backend::cpu(),
                         {idx(layout.thickness.size()) + 2, layout.grid.ny + 4, layout.grid.nx + 4}, "c",
                         "m-3");
        for (idx k = 0; k < c.shape().nz; ++k)
            for (idx j = 0; j < c.shape().ny; ++j)
                for (idx i = 0; i < c.shape().nx; ++i)
                    c.view()(k, j, i) = times * float(1 + 3 * k + j + i * i);
        return c;
    }
};

TEST(StreetHours, AnHourIsTheSumOfItsSectorsAsTheMeanOfAYearIs) {
    BlockInField scene;
    StreetMean mean(scene.city, scene.layout, 1.5, 1);
    const std::array<double, 3> weights = {0.25, 0, 0.6};
    for (std::size_t sector = 0; sector < 3; ++sector) {
        const Field3D<float> c = scene.rising(1 + 2 * float(sector));
        scene.hours.set(1, sector, c), mean.add(0, c, weights[sector]);
    }
    scene.hours.of_hour(1, weights, scene.city.building_height, scene.out);
    const Field2D<float> expected = mean.at_cells(0);
    double most = 0;
    for (std::size_t n = 0; n < expected.size(); ++n) {
        ASSERT_EQ(std::isnan(scene.out.host()[n]), std::isnan(expected.host()[n])) << n;
        if (std::isnan(expected.host()[n])) continue;
        ASSERT_NEAR(scene.out.host()[n] / expected.host()[n], 1, 1e-6) << n;
        most = std::max(most, double(expected.host()[n]));
    }
    EXPECT_GT(most, 100);
    EXPECT_TRUE(std::isnan(scene.out.view()(11, 11))) << "on the block";
    // The other one was never set.
    scene.hours.of_hour(0, weights, scene.city.building_height, scene.out);
    EXPECT_EQ(scene.out.view()(0, 0), 0);
}

TEST(StreetHours, ASectorSetAgainForgetsWhatItHad) {
    BlockInField scene;
    scene.hours.set(0, 1, scene.rising(7)), scene.hours.set(0, 1, scene.rising(1));
    const std::array<double, 3> second = {0, 1, 0};
    scene.hours.of_hour(0, second, scene.city.building_height, scene.out);
    const float once = scene.out.view()(3, 3);
    const std::array<double, 3> half = {0, 0.5, 0};
    scene.hours.of_hour(0, half, scene.city.building_height, scene.out);
    EXPECT_FLOAT_EQ(scene.out.view()(3, 3), once / 2) << "half the weight";
    Field2D<float> background(Backend::cpu(), scene.out.shape(), "background", "m-3");
    for (std::size_t n = 0; n < background.size(); ++n) background.host()[n] = float(n);
    add_background(scene.out, background, 1, scene.out);
    EXPECT_FLOAT_EQ(scene.out.view()(3, 3), once / 2 + background.view()(3, 3));
    add_background(scene.out, background, -1, scene.out);
    EXPECT_NEAR(scene.out.view()(3, 3), once / 2, 1e-4);
    EXPECT_TRUE(std::isnan(scene.out.view()(11, 11)));
    StreetMean mean(scene.city, scene.layout, 1.5, 1);
    mean.add(0, scene.rising(1), 1);
    EXPECT_FLOAT_EQ(once, mean.at_cells(0).view()(3, 3));
}

TEST(StreetHours, AnotherShapeOrTooFewWeightsAreErrors) {
    BlockInField scene;
    EXPECT_THROW(scene.hours.set(0, 0, Field3D<float>(Backend::cpu(), {3, 4, 5}, "c", "m-3")), RuntimeError);
    const std::array<double, 2> two = {1, 1};
    EXPECT_THROW(scene.hours.of_hour(0, two, scene.city.building_height, scene.out), RuntimeError);
}

}  // namespace
}  // namespace luwte
