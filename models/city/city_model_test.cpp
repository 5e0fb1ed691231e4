// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "models/city/city_model.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "models/city/plain_city.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;

CityLayers plain(idx nx, idx ny, double cell_size, float terrain) {
    CityLayers c = scenes::plain(nx, ny, cell_size, SurfaceType::grass);
    std::ranges::fill(c.terrain_height, terrain);
    return c;
}

std::string failure(const CityLayers& c) {
    try {
        CityModel model(Backend::cpu(), c);
    } catch (const RuntimeError& e) {
        return e.what();
    }
    return "";
}

TEST(CityModel, SolidVoxelsAreThoseWithTheirCentreInsideTerrainOrBuilding) {  // [2]
    CityLayers c = plain(3, 2, 2.0, 1.0f);
    c.building_height[4] = 6.5f;  // opaque to 7.5 m; centres at 1, 3, 5, 7 are below, 9 is not
    c.canopy_top[0] = 11.0f;
    c.canopy_base[0] = 3.0f;
    const CityModel city(Backend::cpu(), c);
    EXPECT_EQ(city.grid.z0, 0.0);
    EXPECT_EQ(city.grid.nz, 6);  // 0 to 12 m: the crown's top
    const auto solid = city.solid_mask();
    for (idx k = 0; k < city.grid.nz; ++k) {
        EXPECT_EQ(solid.view()(k, 1, 1), (k + 0.5) * 2 < 7.5 ? 1 : 0) << k;
        EXPECT_EQ(solid.view()(k, 0, 1), (k + 0.5) * 2 < 1.0 ? 1 : 0) << k;
    }
}

TEST(CityModel, SolidVoxelsKeepTheVolumeOfManyBuildingsWithinTheirRounding) {  // [2]
    CityLayers c = plain(100, 100, 1.0, 0.0f);
    double volume = 0;
    for (std::size_t n = 0; n < 10000; ++n) volume += c.building_height[n] = float((n * 7919) % 1000) * 0.02f;
    const CityModel city(Backend::cpu(), c);
    const auto solid = city.solid_mask();
    double voxels = 0;
    for (const auto s : solid.host()) voxels += s;
    // Rounding to the nearest level has no bias: the mean of 10,000 errors within +-0.5 is below 0.5 %.
    EXPECT_NEAR(voxels / volume, 1.0, 0.005);
}

TEST(CityModel, LeafAreaPerColumnIsKeptExactly) {  // [3]
    CityLayers c = plain(4, 3, 0.5, 0.3f);
    for (std::size_t n = 0; n < 12; ++n) {
        c.canopy_top[n] = 6.13f + 0.37f * float(n);
        c.canopy_base[n] = 2.07f + 0.11f * float(n);
        c.leaf_area_density[n] = 0.8f;
    }
    const CityModel city(Backend::cpu(), c);
    const auto lad = city.leaf_area_density_3d();
    for (idx j = 0; j < 3; ++j)
        for (idx i = 0; i < 4; ++i) {
            double column = 0;
            for (idx k = 0; k < city.grid.nz; ++k) column += lad.view()(k, j, i) * 0.5;
            const std::size_t n = std::size_t(j * 4 + i);
            EXPECT_NEAR(column, 0.8 * (c.canopy_top[n] - c.canopy_base[n]), 1e-5);  // float sums of ~10 terms
        }
}

TEST(CityModel, ExtremesCoverTerrainRoofsAndCrowns) {  // [4]
    CityLayers c = plain(5, 5, 1.0, -1.5f);
    c.terrain_height[7] = -3.25f;
    c.building_height[3] = 12.0f;
    c.canopy_top[9] = 20.0f;
    c.canopy_base[9] = 4.0f;
    const CityModel city(Backend::cpu(), c);
    EXPECT_EQ(city.lowest, -3.25f);
    EXPECT_EQ(city.highest, 18.5f);
    EXPECT_TRUE(city.has_canopy);
    EXPECT_EQ(city.opaque_height.view()(0, 3), 10.5f);
    EXPECT_EQ(city.grid.z0, -4.0);
}

TEST(CityModel, EachBrokenInvariantIsNamedWithItsCell) {  // [5]
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const CityLayers good = plain(6, 4, 1.0, 1.0f);
    EXPECT_EQ(failure(good), "");
    CityLayers c = good;
    c.terrain_height[15] = nan;
    EXPECT_THAT(failure(c), HasSubstr("not a finite number in cell i=3 j=2"));
    c = good;
    c.building_height[1] = std::numeric_limits<float>::infinity();
    EXPECT_THAT(failure(c), HasSubstr("not a finite number in cell i=1 j=0"));
    c = good;
    c.building_height[15] = -0.5f;
    EXPECT_THAT(failure(c), HasSubstr("building height is below 0"));
    c = good;
    c.canopy_top[15] = c.canopy_base[15] = 3.0f;
    EXPECT_THAT(failure(c), HasSubstr("crown base < crown top"));
    c = good;
    c.canopy_top[15] = 3.0f;
    c.building_height[15] = 3.0f;
    EXPECT_THAT(failure(c), HasSubstr("crown in a building column"));
    c = good;
    c.surface_type[15] = surface_type_count;
    EXPECT_THAT(failure(c), HasSubstr("outside its range"));
    c = good;
    c.building_id[15] = 0;  // there is no building of that number
    EXPECT_THAT(failure(c), HasSubstr("building 0 of 0"));
    c = good;
    c.leaf_area_density.pop_back();
    EXPECT_THAT(failure(c), HasSubstr("leaf_area_density has 23 values, the grid has 24 columns"));
}

TEST(CityModel, PitchedRoofsHaveASlopeAndFlatOnesNone) {  // [19]
    for (const double cell : {0.5, 1.0}) {
        const idx n = idx(30 / cell);
        CityLayers c = plain(n, n, cell, 0);
        const double pitch = std::tan(35 * degree_d);
        for (idx j = 0; j < n; ++j)
            for (idx i = 0; i < n; ++i) {
                const double x = (i + 0.5) * cell, y = (j + 0.5) * cell;
                float& h = c.building_height[std::size_t(j * n + i)];
                if (x > 2 && x < 12 && y > 10 && y < 20)  // ridge along x at y = 15
                    h = float(5 + pitch * (5 - std::abs(y - 15)));
                if (x > 15 && x < 25 && y > 10 && y < 20) h = 6;
                if (x > 18 && x < 20 && y > 13 && y < 16) h = 9;  // a higher part: a wall, no slope
            }
        const CityModel city(Backend::cpu(), c);
        const auto at = [&](double x, double y) {
            return city.slope.host()[std::size_t(idx(y / cell) * n + idx(x / cell))];
        };
        EXPECT_NEAR(at(7, 12.6).north, pitch, 1e-5) << cell;
        EXPECT_NEAR(at(7, 17.6).north, -pitch, 1e-5) << cell;
        EXPECT_NEAR(at(7, 10.1).north, pitch, 1e-5) << "the eaves have one side";
        EXPECT_NEAR(at(2.1, 12.6).east, 0, 1e-6);
        EXPECT_NEAR(at(7, 12.6).area(), 1 / std::cos(35 * degree_d), 1e-5);
        for (const double x : {15.2, 17.8, 19.1, 22.0}) {
            EXPECT_EQ(at(x, 14).east, 0) << x;
            EXPECT_EQ(at(x, 14).north, 0) << x;
        }
        EXPECT_EQ(at(28, 28).area(), 1);
    }
}

TEST(SurfaceProperties, AreFractionsAndNamesAreUnique) {  // [6]
    std::set<std::string_view> names;
    for (const SurfaceProperties& p : surface_properties()) {
        EXPECT_TRUE(names.insert(p.name).second) << p.name;
        for (const float share : {p.vegetated_day, p.vegetated_night}) {
            EXPECT_GE(share, 0.0f) << p.name;
            EXPECT_LE(share, 1.0f) << p.name;
        }
        EXPECT_GT(p.bowen_ratio, 0.0f) << p.name;
    }
    EXPECT_EQ(names.size(), std::size_t(surface_type_count));
}

TEST(SurfaceProperties, UnknownIsTreatedAsOpenPaving) {  // [6]
    const auto& unknown = surface_properties()[std::size_t(SurfaceType::unknown)];
    const auto& paving = surface_properties()[std::size_t(SurfaceType::open_paving)];
    EXPECT_EQ(unknown.bowen_ratio, paving.bowen_ratio);
    EXPECT_EQ(unknown.vegetated_day, 0.0f);
}

TEST(CityModel, TopsAreOfTheSurfaceTypeOrOfTheMaterialGivenAndWallsTheSame) {
    CityLayers c = scenes::plain(4, 1, 1, SurfaceType::building);
    c.surface_type[3] = std::int8_t(SurfaceType::grass);
    const auto tops = [&] {
        const CityModel city(Backend::cpu(), c);
        const auto host = city.top_material.host();
        return std::vector<int>(host.begin(), host.end());
    };
    const auto walls = [&] {
        const CityModel city(Backend::cpu(), c);
        const auto host = city.wall_material.host();
        return std::vector<int>(host.begin(), host.end());
    };
    EXPECT_EQ(tops(), (std::vector<int>{1, 1, 1, 6}));
    EXPECT_EQ(walls(), (std::vector<int>{0, 0, 0, 0}));
    const CityLayers plain = c;
    c.top_material = {1, surface_type_count + 2, 1, first_other_ground};
    c.wall_material = {0, 2, 1, 0};
    EXPECT_EQ(tops(), (std::vector<int>{1, surface_type_count + 2, 1, first_other_ground}));
    EXPECT_EQ(walls(), (std::vector<int>{0, 2, 1, 0}));
    const CityLayers good = c;
    for (const int wrong : {0, -1, int(SurfaceType::grass), first_other_ground, top_material_count}) {
        c.top_material[0] = std::int8_t(wrong);
        EXPECT_THAT(failure(c), HasSubstr("a material is outside its range, or a roof's on the ground"))
            << wrong;
    }
    for (const int wrong : {-1, int(SurfaceType::building), surface_type_count, top_material_count}) {
        c = good;
        c.top_material[3] = std::int8_t(wrong);
        EXPECT_THAT(failure(c), HasSubstr("in cell i=3 j=0")) << wrong;
    }
    for (const int wrong : {-1, wall_material_count}) {
        c = good;
        c.wall_material[1] = std::int8_t(wrong);
        EXPECT_THAT(failure(c), HasSubstr(", of walls " + std::to_string(wrong)));
    }
    c = plain;
    c.wall_material = {1};
    EXPECT_THAT(failure(c), HasSubstr("wall_material has 1 values"));
    c = plain;
    c.top_material = {1};
    EXPECT_THAT(failure(c), HasSubstr("top_material has 1 values"));
}

}  // namespace
}  // namespace luwte
