// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the equations of docs/models/wind.md.
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"

#include <cmath>
#include <cstring>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

/// A block of 20 x 12 x 10 m in 120 x 96 m, or none of it.
WindDomain land_to_warm(bool block, double south = 40) {
    return test_wind::domain(30, 24, 4, test_wind::levels(1, 1.2, 60), 0.03,
                             [=](double x, double y, double z) {
                                 return block && x > 40 && x < 60 && y > south && y < south + 12 && z < 10;
                             });
}

WindProfile air_of(const WindDomain& d, double per_length) {
    return monin_obukhov(test_wind::heights_with_top(d), 5, 10, 0.03, 0, per_length);
}

/// No temperature differs in what flows in.
WindProfile air_without_layers(const WindDomain& d) {
    WindProfile in = air_of(d, 0);
    in.temperature.assign(in.speed.size(), 0), in.per_prandtl.assign(in.speed.size(), 1);
    in.k_gain.assign(in.speed.size(), 0), in.k_loss.assign(in.speed.size(), 0);
    return in;
}

TEST(WindWithHeat, WithoutAnyItIsTheNeutralWind) {
    WindDomain d = land_to_warm(true);
    const auto run = [&] {
        WindModel model(Backend::cpu(), d, {});
        model.start(air_without_layers(d), 250);
        model.iterate(20);
        return model.k().copy_to(Backend::cpu());
    };
    const Field3D<float> neutral = run();
    test_wind::warm(d, 0);
    const Field3D<float> of_nothing = run();
    EXPECT_EQ(std::memcmp(neutral.host().data(), of_nothing.host().data(), neutral.size() * sizeof(float)),
              0);
}

TEST(WindWithHeat, UndisturbedLayersStayAtRest) {  // (21), (24), (25)
    for (const double per_length : {-0.02, 0.02}) {
        WindDomain d = land_to_warm(false);
        const WindProfile in = air_of(d, per_length);
        test_wind::warm(d, in.heat_flux);
        WindModel model(Backend::cpu(), d, {});
        model.start(in, 270);
        model.iterate(100);
        const WindSample wind(model, d);
        const std::vector<double> heights = d.heights();
        for (std::size_t n = 0; n < heights.size(); ++n) {
            const auto [u, v, w] = wind.at(110, 48, heights[n]);
            EXPECT_NEAR(u / double(in.speed[n]), 1, 0.03) << per_length << ", level " << n;
            EXPECT_LT(std::abs(w), 0.01) << per_length << ", level " << n;
            const double t = model.temperature().view()(idx(n) + 1, 14, 28);
            EXPECT_NEAR(t, double(in.temperature[n]), 0.1) << per_length << ", level " << n;
        }
    }
}

TEST(WindWithHeat, WhatGroundAndRoofsGiveIsCarriedOut) {  // (22)
    WindDomain d = land_to_warm(true);
    const WindProfile in = air_of(d, -0.02);
    test_wind::warm(d, 2 * in.heat_flux);
    WindModel model(Backend::cpu(), d, {});
    model.start(in, 270);
    model.iterate(400);
    const auto t = model.temperature().view();
    const auto u = model.u().view(), nu = model.viscosity().view();
    const wind::Extents e = model.extents();
    const double dx = d.cell_size;
    double sides = 0, top = 0;
    for (idx j = 2; j < e.ny + 2; ++j) {
        for (idx k = 1; k <= e.nz; ++k) {
            const double area = dx * d.thickness[std::size_t(k - 1)];
            // The ghost cells' on the way in, the last cell's on the way out, and what diffuses to the
            // inflow.
            sides += area * (double(u(k, j, e.nx + 1)) * double(t(k, j, e.nx + 1)) -
                             double(u(k, j, 1)) * double(t(k, j, 1)));
            sides += area / dx * 0.5 * double(nu(k, j, 1) + nu(k, j, 2)) *
                     double(in.per_prandtl[std::size_t(k - 1)]) * double(t(k, j, 2) - t(k, j, 1));
        }
        for (idx i = 2; i < e.nx + 2; ++i) {
            const double per_prandtl =
                0.5 * double(in.per_prandtl[std::size_t(e.nz - 1)] + in.per_prandtl[std::size_t(e.nz)]);
            top += dx * dx * 0.5 * double(nu(e.nz, j, i) + nu(e.nz + 1, j, i)) * per_prandtl *
                   double(t(e.nz, j, i) - t(e.nz + 1, j, i)) / d.thickness.back();
        }
    }
    const double given = 2 * in.heat_flux * dx * dx * double(e.nx) * double(e.ny);
    EXPECT_GT(top, 0.1 * given);
    EXPECT_GT(sides, 0.1 * given);
    EXPECT_NEAR((sides + top) / given, 1, 0.01);
}

TEST(WindWithHeat, AWarmFieldWarmsItsLeeAndCoolsNothing) {  // (22)
    for (const double flux : {0.1, -0.1}) {
        WindDomain d = land_to_warm(true);
        test_wind::warm(d, 0);
        for (idx j = 8; j < 16; ++j)
            for (idx i = 8; i < 20; ++i) d.heat_flux.view()(j, i) = float(flux);
        WindModel model(Backend::cpu(), d, {});
        model.start(air_without_layers(d), 270);
        model.iterate(200);
        const auto t = model.temperature().view();
        const double sign = flux / std::abs(flux);
        double most = 0;
        for (idx k = 1; k <= model.extents().nz; ++k)
            for (idx j = 2; j < 26; ++j)
                for (idx i = 2; i < 32; ++i) {
                    ASSERT_GE(sign * double(t(k, j, i)), 0) << k << " " << j << " " << i;
                    most = std::max(most, sign * double(t(k, j, i)));
                }
        EXPECT_GT(most, 0.3);
        EXPECT_GT(sign * double(t(2, 13, 28)), 0.02) << "downwind";
        EXPECT_LT(sign * double(t(2, 13, 5)), 0.001) << "upwind";
    }
}

TEST(WindWithHeat, MirroredScenesHaveMirroredTemperatures) {
    WindDomain d = land_to_warm(true, 24), m = land_to_warm(true, 96 - 24 - 12);
    const WindProfile in = air_of(d, -0.02);
    test_wind::warm(d, in.heat_flux), test_wind::warm(m, in.heat_flux);
    WindModel a(Backend::cpu(), d, {}), b(Backend::cpu(), m, {});
    a.start(in, 270), b.start(in, 270);
    a.iterate(100), b.iterate(100);
    const auto ta = a.temperature().view(), tb = b.temperature().view();
    for (idx k = 1; k <= a.extents().nz; ++k)
        for (idx j = 2; j < 26; ++j)
            for (idx i = 2; i < 32; ++i) ASSERT_NEAR(ta(k, j, i), tb(k, 27 - j, i), 1e-3);
}

TEST(WindWithHeat, AnyNumberOfThreadsGivesTheSameBytes) {
    // Large enough that launches use threads (kernels/core/launch.hpp).
    WindDomain d = test_wind::domain(
        96, 80, 4, test_wind::levels(1, 1.2, 60), 0.03,
        [](double x, double y, double z) { return x > 80 && x < 120 && y > 150 && z < 10; });
    const WindProfile in = air_of(d, 0.02);
    test_wind::warm(d, in.heat_flux);
    const int before = omp_get_max_threads();
    const auto run = [&](int threads) {
        omp_set_num_threads(threads);
        WindModel model(Backend::cpu(), d, {});
        model.start(in, 250);
        model.iterate(5);
        return model.temperature().copy_to(Backend::cpu());
    };
    const Field3D<float> one = run(1), three = run(3);
    omp_set_num_threads(before);
    EXPECT_EQ(std::memcmp(one.host().data(), three.host().data(), one.size() * sizeof(float)), 0);
}

// Uehara et al. (2000), doi:10.1016/S1352-2310(99)00410-0, in a wind tunnel: the eddy of a street is weak in
// stable air and strong in unstable air.
TEST(WindWithHeat, AStreetIsCalmerInStableAirAndWindierInUnstableAir) {
    // Rows of houses of 12 m, streets of 12 m across the wind; the fourth street, against the wind above it.
    const auto eddy = [](double per_length) {
        WindDomain d = test_wind::domain(
            90, 4, 2, test_wind::levels(1, 1.2, 60), 0.03,
            [](double x, double, double z) { return x > 24 && x < 156 && std::fmod(x, 24) < 12 && z < 12; });
        const WindProfile in = air_of(d, per_length);
        if (per_length != 0) test_wind::warm(d, in.heat_flux);
        WindModel model(Backend::cpu(), d, {});
        model.start(in, 270);
        model.iterate(700);
        const WindSample wind(model, d);
        return -wind.at(114, 4, 1.5)[0] / wind.at(114, 4, 24)[0];
    };
    const double stable = eddy(0.02), neutral = eddy(0), unstable = eddy(-0.02);
    EXPECT_GT(neutral, 0.05);
    EXPECT_LT(stable, 0.95 * neutral);
    EXPECT_GT(unstable, 1.05 * neutral);
}

TEST(WindWithHeat, AnInflowWithoutTemperatureIsAnError) {
    WindDomain d = land_to_warm(false);
    test_wind::warm(d, 0.1);
    WindModel model(Backend::cpu(), d, {});
    EXPECT_THROW(model.start(air_of(d, 0), 270), RuntimeError);
}

}  // namespace
}  // namespace luwte
