// SPDX-License-Identifier: Apache-2.0
#include "host/output/result_reader.hpp"

#include "host/output/heap_text.hpp"
#include "host/output/real_data.hpp"
#include "host/output/result_header.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace luwte {

using h5::check;
using h5::Handle;

void ResultReader::refuse(const std::string& what, const std::string& hint) const {
    throw InputError(path_.string(), what, hint);
}

/// HDF5's errors come from what is in the file: they are about the input.
template <class F>
auto ResultReader::guard(F&& f) const {
    try {
        return f();
    } catch (const RuntimeError& e) {
        refuse("cannot be read (" + printable(e.what(), 200) + ")",
               "is the file whole? an interrupted copy is not");
    }
}

ResultReader::ResultReader(const std::filesystem::path& file) : path_(file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) refuse("this is a folder; give a result file (RUN.nc)");
    if (!std::filesystem::is_regular_file(file, error)) refuse("there is no such file");
    h5::quiet_and_without_plugins();
    if (H5Fis_hdf5(file.c_str()) <= 0)
        refuse("is not an HDF5 file", "give a result that `luwte run` wrote (RUN.nc)");
    guard([&] {
        file_ = Handle(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        if (text("format_name") != result_format_name)
            refuse("is not a result of luwte: its attribute format_name is '" +
                   printable(text("format_name")) + "'");
        if (const auto version = number("format_version"); !version || *version > result_format_version[0])
            refuse("was written in a newer format than this program reads", "use a newer luwte");
        if (number("run_complete") != 1.0 && text("good_until").empty())
            refuse("the run that wrote it did not finish");

        const auto x = read_axis("x", 1 << 20), y = read_axis("y", 1 << 20), z = read_axis("z", 1 << 16);
        times_ = read_axis("time", max_steps);
        if (x.size() < 1 || y.size() < 1) refuse("has no grid (coordinates x and y)");
        if (hsize_t(x.size()) * y.size() > max_cells) refuse("its grid is too large");
        grid_.nx = idx(x.size()), grid_.ny = idx(y.size()),
        grid_.nz = idx(std::max<std::size_t>(z.size(), 1));
        const auto& longest = x.size() >= y.size() ? x : y;
        grid_.cell_size = longest.size() > 1 ? (longest.back() - longest.front()) / double(longest.size() - 1)
                          : z.empty()        ? 1
                                             : 2 * z.front();
        grid_.x0 = number("origin_x").value_or(x.front() - grid_.cell_size / 2);
        grid_.y0 = number("origin_y").value_or(y.front() - grid_.cell_size / 2);
        grid_.z0 = number("origin_z").value_or(0);
        if (!(grid_.cell_size > 0) || !std::isfinite(grid_.cell_size) || !std::isfinite(grid_.x0) ||
            !std::isfinite(grid_.y0))
            refuse("its coordinates are no grid");
        const std::string crs = text("geospatial_bounds_crs");
        grid_.epsg = 0;
        if (crs.starts_with("EPSG:")) std::from_chars(crs.data() + 5, crs.data() + crs.size(), grid_.epsg);

        for (const FieldInfo& field : field_catalogue())
            if (check(H5Lexists(file_, std::string(field.name).c_str(), H5P_DEFAULT), "look for a field") > 0)
                fields_.push_back(&field);
    });
}

bool ResultReader::has(std::string_view field) const {
    return std::ranges::find(fields_, field, &FieldInfo::name) != fields_.end();
}

int ResultReader::layers(const FieldInfo& field) const {
    return field.has_time() ? int(times_.size()) : field.shape == FieldShape::z_y_x ? int(grid_.nz) : 1;
}

std::size_t ResultReader::row_of_chunks(const FieldInfo& field) const {
    if (field.shape != FieldShape::z_y_x) return 0;  // a map is read whole: nothing to keep
    const auto columns = [](idx n) { return (std::size_t(n) + chunk_edge_3d - 1) / chunk_edge_3d; };
    const std::size_t bytes = chunk_levels * chunk_edge_3d * chunk_edge_3d * sizeof(float);
    return std::min<std::size_t>(columns(grid_.nx) * columns(grid_.ny) * bytes, max_cache_bytes);
}

Handle ResultReader::open(hid_t where, const std::string& name, std::size_t cache_bytes) const {
    H5L_info_t link;
    check(H5Lget_info(where, name.c_str(), &link, H5P_DEFAULT), "look for " + name);
    if (link.type != H5L_TYPE_HARD) refuse("'" + name + "' is a link to elsewhere; results hold none");
    const Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "make access properties");
    check(H5Pset_chunk_cache(access, 12421, cache_bytes, 1), "set the chunk cache");  // slots: a prime number
    Handle dataset(H5Dopen2(where, name.c_str(), access), H5Dclose, "open dataset " + name);
    if (const std::string flaw = h5::foreign_storage_of(dataset); !flaw.empty())
        refuse("'" + name + "' " + flaw);
    return dataset;
}

std::vector<double> ResultReader::read_axis(const std::string& name, hsize_t limit) const {
    if (check(H5Lexists(file_, name.c_str(), H5P_DEFAULT), "look for an axis") == 0) return {};
    const Handle dataset = open(file_, name);
    const Handle space(H5Dget_space(dataset), H5Sclose, "read shape of " + name);
    const Handle type(H5Dget_type(dataset), H5Tclose, "read type of " + name);
    hsize_t count = 0;
    if (H5Sget_simple_extent_ndims(space) != 1 || H5Tget_class(type) != H5T_FLOAT)
        refuse("coordinate '" + name + "' is not a list of real numbers");
    check(H5Sget_simple_extent_dims(space, &count, nullptr), "read shape of " + name);
    if (count > limit) refuse("coordinate '" + name + "' is too long");
    std::vector<double> values(count);
    check(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "read " + name);
    return values;
}

std::vector<float> ResultReader::read_map(std::string_view field, int layer) const {
    const FieldInfo* info = find_field(field);
    const std::string name(field);
    if (info == nullptr || !has(field)) refuse("holds no field '" + printable(name) + "'");
    if (layer < 0 || layer >= layers(*info))
        refuse("field '" + name + "' has no step " + std::to_string(layer));
    return guard([&] {
        if (last_name_ != name) {  // kept open with its cache: a chunk of a volume holds several levels
            last_ = open(file_, name, row_of_chunks(*info));
            last_name_ = name;
        }
        const hid_t dataset = last_;
        const Handle space(H5Dget_space(dataset), H5Sclose, "read shape of " + name);
        const Handle type(H5Dget_type(dataset), H5Tclose, "read type of " + name);
        const bool is_real = info->type == FieldType::f32;
        if (H5Tget_class(type) != (is_real ? H5T_FLOAT : H5T_INTEGER) || H5Tget_size(type) > 8)
            refuse("field '" + name + "' has another type than the format says");

        std::vector<hsize_t> expected, start, count;
        if (info->shape != FieldShape::y_x) {
            expected = {hsize_t(layers(*info))}, start = {hsize_t(layer)}, count = {1};
        }
        for (const idx n : {grid_.ny, grid_.nx}) {
            expected.push_back(hsize_t(n));
            start.push_back(0);
            count.push_back(hsize_t(n));
        }
        hsize_t shape[H5S_MAX_RANK] = {};
        const int rank = check(H5Sget_simple_extent_dims(space, shape, nullptr), "read shape of " + name);
        if (std::size_t(rank) != expected.size() ||
            !std::ranges::equal(std::span(shape, std::size_t(rank)), expected))
            refuse("field '" + name + "' has another shape than the grid");

        std::vector<float> values(std::size_t(grid_.nx) * std::size_t(grid_.ny));
        check(H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
              "select");
        check(H5Dread(dataset, H5T_NATIVE_FLOAT, h5::make_space(count), space, H5P_DEFAULT, values.data()),
              "read field " + name);
        if (info->has_fill)
            std::ranges::replace(values, float(info->fill), std::numeric_limits<float>::quiet_NaN());
        return values;
    });
}

std::string ResultReader::text(const char* attribute) const {
    return guard([&]() -> std::string {
        if (check(H5Aexists(file_, attribute), "look for an attribute") == 0) return {};
        const Handle handle(H5Aopen(file_, attribute, H5P_DEFAULT), H5Aclose, "open an attribute");
        const Handle type(H5Aget_type(handle), H5Tclose, "read an attribute's type");
        const Handle space(H5Aget_space(handle), H5Sclose, "read an attribute's shape");
        if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0 ||
            H5Tget_size(type) > max_text_bytes || H5Sget_simple_extent_npoints(space) != 1)
            refuse(std::string("attribute ") + attribute + " is not a short text");
        std::string value(H5Tget_size(type), '\0');
        check(H5Aread(handle, type, value.data()), "read an attribute");
        value.resize(std::min(value.size(), value.find('\0')));
        return value;
    });
}

std::optional<double> ResultReader::number(const char* attribute) const {
    return guard([&]() -> std::optional<double> {
        if (check(H5Aexists(file_, attribute), "look for an attribute") == 0) return std::nullopt;
        const Handle handle(H5Aopen(file_, attribute, H5P_DEFAULT), H5Aclose, "open an attribute");
        const Handle type(H5Aget_type(handle), H5Tclose, "read an attribute's type");
        const Handle space(H5Aget_space(handle), H5Sclose, "read an attribute's shape");
        const hssize_t count = H5Sget_simple_extent_npoints(space);
        const H5T_class_t kind = H5Tget_class(type);
        if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || count < 1 || count > 16)
            refuse(std::string("attribute ") + attribute + " is not a number");
        double values[16] = {};
        check(H5Aread(handle, H5T_NATIVE_DOUBLE, values), "read an attribute");
        return values[0];
    });
}

std::string ResultReader::provenance(const char* name) const {
    return guard([&]() -> std::string {
        if (check(H5Lexists(file_, "provenance", H5P_DEFAULT), "look for provenance") == 0) return {};
        H5L_info_t link;
        check(H5Lget_info(file_, "provenance", &link, H5P_DEFAULT), "look for provenance");
        if (link.type != H5L_TYPE_HARD) refuse("'provenance' is a link to elsewhere; results hold none");
        const Handle group(H5Gopen2(file_, "provenance", H5P_DEFAULT), H5Gclose, "open provenance");
        if (check(H5Lexists(group, name, H5P_DEFAULT), "look for provenance") == 0) return {};
        const Handle dataset = open(group, name);
        const Handle type(H5Dget_type(dataset), H5Tclose, "read type"),
            space(H5Dget_space(dataset), H5Sclose, "shape");
        if (H5Tis_variable_str(type) <= 0 || H5Sget_simple_extent_npoints(space) != 1)
            refuse(std::string("provenance/") + name + " is not one text");
        const haddr_t at = H5Dget_offset(dataset);
        const std::optional<std::string> out =
            at == HADDR_UNDEF ? std::string() : HeapTexts(path_).at(std::uint64_t(at));
        if (!out) refuse(std::string("provenance/") + name + " does not lead to a text");
        return *out;
    });
}

}  // namespace luwte
