// SPDX-License-Identifier: Apache-2.0
// Property 1 of docs/models/city.md.
#include "models/city/wall_facets.hpp"

#include "models/city/plain_city.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

using scenes::plain;

void add_building(CityLayers& c, Box2 box, float height) {
    for (idx j = box.j0; j < box.j1; ++j)
        for (idx i = box.i0; i < box.i1; ++i) c.building_height[std::size_t(j * c.grid.nx + i)] = height;
}
/// Facets that face north, east, south and west.
std::array<idx, facings> count(const CityLayers& layers) {
    const CityModel city(Backend::cpu(), layers);
    return WallFacets(city).count_by_facing();
}
using Counts = std::array<idx, facings>;

TEST(WallFacets, AFreeStandingBlockHasWallsOnItsFourSidesOnly) {
    CityLayers c = plain(12, 10);
    add_building(c, {3, 6, 4, 9}, 7.0f);  // 5 wide (x), 3 deep (y), 7 levels
    EXPECT_EQ(count(c), (Counts{5 * 7, 3 * 7, 5 * 7, 3 * 7}));
}

TEST(WallFacets, FollowTheCellSize) {
    CityLayers c = plain(12, 10, 0.5);
    add_building(c, {3, 6, 4, 9}, 7.0f);
    EXPECT_EQ(count(c)[0], 5 * 14);
}

TEST(WallFacets, AStepBetweenTwoRoofsIsOneWallFacingTheLowerOne) {
    CityLayers c = plain(8, 5);
    add_building(c, {2, 3, 2, 3}, 10.0f);
    add_building(c, {2, 3, 3, 4}, 4.0f);
    EXPECT_EQ(count(c)[1], 6 + 4);
    EXPECT_EQ(count(c)[3], 10);
}

TEST(WallFacets, ASlopingRoofHasNone) {
    CityLayers c = plain(12, 12);
    for (idx i = 3; i < 9; ++i) add_building(c, {3, 9, i, i + 1}, 6.0f + 0.7f * float(i - 3));
    const Counts n = count(c);
    EXPECT_EQ(n[3], 6 * 6);  // the low eaves
    EXPECT_EQ(n[1], 6 * 9);  // the high wall: 9.5 m, a level whose centre it does not reach is air
}

TEST(WallFacets, TerrainStepsAloneAreNoWalls) {
    CityLayers c = plain(8, 5);
    for (std::size_t n = 20; n < 40; ++n) c.terrain_height[n] = 5.0f;
    EXPECT_EQ(count(c), (Counts{0, 0, 0, 0}));
}

TEST(WallFacets, TurningTheCityNorthSouthSwapsNorthAndSouthWalls) {
    CityLayers c = plain(9, 7), mirrored = c;
    for (idx j = 0; j < 7; ++j)
        for (idx i = 0; i < 9; ++i) {
            const float h = float((j * 5 + i * 3) % 4) * 3.0f;
            c.building_height[std::size_t(j * 9 + i)] = h;
            mirrored.building_height[std::size_t((6 - j) * 9 + i)] = h;
        }
    const Counts a = count(c), b = count(mirrored);
    EXPECT_EQ(a, (Counts{b[2], b[1], b[0], b[3]}));
}

TEST(WallFacets, EachKnowsItsColumnItsLevelAndWhatStandsBeforeIt) {
    CityLayers c = plain(12, 10);
    add_building(c, {3, 6, 4, 9}, 7.0f);
    const CityModel city(Backend::cpu(), c);
    const WallFacets walls(city);
    for (int q = 0; q < facings; ++q)
        for (idx j = 0; j < 10; ++j)
            for (idx i = 0; i < 12; ++i) {
                const WallLevels at = walls.geometry().levels(q, j, i);
                for (idx k = at.from; k < at.to; ++k) {
                    const auto n = std::size_t(walls.first.view()(q, j, i) + k - at.from);
                    const WallFacet f = walls.facet.host()[n];
                    const std::int32_t outside = walls.outside.host()[n];
                    EXPECT_EQ(f.column, j * 12 + i);
                    EXPECT_EQ(outside, (j + facing_dj(q)) * 12 + i + facing_di(q));
                    EXPECT_EQ(f.level, k);
                    EXPECT_EQ(f.facing, q);
                    EXPECT_EQ(c.building_height[std::size_t(outside)], 0);
                }
            }
    EXPECT_EQ(walls.shape().size(), 512u);
}

TEST(WallFacets, ACityWithoutBuildingsHasNone) {
    const CityModel city(Backend::cpu(), plain(8, 5));
    const WallFacets walls(city);
    EXPECT_EQ(walls.count(), 0);
    EXPECT_EQ(walls.shape().ny, 1);
}

}  // namespace
}  // namespace luwte
