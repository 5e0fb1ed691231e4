// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/hdf5.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// Datasets of real numbers that a program writes and later reads back from a file that it does not trust.
namespace luwte::h5 {

/// float32 in chunks, shuffled and deflated at `level`, NaN as fill.
Handle create_real(hid_t group, const char* name, std::vector<hsize_t> shape, std::vector<hsize_t> chunk,
                   int level);

/// Whether a link of this name leads to an object in the file itself.
bool hard_link(hid_t where, const char* name);

/// Why a dataset of a file that is not trusted is not one that this program writes: values in another file,
/// other filters, chunks above 64 MiB; empty where it is.
std::string foreign_storage_of(hid_t dataset);

/// An attribute that is one short text; of any other, nothing.
std::string text_of(hid_t object, const char* name);

/// Opens a dataset of real numbers of `bytes` each and of this shape that stands in the file itself, in
/// chunks no larger than it. Throws RuntimeError with its name.
Handle open_real(hid_t group, const char* name, const std::vector<hsize_t>& shape, std::size_t bytes);

/// `count` numbers of 8 bytes. Throws as open_real does.
std::vector<double> numbers_of(hid_t group, const char* name, hsize_t count);

/// Chunks as they lie, without decompressing them: all of `from`, whose first axis has length 1 and whose
/// shape is `shape`, as the n-th along that axis of `to`. Throws RuntimeError; `what` names the writing.
void copy_chunks(hid_t from, hid_t to, hsize_t n, const std::vector<hsize_t>& shape,
                 const std::vector<hsize_t>& chunk, const std::string& what);

}  // namespace luwte::h5
