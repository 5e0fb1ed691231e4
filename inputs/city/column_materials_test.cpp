// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/column_materials.hpp"

#include "inputs/materials/materials.hpp"
#include "inputs/raster/test_files.hpp"
#include "models/city/city_model.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// 40 x 30 m of bricks at 1 m with three buildings of 8 x 8 m: of 1930, of 2020 and of no year.
struct Place {
    Folder folder;
    Study study;

    Place() {
        study.area.bounds_m = {100000, 400000, 100040, 400030};
        study.area.cell_size_m = 1;
        study.materials = default_materials();
        const auto built = [](double x0, const char* number, const char* year) {
            Outline shape{box(100000 + x0, 400010, 100008 + x0, 400018), {{"identificatie", number}}};
            if (*year != 0) shape.fields.push_back({"bouwjaar", year});
            return shape;
        };
        study.city.buildings =
            write_vector(folder / "bag.gpkg",
                         {{"pand",
                           {built(5, "0363100000000001", "1930"), built(15, "0363100000000002", "2020"),
                            built(25, "0363100000000003", "")}}});
        study.city.land_cover = write_vector(
            folder / "bgt.gpkg",
            {{"wegdeel", {{box(100000, 400000, 100040, 400030), {{"surfacematerial", "open verharding"}}}}}});
        Raster raster{.nx = 40, .ny = 30, .height = [](double x, double y) {
                          return x > 100005 && x < 100033 && y > 400010 && y < 400018 ? 9.0 : 1.0;
                      }};
        study.city.surface_height = write_raster(folder / "dsm.tif", raster);
        raster.height = [](double, double) { return 1.0; };
        study.city.terrain_height = write_raster(folder / "dtm.tif", raster);
    }
    std::filesystem::path polygons(const char* name, const std::vector<Outline>& shapes, int crs = 28992) {
        return write_vector(folder / name, {{"yard", shapes, crs}}, "GeoJSON");
    }
    LoadedCity load() const {
        LoadedCity city = load_city(study);
        CityModel model(Backend::cpu(), city.layers);  // what is laid keeps the invariants
        return city;
    }
};

std::size_t at(int i, int j) { return std::size_t(j * 40 + i); }
std::string square(double x0, double y0, double x1, double y1) {
    return box(100000 + x0, 400000 + y0, 100000 + x1, 400000 + y1);
}

TEST(ColumnMaterials, BuildingsHaveTheRoofsAndWallsOfTheRulesByNumberAndYearAndTheLastRuleCounts) {  // [16]
    Place p;
    EXPECT_TRUE(p.load().layers.top_material.empty());
    EXPECT_TRUE(p.load().layers.wall_material.empty());
    p.study.roofs = {{"uninsulated_roof", 0, 1975, {}, {}},
                     {"new_roof", 2015, 10000, {}, {}},
                     {"green_roof", 0, 10000, {"363100000000002", "0363100000000009"}, {}}};
    p.study.walls = {{"uninsulated_wall", 0, 1975, {}, {}}, {"new_wall", 2015, 10000, {}, {}}};
    const auto city = p.load();
    const auto roof = [&](int i) { return int(city.layers.top_material[at(i, 14)]); };
    EXPECT_EQ(roof(9), top_material_of("uninsulated_roof"));
    EXPECT_EQ(roof(19), top_material_of("green_roof"));
    EXPECT_EQ(roof(29), int(SurfaceType::building));
    EXPECT_EQ(roof(2), int(SurfaceType::open_paving));
    const auto wall = [&](int i) { return int(city.layers.wall_material[at(i, 14)]); };
    EXPECT_EQ(wall(9), wall_material_of("uninsulated_wall"));
    EXPECT_EQ(wall(19), wall_material_of("new_wall"));
    EXPECT_EQ(wall(29), 0);
    EXPECT_EQ(wall(2), 0);
    EXPECT_THAT(city.rules,
                AllOf(Contains("materials.roofs[1]: uninsulated_roof on 64 cells of 1 of 3 buildings"),
                      Contains("materials.roofs[2]: new_roof on 0 cells of 0 of 3 buildings"),
                      Contains("materials.roofs[3]: green_roof on 64 cells of 1 of 3 buildings"),
                      Contains("materials.walls[1]: uninsulated_wall on 64 cells of 1 of 3 buildings"),
                      Contains("materials.walls[2]: new_wall on 64 cells of 1 of 3 buildings")));
    EXPECT_THAT(city.warnings,
                AllOf(Contains(HasSubstr("roofs[3]: 1 of its 2 buildings are not buildings of this")),
                      Contains(HasSubstr("materials.roofs: 1 of 3 buildings have no year of construction")),
                      Contains(HasSubstr("materials.walls: 1 of 3 buildings have no year of construction"))));
    p.study.roofs = {{"new_roof", 1940, 1950, {}, {}}};
    EXPECT_THAT(p.load().warnings, Contains("materials.roofs[1] fits no roof of this area"));
}

TEST(ColumnMaterials, PolygonsLayTheGroundBetweenBuildingsAndItCountsAsItsSurfaceType) {  // [17]
    Place p;
    const auto yard = p.polygons("yard.geojson", {{square(0, 0, 20, 14)}, {square(30.6, 2, 33.4, 4)}}),
               lot = p.polygons("lot.geojson", {{square(0, 0, 10, 4)}});
    p.study.ground = {{"grass", 0, 10000, {}, yard}, {"permeable_paving", 0, 10000, {}, lot}};
    const auto city = p.load();
    const CityLayers& c = city.layers;
    const auto top = [&](int i, int j) { return int(c.top_material[at(i, j)]); };
    const auto type = [&](int i, int j) { return SurfaceType(c.surface_type[at(i, j)]); };
    EXPECT_EQ(top(5, 8), int(SurfaceType::grass));
    EXPECT_EQ(type(5, 8), SurfaceType::grass);
    EXPECT_EQ(c.surface_type_source[at(5, 8)], std::int8_t(SurfaceTypeSource::laid));
    EXPECT_EQ(top(3, 3), top_material_of("permeable_paving"));
    EXPECT_EQ(type(3, 3), SurfaceType::open_paving);
    EXPECT_EQ(top(9, 12), int(SurfaceType::building)) << "a building stands there";
    EXPECT_EQ(top(20, 5), int(SurfaceType::open_paving));
    EXPECT_EQ(c.surface_type_source[at(20, 5)], std::int8_t(SurfaceTypeSource::measured));
    EXPECT_EQ(top(30, 3), int(SurfaceType::open_paving)) << "its centre is outside";
    EXPECT_EQ(top(31, 3), int(SurfaceType::grass));
    EXPECT_EQ(top(32, 3), int(SurfaceType::grass));
    EXPECT_EQ(top(33, 3), int(SurfaceType::open_paving));
    // 20 x 14 without 8 x 4 and 5 x 4 of buildings and without the lot, and 2 x 2.
    EXPECT_THAT(city.rules,
                AllOf(Contains("materials.ground[1]: grass on 192 cells, before: open_paving 192"),
                      Contains("materials.ground[2]: permeable_paving on 40 cells, before: "
                               "open_paving 40")));
    EXPECT_NEAR(city.share_measured, 1 - 232.0 / 1200, 1e-12);
    EXPECT_NEAR(city.share_measured + city.share_inferred + city.share_unknown + city.share_laid, 1, 1e-12);
    EXPECT_GT(city.share_laid, 0);
    EXPECT_EQ(std::ranges::count(city.inputs, "materials", &InputRecord::role), 2);
}

TEST(ColumnMaterials, GroundIsLaidInsteadOfTheTypesNamedEverywhereOrWithinPolygons) {  // [17]
    Place p;
    Study::MaterialRule yard{"grass", 0, 10000, {}, p.polygons("yard.geojson", {{square(0, 0, 4, 4)}})};
    Study::MaterialRule green{"woodland", 0, 10000, {}, {}, "scenario a, edit 1 (ground)", {"open_paving"}};
    p.study.ground = {green, yard};
    const CityLayers c = p.load().layers;
    const auto type = [&](int i, int j) { return SurfaceType(c.surface_type[at(i, j)]); };
    EXPECT_EQ(type(20, 5), SurfaceType::woodland);
    EXPECT_EQ(type(2, 2), SurfaceType::grass);
    EXPECT_EQ(type(6, 14), SurfaceType::building);

    green.instead_of = {"water", "grass"};
    p.study.ground = {green};
    try {
        p.load();
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("scenario a, edit 1 (ground)"));
        EXPECT_THAT(e.what(), HasSubstr("there is no water and no grass: it changes nothing"));
    }
}

TEST(ColumnMaterials, PolygonsOfRoofsAndWallsConcernColumnsOfBuildings) {  // [16]
    Place p;
    const auto file = p.polygons("here.geojson", {{square(0, 0, 20, 30)}});
    p.study.roofs = {{"white_roof", 0, 10000, {}, file}, {"green_roof", 0, 1975, {}, file}};
    p.study.walls = {{"new_wall", 0, 10000, {}, file}};
    const auto city = p.load();
    const auto roof = [&](int i) { return int(city.layers.top_material[at(i, 14)]); };
    EXPECT_EQ(roof(9), top_material_of("green_roof"));
    EXPECT_EQ(roof(18), top_material_of("white_roof"));
    EXPECT_EQ(roof(21), int(SurfaceType::building)) << "the same building beyond the polygon";
    EXPECT_EQ(roof(2), int(SurfaceType::open_paving));
    EXPECT_EQ(int(city.layers.wall_material[at(18, 14)]), wall_material_of("new_wall"));
    EXPECT_EQ(int(city.layers.wall_material[at(21, 14)]), 0);
    EXPECT_EQ(city.layers.surface_type_source[at(18, 14)], std::int8_t(SurfaceTypeSource::measured));
    EXPECT_EQ(std::ranges::count(city.inputs, "materials", &InputRecord::role), 1) << "one file";
}

TEST(ColumnMaterials, ARuleThatAsksNothingOfBuildingsAlsoFitsThoseWithoutAFootprint) {  // [16]
    Place p;
    p.study.city.buildings.clear();
    p.study.city.land_cover.clear();
    p.study.roofs = {{"white_roof", 0, 10000, {}, {}}};
    const auto city = p.load();
    ASSERT_TRUE(city.layers.building_names.empty());
    EXPECT_EQ(int(city.layers.top_material[at(15, 14)]), top_material_of("white_roof"));
    p.study.roofs[0].built_before = 1975;
    EXPECT_EQ(int(p.load().layers.top_material[at(15, 14)]), int(SurfaceType::building));
}

TEST(ColumnMaterials, PolygonsThatMeetNothingAreProblemsThatSaySo) {
    Place p;
    const auto ground = [&](const std::filesystem::path& file) {
        p.study.ground = {{"grass", 0, 10000, {}, file}};
        return problem([&] { p.load(); });
    };
    EXPECT_THAT(ground(p.polygons("far.geojson", {{square(100, 0, 120, 14)}})),
                AllOf(HasSubstr("materials.ground[1].polygons: "),
                      HasSubstr("far.geojson holds no polygon within bounds_m")));
    EXPECT_THAT(ground(p.polygons("lines.geojson", {{"LINESTRING (100001 400001, 100009 400009)"},
                                                    {"POINT (100003 400003)"}})),
                HasSubstr("holds no polygon within bounds_m; 2 of its features there are points, lines"));
    EXPECT_THAT(ground(p.polygons("small.geojson", {{square(3.6, 3.6, 4.4, 4.4)}})),
                HasSubstr("the 1 polygons of"));
    EXPECT_THAT(ground(p.polygons("roof.geojson", {{square(6, 11, 9, 14)}})),
                AllOf(HasSubstr("materials.ground[1]: the polygons of"),
                      HasSubstr("hold no ground outside buildings")));
    std::ofstream(p.folder / "damaged.geojson") << "{\"type\": \"FeatureCollection\", \"features\": [{\"ty";
    EXPECT_THAT(ground(p.folder / "damaged.geojson"), HasSubstr("materials.ground[1].polygons: "));
    p.study.ground.clear();
    const auto yard = p.polygons("yard.geojson", {{square(0, 0, 20, 8)}});
    p.study.walls = {{"new_wall", 0, 10000, {}, yard}};
    p.study.roofs = {{"new_roof", 0, 10000, {}, yard}};
    EXPECT_THAT(problem([&] { p.load(); }),
                AllOf(HasSubstr("materials.walls[1]: the polygons of"), HasSubstr("materials.roofs[1]: the"),
                      HasSubstr("hold no building")));
}

TEST(ColumnMaterials, PolygonsInAnotherCrsAreTransformedWithAWarning) {
    Place p;
    auto rd = epsg(28992), wgs = epsg(4326);
    const std::unique_ptr<OGRCoordinateTransformation> to(OGRCreateCoordinateTransformation(&rd, &wgs));
    OGRGeometry* raw = nullptr;
    OGRGeometryFactory::createFromWkt(square(1, 1, 4, 5).c_str(), nullptr, &raw);
    const OGRGeometryUniquePtr shape(raw);
    ASSERT_EQ(shape->transform(to.get()), OGRERR_NONE);
    p.study.ground = {{"water", 0, 10000, {}, p.polygons("deg.geojson", {{shape->exportToWkt()}}, 4326)}};
    const auto city = p.load();
    EXPECT_THAT(city.rules, Contains(HasSubstr("materials.ground[1]: water on 12 cells")));
    EXPECT_THAT(city.warnings, Contains(HasSubstr("was transformed to EPSG:28992")));
}

}  // namespace
}  // namespace luwte
