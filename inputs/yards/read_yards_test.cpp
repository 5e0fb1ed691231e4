// SPDX-License-Identifier: Apache-2.0
#include "inputs/yards/read_yards.hpp"

#include "inputs/raster/test_files.hpp"
#include "models/city/plain_city.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::HasSubstr;

/// 40 x 30 m of grass at 1 m with a building from x = 10 to 20 and y = 10 to 20 m.
struct Place {
    Folder folder;
    CityLayers city = scenes::plain(40, 30, 1, SurfaceType::grass);

    Place() {
        city.grid.x0 = 121000, city.grid.y0 = 487000, city.grid.epsg = 28992;
        for (std::size_t j = 10; j < 20; ++j)
            for (std::size_t i = 10; i < 20; ++i) city.building_height[j * 40 + i] = 8;
    }
    static Outline shape(const std::string& wkt, const char* name) {
        return {wkt, name == nullptr ? std::vector<std::pair<std::string, std::string>>{}
                                     : std::vector<std::pair<std::string, std::string>>{{"name", name}}};
    }
    Yards read(const std::vector<Outline>& shapes, int crs = 28992) const {
        return read_yards("air.yards",
                          write_vector(folder / "yards.geojson", {{"y", shapes, crs}}, "GeoJSON"), city);
    }
    std::string problems(const std::vector<Outline>& shapes) const {
        try {
            read(shapes);
        } catch (const InputError& e) {
            return e.what();
        }
        return "none";
    }
};
std::string at(double x0, double y0, double x1, double y1) {
    return box(121000 + x0, 487000 + y0, 121000 + x1, 487000 + y1);
}

TEST(ReadYards, AreOpenGroundByTheMiddlesOfCells) {
    const Place p;
    const Yards y = p.read(
        {Place::shape(at(18, 8, 24, 12), "De \u00cepe"), Place::shape(at(0.6, 0.6, 3.4, 2.4), nullptr)});
    ASSERT_EQ(y.yards.size(), 2u);
    EXPECT_TRUE(y.warnings.empty()) << y.warnings[0];
    EXPECT_EQ(y.yards[0].name, "De \u00cepe");
    EXPECT_EQ(y.yards[1].name, "yard 2");
    EXPECT_EQ(y.yards[0].cells.size(), 24u - 4);  // less what lies in the building
    EXPECT_EQ(y.yards[0].cells[0], 8 * 40 + 18);
    EXPECT_EQ(y.yards[1].cells.size(), 2u);  // middles at 1.5 and 2.5 m by 1.5 m
    ASSERT_EQ(y.yards[0].polygons.size(), 1u);
    ASSERT_EQ(y.yards[0].polygons[0].size(), 1u);
    EXPECT_EQ(y.yards[0].polygons[0][0].size(), 5u);
    EXPECT_EQ(y.record.role, "yards");
    EXPECT_EQ(y.record.sha256.size(), 64u);
}

TEST(ReadYards, MayHaveHolesAndPartsAndReachBeyondTheArea) {
    const Place p;
    const auto part = [](const std::string& polygon) { return polygon.substr(8); };
    const std::string hole = "POLYGON (" +
                             part(at(24, 4, 34, 14)).substr(1, part(at(24, 4, 34, 14)).size() - 2) + "," +
                             part(at(26, 6, 30, 10)).substr(1);
    const Yards y = p.read(
        {Place::shape("MULTIPOLYGON (" + part(at(1, 1, 3, 3)) + "," + part(at(5, 1, 8, 3)) + ")", "parts"),
         Place::shape(hole, "hole"), Place::shape(at(36, 20, 44, 24), "edge")});
    ASSERT_EQ(y.yards.size(), 3u);
    EXPECT_EQ(y.yards[0].cells.size(), 4u + 6);
    EXPECT_EQ(y.yards[0].polygons.size(), 2u);
    EXPECT_EQ(y.yards[1].cells.size(), 100u - 16);
    EXPECT_EQ(y.yards[1].polygons[0].size(), 2u);
    EXPECT_EQ(y.yards[2].cells.size(), 16u);
    ASSERT_EQ(y.warnings.size(), 1u);
    EXPECT_THAT(y.warnings[0], HasSubstr("yard 'edge' reaches beyond the area: 16 of its 32 m2 count"));
}

TEST(ReadYards, OtherSystemsAreTransformed) {
    const Place p;
    auto rd = epsg(28992), wgs = epsg(4326);
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkt(at(24, 4, 34, 14).c_str(), &rd, &geometry);
    const OGRGeometryUniquePtr owned(geometry);
    ASSERT_EQ(geometry->transformTo(&wgs), OGRERR_NONE);
    const Yards y = p.read({Place::shape(geometry->exportToWkt(), "degrees")}, 4326);
    ASSERT_EQ(y.yards.size(), 1u);
    EXPECT_NEAR(double(y.yards[0].cells.size()), 100, 20);
    EXPECT_NEAR(y.yards[0].polygons[0][0][0].x_m, 121024, 0.5);
    ASSERT_EQ(y.warnings.size(), 1u);
    EXPECT_THAT(y.warnings[0], HasSubstr("was transformed to EPSG:28992"));
}

TEST(ReadYards, AllThatIsWrongIsSaidAtOnce) {
    const Place p;
    const std::string all =
        p.problems({Place::shape(at(100, 4, 110, 14), "far"), Place::shape(at(12, 12, 18, 18), "house"),
                    Place::shape(at(1.6, 1.6, 2.4, 2.4), "small"), Place::shape(at(24, 4, 30, 14), "twice"),
                    Place::shape(at(24, 16, 30, 26), "twice"),
                    Place::shape(at(30, 16, 34, 26), std::string(101, 'n').c_str()),
                    Place::shape(at(34, 16, 38, 26), "line\nbreak")});
    for (const char* what :
         {"yard 'far' lies outside the area", "yard 'house' holds buildings only",
          "yard 'small' holds the middle of no cell of 1 m", "yard 'twice' stands twice",
          "a name of more than 100 characters or with control", "yard 'line\\x0abreak' has a"})
        EXPECT_THAT(all, HasSubstr(what));
    EXPECT_THAT(p.problems({}), HasSubstr("holds no polygon in or near the area"));
    EXPECT_THAT(p.problems({Place::shape("LINESTRING (121001 487001, 121009 487009)", "line")}),
                HasSubstr("holds no polygon in or near the area"));
    std::vector<Outline> many;
    for (int n = 0; n < 51; ++n) many.push_back(Place::shape(at(24, 4, 34, 14), std::to_string(n).c_str()));
    EXPECT_THAT(p.problems(many), HasSubstr("holds 51 polygons; at most 50"));
    std::ofstream(p.folder / "damaged.geojson") << "{\"type\": \"FeatureCollection\", \"features\": [{\"ty";
    EXPECT_THROW(read_yards("air.yards", p.folder / "damaged.geojson", p.city), InputError);
}

}  // namespace
}  // namespace luwte
