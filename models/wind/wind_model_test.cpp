// SPDX-License-Identifier: Apache-2.0
#include "models/wind/wind_model.hpp"

#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"

#include <cmath>
#include <cstring>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

constexpr double roughness = 0.03;

WindProfile profile_of(const WindDomain& d) {
    return log_law(test_wind::heights_with_top(d), 5.0, 10.0, roughness);
}

bool flat(double, double, double) { return false; }

/// A block of 20 x 12 x 10 m in 120 x 96 m.
WindDomain with_block(double south) {
    return test_wind::domain(30, 24, 4, test_wind::levels(1, 1.2, 60), roughness,
                             [=](double x, double y, double z) {
                                 return x > 40 && x < 60 && y > south && y < south + 12 && z < 10;
                             });
}

TEST(WindModel, LogLawIsKeptOverAFieldFromAnySide) {
    const WindDomain d = test_wind::domain(24, 24, 10, test_wind::levels(0.5, 1.25, 80), roughness, flat);
    const WindProfile in = profile_of(d);
    for (const double from : {270.0, 0.0, 225.0}) {
        WindModel model(Backend::cpu(), d, {});
        model.start(in, from);
        model.iterate(120);
        const WindSample wind(model, d);
        const double x = -std::sin(from * 3.14159265358979 / 180),
                     y = -std::cos(from * 3.14159265358979 / 180);
        const std::vector<double> heights = d.heights();
        // Downwind, not within two cells of a side.
        for (std::size_t n = 0; n < heights.size(); ++n) {
            const auto [u, v, w] = wind.at(120 + 85 * x, 120 + 85 * y, heights[n]);
            EXPECT_NEAR(std::hypot(u, v) / double(in.speed[n]), 1, 0.03) << from << " degrees, level " << n;
            if (std::abs(x) > 0.01 && std::abs(y) > 0.01) {
                EXPECT_NEAR(u / v, x / y, 0.02 * std::abs(x / y));
            }
        }
    }
}

TEST(WindModel, WhatBlowsInBlowsOutAndNothingThroughWalls) {
    const WindDomain d = with_block(40);
    WindModel model(Backend::cpu(), d, {});
    model.start(profile_of(d), 270);
    model.iterate(150);
    EXPECT_LT(model.largest_imbalance(), 1e-3);
    const auto u = model.u().view(), v = model.v().view(), w = model.w().view();
    const auto cell = model.cells().view();
    double in = 0, out = 0;
    const wind::Extents e = model.extents();
    for (idx k = 1; k <= e.nz; ++k)
        for (idx j = 2; j < e.ny + 2; ++j) {
            const double area = d.thickness[std::size_t(k - 1)] * d.cell_size;
            in += area * double(u(k, j, 1)), out += area * double(u(k, j, e.nx + 1));
            for (idx i = 2; i < e.nx + 1; ++i) {
                const bool here = (cell(k, j, i) & wind::air) != 0;
                const auto closed = [&](idx kk, idx jj, idx ii) {
                    return here != ((cell(kk, jj, ii) & wind::air) != 0);
                };
                if (closed(k, j, i + 1)) {
                    ASSERT_EQ(u(k, j, i), 0.0f);
                }
                if (closed(k, j + 1, i)) {
                    ASSERT_EQ(v(k, j, i), 0.0f);
                }
                if (k < e.nz && closed(k + 1, j, i)) {
                    ASSERT_EQ(w(k, j, i), 0.0f);
                }
            }
        }
    EXPECT_NEAR(out / in, 1, 1e-4);
}

TEST(WindModel, ABlockSheltersItsLeeAndSpeedsWindUpBesideIt) {
    const WindDomain d = with_block(40);
    WindModel model(Backend::cpu(), d, {});
    const WindProfile in = profile_of(d);
    model.start(in, 270);
    model.iterate(200);
    const WindSample wind(model, d);
    const double open = wind.at(10, 46, 2)[0];
    EXPECT_LT(wind.at(66, 46, 2)[0], 0.3 * open);
    EXPECT_GT(wind.speed(50, 34, 5), 1.05 * wind.speed(10, 34, 5));
    // Stagnation in front: pressure above that of the free wind, suction on the roof.
    const auto p = model.pressure().view();
    EXPECT_GT(p(4, 2 + 11, 2 + 9), 0.2f * open * open);
    EXPECT_LT(p(8, 2 + 11, 2 + 11), 0.0f);
}

TEST(WindModel, AProjectionIsAPotentialFlowWithoutAWake) {
    // One speed at all heights past a block in the middle.
    const WindDomain d = test_wind::domain(
        41, 31, 4, test_wind::levels(1, 1.2, 60), roughness, [](double x, double y, double z) {
            return std::abs(x - 82) < 10 && std::abs(y - 62) < 10 && z < 20;
        });
    WindModel model(Backend::cpu(), d, {});
    WindProfile even = profile_of(d);
    std::ranges::fill(even.speed, 5.0f);
    model.start(even, 270);
    model.project();
    EXPECT_EQ(model.iterations(), 0);
    EXPECT_LT(model.largest_imbalance(), 1e-4);
    const WindSample wind(model, d);
    // As calm behind as in front (d'Alembert), faster beside and above.
    for (const double off : {14.0, 22.0, 40.0})
        EXPECT_NEAR(wind.at(82 - off, 62, 3)[0], wind.at(82 + off, 62, 3)[0], 0.03 * 5) << off;
    EXPECT_LT(wind.at(82 - 14, 62, 3)[0], 0.7 * 5);
    EXPECT_GT(wind.at(82, 62 + 14, 3)[0], 1.1 * 5);
    EXPECT_GT(wind.at(82, 62, 23)[0], 1.05 * 5);
    // No rotation: du/dz = dw/dx, in front of the block where both are large.
    const double by_height = (wind.at(64, 62, 22)[0] - wind.at(64, 62, 14)[0]) / 8,
                 by_way = (wind.at(68, 62, 18)[2] - wind.at(60, 62, 18)[2]) / 8;
    EXPECT_GT(by_way, 0.02);
    EXPECT_NEAR(by_height / by_way, 1, 0.1);
}

TEST(WindModel, MirroredScenesHaveMirroredWind) {
    const WindDomain d = with_block(24), m = with_block(96 - 24 - 12);
    WindModel a(Backend::cpu(), d, {}), b(Backend::cpu(), m, {});
    a.start(profile_of(d), 270), b.start(profile_of(m), 270);
    a.iterate(200), b.iterate(200);
    const auto ua = a.u().view(), ub = b.u().view(), va = a.v().view(), vb = b.v().view();
    const wind::Extents e = a.extents();
    double worst = 0;
    for (idx k = 1; k <= e.nz; ++k)
        for (idx j = 2; j < e.ny + 2; ++j)
            for (idx i = 2; i < e.nx + 2; ++i) {
                worst = std::max(worst, double(std::abs(ua(k, j, i) - ub(k, e.ny + 3 - j, i))));
                worst = std::max(worst, double(std::abs(va(k, j, i) + vb(k, e.ny + 2 - j, i))));
            }
    EXPECT_LT(worst, 1e-4 * double(profile_of(d).speed.back()));
}

TEST(WindModel, AnyNumberOfThreadsGivesTheSameBytes) {
    // Large enough that launches use threads (kernels/core/launch.hpp), the first coarser grid too.
    const WindDomain d = test_wind::domain(
        96, 80, 4, test_wind::levels(1, 1.2, 60), roughness,
        [](double x, double y, double z) { return x > 80 && x < 120 && y > 150 && z < 10; });
    const int before = omp_get_max_threads();
    const auto run = [&](int threads) {
        omp_set_num_threads(threads);
        WindModel model(Backend::cpu(), d, {});
        model.start(profile_of(d), 250);
        model.iterate(6);
        return model.u().copy_to(Backend::cpu());
    };
    const Field3D<float> one = run(1), three = run(3);
    omp_set_num_threads(before);
    EXPECT_EQ(std::memcmp(one.host().data(), three.host().data(), one.size() * sizeof(float)), 0);
}

}  // namespace
}  // namespace luwte
