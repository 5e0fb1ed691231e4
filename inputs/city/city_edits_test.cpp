// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/city_edits.hpp"

#include "inputs/materials/materials.hpp"
#include "inputs/raster/test_files.hpp"
#include "inputs/study/scenarios.hpp"
#include "models/city/city_model.hpp"

#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::Contains;
using testing::HasSubstr;

/// 40 x 30 m of bricks that rise by 0.1 m for each metre eastward, with a building of 8 x 8 m and a crown of
/// 10 x 8 m, both 9 m high.
struct EditedPlace {
    Folder folder;
    Study study;

    EditedPlace() {
        study.area.bounds_m = {100000, 400000, 100040, 400030};
        study.area.cell_size_m = 1;
        study.materials = default_materials();
        study.city.buildings =
            write_vector(folder / "bag.gpkg",
                         {{"pand", {{square(5, 10, 13, 18), {{"identificatie", "0363100000000001"}}}}}});
        study.city.land_cover = write_vector(
            folder / "bgt.gpkg",
            {{"wegdeel", {{box(100000, 400000, 100040, 400030), {{"surfacematerial", "open verharding"}}}}}});
        Raster raster{.nx = 40, .ny = 30, .height = [](double x, double y) {
                          const bool high = y > 400010 && y < 400018 &&
                                            ((x > 100005 && x < 100013) || (x > 100020 && x < 100030));
                          return 0.1 * (x - 100000) + (high ? 9 : 0);
                      }};
        study.city.surface_height = write_raster(folder / "dsm.tif", raster);
        raster.height = [](double x, double) { return 0.1 * (x - 100000); };
        study.city.terrain_height = write_raster(folder / "dtm.tif", raster);
    }
    static std::string square(double x0, double y0, double x1, double y1) {
        return box(100000 + x0, 400000 + y0, 100000 + x1, 400000 + y1);
    }
    std::filesystem::path polygons(const char* name, const std::vector<Outline>& shapes) {
        return write_vector(folder / name, {{"yard", shapes, 28992}}, "GeoJSON");
    }
    /// With these edits, as the study of a scenario has them.
    LoadedCity load(std::vector<Study::Edit> edits) {
        for (std::size_t n = 0; n < edits.size(); ++n) edits[n].key = "edit " + std::to_string(n + 1);
        LoadedCity city = load_city(study_of(study, {"plan", "Plan", edits}));
        CityModel model(Backend::cpu(), city.layers);  // an edited city keeps the invariants
        return city;
    }
    std::string refusal(const std::vector<Study::Edit>& edits) {
        try {
            load(edits);
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
};

Study::Edit edit(const std::string& action, const std::filesystem::path& polygons = {}) {
    Study::Edit e;
    e.action = action, e.polygons = polygons;
    return e;
}

std::size_t cell_at(int i, int j) { return std::size_t(j * 40 + i); }

TEST(CityEdits, TreesAreFelledWithinPolygonsAndPlantedWhereNoRoofIs) {  // [20]
    EditedPlace p;
    ASSERT_GT(p.load({}).layers.canopy_top[cell_at(25, 14)], 8);
    const LoadedCity felled =
        p.load({edit("remove_trees", p.polygons("fell.geojson", {{p.square(20, 10, 25, 18)}}))});
    EXPECT_EQ(felled.layers.canopy_top[cell_at(24, 14)], 0);
    EXPECT_EQ(felled.layers.leaf_area_density[cell_at(24, 14)], 0);
    EXPECT_GT(felled.layers.canopy_top[cell_at(25, 14)], 8);
    EXPECT_EQ(SurfaceType(felled.layers.surface_type[cell_at(24, 14)]), SurfaceType::open_paving);
    EXPECT_THAT(felled.rules, Contains("edit 1: crowns felled on 40 cells (40 m2)"));

    Study::Edit plant = edit("plant_trees");
    plant.trees =
        write_vector(p.folder / "trees.geojson",
                     {{"trees", {{p.square(10, 2, 15, 14), {{"height_m", "12"}}}}, 28992}}, "GeoJSON");
    const LoadedCity planted = p.load({plant});
    EXPECT_FLOAT_EQ(planted.layers.canopy_top[cell_at(12, 5)], 12);
    EXPECT_FLOAT_EQ(planted.layers.canopy_base[cell_at(12, 5)], 3.6f);
    EXPECT_EQ(planted.layers.leaf_area_density[cell_at(12, 5)], 1);
    EXPECT_EQ(planted.layers.canopy_top[cell_at(12, 12)], 0);  // the building
    EXPECT_THAT(planted.rules,
                Contains("edit 1: crowns planted on 48 cells (48 m2); not on 12 cells (12 m2) of buildings"));
}

TEST(CityEdits, BuildingsGoByNumberOrPlaceAndLeaveTheGroundAskedFor) {  // [21]
    EditedPlace p;
    Study::Edit by_number = edit("remove_buildings");
    by_number.buildings = {"363100000000001"}, by_number.like = "grass";
    Study::Edit by_place = edit("remove_buildings", p.polygons("gone.geojson", {{p.square(0, 0, 9, 30)}}));
    by_place.like = "permeable_paving";
    const CityLayers a = p.load({by_number}).layers, b = p.load({by_place}).layers;
    for (const CityLayers* c : {&a, &b}) {
        EXPECT_EQ(c->building_height[cell_at(6, 14)], 0);
        EXPECT_EQ(c->building_id[cell_at(6, 14)], -1);
        EXPECT_EQ(c->surface_type_source[cell_at(6, 14)], std::int8_t(SurfaceTypeSource::laid));
    }
    EXPECT_EQ(SurfaceType(a.surface_type[cell_at(12, 14)]), SurfaceType::grass);
    EXPECT_EQ(SurfaceType(b.surface_type[cell_at(6, 14)]), SurfaceType::open_paving);
    EXPECT_EQ(b.top_material[cell_at(6, 14)], top_material_of("permeable_paving"));
    EXPECT_GT(b.building_height[cell_at(12, 14)], 8);  // outside the polygon
    EXPECT_GT(p.load({by_place}).share_laid, 0.02);
}

TEST(CityEdits, BuildingsBecomeHigherByNumberAndNoLowerThanTwoMetres) {  // [21]
    EditedPlace p;
    Study::Edit higher = edit("raise_buildings"), flat = edit("raise_buildings");
    higher.buildings = {"0363100000000001"}, higher.by_m = 3;
    flat.polygons = p.polygons("low.geojson", {{p.square(0, 0, 40, 30)}}), flat.by_m = -50;
    const CityLayers base = p.load({}).layers, a = p.load({higher}).layers, b = p.load({flat}).layers;
    EXPECT_NEAR(a.building_height[cell_at(6, 14)], base.building_height[cell_at(6, 14)] + 3, 1e-5);
    EXPECT_EQ(a.building_height[cell_at(25, 14)], base.building_height[cell_at(25, 14)]) << "another one";
    EXPECT_EQ(b.building_height[cell_at(6, 14)], 2);
    EXPECT_EQ(b.building_height[cell_at(1, 1)], 0);
    Study::Edit nobody = edit("raise_buildings");
    nobody.buildings = {"0363100000000099"}, nobody.by_m = 3;
    EXPECT_THAT(p.refusal({nobody}), HasSubstr("edit 1: finds no building: it changes nothing"));
}

TEST(CityEdits, BuildingsHaveLevelRoofsOverTheirMeanGroundAndTreesThereGo) {  // [22]
    EditedPlace p;
    Study::Edit build = edit(
        "add_building", p.polygons("new.geojson", {{p.square(18, 8, 26, 16)}, {p.square(32, 2, 36, 6)}}));
    build.height_m = 10;
    const LoadedCity city = p.load({build});
    const CityLayers& c = city.layers;
    EXPECT_EQ(c.canopy_top[cell_at(22, 12)], 0);
    EXPECT_GT(c.canopy_top[cell_at(28, 12)], 8);
    EXPECT_EQ(SurfaceType(c.surface_type[cell_at(22, 12)]), SurfaceType::building);
    // Its ground is 1.85 to 2.55 m high, 2.2 m on average.
    for (const int i : {18, 22, 25})
        EXPECT_NEAR(c.terrain_height[cell_at(i, 12)] + c.building_height[cell_at(i, 12)], 12.2, 0.01) << i;
    ASSERT_EQ(c.building_names.size(), 3u);
    EXPECT_EQ(c.building_names[1], "edit 1, polygon 1");
    EXPECT_EQ(c.building_id[cell_at(34, 4)], 2);
    EXPECT_THAT(city.rules, Contains("edit 1: buildings of 10 m put on 80 cells (80 m2)"));
}

TEST(CityEdits, AreMadeInTheirOrderAndRulesForMaterialsComeAfterThem) {  // [17, 20]
    EditedPlace p;
    const auto yard = p.polygons("yard.geojson", {{p.square(18, 8, 32, 20)}});
    Study::Edit build = edit("add_building", yard), ground = edit("ground", yard),
                roofs = edit("roofs", yard);
    build.height_m = 6, roofs.like = "green_roof", ground.like = "grass";
    const CityLayers c = p.load({edit("remove_trees", yard), build, roofs}).layers;
    EXPECT_EQ(c.top_material[cell_at(25, 14)], top_material_of("green_roof"));
    EXPECT_THAT(p.refusal({build, edit("remove_trees", yard)}), HasSubstr("edit 2: holds no crown"));
    EXPECT_THAT(p.refusal({build, ground}), HasSubstr("hold no ground outside buildings"));
}

TEST(CityEdits, WhatChangesNothingIsAnErrorAndAllComeAtOnce) {  // [23]
    EditedPlace p;
    Study::Edit nobody = edit("remove_buildings");
    nobody.buildings = {"0363100000000099"}, nobody.like = "grass";
    const std::string text =
        p.refusal({nobody, edit("remove_trees", p.polygons("bare.geojson", {{p.square(0, 0, 4, 4)}}))});
    EXPECT_THAT(text, HasSubstr("edit 1: finds no building: it changes nothing"));
    EXPECT_THAT(text, HasSubstr("edit 2: holds no crown: it changes nothing"));
    EXPECT_THAT(p.refusal({edit("remove_trees", p.polygons("far.geojson", {{p.square(900, 0, 904, 4)}}))}),
                HasSubstr("holds no polygon within bounds_m"));
}

}  // namespace
}  // namespace luwte
