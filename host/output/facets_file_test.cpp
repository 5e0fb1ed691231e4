// SPDX-License-Identifier: Apache-2.0
#include "host/output/facets_file.hpp"

#include "host/output/result_samples.hpp"
#include "models/city/plain_city.hpp"

#include <array>
#include <cmath>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace luwte {
namespace {

Field2D<float> plane(const Shape& shape, float value) {
    Field2D<float> f(Backend::cpu(), shape, "plane", "");
    std::ranges::fill(f.host(), value);
    return f;
}

template <class T>
std::vector<T> read(hid_t file, const char* name, hid_t type) {
    const h5::Handle dataset(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose, name);
    const h5::Handle space(H5Dget_space(dataset), H5Sclose, name);
    std::vector<T> out(std::size_t(H5Sget_simple_extent_npoints(space)));
    h5::check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()), name);
    return out;
}

class Facets : public testing::TestWithParam<int> {};

TEST_P(Facets, AreTheFacesOfTheBuildingWithTheirTemperatures) {
    // A house of 3 x 2 x 4 m on 1 m cells, its corner at (103, 204): 40 wall facets and 6 of roof.
    CityLayers c = scenes::plain(9, 8);
    c.grid.x0 = 100, c.grid.y0 = 200;
    for (idx j = 4; j < 6; ++j)
        for (idx i = 3; i < 6; ++i) c.building_height[std::size_t(j * 9 + i)] = 4;
    c.building_names = {"0503100000000001", "0503100000000002"};
    c.building_id[4 * 9 + 3] = 1;  // the others are in no register
    for (std::size_t n = 0; n < c.surface_type.size(); ++n)
        if (c.building_height[n] > 0) c.surface_type[n] = std::int8_t(SurfaceType::building);
    c.top_material = c.surface_type;
    c.wall_material.assign(c.surface_type.size(), 0);
    const int white = int(SurfaceType::water) + 2, glass = 2;
    c.top_material[4 * 9 + 4] = std::int8_t(white), c.wall_material[4 * 9 + 3] = glass;
    MaterialTable materials;
    for (std::size_t t = 0; t < materials.ground.size(); ++t)
        materials.ground[t].name = "top" + std::to_string(t);
    materials.wall.name = "wall";
    for (SurfaceMaterial& m : materials.other_walls) m.name = "other_wall";
    materials.other_walls[glass - 1].name = "glass";
    const CityModel city(Backend::cpu(), c);
    const WallFacets walls(city);
    const sample::Folder folder;
    const std::filesystem::path path = folder / "a.facets.vtkhdf";
    {
        FacetsFile file(path, walls, materials, plane(city.terrain_height.shape(), 0.9f),
                        plane(walls.shape(), 0.5f), {3600, 7200}, GetParam());
        EXPECT_FALSE(std::filesystem::exists(path));
        file.add(0, plane(walls.shape(), 290), plane(city.terrain_height.shape(), 300));
        file.add(1, plane(walls.shape(), 291), plane(city.terrain_height.shape(), 301.01f));
        const std::vector<float> first = file.read(0);
        ASSERT_EQ(first.size(), 46u);
        EXPECT_EQ(first.front(), 290);
        EXPECT_EQ(first.back(), 300);
        EXPECT_EQ(file.read(1).front(), 291);
        file.commit();
    }
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"a.facets.vtkhdf"}));
    const h5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
    const auto numbers = [&](const char* name) { return read<std::int64_t>(file, name, H5T_NATIVE_INT64); };
    constexpr std::size_t n_walls = 40, cells = 46;
    EXPECT_EQ(numbers("/VTKHDF/NumberOfCells"), (std::vector<std::int64_t>{cells}));
    EXPECT_EQ(numbers("/VTKHDF/NumberOfPoints"), (std::vector<std::int64_t>{4 * cells}));
    EXPECT_EQ(numbers("/VTKHDF/Offsets").size(), cells + 1);
    EXPECT_EQ(numbers("/VTKHDF/Steps/CellDataOffsets/surface_temperature"),
              (std::vector<std::int64_t>{0, cells}));
    EXPECT_EQ(numbers("/VTKHDF/Steps/CellDataOffsets/facing"), (std::vector<std::int64_t>{0, 0}));

    const auto kelvin = read<float>(file, "/VTKHDF/CellData/surface_temperature", H5T_NATIVE_FLOAT);
    ASSERT_EQ(kelvin.size(), 2 * cells);
    EXPECT_EQ(kelvin[0], 290);
    EXPECT_EQ(kelvin[n_walls], 300);
    EXPECT_EQ(kelvin[cells], 291);
    EXPECT_EQ(kelvin[cells + n_walls], 301.015625f);  // 1/64 K

    // Every quad is one of the house's faces and looks outward.
    const auto points = read<float>(file, "/VTKHDF/Points", H5T_NATIVE_FLOAT);
    const auto facing = read<std::int8_t>(file, "/VTKHDF/CellData/facing", H5T_NATIVE_INT8);
    const std::array<std::array<double, 3>, 5> outward{
        {{0, 1, 0}, {1, 0, 0}, {0, -1, 0}, {-1, 0, 0}, {0, 0, 1}}};
    const auto material = read<std::int8_t>(file, "/VTKHDF/CellData/material", H5T_NATIVE_INT8);
    const auto building = read<std::int32_t>(file, "/VTKHDF/CellData/building_id", H5T_NATIVE_INT32);
    const auto word = [&](const char* of, int value) {
        const h5::Handle dataset(H5Dopen2(file, of, H5P_DEFAULT), H5Dclose, of);
        const h5::Handle attribute(H5Aopen(dataset, "flag_meanings", H5P_DEFAULT), H5Aclose, of);
        const h5::Handle type(H5Aget_type(attribute), H5Tclose, of);
        std::string text(H5Tget_size(type), '\0');
        h5::check(H5Aread(attribute, type, text.data()), of);
        std::istringstream words(text.c_str());
        std::string w;
        for (int n = 0; n <= value; ++n) words >> w;
        return w;
    };
    double area = 0;
    for (std::size_t n = 0; n < cells; ++n) {
        const float* p = points.data() + 12 * n;
        std::array<double, 3> a{}, b{}, normal{};
        for (std::size_t k = 0; k < 3; ++k) a[k] = double(p[3 + k] - p[k]), b[k] = double(p[6 + k] - p[k]);
        for (std::size_t k = 0; k < 3; ++k)
            normal[k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
        for (std::size_t k = 0; k < 3; ++k)
            ASSERT_NEAR(normal[k], outward[std::size_t(facing[n])][k], 1e-5) << n << " " << k;
        for (std::size_t q = 0; q < 4; ++q) {
            ASSERT_TRUE(p[3 * q] >= 103 && p[3 * q] <= 106 && p[3 * q + 1] >= 204 && p[3 * q + 1] <= 206)
                << n;
            ASSERT_TRUE(p[3 * q + 2] >= 0 && p[3 * q + 2] <= 4) << n;
        }
        area += 1;
        // What its column is, found from where it lies: half a cell behind it.
        double x = -0.5 * normal[0], y = -0.5 * normal[1];
        for (std::size_t q = 0; q < 4; ++q) x += 0.25 * double(p[3 * q]), y += 0.25 * double(p[3 * q + 1]);
        const auto column = std::size_t(std::floor(y - 200) * 9 + std::floor(x - 100));
        const bool corner = column == 4 * 9 + 3, wall = n < n_walls;
        EXPECT_EQ(building[n], corner ? 1 : -9999) << n;
        EXPECT_EQ(word("/VTKHDF/CellData/material", material[n]), wall ? (corner ? "glass" : "wall")
                                                                  : column == 4 * 9 + 4
                                                                      ? "top" + std::to_string(white)
                                                                      : "top1")
            << n;
    }
    EXPECT_EQ(word("/VTKHDF/CellData/facing", 2), "south");
    EXPECT_EQ(word("/VTKHDF/CellData/facing", 4), "up");
    EXPECT_EQ(area, 2 * (3 + 2) * 4 + 6);
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutDeflate, Facets, testing::Values(0, 1));

TEST(FacetsFile, LeavesNothingWithoutCommit) {
    const CityModel city(Backend::cpu(), scenes::plain(9, 8));
    const WallFacets walls(city);
    const sample::Folder folder;
    {
        FacetsFile file(folder / "a.facets.vtkhdf", walls, MaterialTable{},
                        plane(city.terrain_height.shape(), 1), plane(walls.shape(), 1), {3600}, 1);
        file.add(0, plane(walls.shape(), 290), plane(city.terrain_height.shape(), 300));
    }
    EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace luwte
