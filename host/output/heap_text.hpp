// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace luwte {

/// Texts of variable length in an HDF5 file that is not trusted, from its global heaps (HDF5 file format
/// 2.0, III.E). Not by H5Dread: HDF5 1.10.8 looks a heap's object up by the number that the file gives, and
/// crashes on one that is not there.
class HeapTexts {
  public:
    static constexpr std::uint64_t reference_bytes = 16;

    explicit HeapTexts(const std::filesystem::path& file);
    /// The text whose reference stands at `at` of the file; nothing where the reference or the heap is
    /// damaged.
    std::optional<std::string> at(std::uint64_t at);

  private:
    std::string bytes(std::uint64_t from, std::uint64_t count);  ///< empty where the file ends before

    std::ifstream file_;
    std::uint64_t size_ = 0;
};

}  // namespace luwte
