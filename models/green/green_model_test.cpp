// SPDX-License-Identifier: Apache-2.0
// Numbers in comments are properties of docs/models/green_benefits.md.
#include "models/green/green_model.hpp"

#include "kernels/green/green_benefits.hpp"
#include "models/city/surface_types.hpp"
#include "models/green/standard_measures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using Parameters = GreenModel::Parameters;

Parameters all_given() {
    Parameters p;
    p.pm10 = 16, p.pm25 = 9, p.pm25_resuspended = 0.5;
    p.wind_100_m = 6, p.inhabitants_within_10_km = 400000;
    p.inhabitants = 1000, p.deaths_per_inhabitant = 0.010;
    return p;
}

Grid green_grid(idx nx, idx ny, double size) {
    Grid g;
    g.nx = nx, g.ny = ny, g.nz = 1, g.cell_size = size;
    return g;
}

struct Column {
    int top = int(SurfaceType::closed_paving);
    float crown = 0;
};
GreenCity green_city(const Grid& g, const std::function<Column(idx j, idx i)>& of) {
    GreenCity city{{Backend::cpu(), {1, g.ny, g.nx}, "top", "1"},
                   {Backend::cpu(), {1, g.ny, g.nx}, "crown", "m"}};
    for (idx j = 0; j < g.ny; ++j)
        for (idx i = 0; i < g.nx; ++i) {
            const Column c = of(j, i);
            city.top_material.view()(j, i) = c.top, city.crown_height.view()(j, i) = c.crown;
        }
    return city;
}
GreenCity green_city(const Grid& g, Column everywhere) {
    return green_city(g, [=](idx, idx) { return everywhere; });
}

/// Of a city that is everywhere alike.
GreenState state_of(Column everywhere, const Parameters& p = all_given()) {
    const Grid g = green_grid(40, 40, 5);
    const GreenModel model(Backend::cpu(), g, p);
    const GreenCover cover = model.cover(green_city(g, everywhere));
    return model.state(cover, cover);
}

// 1: the manual reports 13.0 kg; 138 cells of 0.37 cm/s in 16 ug/m3.
TEST(GreenBenefits, Pm10OfTheManualsExample) {
    EXPECT_NEAR(138 * double(green::held_back(0.37f, 16, green::resuspended)), 12.88, 0.005);
    EXPECT_NEAR(138 * double(green::held_back(0.37f, 16, green::resuspended)), 13.0, 0.13);
}

TEST(GreenBenefits, VelocitiesAddByCoverAndLandCountsWherePlantsAreNot) {
    EXPECT_NEAR(green::deposition_velocity(0.5f, 0.2f, 0.1f, 0.1f), 0.25 + 0.06 + 0.02 + 0.02, 1e-6);
    EXPECT_NEAR(green::deposition_velocity(0.8f, 0.3f, 0.1f, 0.1f), 0.40 + 0.09 + 0.02, 1e-6);  // full
}

// 2
TEST(GreenBenefits, LargestHeatIslandOfTheTestVector) {
    EXPECT_NEAR(green::largest_heat_island(400000, 3.5f), 3.0984, 1e-4);
    EXPECT_EQ(green::largest_heat_island(100, 9), 0);  // never below none
    EXPECT_NEAR(green::profile_of(0.3f), std::log(10 / 0.3) / std::log(100 / 0.3), 1e-6);
}

// 3: 3 degC, a fifth trees, a fifth grass, a tenth water.
TEST(GreenBenefits, CoolingOfTheManualsExample) {
    EXPECT_NEAR(3 * (1 - double(green::reduction_of(0.2f, 0, 0.2f, 0.1f))), 2.49, 1e-5);
}

// 4
TEST(GreenBenefits, MortalityOfTheTestVector) {
    EXPECT_DOUBLE_EQ(deaths_avoided(1000, 0.010, 0.05), 0.20);
    EXPECT_DOUBLE_EQ(deaths_avoided(1000, 0.010, 0.05, GreenModel::rate_low), 0.15);
    EXPECT_DOUBLE_EQ(deaths_avoided(1000, 0.010, 0.05, GreenModel::rate_high), 0.30);
}

// 5
TEST(GreenBenefits, StandardMeasuresAreTheManuals) {
    const auto is = [](const char* name, double tree, double shrub, double low, double water) {
        const StandardMeasure& m = standard_measure(name);
        EXPECT_EQ(m.tree, tree) << name;
        EXPECT_EQ(m.shrub, shrub) << name;
        EXPECT_EQ(m.low, low) << name;
        EXPECT_EQ(m.water, water) << name;
    };
    is("street_trees", 0.25, 0, 0.75, 0), is("wetland", 0, 0, 0.5, 0.5), is("wadi", 0, 0, 1, 0);
    is("green_facade", 0.05, 0, 0.05, 0), is("green_roof", 0, 0.01, 0.90, 0), is("extra_water", 0, 0, 0, 1);
    is("city_forest", 0.5, 0.2, 0.3, 0), is("permeable_paving", 0, 0, 0.2, 0), is("grass", 0, 0.2, 0.8, 0);
    EXPECT_EQ(standard_measures().size(), 9u);
    EXPECT_THROW(standard_measure("lawn"), std::logic_error);
}

// 6
TEST(GreenBenefits, CoverIsThatOfTheColumnsInACell) {
    const Grid g = green_grid(8, 4, 2.5);  // two cells of 4 x 4 columns
    const GreenModel model(Backend::cpu(), g, all_given());
    const GreenCover cover = model.cover(green_city(g, [](idx j, idx i) {
        if (i >= 4) return Column{int(SurfaceType::water), 0};
        return j < 1   ? Column{int(SurfaceType::closed_paving), 8}  // a street tree above paving
               : j < 2 ? Column{int(SurfaceType::grass), 0}
               : j < 3 ? Column{int(SurfaceType::shrub), 0}
                       : Column{int(SurfaceType::building), 0};
    }));
    const auto v = cover.planes.cview();
    ASSERT_EQ(v.nx, 2);
    ASSERT_EQ(v.ny, 1);
    for (const auto plane : {green::tree, green::shrub, green::low, green::built})
        EXPECT_EQ(v(plane, 0, 0), 0.25f) << plane;
    EXPECT_EQ(v(green::open_paving, 0, 0), 0.25f);  // the building; paving below the crown does not count
    EXPECT_EQ(v(green::water, 0, 1), 1);
    EXPECT_EQ(v(green::held, 0, 1), 1);
}

TEST(GreenBenefits, ColumnsThatDoNotDivideACellKeepTheirArea) {
    const Grid g = green_grid(35, 21, 3);
    const GreenModel model(Backend::cpu(), g, all_given());
    const GreenCity city = green_city(g, [](idx, idx i) {
        return i % 2 == 0 ? Column{int(SurfaceType::grass), 0} : Column{};
    });
    const GreenCover cover = model.cover(city);
    EXPECT_NEAR(model.state(cover, cover).low, 18.0 / 35, 1e-6);
    EXPECT_EQ(model.area(), 35 * 21 * 9);
    EXPECT_THROW(GreenModel(Backend::cpu(), green_grid(9, 9, 6), {}), InputError);
}

// 12: half paved, half grass, within every cell of 10 m or half of the cells.
TEST(GreenBenefits, OpenPavingIsTheSameHoweverItLies) {
    const Grid g = green_grid(40, 40, 5);
    const GreenModel model(Backend::cpu(), g, all_given());
    const auto state = [&](const std::function<bool(idx j, idx i)>& grass) {
        const GreenCover cover = model.cover(green_city(g, [&](idx j, idx i) {
            return grass(j, i) ? Column{int(SurfaceType::grass), 0} : Column{};
        }));
        return model.state(cover, cover);
    };
    const GreenState mixed = state([](idx j, idx i) { return (i + j) % 2 == 0; }),
                     halves = state([](idx, idx i) { return i < 20; });
    EXPECT_NEAR(mixed.paved, 0.5, 1e-6);
    EXPECT_NEAR(halves.paved, 0.5, 1e-6);
    // The area is within 1 km of all of it, beyond it is as much; plants lower the rest by a tenth.
    EXPECT_NEAR(mixed.heat_island, halves.heat_island, 1e-4);
    // Under crowns and plants none, as by RIVM's product for cells of one class.
    EXPECT_NEAR(state_of({int(SurfaceType::closed_paving), 9}).paved, 0, 1e-6);
    EXPECT_NEAR(state_of({int(SurfaceType::yard), 0}).paved, 0.5, 1e-6);
    EXPECT_NEAR(state_of({surface_type_count, 0}).paved, 0.09, 1e-6);  // a green roof
}

// 7: 4 ha, 400 cells.
TEST(GreenBenefits, PmOfWaterIsNotTakenAgain) {
    EXPECT_NEAR(state_of({int(SurfaceType::grass), 0}).pm10_kg, 400 * 0.2 * 16 * 0.5 * 0.031536, 1e-4);
    EXPECT_NEAR(state_of({int(SurfaceType::water), 0}).pm10_kg, 400 * 0.1 * 16 * 0.031536, 1e-4);
    EXPECT_NEAR(state_of({int(SurfaceType::closed_paving), 9}).pm25_kg, 0.2 * 400 * 0.5 * 9 * 0.5 * 0.031536,
                1e-4);
    EXPECT_EQ(state_of({}).pm10_kg, 0);
}

// 8
TEST(GreenBenefits, WhatIsNotGivenIsUnknownAndNotZero) {
    const GreenState s = state_of({}, {});
    for (const double of : {s.pm10_kg, s.pm25_kg, s.heat_island, s.cooling}) EXPECT_TRUE(std::isnan(of));
    EXPECT_NEAR(s.paved, 1, 1e-6);
    Parameters no_share = all_given();
    no_share.pm25_resuspended = Parameters::not_given;
    EXPECT_TRUE(std::isnan(state_of({}, no_share).pm25_kg));
}

GreenChange change_of(Column before, Column after, Parameters p = all_given()) {
    const Grid g = green_grid(20, 20, 5);
    const GreenModel model(Backend::cpu(), g, p);
    return model.change(model.cover(green_city(g, before)), model.cover(green_city(g, after)));
}

// 9: grass for paving, all around. By the manual nothing is left to be cooled, so that cooling falls; by the
// code it rises. What is left of the heat island is the same.
TEST(GreenBenefits, TheTwoDefinitionsOfCoolingDisagreeWherePavingGoes) {
    const auto cooling = [](bool of_largest, float paving, float reduction) {
        const auto one = [](float value) {
            Field2D<float> f(Backend::cpu(), {1, 1, 1}, "one", "1");
            f.host()[0] = value;
            return f;
        };
        Field3D<float> cover(Backend::cpu(), {green::plane_count, 1, 1}, "cover", "1");
        std::ranges::fill(cover.host(), 1.0f);
        const auto profile = one(0.6f), paved = one(paving), reduced = one(reduction);
        Field2D<float> island = one(0), out = one(0);
        green::HeatIsland{profile.cview(), paved.cview(), reduced.cview(), cover.cview(), 6,
                          400000,          of_largest,    island.view(),   out.view()}(0, 0);
        return std::pair(out.host()[0], island.host()[0]);
    };
    EXPECT_LT(cooling(false, 0.0f, 0.2f).first, cooling(false, 0.5f, 0.1f).first);
    EXPECT_GT(cooling(true, 0.0f, 0.2f).first, cooling(true, 0.5f, 0.1f).first);
    EXPECT_EQ(cooling(true, 0.5f, 0.1f).second, cooling(false, 0.5f, 0.1f).second);
    EXPECT_NEAR(cooling(false, 0.5f, 0.1f).first, 0.1 * 0.5 * green::largest_heat_island(400000, 3.6f), 1e-6);
}

TEST(GreenBenefits, TreesOverPavingCoolByBothDefinitions) {
    for (const bool of_largest : {false, true}) {
        Parameters p = all_given();
        p.cooling_of_largest = of_largest;
        const GreenState c = change_of({}, {int(SurfaceType::closed_paving), 9}, p).of;
        EXPECT_GT(c.cooling, 0);
        EXPECT_LT(c.heat_island, 0);
    }
}

// 10: one cell of 10 m, seen from homes within 500 m; what lies beyond the area does not change.
TEST(GreenBenefits, NdviOfOneCellIsSpreadOverTheWholeCircle) {
    const Grid g = green_grid(20, 20, 5);
    const GreenModel model(Backend::cpu(), g, all_given());
    const GreenCover before = model.cover(green_city(g, Column{})),
                     after = model.cover(green_city(g, [](idx j, idx i) {
                         return j < 2 && i < 2 ? Column{int(SurfaceType::grass), 0} : Column{};
                     }));
    double circle = 0;
    for (int j = -50; j <= 50; ++j)
        for (int i = -50; i <= 50; ++i) circle += j * j + i * i <= 2500;
    const GreenChange c = model.change(before, after);
    EXPECT_NEAR(c.ndvi_at_homes * circle, 0.36 - 0.14, 1e-4);
    EXPECT_NEAR(c.deaths_avoided, 1000 * 0.010 * 0.04 * (0.36 - 0.14) / circle / 0.1, 1e-7);
    EXPECT_LT(c.deaths_low, c.deaths_avoided);
    EXPECT_GT(c.deaths_high, c.deaths_avoided);
}

// 11
TEST(GreenBenefits, RoofsAndPavingWithPlantsAreStandardMeasures) {
    const Column roof{int(SurfaceType::building), 0}, green_roof{surface_type_count, 0},
        white_roof{surface_type_count + 1, 0}, permeable{first_other_ground, 0};
    const GreenState s = state_of(green_roof);
    EXPECT_NEAR(s.low, 0.90, 1e-6);
    EXPECT_NEAR(s.shrub, 0.01, 1e-6);
    EXPECT_NEAR(s.built, 0.09, 1e-6);
    EXPECT_EQ(change_of(roof, white_roof).of.pm10_kg, 0);
    EXPECT_GT(change_of(roof, green_roof).of.pm10_kg, 0);
    EXPECT_NEAR(state_of(permeable).low, 0.20, 1e-6);
}

TEST(GreenBenefits, NothingChangesWhereNothingIsChanged) {
    const GreenChange c = change_of({int(SurfaceType::grass), 5}, {int(SurfaceType::grass), 5});
    EXPECT_EQ(c.of.pm10_kg, 0);
    EXPECT_EQ(c.of.cooling, 0);
    EXPECT_EQ(c.deaths_avoided, 0);
}

}  // namespace
}  // namespace luwte
