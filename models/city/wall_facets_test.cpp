// SPDX-License-Identifier: Apache-2.0
// Property 1 of docs/models/city.md.
#include "models/city/wall_facets.hpp"

#include "models/shading/test_scenes.hpp"

#include <cmath>

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

/// A row of houses 12 m deep and 70 m long, turned clockwise by `turn` [rad].
CityLayers turned_row(double turn) {
    CityLayers c = plain(101, 101);
    scenes::build(c, [&](double x, double y) {
        const double along = x * std::cos(turn) - y * std::sin(turn),
                     across = x * std::sin(turn) + y * std::cos(turn);
        return std::abs(along) < 35 && std::abs(across) < 6 ? 8.0 : 0.0;
    });
    return c;
}

TEST(WallFacets, FaceAsTheWallThatAStaircaseStandsFor) {
    for (const double degrees : {4.0, 10.0, 22.5, 30.0, 41.0, 45.0, 60.0, 76.0, 130.0}) {
        const double turn = degrees * degree_d;
        const CityLayers c = turned_row(turn);
        const CityModel city(Backend::cpu(), c);
        const WallFacets walls(city);
        double front = 0, faces = 0, squares = 0;
        for (idx n = 0; n < walls.count(); ++n) {
            const std::int32_t o = walls.outside.host()[std::size_t(n)];
            const scenes::Place p = scenes::place(c, o / 101, o % 101);
            const double along = p.x * std::cos(turn) - p.y * std::sin(turn),
                         across = p.x * std::sin(turn) + p.y * std::cos(turn);
            if (across < 0 || std::abs(along) > 30) continue;  // the front, without its ends
            const WallNormal w = walls.normal.host()[std::size_t(n)];
            EXPECT_NEAR(w.east * w.east + w.north * w.north, 1, 1e-6);
            const double off =
                std::acos(std::min(double(w.east) * std::sin(turn) + double(w.north) * std::cos(turn), 1.0));
            EXPECT_LT(off, 8 * degree_d) << degrees;
            squares += off * off, front += double(w.true_area()), ++faces;
        }
        EXPECT_LT(std::sqrt(squares / faces), 2.5 * degree_d) << degrees;
        EXPECT_NEAR(front / (60 * 8), 1, 0.03) << degrees;
    }
}

TEST(WallFacets, AlongTheGridFaceAlongTheGrid) {
    CityLayers c = plain(40, 40);
    add_building(c, {10, 16, 8, 20}, 7.0f);   // corners
    add_building(c, {16, 22, 8, 14}, 7.0f);   // a wing, as high
    add_building(c, {26, 30, 10, 14}, 5.0f);  // a shed
    const CityModel city(Backend::cpu(), c);
    const WallFacets walls(city);
    for (idx n = 0; n < walls.count(); ++n) {
        const int q = walls.facet.host()[std::size_t(n)].facing;
        EXPECT_EQ(walls.normal.host()[std::size_t(n)].east, float(facing_di(q)));
        EXPECT_EQ(walls.normal.host()[std::size_t(n)].north, float(facing_dj(q)));
    }
    // Two bits of one wall, none of a turned one.
    for (const std::uint8_t mask : walls.around_along_y.host()) EXPECT_LT(mask, 16);
}

TEST(WallFacets, AMirroredCityHasMirroredNormals) {
    const CityLayers c = scenes::random_city(90, 70, 3, false);
    CityLayers mirrored = c;
    for (idx j = 0; j < 70; ++j)
        for (idx i = 0; i < 90; ++i) {
            mirrored.building_height[scenes::at(c, 69 - j, i)] = c.building_height[scenes::at(c, j, i)];
            mirrored.terrain_height[scenes::at(c, 69 - j, i)] = c.terrain_height[scenes::at(c, j, i)];
        }
    const CityModel city(Backend::cpu(), c), other(Backend::cpu(), mirrored);
    const WallFacets walls(city), over(other);
    ASSERT_EQ(walls.count(), over.count());
    idx turned = 0;
    for (idx n = 0; n < walls.count(); ++n) {
        const WallFacet f = walls.facet.host()[std::size_t(n)];
        const int q = f.facing == 0 ? 2 : (f.facing == 2 ? 0 : f.facing);
        const idx j = 69 - f.column / 90, i = f.column % 90;
        const idx at = over.first.view()(q, j, i) + f.level - over.geometry().levels(q, j, i).from;
        const WallNormal a = walls.normal.host()[std::size_t(n)], b = over.normal.host()[std::size_t(at)];
        EXPECT_EQ(a.east, b.east);
        EXPECT_EQ(a.north, -b.north);
        turned += a.true_area() < 1.0f ? 1 : 0;
    }
    EXPECT_GT(turned, 0);
}

TEST(WallFacets, ACityWithoutBuildingsHasNone) {
    const CityModel city(Backend::cpu(), plain(8, 5));
    const WallFacets walls(city);
    EXPECT_EQ(walls.count(), 0);
    EXPECT_EQ(walls.shape().ny, 1);
}

}  // namespace
}  // namespace luwte
