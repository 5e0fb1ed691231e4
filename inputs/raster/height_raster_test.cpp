// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/height_raster.hpp"

#include "inputs/raster/fill_holes.hpp"
#include "inputs/raster/gdal_open.hpp"
#include "inputs/raster/test_files.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using namespace test_files;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double largest_float = 3.4028234663852886e38;

HeightRaster read(const std::filesystem::path& file, const Grid& g, HeightRule rule = HeightRule::surface,
                  const std::vector<std::uint8_t>& high = {}) {
    return read_height_raster("city.surface_height", file, g, rule, high);
}

TEST(HeightRaster, RowsOfTheFileRunFromNorthOursFromSouth) {
    const Folder folder;
    const auto file = write_raster(
        folder / "h.tif", {.height = [](double x, double y) { return (x - 100000) + 10 * (y - 400000); }});
    const auto r = read(file, grid(4, 3));
    EXPECT_FLOAT_EQ(r.height[0], 0.5f + 5.0f);           // south-west
    EXPECT_FLOAT_EQ(r.height[3], 3.5f + 5.0f);           // south-east
    EXPECT_FLOAT_EQ(r.height[2 * 4], 0.5f + 25.0f);      // north-west
    EXPECT_FLOAT_EQ(r.height[2 * 4 + 3], 3.5f + 25.0f);  // north-east
    EXPECT_THAT(r.warnings, IsEmpty());
    EXPECT_EQ(r.crs, "EPSG:28992");
}

TEST(HeightRaster, AWindowOfALargerRasterIsTheSameCells) {
    const Folder folder;
    const auto file = write_raster(
        folder / "h.tif", {.nx = 60, .ny = 50, .x0 = 99980, .y0 = 399970, .height = [](double x, double y) {
                               return (x - 100000) + 10 * (y - 400000);
                           }});
    const auto r = read(file, grid(4, 3));
    for (int j = 0; j < 3; ++j)
        for (int i = 0; i < 4; ++i)
            EXPECT_FLOAT_EQ(r.height[std::size_t(j * 4 + i)], float(i + 0.5 + 10 * (j + 0.5)));
}

struct Spelling {
    const char* name;
    double in_file;
    std::optional<double> declared;
    GDALDataType type;
    bool warns;
};
class NoData : public testing::TestWithParam<Spelling> {};

TEST_P(NoData, IsReadAsAHole) {
    const auto& s = GetParam();
    const Folder folder;
    const auto file = write_raster(folder / "h.tif",
                                   {.no_data = s.declared, .type = s.type, .height = [&](double x, double) {
                                        return x < 100002 ? 3.0 : s.in_file;
                                    }});
    const auto r = read(file, grid(4, 3));
    EXPECT_EQ(r.height[1], 3.0f);
    EXPECT_TRUE(std::isnan(r.height[2]));
    EXPECT_EQ(r.hidden_no_data, s.warns ? 6 : 0);
    EXPECT_EQ(r.warnings.empty(), !s.warns);
}

INSTANTIATE_TEST_SUITE_P(
    Spellings, NoData,
    testing::Values(Spelling{"ahn_declared", largest_float, largest_float, GDT_Float32, false},
                    Spelling{"ahn_rounded_text", largest_float, 3.4028235e38, GDT_Float32, false},
                    Spelling{"ahn_shorter_text", largest_float, 3.40282e38, GDT_Float64, false},
                    Spelling{"ahn_undeclared", largest_float, {}, GDT_Float32, true},
                    Spelling{"lowest_float_undeclared", -largest_float, {}, GDT_Float32, true},
                    Spelling{"minus_9999_declared", -9999, -9999.0, GDT_Float32, false},
                    Spelling{"minus_9999_undeclared", -9999, {}, GDT_Float32, true},
                    Spelling{"minus_32768_undeclared", -32768, {}, GDT_Int16, true},
                    Spelling{"zero_declared", 0, 0.0, GDT_Float32, false},
                    Spelling{"nan_declared", std::nan(""), std::nan(""), GDT_Float32, false},
                    Spelling{"nan_undeclared", std::nan(""), {}, GDT_Float32, true},
                    Spelling{"infinity", std::numeric_limits<double>::infinity(), {}, GDT_Float32, true},
                    Spelling{"declared_other_value", 1e30, -9999.0, GDT_Float64, true}),
    [](const auto& i) { return i.param.name; });

TEST(HeightRaster, HeightsBelowSeaLevelAreHeights) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif", {.no_data = -9999.0, .height = [](double, double) { return -6.7; }});
    EXPECT_FLOAT_EQ(read(file, grid(4, 3)).height[0], -6.7f);
}

TEST(HeightRaster, IntegerCentimetresWithADeclaredScaleAreMetres) {
    const Folder folder;
    const auto file = write_raster(
        folder / "h.tif",
        {.no_data = -32768.0, .type = GDT_Int16, .height = [](double, double) { return 1234.0; }});
    {
        GDALDatasetUniquePtr data(GDALDataset::Open(file.c_str(), GDAL_OF_UPDATE));
        data->GetRasterBand(1)->SetScale(0.01);
        data->GetRasterBand(1)->SetOffset(1.0);
    }
    EXPECT_FLOAT_EQ(read(file, grid(4, 3)).height[0], 13.34f);
}

TEST(HeightRaster, AnAsciiGridHasNoCrsAndIsAssumedToBeInTheStudys) {
    const Folder folder;
    std::ofstream(folder / "h.asc") << "ncols 4\nnrows 3\nxllcorner 100000\nyllcorner 400000\ncellsize 1\n"
                                       "NODATA_value -9999\n1 2 3 4\n5 6 7 8\n9 -9999 11 12\n";
    const auto r = read(folder / "h.asc", grid(4, 3));
    EXPECT_EQ(r.height[0], 9.0f);
    EXPECT_TRUE(std::isnan(r.height[1]));
    EXPECT_EQ(r.height[8], 1.0f);
    ASSERT_EQ(r.warnings.size(), 1u);
    EXPECT_THAT(r.warnings[0], HasSubstr("declares no CRS; EPSG:28992 is assumed"));
}

TEST(HeightRaster, ACompoundCrsMatchesByItsHorizontalHalf) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif", {.crs = 7415, .height = [](double, double) { return 1.0; }});
    EXPECT_THAT(read(file, grid(4, 3)).warnings, IsEmpty());
}

TEST(CrsMatch, KnowsTheDutchGridInItsEsriSpelling) {
    OGRSpatialReference esri;
    esri.importFromWkt(
        R"(PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],PARAMETER["Latitude_Of_Origin",52.15616055555555],UNIT["Meter",1.0]])");
    EXPECT_EQ(match_crs(&esri, 28992).kind, CrsMatch::Kind::same);
    EXPECT_EQ(match_crs(&esri, 25831).kind, CrsMatch::Kind::different);
    EXPECT_EQ(match_crs(nullptr, 28992).kind, CrsMatch::Kind::missing);
    EXPECT_EQ(match_crs(&esri, 0).kind, CrsMatch::Kind::same);  // a local study takes any
}

TEST(HeightRaster, AnotherCrsIsAnErrorThatSaysHowToMendIt) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif", {.crs = 25831, .height = [](double, double) { return 1.0; }});
    const std::string text = problem([&] { read(file, grid(4, 3)); });
    EXPECT_THAT(text, HasSubstr("is in EPSG:25831, the study in EPSG:28992"));
    EXPECT_THAT(text, HasSubstr("gdalwarp -t_srs EPSG:28992"));
}

TEST(HeightRaster, TooSmallACoverageNamesBothExtents) {
    const Folder folder;
    const auto file = write_raster(folder / "h.tif", {.height = [](double, double) { return 1.0; }});
    const std::string text = problem([&] { read(file, grid(6, 3)); });
    EXPECT_THAT(text, HasSubstr("[100000, 400000, 100004, 400003]"));
    EXPECT_THAT(text, HasSubstr("[100000, 400000, 100006, 400003]"));
}

TEST(HeightRaster, LessThanOneRasterCellMayBeMissing) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif",
                     {.nx = 3, .x0 = 100000.4, .y0 = 399999.7, .height = [](double, double) { return 1.0; }});
    EXPECT_EQ(problem([&] { read(file, grid(4, 3)); }), "");
}

TEST(HeightRaster, OnlyNoDataIsAnError) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif", {.no_data = -1.0, .height = [](double, double) { return -1.0; }});
    EXPECT_THAT(problem([&] { read(file, grid(4, 3)); }), HasSubstr("only no data"));
}

TEST(HeightRaster, VirtualAndNetworkPathsAreRefused) {
    for (const char* path :
         {"/vsicurl/https://example.org/a.tif", "/vsimem/a.tif", "https://example.org/a.tif"})
        EXPECT_THAT(problem([&] { read(path, grid(4, 3)); }), HasSubstr("only local files")) << path;
    EXPECT_THAT(problem([&] { read("no_such_file.tif", grid(4, 3)); }), HasSubstr("there is no file"));
}

TEST(HeightRaster, AVrtIsRefusedHoweverItIsNamed) {
    const Folder folder;
    const auto file = write_raster(folder / "h.tif", {.height = [](double, double) { return 1.0; }});
    std::ofstream(folder / "evil.tif")
        << "<VRTDataset rasterXSize=\"4\" rasterYSize=\"3\"><VRTRasterBand dataType=\"Float32\" band=\"1\">"
           "<SimpleSource><SourceFilename>"
        << file.string()
        << "</SourceFilename></SimpleSource>"
           "</VRTRasterBand></VRTDataset>";
    EXPECT_THAT(problem([&] { read(folder / "evil.tif", grid(4, 3)); }),
                HasSubstr("cannot be read as GeoTIFF"));
}

TEST(HeightRaster, ADamagedFileIsAnErrorNotACrash) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif", {.nx = 400, .ny = 300, .height = [](double x, double) { return x; }});
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    EXPECT_NE(problem([&] { read(file, grid(400, 300)); }), "");
}

TEST(HeightRaster, ARotatedRasterIsRefused) {
    const Folder folder;
    const auto file = write_raster(folder / "h.tif", {.height = [](double, double) { return 1.0; }});
    {
        GDALDatasetUniquePtr data(GDALDataset::Open(file.c_str(), GDAL_OF_UPDATE));
        double t[6] = {100000, 1, 0.2, 400003, 0, -1};
        data->SetGeoTransform(t);
    }
    EXPECT_THAT(problem([&] { read(file, grid(4, 3)); }), HasSubstr("rotated"));
}

TEST(Resampling, TerrainIsTheMeanOfTheSmallerCellsWithData) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif",
                     {.nx = 8, .ny = 8, .cell = 0.5, .no_data = -9999.0, .height = [](double x, double y) {
                          if (x < 100000.5 && y < 400000.5) return -9999.0;
                          return x - 100000 + y - 400000;
                      }});
    const auto r = read(file, grid(4, 4), HeightRule::terrain);
    EXPECT_FLOAT_EQ(r.height[5], 3.0f);                          // centre (1.5, 1.5): a plane keeps its value
    EXPECT_FLOAT_EQ(r.height[0], float((1.0 + 1.0 + 1.5) / 3));  // the three that have data
    EXPECT_THAT(r.resampling, HasSubstr("mean"));
}

TEST(Resampling, NothingStandsForAConcentrationThatIsMissing) {
    const Folder folder;
    // Cell 1 lacks a half of its area: a height stands, a concentration does not.
    const auto fine =
        write_raster(folder / "fine.tif",
                     {.nx = 8, .ny = 8, .cell = 0.5, .no_data = -9.0, .height = [](double x, double y) {
                          return x > 100001.5 && x < 100002 && y < 400001 ? -9.0 : 3.0;
                      }});
    EXPECT_EQ(read(fine, grid(4, 4), HeightRule::terrain).height[1], 3.0f);
    const auto strict = read(fine, grid(4, 4), HeightRule::concentration);
    EXPECT_TRUE(std::isnan(strict.height[1]));
    EXPECT_EQ(strict.height[0], 3.0f);
    EXPECT_EQ(strict.height[2], 3.0f);
    // Larger cells: of a neighbour that counts nothing is known.
    const auto coarse = write_raster(
        folder / "coarse.tif",
        {.cell = 4, .no_data = -9.0, .height = [](double x, double) { return x < 100004 ? -9.0 : 3.0; }});
    Grid g = grid(4, 4);
    g.x0 = 100004;
    const auto left = [&](HeightRule rule) { return read(coarse, g, rule).height; };
    EXPECT_EQ(left(HeightRule::terrain)[0], 3.0f);
    EXPECT_TRUE(std::isnan(left(HeightRule::concentration)[1]));
    EXPECT_EQ(left(HeightRule::concentration)[2], 3.0f) << "right of the middle of its raster cell";
    // What the raster does not reach: less than one of its own cells, but a cell of the grid.
    g.x0 = 100013;
    EXPECT_EQ(read(coarse, g, HeightRule::terrain).height[3], 3.0f);
    EXPECT_THAT(problem([&] { read(coarse, g, HeightRule::concentration); }), HasSubstr("covers"));
    g.x0 = 100012.5;
    EXPECT_EQ(read(coarse, g, HeightRule::concentration).height[3], 3.0f) << "less than a cell of the grid";
}

TEST(Resampling, ACellWithLessThanHalfOfItsAreaCoveredHasNoData) {
    const Folder folder;
    const auto file =
        write_raster(folder / "h.tif",
                     {.nx = 8, .ny = 8, .cell = 0.5, .no_data = -9999.0, .height = [](double x, double y) {
                          return x < 100000.5 || y < 400000.5 ? -9999.0 : 2.0;
                      }});
    const auto r = read(file, grid(4, 4), HeightRule::terrain);
    EXPECT_TRUE(std::isnan(r.height[0]));  // one quarter
    EXPECT_EQ(r.height[1], 2.0f);          // one half
}

TEST(Resampling, AWallStaysAStepInTheSurface) {
    const Folder folder;
    // Roof of 10 m east of x = 1.5: it covers half of cell 1.
    const auto file =
        write_raster(folder / "h.tif", {.nx = 8, .ny = 2, .cell = 0.5, .height = [](double x, double) {
                                            return x > 100001.5 ? 10.0 : 0.0;
                                        }});
    const auto outside = read(file, grid(4, 1), HeightRule::surface, {0, 0, 0, 0});
    EXPECT_THAT(outside.height, testing::ElementsAre(0, 0, 10, 10));
    const auto inside = read(file, grid(4, 1), HeightRule::surface, {0, 1, 1, 1});
    EXPECT_THAT(inside.height, testing::ElementsAre(0, 10, 10, 10));
}

TEST(Resampling, RastersThatDoNotLineUpGiveThePlaneTheyBothShow) {
    const Folder folder;
    const auto plane = [](double x, double y) { return 0.3 * (x - 100000) - 0.2 * (y - 400000) + 4; };
    const auto a =
        write_raster(folder / "a.tif",
                     {.nx = 30, .ny = 30, .x0 = 99999.17, .y0 = 399998.61, .cell = 0.5, .height = plane});
    const auto b = write_raster(
        folder / "b.tif", {.nx = 30, .ny = 30, .x0 = 99997.4, .y0 = 399997.9, .cell = 2.0, .height = plane});
    const Grid g = grid(8, 8);
    const auto fine = read(a, g, HeightRule::terrain), coarse = read(b, g, HeightRule::terrain);
    for (idx j = 0; j < 8; ++j)
        for (idx i = 0; i < 8; ++i) {
            // Area means and bilinear interpolation are exact on planes up to single precision, save that a
            // shifted raster cell straddles two model cells: at most a quarter of its size times the slope.
            const double exact = plane(g.x(i), g.y(j));
            EXPECT_NEAR(fine.height[std::size_t(j * 8 + i)], exact, 0.25 * 0.5 * 0.5);
            EXPECT_NEAR(coarse.height[std::size_t(j * 8 + i)], exact, 1e-5);
        }
}

TEST(Resampling, LargerSurfaceCellsAreTakenAsTheyAre) {
    const Folder folder;
    const auto file = write_raster(
        folder / "h.tif",
        {.nx = 3, .ny = 2, .cell = 2.0, .height = [](double x, double) { return x < 100002 ? 0.0 : 10.0; }});
    const auto r = read(file, grid(4, 3));
    for (const float h : r.height) EXPECT_TRUE(h == 0 || h == 10) << h;
    EXPECT_EQ(r.height[1], 0.0f);
    EXPECT_EQ(r.height[2], 10.0f);
}

TEST(FillHoles, LeavesDataAloneAndNoHole) {
    std::vector<float> plane(40 * 30, 2.0f);
    for (std::size_t n = 0; n < plane.size(); ++n) plane[n] = n % 40 < 20 ? 2.0f : 4.0f;
    const auto before = plane;
    for (idx j = 5; j < 25; ++j)
        for (idx i = 2; i < 38; ++i) plane[std::size_t(j * 40 + i)] = std::nanf("");
    EXPECT_EQ(fill_holes(plane, 40, 30), 20 * 36);
    for (std::size_t n = 0; n < plane.size(); ++n) {
        EXPECT_GE(plane[n], 2.0f);  // an interpolation stays within what it interpolates
        EXPECT_LE(plane[n], 4.0f);
        const idx i = idx(n % 40), j = idx(n / 40);
        const bool hole = i >= 2 && i < 38 && j >= 5 && j < 25;
        EXPECT_TRUE(hole || plane[n] == before[n]) << n;
    }
}

}  // namespace
}  // namespace luwte
