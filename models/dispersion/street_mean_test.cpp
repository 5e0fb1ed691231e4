// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/street_mean.hpp"

#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// 96 x 96 m on cells of 4 m around a block of 16 x 16 m, wind columns of 8 m.
struct Columns {
    CityModel city{Backend::cpu(), scenes::field_with_a_block()};
    WindLayout layout = wind_layout(city, {.cell_size = 8});
    StreetMean mean{city, layout, 1.5, 2};

    double at(double x, double y) const {
        const MapPoint point{x, y};
        return mean.at(0, {&point, 1}).front();
    }
    /// 10 i + 100 j + 1000 z, z the middle of the level, of columns without ghosts.
    Field3D<float> linear() const {
        const std::vector<double> heights = layout.profile_heights();
        const idx levels = idx(layout.thickness.size());
        Field3D<float> c(Backend::cpu(), {levels + 2, layout.grid.ny + 4, layout.grid.nx + 4}, "c", "m-3");
        for (idx k = 0; k < levels + 2; ++k)
            for (idx j = 0; j < layout.grid.ny + 4; ++j)
                for (idx i = 0; i < layout.grid.nx + 4; ++i)
                    c.view()(k, j, i) =
                        k == 0 ? 0 : float(1000 * heights[std::size_t(k - 1)] + 100 * (j - 2) + 10 * (i - 2));
        return c;
    }
};

TEST(StreetMean, IsLinearInHeightAndBetweenColumnsAndAddsItsSectors) {
    Columns columns;
    ASSERT_EQ(columns.layout.grid.nx, 12);
    columns.mean.add(0, columns.linear(), 0.25), columns.mean.add(0, columns.linear(), 0.5);
    columns.mean.add(1, columns.linear(), 2);
    const Field2D<float> first = columns.mean.at_cells(0), second = columns.mean.at_cells(1);
    // Cell 5 lies a quarter of the way from the middle of column 2 back to that of column 1 ... 8 m columns.
    const auto expected = [](double row, double column) { return 1500 + 100 * row + 10 * column; };
    EXPECT_NEAR(first.view()(4, 5), 0.75 * expected(1.75, 2.25), 0.01);
    EXPECT_NEAR(second.view()(4, 5), 2 * expected(1.75, 2.25), 0.05);
    EXPECT_NEAR(first.view()(0, 0), 0.75 * expected(0, 0), 0.01) << "beyond the outermost middles";
    EXPECT_TRUE(std::isnan(first.view()(11, 11))) << "on the block";
    EXPECT_NEAR(columns.at(1000 + 8 * 2.75, 2000 + 8 * 2.25), 0.75 * expected(1.75, 2.25), 0.01);
    EXPECT_NEAR(columns.at(0, 0), 0.75 * expected(0, 0), 0.01) << "outside: the rim's";
}

TEST(StreetMean, BesideABuildingOnlyAirCounts) {
    Columns columns;
    Field3D<float> c = columns.linear();
    std::ranges::fill(c.host(), 3.0f);
    // Columns 5 and 6 of rows 5 and 6 are the block, where nothing is.
    for (idx k = 0; k < c.shape().nz; ++k)
        for (const idx j : {7, 8})
            for (const idx i : {7, 8}) c.view()(k, j, i) = 0;
    columns.mean.add(0, c, 1);
    const Field2D<float> cells = columns.mean.at_cells(0);
    for (const float v : cells.host())
        if (!std::isnan(v)) {
            ASSERT_FLOAT_EQ(v, 3.0f);
        }
    EXPECT_DOUBLE_EQ(columns.at(1000 + 40.5, 2000 + 44), 3);
    EXPECT_TRUE(columns.mean.in_building({1000 + 44, 2000 + 44}));
    EXPECT_FALSE(columns.mean.in_building({1000 + 36, 2000 + 44}));
}

TEST(StreetMean, AnotherShapeIsAnError) {
    Columns columns;
    EXPECT_THROW(columns.mean.add(0, Field3D<float>(Backend::cpu(), {3, 4, 5}, "c", "m-3"), 1), RuntimeError);
}

}  // namespace
}  // namespace luwte
