// SPDX-License-Identifier: Apache-2.0
#include "inputs/vector/features.hpp"

#include "inputs/raster/test_files.hpp"

#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

bool any(const std::string&) { return true; }
FeatureSet read(const std::filesystem::path& file, idx n = 20) {
    return read_features("city.land_cover", file, grid(n, n), any);
}

const std::string square = box(100001, 400001, 100005, 400005);

TEST(Names, OfFieldsAndValuesAreOneWhateverTheirCaseAndMarks) {
    for (const char* name : {"bgt-fysiekVoorkomen", "bgt_fysiekvoorkomen", "BGT_FysiekVoorkomen"})
        EXPECT_EQ(normalised(name), "bgtfysiekvoorkomen");
}

TEST(Features, LayersAreKnownUnderTheNamesOfEverySource) {
    const Folder folder;
    const auto file = write_vector(folder / "a.gpkg", {{"bgt_wegdeel", {{square}}},
                                                       {"pandactueelbestaand", {{square}}},
                                                       {"TrafficArea", {{square}}},
                                                       {"bag_pand", {{square}}},
                                                       {"waterdeel", {{square}}}});
    EXPECT_THAT(read(file).layers, ElementsAre("wegdeel", "pand", "wegdeel", "pand", "waterdeel"));
}

TEST(Features, EndedVersionsAreDroppedInEverySpelling) {
    const Folder folder;
    std::vector<Outline> shapes = {{square, {{"lokaalid", "kept"}}}};
    for (const char* field : {"eindregistratie", "eind_registratie", "eindRegistratie", "terminationdate",
                              "termination_date", "objectEindTijd", "einddatumTijdvakGeldigheid"})
        shapes.push_back({square, {{field, "2020-01-01T00:00:00"}}});
    shapes.push_back({square, {{"eindregistratie", ""}, {"lokaalid", "empty text is no date"}}});
    const auto set = read(write_vector(folder / "a.geojson", {{"wegdeel", shapes}}, "GeoJSON"));
    EXPECT_EQ(set.features.size(), 2u);
    EXPECT_EQ(set.ended, 7);
}

TEST(Features, TunnelsAreDroppedAndDecksAreKept) {
    const Folder folder;
    const auto set = read(write_vector(folder / "a.gpkg", {{"wegdeel",
                                                            {{square, {{"relatieveHoogteligging", "-1"}}},
                                                             {square, {{"relatieveHoogteligging", "0"}}},
                                                             {square, {{"relatieveHoogteligging", "1"}}}}}}));
    EXPECT_EQ(set.not_on_the_ground, 1);
    EXPECT_EQ(set.features.size(), 2u);
}

TEST(Features, ShapefileNamesAreKnownAlthoughCutToTenLetters) {
    const Folder folder;
    const auto set = read(write_vector(
        folder / "wegdeel.shp",
        {{"wegdeel",
          {{square, {{"surfacematerial", "open verharding"}, {"identificatie", "0599100000000001"}}},
           {square, {{"relatieve_hoogteligging", "-1"}}},
           {square, {{"eindregistratie", "2019-01-01"}}}}}},
        "ESRI Shapefile"));
    ASSERT_EQ(set.features.size(), 1u);
    EXPECT_EQ(set.features[0].get({"surfacematerial"}), "open verharding");
    EXPECT_EQ(set.features[0].get({"identificatiebagpnd", "identificatie"}), "0599100000000001");
    EXPECT_EQ(set.ended, 1);
    EXPECT_EQ(set.not_on_the_ground, 1);
}

TEST(Features, WithoutACrsAreAssumedToBeInTheStudys) {
    const Folder folder;
    const auto set = read(write_vector(folder / "a.gpkg", {{"wegdeel", {{square}}, 0}}));
    EXPECT_EQ(set.features.size(), 1u);
    ASSERT_EQ(set.warnings.size(), 1u);
    EXPECT_THAT(set.warnings[0], HasSubstr("declares no CRS"));
}

TEST(Features, InDegreesAreTransformedToTheStudysCrs) {
    const Folder folder;
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkt(square.c_str(), nullptr, &geometry);
    const OGRGeometryUniquePtr owned(geometry);
    auto rd = epsg(28992), wgs84 = epsg(4326);
    const std::unique_ptr<OGRCoordinateTransformation> to_degrees(
        OGRCreateCoordinateTransformation(&rd, &wgs84));
    ASSERT_EQ(owned->transform(to_degrees.get()), OGRERR_NONE);
    const auto set =
        read(write_vector(folder / "a.geojson", {{"pand", {{owned->exportToWkt()}}, 4326}}, "GeoJSON"));
    ASSERT_EQ(set.features.size(), 1u);
    OGREnvelope e;
    set.features[0].geometry->getEnvelope(&e);
    EXPECT_NEAR(e.MinX, 100001, 0.02);  // GeoJSON has seven decimals of a degree: 1 cm
    EXPECT_NEAR(e.MaxY, 400005, 0.02);
    EXPECT_THAT(set.warnings, ElementsAre(HasSubstr("transformed to EPSG:28992")));
}

TEST(Features, InMetresAreUnderstoodAlthoughGeoJsonSaysDegrees) {
    const Folder folder;
    std::ofstream(folder / "a.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon",
           "coordinates":[[[100001,400001],[100005,400001],[100005,400005],[100001,400001]]]}}]})";
    const auto set = read(folder / "a.geojson");
    EXPECT_EQ(set.features.size(), 1u);
    EXPECT_THAT(set.warnings, ElementsAre(HasSubstr("declares no CRS")));
}

TEST(Features, InvalidPolygonsAreRepairedOrLeftOutAndCounted) {
    const Folder folder;
    // A bow tie has two triangles; a spike along a line has no area at all.
    const auto set = read(
        write_vector(folder / "a.gpkg",
                     {{"wegdeel",
                       {{"POLYGON ((100001 400001,100005 400005,100005 400001,100001 400005,100001 400001))"},
                        {"POLYGON ((100001 400001,100005 400001,100001 400001,100001 400001))"},
                        {"POLYGON ((1e300 400001,100005 400001,100001 400007,1e300 400001))"},
                        {square}}}}));
    EXPECT_EQ(set.features.size(), 2u);
    EXPECT_EQ(set.repaired, 1);
    EXPECT_GE(set.broken, 1);
    EXPECT_NEAR(set.features[0].geometry->toMultiPolygon()->get_Area(), 8, 1e-9);
}

TEST(Features, BgtGmlWithArcsHistoryAndLabelPointsIsRead) {
    const Folder folder;
    const auto member = [](const std::string& extra, const std::string& geometry) {
        return "<cityObjectMember><TrafficArea xmlns=\"http://www.opengis.net/citygml/transportation/2.0\" "
               "gml:id=\"b" +
               std::to_string(extra.size() + geometry.size()) +
               "\"><imgeo:relatieveHoogteligging>0</imgeo:relatieveHoogteligging>" + extra +
               "<surfaceMaterial>gesloten verharding</surfaceMaterial>"
               "<imgeo:geometrie2dWegdeel>" +
               geometry +
               "</imgeo:geometrie2dWegdeel><imgeo:plaatsingspunt><gml:Point><gml:pos>100002 400002</gml:pos>"
               "</gml:Point></imgeo:plaatsingspunt></TrafficArea></cityObjectMember>";
    };
    const std::string ring =
        "<gml:Polygon "
        "srsName=\"urn:ogc:def:crs:EPSG::28992\"><gml:exterior><gml:LinearRing><gml:posList "
        "srsDimension=\"2\">100001 400001 "
        "100005 400001 100005 400005 100001 "
        "400001</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>";
    // A half disc of radius 4 m: an arc and its chord.
    const std::string half_disc =
        "<gml:Polygon "
        "srsName=\"urn:ogc:def:crs:EPSG::28992\"><gml:exterior><gml:Ring><gml:curveMember><gml:Curve>"
        "<gml:segments><gml:LineStringSegment><gml:posList srsDimension=\"2\">100012 400010 100004 "
        "400010</gml:posList></gml:LineStringSegment><gml:Arc><gml:posList srsDimension=\"2\">100004 400010 "
        "100008 400014 100012 400010</gml:posList></gml:Arc>"
        "</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>";
    const std::string unreadable =
        "<gml:Polygon "
        "srsName=\"urn:ogc:def:crs:EPSG::28992\"><gml:exterior><gml:LinearRing><gml:posList>1</gml:posList>"
        "</gml:LinearRing></gml:exterior></gml:Polygon>";
    std::ofstream(folder / "bgt_wegdeel.gml")
        << "<?xml version=\"1.0\"?><CityModel xmlns:gml=\"http://www.opengis.net/gml\" "
           "xmlns:imgeo=\"http://www.geostandaarden.nl/imgeo/2.1\" "
           "xmlns=\"http://www.opengis.net/citygml/2.0\">"
        << member("", ring)
        << member("<imgeo:eindRegistratie>2019-01-01T00:00:00</imgeo:eindRegistratie>", ring)
        << member("", half_disc) << member("", unreadable) << "</CityModel>";
    const auto set = read(folder / "bgt_wegdeel.gml");
    ASSERT_EQ(set.features.size(), 2u);
    EXPECT_EQ(set.ended, 1);
    EXPECT_EQ(set.broken, 1);
    EXPECT_EQ(set.features[0].layer, "wegdeel");
    EXPECT_EQ(set.features[0].get({"surfacematerial"}), "gesloten verharding");
    // Chords of 4 degrees: an inscribed polygon is 1 - (0.07)^2 / 6 = 0.08 % smaller than the disc.
    EXPECT_NEAR(set.features[1].geometry->toMultiPolygon()->get_Area(), 8 * 3.14159265, 0.04);
    EXPECT_FALSE(std::filesystem::exists(folder / "bgt_wegdeel.gfs"))
        << "a side file was written beside the input";
}

/// A GML file of regular polygons around (100005, 400005) with these numbers of corners.
std::filesystem::path polygons_in_gml(const std::filesystem::path& file, std::initializer_list<int> corners,
                                      bool heights, const std::string& attributes) {
    std::ofstream out(file);
    out << "<?xml version=\"1.0\"?><CityModel xmlns:gml=\"http://www.opengis.net/gml\" "
           "xmlns:imgeo=\"http://www.geostandaarden.nl/imgeo/2.1\" "
           "xmlns=\"http://www.opengis.net/citygml/2.0\">";
    for (const int n : corners) {
        out << "<cityObjectMember><TrafficArea xmlns=\"http://www.opengis.net/citygml/transportation/2.0\" "
               "gml:id=\"b"
            << n << "\"><imgeo:geometrie2dWegdeel><gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::28992\""
            << attributes << "><gml:exterior><gml:LinearRing><gml:posList>";
        for (int k = 0; k <= n; ++k) {
            const double angle = 2 * 3.14159265358979 * (k % n) / n;
            out << fmt::format("{:.3f} {:.3f} ", 100005 + 4 * std::cos(angle), 400005 + 4 * std::sin(angle));
            if (heights) out << "1.5 ";
        }
        out << "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></imgeo:geometrie2dWegdeel>"
               "</TrafficArea></cityObjectMember>";
    }
    out << "</CityModel>";
    return file;
}

double area_of_regular(int corners) { return 8 * corners * std::sin(2 * 3.14159265358979 / corners); }

TEST(Features, GmlThatDoesNotSayItsDimensionIsReadAsItsRingsClose) {
    const Folder folder;
    // Of these the last three have a number of coordinates that could as well be triples.
    const std::initializer_list<int> corners = {4, 5, 8, 11};
    const auto expect_all = [&](const FeatureSet& set) {
        ASSERT_EQ(set.features.size(), corners.size());
        EXPECT_EQ(set.broken, 0);
        for (std::size_t n = 0; n < corners.size(); ++n)
            EXPECT_NEAR(set.features[n].geometry->toMultiPolygon()->get_Area(),
                        area_of_regular(corners.begin()[n]), 0.02);
    };
    const auto pairs = read(polygons_in_gml(folder / "two.gml", corners, false, ""));
    expect_all(pairs);
    EXPECT_THAT(pairs.warnings, ElementsAre(HasSubstr("do not say their dimension")));
    for (const char* attributes : {"", " srsDimension=\"3\""}) {
        const auto triples = read(polygons_in_gml(folder / "three.gml", corners, true, attributes));
        expect_all(triples);
        EXPECT_THAT(triples.warnings, IsEmpty());
    }
}

TEST(Features, LongNumbersKeepAllTheirDigits) {
    const Folder folder;
    const auto set = read(
        write_vector(folder / "a.gpkg",
                     {{"pand",
                       {{square, {{"identificatie", "1709100000012345"}, {"bagid", "1709100000012345"}}}},
                       28992,
                       {{"identificatie", OFTReal}, {"bagid", OFTInteger64}}}}));
    ASSERT_EQ(set.features.size(), 1u);
    EXPECT_EQ(set.features[0].get({"identificatie"}), "1709100000012345");
    EXPECT_EQ(set.features[0].get({"bagid"}), "1709100000012345");
}

TEST(Features, OutsideTheGridAreNotRead) {
    const Folder folder;
    EXPECT_THAT(
        read(write_vector(folder / "a.gpkg", {{"pand", {{box(100100, 400100, 100110, 400110)}}}})).features,
        IsEmpty());
}

TEST(Burning, ACellBelongsToThePolygonThatHoldsItsCentre) {
    const Grid g = grid(6, 6);
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkt(box(100001.4, 400001.6, 100003.6, 400004.4).c_str(), nullptr,
                                      &geometry);
    const OGRGeometryUniquePtr owned(geometry);
    std::vector<std::int32_t> plane(36, -1);
    burn(plane, g, {owned.get()}, {7});
    for (idx j = 0; j < 6; ++j)
        for (idx i = 0; i < 6; ++i) {
            const double x = i + 0.5, y = j + 0.5;
            EXPECT_EQ(plane[std::size_t(j * 6 + i)], x > 1.4 && x < 3.6 && y > 1.6 && y < 4.4 ? 7 : -1)
                << i << " " << j;
        }
}

}  // namespace
}  // namespace luwte
