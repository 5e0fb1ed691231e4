// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace luwte {

/// A file that appears under its own name only when it is whole.
///
/// The content goes to `<path>.part`; `commit()` syncs it, renames it and syncs the folder. Without commit
/// (an exception, an interruption) the destructor removes the .part and what stood at `path` is untouched.
class PartFile {
  public:
    /// Makes the folder of `path` when it is not there; creates nothing else.
    explicit PartFile(std::filesystem::path path);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::filesystem::path& path() const { return path_; }
    const std::filesystem::path& part() const { return part_; }

    /// Makes the .part with this content. Throws RuntimeError.
    void write(std::string_view content);

    /// Throws RuntimeError when the file cannot be synced or renamed.
    void commit() { commit_as(path_); }
    /// The same under another name in the same folder; what stood at `path` stays.
    void commit_as(const std::filesystem::path& path);

  private:
    std::filesystem::path path_, part_;
    bool committed_ = false;
};

/// What stands in a file to its disk, where its file system can. Throws RuntimeError.
void sync_to_disk(const std::filesystem::path& path);

/// What to do about an error of the system (errno) as a line of a message; empty unless the disk is full.
std::string full_disk_hint(int error);

/// Writes a whole text file by way of a PartFile. Throws RuntimeError.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

}  // namespace luwte
