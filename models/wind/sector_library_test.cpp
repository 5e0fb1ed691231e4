// SPDX-License-Identifier: Apache-2.0
#include "models/wind/sector_library.hpp"

#include "models/city/plain_city.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

CityLayers grass_field(idx n, double cell) {
    CityLayers c = scenes::plain(n, n, cell, SurfaceType::grass);
    c.grid.x0 = 1000, c.grid.y0 = 2000;
    return c;
}

/// 96 x 96 m of grass with a block of 16 x 16 x 8 m in the middle.
CityLayers field_with_a_block() {
    CityLayers c = grass_field(24, 4);
    for (idx j = 10; j < 14; ++j)
        for (idx i = 10; i < 14; ++i) c.building_height[std::size_t(j * 24 + i)] = 8;
    return c;
}

TEST(SectorLibrary, OverOpenLandRatiosAreTheLogarithmicProfile) {
    const CityModel city(Backend::cpu(), grass_field(12, 10));
    const WindLayout layout = wind_layout(city, {.cell_size = 10});
    ASSERT_NEAR(layout.upwind_roughness, 0.03, 1e-9);
    WindLibrary library = WindLibrary::around(city, layout);
    SectorSolve solve;
    for (const double from : {0.0, 90.0, 180.0, 270.0}) library.add(solve_sector(city, layout, from, solve));
    // The mean of the speed, eddies and all: k is that of the log law, u*^2 / sqrt(c_mu), at any height.
    const float k = float(std::pow(0.4 / std::log(10.03 / 0.03), 2) / 0.3);
    const auto profile = [](double z) { return std::log((z + 0.03) / 0.03); };
    const auto law = [&](double z) {
        const double at = std::max(z, 0.25), mean = profile(at) / profile(10);  // the lowest level's middle
        return double(wind::mean_speed(float(mean), k) / wind::mean_speed(1, k)) * profile(z) / profile(at);
    };
    for (const WindLibrary::Sector& sector : library.sectors) EXPECT_TRUE(sector.report.settled);
    for (const double z : {0.1, 1.1, 1.75, 5.0, 10.0, 18.0})
        for (const double from : {0.0, 90.0, 200.0, 315.0})
            EXPECT_NEAR(library.speed_ratio(1060, 2060, z, from) / law(z), 1, 0.03) << z << " m, " << from;
}

TEST(SectorLibrary, ABlockSheltersItsLee) {
    const CityModel city(Backend::cpu(), field_with_a_block());
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    SectorSolve solve;
    int looks = 0;
    const SectorFields west = solve_sector(city, layout, 270, solve,
                                           [&](const SectorReport& r) { looks = r.iterations / solve.look; });
    EXPECT_TRUE(west.report.settled);
    EXPECT_LE(west.report.drift, solve.most_drift);
    EXPECT_EQ(looks * solve.look, west.report.iterations);
    EXPECT_EQ(west.report.fast_cells, 0);
    // In columns of 4 m: the block is 10 to 13 either way; level 2 is 1.0 to 1.6 m above ground.
    const auto u = west.speed.view();
    EXPECT_LT(u(2, 11, 15), 0.5f * u(2, 11, 2));
    EXPECT_EQ(u(2, 11, 11), 0.0f) << "in the block";
    EXPECT_GT(west.x.view()(2, 2, 12), 0.0f) << "it blows to the east";
    // The scene is symmetric: what the west gives the east, the north gives the south.
    const SectorFields north = solve_sector(city, layout, 0, solve);
    const auto v = north.speed.view();
    EXPECT_LT(north.y.view()(2, 12, 2), 0.0f) << "it blows to the south";
    for (idx n = 0; n < 24; ++n)
        for (idx m = 0; m < 24; ++m) ASSERT_NEAR(u(2, n, m), v(2, 23 - m, n), 2e-3) << n << ", " << m;
    // Components, k and speed belong together.
    const double z0 = layout.upwind_roughness;
    const float k = float(std::pow(0.4 / std::log((10 + z0) / z0), 2) / 0.3);
    for (std::size_t n = 0; n < west.speed.size(); n += 97) {
        const float wind = std::hypot(west.x.host()[n], west.y.host()[n], west.up.host()[n]);
        const bool air = west.k.host()[n] > 0;
        EXPECT_NEAR(west.speed.host()[n],
                    air ? wind::mean_speed(wind, west.k.host()[n]) / wind::mean_speed(1, k) : 0, 1e-5);
    }
}

TEST(SectorLibrary, NoSectorEndsBeforeWindHasCrossedTheArea) {
    const CityModel city(Backend::cpu(), grass_field(12, 10));
    const WindLayout layout = wind_layout(city, {.cell_size = 10});
    SectorSolve solve;
    solve.most_iterations = 10, solve.most_drift = 0;
    const SectorReport report = solve_sector(city, layout, 270, solve).report;
    EXPECT_EQ(report.iterations, 12 + layout.margins(270).west);
    EXPECT_FALSE(report.settled);
}

TEST(SectorLibrary, BetweenSectorsSpeedsAreInterpolatedAllAround) {
    const CityModel city(Backend::cpu(), grass_field(8, 4));
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    WindLibrary library = WindLibrary::around(city, layout);
    for (int n = 0; n < 12; ++n) {
        WindLibrary::Sector sector;
        sector.from_deg = 30 * n;
        sector.speed = {Backend::cpu(), library.solid.shape(), "speed", "1"};
        std::ranges::fill(sector.speed.host(), 1.0f + float(n));
        library.sectors.push_back(std::move(sector));
    }
    const auto at = [&](double from) { return library.speed_ratio(1016, 2016, 10, from); };
    EXPECT_NEAR(at(0), 1, 1e-6);
    EXPECT_NEAR(at(90), 4, 1e-6);
    EXPECT_NEAR(at(105), 4.5, 1e-6);
    EXPECT_NEAR(at(345), 0.5 * (12 + 1), 1e-6) << "half-way between 330 and 0 degrees";
    EXPECT_NEAR(at(-15), at(345), 1e-6);
    EXPECT_NEAR(at(360 + 105), at(105), 1e-6);
}

TEST(SectorLibrary, ARunawayNamesSectorPlaceAndIteration) {
    const CityModel city(Backend::cpu(), field_with_a_block());
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    SectorSolve solve;
    solve.model.turbulence.c_mu = std::numeric_limits<float>::quiet_NaN();
    try {
        solve_sector(city, layout, 240, solve);
        FAIL() << "a viscosity that is not a number went unnoticed";
    } catch (const WindRunaway& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("the wind from 240 degrees runs away in iteration 25"));
        EXPECT_THAT(e.what(), testing::HasSubstr("m above ground, is nan m/s"));
    }
}

TEST(SectorLibrary, StationWindIsBroughtToTheLandUpwind) {
    EXPECT_NEAR(reference_speed(5, 0.03), 5, 1e-12);
    // ln(60.03 / 0.03) / ln(10.03 / 0.03) * ln(10.5 / 0.5) / ln(60.5 / 0.5)
    EXPECT_NEAR(reference_speed(5, 0.5), 5 * (7.6014 / 5.8122) * (3.0445 / 4.7958), 1e-3);
}

}  // namespace
}  // namespace luwte
