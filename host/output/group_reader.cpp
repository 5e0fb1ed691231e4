// SPDX-License-Identifier: Apache-2.0
#include "host/output/group_reader.hpp"

#include "host/output/chunk_packer.hpp"
#include "host/output/heap_text.hpp"
#include "host/output/real_data.hpp"
#include "host/output/result_header.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace luwte {
namespace {

using h5::check;
using h5::Handle;

constexpr std::size_t max_cache_bytes = std::size_t(1) << 28;

bool is_group(hid_t where, const char* name) {
    const Handle object(H5Oopen(where, name, H5P_DEFAULT), H5Oclose, std::string("open ") + name);
    return H5Iget_type(object) == H5I_GROUP;
}

/// Names of the hard links in a group, in alphabetical order.
std::vector<std::string> names_in(hid_t group) {
    H5G_info_t info{};
    check(H5Gget_info(group, &info), "look into a group");
    if (info.nlinks > GroupReader::max_objects) throw RuntimeError("a group has too many objects");
    std::vector<std::string> names;
    for (hsize_t n = 0; n < info.nlinks; ++n) {
        constexpr std::size_t longest = 200;
        std::string name(longest + 1, '\0');
        const auto size = H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, n, name.data(),
                                             name.size(), H5P_DEFAULT);
        if (size < 0 || std::size_t(size) > longest) throw RuntimeError("an object has no short name");
        name.resize(std::size_t(size));
        if (h5::hard_link(group, name.c_str())) names.push_back(std::move(name));
    }
    return names;
}

/// The value that stands for a missing one; NaN where a dataset has none, as real numbers have it.
double fill_of(hid_t dataset) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    if (H5Aexists(dataset, "_FillValue") <= 0) return none;
    const Handle attribute(H5Aopen(dataset, "_FillValue", H5P_DEFAULT), H5Aclose, "open _FillValue");
    const Handle space(H5Aget_space(attribute), H5Sclose, "read _FillValue"),
        type(H5Aget_type(attribute), H5Tclose, "read _FillValue");
    if (H5Sget_simple_extent_npoints(space) != 1 || H5Tget_class(type) == H5T_STRING) return none;
    double value = none;
    check(H5Aread(attribute, H5T_NATIVE_DOUBLE, &value), "read _FillValue");
    return value;
}

}  // namespace

template <class F>
auto GroupReader::guard(F&& f) const {
    try {
        return f();
    } catch (const RuntimeError& e) {
        throw InputError(path_.string(), "its groups cannot be read (" + printable(e.what(), 200) + ")",
                         "is the file whole? an interrupted copy is not");
    }
}

GroupReader::GroupReader(const std::filesystem::path& file) : path_(file) {
    h5::quiet_and_without_plugins();
    guard([&] {
        file_ = Handle(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        for (const std::string& name : names_in(file_))
            if (name != "provenance" && is_group(file_, name.c_str())) look_into(name);
    });
}

void GroupReader::look_into(const std::string& group) {
    const Handle inside(H5Gopen2(file_, group.c_str(), H5P_DEFAULT), H5Gclose, "open group " + group);
    for (const std::string& name : names_in(inside)) {
        if (is_group(inside, name.c_str())) continue;
        const Handle dataset = h5::open_dataset(inside, name);
        const Handle space(H5Dget_space(dataset), H5Sclose, name), type(H5Dget_type(dataset), H5Tclose, name);
        const H5T_class_t kind = H5Tget_class(type);
        const bool text = kind == H5T_STRING && H5Tis_variable_str(type) > 0;
        if (!text && kind != H5T_FLOAT && kind != H5T_INTEGER) continue;
        GroupField field{group, name, printable(h5::text_of(dataset, "units"), 20),
                         {},    text, h5::text_of(dataset, "CLASS").starts_with("DIMENSION_SCALE")};
        field.shape.resize(std::size_t(check(H5Sget_simple_extent_ndims(space), name)));
        check(H5Sget_simple_extent_dims(space, field.shape.data(), nullptr), name);
        fields_.push_back(std::move(field));
    }
}

const GroupField* GroupReader::find(const std::string& group, const std::string& name) const {
    const auto found = std::ranges::find_if(
        fields_, [&](const GroupField& field) { return field.group == group && field.name == name; });
    return found == fields_.end() ? nullptr : &*found;
}

Handle GroupReader::open(const GroupField& field) const {
    const Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "make access properties");
    std::size_t cache = 0;  // a chunk of a volume holds several levels
    if (field.shape.size() > 2) {
        const auto columns = [&](std::size_t axis) {
            return std::size_t((field.shape[field.shape.size() - axis] + chunk_edge_3d - 1) / chunk_edge_3d);
        };
        const std::size_t row = chunk_levels * chunk_edge_3d * chunk_edge_3d * sizeof(float);
        cache = std::min({columns(1) * columns(2), max_cache_bytes / row}) * row;
    }
    check(H5Pset_chunk_cache(access, 12421, cache, 1), "set the chunk cache");  // slots: a prime number
    Handle dataset(H5Dopen2(file_, field.path().c_str(), access), H5Dclose, "open " + field.path());
    if (const std::string flaw = h5::foreign_storage_of(dataset); !flaw.empty())
        throw RuntimeError("'" + field.path() + "' " + flaw);
    return dataset;
}

hsize_t GroupReader::maps(const GroupField& field) const {
    hsize_t count = 1;
    for (std::size_t axis = 0; axis + 2 < field.shape.size(); ++axis) count *= field.shape[axis];
    return count;
}

std::vector<double> GroupReader::read_map(const GroupField& field, hsize_t n) const {
    return guard([&] {
        const std::size_t rank = field.shape.size(), before = rank > 2 ? rank - 2 : 0;
        std::vector<hsize_t> count(rank, 1), at(rank, 0);
        hsize_t values = 1;
        for (std::size_t axis = rank; axis-- > 0;) {
            const hsize_t size = field.shape[axis];
            if (axis < before) {
                at[axis] = n % size, n /= size;
                continue;
            }
            if (size > 0 && values > max_values / size)
                throw RuntimeError("'" + field.path() + "' is too large");
            values *= size, count[axis] = size;
        }
        std::vector<double> map(values);
        if (values == 0) return map;
        if (last_path_ != field.path()) last_ = open(field), last_path_ = field.path();
        const Handle space(H5Dget_space(last_), H5Sclose, field.path());
        if (rank > 0)
            check(H5Sselect_hyperslab(space, H5S_SELECT_SET, at.data(), nullptr, count.data(), nullptr),
                  "select of " + field.path());
        check(H5Dread(last_, H5T_NATIVE_DOUBLE, h5::make_space(count), space, H5P_DEFAULT, map.data()),
              "read " + field.path());
        std::ranges::replace(map, fill_of(last_), std::numeric_limits<double>::quiet_NaN());
        return map;
    });
}

std::vector<std::string> GroupReader::texts(const GroupField& field) const {
    return guard([&] {
        const Handle dataset = open(field);
        if (!field.is_text || field.shape.size() > 1)
            throw RuntimeError("'" + field.path() + "' is no list of texts");
        const hsize_t count = field.shape.empty() ? 1 : field.shape[0];
        const haddr_t begin = H5Dget_offset(dataset);
        if (count > max_texts || (begin == HADDR_UNDEF && count > 0))
            throw RuntimeError("'" + field.path() + "' is no short list in one piece");
        HeapTexts heap(path_);
        std::vector<std::string> all;
        for (hsize_t n = 0; n < count; ++n) {
            const auto text = heap.at(std::uint64_t(begin) + n * HeapTexts::reference_bytes);
            if (!text) throw RuntimeError("'" + field.path() + "' does not lead to texts");
            all.push_back(*text);
        }
        return all;
    });
}

std::string GroupReader::attribute(const std::string& group, const char* name) const {
    return guard([&] {
        if (group.empty()) return printable(h5::text_of(file_, name), 200);
        const Handle inside(H5Gopen2(file_, group.c_str(), H5P_DEFAULT), H5Gclose, "open group " + group);
        return printable(h5::text_of(inside, name), 200);
    });
}

bool is_wind_library(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return false;
    h5::quiet_and_without_plugins();
    if (H5Fis_hdf5(file.c_str()) <= 0) return false;
    try {
        const Handle open(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
        return H5Aexists(open, "format_name") == 0 && h5::hard_link(open, "wind") && is_group(open, "wind");
    } catch (const RuntimeError&) {
        return false;  // who reads it says why
    }
}

}  // namespace luwte
