// SPDX-License-Identifier: Apache-2.0
#include "host/yards_output.hpp"

#include "host/export/cog.hpp"
#include "inputs/raster/test_files.hpp"
#include "models/traffic/test_roads.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using namespace test_files;
using testing::HasSubstr;

/// Two streets and a dead one, two yards, in open land.
struct Scene {
    Grid surface;
    WindLayout layout;
    WindDomain area = test_wind::domain(20, 16, 4, test_wind::levels(0.5, 1.3, 30), 0.03,
                                        [](double, double, double) { return false; });
    std::vector<RoadSegment> roads{street({{8, 18}, {70, 18}}, "w1", "=Lange \"weg\""),
                                   street({{30, 8}, {30, 60}}, "w2", "Kor\xffte weg"),
                                   street({{900, 900}, {990, 900}}, "far", "Far")};
    std::vector<Yard> yards;
    std::vector<YardShares> shares;  // one

    Scene() {
        surface.nx = 80, surface.ny = 64, surface.x0 = 121000, surface.y0 = 487000;
        layout.grid = surface, layout.per_cell = 4, layout.thickness = area.thickness;
        layout.grid.nx = 20, layout.grid.ny = 16, layout.grid.cell_size = 4;
        for (const int x : {40, 12}) {
            Yard yard{.name = x == 40 ? "De \u00cepe" : "Noord", .polygons = {}, .cells = {}};
            yard.polygons = {{{{121000. + x, 487030},
                               {121008. + x, 487030},
                               {121008. + x, 487038},
                               {121000. + x, 487038},
                               {121000. + x, 487030}}}};
            for (int j = 30; j < 38; ++j)
                for (int i = x; i < x + 8; ++i) yard.cells.push_back(j * 80 + i);
            yards.push_back(std::move(yard));
        }
        shares.emplace_back(Backend::cpu(), yards, surface, layout, area, line_sources(roads, layout, area));
        WindModel wind(Backend::cpu(), area, {});
        wind.start(log_law(test_wind::heights_with_top(area), 1.0, 10.0, 0.03), 200);
        ScalarModel model(wind, {});
        shares[0].add_sector(model, 0.3);
    }
    static RoadSegment street(std::vector<MapPoint> line, const char* id, const char* name) {
        for (MapPoint& p : line) p.x_m += 121000, p.y_m += 487000;
        RoadSegment r = test_roads::street(std::move(line), 1000);
        r.id = id, r.street = name;
        return r;
    }
};

TEST(YardsOutput, OtherSourcesStandBehindTheStreetsWithTheirOwnHours) {
    const Scene s;
    LineSources all = line_sources(s.roads, s.layout, s.area);
    all.of_segment.push_back({{0, 8, 9, 1.0f}}), all.length.push_back(1);
    PlacedSource boiler;
    boiler.name = "Ketel", boiler.group = "heat", boiler.middle = {121038, 487034};
    YardShares alike(Backend::cpu(), s.yards, s.surface, s.layout, s.area, all),
        doubled(Backend::cpu(), s.yards, s.surface, s.layout, s.area, all);
    WindModel wind(Backend::cpu(), s.area, {});
    wind.start(log_law(test_wind::heights_with_top(s.area), 1.0, 10.0, 0.03), 200);
    ScalarModel model(wind, {});
    alike.add_sector(model, 0.3);
    const double weights[] = {0.3, 0.3, 0.3, 0.6};
    doubled.add_sector(model, 0.3, {}, weights);
    for (std::size_t n = 0; n < 4; ++n)
        EXPECT_DOUBLE_EQ(doubled.per_emission(0)[n], (n == 3 ? 2 : 1) * alike.per_emission(0)[n]) << n;
    EXPECT_GT(alike.per_emission(0)[3], 0);
    EXPECT_THROW(alike.add_sector(model, 0.3, {}, std::span(weights).first(3)), RuntimeError);
    const std::array<float, 4> nox{20, 35, 9, 700};
    const YardSubstance substances[] = {{Substance::nox, &alike, nox}};
    const auto json =
        nlohmann::json::parse(yards_geojson(s.yards, s.roads, substances, "nox", s.surface, {&boiler, 1}));
    double sum = 0;
    std::size_t sources = 0;
    for (const auto& f : json.at("features")) {
        const auto& p = f.at("properties");
        if (p.at("kind") == "yard" || p.at("yard") != s.yards[0].name) continue;
        sum += p.at("nox_share_percent").get<double>();
        if (p.at("kind") != "source") continue;
        ++sources;
        EXPECT_EQ(p.at("group"), "heat");
        EXPECT_EQ(p.at("source"), "Ketel");
        EXPECT_EQ(f.at("geometry").at("type"), "Point");
    }
    EXPECT_EQ(sources, 1u);
    EXPECT_NEAR(sum, 100, 1e-3);
}

TEST(YardsOutput, IsReadByGdalWithItsSystemPartsAndShares) {
    const Scene s;
    const Folder folder;
    const std::array<float, 3> nox{20, 35, 9}, ec{0.2f, 0, std::nanf("")};
    const YardSubstance substances[] = {{Substance::nox, &s.shares[0], nox},
                                        {Substance::ec, &s.shares[0], ec}};
    const std::string text = yards_geojson(s.yards, s.roads, substances, "nox, ec", s.surface);
    EXPECT_THAT(text, HasSubstr("\"crs\""));
    EXPECT_THAT(text, HasSubstr("exploratory, not for permit tests"));
    std::ofstream(folder / "run.yards.geojson") << text;
    const GDALDatasetUniquePtr data(
        GDALDataset::Open((folder / "run.yards.geojson").c_str(), GDAL_OF_VECTOR));
    ASSERT_NE(data, nullptr);
    OGRLayer* layer = data->GetLayer(0);
    EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "28992");
    std::map<std::string, double> yard_nox, yard_ec, sum_nox, sum_ec, percent_nox, percent_ec;
    int count = 0;
    double before = 0;
    for (const auto& f : layer) {
        ++count;
        const std::string yard = f->GetFieldAsString("yard"), kind = f->GetFieldAsString("kind");
        EXPECT_STREQ(f->GetFieldAsString("status"), "exploratory, not for permit tests");
        const double of_nox = f->GetFieldAsDouble("nox_ug_m3"), of_ec = f->GetFieldAsDouble("ec_ug_m3");
        if (kind == "yard") {
            yard_nox[yard] = of_nox, yard_ec[yard] = of_ec, before = 1e9;
            EXPECT_EQ(wkbFlatten(f->GetGeometryRef()->getGeometryType()), wkbMultiPolygon);
            EXPECT_EQ(f->GetFieldAsInteger("open_ground_cells"), 64);
            EXPECT_EQ(f->GetFieldAsInteger("segments"), 2);
            EXPECT_STREQ(f->GetFieldAsString("map_of"), "nox, ec");
            continue;
        }
        EXPECT_EQ(kind, "road");
        EXPECT_EQ(wkbFlatten(f->GetGeometryRef()->getGeometryType()), wkbLineString);
        const bool first = std::string(f->GetFieldAsString("segment")) == "w1";
        EXPECT_EQ(std::string(f->GetFieldAsString("street")), first ? "=Lange \"weg\"" : "Kor\ufffdte weg");
        const std::size_t y = yard == "Noord" ? 1 : 0, n = first ? 0 : 1;
        EXPECT_NEAR(of_nox, s.shares[0].per_emission(y)[n] * double(nox[n]), 1e-5 * of_nox);
        EXPECT_LE(of_nox, before);
        before = of_nox;
        sum_nox[yard] += of_nox, sum_ec[yard] += of_ec;
        percent_nox[yard] += f->GetFieldAsDouble("nox_share_percent");
        percent_ec[yard] += f->GetFieldAsDouble("ec_share_percent");
    }
    EXPECT_EQ(count, 2 * 3);
    for (const char* yard : {"De \u00cepe", "Noord"}) {
        EXPECT_GT(yard_nox[yard], 0);
        EXPECT_NEAR(sum_nox[yard] / yard_nox[yard], 1, 1e-5);
        EXPECT_NEAR(sum_ec[yard] / yard_ec[yard], 1, 1e-5);
        EXPECT_NEAR(percent_nox[yard], 100, 1e-3);
        EXPECT_NEAR(percent_ec[yard], 100, 1e-3);
    }
    Grid local = s.surface;
    local.epsg = 0;
    EXPECT_THAT(yards_geojson(s.yards, s.roads, substances, "nox, ec", local),
                testing::Not(HasSubstr("\"crs\"")));
}

TEST(YardsOutput, SharesOfNo2AndOfOtherRoadsAreRefused) {
    const Scene s;
    const std::array<float, 3> emission{20, 35, 9};
    const YardSubstance no2[] = {{Substance::no2, &s.shares[0], emission}};
    EXPECT_THROW(yards_geojson(s.yards, s.roads, no2, "nox", s.surface), RuntimeError);
    const YardSubstance nox[] = {{Substance::nox, &s.shares[0], std::span(emission).first(2)}};
    EXPECT_THROW(yards_geojson(s.yards, s.roads, nox, "nox", s.surface), RuntimeError);
    const YardSubstance good[] = {{Substance::nox, &s.shares[0], emission}};
    EXPECT_THROW(yards_geojson(std::span(s.yards).first(1), s.roads, good, "nox", s.surface), RuntimeError);
    const std::array<float, 3> nothing{0, 0, 0};
    const YardSubstance none[] = {{Substance::nox, &s.shares[0], nothing}};
    EXPECT_THAT(yards_geojson(s.yards, s.roads, none, "nox", s.surface), testing::Not(HasSubstr("\"road\"")));
}

TEST(YardsOutput, MapsLieOnTheColumnsOfTheWind) {
    const Scene s;
    const Folder folder;
    const auto file = folder / (yard_map_name(0) + ".tif");
    PartFile part(file);
    const std::string long_name = yard_map_long_name("pm10");
    write_cog(part, s.layout.grid, yard_map_field(long_name), s.shares[0].map(0).host(),
              {"Test", "luwte", 0, 3600});
    part.commit();
    const GDALDatasetUniquePtr map(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER));
    ASSERT_NE(map, nullptr);
    EXPECT_EQ(map->GetRasterXSize(), 20);
    float value = 0;
    ASSERT_EQ(map->GetRasterBand(1)->RasterIO(GF_Read, 11, 15 - 8, 1, 1, &value, 1, 1, GDT_Float32, 0, 0),
              CE_None);
    EXPECT_EQ(value, s.shares[0].map(0).view()(8, 11));
    EXPECT_GT(value, 0);
    EXPECT_STREQ(map->GetRasterBand(1)->GetUnitType(), "s m-3");
    EXPECT_THAT(map->GetRasterBand(1)->GetMetadataItem("long_name"), HasSubstr("1 ug/s of pm10 from a road"));
}

}  // namespace
}  // namespace luwte
