// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/national_pet.md.
#include "models/national/national_method.hpp"

#include "kernels/core/constants.hpp"
#include "models/city/plain_city.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using scenes::plain;

void add_block(CityLayers& c, Box2 b, float height) {
    for (idx j = b.j0; j < b.j1; ++j)
        for (idx i = b.i0; i < b.i1; ++i) {
            c.building_height[std::size_t(j) * c.grid.nx + i] = height;
            c.surface_type[std::size_t(j) * c.grid.nx + i] = std::int8_t(SurfaceType::building);
        }
}

Forcing summer_noon(float wind_speed = 4, float from_deg = 90) {
    Forcing f{};
    f.begin_s = 1435752000;  // 2015-07-01T12:00:00Z
    f.end_s = f.begin_s + 3600;
    f.air_temperature = 305;
    f.relative_humidity = 0.4f;
    f.wind_speed = wind_speed;
    f.wind_from_direction = from_deg * degree;
    f.global_horizontal = 800;
    return f;
}

Field2D<float> constant(const CityLayers& c, float value) {
    Field2D<float> f(Backend::cpu(), {1, c.grid.ny, c.grid.nx}, "f", "1");
    for (float& v : f.host()) v = value;
    return f;
}

TEST(NationalMethod, WindOverAnEmptyPlainIsUniformAndThatOfOpenGrass) {  // [6]
    const CityLayers layers = plain(130, 77);
    const CityModel city(Backend::cpu(), layers);
    const auto svf = constant(layers, 1);
    const NationalMethod method(city, svf);
    auto wind = constant(layers, -1);
    method.wind_speed(summer_noon(4), wind);
    for (const float u : wind.host()) ASSERT_NEAR(u, 4 * 0.6350f, 1e-3f);
    method.wind_speed(summer_noon(0.2f), wind);
    for (const float u : wind.host()) ASSERT_EQ(u, 0.5f);  // [4]
}

TEST(NationalMethod, BuildingsShelterDownwindAndNotUpwind) {
    CityLayers layers = plain(600, 200);
    for (idx n = 0; n < 6; ++n) add_block(layers, {20, 180, 250 + 16 * n, 258 + 16 * n}, 10);
    const CityModel city(Backend::cpu(), layers);
    const auto svf = constant(layers, 1);
    const NationalMethod method(city, svf);
    auto wind = constant(layers, 0);
    method.wind_speed(summer_noon(4, 90), wind);  // from the east: the west is sheltered
    const auto at = [&](idx i) { return wind.host()[std::size_t(100) * 600 + i]; };
    // Density near 0.05 and height 10 m: the hand-computed vectors have 0.49 U10 at 8 m.
    EXPECT_NEAR(at(180), 4 * 0.49f, 0.15f);
    EXPECT_NEAR(at(560), 4 * 0.635f, 1e-2f);
}

/// A crown of 8 x 8 m in the middle of every block of 25 x 25 m, `rough` m up and down from cell to cell.
CityLayers orchard(double side_m, double cell_size, float rough = 0) {
    const idx n = idx(side_m / cell_size), block = idx(25 / cell_size);
    const auto within = [&](idx a) { return std::fabs((double(a % block) + 0.5) * cell_size - 12) < 4; };
    CityLayers c = plain(n, n, cell_size);
    for (idx j = 0; j < n; ++j)
        for (idx i = 0; i < n; ++i)
            if (within(j) && within(i)) {
                const std::size_t k = std::size_t(j) * std::size_t(n) + std::size_t(i);
                c.canopy_top[k] = 8 + ((i + j) % 2 == 0 ? rough : -rough);
                c.canopy_base[k] = 2, c.leaf_area_density[k] = 1;
            }
    return c;
}

TEST(NationalMethod, AUniformCityHasTheSameWindAtItsEdgeAsInItsMiddle) {  // [8]
    const CityLayers layers = orchard(600, 1);
    const CityModel city(Backend::cpu(), layers);
    const auto svf = constant(layers, 1);
    auto wind = constant(layers, 0);
    NationalMethod(city, svf).wind_speed(summer_noon(4), wind);
    const float middle = wind.host()[300 * 600 + 300];
    EXPECT_LT(middle, 4 * 0.6f);
    for (const float u : wind.host()) ASSERT_NEAR(u, middle, 1e-3f);
}

TEST(NationalMethod, RoughCrownsShelterNoMoreOnSmallCells) {  // [9]
    const CityLayers coarse = orchard(300, 1), fine = orchard(300, 0.5, 1.5f);
    const CityModel city_coarse(Backend::cpu(), coarse), city_fine(Backend::cpu(), fine);
    const auto svf_coarse = constant(coarse, 1), svf_fine = constant(fine, 1);
    auto wind_coarse = constant(coarse, 0), wind_fine = constant(fine, 0);
    NationalMethod(city_coarse, svf_coarse).wind_speed(summer_noon(4), wind_coarse);
    NationalMethod(city_fine, svf_fine).wind_speed(summer_noon(4), wind_fine);
    EXPECT_NEAR(wind_fine.host()[300 * 600 + 300], wind_coarse.host()[150 * 300 + 150], 1e-3f);
}

TEST(NationalMethod, ACityAndItsMirrorImageHaveMirroredWind) {  // [7]
    CityLayers a = plain(300, 200), b = plain(300, 200);
    add_block(a, {40, 90, 60, 75}, 9);
    add_block(a, {120, 150, 180, 230}, 14);
    for (idx j = 0; j < 200; ++j)
        for (idx i = 0; i < 300; ++i) {
            const std::size_t from = std::size_t(j) * 300 + i, to = std::size_t(j) * 300 + (299 - i);
            b.building_height[to] = a.building_height[from];
            b.surface_type[to] = a.surface_type[from];
        }
    const CityModel city_a(Backend::cpu(), a), city_b(Backend::cpu(), b);
    const auto svf = constant(a, 1);
    auto wind_a = constant(a, 0), wind_b = constant(a, 0);
    NationalMethod(city_a, svf).wind_speed(summer_noon(4, 270), wind_a);
    NationalMethod(city_b, svf).wind_speed(summer_noon(4, 90), wind_b);
    for (idx j = 0; j < 200; ++j)
        for (idx i = 0; i < 300; ++i)
            // 1e-4: the cells of a block are summed in another order.
            ASSERT_NEAR(wind_a.host()[std::size_t(j) * 300 + i],
                        wind_b.host()[std::size_t(j) * 300 + 299 - i], 1e-4f)
                << j << ' ' << i;
}

TEST(NationalMethod, HeatIslandOfAUniformPlainIsTheFormulaEverywhere) {
    const CityLayers layers = plain(130, 130, 2);
    const CityModel city(Backend::cpu(), layers);
    const auto svf = constant(layers, 0.6f);
    const NationalMethod method(city, svf);
    const DailyWeather day{306, 292, 250, 3};
    auto ta = constant(layers, 0);
    const Forcing f = summer_noon();
    method.air_temperature(f, day, ta);
    // (2 - 0.6 - 0) (250 / 1226 * 14^3 / 3)^(1/4) times the factor at 12.5 h UTC, class 3/20.
    const float uhi = 1.4f * std::pow(250.0f / 1226.0f * 2744.0f / 3.0f, 0.25f);
    for (const float t : ta.host()) ASSERT_NEAR(t, 305 + uhi * 0.5f * (.074f + .108f), 1e-3f);
}

TEST(NationalMethod, VegetationLowersTheHeatIslandAndWaterDoesSoByDayOnly) {
    const DailyWeather day{306, 292, 250, 3};
    const auto mean = [&](SurfaceType type, bool sun) {
        const CityLayers layers = plain(100, 100, 1, type);
        const CityModel city(Backend::cpu(), layers);
        const auto svf = constant(layers, 0.6f);
        auto ta = constant(layers, 0);
        Forcing f = summer_noon();
        f.begin_s += 8 * 3600, f.end_s += 8 * 3600;  // evening, when the factor is large
        f.global_horizontal = sun ? 10.0f : 0.0f;
        NationalMethod(city, svf).air_temperature(f, day, ta);
        return ta.host()[5050];
    };
    EXPECT_LT(mean(SurfaceType::grass, false), mean(SurfaceType::open_paving, false) - 0.5f);
    EXPECT_LT(mean(SurfaceType::water, true), mean(SurfaceType::open_paving, true) - 0.5f);
    EXPECT_FLOAT_EQ(mean(SurfaceType::water, false), mean(SurfaceType::open_paving, false));
}

TEST(NationalMethod, IsNotDefinedInWinter) {
    EXPECT_TRUE(NationalMethod::defined_on(1435752000));
    EXPECT_FALSE(NationalMethod::defined_on(1420113600));  // 1 January 2015
    const CityLayers layers = plain(10, 10);
    const CityModel city(Backend::cpu(), layers);
    const auto svf = constant(layers, 1);
    auto ta = constant(layers, 0);
    Forcing f = summer_noon();
    f.begin_s = 1420113600, f.end_s = f.begin_s + 3600;
    EXPECT_THROW(NationalMethod(city, svf).air_temperature(f, {280, 275, 50, 3}, ta), RuntimeError);
}

TEST(NationalMethod, SunAndShadeGiveTheHandComputedVectorAndRoofsNothing) {  // [1]
    CityLayers layers = plain(20, 20);
    add_block(layers, {0, 2, 0, 2}, 5);
    const CityModel city(Backend::cpu(), layers);
    const auto svf = constant(layers, 0.8f);
    const NationalMethod method(city, svf);
    Forcing f = summer_noon();
    f.air_temperature = 303.15f;
    auto transmissivity = constant(layers, 1), pet = constant(layers, 0);
    transmissivity.host()[399] = 0.98f;  // light through a crown is shade
    const SunPosition sun{60 * degree_d, 3, 1};
    method.pet(f, sun, constant(layers, 303.15f), constant(layers, 1), transmissivity, pet);
    EXPECT_TRUE(std::isnan(pet.host()[0]));
    EXPECT_NEAR(pet.host()[398], 42.6401f, 2e-3f);
    EXPECT_NEAR(pet.host()[399], 29.5470f, 2e-3f);
}

}  // namespace
}  // namespace luwte
