// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/scalar_model.hpp"

#include "kernels/core/reduce.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <omp.h>

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

// Property 51: air of an even wind is as old as its way is long.
TEST(ScalarModel, AirIsAsOldAsItsWayIsLong) {
    const double dx = 4, speed = 2;
    const WindDomain d =
        test_wind::domain(40, 12, dx, test_wind::levels(2, 1.0, 20), 0.03, [](auto...) { return false; });
    const WindModel wind = even_wind(d, 270, float(speed), 1e-3f);
    ScalarModel model(wind, {});
    Field3D<float> source = none(wind.extents()), c = none(wind.extents()), aged = none(wind.extents());
    for (idx j = 0; j < 12; ++j) source.view()(1, j + wind::ghosts, 5 + wind::ghosts) = 1.0f;
    EXPECT_TRUE(model.solve(source, c).has_settled);
    EXPECT_TRUE(model.solve_aged(c, aged).has_settled);
    // Each cell is stirred: what leaves it stays for a cell's passage on average.
    for (const idx i : {5, 6, 12, 30}) {
        double all = 0, old = 0;
        for (idx k = 1; k <= wind.extents().nz; ++k)
            for (idx j = 0; j < 12; ++j) {
                all += c.view()(k, j + wind::ghosts, i + wind::ghosts);
                old += aged.view()(k, j + wind::ghosts, i + wind::ghosts);
            }
        EXPECT_NEAR(old / all / ((i - 4) * dx / speed), 1, 0.01) << i;
    }
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
    for (const bool transposed : {false, true}) {
        const dispersion::Matrix<const float> a = model.matrix(transposed);
        for (idx k = 1; k <= a.levels; ++k)
            for (idx j = wind::ghosts; j < a.rows + wind::ghosts; ++j)
                for (idx i = wind::ghosts; i < a.columns + wind::ghosts; ++i)
                    for (int part = 0; part < dispersion::loss; ++part)
                        ASSERT_GE(a.value(dispersion::Part(part), k, j, i), 0.0f) << part;
    }
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

TEST(ScalarModel, SurfacesAndSettlingTakeTheirPart) {
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

// Property 58: what is emitted leaves with the wind or stays on surfaces; the matrix without removal says
// which.
TEST(ScalarModel, EachColumnTakesByItsOwnVelocityAndTheRestLeaves) {
    const WindModel wind = around_blocks(270);
    const wind::Extents e = wind.extents();
    ScalarModel::Parameters parameters;
    parameters.removal = {.to_surfaces = 0.01f, .settling = 0.002f};
    ScalarModel plain(wind, {}), alike(wind, parameters);
    parameters.tops.assign(std::size_t(e.nx) * std::size_t(e.ny), 0.01f);
    ScalarModel same(wind, parameters);
    for (idx j = 0; j < e.ny; ++j)
        for (idx i = 0; i < e.nx / 2; ++i)
            parameters.tops[std::size_t(j) * std::size_t(e.nx) + std::size_t(i)] = 0;
    ScalarModel half(wind, parameters);
    parameters.tops.pop_back();
    EXPECT_THROW(ScalarModel(wind, parameters), RuntimeError);
    Field3D<float> source = none(e), c = none(e), c_same = none(e), c_half = none(e);
    source.view()(1, 8, 6) = 1.0f;
    alike.solve(source, c), same.solve(source, c_same), half.solve(source, c_half);
    EXPECT_TRUE(std::ranges::equal(c.host(), c_same.host()));
    const auto taken = [&](ScalarModel& model, const Field3D<float>& field) {
        EXPECT_NEAR(model.leaving(field), 1, 1e-4);
        return 1 - plain.leaving(field);
    };
    const double all = taken(alike, c), some = taken(half, c_half);
    // Counted anew, of the ground, roofs, facades and undersides.
    double counted = 0;
    const dispersion::Matrix<const float> a = alike.matrix(), b = plain.matrix();
    for (idx k = 1; k <= e.nz; ++k)
        for (idx j = 0; j < e.columns_y(); ++j)
            for (idx i = 0; i < e.columns_x(); ++i) {
                if (c.view()(k, j, i) == 0) continue;
                const auto loss_of = [&](const dispersion::Matrix<const float>& m) {
                    const idx row = alike.turned() ? i : j, column = alike.turned() ? j : i;
                    const auto of = [&](dispersion::Part part, idx dk) {
                        return double(m.value(part, k + dk, row, column));
                    };
                    return of(dispersion::loss, 0) - of(dispersion::below, 1) - of(dispersion::above, -1);
                };
                counted += (loss_of(a) - loss_of(b)) * double(c.view()(k, j, i));
            }
    EXPECT_NEAR(all, counted, 2e-3);
    EXPECT_GT(all, 0.01);
    EXPECT_LT(some, 0.9 * all);
    EXPECT_GT(some, 0.1 * all);
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

TEST(ScalarModel, WhatIsNoSourceIsAnErrorWithItsPlace) {
    const WindModel wind = around_blocks(270);
    ScalarModel model(wind, {});
    Field3D<float> c = none(wind.extents());
    const auto message = [&](idx k, idx j, idx i, float value) -> std::string {
        Field3D<float> source = none(wind.extents());
        source.view()(1, 8, 6) = 1, source.view()(k, j, i) = value;
        try {
            model.solve(source, c);
        } catch (const RuntimeError& e) {
            return e.what();
        }
        return "none";
    };
    EXPECT_EQ(message(1, 9, 7, 0.5f), "none");
    EXPECT_THAT(message(1, 14, 14, 1.0f), testing::HasSubstr("level 0, row 12, column 12"));  // in a block
    EXPECT_THAT(message(2, 9, 7, -1.0f), testing::HasSubstr("level 1, row 7, column 5"));
    EXPECT_THAT(message(1, 9, 7, std::nanf("")), testing::HasSubstr("nan"));
}

/// What the matrix loses at a cell that its neighbours do not gain is what surfaces, leaves and the ground
/// take there, counted anew; away from the domain's sides, through which it also leaves.
TEST(ScalarModel, ColumnsOfTheMatrixAddUpToWhatIsTaken) {
    WindDomain d =
        test_wind::domain(24, 21, 4, test_wind::levels(1, 1.2, 30), 0.03, [](double x, double y, double z) {
            return (x > 40 && x < 60 && y > 28 && y < 52 && z < 8) ||
                   (x > 68 && x < 76 && y > 30 && y < 60 && z < 12);
        });
    d.leaf_area = Field3D<float>(Backend::cpu(), d.solid.shape(), "leaf area density", "m2 m-3");
    for (std::size_t n = 0; n < d.leaf_area.size(); ++n) d.leaf_area.host()[n] = n % 3 == 0 ? 0.4f : 0.0f;
    for (const double from : {250.0, 20.0}) {
        WindModel wind(Backend::cpu(), d, {});
        wind.start(log_law(test_wind::heights_with_top(d), 5.0, 10.0, 0.03), from);
        wind.iterate(10);
        ScalarModel::Parameters parameters;
        parameters.removal = {.to_surfaces = 0.05f, .to_leaves = 0.03f, .settling = 0.02f};
        ScalarModel model(wind, parameters);
        const dispersion::Matrix<const float> a = model.matrix();
        using namespace dispersion;
        const auto open = [&](idx k, idx j, idx i) {
            return k > 0 && (k > d.solid.shape().nz || d.solid.view()(k - 1, j - 2, i - 2) == 0);
        };
        double worst = 0, taken = 0;
        for (idx k = 1; k <= d.solid.shape().nz; ++k)
            for (idx j = 3; j < d.solid.shape().ny + 1; ++j)
                for (idx i = 3; i < d.solid.shape().nx + 1; ++i) {
                    if (!open(k, j, i)) continue;
                    const idx row = model.turned() ? i : j, column = model.turned() ? j : i;
                    const auto of = [&](Part part, idx dk, idx dj, idx di) {
                        return double(a.value(part, k + dk, row + dj, column + di));
                    };
                    const double gained =
                        of(before, 0, 1, 0) + of(after, 0, -1, 0) + of(left, 0, 0, 1) + of(right, 0, 0, -1) +
                        of(before_left, 0, 1, 1) + of(before_right, 0, 1, -1) + of(after_left, 0, -1, 1) +
                        of(after_right, 0, -1, -1) + of(below, 1, 0, 0) + of(above, -1, 0, 0);
                    const double lost = of(loss, 0, 0, 0);
                    const double dz = d.thickness[std::size_t(k - 1)];
                    double expected = 0.03 * double(d.leaf_area.view()(k - 1, j - 2, i - 2)) * 16 * dz;
                    for (const auto& [dj, di] : {std::pair{0, 1}, {0, -1}, {1, 0}, {-1, 0}})
                        if (!open(k, j + dj, i + di)) expected += 0.05 * 4 * dz;
                    if (!open(k - 1, j, i)) expected += (0.05 + 0.02) * 16;
                    worst = std::max(worst, std::abs(lost - gained - expected) / lost);
                    taken += expected;
                }
        EXPECT_LT(worst, 1e-5) << from;
        EXPECT_GT(taken, 1) << from;
    }
}

/// The same scene with x and y exchanged has the same answer, exchanged.
TEST(ScalarModel, TurnedScenesHaveTurnedAnswers) {
    const auto solve = [&](bool exchanged) {
        const WindDomain d = test_wind::domain(20, 20, 4, test_wind::levels(1, 1.3, 24), 0.03,
                                               [&](double x, double y, double z) {
                                                   if (exchanged) std::swap(x, y);
                                                   return x > 32 && x < 48 && y > 20 && y < 40 && z < 8;
                                               });
        WindModel wind(Backend::cpu(), d, {});
        wind.start(log_law(test_wind::heights_with_top(d), 5.0, 10.0, 0.03), exchanged ? 210 : 240);
        ScalarModel model(wind, {});
        Field3D<float> source = none(wind.extents()), c = none(wind.extents());
        (exchanged ? source.view()(1, 6, 9) : source.view()(1, 9, 6)) = 1.0f;
        model.solve(source, c);
        return c;
    };
    const Field3D<float> a = solve(false), b = solve(true);
    const float most = *std::ranges::max_element(a.host());
    for (idx k = 0; k < a.shape().nz; ++k)
        for (idx j = 0; j < 24; ++j)
            for (idx i = 0; i < 24; ++i) ASSERT_NEAR(a.view()(k, j, i), b.view()(k, i, j), 1e-3f * most);
}

TEST(ScalarModel, SameBytesForAnyNumberOfThreads) {
    const WindModel wind = around_blocks(250);
    Field3D<float> source = none(wind.extents());
    source.view()(1, 8, 6) = 1.0f;
    const int threads = omp_get_max_threads();
    const auto with = [&](int n) {
        omp_set_num_threads(n);
        ScalarModel model(wind, {});
        Field3D<float> c = none(wind.extents());
        model.solve(source, c);
        return c;
    };
    const Field3D<float> one = with(1), three = with(3);
    omp_set_num_threads(threads);
    EXPECT_EQ(std::memcmp(one.host().data(), three.host().data(), one.size() * sizeof(float)), 0);
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
