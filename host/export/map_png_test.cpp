// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_png.hpp"

#include "host/export/map_raster.hpp"
#include "host/output/field_catalogue.hpp"
#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"
#include "models/city/surface_types.hpp"

#include <limits>

#include <cairo.h>
#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

/// 60 x 40 cells of 2 m: PET by column class, a building, a canal, a crown, a gap.
struct Scene {
    Grid grid;
    std::vector<float> pet, terrain, building, canopy;
    std::vector<std::int8_t> type;
    std::vector<std::uint8_t> gap;

    Scene() {
        grid.nx = 60, grid.ny = 40, grid.cell_size = 2, grid.epsg = 0;
        for (idx j = 0; j < grid.ny; ++j)
            for (idx i = 0; i < grid.nx; ++i) {
                const bool roof = i >= 10 && i < 20 && j >= 10 && j < 20;
                pet.push_back(j == 39 ? std::numeric_limits<float>::quiet_NaN() : i < 30 ? 33.0f : 47.0f);
                terrain.push_back(0);
                building.push_back(roof ? 9.0f : 0.0f);
                canopy.push_back(i >= 40 && i < 44 && j >= 10 && j < 14 ? 8.0f : 0.0f);
                type.push_back(std::int8_t(roof    ? SurfaceType::building
                                           : j < 4 ? SurfaceType::water
                                                   : SurfaceType::closed_paving));
                gap.push_back(i >= 50 && j >= 20 && j < 30);
            }
    }
    MapPicture picture() const {
        return {"Title", "Subtitle", "Sources", grid, pet, terrain, building, canopy, type, gap};
    }
};

void write(const std::filesystem::path& file, const MapPicture& picture) {
    PartFile part(file);
    write_map_png(part, picture, 900);
    part.commit();
}

std::uint32_t pixel_of(Colour c) {
    const auto byte = [](float v) { return std::uint32_t(std::lround(255 * v)); };
    return 0xff000000u | byte(c.r) << 16 | byte(c.g) << 8 | byte(c.b);
}

/// The pixel at the centre of cell (j, i) of a picture with ten pixels a cell.
std::uint32_t centre(const MapRaster& raster, const Grid& grid, idx j, idx i) {
    return raster.pixels[std::size_t((grid.ny - 1 - j) * 10 + 5) * std::size_t(raster.width) +
                         std::size_t(i * 10 + 5)];
}

TEST(MapPicture, ShowsClassesWaterRoofsAndMissingValuesNorthUp) {
    const Scene scene;
    const MapRaster raster = draw_map(scene.picture(), 600);
    ASSERT_EQ(raster.width, 600);
    ASSERT_EQ(raster.height, 400);
    const auto& classes = find_field("pet_class")->classes;
    EXPECT_EQ(centre(raster, scene.grid, 30, 5), pixel_of(colour_of(classes[1].colour)));   // 33 degC
    EXPECT_EQ(centre(raster, scene.grid, 30, 40), pixel_of(colour_of(classes[6].colour)));  // 47 degC
    EXPECT_EQ(centre(raster, scene.grid, 1, 30), pixel_of(map_colours::water));             // in the south
    EXPECT_EQ(centre(raster, scene.grid, 39, 30), pixel_of(map_colours::no_value));
    const std::uint32_t roof = centre(raster, scene.grid, 15, 15);  // grey: its three parts are near
    EXPECT_LT(int(roof >> 16 & 255) - int(roof & 255), 12);
}

TEST(MapPicture, UnknownSurfaceIsHatchedTheOtherWayExceptBelowBuildings) {
    Scene scene;
    for (std::size_t n = 0; n < scene.type.size(); ++n) scene.gap[n] = 0;
    const MapRaster before = draw_map(scene.picture(), 600);
    for (idx j = 4; j < 39; ++j)  // south of the row without values, north of the canal
        for (idx i = 5; i < 30; ++i) scene.type[std::size_t(j * 60 + i)] = std::int8_t(SurfaceType::unknown);
    const MapRaster after = draw_map(scene.picture(), 600);
    int ground = 0, elsewhere = 0, along = 0, across = 0;
    const auto changed = [&](int row, int column) {
        const std::size_t at = std::size_t(row) * 600 + std::size_t(column);
        return before.pixels[at] != after.pixels[at];
    };
    for (int row = 11; row < 399; ++row)
        for (int column = 1; column < 599; ++column) {
            if (!changed(row, column)) continue;
            const idx j = 39 - row / 10, i = column / 10;
            const bool open = j >= 4 && i >= 5 && i < 30 && !(i >= 10 && i < 20 && j >= 10 && j < 20);
            ++(open ? ground : elsewhere);
            if (j < 6 || j > 37 || i < 6 || i > 28) continue;
            along += changed(row + 1, column + 1);
            across += changed(row - 1, column + 1);
        }
    // A stroke of 1.4 in 14 pixels along x, over 350 x 250 less 100 x 100 pixels; touched pixels count too.
    EXPECT_GT(ground, 77500 / 10);
    EXPECT_LT(ground, 77500 / 4);
    EXPECT_EQ(elsewhere, 0);
    // A stroke touches three pixels of a row: stepping across it, one of them is touched again.
    EXPECT_GT(along, 2 * across) << "strokes run from the upper left to the lower right";
}

TEST(MapPicture, FilledGapsAreHatchedAndNothingElseIs) {
    const Scene scene;
    const MapRaster raster = draw_map(scene.picture(), 600);
    const auto& classes = find_field("pet_class")->classes;
    const std::uint32_t plain = pixel_of(colour_of(classes[6].colour));
    int inside = 0, outside = 0;
    for (int row = 0; row < 400; ++row)
        for (int column = 460; column < 600; ++column) {
            const idx j = 39 - row / 10, i = column / 10;
            if (j == 39 || j < 5) continue;
            const bool other = raster.pixels[std::size_t(row) * 600 + std::size_t(column)] != plain;
            (i >= 50 && j >= 20 && j < 30 ? inside : outside) += other;
        }
    // One stroke of 1.4 in 9 pixels along x, over 100 x 100 pixels; pixels it only touches count too.
    EXPECT_GT(inside, 1500);
    EXPECT_LT(inside, 4000);
    EXPECT_EQ(outside, 0);
}

TEST(MapPicture, RoofsFacingTheLightAreLighter) {
    Scene scene;
    for (idx j = 10; j < 20; ++j)
        for (idx i = 10; i < 20; ++i)  // a gable roof, ridge from south to north
            scene.building[std::size_t(j * 60 + i)] = 6.0f + 1.0f * float(std::min(i - 10, 19 - i));
    const MapRaster raster = draw_map(scene.picture(), 600);
    EXPECT_GT(centre(raster, scene.grid, 15, 12) & 255, centre(raster, scene.grid, 15, 17) & 255);
}

TEST(MapPicture, SharesAreOfOpenGroundAndAddUpToOne) {
    const Scene scene;
    const std::vector<double> shares = class_shares(scene.picture());
    // Rows 4 to 38 are open: 35 x 30 cells east; 35 x 30 - 100 of the building west.
    EXPECT_DOUBLE_EQ(shares[1], 950.0 / 2000);
    EXPECT_DOUBLE_EQ(shares[6], 1050.0 / 2000);
}

TEST(MapPicture, PngHasTheMapTitleAndLegendAndTheSameBytesForAnyThreads) {
    const Scene scene;
    sample::Folder folder;
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    write(folder / "one.png", scene.picture());
    omp_set_num_threads(3);
    write(folder / "three.png", scene.picture());
    omp_set_num_threads(before);
    EXPECT_TRUE(sample::bytes_of(folder / "one.png") == sample::bytes_of(folder / "three.png"));
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"one.png", "three.png"}));
    cairo_surface_t* surface = cairo_image_surface_create_from_png((folder / "one.png").c_str());
    EXPECT_EQ(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    EXPECT_GT(cairo_image_surface_get_width(surface), 900);
    EXPECT_GT(cairo_image_surface_get_height(surface), 600 + 200);
    cairo_surface_destroy(surface);
}

TEST(MapPicture, RefusesFieldsOfAnotherSize) {
    Scene scene;
    scene.gap.pop_back();
    sample::Folder folder;
    EXPECT_THROW(write(folder / "map.png", scene.picture()), RuntimeError);
    EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace luwte
