// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hdf5.h>

/// HDF5's C interface with handles that close themselves and calls that are all checked.
namespace luwte::h5 {

/// Throws RuntimeError "WHAT: <innermost reason on HDF5's error stack>" when `result` is negative.
template <class T>
T check(T result, std::string_view what);
[[noreturn]] void fail(std::string_view what);
template <class T>
T check(T result, std::string_view what) {
    if (result < 0) fail(what);
    return result;
}

/// Switches off HDF5's own printing of errors and the loading of plug-ins. Cheap; call before use.
void quiet_and_without_plugins();

/// How many objects could not be closed by a Handle's destructor since the program began: what HDF5 held back
/// of them may not be in their file. Who writes a file compares before it says that the file is whole.
std::size_t lost_closes();
/// Throws RuntimeError when there are more than `before`.
void check_no_loss(std::size_t before, std::string_view what);
void note_lost_close() noexcept;

/// Owns one HDF5 identifier of any kind. Movable.
class Handle {
  public:
    using Close = herr_t (*)(hid_t);
    Handle() = default;
    /// Throws RuntimeError when `id` is negative.
    Handle(hid_t id, Close close, std::string_view what) : id_(check(id, what)), close_(close) {}
    Handle(Handle&& o) noexcept : id_(std::exchange(o.id_, -1)), close_(o.close_) {}
    Handle& operator=(Handle&& o) noexcept {
        std::swap(id_, o.id_);
        std::swap(close_, o.close_);
        return *this;
    }
    ~Handle() {
        if (id_ >= 0 && close_(id_) < 0) note_lost_close();
    }
    operator hid_t() const { return id_; }
    /// Closes now, so that a failure (a full disk) is seen. Throws RuntimeError.
    void close(std::string_view what) {
        if (id_ >= 0) check(close_(std::exchange(id_, -1)), what);
    }

  private:
    hid_t id_ = -1;
    Close close_ = nullptr;
};

Handle make_space(std::span<const hsize_t> shape);          ///< simple; empty shape = scalar
Handle open_dataset(hid_t where, const std::string& name);  ///< throws RuntimeError

/// A new file by the rules that all files keep: format of 1.8 to 1.10, no times, order of creation kept.
Handle create_file(const std::filesystem::path& part);

/// For every object: no times in the file, attributes in order of creation and in the object's header.
void keep_simple(hid_t creation_properties);
Handle create_group(hid_t where, const std::string& name);  ///< links in order of creation
Handle dataset_properties();
Handle variable_text_type();  ///< variable length, UTF-8

/// Attributes. Text: scalar, fixed length, NULLPAD, UTF-8; an empty text writes nothing.
void write_text(hid_t object, const char* name, std::string_view value);
/// Scalar, ASCII, exactly as long as the word: VTK's reader compares the bytes of `Type`.
void write_exact_ascii(hid_t object, const char* name, std::string_view value);
void write_number(hid_t object, const char* name, double value);     ///< float64, scalar
void write_byte(hid_t object, const char* name, std::int8_t value);  ///< int8, scalar
/// Array attributes of shape (n) in the given little-endian file type.
void write_array(hid_t object, const char* name, hid_t file_type, hid_t memory_type, const void* values,
                 hsize_t count);

/// A scalar variable-length UTF-8 dataset, and a 1-D one.
void write_text_dataset(hid_t where, const std::string& name, const std::string& value);
Handle write_text_list(hid_t where, const std::string& name, const std::vector<std::string>& values);

/// A 1- or 2-D dataset, contiguous, of numbers; returned open so that scales can be attached.
Handle write_numbers(hid_t where, const std::string& name, std::span<const hsize_t> shape,
                     std::span<const double> values);

/// Makes a dataset a dimension scale, and attaches one to an axis.
Handle make_scale(Handle dataset, const char* name);
void attach(hid_t dataset, hid_t scale, unsigned axis);

}  // namespace luwte::h5
