// SPDX-License-Identifier: Apache-2.0
#include "host/output/part_file.hpp"

#include "kernels/core/error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace luwte {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* doing) {
    throw RuntimeError(path.string() + ": cannot " + doing + ": " + std::strerror(errno));
}

void sync(const std::filesystem::path& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
    if (fd < 0) fail(path, "open to sync");
    const int rc = ::fsync(fd);
    const int error = errno;
    ::close(fd);
    errno = error;
    if (rc != 0 && error != EINVAL) fail(path, "sync to disk");  // EINVAL: the file system has no sync
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

PartFile::PartFile(std::filesystem::path path) : path_(std::move(path)), part_(path_) {
    part_ += ".part";
    std::error_code error;
    std::filesystem::create_directories(folder_of(path_), error);
    if (error) throw RuntimeError(folder_of(path_).string() + ": cannot make the folder: " + error.message());
}

PartFile::~PartFile() {
    std::error_code ignored;
    if (!committed_) std::filesystem::remove(part_, ignored);
}

void PartFile::commit() {
    sync(part_, O_RDONLY);
    if (std::rename(part_.c_str(), path_.c_str()) != 0) fail(path_, "rename the finished .part to this name");
    committed_ = true;
    sync(folder_of(path_), O_RDONLY | O_DIRECTORY);
}

void write_whole_file(const std::filesystem::path& path, std::string_view text) {
    PartFile file(path);
    std::FILE* out = std::fopen(file.part().c_str(), "wbe");
    if (out == nullptr) fail(file.part(), "create");
    const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
    if (std::fclose(out) != 0 || !written) fail(file.part(), "write");
    file.commit();
}

}  // namespace luwte
