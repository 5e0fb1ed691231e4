// SPDX-License-Identifier: Apache-2.0
#include "host/output/vtk_views.hpp"

#include "host/output/hdf5.hpp"
#include "host/output/part_file.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace luwte {
namespace {

using h5::check;
using h5::Handle;

class View {
  public:
    View(const std::filesystem::path& part, std::string result_name) : result_(std::move(result_name)) {
        h5::quiet_and_without_plugins();
        Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make file properties");
        // Virtual datasets need the format of 1.10.
        check(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110), "set library bounds");
        Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make file properties");
        h5::keep_simple(creation);
        file_ = Handle(H5Fcreate(part.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose,
                       "create " + part.string());
        group_ = h5::create_group(file_, "VTKHDF");
        cells_ = h5::create_group(group_, "CellData");
    }

    void describe(const Grid& grid, int levels) {
        const std::int64_t version[2] = {2, 0};
        const std::int64_t extent[6] = {0, grid.nx, 0, grid.ny, 0, levels};
        const double origin[3] = {grid.x0, grid.y0, grid.z0};
        const double spacing[3] = {grid.cell_size, grid.cell_size, grid.cell_size};
        const double direction[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        integers(group_, "Version", version);
        h5::write_exact_ascii(group_, "Type", "ImageData");
        integers(group_, "WholeExtent", extent);
        reals("Origin", origin);
        reals("Spacing", spacing);
        reals("Direction", direction);
    }

    void link(hid_t where, const std::string& name, const std::string& path) {
        check(
            H5Lcreate_external(result_.c_str(), path.c_str(), where, name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
            "link " + name);
    }
    void link_field(const FieldInfo& field) {
        link(cells_, std::string(field.name), "/" + std::string(field.name));
    }

    /// A field as a virtual dataset of `shape` over RUN.nc, where it has `source_shape`.
    void map_field(const FieldInfo& field, const std::vector<hsize_t>& shape,
                   const std::vector<hsize_t>& source_shape) {
        const std::string name(field.name), path = "/" + name, what = "map field " + name;
        const Handle target = h5::make_space(shape), source = h5::make_space(source_shape);
        const hid_t type = field.type == FieldType::f32  ? H5T_IEEE_F32LE
                           : field.type == FieldType::i8 ? H5T_STD_I8LE
                                                         : H5T_STD_I32LE;
        const Handle properties = h5::dataset_properties();
        check(H5Pset_virtual(properties, target, result_.c_str(), path.c_str(), source), what);
        Handle(H5Dcreate2(cells_, name.c_str(), type, target, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
               what);
    }

    /// Times, and for every static field the offset 0 at each step: without it the reader looks for step n.
    void add_steps(int steps, const std::vector<const FieldInfo*>& static_fields) {
        const Handle group = h5::create_group(group_, "Steps");
        const std::int64_t count = steps;
        integer(group, "NSteps", count);
        link(group, "Values", "/time");
        const Handle offsets = h5::create_group(group, "CellDataOffsets");
        const std::vector<std::int64_t> zeros(std::size_t(steps), 0);
        const hsize_t length = zeros.size();
        for (const FieldInfo* field : static_fields) {
            const std::string name(field->name);
            const Handle properties = h5::dataset_properties(), space = h5::make_space({&length, 1});
            const Handle dataset(
                H5Dcreate2(offsets, name.c_str(), H5T_STD_I64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                H5Dclose, "write offsets");
            check(H5Dwrite(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, zeros.data()),
                  "write offsets");
        }
    }

    void close() {
        cells_.close("close a view");
        group_.close("close a view");
        file_.close("close a view");
        h5::check_no_loss(lost_before_, result_ + ": close a view of it");
    }

  private:
    template <std::size_t N>
    void integers(hid_t object, const char* name, const std::int64_t (&values)[N]) {
        h5::write_array(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, values, N);
    }
    void integer(hid_t object, const char* name, std::int64_t value) {
        const Handle space = h5::make_space({});
        const Handle attribute(H5Acreate2(object, name, H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT),
                               H5Aclose, name);
        check(H5Awrite(attribute, H5T_NATIVE_INT64, &value), name);
    }
    template <std::size_t N>
    void reals(const char* name, const double (&values)[N]) {
        h5::write_array(group_, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values, N);
    }

    const std::size_t lost_before_ = h5::lost_closes();
    std::string result_;
    Handle file_, group_, cells_;
};

std::filesystem::path view_path(const std::filesystem::path& result, const char* kind) {
    return std::filesystem::path(result).replace_extension(std::string(".") + kind + ".vtkhdf");
}

}  // namespace

std::vector<std::filesystem::path> write_vtk_views(const std::filesystem::path& result, const Grid& grid,
                                                   const std::vector<const FieldInfo*>& fields, int steps) {
    const hsize_t nx = hsize_t(grid.nx), ny = hsize_t(grid.ny), nz = hsize_t(grid.nz), one = 1;
    std::vector<const FieldInfo*> maps, volumes;
    for (const FieldInfo* field : fields) {
        if (field->shape == FieldShape::y_x) maps.push_back(field);
        if (field->shape == FieldShape::z_y_x) volumes.push_back(field);
    }
    std::vector<std::filesystem::path> written;
    {
        PartFile part(view_path(result, "surface"));
        View view(part.part(), result.filename().string());
        view.describe(grid, 0);
        const bool in_time = steps >= 2;
        for (const FieldInfo* field : fields) {
            if (field->has_time() && in_time)
                view.link_field(*field);
            else if (field->has_time() && steps == 1)
                view.map_field(*field, {ny, nx}, {one, ny, nx});
            else if (field->shape == FieldShape::y_x)
                view.map_field(*field,
                               in_time ? std::vector<hsize_t>{one, ny, nx} : std::vector<hsize_t>{ny, nx},
                               {ny, nx});
        }
        if (in_time) view.add_steps(steps, maps);
        view.close();
        part.commit();
        written.push_back(part.path());
    }
    if (!volumes.empty()) {
        PartFile part(view_path(result, "volume"));
        View view(part.part(), result.filename().string());
        view.describe(grid, grid.nz);
        for (const FieldInfo* field : volumes) view.map_field(*field, {nz, ny, nx}, {nz, ny, nx});
        view.close();
        part.commit();
        written.push_back(part.path());
    }
    return written;
}

}  // namespace luwte
