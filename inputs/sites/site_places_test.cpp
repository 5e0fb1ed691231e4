// SPDX-License-Identifier: Apache-2.0
#include "inputs/sites/site_places.hpp"

#include "inputs/city/city_edits.hpp"
#include "inputs/city/polygons.hpp"
#include "inputs/raster/test_files.hpp"
#include "models/city/plain_city.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::ElementsAre;
using testing::HasSubstr;

/// 40 x 30 m at 1 m.
struct SiteMap {
    Folder folder;
    Study study;

    SiteMap() {
        study.area.bounds_m = {121000, 487000, 121040, 487030};
        study.area.cell_size_m = 1;
    }
    void add(const char* id, const std::filesystem::path& yard, const std::filesystem::path& building = {},
             double height_m = 0) {
        study.sites.push_back({id, id, yard, building, height_m});
    }
    std::string problems() const {
        return problem([&] { read_site_places(study); });
    }
};
std::string site_box(double x0, double y0, double x1, double y1) {
    return box(121000 + x0, 487000 + y0, 121000 + x1, 487000 + y1);
}

TEST(SitePlaces, PolygonsWithASiteCountForThatSiteOnly) {
    SiteMap m;
    const auto file = write_vector(m.folder / "two.geojson",
                                   {{"y",
                                     {{site_box(2, 2, 6, 4), {{"site", "a"}}},
                                      {site_box(10, 2, 12, 4), {{"site", "b"}}},
                                      {site_box(6, 2, 8, 4), {{"site", "a"}}}}}},
                                   "GeoJSON");
    m.add("a", file), m.add("b", file);
    const SitePlaces read = read_site_places(m.study);
    ASSERT_EQ(read.places.size(), 2u);
    EXPECT_DOUBLE_EQ(read.places[0].yard_area, 12);  // two that touch, joined
    EXPECT_DOUBLE_EQ(read.places[1].yard_area, 4);
    EXPECT_THAT(read.places[0].yard, HasSubstr("POLYGON ((121"));
    EXPECT_THAT(cells_inside(read.places[1].yard, scenes::plain(40, 30, 1, SurfaceType::grass).grid, "yard"),
                ElementsAre());  // a grid elsewhere
    Grid grid = test_files::grid(40, 30);
    grid.x0 = 121000, grid.y0 = 487000;
    EXPECT_THAT(cells_inside(read.places[1].yard, grid, "yard"),
                ElementsAre(2 * 40 + 10, 2 * 40 + 11, 3 * 40 + 10, 3 * 40 + 11));
    ASSERT_EQ(read.records.size(), 1u);  // the file counts once
    EXPECT_EQ(read.records[0].role, "site yard");
    EXPECT_EQ(read.records[0].sha256.size(), 64u);
}

TEST(SitePlaces, WithoutTheProperty_AllOfAFileIsOneSitesAndLayersAreChosenByName) {
    SiteMap m;
    const auto file = write_vector(
        m.folder / "one.gpkg", {{"yard", {{site_box(2, 2, 6, 4)}}}, {"building", {{site_box(6, 2, 8, 4)}}}});
    m.add("a", file, file);
    const SitePlaces read = read_site_places(m.study);
    EXPECT_DOUBLE_EQ(read.places[0].yard_area, 8);
    EXPECT_THAT(read.places[0].building, HasSubstr("121008"));
    EXPECT_THAT(read.places[0].building, testing::Not(HasSubstr("121002")));
}

TEST(SitePlaces, WhatIsWrongIsSaidOfAllSitesAtOnce) {
    SiteMap m;
    const auto yards = write_vector(m.folder / "yards.geojson",
                                    {{"y",
                                      {{site_box(-12.34, 2, 6, 34), {{"site", "over"}}},
                                       {site_box(400, 2, 410, 8), {{"site", "far"}}},
                                       {site_box(2.6, 2.6, 3.4, 3.4), {{"site", "small"}}}}}},
                                    "GeoJSON");
    m.add("over", yards), m.add("far", yards), m.add("small", yards), m.add("none", yards);
    const std::string all = m.problems();
    for (const char* what : {"site over, yard", "reaches 12.3 m in the west and 4.0 m in the north beyond",
                             "site far, yard", "reaches 370.0 m in the east beyond the area",
                             "site small, yard", "holds the middle of no cell of 1 m", "site none, yard",
                             "holds no polygon of it in or near the area"})
        EXPECT_THAT(all, HasSubstr(what));
}

TEST(SitePlaces, ASchoolIsBuiltFromThePolygonsOfItsSite) {
    SiteMap m;
    const auto file = write_vector(
        m.folder / "schools.geojson",
        {{"y", {{site_box(2, 2, 6, 4), {{"site", "a"}}}, {site_box(10, 2, 12, 4), {{"site", "b"}}}}}},
        "GeoJSON");
    Study study = m.study;
    for (const char* site : {"a", "b"}) {
        Study::Edit edit;
        edit.action = "add_building", edit.polygons = file, edit.height_m = 9;
        edit.key = site, edit.site = site;
        study.edits.push_back(edit);
    }
    study.edits[1].height_m = 5;
    LoadedCity city;
    city.layers = scenes::plain(40, 30, 1, SurfaceType::grass);
    city.layers.grid.x0 = 121000, city.layers.grid.y0 = 487000;
    Problems problems;
    const CityEdits edits(study, city.layers.grid, city, problems);
    problems.throw_if_any();
    edits.make(city);
    EXPECT_EQ(city.layers.building_height[2 * 40 + 3], 9);
    EXPECT_EQ(city.layers.building_height[2 * 40 + 10], 5);
    EXPECT_EQ(city.layers.building_height[2 * 40 + 8], 0);
}

TEST(SitePlaces, TextsThatAreNoPolygonAreRefused) {
    const Grid grid = test_files::grid(4, 4);
    for (const std::string text : {"", "POINT (1 2)", "POLYGON ((1 2", "no", "LINESTRING (0 0, 1 1)",
                                   "POLYGON ((nan nan, nan nan, nan nan, nan nan))"})
        EXPECT_THROW(cells_inside(text, grid, "yard"), InputError) << text;
    EXPECT_THROW(cells_inside(std::string(5 << 20, 'x'), grid, "yard"), InputError);
    EXPECT_TRUE(cells_inside("POLYGON EMPTY", grid, "yard").empty());
    EXPECT_TRUE(cells_inside("POLYGON ((1e300 0, 2e300 0, 2e300 1, 1e300 0))", grid, "yard").empty());
    // One that holds the grid holds all its cells.
    EXPECT_EQ(cells_inside(box(0, 0, 1e6, 1e6), grid, "yard").size(), 16u);
}

}  // namespace
}  // namespace luwte
