// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/scalar_model.hpp"

#include "kernels/core/reduce.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr double degree = std::numbers::pi / 180;

Field3D<float> none(const wind::Extents& e) {
    Field3D<float> f(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "source", "s-1");
    std::ranges::fill(f.host(), 0.0f);
    return f;
}

/// The same speed and viscosity everywhere above the ground, as the first guess leaves them.
WindModel even_wind(const WindDomain& d, double from, float speed, float viscosity) {
    const std::size_t n = d.thickness.size() + 1;
    WindProfile in;
    in.speed.assign(n, speed), in.k.assign(n, 1.0f), in.epsilon.assign(n, 0.09f / viscosity);
    WindModel wind(Backend::cpu(), d, {});
    wind.start(in, from);
    return wind;
}

/// Two blocks in 120 x 96 m and the wind around them.
WindModel around_blocks(double from) {
    const WindDomain d =
        test_wind::domain(30, 24, 4, test_wind::levels(1, 1.2, 50), 0.03, [](double x, double y, double z) {
            return (x > 40 && x < 60 && y > 40 && y < 52 && z < 10) ||
                   (x > 68 && x < 80 && y > 30 && y < 60 && z < 14);
        });
    WindModel wind(Backend::cpu(), d, {});
    wind.start(log_law(test_wind::heights_with_top(d), 5.0, 10.0, 0.03), from);
    wind.iterate(30);
    return wind;
}

class ScalarFrom : public testing::TestWithParam<double> {};

TEST_P(ScalarFrom, WhatEntersLeavesAndNothingIsBelowZero) {
    const WindModel wind = around_blocks(GetParam());
    ScalarModel model(wind, {});
    Field3D<float> source = none(wind.extents()), c = none(wind.extents());
    source.view()(1, 14, 17) = 2.0f;  // between the blocks
    source.view()(1, 8, 10) = 1.0f;
    EXPECT_TRUE(model.solve(source, c).has_settled);
    EXPECT_NEAR(model.leaving(c) / 3, 1, 1e-4);
    EXPECT_GE(*std::ranges::min_element(c.host()), 0.0f);
    EXPECT_GT(c.view()(1, 14, 17), 0.1f);
    for (std::size_t n = 0; n < c.size(); ++n)
        if (!(wind.viscosity().host()[n] > 0)) {
            ASSERT_EQ(c.host()[n], 0.0f);
        }
    // Off the diagonal nothing takes away.
    const dispersion::Matrix<const float> a = model.matrix();
    EXPECT_GE(*std::min_element(a.p, a.p + dispersion::loss * a.size), 0.0f);
}
INSTANTIATE_TEST_SUITE_P(Directions, ScalarFrom, testing::Values(270.0, 180.0, 247.5, 45.0));

TEST(ScalarModel, TransposedIsTheSameAnswer) {
    const WindModel wind = around_blocks(250);
    ScalarModel::Parameters exact;
    exact.tolerance = 0;
    ScalarModel model(wind, exact);
    Field3D<float> source = none(wind.extents()), yard = none(wind.extents()), c = none(wind.extents()),
                   weight = none(wind.extents());
    source.view()(1, 8, 6) = 1.0f, source.view()(2, 15, 12) = 0.5f;
    for (idx j = 12; j < 16; ++j)
        for (idx i = 17; i < 19; ++i) yard.view()(1, j, i) = 0.125f;
    model.solve(source, c), model.solve_transposed(yard, weight);
    const Box3 inside = wind.extents().inside();
    const double forward = dot(Backend::cpu(), inside, c.cview(), yard.cview());
    EXPECT_GT(forward, 0.001);
    EXPECT_NEAR(dot(Backend::cpu(), inside, weight.cview(), source.cview()) / forward, 1, 1e-5);
}

TEST(ScalarModel, SourcesAddUp) {
    const WindModel wind = around_blocks(200);
    ScalarModel model(wind, {});
    const auto of = [&](float one, float other) {
        Field3D<float> source = none(wind.extents()), c = none(wind.extents());
        source.view()(1, 14, 17) = one, source.view()(3, 6, 20) = other;
        model.solve(source, c);
        return c;
    };
    const Field3D<float> a = of(3, 0), b = of(0, 5), both = of(3, 5);
    const float most = *std::ranges::max_element(both.host());
    for (std::size_t n = 0; n < both.size(); ++n)
        ASSERT_NEAR(a.host()[n] + b.host()[n], both.host()[n], 1e-4f * most) << n;
}

TEST(ScalarModel, SurfacesLeavesAndSettlingTakeTheirPart) {
    const WindModel wind = around_blocks(270);
    const auto at = [&](idx level, const dispersion::Removal& removal) {
        ScalarModel::Parameters parameters;
        parameters.removal = removal;
        ScalarModel model(wind, parameters);
        Field3D<float> source = none(wind.extents()), c = none(wind.extents());
        source.view()(2, 8, 6) = 1.0f;
        EXPECT_TRUE(model.solve(source, c).has_settled);
        EXPECT_NEAR(model.leaving(c), 1, 1e-4);
        return double(c.view()(level, 8, 28));
    };
    EXPECT_LT(at(1, {.to_surfaces = 0.02f}), 0.9 * at(1, {}));
    EXPECT_LT(at(6, {.settling = 0.02f}), 0.95 * at(6, {}));
}

TEST(ScalarModel, LeavesTakeTheirPart) {
    WindDomain d = test_wind::domain(20, 16, 4, test_wind::levels(1, 1.2, 30), 0.03,
                                     [](double, double, double) { return false; });
    d.leaf_area = Field3D<float>(Backend::cpu(), d.solid.shape(), "leaf area density", "m2 m-3");
    std::ranges::fill(d.leaf_area.host(), 0.5f);
    WindModel wind(Backend::cpu(), d, {});
    wind.start(log_law(test_wind::heights_with_top(d), 5.0, 10.0, 0.03), 270);
    Field3D<float> source = none(wind.extents()), c = none(wind.extents());
    source.view()(1, 10, 4) = 1.0f;
    const auto mass = [&](float velocity) {
        ScalarModel::Parameters parameters;
        parameters.removal.to_leaves = velocity;
        ScalarModel model(wind, parameters);
        model.solve(source, c);
        double total = 0;
        for (idx k = 1; k <= wind.extents().nz; ++k)
            for (idx j = 2; j < 18; ++j)
                for (idx i = 2; i < 22; ++i)
                    total += double(c.view()(k, j, i)) * 16 * d.thickness[std::size_t(k - 1)];
        return total;
    };
    // 0.01 m s-1 on 0.5 m2 m-3 takes 0.005 of the mass per second, and little else is slow here.
    const double without = mass(0), with = mass(0.01f);
    EXPECT_LT(with, 0.97 * without);
    EXPECT_GT(with, without / (1 + 0.005 * without));
}

TEST(ScalarModel, AnotherShapeIsAnError) {
    const WindModel wind = around_blocks(270);
    ScalarModel model(wind, {});
    Field3D<float> source(Backend::cpu(), {3, 4, 5}, "source", "s-1"), c = none(wind.extents());
    EXPECT_THROW(model.solve(source, c), RuntimeError);
    source = none(wind.extents());
    const ScalarModel::Result result = model.solve(source, c);
    EXPECT_TRUE(result.has_settled);
    EXPECT_EQ(*std::ranges::max_element(c.host()), 0.0f);
}

/// Even wind: the variance across the wind grows by 2 K / U per metre whatever the direction.
TEST(ScalarModel, PlumesWidenAlikeInAllDirections) {
    constexpr double dx = 4, speed = 4, diffusivity = 3;
    for (const double from : {270.0, 247.5, 225.0, 180.0}) {
        const WindDomain d = test_wind::domain(48, 48, dx, std::vector<double>(20, 4.0), 0.03,
                                               [](double, double, double) { return false; });
        const WindModel wind = even_wind(d, from, float(speed), float(0.7 * diffusivity));
        ScalarModel model(wind, {});
        Field3D<float> source = none(wind.extents()), c = none(wind.extents());
        const double x = -std::sin(from * degree), y = -std::cos(from * degree);
        const idx si = idx(26 - std::lround(16 * x)), sj = idx(26 - std::lround(16 * y));
        source.view()(10, sj, si) = 1;
        model.solve(source, c);
        for (const double at : {40., 80., 100.}) {
            double mass = 0, second = 0;
            for (idx k = 1; k <= 20; ++k)
                for (idx j = 2; j < 50; ++j)
                    for (idx i = 2; i < 50; ++i) {
                        const double along = dx * ((i - si) * x + (j - sj) * y),
                                     aside = dx * ((j - sj) * x - (i - si) * y);
                        if (std::abs(along - at) > 0.5 * dx) continue;
                        mass += double(c.view()(k, j, i)),
                            second += double(c.view()(k, j, i)) * aside * aside;
                    }
            EXPECT_NEAR(std::sqrt(second / mass / (2 * diffusivity * at / speed)), 1, 0.15)
                << from << " degrees, " << at << " m";
        }
    }
}

}  // namespace
}  // namespace luwte
