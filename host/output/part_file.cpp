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

[[noreturn]] void fail(const std::filesystem::path& path, const char* doing, int error = errno) {
    throw RuntimeError(path.string() + ": cannot " + doing + ": " + std::strerror(error) +
                       full_disk_hint(error));
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

void PartFile::write(std::string_view content) {
    const int fd = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) fail(part_, "create");
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const int error = errno;
            ::close(fd);
            fail(part_, "write", error);
        }
        content.remove_prefix(std::size_t(written));
    }
    if (::close(fd) != 0) fail(part_, "write");
}

void PartFile::commit_as(const std::filesystem::path& path) {
    sync(part_, O_RDONLY);
    if (std::rename(part_.c_str(), path.c_str()) != 0) fail(path, "rename the finished .part to this name");
    committed_ = true;
    sync(folder_of(path_), O_RDONLY | O_DIRECTORY);
}

void sync_to_disk(const std::filesystem::path& path) { sync(path, O_RDONLY); }

std::string full_disk_hint(int error) {
    return error == ENOSPC || error == EDQUOT
               ? "\n  hint: free disk space or write elsewhere (--output); `luwte check` prints the need"
               : "";
}

void write_whole_file(const std::filesystem::path& path, std::string_view text) {
    PartFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace luwte
