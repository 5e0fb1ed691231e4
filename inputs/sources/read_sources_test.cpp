// SPDX-License-Identifier: Apache-2.0
#include "inputs/sources/read_sources.hpp"

#include "inputs/raster/test_files.hpp"
#include "models/city/plain_city.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::HasSubstr;
using testing::Not;
using Fields = std::vector<std::pair<std::string, std::string>>;

/// 40 x 30 m at 1 m with a building of 8 m from (10, 10) to (20, 20); wind columns of 4 m.
struct SourcesPlace {
    Folder folder;
    CityLayers city = scenes::plain(40, 30, 1, SurfaceType::grass);
    Grid wind{.nx = 10, .ny = 7, .cell_size = 4, .x0 = 121000, .y0 = 487000};
    std::vector<Substance> substances = {Substance::nox, Substance::no2, Substance::pm25};

    SourcesPlace() {
        city.grid.x0 = 121000, city.grid.y0 = 487000, city.grid.epsg = 28992;
        for (std::size_t j = 10; j < 20; ++j)
            for (std::size_t i = 10; i < 20; ++i) city.building_height[j * 40 + i] = 8;
    }
    PlacedSources read(const std::vector<Outline>& shapes) const {
        return read_sources("air.sources",
                            write_vector(folder / "sources.geojson", {{"s", shapes, 28992}}, "GeoJSON"), city,
                            wind, substances);
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
std::string rect(double x0, double y0, double x1, double y1) {
    return box(121000 + x0, 487000 + y0, 121000 + x1, 487000 + y1);
}
std::string point(double x, double y) {
    return "POINT (" + std::to_string(121000 + x) + " " + std::to_string(487000 + y) + ")";
}
/// What a source has, with some of it otherwise; an empty text takes it out.
Fields with(const Fields& other = {}) {
    Fields all = {{"name", "a"},
                  {"group", "parking"},
                  {"nox_kg_per_year", "365"},
                  {"no2_kg_per_year", "73"},
                  {"pm25_kg_per_year", "3.65"}};
    for (const auto& one_other : other) {
        const std::string &key = one_other.first, &value = one_other.second;
        std::erase_if(all, [&](const auto& one) { return one.first == key; });
        if (!value.empty()) all.emplace_back(key, value);
    }
    return all;
}

TEST(ReadSources, PolygonsBySharesOfColumnsAndPointsByTheirColumn) {
    const SourcesPlace p;
    const PlacedSources s =
        p.read({{rect(24, 4, 30, 8), with()},
                {point(33, 5),
                 with({{"name", "stack"}, {"group", "heat_1"}, {"height_m", "12"}, {"hours", "traffic"}})},
                {point(15, 15), with({{"name", "roof"}, {"height_m", "8"}})}});
    ASSERT_EQ(s.sources.size(), 3u);
    EXPECT_TRUE(s.warnings.empty()) << s.warnings[0];
    EXPECT_EQ(s.groups, (std::vector<std::string>{"parking", "heat_1"}));
    ASSERT_EQ(s.sources[0].columns.size(), 2u);
    EXPECT_EQ(s.sources[0].columns[0].j, 1);
    EXPECT_EQ(s.sources[0].columns[0].i, 6);
    EXPECT_NEAR(s.sources[0].columns[0].share, 2. / 3, 1e-9);
    EXPECT_NEAR(s.sources[0].columns[1].share, 1. / 3, 1e-9);
    EXPECT_NEAR(s.sources[0].emission[std::size_t(Substance::nox)], 1e9 / 86400, 1e-6)
        << "1 kg a day in ug/s";
    EXPECT_NEAR(s.sources[0].emission[std::size_t(Substance::no2)], 2e8 / 86400, 1e-6);
    EXPECT_EQ(s.sources[0].emission[std::size_t(Substance::pm10)], 0) << "not asked for";
    EXPECT_FALSE(s.sources[0].follows_traffic);
    EXPECT_TRUE(s.sources[1].follows_traffic);
    EXPECT_TRUE(s.sources[1].is_point);
    EXPECT_EQ(s.sources[1].height, 12);
    EXPECT_EQ(s.sources[1].columns[0].i, 8);
    EXPECT_EQ(s.record.role, "sources");
}

/// A ring of many teeth around (20, 14) with a hole of 4 x 4 m, and a triangle apart from it.
std::string ring_with_teeth(int teeth) {
    std::string text = "MULTIPOLYGON (((";
    std::string first;
    for (int n = 0; n < 2 * teeth; ++n) {
        const double angle = M_PI * n / teeth, radius = n % 2 == 0 ? 10 : 9;
        const std::string at = std::to_string(121020 + radius * std::cos(angle)) + " " +
                               std::to_string(487014 + radius * std::sin(angle));
        if (n == 0) first = at;
        text += at + ", ";
    }
    return text + first +
           "), (121018 487012, 121018 487016, 121022 487016, 121022 487012, 121018 487012)), "
           "((121000 487000, 121004 487000, 121000 487004, 121000 487000)))";
}

TEST(ReadSources, EachColumnHasWhatAPolygonWithHolesCoversOfIt) {
    SourcesPlace p;
    p.wind = {.nx = 40, .ny = 30, .cell_size = 1, .x0 = 121000, .y0 = 487000};
    const PlacedSources s = p.read({{ring_with_teeth(60), with()}});
    ASSERT_EQ(s.sources.size(), 1u);
    EXPECT_TRUE(s.warnings.empty());
    const std::vector<PlacedSource::Column>& columns = s.sources[0].columns;
    EXPECT_TRUE(std::ranges::is_sorted(columns, {}, [](const auto& c) { return std::pair(c.j, c.i); }));
    OGRGeometry* raw = nullptr;
    OGRGeometryFactory::createFromWkt(ring_with_teeth(60).c_str(), nullptr, &raw);
    const OGRGeometryUniquePtr shape(raw);
    const double whole = shape->toMultiPolygon()->get_Area();
    double sum = 0;
    std::size_t found = 0;
    for (idx j = 0; j < 30; ++j)
        for (idx i = 0; i < 40; ++i) {  // all of the shape with one column after the other
            OGRGeometry* box_of_column = nullptr;
            OGRGeometryFactory::createFromWkt(rect(i, j, i + 1, j + 1).c_str(), nullptr, &box_of_column);
            const OGRGeometryUniquePtr column(box_of_column), part(shape->Intersection(column.get()));
            const double share = OGR_G_Area(OGRGeometry::ToHandle(part.get())) / whole;
            const auto here =
                std::ranges::find_if(columns, [&](const auto& c) { return c.j == j && c.i == i; });
            ASSERT_NEAR(here == columns.end() ? 0.0 : here->share, share, 1e-9) << j << " " << i;
            sum += share, found += here != columns.end();
        }
    EXPECT_NEAR(sum, 1, 1e-9);
    EXPECT_EQ(found, columns.size());
}

/// 30,000 columns; each cut from all 40,000 corners, or from halves of halves of the shape, take minutes.
TEST(ReadSources, ManyCornersOverManyColumnsTakeSeconds) {
    SourcesPlace p;
    p.wind = {.nx = 200, .ny = 150, .cell_size = 0.2, .x0 = 121000, .y0 = 487000};
    const auto begin = std::chrono::steady_clock::now();
    const PlacedSources s = p.read({{ring_with_teeth(20000), with()}});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    double sum = 0;
    for (const PlacedSource::Column& c : s.sources[0].columns) sum += c.share;
    EXPECT_NEAR(sum, 1, 1e-6);
    EXPECT_LT(seconds, 30);
}

TEST(ReadSources, PointsAndLinesBesideAPolygonAreSaid) {
    const SourcesPlace p;
    const PlacedSources s = p.read(
        {{"GEOMETRYCOLLECTION (POLYGON ((121004 487004, 121008 487004, 121008 487008, 121004 487004)), "
          "POINT (121020 487020))",
          with()}});
    ASSERT_EQ(s.sources.size(), 1u);
    EXPECT_EQ(s.sources[0].columns.size(), 1u);
    ASSERT_EQ(s.warnings.size(), 1u);
    EXPECT_THAT(s.warnings[0], HasSubstr("1 features of "));
    EXPECT_THAT(s.warnings[0], HasSubstr("hold points or lines beside polygons, which do not count"));
}

TEST(ReadSources, WhatIsTakenForIsWarnedOf) {
    const SourcesPlace p;
    const PlacedSources s = p.read({{rect(36, 4, 44, 8), with({{"name", "edge"}, {"no2_kg_per_year", ""}})},
                                    {rect(4, 4, 8, 8), with()}});
    ASSERT_EQ(s.warnings.size(), 2u);
    EXPECT_THAT(s.warnings[0], HasSubstr("source 'edge' reaches beyond the area: 50 % of it emits"));
    EXPECT_THAT(s.warnings[1], HasSubstr("1 sources have no no2_kg_per_year"));
}

TEST(ReadSources, APointOnARoofIsNotInsideItByRounding) {
    SourcesPlace p;
    for (std::size_t n = 0; n < p.city.building_height.size(); ++n)
        if (p.city.building_height[n] > 0) p.city.building_height[n] = 8.1f;  // above 8.1 as a double
    EXPECT_EQ(p.read({{point(15, 15), with({{"height_m", "8.1"}})}}).sources.size(), 1u);
    for (std::size_t n = 0; n < p.city.building_height.size(); ++n)
        if (p.city.building_height[n] > 0) p.city.building_height[n] = 8.173f;
    EXPECT_THAT(p.problems({{point(15, 15), with({{"height_m", "8.1"}})}}),
                HasSubstr("at 8.1 m stands inside a building of 8.18 m"));
}

TEST(ReadSources, NothingIsLeftOutUnsaid) {
    const SourcesPlace p;
    const std::string at = " (121005 487005", and_at = ", 121008 487008";
    const std::string all = p.problems({{rect(4, 4, 8, 8), with()},
                                        {"LINESTRING" + at + and_at + ")", with({{"name", "line"}})},
                                        {"MULTIPOINT" + at + and_at + ")", with({{"name", "points"}})},
                                        {point(400e3, 4), with({{"name", "away"}, {"height_m", "2"}})},
                                        {rect(400e3, 4, 401e3, 8), with({{"name", "away too"}})}});
    for (const char* what :
         {"source 'line' has no geometry that can be used",
          "source 'points' has no geometry that can be used",
          "source 'away' at (521000.0, 487004.0) lies outside", "source 'away too' lies outside the area"})
        EXPECT_THAT(all, HasSubstr(what));
    const auto degrees =
        write_vector(p.folder / "degrees.geojson",
                     {{"s", {{"POINT (4.8843 52.3700)", with({{"height_m", "2"}})}}, 4326}}, "GeoJSON");
    EXPECT_THAT(problem([&] { read_sources("air.sources", degrees, p.city, p.wind, p.substances); }),
                HasSubstr("source 'a' at (1"))
        << "in degrees, brought to the study's CRS";
    const PlacedSources one = p.read({{"MULTIPOINT" + at + ")", with({{"height_m", "2"}})}});
    ASSERT_EQ(one.sources.size(), 1u);
    EXPECT_TRUE(one.sources[0].is_point);
}

TEST(ReadSources, NumbersOfFeaturesPassAndAShapefileIsRefused) {
    const SourcesPlace p;
    EXPECT_EQ(p.read({{rect(4, 4, 8, 8), with({{"fid", "7"}, {"gml_id", "s.7"}, {"ogc_fid", "7"}})}})
                  .sources.size(),
              1u);
    const auto shapes = write_vector(p.folder / "sources.shp",
                                     {{"sources", {{rect(4, 4, 8, 8), with()}}, 28992}}, "ESRI Shapefile");
    EXPECT_THAT(problem([&] { read_sources("air.sources", shapes, p.city, p.wind, p.substances); }),
                HasSubstr("is a Shapefile, which cuts names"));
}

TEST(ReadSources, AllThatIsWrongIsSaidAtOnce) {
    const SourcesPlace p;
    const std::string all =
        p.problems({{rect(100, 4, 110, 8), with({{"name", "far"}})},
                    {point(50, 4), with({{"name", "far point"}, {"height_m", "2"}})},
                    {point(15, 15), with({{"name", "inside"}, {"height_m", "7"}})},
                    {point(5, 5), with({{"name", "no height"}})},
                    {rect(4, 4, 8, 8), with({{"name", "nothing"},
                                             {"nox_kg_per_year", "0"},
                                             {"no2_kg_per_year", "0"},
                                             {"pm25_kg_per_year", "0"}})},
                    {rect(4, 4, 8, 8), with({{"name", "lacks"}, {"pm25_kg_per_year", ""}})},
                    {rect(4, 4, 8, 8), with({{"name", "odd"}, {"nox_kg", "3"}})},
                    {rect(4, 4, 8, 8), with({{"name", "text"}, {"nox_kg_per_year", "much"}})},
                    {rect(4, 4, 8, 8), with({{"name", "roads too"}, {"group", "roads"}})},
                    {rect(4, 4, 8, 8), with({{"name", "none"}, {"group", ""}})},
                    {rect(4, 4, 8, 8), with({{"name", "week"}, {"hours", "weekday"}})},
                    {rect(4, 4, 8, 8), with({{"name", "other hours"}, {"hours", "traffic"}})},
                    {rect(4, 4, 8, 8), with({{"name", "more no2"}, {"no2_kg_per_year", "400"}})},
                    {rect(4, 4, 8, 8),
                     with({{"name", "nox unread"}, {"nox_kg_per_year", "-5"}, {"no2_kg_per_year", "4"}})}});
    for (const char* what :
         {"source 'far' lies outside the area",
          "source 'far point' at (121050.0, 487004.0) lies outside the area",
          "source 'inside' at 7 m stands inside a building of 8.00 m",
          "source 'no height' is a point without height_m", "source 'nothing' emits nothing",
          "source 'lacks' has no pm25_kg_per_year", "source 'odd' has an attribute 'noxkg' that is not known",
          "source 'text' has nox_kg_per_year = 'much'", "source 'roads too' has the group 'roads'",
          "source 'none' has no group", "source 'week' has hours = 'weekday'",
          "source 'other hours' has other hours than", "source 'more no2' emits more NO2 than NOx"})
        EXPECT_THAT(all, HasSubstr(what));
    EXPECT_THAT(all, HasSubstr("source 'nox unread' has nox_kg_per_year = '-5'"));
    EXPECT_THAT(all,
                Not(HasSubstr("source 'nox unread' emits")));  // no second problem that comes of the first
    EXPECT_THAT(p.problems({}), HasSubstr("holds no source: no point or polygon"));
    std::vector<Outline> many;
    for (int n = 0; n < 11; ++n)
        many.push_back({rect(4, 4, 8, 8), with({{"group", "g" + std::to_string(n)}})});
    EXPECT_THAT(p.problems(many), HasSubstr("there are 11 groups; at most 10"));
}

}  // namespace
}  // namespace luwte
