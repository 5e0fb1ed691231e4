// SPDX-License-Identifier: Apache-2.0
// Sectors solved until they settle.
#include "models/wind/sector_library.hpp"
#include "models/wind/test_cities.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using scenes::field_with_a_block;
using scenes::grass_field;

TEST(SolvedSectors, OverOpenLandRatiosAreTheLogarithmicProfile) {
    const CityModel city(Backend::cpu(), grass_field(12, 10));
    const WindLayout layout = wind_layout(city, {.cell_size = 10});
    ASSERT_NEAR(layout.inflow(0).roughness, 0.03, 1e-7);
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

TEST(SolvedSectors, OverOpenLandRatiosOfStableAndUnstableAirAreTheirProfiles) {
    const CityModel city(Backend::cpu(), grass_field(12, 10));
    const WindLayout layout = wind_layout(city, {.cell_size = 10});
    for (const double per_length : {-class_per_length, class_per_length}) {
        WindLibrary library = WindLibrary::around(city, layout);
        SectorSolve solve;
        solve.per_length = per_length;
        library.add(solve_sector(city, layout, 200, solve));
        EXPECT_TRUE(library.sectors.front().report.settled);
        const std::vector<double> heights = {1.05, 5, 10, 18};
        const WindProfile p = monin_obukhov(heights, 1, 10, 0.03, 0, per_length);
        for (std::size_t n = 0; n < heights.size(); ++n) {
            const double law = double(wind::mean_speed(p.speed[n], p.k[n]) / wind::mean_speed(1, p.k[2]));
            EXPECT_NEAR(library.speed_ratio(1060, 2060, heights[n], 200) / law, 1, 0.04)
                << per_length << ", " << heights[n] << " m";
        }
    }
}

TEST(SolvedSectors, ATableOfTheLogLawGivesItsRatiosAndOneOfTwiceTheShearOthers) {
    const CityModel city(Backend::cpu(), field_with_a_block());
    constexpr double roughness = 0.1;
    const WindLayout layout = wind_layout(city, {.cell_size = 4, .upwind_roughness = roughness});
    InflowTable table{"t.csv", {2, 10, 30, layout.profile_heights().back()}, {}, {}};
    const WindProfile law = log_law(table.height, 3, 10, roughness);
    for (std::size_t n = 0; n < table.height.size(); ++n)
        table.speed.push_back(law.speed[n]), table.k.push_back(law.k[n]);
    const auto solved = [&](const InflowTable& with) {
        return solve_sector(
            city, wind_layout(city, {.cell_size = 4, .upwind_roughness = roughness, .inflow_table = with}),
            240, SectorSolve{});
    };
    const SectorFields by_law = solved({}), by_table = solved(table);
    EXPECT_EQ(by_table.report.iterations, by_law.report.iterations);
    for (std::size_t n = 0; n < by_law.speed.size(); ++n) {
        ASSERT_NEAR(by_table.speed.host()[n], by_law.speed.host()[n], 1e-4) << n;
        ASSERT_NEAR(by_table.k.host()[n], by_law.k.host()[n], 1e-4) << n;
    }
    // Twice the shear at 10 m, where all ratios are one: more wind above, less below.
    for (double& speed : table.speed) speed = speed * speed / 3;
    const SectorFields steep = solved(table);
    EXPECT_TRUE(steep.report.settled);
    const auto ratio = [](const SectorFields& of, idx level) { return of.speed.view()(level, 20, 2); };
    const std::vector<double> heights = layout.profile_heights();
    const idx top = by_law.speed.shape().nz - 1;
    ASSERT_GT(heights[std::size_t(top)], 15);
    EXPECT_GT(ratio(steep, top), 1.05f * ratio(by_law, top));
    EXPECT_LT(ratio(steep, 1), ratio(by_law, 1)) << "where the land takes most of the difference away";
}

TEST(SolvedSectors, ABlockSheltersItsLee) {
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
    // Pressure in front of it, suction on its roof; dissipation is the inflow's where that comes in.
    EXPECT_GT(west.pressure.view()(4, 11, 9), 0.2f);
    EXPECT_LT(west.pressure.view()(9, 11, 10), -0.2f);
    const auto friction = [&] {
        const double land = layout.inflow(270).roughness;
        return 0.4 / std::log((10 + land) / land);
    }();
    constexpr double at = 7.854;  // m, middle of level 8
    EXPECT_NEAR(double(west.epsilon.view()(8, 2, 0)) / (std::pow(friction, 3) / (0.4 * at)), 1, 0.1);
    // Components, k and speed belong together.
    const double z0 = layout.inflow(270).roughness;
    const float k = float(std::pow(0.4 / std::log((10 + z0) / z0), 2) / 0.3);
    for (std::size_t n = 0; n < west.speed.size(); n += 97) {
        const float wind = std::hypot(west.x.host()[n], west.y.host()[n], west.up.host()[n]);
        const bool air = west.k.host()[n] > 0;
        EXPECT_NEAR(west.speed.host()[n],
                    air ? wind::mean_speed(wind, west.k.host()[n]) / wind::mean_speed(1, k) : 0, 1e-5);
    }
}

}  // namespace
}  // namespace luwte
