// SPDX-License-Identifier: Apache-2.0
#include "models/wind/wind_domain.hpp"

#include "models/city/plain_city.hpp"

#include <cmath>
#include <numeric>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Sets cells [i0, i1) x [j0, j1).
void lay(const CityLayers& c, std::vector<float>& values, idx i0, idx i1, idx j0, idx j1, float value) {
    for (idx j = j0; j < j1; ++j)
        for (idx i = i0; i < i1; ++i) values[std::size_t(j * c.grid.nx + i)] = value;
}

/// 160 x 120 m of paving in cells of 1 m with a block of 12 m in the middle.
CityLayers with_a_block() {
    CityLayers c = scenes::plain(160, 120);
    lay(c, c.building_height, 72, 88, 52, 68, 12);
    return c;
}

idx solid_levels_of(const WindDomain& d, idx j, idx i) {
    idx levels = 0;
    while (levels < d.solid.shape().nz && d.solid.view()(levels, j, i) != 0) ++levels;
    return levels;
}

TEST(WindDomain, VoxelsAreOpenAsFarAsBuildingsLeaveThem) {
    CityLayers c = scenes::plain(80, 80);
    lay(c, c.building_height, 8, 12, 8, 12, 9);   // column (2, 2): full
    lay(c, c.building_height, 16, 18, 8, 12, 9);  // column (2, 4): half of its area
    lay(c, c.building_height, 24, 25, 8, 12, 9);  // column (2, 6): a quarter
    const CityModel city(Backend::cpu(), c);
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    const WindDomain d = wind_domain(city, layout);
    idx below = 0;  // levels that lie below the roof of 9 m
    double top = 0;
    for (const double dz : d.thickness) below += (top += dz) <= 9;
    const auto volume = d.open.volume.view();
    EXPECT_EQ(solid_levels_of(d, 2, 2), below);
    EXPECT_EQ(solid_levels_of(d, 2, 4), 0);
    EXPECT_EQ(volume(0, 2, 4), wind::OpenShares::whole / 2);
    EXPECT_EQ(volume(0, 2, 6), wind::OpenShares::whole * 3 / 4);
    EXPECT_EQ(volume(below + 1, 2, 4), wind::OpenShares::whole);
    EXPECT_EQ(solid_levels_of(d, 5, 5), 0);
    // What is open over the whole area is what is not built.
    double open = 0, all = 0;
    for (idx k = 0; k < d.solid.shape().nz; ++k)
        for (idx j = 0; j < d.solid.shape().ny; ++j)
            for (idx i = 0; i < d.solid.shape().nx; ++i) {
                const double of = 16 * d.thickness[std::size_t(k)];
                open += of * volume(k, j, i) / wind::OpenShares::whole, all += of;
            }
    EXPECT_NEAR(all - open, 9 * (16 + 8 + 4), 0.005 * 9 * 28);
}

TEST(WindDomain, LevelsAreFineAtTheGroundAndGrowByAFifthAtMost) {
    const CityModel city(Backend::cpu(), with_a_block());
    for (const double cell : {2.0, 4.0}) {
        const WindLayout layout = wind_layout(city, {.cell_size = cell});
        double top = 0, before = 0;
        int below = 0;
        for (const double dz : layout.thickness) {
            if (before > 0) {
                EXPECT_LE(dz, 1.2 * before + 1e-9);
            }
            if (top < layout.highest) {
                EXPECT_LE(dz, cell + 1e-9);
            }
            before = dz, top += dz;
            below += top <= 1.75;
        }
        EXPECT_EQ(below, 3);
        EXPECT_GE(top, 6 * 12.0);
    }
}

TEST(WindDomain, LandAroundFollowsTheWindAndBuildingsBlockLittleOfIt) {
    const CityModel city(Backend::cpu(), with_a_block());
    const WindLayout layout = wind_layout(city, {.cell_size = 2});
    EXPECT_EQ(layout.highest, 12);
    const WindLayout::Margins west = layout.margins(270);
    EXPECT_EQ(west.west, 30);
    EXPECT_EQ(west.east, 90);
    EXPECT_EQ(west.south, 30);
    EXPECT_EQ(west.north, 30);
    const WindLayout::Margins south_west = layout.margins(225);
    EXPECT_EQ(south_west.west, 30);
    EXPECT_EQ(south_west.south, 30);
    EXPECT_EQ(south_west.east, std::ceil(90 / std::sqrt(2.0)));
    EXPECT_EQ(south_west.north, south_west.east);
    for (int n = 0; n < 12; ++n) EXPECT_LE(layout.blockage(30.0 * n), 0.03 + 1e-9) << 30 * n;
    // One wall as wide as the area would fill more than 3 % under a top of six heights.
    CityLayers wall = scenes::plain(400, 60);
    lay(wall, wall.building_height, 0, 400, 28, 32, 12);
    const CityModel wide(Backend::cpu(), wall);
    const WindLayout higher = wind_layout(wide, {.cell_size = 4});
    EXPECT_GT(higher.top(), 2 * 6 * 12);
    for (int n = 0; n < 12; ++n) EXPECT_LE(higher.blockage(30.0 * n), 0.03 + 1e-9) << 30 * n;
}

TEST(WindDomain, TheAreaLiesWhereTheMarginsPutIt) {
    const CityModel city(Backend::cpu(), with_a_block());
    const WindLayout layout = wind_layout(city, {.cell_size = 4, .upwind_roughness = 0.25});
    const WindLayout::Margins margins = layout.margins(300);
    const WindDomain d = wind_domain(city, layout, margins, layout.inflow(300).roughness),
                     area = wind_domain(city, layout);
    const wind::Extents e = layout.extents(300);
    EXPECT_EQ(d.solid.shape(), (Shape{e.nz, e.ny, e.nx}));
    for (idx j = 0; j < e.ny; ++j)
        for (idx i = 0; i < e.nx; ++i) {
            const idx ja = j - margins.south, ia = i - margins.west;
            const bool inside = ja >= 0 && ja < layout.grid.ny && ia >= 0 && ia < layout.grid.nx;
            for (idx k = 0; k < e.nz; ++k)
                ASSERT_EQ(d.open.volume.view()(k, j, i),
                          inside ? area.open.volume.view()(k, ja, ia) : wind::OpenShares::whole);
            ASSERT_EQ(solid_levels_of(d, j, i), inside ? solid_levels_of(area, ja, ia) : 0);
            ASSERT_FLOAT_EQ(d.roughness.view()(j, i), inside ? area.roughness.view()(ja, ia) : 0.25f);
        }
}

TEST(WindDomain, LeavesKeepTheirArea) {
    CityLayers c = scenes::plain(60, 60);
    for (std::size_t n = 0; n < c.canopy_top.size(); n += 7) {
        c.canopy_top[n] = 4.0f + float(n % 11), c.canopy_base[n] = 2.0f + 0.3f * float(n % 5);
        c.leaf_area_density[n] = 0.5f + 0.1f * float(n % 3);
    }
    const CityModel city(Backend::cpu(), c);
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    const WindDomain d = wind_domain(city, layout);
    double all = 0, kept = 0;
    for (std::size_t n = 0; n < c.canopy_top.size(); ++n)
        all += double(c.leaf_area_density[n]) * double(c.canopy_top[n] - c.canopy_base[n]);
    for (idx k = 0; k < d.leaf_area.shape().nz; ++k)
        for (idx j = 0; j < d.leaf_area.shape().ny; ++j)
            for (idx i = 0; i < d.leaf_area.shape().nx; ++i)
                kept += double(d.leaf_area.view()(k, j, i)) * 16 * d.thickness[std::size_t(k)];
    EXPECT_NEAR(kept, all, 1e-5 * all);
    EXPECT_TRUE(wind_domain(CityModel(Backend::cpu(), scenes::plain(60, 60)), layout).leaf_area.empty());
}

TEST(WindDomain, RoughnessIsTheLogarithmicMeanOfTheGround) {
    CityLayers c = with_a_block();
    std::fill(c.surface_type.begin(), c.surface_type.end(), std::int8_t(SurfaceType::grass));
    for (idx j = 0; j < 2; ++j)  // half of column (0, 0) is water
        for (idx i = 0; i < 4; ++i)
            c.surface_type[std::size_t(j * 160 + i)] = std::int8_t(SurfaceType::water);
    const CityModel city(Backend::cpu(), c);
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    const WindDomain d = wind_domain(city, layout);
    EXPECT_NEAR(d.roughness.view()(0, 0), std::sqrt(0.03 * 0.0002), 1e-6);
    EXPECT_NEAR(d.roughness.view()(5, 5), 0.03, 1e-6);
    EXPECT_NEAR(d.roughness.view()(15, 20), 0.01, 1e-6) << "a roof";
}

TEST(WindDomain, LandUpwindIsTheAreasOwnUnlessToldOtherwise) {
    const CityModel plain(Backend::cpu(), scenes::plain(80, 80));
    for (const Inflow& inflow : wind_layout(plain, {.cell_size = 4}).inflows) {
        EXPECT_NEAR(inflow.roughness, 0.01, 1e-7) << "paving";
        EXPECT_EQ(inflow.displacement, 0);
    }
    CityLayers c = scenes::plain(240, 240);  // streets of 12 m between blocks of 12 m
    for (idx j = 6; j < 240; j += 24)
        for (idx i = 6; i < 240; i += 24) lay(c, c.building_height, i, i + 12, j, j + 12, 10);
    const CityModel town(Backend::cpu(), c);
    const WindLayout own = wind_layout(town, {.cell_size = 2, .sectors = 4});
    ASSERT_EQ(own.inflows.size(), 4u);
    EXPECT_FALSE(own.roughness_is_given);
    for (const Inflow& inflow : own.inflows) {
        EXPECT_GT(inflow.roughness, 0.3);
        EXPECT_LT(inflow.roughness, 1.5);
        EXPECT_NEAR(inflow.displacement, 4.8, 0.3);
    }
    const WindLayout told = wind_layout(town, {.cell_size = 2, .upwind_roughness = 0.7});
    EXPECT_TRUE(told.roughness_is_given);
    EXPECT_EQ(told.inflows, std::vector<Inflow>(12, {0.7, 0}));
}

TEST(WindDomain, ATableHasToReachTheTop) {
    const CityModel city(Backend::cpu(), with_a_block());
    const WindLayout law = wind_layout(city, {.cell_size = 4, .upwind_roughness = 0.3});
    EXPECT_TRUE(law.inflow_table.empty());
    const std::vector<double> heights = law.profile_heights();
    EXPECT_EQ(heights.size(), law.thickness.size() + 1);
    EXPECT_NEAR(heights.back(), law.top() + 0.5 * law.thickness.back(), 1e-9);
    EXPECT_NEAR(heights.front(), 0.25, 1e-12);
    InflowTable table{"t.csv", {10, 60, heights.back()}, {4, 5, 6}, {1, 1, 1}};
    const WindLayout layout =
        wind_layout(city, {.cell_size = 4, .upwind_roughness = 0.3, .inflow_table = table});
    EXPECT_EQ(layout.inflow_table, table);
    EXPECT_EQ(layout.thickness, law.thickness);
    table.height.back() -= 0.5;
    try {
        wind_layout(city, {.cell_size = 4, .upwind_roughness = 0.3, .inflow_table = table});
        FAIL() << "the top has no inflow";
    } catch (const InputError& e) {
        const std::string needed = std::to_string(int(std::ceil(heights.back())));
        EXPECT_EQ(e.problems().front().where, "wind.inflow_table");
        EXPECT_THAT(e.what(), testing::HasSubstr("add rows up to " + needed + " m or more"));
    }
}

TEST(WindDomain, AColumnIsAsHighAsItIsSolid) {
    CityLayers c = scenes::plain(80, 80);
    lay(c, c.building_height, 16, 18, 8, 12, 9);   // half of a column
    lay(c, c.building_height, 20, 21, 8, 12, 30);  // a quarter of one: air
    lay(c, c.building_height, 24, 28, 8, 11, 7);   // three quarters, and one cell higher
    lay(c, c.building_height, 24, 25, 8, 9, 14);
    const CityModel city(Backend::cpu(), c);
    const WindLayout layout = wind_layout(city, {.cell_size = 4});
    EXPECT_EQ(layout.highest, 9);
    EXPECT_EQ(layout.silhouette_x, 4 * 9) << "one line of columns";
    EXPECT_EQ(layout.silhouette_y, 4 * (9 + 7));
    const WindDomain d = wind_domain(city, layout);
    double top = 0;
    for (idx k = 0; k < solid_levels_of(d, 2, 4); ++k) top += d.thickness[std::size_t(k)];
    EXPECT_EQ(top, 0) << "half of it is air";
}

TEST(WindDomain, ErrorsSayWhatWouldDo) {
    const auto problem = [](const CityLayers& c, double cell) {
        try {
            wind_layout(CityModel(Backend::cpu(), c), {.cell_size = cell});
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string("none");
    };
    EXPECT_THAT(problem(scenes::plain(60, 60), 2.5), testing::HasSubstr("3 m is one"));
    CityLayers tower = scenes::plain(80, 60);
    lay(tower, tower.building_height, 20, 40, 20, 40, 45);
    EXPECT_THAT(problem(tower, 2), testing::HasSubstr("80 x 60 m is too small for the wind around its "
                                                      "buildings of 45.0 m"));
    EXPECT_THAT(problem(tower, 2), testing::HasSubstr("90 x 90 m at least"));
}

TEST(WindDomain, TheLandUpwindIsAsRoughWhateverTheColumns) {
    CityLayers c = scenes::plain(240, 240);  // houses of 9 x 9 x 8 m that fit no column
    for (idx b = 0; b < 14; ++b)
        for (idx a = 0; a < 14; ++a)
            lay(c, c.building_height, 17 * a + 3, 17 * a + 12, 17 * b + 3, 17 * b + 12, 8);
    const CityModel city(Backend::cpu(), c);
    const std::vector<Inflow> fine = wind_layout(city, {.cell_size = 1}).inflows;
    for (const double cell : {2.0, 4.0}) {
        const WindLayout layout = wind_layout(city, {.cell_size = cell});
        for (std::size_t n = 0; n < fine.size(); ++n) {
            EXPECT_NEAR(layout.inflows[n].roughness / fine[n].roughness, 1, 0.03) << cell << ", " << n;
            EXPECT_NEAR(layout.inflows[n].displacement / fine[n].displacement, 1, 0.03) << cell << ", " << n;
        }
    }
}

TEST(WindDomain, DirectionsFromTrueNorthAreTurnedToTheGrids) {
    CityLayers c = with_a_block();
    c.grid.convergence_rad = 0.1;
    const CityModel city(Backend::cpu(), c);
    EXPECT_NEAR(wind_layout(city, {.cell_size = 4}).on_grid(30), 30 - 5.7296, 1e-4);
}

}  // namespace
}  // namespace luwte
