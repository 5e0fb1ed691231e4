// SPDX-License-Identifier: Apache-2.0
#include "models/wind/street_wind.hpp"

#include "models/city/plain_city.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// 48 x 48 m of paving in cells of 1 m, a block of 16 x 16 x 9 m in the middle, on ground at 3 m.
CityLayers one_block() {
    CityLayers c = scenes::plain(48, 48);
    std::ranges::fill(c.terrain_height, 3.0f);
    for (idx j = 16; j < 32; ++j)
        for (idx i = 16; i < 32; ++i) c.building_height[std::size_t(j * 48 + i)] = 9;
    return c;
}

/// Ratios that rise with height and are `per_sector` more in each sector.
WindLibrary made_up(const CityModel& city, double cell, float per_sector) {
    const WindLayout layout = wind_layout(city, {.cell_size = cell, .upwind_roughness = 0.03});
    WindLibrary library = WindLibrary::around(city, layout);
    const std::vector<double> floors = library.floors();
    for (int n = 0; n < 4; ++n) {
        WindLibrary::Sector sector;
        sector.from_deg = 90 * n;
        sector.speed = {Backend::cpu(), library.solid.shape(), "speed", "1"};
        const auto speed = sector.speed.view();
        const auto solid = library.solid.view();
        for (idx k = 0; k < speed.nz; ++k)
            for (idx j = 0; j < speed.ny; ++j)
                for (idx i = 0; i < speed.nx; ++i)
                    speed(k, j, i) =
                        solid(k, j, i) != 0
                            ? 0.0f
                            : float(0.05 * (floors[std::size_t(k)] + floors[std::size_t(k + 1)]) / 2) +
                                  per_sector * float(n);
        library.sectors.push_back(std::move(sector));
    }
    return library;
}

Forcing blowing(float speed, double from_deg) {
    Forcing f{};
    f.wind_speed = speed, f.wind_from_direction = float(from_deg * std::numbers::pi / 180);
    return f;
}

/// Wind of 10 m/s from the north over a city whose speeds grow with height.
Field2D<float> north_wind_over(const CityModel& city, double cell) {
    const WallFacets walls(city);
    const WindLibrary library = made_up(city, cell, 0);
    Field2D<float> out(Backend::cpu(), {1, city.grid.ny, city.grid.nx}, "wind", "m s-1");
    StreetWind(walls, library).at_street(blowing(10, 0), out);
    return out;
}

TEST(StreetWind, IsTheRatioTimesTheReferenceSpeedOverGroundAndRoofs) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    for (const double cell : {1.0, 4.0}) {
        const WindLibrary library = made_up(city, cell, 0.1f);
        const StreetWind wind(walls, library);
        Field2D<float> out(Backend::cpu(), {1, 48, 48}, "wind", "m s-1");
        wind.at_street(blowing(4, 135), out);
        // z0 upwind is the station's: the reference speed is 4 m/s. Half-way between sectors 1 and 2.
        const double ground = 4 * (0.05 * 1.1 + 0.15);
        EXPECT_NEAR(out.view()(4, 4), ground, 1e-3);
        EXPECT_NEAR(out.view()(24, 14), ground, 1e-3) << "beside the block: its columns do not count";
        // On the roof as high as the wind grid has it.
        idx levels = 0;
        const idx middle = idx(24 / cell);
        while (library.solid.view()(levels, middle, middle) != 0) ++levels;
        const double roof = library.floors()[std::size_t(levels)];
        EXPECT_NEAR(out.view()(24, 24), 4 * (0.05 * (roof + 1.1) + 0.15), 0.03) << cell;
        EXPECT_NEAR(wind.mean(blowing(4, 135)), ground, 1e-3);
    }
}

TEST(StreetWind, RatiosOverGroundAreOfEachSectorAndMissOnBuildings) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    for (const double cell : {1.0, 4.0}) {
        const WindLibrary library = made_up(city, cell, 0.1f);
        const Field3D<float> ratio = StreetWind(walls, library).ratios_over_ground(1.75, 2);
        ASSERT_EQ(ratio.shape(), (Shape{4, 48, 48}));
        for (idx n = 0; n < 4; ++n) {
            // Linear in height, as the library is; twice the reference speed halves the ratio.
            const double expected = (0.05 * 1.75 + 0.1 * double(n)) / 2;
            EXPECT_NEAR(ratio.view()(n, 4, 4), expected, 1e-4) << n;
            EXPECT_NEAR(ratio.view()(n, 24, 15), expected, 1e-4) << "beside the block, " << n;
            EXPECT_TRUE(std::isnan(ratio.view()(n, 24, 16))) << "on the block, " << n;
        }
    }
}

TEST(StreetWind, CrownsHaveTheWindOfTheirMiddle) {
    CityLayers c = one_block();
    c.canopy_top.assign(48 * 48, 0.0f), c.canopy_base.assign(48 * 48, 0.0f);
    c.leaf_area_density.assign(48 * 48, 0.0f);
    const auto tree = [&](idx j, idx i, float base, float top, float density) {
        const auto n = std::size_t(j * 48 + i);
        c.canopy_base[n] = base, c.canopy_top[n] = top, c.leaf_area_density[n] = density;
    };
    // Two in the south-western block of 16 m, the second with three times the leaves; none in the others.
    tree(4, 4, 3, 9, 1), tree(5, 9, 2, 4, 9);
    const CityModel city(Backend::cpu(), c);
    const WallFacets walls(city);
    const WindLibrary library = made_up(city, 4, 0.1f);
    Field2D<float> out(Backend::cpu(), {1, 3, 3}, "wind", "m s-1");
    StreetWind(walls, library).in_crowns(blowing(4, 135), 16, out);
    EXPECT_NEAR(out.view()(0, 0), 4 * (0.05 * (6 + 3 * 3) / 4 + 0.15), 2e-3);
    EXPECT_EQ(out.view()(2, 2), 0.1f) << "no leaves there";
}

TEST(StreetWind, NoAirIsStillerThanPetsReferenceRoom) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    const WindLibrary library = made_up(city, 4, 0);
    const StreetWind wind(walls, library);
    Field2D<float> out(Backend::cpu(), {1, 48, 48}, "wind", "m s-1");
    wind.at_street(blowing(0, 0), out);
    for (const float u : out.host()) ASSERT_EQ(u, 0.1f);
}

TEST(StreetWind, EverySectorHasTheReferenceOfItsOwnLand) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    WindLibrary library = made_up(city, 4, 0.1f);
    library.sectors[1].report.inflow = {0.5, 6};
    const double east = reference_speed(1, 0.5);
    ASSERT_LT(east, 0.9);
    const StreetWind wind(walls, library);
    Field2D<float> out(Backend::cpu(), {1, 48, 48}, "wind", "m s-1"),
        beside(Backend::cpu(), walls.shape(), "wind", "m s-1"), before(Backend::cpu(), walls.shape(), "", "");
    wind.at_street(blowing(4, 135), out);
    const double ground = 0.5 * 4 * (east * (0.055 + 0.1) + (0.055 + 0.2));
    EXPECT_NEAR(out.view()(4, 4), ground, 1e-3) << "half-way";
    EXPECT_NEAR(wind.mean(blowing(4, 135)), ground, 1e-3);
    wind.beside_walls(blowing(4, 90), beside);
    StreetWind(walls, made_up(city, 4, 0.1f)).beside_walls(blowing(4, 90), before);
    for (std::size_t n = 0; n < std::size_t(walls.count()); ++n)
        ASSERT_NEAR(beside.host()[n], east * double(before.host()[n]), 1e-5);
    EXPECT_NEAR(wind.ratios_over_ground(1.75, 1).view()(1, 4, 4), east * (0.05 * 1.75 + 0.1), 1e-4);
}

TEST(StreetWind, ATableBringsTheStationsWindToTheStreet) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    WindLibrary library = made_up(city, 4, 0);
    Field2D<float> before(Backend::cpu(), {1, 48, 48}, "wind", "m s-1"),
        after(Backend::cpu(), {1, 48, 48}, "wind", "m s-1");
    StreetWind(walls, library).at_street(blowing(8, 90), before);
    library.inflow_table = {"t.csv", {10, 60, 100}, {3, 6, 7}, {1, 1, 1}};
    StreetWind(walls, library).at_street(blowing(8, 90), after);
    // Half of the wind at 60 m is at 10 m, where the law of the station's grass has more.
    const double times = reference_speed(1, library.inflow_table, 0.03) / reference_speed(1, 0.03);
    EXPECT_NEAR(times, 0.5 * std::log(60.03 / 0.03) / std::log(10.03 / 0.03), 1e-6);
    EXPECT_NEAR(after.view()(4, 4), times * double(before.view()(4, 4)), 1e-5);
}

TEST(StreetWind, WindWithoutADirectionIsTheMeanOfAllSectors) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    const WindLibrary library = made_up(city, 4, 0.1f);
    const StreetWind wind(walls, library);
    Forcing variable = blowing(4, 270);
    variable.wind_has_direction = false;
    Field2D<float> out(Backend::cpu(), {1, 48, 48}, "wind", "m s-1"),
        mean(Backend::cpu(), {1, 48, 48}, "", "");
    wind.at_street(variable, out);
    wind.at_street(blowing(4, 135), mean);  // of these ratios, which grow evenly
    for (std::size_t n = 0; n < out.size(); ++n) ASSERT_NEAR(out.host()[n], mean.host()[n], 1e-5) << n;
    EXPECT_NEAR(wind.mean(variable), wind.mean(blowing(4, 135)), 1e-6);
    Field2D<float> beside(Backend::cpu(), walls.shape(), "wind", "m s-1"),
        between(Backend::cpu(), walls.shape(), "", "");
    wind.beside_walls(variable, beside), wind.beside_walls(blowing(4, 135), between);
    for (std::size_t n = 0; n < std::size_t(walls.count()); ++n)
        ASSERT_NEAR(beside.host()[n], between.host()[n], 1e-5) << n;
}

TEST(StreetWind, RoofsThatTheWindGridHasAsAirHaveTheirOwnHeightsWind) {
    CityLayers c = one_block();
    c.building_height[std::size_t(5 * 48 + 5)] = 2.5f;  // a shed of one cell in a column of 4 m
    for (const bool with_block : {true, false}) {
        CityLayers only = c;
        if (!with_block)
            for (float& h : only.building_height) h = h > 2.5f ? 0.0f : h;
        const CityModel place(Backend::cpu(), only);
        ASSERT_EQ(made_up(place, 4, 0).solid.view()(0, 1, 1), 0);
        const Field2D<float> out = north_wind_over(place, 4);
        EXPECT_NEAR(out.cview()(5, 5), 10 * 0.05 * (2.5 + 1.1), 0.01) << with_block;
        EXPECT_NEAR(out.cview()(5, 6), 10 * 0.05 * 1.1, 0.01) << "the ground beside it";
    }
}

TEST(StreetWind, GroundFarFromOpenColumnsHasAValueToo) {
    CityLayers c = scenes::plain(90, 70);
    std::ranges::fill(c.building_height, 6.0f);
    const auto at = [](idx j, idx i) { return std::size_t(j * 90 + i); };
    for (idx j = 0; j < 70; ++j) c.building_height[at(j, 0)] = c.building_height[at(j, 1)] = 0;  // a street
    c.building_height[at(35, 61)] = 0;  // and a yard of one cell, in columns of 5 m no ground
    const CityModel city(Backend::cpu(), c);
    ASSERT_NE(made_up(city, 5, 0).solid.view()(0, 7, 12), 0);
    const Field2D<float> out = north_wind_over(city, 5);
    EXPECT_NEAR(out.cview()(20, 0), 10 * 0.05 * 1.1, 1e-3);
    EXPECT_NEAR(out.cview()(35, 61), 10 * 0.05 * 1.1, 1e-3) << "the only ground there is";
}

TEST(StreetWind, WallsHaveTheWindOfTheirOwnHeight) {
    const CityModel city(Backend::cpu(), one_block());
    const WallFacets walls(city);
    for (const double cell : {1.0, 4.0}) {
        const WindLibrary library = made_up(city, cell, 0.1f);
        const StreetWind wind(walls, library);
        Field2D<float> out(Backend::cpu(), walls.shape(), "wind", "m s-1");
        wind.beside_walls(blowing(4, 90), out);
        const auto facets = walls.facet.view();
        double lowest = 1e9, highest = 0;
        for (idx n = 0; n < walls.count(); ++n) {
            const double z = facets.p[n].level + 0.5 + city.grid.z0 - 3;
            // The level of the wind grid that the facet's middle is in.
            const std::vector<double> floors = library.floors();
            std::size_t k = 0;
            while (floors[k + 1] <= z) ++k;
            ASSERT_NEAR(out.host()[std::size_t(n)], 4 * (0.05 * 0.5 * (floors[k] + floors[k + 1]) + 0.1),
                        1e-4)
                << "facet " << n << " at " << z << " m";
            lowest = std::min(lowest, z), highest = std::max(highest, z);
        }
        EXPECT_EQ(lowest, 0.5);
        EXPECT_EQ(highest, 8.5);
    }
}

}  // namespace
}  // namespace luwte
