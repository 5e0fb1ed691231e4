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
