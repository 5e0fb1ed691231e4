// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the equations of docs/models/wind.md.
#include "models/wind/street_winds.hpp"

#include "models/city/plain_city.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// One ratio everywhere, from all sides.
WindLibrary library_of(const CityModel& city, double per_length, float ratio) {
    const WindLayout layout = wind_layout(city, {.cell_size = 4, .upwind_roughness = 0.03});
    WindLibrary library = WindLibrary::around(city, layout);
    library.per_length = per_length;
    for (int n = 0; n < 4; ++n) {
        WindLibrary::Sector sector;
        sector.from_deg = 90 * n, sector.report.inflow.roughness = 0.03;
        sector.speed = {Backend::cpu(), library.solid.shape(), "speed", "1"};
        std::ranges::fill(sector.speed.host(), ratio);
        library.sectors.push_back(std::move(sector));
    }
    return library;
}

TEST(StreetWinds, AreLinearBetweenStabilitiesAndTheOutermostBeyond) {  // (58)
    const CityModel city(Backend::cpu(), scenes::plain(48, 48));
    const WallFacets walls(city);
    std::vector<WindLibrary> libraries;
    libraries.push_back(library_of(city, -0.02, 0.5f));
    libraries.push_back(library_of(city, 0, 0.4f));
    libraries.push_back(library_of(city, 0.02, 0.2f));
    const StreetWinds winds(walls, libraries);
    Forcing forcing{};
    forcing.wind_speed = 5, forcing.wind_from_direction = 1;
    // Over land as rough as the station's the reference speed is the station's, whatever the stability.
    const auto speed = [&](const StreetWinds& of, double per_length) {
        Field2D<float> out(Backend::cpu(), {1, 48, 48}, "wind", "m s-1");
        of.at_street(forcing, per_length, out);
        return double(out.view()(20, 20));
    };
    EXPECT_TRUE(winds.has_classes());
    const double low = speed(winds, 0) / 0.4;  // 1.1 m over the middle of the lowest levels: log law below it
    EXPECT_NEAR(speed(winds, -0.02), 0.5 * low, 1e-5);
    EXPECT_NEAR(speed(winds, -1), 0.5 * low, 1e-5);
    EXPECT_NEAR(speed(winds, -0.005), 0.425 * low, 1e-5);
    EXPECT_NEAR(speed(winds, 0.005), 0.35 * low, 1e-5);
    EXPECT_NEAR(speed(winds, 0.02), 0.2 * low, 1e-5);
    EXPECT_NEAR(speed(winds, 3), 0.2 * low, 1e-5);

    const StreetWinds alone(walls, std::span(&libraries[1], 1));
    EXPECT_FALSE(alone.has_classes());
    EXPECT_EQ(speed(alone, 0.02), speed(winds, 0));
    EXPECT_EQ(speed(alone, -0.02), speed(winds, 0));
}

TEST(StreetWinds, TheReferenceFollowsTheProfilesOfStationAndLand) {
    EXPECT_NEAR(reference_speed(5, 0.5, 1e-9), reference_speed(5, 0.5), 1e-6);
    EXPECT_NEAR(reference_speed(5, 0.03, 0.02), 5, 1e-12) << "the station's own land";
    // What stability adds between 10 and 60 m weighs more over rough land, whose log law is short: by the
    // functions of Beljaars & Holtslag, psi(0.2) = -0.96 and psi(1.2) = -4.99.
    EXPECT_NEAR(reference_speed(5, 0.5, 0.02), 5 * 12.59 / 6.78 * 4.00 / 9.78, 0.02);
    EXPECT_GT(reference_speed(5, 0.5, -0.02), reference_speed(5, 0.5));
}

}  // namespace
}  // namespace luwte
