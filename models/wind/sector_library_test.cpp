// SPDX-License-Identifier: Apache-2.0
#include "models/wind/sector_library.hpp"

#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using scenes::field_with_a_block;
using scenes::grass_field;

TEST(SectorLibrary, NoSectorEndsBeforeWindHasCrossedTheArea) {
    const CityModel city(Backend::cpu(), grass_field(12, 10));
    const WindLayout layout = wind_layout(city, {.cell_size = 10});
    SectorSolve solve;
    solve.most_iterations = 10, solve.most_drift = 0;
    const SectorReport report = solve_sector(city, layout, 270, solve).report;
    EXPECT_EQ(report.iterations, 12 + layout.margins(270).west);
    EXPECT_FALSE(report.settled);
}

TEST(SectorLibrary, AFlowThatSwingsEndsAndOneThatSlowlyComesToRestDoesNot) {
    std::vector<double> drifts;
    double drift = 0.02;
    for (int n = 0; n < 40; ++n) {
        drifts.push_back(drift *= 0.95);
        EXPECT_FALSE(falls_no_more(drifts, 20)) << n;
    }
    // Swings about a level that three of the last 20 looks fell to by 14 %; then two, by less than a tenth.
    for (int n = 0; n < 17; ++n) {
        drifts.push_back((n % 3 == 0 ? 1.3 : 1.0) * drift);
        EXPECT_FALSE(falls_no_more(drifts, 20)) << n;
    }
    drifts.push_back(drift);
    EXPECT_TRUE(falls_no_more(drifts, 20));
    drifts.back() = 0.85 * drift;
    EXPECT_FALSE(falls_no_more(drifts, 20));
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

TEST(SectorLibrary, StationWindComesToTheSiteThroughTheTable) {
    const InflowTable table{"t.csv", {10, 40, 100}, {4, 7, 9}, {1, 1, 1}};
    // 7.6014 / 5.8122 over grass (above); at 60 m the table is linear in the logarithm between 40 and 100 m.
    const double at_60 = 7 + 2 * std::log(60.5 / 40.5) / std::log(100.5 / 40.5);
    EXPECT_NEAR(reference_speed(5, table, 0.5), 5 * (7.6014 / 5.8122) * 4 / at_60, 1e-3);
    InflowTable law{"law.csv", {2, 10, 30, 100}, {}, {1, 1, 1, 1}};
    for (const double z : law.height) law.speed.push_back(3 * std::log((z + 0.5) / 0.5));
    EXPECT_NEAR(reference_speed(5, law, 0.5), reference_speed(5, 0.5), 1e-9);

    const CityModel city(Backend::cpu(), grass_field(8, 4));
    WindLibrary library;
    const WindLibrary::Sector sector{0, {.inflow = {0.5, 0}}, {}};
    EXPECT_EQ(library.reference_of(sector, 5), reference_speed(5, 0.5));
    library.per_length = 0.02;
    EXPECT_EQ(library.reference_of(sector, 5), reference_speed(5, 0.5, 0.02));
    library.per_length = 0, library.inflow_table = table;
    EXPECT_EQ(library.reference_of(sector, 5), reference_speed(5, table, 0.5));
}

// Without buildings a screening is its inflow.
TEST(SectorLibrary, RatiosOfATableAreOverItsOwnSpeedAtTenMetres) {
    const CityModel city(Backend::cpu(), grass_field(12, 10));
    const InflowTable table{"t.csv", {2, 10, 40, 200}, {2, 4, 7, 9}, {0.8, 1, 1.5, 1}};
    const WindLayout layout =
        wind_layout(city, {.cell_size = 10, .upwind_roughness = 0.03, .inflow_table = table});
    EXPECT_EQ(WindLibrary::around(city, layout).inflow_table, table);
    SectorSolve solve;
    solve.screening = true;
    const SectorFields fields = solve_sector(city, layout, 270, solve);
    const std::vector<double> heights = layout.profile_heights();
    const WindProfile p = table_profile(heights, table, 1, 10, 0.03);
    for (idx level = 0; level < fields.x.shape().nz; ++level) {
        const auto n = std::size_t(level);
        EXPECT_NEAR(fields.x.view()(level, 5, 5), p.speed[n], 1e-4) << heights[n];
        EXPECT_NEAR(fields.k.view()(level, 5, 5), p.k[n], 1e-5) << heights[n];
        EXPECT_NEAR(fields.speed.view()(level, 5, 5),
                    wind::mean_speed(p.speed[n], p.k[n]) / wind::mean_speed(1, 1.0f / 16), 1e-4)
            << heights[n];
    }
    EXPECT_EQ(fields.report.inflow, (Inflow{0.03, 0}));
}

}  // namespace
}  // namespace luwte
