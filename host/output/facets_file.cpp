// SPDX-License-Identifier: Apache-2.0
#include "host/output/facets_file.hpp"

#include "host/output/chunk_packer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace luwte {

using h5::check;
using h5::Handle;

namespace {

constexpr hsize_t chunk = 65536;
constexpr float kelvin_step = 1.0f / 64;
constexpr std::uint8_t vtk_quad = 9;
constexpr std::int32_t no_building = -9999;

}  // namespace

FacetsFile::FacetsFile(const std::filesystem::path& path, const WallFacets& walls,
                       const MaterialTable& materials, const Field2D<float>& roof_sky_view,
                       const Field2D<float>& wall_sky_view, const std::vector<double>& times, int level)
    : part_(path), level_(level), walls_(std::size_t(walls.count())) {
    const Field2D<float> building = walls.city.building_height.copy_to(Backend::cpu());
    for (std::size_t n = 0; n < building.size(); ++n)
        if (building.host()[n] > 0) roofs_.push_back(n);

    h5::quiet_and_without_plugins();
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make file properties");
    check(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110), "set library bounds");
    Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make file properties");
    h5::keep_simple(creation);
    file_ = Handle(H5Fcreate(part_.part().c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose,
                   "create " + part_.part().string());
    group_ = h5::create_group(file_, "VTKHDF");
    const std::int64_t version[2] = {2, 0};
    h5::write_array(group_, "Version", H5T_STD_I64LE, H5T_NATIVE_INT64, version, 2);
    h5::write_exact_ascii(group_, "Type", "UnstructuredGrid");
    write_geometry(walls);
    cell_data_ = h5::create_group(group_, "CellData");

    const hsize_t cells = walls_ + roofs_.size();
    std::vector<float> view(cells);
    const Field2D<float> of_walls = wall_sky_view.copy_to(Backend::cpu()),
                         of_roofs = roof_sky_view.copy_to(Backend::cpu());
    std::copy_n(of_walls.host().begin(), walls_, view.begin());
    for (std::size_t n = 0; n < roofs_.size(); ++n) view[walls_ + n] = of_roofs.host()[roofs_[n]];
    const Handle seen = cells_of("sky_view_factor", H5T_IEEE_F32LE, 1);
    check(H5Dwrite(seen, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, view.data()), "write sky views");
    write_kinds(walls, materials);
    temperature_ = cells_of("surface_temperature", H5T_IEEE_F32LE, times.size());
    h5::write_text(temperature_, "units", "K");
    write_steps(times);
}

Handle FacetsFile::list(hid_t where, const std::string& name, hid_t file_type,
                        std::vector<hsize_t> shape) const {
    const Handle space = h5::make_space(shape), properties = h5::dataset_properties();
    if (level_ > 0 && shape[0] > 0) {
        std::vector<hsize_t> pieces = shape;
        pieces[0] = std::min(pieces[0], chunk);
        check(H5Pset_chunk(properties, int(pieces.size()), pieces.data()), "set chunks");
        check(H5Pset_shuffle(properties), "set shuffle");
        check(H5Pset_deflate(properties, unsigned(level_)), "set deflate");
    }
    return {H5Dcreate2(where, name.c_str(), file_type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
            "make dataset " + name};
}

Handle FacetsFile::cells_of(const std::string& name, hid_t file_type, hsize_t copies) const {
    return list(cell_data_, name, file_type, {copies * (walls_ + roofs_.size())});
}

/// Which way each cell faces, what it is made of and whose it is, with the words of the first two.
void FacetsFile::write_kinds(const WallFacets& walls, const MaterialTable& materials) {
    const std::size_t cells = walls_ + roofs_.size();
    std::vector<std::int8_t> facing(cells, 4), material(cells);
    std::vector<std::int32_t> building(cells);
    const Field2D<WallFacet> facets = walls.facet.copy_to(Backend::cpu());
    const auto of_top = walls.city.top_material.copy_to(Backend::cpu()),
               building_of = walls.city.building_id.copy_to(Backend::cpu());
    const auto of_wall = walls.city.wall_material.copy_to(Backend::cpu());
    for (std::size_t n = 0; n < cells; ++n) {
        const std::size_t column = n < walls_ ? std::size_t(facets.host()[n].column) : roofs_[n - walls_];
        if (n < walls_) facing[n] = std::int8_t(facets.host()[n].facing);
        material[n] =
            std::int8_t(n < walls_ ? top_material_count + of_wall.host()[column] : of_top.host()[column]);
        const std::int32_t id = building_of.host()[column];
        building[n] = id < 0 ? no_building : id;
    }
    const auto write = [&](const char* name, hid_t file_type, hid_t memory_type, const void* values) {
        Handle dataset = cells_of(name, file_type, 1);
        check(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
              std::string("write ") + name);
        return dataset;
    };
    const auto name_flags = [](hid_t dataset, const std::vector<std::string>& words) {
        std::vector<std::int8_t> values;
        std::string meanings;
        for (const std::string& word : words) {
            values.push_back(std::int8_t(values.size()));
            meanings += (meanings.empty() ? "" : " ") + word;
        }
        h5::write_array(dataset, "flag_values", H5T_STD_I8LE, H5T_NATIVE_INT8, values.data(), values.size());
        h5::write_text(dataset, "flag_meanings", meanings);
    };
    name_flags(write("facing", H5T_STD_I8LE, H5T_NATIVE_INT8, facing.data()),
               {"north", "east", "south", "west", "up"});
    std::vector<std::string> words;
    for (const SurfaceMaterial& m : materials.ground) words.push_back(m.name);
    for (int k = 0; k < wall_material_count; ++k) words.push_back(materials.wall_of(k).name);
    name_flags(write("material", H5T_STD_I8LE, H5T_NATIVE_INT8, material.data()), words);
    const Handle ids = write("building_id", H5T_STD_I32LE, H5T_NATIVE_INT32, building.data());
    h5::write_text(ids, "long_name", "index of /buildings/name in the result; -9999: none");
}

void FacetsFile::write_geometry(const WallFacets& walls) {
    const Grid& grid = walls.city.grid;
    const Field2D<WallFacet> facets = walls.facet.copy_to(Backend::cpu());
    const Field2D<float> top = walls.city.opaque_height.copy_to(Backend::cpu());
    const auto nx = std::size_t(grid.nx);
    const std::size_t cells = walls_ + roofs_.size();
    std::vector<std::array<float, 3>> points;
    points.reserve(4 * cells);
    const double d = grid.cell_size;
    const auto corner = [&](double i, double j, double z) {
        points.push_back({float(grid.x0 + i * d), float(grid.y0 + j * d), float(z)});
    };
    // Seen from outside, against the clock.
    static constexpr double side[facings][4] = {{1, 1, 0, 1}, {1, 0, 1, 1}, {0, 0, 1, 0}, {0, 1, 0, 0}};
    for (std::size_t n = 0; n < walls_; ++n) {
        const WallFacet f = facets.host()[n];
        const std::size_t column = std::size_t(f.column), row = column / nx;
        const auto i = double(column % nx), j = double(row);
        const double low = grid.z0 + f.level * d;
        const double* s = side[f.facing];
        corner(i + s[0], j + s[1], low), corner(i + s[2], j + s[3], low);
        corner(i + s[2], j + s[3], low + d), corner(i + s[0], j + s[1], low + d);
    }
    for (const std::size_t column : roofs_) {
        const std::size_t row = column / nx;
        const auto i = double(column % nx), j = double(row), z = double(top.host()[column]);
        corner(i, j, z), corner(i + 1, j, z), corner(i + 1, j + 1, z), corner(i, j + 1, z);
    }
    std::vector<std::int64_t> connectivity(points.size()), offsets(cells + 1);
    for (std::size_t n = 0; n < connectivity.size(); ++n) connectivity[n] = std::int64_t(n);
    for (std::size_t n = 0; n < offsets.size(); ++n) offsets[n] = std::int64_t(4 * n);
    const std::vector<std::uint8_t> types(cells, vtk_quad);

    const auto write = [&](const char* name, hid_t file_type, hid_t memory_type, std::vector<hsize_t> shape,
                           const void* values) {
        const Handle dataset = list(group_, name, file_type, std::move(shape));
        check(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
              std::string("write ") + name);
    };
    const auto number = [&](const char* name, std::size_t value) {
        const auto n = std::int64_t(value);
        write(name, H5T_STD_I64LE, H5T_NATIVE_INT64, {1}, &n);
    };
    number("NumberOfPoints", points.size());
    number("NumberOfCells", cells);
    number("NumberOfConnectivityIds", connectivity.size());
    write("Points", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {points.size(), 3}, points.data());
    write("Connectivity", H5T_STD_I64LE, H5T_NATIVE_INT64, {connectivity.size()}, connectivity.data());
    write("Offsets", H5T_STD_I64LE, H5T_NATIVE_INT64, {offsets.size()}, offsets.data());
    write("Types", H5T_STD_U8LE, H5T_NATIVE_UINT8, {types.size()}, types.data());
}

/// The geometry is the same at every step, so its offsets are 0; temperatures lie one step behind the other.
void FacetsFile::write_steps(const std::vector<double>& times) {
    const Handle steps = h5::create_group(group_, "Steps");
    const auto count = std::int64_t(times.size());
    const Handle scalar = h5::make_space({});
    const Handle attribute(H5Acreate2(steps, "NSteps", H5T_STD_I64LE, scalar, H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, "NSteps");
    check(H5Awrite(attribute, H5T_NATIVE_INT64, &count), "NSteps");
    const hsize_t n = times.size();
    h5::write_numbers(steps, "Values", {&n, 1}, times);
    const std::vector<std::int64_t> zeros(times.size(), 0), ones(times.size(), 1);
    std::vector<std::int64_t> behind;
    for (std::size_t s = 0; s < times.size(); ++s)
        behind.push_back(std::int64_t(s * (walls_ + roofs_.size())));
    const auto write = [&](hid_t where, const char* name, const std::vector<std::int64_t>& values,
                           std::vector<hsize_t> shape) {
        const Handle dataset = list(where, name, H5T_STD_I64LE, std::move(shape));
        check(H5Dwrite(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
              std::string("write ") + name);
    };
    write(steps, "PartOffsets", zeros, {n});
    write(steps, "NumberOfParts", ones, {n});
    write(steps, "PointOffsets", zeros, {n});
    write(steps, "CellOffsets", zeros, {n, 1});
    write(steps, "ConnectivityIdOffsets", zeros, {n, 1});
    const Handle offsets = h5::create_group(steps, "CellDataOffsets");
    write(offsets, "surface_temperature", behind, {n});
    write(offsets, "sky_view_factor", zeros, {n});
    for (const char* name : {"facing", "material", "building_id"}) write(offsets, name, zeros, {n});
}

std::vector<float> FacetsFile::values_of(const Field2D<float>& wall_temperature,
                                         const Field2D<float>& surface_temperature) const {
    const Field2D<float> of_walls = wall_temperature.copy_to(Backend::cpu()),
                         of_tops = surface_temperature.copy_to(Backend::cpu());
    std::vector<float> values(walls_ + roofs_.size());
    for (std::size_t n = 0; n < values.size(); ++n)
        values[n] = round_to_resolution(n < walls_ ? of_walls.host()[n] : of_tops.host()[roofs_[n - walls_]],
                                        kelvin_step);
    return values;
}

void FacetsFile::write(int step, std::span<const float> values) {
    const hsize_t start = hsize_t(step) * values.size(), count = values.size();
    if (count == 0) return;
    const Handle memory = h5::make_space({&count, 1});
    const Handle file(H5Dget_space(temperature_), H5Sclose, "get space");
    check(H5Sselect_hyperslab(file, H5S_SELECT_SET, &start, nullptr, &count, nullptr), "select a step");
    check(H5Dwrite(temperature_, H5T_NATIVE_FLOAT, memory, file, H5P_DEFAULT, values.data()),
          "write facet temperatures");
}

std::vector<float> FacetsFile::read(int step) const {
    std::vector<float> values(cells());
    const hsize_t start = hsize_t(step) * values.size(), count = values.size();
    if (count == 0) return values;
    const Handle memory = h5::make_space({&count, 1});
    const Handle file(H5Dget_space(temperature_), H5Sclose, "get space");
    check(H5Sselect_hyperslab(file, H5S_SELECT_SET, &start, nullptr, &count, nullptr), "select a step");
    check(H5Dread(temperature_, H5T_NATIVE_FLOAT, memory, file, H5P_DEFAULT, values.data()),
          "read facet temperatures");
    return values;
}

std::filesystem::path FacetsFile::commit() {
    temperature_.close("close the facets");
    cell_data_.close("close the facets");
    group_.close("close the facets");
    file_.close("close the facets");
    h5::check_no_loss(lost_before_, part_.path().string());
    part_.commit();
    return part_.path();
}

}  // namespace luwte
