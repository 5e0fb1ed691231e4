// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the equations of docs/models/wind.md.
#include "models/wind/coarse_start.hpp"

#include "kernels/wind/temperature.hpp"
#include "models/launches.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// A field of 6 x 6 columns (fine) or 3 x 3 (coarse) of one level, ghosts included, of a plane in x and y.
Field3D<float> plane_of(idx columns, double cell, double east, double north) {
    Field3D<float> f(Backend::cpu(), {3, columns + 4, columns + 4}, "plane", "1");
    for (idx j = 0; j < columns + 4; ++j)
        for (idx i = 0; i < columns + 4; ++i)
            for (idx k = 0; k < 3; ++k)
                f.view()(k, j, i) = float(20 + 3 * (double(i) - 1.5 + east) * cell -
                                          2 * (double(j) - 1.5 + north) * cell + double(k));
    return f;
}

TEST(CoarseStart, WhatIsLinearOnWideColumnsIsSoOnNarrowOnes) {  // (53)
    const auto flow_of = [](idx columns, double cell) {
        return WindFlow{plane_of(columns, cell, 0.5, 0), plane_of(columns, cell, 0, 0.5),
                        plane_of(columns, cell, 0, 0),   plane_of(columns, cell, 0, 0),
                        plane_of(columns, cell, 0, 0),   plane_of(columns, cell, 0, 0),
                        plane_of(columns, cell, 0, 0)};
    };
    const WindFlow coarse = flow_of(3, 2), expected = flow_of(6, 1);
    WindFlow fine = flow_of(6, 0);
    Field3D<std::uint8_t> cell(Backend::cpu(), fine.u.shape(), "cell", "1");
    std::ranges::fill(cell.host(),
                      std::uint8_t(wind::air | wind::east_solved | wind::north_solved | wind::top_solved));
    on_cells(Backend::cpu(), "wind: first guess from wider columns", Box3{1, 2, 2, 8, 2, 8},
             wind::FromCoarse{{coarse.u.cview(), coarse.v.cview(), coarse.w.cview(), coarse.pressure.cview(),
                               coarse.k.cview(), coarse.epsilon.cview(), coarse.viscosity.cview()},
                              cell.cview(),
                              {fine.u.view(), fine.v.view(), fine.w.view(), fine.pressure.view(),
                               fine.k.view(), fine.epsilon.view(), fine.viscosity.view()}});
    const auto same = [](const Field3D<float>& a, const Field3D<float>& b, const char* what) {
        for (idx j = 2; j < 8; ++j)
            for (idx i = 2; i < 8; ++i)
                EXPECT_NEAR(a.cview()(1, j, i), b.cview()(1, j, i), 1e-4) << what << j << ", " << i;
    };
    same(fine.u, expected.u, "u "), same(fine.v, expected.v, "v "), same(fine.w, expected.w, "w ");
    same(fine.pressure, expected.pressure, "p "), same(fine.k, expected.k, "k ");
    on_cells(Backend::cpu(), "wind: temperature from wider columns", Box3{1, 2, 2, 8, 2, 8},
             wind::TemperatureFromCoarse{coarse.k.cview(), plane_of(3, 2, 0, 0).cview(), cell.cview(),
                                         fine.w.view()});
    same(fine.w, expected.k, "temperature ");
    same(fine.epsilon, expected.epsilon, "epsilon "), same(fine.viscosity, expected.viscosity, "nu ");
}

TEST(CoarseStart, WiderColumnsKeepSolidsLeavesAndRoughness) {  // (52)
    WindDomain d = test_wind::domain(5, 4, 2, {1, 1}, 0.01,
                                     [](double x, double y, double z) { return x < 2 && y < 4 && z < 1; });
    d.roughness.view()(3, 4) = 1;  // of the last column, which stands alone along x
    d.leaf_area = Field3D<float>(Backend::cpu(), d.solid.shape(), "leaf area density", "m2 m-3");
    std::ranges::fill(d.leaf_area.host(), 0.0f);
    d.leaf_area.view()(1, 2, 2) = 2;
    test_wind::warm(d, 0.1);
    d.heat_flux.view()(3, 4) = 0.3f;
    const WindDomain wide = on_wider_columns(d);
    EXPECT_EQ(wide.solid.shape(), (Shape{2, 2, 3}));
    EXPECT_EQ(wide.cell_size, 4);
    EXPECT_EQ(wide.thickness, d.thickness);
    EXPECT_EQ(wide.solid.view()(0, 0, 0), 1) << "two of four";
    EXPECT_EQ(wide.solid.view()(0, 1, 0), 0);
    EXPECT_EQ(wide.solid.view()(1, 0, 0), 0);
    EXPECT_NEAR(wide.roughness.view()(1, 2), 0.1, 1e-5) << "one in two, counted twice";
    EXPECT_NEAR(wide.roughness.view()(0, 0), 0.01, 1e-6);
    EXPECT_EQ(wide.leaf_area.view()(1, 1, 1), 0.5f);
    EXPECT_NEAR(wide.heat_flux.view()(1, 2), 0.2, 1e-6);
    EXPECT_NEAR(wide.heat_flux.view()(0, 0), 0.1, 1e-6);
}

TEST(CoarseStart, NothingSmallIsMadeSmaller) {
    const WindDomain d =
        test_wind::domain(31, 64, 2, {1, 1}, 0.01, [](double, double, double) { return false; });
    EXPECT_FALSE(flow_on_wider_columns(Backend::cpu(), d, {},
                                       log_law(test_wind::heights_with_top(d), 5, 10, 0.01), 270, {}));
}

TEST(CoarseStart, OfABlockIsNearTheFlow) {
    const WindDomain d = test_wind::domain(
        48, 32, 2, test_wind::levels(1, 1.3, 30), 0.03,
        [](double x, double y, double z) { return x > 40 && x < 52 && y > 24 && y < 40 && z < 8; });
    const WindProfile inflow = log_law(test_wind::heights_with_top(d), 5, 10, 0.03);
    const auto guess = flow_on_wider_columns(Backend::cpu(), d, {}, inflow, 270, {});
    ASSERT_TRUE(guess);
    WindModel flow(Backend::cpu(), d, {}), guessed(Backend::cpu(), d, {}), profile(Backend::cpu(), d, {});
    flow.start(inflow, 270), guessed.start(inflow, 270, &*guess), profile.start(inflow, 270);
    flow.iterate(250);
    const auto off = [&](const WindModel& of) {
        double sum = 0;
        for (idx k = 1; k <= 8; ++k)
            for (idx j = 2; j < 34; ++j)
                for (idx i = 2; i < 50; ++i)
                    sum += std::pow(double(of.u().cview()(k, j, i) - flow.u().cview()(k, j, i)), 2) +
                           std::pow(double(of.k().cview()(k, j, i) - flow.k().cview()(k, j, i)), 2);
        return std::sqrt(sum);
    };
    EXPECT_LT(off(guessed), 0.35 * off(profile));
    // Nothing blows through walls from the first moment on.
    for (idx k = 1; k <= 5; ++k)
        for (idx j = 2; j < 34; ++j)
            for (idx i = 2; i < 50; ++i)
                if ((guessed.cells().cview()(k, j, i) & wind::air) == 0) {
                    ASSERT_EQ(guessed.u().cview()(k, j, i), 0.0f);
                    ASSERT_EQ(guessed.u().cview()(k, j, i - 1), 0.0f);
                }
    guessed.iterate(60), profile.iterate(60);
    EXPECT_LT(off(guessed), 0.5 * off(profile));
}

}  // namespace
}  // namespace luwte
