// SPDX-License-Identifier: Apache-2.0
#include "host/output/real_data.hpp"

#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>

namespace luwte::h5 {

Handle create_real(hid_t group, const char* name, std::vector<hsize_t> shape, std::vector<hsize_t> chunk,
                   int level) {
    const std::string what = std::string("create field ") + name;
    Handle space = make_space(shape), properties = dataset_properties();
    check(H5Pset_chunk(properties, int(chunk.size()), chunk.data()), what);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    check(H5Pset_fill_value(properties, H5T_NATIVE_FLOAT, &nan), what);
    check(H5Pset_shuffle(properties), what);
    check(H5Pset_deflate(properties, unsigned(level)), what);
    Handle dataset(H5Dcreate2(group, name, H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, what);
    write_array(dataset, "_FillValue", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, &nan, 1);
    return dataset;
}

bool hard_link(hid_t where, const char* name) {
    H5L_info_t info{};
    return H5Lexists(where, name, H5P_DEFAULT) > 0 && H5Lget_info(where, name, &info, H5P_DEFAULT) >= 0 &&
           info.type == H5L_TYPE_HARD;
}

std::string foreign_storage_of(hid_t dataset) {
    constexpr hsize_t max_chunk_bytes = hsize_t(1) << 26;
    const Handle properties(H5Dget_create_plist(dataset), H5Pclose, "read properties");
    const H5D_layout_t layout = H5Pget_layout(properties);
    if (layout == H5D_VIRTUAL || H5Pget_external_count(properties) != 0)
        return "keeps its values in another file; results do not";
    const int filters = check(H5Pget_nfilters(properties), "read filters");
    for (int n = 0; n < filters; ++n) {
        unsigned flags = 0;
        std::size_t count = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(properties, unsigned(n), &flags, &count, nullptr, 0, nullptr, nullptr);
        if (filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_FLETCHER32)
            return "uses a filter that results do not use";
    }
    if (layout != H5D_CHUNKED) return {};
    hsize_t chunk[H5S_MAX_RANK] = {};
    const int rank = check(H5Pget_chunk(properties, H5S_MAX_RANK, chunk), "read chunks");
    const Handle type(H5Dget_type(dataset), H5Tclose, "read type");
    hsize_t bytes = H5Tget_size(type);
    for (int axis = 0; axis < rank; ++axis) {
        if (chunk[axis] == 0 || bytes > max_chunk_bytes / chunk[axis]) return "has too large chunks";
        bytes *= chunk[axis];
    }
    return {};
}

std::string text_of(hid_t object, const char* name) {
    if (H5Aexists(object, name) <= 0) return {};
    const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, name);
    const Handle type(H5Aget_type(attribute), H5Tclose, name), space(H5Aget_space(attribute), H5Sclose, name);
    const std::size_t size = H5Tget_size(type);
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0 || size > 1000 ||
        H5Sget_simple_extent_npoints(space) != 1)
        return {};
    std::string text(size, '\0');
    check(H5Aread(attribute, type, text.data()), name);
    return text;
}

Handle open_real(hid_t group, const char* name, const std::vector<hsize_t>& shape, std::size_t bytes) {
    if (!hard_link(group, name)) throw RuntimeError(std::string("it has no ") + name);
    Handle dataset = open_dataset(group, name);
    const Handle space(H5Dget_space(dataset), H5Sclose, name), type(H5Dget_type(dataset), H5Tclose, name),
        properties(H5Dget_create_plist(dataset), H5Pclose, name);
    std::array<hsize_t, H5S_MAX_RANK> size{}, chunk{};
    const int rank = H5Sget_simple_extent_dims(space, size.data(), nullptr);
    const auto layout = H5Pget_layout(properties);
    if (layout == H5D_CHUNKED) check(H5Pget_chunk(properties, H5S_MAX_RANK, chunk.data()), name);
    if (rank != int(shape.size()) || !std::equal(shape.begin(), shape.end(), size.begin()) ||
        !std::ranges::equal(chunk, size, std::less_equal<>()) || H5Tget_class(type) != H5T_FLOAT ||
        H5Tget_size(type) != bytes || H5Pget_external_count(properties) != 0 ||
        (layout != H5D_CHUNKED && layout != H5D_CONTIGUOUS))
        throw RuntimeError(std::string(name) + " has another shape than this program writes");
    return dataset;
}

std::vector<double> numbers_of(hid_t group, const char* name, hsize_t count) {
    std::vector<double> values(count);
    check(H5Dread(open_real(group, name, {count}, 8), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                  values.data()),
          std::string("read ") + name);
    return values;
}

void copy_chunks(hid_t from, hid_t to, hsize_t n, const std::vector<hsize_t>& shape,
                 const std::vector<hsize_t>& chunk, const std::string& what) {
    std::vector<std::byte> bytes;
    for (hsize_t k = 0; k < shape[1]; k += chunk[1])
        for (hsize_t j = 0; j < shape[2]; j += chunk[2])
            for (hsize_t i = 0; i < shape[3]; i += chunk[3]) {
                const std::array<hsize_t, 4> there = {0, k, j, i}, here = {n, k, j, i};
                hsize_t size = 0;
                check(H5Dget_chunk_storage_size(from, there.data(), &size), what);
                bytes.resize(size);
                std::uint32_t filters = 0;
                check(H5Dread_chunk(from, H5P_DEFAULT, there.data(), &filters, bytes.data()), what);
                check(H5Dwrite_chunk(to, H5P_DEFAULT, filters, here.data(), size, bytes.data()), what);
            }
}

}  // namespace luwte::h5
