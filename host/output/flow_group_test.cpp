// SPDX-License-Identifier: Apache-2.0
#include "host/output/flow_group.hpp"

#include "host/output/real_data.hpp"
#include "host/output/result_samples.hpp"
#include "models/city/plain_city.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// 130 x 60 columns of 1 m, more than a chunk along x, with a block, on a grid that does not point north.
struct MadeUpFlows {
    CityModel city{Backend::cpu(), [] {
                       CityLayers c = scenes::plain(130, 60);
                       c.grid.x0 = 84800, c.grid.y0 = 447400, c.grid.convergence_rad = 0.1;
                       for (idx j = 20; j < 30; ++j)
                           for (idx i = 50; i < 80; ++i) c.building_height[std::size_t(j * 130 + i)] = 8;
                       return c;
                   }()};
    WindLayout layout = wind_layout(city, {.cell_size = 1, .sectors = 4});
    WindDomain area = wind_domain(city, layout);
    WindLibrary library = WindLibrary::around(city, layout);

    SectorFields sector(double from_deg) const {
        SectorFields f;
        f.from_deg = from_deg, f.report.inflow.roughness = 0.1;
        for (auto* field : {&f.x, &f.y, &f.up, &f.speed, &f.k, &f.epsilon, &f.pressure}) {
            *field = {Backend::cpu(), library.solid.shape(), "ratio", "1"};
            std::ranges::fill(field->host(), 0.25f);
        }
        f.flow = SectorFlow::of_shape(area.solid.shape(), layout.on_grid(from_deg));
        float step = 1e-3f;
        for (auto* field : {&f.flow.u, &f.flow.v, &f.flow.w}) {
            step *= 1.3f;
            for (std::size_t n = 0; n < field->size(); ++n)
                field->host()[n] = step * (float((n * 7 + std::size_t(from_deg)) % 1000) - 400.0f);
        }
        for (std::size_t n = 0; n < f.flow.viscosity.size(); ++n)
            f.flow.viscosity.host()[n] = area.solid.host()[n] != 0 ? 0.0f : 0.37f + 1e-5f * float(n % 5000);
        return f;
    }
    WindFileHead head(std::vector<double> directions, bool with_flow = true) const {
        return {library,
                "abc",
                "luwte test",
                std::move(directions),
                1,
                with_flow ? layout.thickness : std::vector<double>{}};
    }
    void write(const fs::path& file, const std::vector<double>& directions, bool with_flow = true) const {
        WindFileWriter writer(file, head(directions, with_flow));
        for (std::size_t n = 0; n < directions.size(); ++n) writer.write(n, sector(directions[n]));
        writer.finish();
    }
    std::string problem(const fs::path& file) const {
        try {
            read_sector_flow(file, head({90}), 0, area);
        } catch (const InputError& e) {
            return e.what();
        }
        return "none";
    }
};

TEST(FlowGroup, ComesBackBitForBitOneSectorAtATimeAndFromSectorsOfTheirOwn) {
    const sample::Folder folder;
    const MadeUpFlows made;
    const std::vector<double> all = {0, 90, 180, 270};
    made.write(folder / "whole.nc", all);
    WindFileWriter joined(folder / "joined.nc", made.head(all));
    for (std::size_t n = 0; n < all.size(); ++n) {
        const fs::path part = folder / ("sector_" + std::to_string(n) + ".nc");
        made.write(part, {all[n]});
        joined.copy(n, part);
    }
    joined.finish();
    EXPECT_TRUE(content_of(folder / "joined.nc") == content_of(folder / "whole.nc"));
    for (std::size_t n = 0; n < all.size(); ++n) {
        const SectorFlow expected = made.sector(all[n]).flow,
                         read = read_sector_flow(folder / "joined.nc", made.head(all), n, made.area);
        EXPECT_DOUBLE_EQ(read.from_deg, made.layout.on_grid(all[n]));
        for (const auto field : {&SectorFlow::u, &SectorFlow::v, &SectorFlow::w, &SectorFlow::viscosity}) {
            ASSERT_EQ((read.*field).shape(), (expected.*field).shape());
            for (std::size_t m = 0; m < (read.*field).size(); ++m)
                ASSERT_EQ((read.*field).host()[m], (expected.*field).host()[m]) << m;
        }
    }
}

TEST(FlowGroup, ALibraryWithoutItIsNoneWhereItIsWantedAndWithItAlwaysOne) {
    const sample::Folder folder;
    const MadeUpFlows made;
    const fs::path without = folder / "without.nc", with = folder / "with.nc";
    made.write(without, {90}, false), made.write(with, {90});
    EXPECT_TRUE(read_wind_file(without, made.head({90}, false)));
    EXPECT_FALSE(read_wind_file(without, made.head({90})));
    EXPECT_TRUE(lacks_flow_only(without, made.head({90})));
    EXPECT_TRUE(read_wind_file(with, made.head({90}, false)));
    EXPECT_TRUE(read_wind_file(with, made.head({90})));
    EXPECT_FALSE(lacks_flow_only(folder / "none.nc", made.head({90})));
    EXPECT_FALSE(lacks_flow_only(without, made.head({180})));
    EXPECT_THAT(
        made.problem(without),
        AllOf(HasSubstr("without.nc"), HasSubstr("it has no flow of this city"), HasSubstr("remove it")));
    EXPECT_THAT(made.problem(folder / "none.nc"), HasSubstr("cannot be read"));
}

/// Puts one number in the place of the first of a dataset of /flow.
void forge(const fs::path& path, const char* name, float value, hsize_t level = 0) {
    const h5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open"),
        group(H5Gopen2(file, "flow", H5P_DEFAULT), H5Gclose, "open");
    const h5::Handle dataset = h5::open_dataset(group, name);
    const h5::Handle space(H5Dget_space(dataset), H5Sclose, "space");
    const hsize_t at[] = {0, level, 25, 60}, one[] = {1, 1, 1, 1};
    h5::check(H5Sselect_hyperslab(space, H5S_SELECT_SET, at, nullptr, one, nullptr), "select");
    h5::check(H5Dwrite(dataset, H5T_NATIVE_FLOAT, h5::make_space(one), space, H5P_DEFAULT, &value), "write");
}

TEST(FlowGroup, AFileMadeToHarmIsRefused) {
    const sample::Folder folder;
    const MadeUpFlows made;
    const fs::path file = folder / "a.nc";
    const auto problem = [&](const char* name, float value, hsize_t level) {
        made.write(file, {90});
        forge(file, name, value, level);
        return made.problem(file);
    };
    EXPECT_EQ(problem("x_wind", 1.5f, 0), "none");
    for (const float value :
         {std::numeric_limits<float>::quiet_NaN(), 1e30f, -1e30f, std::numeric_limits<float>::infinity()})
        for (const char* name : {"x_wind", "y_wind", "upward_air_velocity", "eddy_viscosity"})
            EXPECT_THAT(problem(name, value, 20), HasSubstr(std::string("flow/") + name + " has impossible"));
    EXPECT_THAT(problem("eddy_viscosity", -1.0f, 20), HasSubstr("impossible"));
    EXPECT_THAT(problem("eddy_viscosity", 1.0f, 0), HasSubstr("air in a building"));
    // Another size than the head's, a link out of the file, a file cut off.
    made.write(file, {90});
    {
        WindFileHead other = made.head({90});
        other.flow_levels.pop_back();
        EXPECT_THROW(read_wind_file(file, other), InputError);
        EXPECT_THROW(read_sector_flow(file, other, 0, made.area), InputError);
    }
    {
        const h5::Handle open(H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open"),
            group(H5Gopen2(open, "flow", H5P_DEFAULT), H5Gclose, "open");
        h5::check(H5Ldelete(group, "x_wind", H5P_DEFAULT), "delete");
        h5::check(H5Lcreate_external("/etc/passwd", "x_wind", group, "x_wind", H5P_DEFAULT, H5P_DEFAULT),
                  "link");
    }
    EXPECT_THAT(made.problem(file), HasSubstr("it has no x_wind"));
    made.write(file, {90});
    fs::resize_file(file, fs::file_size(file) / 2);
    EXPECT_THAT(made.problem(file), HasSubstr("cannot be read"));
}

TEST(FlowGroup, SaysWhereItLies) {
    const sample::Folder folder;
    const MadeUpFlows made;
    made.write(folder / "a.nc", {90});
    int status = 1;
    const std::string header = sample::output_of("ncdump -h '" + (folder / "a.nc").string() + "'", &status);
    if (status != 0) GTEST_SKIP() << "no ncdump";
    for (const char* line :
         {"group: flow", "float x_wind(sector, z, y, x_face)", "float y_wind(sector, z, y_face, x)",
          "float upward_air_velocity(sector, z_top, y, x)", "float eddy_viscosity(sector, z, y, x)",
          "eddy_viscosity:units = \"m\"", "x_face:units = \"m\""})
        EXPECT_THAT(header, HasSubstr(line));
}

}  // namespace
}  // namespace luwte
