// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/load_city.hpp"

#include "inputs/raster/test_files.hpp"
#include "models/city/city_model.hpp"

#include <cmath>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr double hole = 3.4028234663852886e38;  ///< AHN's no data

/// 40 x 30 m at 1 m on flat ground at 1 m NAP; tests override heights by place, x and y from the lower left
/// corner.
struct Place {
    Folder folder;
    std::function<double(double, double)> dsm = [](double, double) { return 1.0; };
    std::function<double(double, double)> dtm = [](double, double) { return 1.0; };
    Study study;

    Place() {
        study.area.bounds_m = {100000, 400000, 100040, 400030};
        study.area.cell_size_m = 1;
    }
    LoadedCity load() {
        const auto shifted = [](const auto& f) {
            return [&f](double x, double y) { return f(x - 100000, y - 400000); };
        };
        const Raster like{.nx = 40, .ny = 30, .no_data = hole, .height = {}};
        Raster a = like, b = like;
        a.height = shifted(dsm);
        b.height = shifted(dtm);
        study.city.surface_height = write_raster(folder / "dsm.tif", a);
        study.city.terrain_height = write_raster(folder / "dtm.tif", b);
        LoadedCity city = load_city(study);
        CityModel model(Backend::cpu(), city.layers);  // every city that is loaded keeps the invariants
        return city;
    }
    void buildings(const std::vector<Outline>& shapes) {
        study.city.buildings = write_vector(folder / "bag.gpkg", {{"pand", shapes}});
    }
    void land_cover(const std::vector<Layer>& layers) {
        study.city.land_cover = write_vector(folder / "bgt.gpkg", layers);
    }
    static Outline footprint(double x0, double y0, double x1, double y1,
                             const char* number = "0363100000000001") {
        return {box(100000 + x0, 400000 + y0, 100000 + x1, 400000 + y1), {{"identificatie", number}}};
    }
};

bool within(double x, double y, double x0, double y0, double x1, double y1) {
    return x > x0 && x < x1 && y > y0 && y < y1;
}
/// 0 to 1, unlike its neighbours'.
double rough(double x, double y) {
    return std::fmod(43758.5453 * std::abs(std::sin(x * 12.9898 + y * 78.233)), 1.0);
}
std::size_t at(int i, int j) { return std::size_t(j * 40 + i); }
std::int8_t code(SurfaceType t) { return std::int8_t(t); }

TEST(LoadCity, ABuildingStandsOnTheGroundInterpolatedBelowIt) {  // [10]
    Place p;
    p.dtm = [](double x, double y) { return within(x, y, 10, 10, 20, 18) ? hole : 1.0 + 0.02 * x; };
    p.dsm = [&](double x, double y) { return within(x, y, 10, 10, 20, 18) ? 9.0 : 1.0 + 0.02 * x; };
    p.buildings({Place::footprint(10, 10, 20, 18)});
    const auto c = p.load().layers;
    // Inverse distances on a plane of 2 %: within a tenth of a metre of it over a 10 m hole.
    EXPECT_NEAR(c.terrain_height[at(15, 14)], 1.0 + 0.02 * 15.5, 0.1);
    EXPECT_NEAR(c.building_height[at(15, 14)], 9.0 - c.terrain_height[at(15, 14)], 1e-6);
    EXPECT_EQ(c.surface_type[at(15, 14)], code(SurfaceType::building));
    EXPECT_EQ(c.building_id[at(15, 14)], 0);
    EXPECT_THAT(c.building_names, testing::ElementsAre("0363100000000001"));
    EXPECT_EQ(c.building_height[at(9, 14)], 0.0f);
    EXPECT_EQ(c.building_id[at(9, 14)], -1);
}

TEST(LoadCity, AHoleInARoofTakesTheMedianOfItsFootprintAndIsMarked) {  // [10]
    Place p;
    p.dsm = [](double x, double y) {
        if (within(x, y, 14, 13, 16, 15)) return hole;
        return within(x, y, 10, 10, 20, 18) ? 8.0 : 1.0;
    };
    p.buildings({Place::footprint(10, 10, 20, 18)});
    const auto c = p.load().layers;
    EXPECT_FLOAT_EQ(c.building_height[at(15, 14)], 7.0f);
    EXPECT_EQ(c.data_gap[at(15, 14)], 1);
    EXPECT_EQ(c.data_gap[at(12, 14)], 0);
}

TEST(LoadCity, AFootprintWithoutHeightIsGroundAndSaidSo) {  // [10]
    Place p;
    p.buildings({Place::footprint(10, 10, 20, 18)});
    const auto city = p.load();
    EXPECT_EQ(city.layers.building_height[at(15, 14)], 0.0f);
    EXPECT_EQ(city.layers.building_id[at(15, 14)], -1);
    EXPECT_TRUE(city.layers.building_names.empty());
    EXPECT_THAT(city.warnings, Contains(HasSubstr("1 footprints rise less than 2 m")));
}

TEST(LoadCity, LowEdgesInsideAFootprintAreRaisedToTwoMetres) {  // [10]
    Place p;
    p.dsm = [](double x, double y) { return within(x, y, 11, 11, 20, 18) ? 9.0 : 1.0; };
    p.buildings({Place::footprint(10, 10, 20, 18)});
    EXPECT_FLOAT_EQ(p.load().layers.building_height[at(10, 14)], 2.0f);
}

TEST(LoadCity, TheSurfaceBelowTheTerrainIsClampedAndCounted) {  // [11]
    Place p;
    p.dsm = [](double x, double y) { return within(x, y, 5, 5, 8, 8) ? 0.2 : 0.97; };
    const auto city = p.load();
    EXPECT_EQ(city.layers.building_height[at(6, 6)], 0.0f);
    EXPECT_EQ(city.layers.canopy_top[at(6, 6)], 0.0f);
    EXPECT_EQ(city.layers.terrain_height[at(6, 6)], 1.0f);
    EXPECT_THAT(city.warnings, Contains(HasSubstr("below the terrain in 9 cells (at most 0.8 m)")));
}

TEST(LoadCity, ExchangedHeightFilesAreRefused) {  // [11]
    Place p;
    p.dtm = [](double x, double y) { return within(x, y, 10, 10, 20, 18) ? 9.0 : 1.0; };
    try {
        p.load();
        FAIL() << "a terrain above the surface was accepted";
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("below the terrain in 7 % of the area (by up to 8.0 m)"));
        EXPECT_THAT(e.what(), HasSubstr("exchanged"));
    }
    std::swap(p.dsm, p.dtm);
    EXPECT_NO_THROW(p.load());
}

TEST(LoadCity, CellsFinerThanTheHeightsAreWarnedOf) {
    Place p;
    p.study.area.cell_size_m = 0.5;
    EXPECT_THAT(p.load().warnings, Contains(HasSubstr("finer than the 1 m cells of city.surface_height")));
    p.study.area.cell_size_m = 2;
    EXPECT_THAT(p.load().warnings, Not(Contains(HasSubstr("finer than"))));
}

TEST(LoadCity, NoDataInBothHeightsOverTwentyFiveSquareMetresIsWater) {  // [12]
    Place p;
    const auto empty = [](double x, double y) {
        return within(x, y, 5, 5, 10, 10) || within(x, y, 20, 20, 24, 26);
    };
    p.dsm = p.dtm = [&](double x, double y) { return empty(x, y) ? hole : 1.0; };
    const auto city = p.load();
    const auto& c = city.layers;
    EXPECT_EQ(c.surface_type[at(6, 6)], code(SurfaceType::water));  // 25 m2
    EXPECT_EQ(c.surface_type_source[at(6, 6)], std::int8_t(SurfaceTypeSource::inferred));
    EXPECT_EQ(c.data_gap[at(6, 6)], 0) << "water is not a gap";
    EXPECT_EQ(c.surface_type[at(22, 22)], code(SurfaceType::unknown));  // 24 m2
    EXPECT_EQ(c.data_gap[at(22, 22)], 1);
    EXPECT_NEAR(city.share_inferred, 25.0 / 1200, 1e-12);
    EXPECT_NEAR(city.share_unknown, 1175.0 / 1200, 1e-12);
    EXPECT_THAT(city.warnings, Contains(HasSubstr("is not measured")));
}

TEST(LoadCity, WaterLiesAtTheLevelThatIsSeenOfIt) {  // [12]
    Place p;
    const auto canal = [](double x, double y) { return within(x, y, 0, 10, 40, 18); };
    p.dtm = [&](double x, double y) { return canal(x, y) ? hole : 1.0; };
    p.dsm = [&](double x, double y) {
        if (!canal(x, y)) return 1.0;
        return within(x, y, 0, 10, 40, 11) ? -0.4 : hole;  // some echoes along the quay
    };
    p.land_cover({{"waterdeel", {{box(100000, 400010, 100040, 400018), {{"class", "waterloop"}}}}}});
    const auto city = p.load();
    EXPECT_FLOAT_EQ(city.layers.terrain_height[at(20, 14)], -0.4f);
    EXPECT_FLOAT_EQ(city.layers.terrain_height[at(20, 20)], 1.0f);
    EXPECT_EQ(city.layers.surface_type_source[at(20, 14)], std::int8_t(SurfaceTypeSource::measured));
    EXPECT_EQ(city.layers.data_gap[at(20, 14)], 0);
}

TEST(LoadCity, ABridgeDeckIsGroundAcrossTheWater) {  // [13]
    Place p;
    const auto canal = [](double x, double y) { return within(x, y, 0, 10, 40, 18); };
    const auto deck = [](double x, double y) { return within(x, y, 15, 9, 21, 19); };
    p.dtm = [&](double x, double y) { return canal(x, y) ? hole : 1.0; };
    p.dsm = [&](double x, double y) {
        if (within(x, y, 17, 13, 18, 14)) return 8.0;  // a lamp on the bridge
        if (deck(x, y)) return 1.8;
        return canal(x, y) ? hole : 1.0;
    };
    p.land_cover({{"waterdeel", {{box(100000, 400010, 100040, 400018), {{"class", "waterloop"}}}}},
                  {"wegdeel",
                   {{box(100015, 400009, 100021, 400019),
                     {{"surfacematerial", "gesloten verharding"}, {"relatievehoogteligging", "1"}}}}}});
    const auto c = p.load().layers;
    EXPECT_FLOAT_EQ(c.terrain_height[at(16, 14)], 1.8f);
    EXPECT_FLOAT_EQ(c.terrain_height[at(17, 13)], 1.8f);  // not the lamp
    EXPECT_EQ(c.surface_type[at(16, 14)], code(SurfaceType::closed_paving));
    EXPECT_EQ(c.canopy_top[at(17, 13)], 0.0f);
}

TEST(LoadCity, ACrownIsHighOutsideFootprintsWithItsBaseByRule) {  // [14]
    Place p;
    p.dsm = [](double x, double y) {
        if (within(x, y, 5, 5, 11, 11)) return 1.0 + 10.0 + 2 * rough(x, y);  // rough
        if (within(x, y, 20, 5, 24, 9)) return 1.0 + 3.0 + 2 * rough(x, y);
        if (within(x, y, 30, 5, 31, 6)) return 9.0;       // a lamp post
        return within(x, y, 30, 15, 34, 19) ? 3.4 : 1.0;  // shrubs of 2.4 m
    };
    p.land_cover(
        {{"begroeidterreindeel", {{box(100000, 400000, 100040, 400030), {{"class", "grasland overig"}}}}}});
    p.study.city.crown_base_share = 0.4;
    p.study.city.leaf_area_density_m2_m3 = 0.7;
    const auto c = p.load().layers;
    EXPECT_GE(c.canopy_top[at(8, 8)], 10.0f);
    EXPECT_FLOAT_EQ(c.canopy_base[at(8, 8)], 0.4f * c.canopy_top[at(8, 8)]);
    EXPECT_FLOAT_EQ(c.leaf_area_density[at(8, 8)], 0.7f);
    EXPECT_FLOAT_EQ(c.canopy_base[at(22, 7)], 2.0f);
    EXPECT_EQ(c.canopy_top[at(30, 5)], 0.0f);
    EXPECT_EQ(c.canopy_top[at(32, 17)], 0.0f);
    EXPECT_EQ(c.surface_type[at(8, 8)], code(SurfaceType::grass));
}

TEST(LoadCity, AnEaveBesideAFootprintIsNoTree) {  // [14]
    Place p;
    p.dsm = [](double x, double y) { return within(x, y, 9, 9, 21, 19) ? 9.0 : 1.0; };
    p.buildings({Place::footprint(10, 10, 20, 18)});
    const auto c = p.load().layers;
    for (const float top : c.canopy_top) EXPECT_EQ(top, 0.0f);
}

TEST(LoadCity, AGapInABareCrownIsClosed) {  // [14]
    Place p;
    p.dsm = [](double x, double y) {
        if (within(x, y, 8, 8, 9, 9)) return 1.0;
        return within(x, y, 5, 5, 12, 12) ? 9.0 + 2 * rough(x, y) : 1.0;
    };
    const auto c = p.load().layers;
    EXPECT_GT(c.canopy_top[at(8, 8)], 7.0f);
}

TEST(LoadCity, AFlatSmoothThingWithoutFootprintIsABuildingAndARoughOneIsNot) {  // [15]
    Place p;
    p.dsm = [](double x, double y) {
        if (within(x, y, 5, 5, 15, 15)) return 4.0 + 0.5 * x;             // a pitched roof
        if (within(x, y, 22, 5, 32, 15)) return 6.0 + 3.0 * rough(x, y);  // a wood
        return 1.0;
    };
    const auto city = p.load();
    const auto& c = city.layers;
    EXPECT_GT(c.building_height[at(10, 10)], 2.5f);
    EXPECT_EQ(c.surface_type[at(10, 10)], code(SurfaceType::building));
    EXPECT_EQ(c.surface_type_source[at(10, 10)], std::int8_t(SurfaceTypeSource::inferred));
    EXPECT_EQ(c.building_id[at(10, 10)], -1);
    EXPECT_EQ(c.building_height[at(27, 10)], 0.0f);
    EXPECT_GT(c.canopy_top[at(27, 10)], 2.5f);
    EXPECT_EQ(c.surface_type[at(27, 10)], code(SurfaceType::unknown));
}

TEST(LoadCity, TreesOfTheFileAddCrownsWithTheirOwnBase) {  // [14]
    Place p;
    p.study.city.trees =
        write_vector(p.folder / "trees.gpkg",
                     {{"bomen",
                       {{"POINT (100010.5 400010.5)",
                         {{"hoogte_m", "12"}, {"kroondiameter_m", "6"}, {"stamhoogte", "4.5"}}},
                        {"POINT (100030.5 400010.5)", {{"hoogte_m", "8"}, {"kroondiameter_m", "0.4"}}},
                        {"POINT (100020.5 400010.5)", {{"hoogte_m", ""}, {"kroondiameter_m", "6"}}},
                        {box(100004, 400020, 100008, 400024), {{"hoogte_m", "9"}}}}}});
    const auto city = p.load();
    const auto& c = city.layers;
    EXPECT_EQ(c.canopy_top[at(10, 10)], 12.0f);
    EXPECT_EQ(c.canopy_base[at(10, 10)], 4.5f);
    EXPECT_EQ(c.canopy_top[at(12, 10)], 12.0f);  // 2 m from the stem
    EXPECT_EQ(c.canopy_top[at(14, 10)], 0.0f);   // 4 m
    EXPECT_EQ(c.canopy_top[at(30, 10)], 8.0f);   // smaller than a cell: the cell that holds it
    EXPECT_EQ(c.canopy_top[at(31, 10)], 0.0f);
    EXPECT_FLOAT_EQ(c.canopy_base[at(30, 10)], 2.4f);
    EXPECT_EQ(c.canopy_top[at(5, 22)], 9.0f);
    EXPECT_THAT(city.warnings, Contains(HasSubstr("1 of 4 trees were left out")));
}

TEST(LoadCity, FootprintsOfTheLandCoverFileServeWhereThereIsNoOtherFile) {  // [9]
    Place p;
    p.dsm = [](double x, double y) { return within(x, y, 10, 10, 20, 18) ? 9.0 : 1.0; };
    p.land_cover(
        {{"bgt_pand", {{box(100010, 400010, 100020, 400018), {{"identificatiebagpnd", "503100000018603"}}}}},
         {"bgt_wegdeel", {{box(100000, 400000, 100040, 400030), {{"surfacematerial", "open verharding"}}}}}});
    const auto city = p.load();
    EXPECT_THAT(city.layers.building_names, testing::ElementsAre("0503100000018603"));
    EXPECT_EQ(city.share_measured, 1.0);
    EXPECT_THAT(city.warnings, Not(Contains(HasSubstr("is not measured"))));
}

TEST(LoadCity, EveryFileIsRecordedWithItsHash) {
    Place p;
    p.buildings({Place::footprint(10, 10, 20, 18)});
    std::ofstream(p.folder / "dsm.tif.license")
        << "SPDX-FileCopyrightText: AHN\nSPDX-License-Identifier: CC0-1.0\n";
    const auto city = p.load();
    ASSERT_EQ(city.inputs.size(), 3u);
    for (const InputRecord& r : city.inputs) {
        EXPECT_EQ(r.sha256.size(), 64u);
        EXPECT_EQ(r.sha256, sha256_of_file(r.path));
        EXPECT_EQ(r.size_bytes, std::filesystem::file_size(r.path));
        EXPECT_EQ(r.crs, "EPSG:28992");
        EXPECT_EQ(r.licence, r.role == "surface_height" ? "CC0-1.0" : "");
    }
}

TEST(LoadCity, AllProblemsComeAtOnce) {
    Place p;
    p.study.city.surface_height = "no_dsm.tif";
    p.study.city.terrain_height = "/vsicurl/https://example.org/dtm.tif";
    p.study.city.buildings = write_vector(p.folder / "roads.gpkg",
                                          {{"wegen", {{box(0, 0, 1, 1)}}}, {"sporen", {{box(0, 0, 1, 1)}}}});
    const std::string text = problem([&] { load_city(p.study); });
    EXPECT_THAT(text, HasSubstr("city.surface_height: there is no file 'no_dsm.tif'"));
    EXPECT_THAT(text, HasSubstr("city.terrain_height"));
    EXPECT_THAT(text, HasSubstr("expected a layer `pand`"));
}

TEST(Sha256, OfAbcIsTheStandardsValue) {  // FIPS 180-2, appendix B.1
    const Folder folder;
    std::ofstream(folder / "abc", std::ios::binary) << "abc";
    EXPECT_EQ(sha256_of_file(folder / "abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_THROW(sha256_of_file(folder / "nothing"), InputError);
}

}  // namespace
}  // namespace luwte
