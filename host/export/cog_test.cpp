// SPDX-License-Identifier: Apache-2.0
#include "host/export/cog.hpp"

#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using sample::Folder;

const MapCaption caption{"Sample", "luwte 0.0.0", 1563919200, 1564005600};

void write(const std::filesystem::path& file, const Grid& grid, const FieldInfo& field,
           std::span<const float> values) {
    PartFile part(file);
    write_cog(part, grid, field, values, caption);
    part.commit();
}

std::vector<float> values_of(const Grid& grid, const FieldInfo& field) {
    return sample::values<float>(field, grid, 0);
}

TEST(Cog, IsNorthUpInDegreesWithCrsTimeAndNoData) {
    Folder folder;
    Grid grid = sample::grid();
    grid.nx = 700, grid.ny = 600;  // more than one block of 512: there are overviews
    const FieldInfo& field = *find_field("surface_temperature_max");
    const auto values = values_of(grid, field);
    write(folder / "map.tif", grid, field, values);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"map.tif"});

    int status = 0;
    const auto info =
        nlohmann::json::parse(sample::output_of("gdalinfo -json " + (folder / "map.tif").string(), &status));
    ASSERT_EQ(status, 0);
    EXPECT_EQ(info["size"], nlohmann::json({700, 600}));
    EXPECT_EQ(info["geoTransform"], nlohmann::json({120625.0, 0.5, 0.0, 485937.5 + 300, 0.0, -0.5}));
    EXPECT_NE(info["coordinateSystem"]["wkt"].get<std::string>().find("ID[\"EPSG\",28992]"),
              std::string::npos);
    EXPECT_EQ(info["metadata"]["IMAGE_STRUCTURE"]["LAYOUT"], "COG");
    EXPECT_EQ(info["metadata"]["IMAGE_STRUCTURE"]["COMPRESSION"], "DEFLATE");
    EXPECT_EQ(info["metadata"]["IMAGE_STRUCTURE"]["PREDICTOR"], "3");
    EXPECT_EQ(info["metadata"][""]["TIFFTAG_DATETIME"], "2019:07:24 22:00:00");
    const auto& band = info["bands"][0];
    EXPECT_EQ(band["description"], "surface_temperature_max");
    EXPECT_EQ(band["unit"], "degC");
    EXPECT_EQ(band["block"], nlohmann::json({512, 512}));
    EXPECT_EQ(band["noDataValue"], "NaN");
    EXPECT_EQ(band["metadata"][""]["time_coverage_start"], "2019-07-23T22:00:00Z");
    EXPECT_FALSE(band["overviews"].empty());

    GDALAllRegister();
    auto* dataset = GDALDataset::Open((folder / "map.tif").c_str());
    ASSERT_NE(dataset, nullptr);
    std::vector<float> read(values.size());
    ASSERT_EQ(dataset->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 700, 600, read.data(), 700, 600, GDT_Float32,
                                                  0, 0, nullptr),
              CE_None);
    GDALClose(dataset);
    for (idx j = 0; j < grid.ny; ++j)
        for (idx i = 0; i < grid.nx; ++i) {
            const float kelvin = values[std::size_t(j * 700 + i)];
            const float celsius = read[std::size_t((599 - j) * 700 + i)];  // rows run from the north
            if (std::isnan(kelvin)) {
                ASSERT_TRUE(std::isnan(celsius));
            } else {
                ASSERT_NEAR(celsius, kelvin - 273.15f, 1e-4f);
            }
        }
}

TEST(Cog, ClassesAreBytesWithTheirColours) {
    Folder folder;
    Grid grid = sample::grid();
    grid.nx = 700, grid.ny = 600;
    std::vector<float> values(700 * 600, 3.0f);
    values[0] = std::nanf("");  // lower left
    values[1] = 0;
    write(folder / "map.tif", grid, *find_field("wind_comfort_class"), values);
    const auto info =
        nlohmann::json::parse(sample::output_of("gdalinfo -json " + (folder / "map.tif").string()));
    const auto& band = info["bands"][0];
    EXPECT_EQ(band["type"], "Byte");
    EXPECT_EQ(band["noDataValue"], 127);
    EXPECT_EQ(band["metadata"][""]["flag_meanings"], "A B C D E");
    EXPECT_EQ(band["colorTable"]["entries"][4], nlohmann::json({0xa3, 0x26, 0x38, 255}));
    GDALAllRegister();
    auto* dataset = GDALDataset::Open((folder / "map.tif").c_str());
    ASSERT_NE(dataset, nullptr);
    GDALRasterBand* read = dataset->GetRasterBand(1);
    std::uint8_t corner[3], coarse[2];
    EXPECT_EQ(read->RasterIO(GF_Read, 0, 599, 3, 1, corner, 3, 1, GDT_Byte, 0, 0, nullptr), CE_None);
    EXPECT_EQ(corner[0], 127);
    EXPECT_EQ(corner[1], 0);
    EXPECT_EQ(corner[2], 3);
    ASSERT_GT(read->GetOverviewCount(), 0);
    GDALRasterBand* overview = read->GetOverview(0);
    EXPECT_EQ(
        overview->RasterIO(GF_Read, 0, overview->GetYSize() - 1, 2, 1, coarse, 2, 1, GDT_Byte, 0, 0, nullptr),
        CE_None);
    EXPECT_EQ(coarse[0], 3) << "the class of most cells, no mean of classes";
    GDALClose(dataset);
}

TEST(Cog, SameInputGivesTheSameBytes) {
    Folder folder;
    const FieldInfo& field = *find_field("hours_pet_above_35");
    const auto values = values_of(sample::grid(), field);
    write(folder / "a.tif", sample::grid(), field, values);
    write(folder / "b.tif", sample::grid(), field, values);
    EXPECT_TRUE(sample::bytes_of(folder / "a.tif") == sample::bytes_of(folder / "b.tif"));
}

TEST(Cog, LocalGridHasNoCrsAndFailureLeavesNothing) {
    Folder folder;
    Grid grid = sample::grid();
    grid.epsg = 0;
    const FieldInfo& field = *find_field("pet_max");
    write(folder / "map.tif", grid, field, values_of(grid, field));
    const auto info =
        nlohmann::json::parse(sample::output_of("gdalinfo -json " + (folder / "map.tif").string()));
    EXPECT_FALSE(info.contains("coordinateSystem") &&
                 !info["coordinateSystem"]["wkt"].get<std::string>().empty());
    EXPECT_THROW(write(folder / "x.tif", grid, field, std::vector<float>(7)), RuntimeError);
    EXPECT_THROW(write("/proc/nowhere/x.tif", grid, field, values_of(grid, field)), RuntimeError);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"map.tif"});
}

TEST(Cog, FullDiskIsSaidInTheSystemsWordsWithWhatToDo) {
    Folder folder;
    std::filesystem::create_symlink("/dev/full", folder / "map.tif.part");  // any write: no space left
    const FieldInfo& field = *find_field("pet_max");
    try {
        write(folder / "map.tif", sample::grid(), field, values_of(sample::grid(), field));
        FAIL() << "a full disk took a map";
    } catch (const RuntimeError& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("map.tif.part: cannot write: No space left on device"));
        EXPECT_THAT(e.what(), testing::HasSubstr("hint: free disk space"));
    }
    EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace luwte
