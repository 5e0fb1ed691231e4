// SPDX-License-Identifier: Apache-2.0
#include "host/output/wind_file.hpp"

#include "host/compare.hpp"
#include "host/output/info.hpp"
#include "host/output/result_samples.hpp"
#include "kernels/core/error.hpp"
#include "models/city/plain_city.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// 140 x 135 columns of 1 m, more than a chunk either way, with a block.
struct MadeUpLibrary {
    CityLayers layers = [] {
        CityLayers c = scenes::plain(140, 135);
        c.grid.x0 = 84800, c.grid.y0 = 447400, c.grid.latitude_rad = 0.907, c.grid.longitude_rad = 0.076;
        for (idx j = 40; j < 60; ++j)
            for (idx i = 50; i < 80; ++i) c.building_height[std::size_t(j * 140 + i)] = 14;
        return c;
    }();
    CityModel city{Backend::cpu(), layers};
    WindLayout layout = wind_layout(city, {.cell_size = 1, .sectors = 4});
    WindLibrary library = WindLibrary::around(city, layout);

    SectorFields sector(double from_deg) const {
        SectorFields f;
        f.from_deg = from_deg;
        f.report = {.inflow = {0.4 + 0.001 * from_deg, 3.5},
                    .iterations = int(from_deg) + 100,
                    .drift = 0.001,
                    .last_change = 1e-4,
                    .settled = from_deg != 90,
                    .fast_cells = 3,
                    .fastest = 2.25,
                    .fastest_x = 84810,
                    .fastest_y = 447420,
                    .fastest_z = 6.5};
        float step = 0.001f;
        for (auto* field : {&f.x, &f.y, &f.up, &f.speed, &f.k, &f.epsilon, &f.pressure}) {
            *field = {Backend::cpu(), library.solid.shape(), "ratio", "1"};
            step *= 1.5f;
            for (std::size_t n = 0; n < field->size(); ++n)
                field->host()[n] = library.solid.host()[n] != 0
                                       ? 0.0f
                                       : float((n * 7 + std::size_t(from_deg)) % 1000) * step;
        }
        return f;
    }
    WindFileHead head(std::vector<double> directions, const std::string& hash = "abc") const {
        return {library, hash, "luwte test", std::move(directions), 1};
    }
};

TEST(WindFile, InfoListsItsFieldsAndCompareSaysWhatDiffers) {
    const sample::Folder folder;
    const MadeUpLibrary made;
    const auto write = [&](const char* name, double calmer, const char* hash) {
        WindFileWriter file(folder / name, made.head({0, 180}, hash));
        SectorFields first = made.sector(0), second = made.sector(180);
        for (float& speed : second.speed.host()) speed -= float(calmer);
        second.report.iterations += int(calmer);
        file.write(0, first), file.write(1, second);
        file.finish();
    };
    write("a.wind.nc", 0, "abc"), write("b.wind.nc", 2, "xyz");
    std::ostringstream info, comparison, same;
    print_info(folder / "a.wind.nc", info);
    EXPECT_THAT(info.str(), testing::HasSubstr("hash       abc"));
    EXPECT_THAT(info.str(), testing::ContainsRegex("sector +degree +2 +0 +90 +180   axis"));
    EXPECT_THAT(info.str(), testing::ContainsRegex("wind_speed +1 +2 x [0-9]+ x 135 x 140 .*missing"));
    compare_results({folder / "a.wind.nc", folder / "b.wind.nc", {}, false}, comparison);
    EXPECT_THAT(comparison.str(), testing::HasSubstr("steady k-epsilon, hash xyz"));
    EXPECT_THAT(comparison.str(), testing::ContainsRegex("wind/wind_speed +1 +-1 +-1 +-1 +-2 +0\n"));
    EXPECT_THAT(comparison.str(), testing::ContainsRegex("wind/iterations +1 +1 +0 +0 +0 +2\n"));
    EXPECT_THAT(comparison.str(), testing::ContainsRegex("the same in groups: .*wind/x_wind"));
    compare_results({folder / "a.wind.nc", folder / "a.wind.nc", {}, false}, same);
    EXPECT_THAT(same.str(), testing::Not(testing::HasSubstr("rises")));
    EXPECT_THROW(compare_results({folder / "a.wind.nc", folder / "none.nc", {}, false}, same), InputError);
}

TEST(WindFile, SectorsJoinToTheFileThatHoldsThemAll) {
    const sample::Folder folder;
    const MadeUpLibrary made;
    const std::vector<double> all = {0, 90, 180, 270};
    {
        WindFileWriter whole(folder / "whole.wind.nc", made.head(all));
        for (std::size_t n = 0; n < all.size(); ++n) whole.write(n, made.sector(all[n]));
        whole.finish();
    }
    WindFileWriter joined(folder / "joined.wind.nc", made.head(all));
    for (std::size_t n = 0; n < all.size(); ++n) {
        const fs::path part = folder / ("sector_" + std::to_string(n) + ".nc");
        WindFileWriter one(part, made.head({all[n]}));
        one.write(0, made.sector(all[n]));
        one.finish();
        joined.copy(n, part);
    }
    EXPECT_FALSE(fs::exists(folder / "joined.wind.nc")) << "not before it is whole";
    joined.finish();
    EXPECT_TRUE(content_of(folder / "joined.wind.nc") == content_of(folder / "whole.wind.nc"));

    const auto read = read_wind_file(folder / "joined.wind.nc", made.head(all));
    ASSERT_TRUE(read);
    for (std::size_t n = 0; n < all.size(); ++n) {
        const SectorFields expected = made.sector(all[n]);
        const WindLibrary::Sector& sector = (*read)[n];
        EXPECT_EQ(sector.from_deg, all[n]);
        EXPECT_EQ(sector.report.iterations, expected.report.iterations);
        EXPECT_EQ(sector.report.inflow, expected.report.inflow);
        EXPECT_EQ(sector.report.settled, expected.report.settled);
        EXPECT_EQ(sector.report.fastest_y, expected.report.fastest_y);
        for (std::size_t m = 0; m < sector.speed.size(); ++m)
            ASSERT_NEAR(sector.speed.host()[m], expected.speed.host()[m], 0.5 / 1024) << m;
    }
}

TEST(WindFile, OnlyTheLibraryOfTheSameHashIsRead) {
    const sample::Folder folder;
    const MadeUpLibrary made;
    const fs::path file = folder / "a.wind.nc";
    EXPECT_FALSE(read_wind_file(file, made.head({90})));
    WindFileWriter writer(file, made.head({90}));
    writer.write(0, made.sector(90));
    writer.finish();
    EXPECT_TRUE(read_wind_file(file, made.head({90})));
    EXPECT_FALSE(read_wind_file(file, made.head({90}, "abd")));
    EXPECT_FALSE(read_wind_file(file, made.head({180})));
}

TEST(WindFile, AFileCutOffOrOfAnotherKindIsAnErrorThatNamesIt) {
    const sample::Folder folder;
    const MadeUpLibrary made;
    const fs::path file = folder / "a.wind.nc";
    WindFileWriter writer(file, made.head({90}));
    writer.write(0, made.sector(90));
    writer.finish();
    fs::resize_file(file, fs::file_size(file) / 2);
    const auto problem = [&] {
        try {
            read_wind_file(file, made.head({90}));
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string("none");
    };
    EXPECT_THAT(problem(), testing::AllOf(testing::HasSubstr("a.wind.nc"), testing::HasSubstr("remove it")));
    std::ofstream(file) << "a text";
    EXPECT_THAT(problem(), testing::HasSubstr("is not a wind library"));
}

/// Puts another attribute, or another number of the only sector, in the place of one in a library's file.
void forge_hash(const fs::path& path, hsize_t count, const std::string& text) {
    const h5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open"),
        group(H5Gopen2(file, "wind", H5P_DEFAULT), H5Gclose, "open"),
        type(H5Tcopy(H5T_C_S1), H5Tclose, "type");
    h5::check(H5Tset_size(type, text.size()), "size");
    h5::check(H5Adelete(group, "hash"), "delete");
    std::string all;
    for (hsize_t n = 0; n < count; ++n) all += text;
    h5::write_array(group, "hash", type, type, all.data(), count);
}
void forge_number(const fs::path& path, const char* name, double value) {
    const h5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open"),
        group(H5Gopen2(file, "wind", H5P_DEFAULT), H5Gclose, "open");
    h5::check(
        H5Dwrite(h5::open_dataset(group, name), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value),
        "write");
}

TEST(WindFile, AFileMadeToHarmIsRefused) {
    const sample::Folder folder;
    const MadeUpLibrary made;
    const fs::path file = folder / "a.wind.nc";
    const auto fresh = [&] {
        WindFileWriter writer(file, made.head({90}));
        writer.write(0, made.sector(90));
        writer.finish();
    };
    fresh();
    forge_hash(file, 15000, "abc");  // more than the place for one
    EXPECT_FALSE(read_wind_file(file, made.head({90})));
    for (const double value : {double(NAN), 1e300, -1.0}) {
        fresh();
        forge_number(file, "iterations", value);
        EXPECT_THROW(read_wind_file(file, made.head({90})), InputError) << value;
    }
}

TEST(WindFile, ASectorOfAnotherLibraryIsNotJoined) {
    const sample::Folder folder;
    const MadeUpLibrary made;
    const fs::path part = folder / "sector.nc";
    WindFileWriter one(part, made.head({90}, "abd"));
    one.write(0, made.sector(90));
    one.finish();
    WindFileWriter joined(folder / "joined.wind.nc", made.head({0, 90}));
    EXPECT_THROW(joined.copy(1, part), RuntimeError);
}

TEST(WindFile, SaysWhereItLies) {
    const sample::Folder folder;
    MadeUpLibrary made;
    made.library.inflow_table = {"mast.csv", {10, 40, 100}, {4, 6, 8}, {1, 1, 1}};
    const fs::path file = folder / "a.wind.nc";
    WindFileWriter writer(file, made.head({90}));
    writer.write(0, made.sector(90));
    writer.finish();
    int status = 1;
    const std::string header = sample::output_of("ncdump -h '" + file.string() + "'", &status);
    if (status != 0) GTEST_SKIP() << "no ncdump";
    for (const char* line :
         {"group: wind", "sector = 1", "float wind_speed(sector, z, y, x)", "wind_speed:units = \"1\"",
          "wind_speed:grid_mapping = \"crs\"", "sector:standard_name = \"wind_from_direction\"",
          "sector:units = \"degree\"", "x:standard_name = \"projection_x_coordinate\"",
          "roughness_length:standard_name = \"surface_roughness_length\"", "double iterations(sector)",
          "upwind_roughness:units = \"m\"", "double upwind_displacement_height(sector)",
          "z:bounds = \"z_bnds\"", ":hash = \"abc\"", ":inflow_table = \"mast.csv\""})
        EXPECT_THAT(header, testing::HasSubstr(line));
}

}  // namespace
}  // namespace luwte
