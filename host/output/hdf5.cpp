// SPDX-License-Identifier: Apache-2.0
#include "host/output/hdf5.hpp"

#include "host/output/part_file.hpp"
#include "kernels/core/error.hpp"

#include <cstdlib>
#include <new>

#include <hdf5_hl.h>

namespace luwte::h5 {
namespace {

herr_t keep_innermost(unsigned, const H5E_error2_t* error, void* reason) {
    auto& text = *static_cast<std::string*>(reason);
    if (error->desc != nullptr && error->desc[0] != '\0') text = error->desc;  // outermost first
    return 0;
}

}  // namespace

void keep_simple(hid_t creation_properties) {
    check(H5Pset_obj_track_times(creation_properties, false), "leave out object times");
    check(H5Pset_attr_creation_order(creation_properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "track creation order");
    check(H5Pset_attr_phase_change(creation_properties, 64, 0), "keep attributes in the header");
}

namespace {

/// The innermost reason on HDF5's error stack, which is empty afterwards.
std::string take_reason() {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &reason);
    H5Eclear2(H5E_DEFAULT);
    // Of what a failed call of the system gives, addresses and all, its own words are what a user needs.
    constexpr std::string_view mark = "error message = '";
    if (const std::size_t at = reason.find(mark); at != reason.npos) {
        const std::size_t begin = at + mark.size();
        constexpr std::string_view number = "errno = ";
        const std::size_t digits = reason.find(number);
        const int error = digits == reason.npos ? 0 : std::atoi(reason.c_str() + digits + number.size());
        reason = reason.substr(begin, reason.find('\'', begin) - begin) + full_disk_hint(error);
    }
    return reason;
}

std::size_t lost = 0;     ///< HDF5 is called from one thread
std::string lost_reason;  ///< of the last

}  // namespace

void fail(std::string_view what) {
    const std::string reason = take_reason();
    throw RuntimeError(std::string(what) + (reason.empty() ? "" : ": " + reason));
}

std::size_t lost_closes() { return lost; }

void note_lost_close() noexcept {
    ++lost;
    try {
        lost_reason = take_reason();
    } catch (const std::bad_alloc&) {
        lost_reason.clear();
    }
}

void check_no_loss(std::size_t before, std::string_view what) {
    if (lost_closes() != before)
        throw RuntimeError(std::string(what) + ": not all of it was written" +
                           (lost_reason.empty() ? "" : ": " + lost_reason));
}

void quiet_and_without_plugins() {
    // HDF5 1.10 crashes in its own exit handler when a file could not be closed (a full disk). Every handle
    // here closes itself, so the handler has nothing to do. Too late, and harmless, once HDF5 has started.
    H5dont_atexit();
    check(H5open(), "start HDF5");
    check(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "quiet HDF5");
    check(H5PLset_loading_state(0), "switch off HDF5 plug-ins");
}

Handle make_space(std::span<const hsize_t> shape) {
    if (shape.empty()) return {H5Screate(H5S_SCALAR), H5Sclose, "make a scalar data space"};
    return {H5Screate_simple(int(shape.size()), shape.data(), nullptr), H5Sclose, "make a data space"};
}

Handle open_dataset(hid_t where, const std::string& name) {
    return {H5Dopen2(where, name.c_str(), H5P_DEFAULT), H5Dclose, "open dataset " + name};
}

Handle create_group(hid_t where, const std::string& name) {
    Handle properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "make group properties");
    check(H5Pset_link_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "track creation order");
    keep_simple(properties);
    return {H5Gcreate2(where, name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose,
            "create group " + name};
}

Handle dataset_properties() {
    Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make dataset properties");
    keep_simple(properties);
    return properties;
}

Handle variable_text_type() {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
    check(H5Tset_size(type, H5T_VARIABLE), "set text size");
    check(H5Tset_cset(type, H5T_CSET_UTF8), "set UTF-8");
    return type;
}

namespace {

void write_attribute(hid_t object, const char* name, hid_t file_type, hid_t memory_type, hid_t space,
                     const void* value) {
    const std::string what = std::string("write attribute ") + name;
    Handle attribute(H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
    check(H5Awrite(attribute, memory_type, value), what);
}

}  // namespace

void write_text(hid_t object, const char* name, std::string_view value) {
    if (value.empty()) return;
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
    check(H5Tset_size(type, value.size()), "set text size");
    check(H5Tset_strpad(type, H5T_STR_NULLPAD), "set text padding");
    check(H5Tset_cset(type, H5T_CSET_UTF8), "set UTF-8");
    write_attribute(object, name, type, type, make_space({}), value.data());
}

void write_exact_ascii(hid_t object, const char* name, std::string_view value) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type");
    check(H5Tset_size(type, value.size()), "set text size");
    check(H5Tset_strpad(type, H5T_STR_NULLPAD), "set text padding");
    write_attribute(object, name, type, type, make_space({}), value.data());
}

void write_number(hid_t object, const char* name, double value) {
    write_attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, make_space({}), &value);
}

void write_byte(hid_t object, const char* name, std::int8_t value) {
    write_attribute(object, name, H5T_STD_I8LE, H5T_NATIVE_INT8, make_space({}), &value);
}

void write_array(hid_t object, const char* name, hid_t file_type, hid_t memory_type, const void* values,
                 hsize_t count) {
    write_attribute(object, name, file_type, memory_type, make_space({&count, 1}), values);
}

void write_text_dataset(hid_t where, const std::string& name, const std::string& value) {
    const std::string what = "write dataset " + name;
    Handle type = variable_text_type(), space = make_space({}), properties = dataset_properties();
    Handle dataset(H5Dcreate2(where, name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, what);
    const char* pointer = value.c_str();
    check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer), what);
}

Handle write_text_list(hid_t where, const std::string& name, const std::vector<std::string>& values) {
    const std::string what = "write dataset " + name;
    const hsize_t count = values.size();
    Handle type = variable_text_type(), space = make_space({&count, 1}), properties = dataset_properties();
    Handle dataset(H5Dcreate2(where, name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                   H5Dclose, what);
    std::vector<const char*> pointers;
    for (const auto& value : values) pointers.push_back(value.c_str());
    if (count > 0) check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), what);
    return dataset;
}

Handle write_numbers(hid_t where, const std::string& name, std::span<const hsize_t> shape,
                     std::span<const double> values) {
    const std::string what = "write dataset " + name;
    Handle space = make_space(shape), properties = dataset_properties();
    Handle dataset(
        H5Dcreate2(where, name.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
        H5Dclose, what);
    check(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
    return dataset;
}

Handle create_file(const std::filesystem::path& part) {
    quiet_and_without_plugins();
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make file properties");
    check(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V110), "set library bounds");
    check(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "set the file's closing");
    Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make file properties");
    check(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "track creation order");
    keep_simple(creation);
    return {H5Fcreate(part.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "create " + part.string()};
}

Handle make_scale(Handle dataset, const char* name) {
    check(H5DSset_scale(dataset, name), std::string("make dimension scale ") + name);
    return dataset;
}

void attach(hid_t dataset, hid_t scale, unsigned axis) {
    check(H5DSattach_scale(dataset, scale, axis), "attach a dimension scale");
}

}  // namespace luwte::h5
