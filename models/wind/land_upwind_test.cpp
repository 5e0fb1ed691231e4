// SPDX-License-Identifier: Apache-2.0
#include "models/wind/land_upwind.hpp"

#include "models/city/plain_city.hpp"
#include "models/wind/wind_domain.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Sets cells [i0, i1) x [j0, j1).
template <class T>
void cover(const CityLayers& c, std::vector<T>& values, idx i0, idx i1, idx j0, idx j1, T value) {
    for (idx j = j0; j < j1; ++j)
        for (idx i = i0; i < i1; ++i) values[std::size_t(j * c.grid.nx + i)] = value;
}

/// 96 x 96 m: a regular town of blocks of 12 x 12 x 9 m on a lattice of 24 m in the eastern half, water in
/// the western.
CityLayers town_and_lake() {
    CityLayers c = scenes::plain(96, 96);
    cover(c, c.surface_type, 0, 48, 0, 96, std::int8_t(SurfaceType::water));
    for (idx j = 6; j < 96; j += 24)
        for (idx i = 54; i < 96; i += 24) cover(c, c.building_height, i, i + 12, j, j + 12, 9.0f);
    return c;
}

TEST(LandUpwind, EachSectorHasTheLandOnItsSide) {
    const CityModel city(Backend::cpu(), town_and_lake());
    const WindLayout layout = wind_layout(city, {.cell_size = 2});
    const Inflow east = layout.inflow(90), west = layout.inflow(270);
    EXPECT_NEAR(west.roughness, 0.0002, 1e-8) << "water";
    EXPECT_EQ(west.displacement, 0);
    EXPECT_GT(east.roughness, 0.3);
    EXPECT_GT(east.displacement, 2);
    // North and south see half of each, and are alike: the scene is symmetric.
    const Inflow north = layout.inflow(0), south = layout.inflow(180);
    EXPECT_GT(north.displacement, 0.1);
    EXPECT_LT(north.displacement, east.displacement);
    EXPECT_NEAR(north.roughness, south.roughness, 1e-9);
    EXPECT_EQ(layout.inflow(-270), east);
    EXPECT_EQ(layout.inflow(104), east) << "the nearest sector";
}

TEST(LandUpwind, ARegularTownHasItsPlanAndFrontalAreaFromEverySide) {
    CityLayers c = scenes::plain(192, 192);
    for (idx j = 6; j < 192; j += 24)
        for (idx i = 6; i < 192; i += 24) cover(c, c.building_height, i, i + 12, j, j + 12, 9.0f);
    const CityModel city(Backend::cpu(), c);
    const double all[] = {0, 90, 180, 270, 45};
    for (const idx per : {1, 2, 8}) {
        const wind::Coarsening columns{per, 192, 192, 0, 0};
        const auto land = land_upwind(city, columns, {1, 192 / per, 192 / per}, all);
        for (std::size_t n = 0; n < land.size(); ++n) {
            EXPECT_NEAR(land[n].built_share, 0.25, 0.01) << per << ", " << all[n];
            EXPECT_NEAR(land[n].built_height, 9 * land[n].built_share, 1e-5);
            // Weights grow outward, and the 4 m behind fronts lie 4 m further out than the blocks, which are
            // 48 m off on average. Askew, 3 cells back either way, the cells of an L rise.
            const double front = n < 4 ? 12 * 9 / 576.0 : (144 - 81) / std::hypot(3, 3) * 9 / 576.0;
            EXPECT_NEAR(land[n].built_front, front * (1 + 4 / 48.0), 0.012) << per << ", " << all[n];
            EXPECT_EQ(land[n].crown_share, 0);
            EXPECT_NEAR(land[n].ground_roughness, 0.01, 1e-6);
        }
    }
}

TEST(LandUpwind, HousesAskewToTheGridShowWhatTheyAreWide) {
    CityLayers c = scenes::plain(200, 200);  // one square of 40 x 40 x 10 m turned by 45 degrees
    const double half = 20 * std::sqrt(2.0);
    for (idx j = 0; j < 200; ++j)
        for (idx i = 0; i < 200; ++i)
            if (std::abs(j - 99.5) + std::abs(i - 99.5) < half)
                c.building_height[std::size_t(j * 200 + i)] = 10;
    const CityModel city(Backend::cpu(), c);
    const double from[] = {0, 45, 135};
    const auto land = land_upwind(city, {200, 200, 200, 0, 0}, {1, 1, 1}, from);  // one column: no weights
    const double ground = 200 * 200;
    EXPECT_NEAR(land[0].built_front * ground, 10 * 2 * half, 0.04 * 10 * 2 * half) << "a corner first";
    for (const std::size_t n : {1u, 2u})
        EXPECT_NEAR(land[n].built_front * ground, 10 * 40, 0.04 * 10 * 40) << "a side first";
}

TEST(LandUpwind, MacdonaldsCubesHaveTheirRoughness) {
    // The numbers of docs/models/air.md: z0 / H = 0.123, d / H = 0.483 at plan and frontal area 0.25.
    UpwindLand cubes;
    cubes.built_share = 0.25, cubes.built_height = 0.25 * 10, cubes.built_front = 0.25;
    EXPECT_NEAR(inflow_over(cubes).roughness, 1.23, 0.01);
    EXPECT_NEAR(inflow_over(cubes).displacement, 4.83, 0.01);
    UpwindLand open;
    open.ground_roughness = 0.0002;
    EXPECT_EQ(inflow_over(open), (Inflow{0.0002, 0}));
    // One shed on a lake leaves it as smooth as water.
    open.built_share = 1e-4, open.built_height = 3e-4, open.built_front = 1e-4;
    EXPECT_EQ(inflow_over(open).roughness, 0.0002);
}

TEST(LandUpwind, CrownsAreRoughAndLessSoWithoutLeaves) {
    UpwindLand trees;
    trees.ground_roughness = 0.03;
    trees.crown_share = 0.2, trees.crown_top = 0.2 * 12, trees.crown_front = 0.2;
    const auto with_leaves = [&](double area) {
        trees.leaf_area = area;
        return inflow_over(trees);
    };
    // By hand: porosity exp(-0.5 x 6)^0.4 = 0.301, drag 0.697 of a building's, plan area 0.140.
    const Inflow summer = with_leaves(1.2), winter = with_leaves(0.25);
    EXPECT_NEAR(summer.displacement, 12 * (1 + std::pow(4.43, -0.1398) * (0.1398 - 1)), 0.01);
    EXPECT_GT(summer.roughness, 0.5);
    EXPECT_LT(winter.roughness, summer.roughness);
    EXPECT_LT(winter.displacement, 0.7 * summer.displacement);

    // On a grid: crowns of 6 x 6 x 8 m from 3 m up.
    CityLayers c = scenes::plain(96, 96, 1, SurfaceType::grass);
    for (idx j = 6; j < 96; j += 16)
        for (idx i = 6; i < 96; i += 16) {
            cover(c, c.canopy_top, i, i + 6, j, j + 6, 11.0f),
                cover(c, c.canopy_base, i, i + 6, j, j + 6, 3.0f);
            cover(c, c.leaf_area_density, i, i + 6, j, j + 6, 1.0f);
        }
    const CityModel full(Backend::cpu(), c), bare(Backend::cpu(), c, 0.22f);
    const double north[] = {0};
    const wind::Coarsening columns{2, 96, 96, 0, 0};
    const UpwindLand land = land_upwind(full, columns, {1, 48, 48}, north).front();
    EXPECT_NEAR(land.crown_share, 36 / 256.0, 0.02);
    EXPECT_NEAR(land.crown_top, 11 * land.crown_share, 1e-4);
    // The 4 m behind fronts lie 1 m further out than the crowns, which are 25 m off on average.
    EXPECT_NEAR(land.crown_front / land.crown_share, 8 / 6.0 * (1 + 1 / 25.0), 0.02);
    EXPECT_NEAR(land.leaf_area, 8 * land.crown_share, 1e-4);
    EXPECT_NEAR(land_upwind(bare, columns, {1, 48, 48}, north).front().leaf_area, 0.22 * land.leaf_area,
                1e-4);
}

}  // namespace
}  // namespace luwte
