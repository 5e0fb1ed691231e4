// SPDX-License-Identifier: Apache-2.0
#include "host/output/output_lock.hpp"

#include "kernels/core/error.hpp"

#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace luwte {
namespace {

/// The number in a lock file, which another may be writing just now.
std::string owner_in(int fd) {
    std::array<char, 24> text{};
    const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
    std::string digits;
    for (ssize_t n = 0; n < size && std::isdigit(static_cast<unsigned char>(text[std::size_t(n)])) != 0; ++n)
        digits += text[std::size_t(n)];
    return digits.empty() ? "another process" : "process " + digits;
}

}  // namespace

OutputLock::OutputLock(const std::filesystem::path& output) {
    std::error_code error;
    const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
    std::filesystem::create_directories(folder, error);
    file_ = folder / ("." + output.filename().string() + ".lock");
    const auto fail = [&](const char* doing) {
        const int number = errno;
        if (fd_ >= 0) ::close(fd_);
        throw RuntimeError(file_.string() + ": cannot " + doing + ": " + std::strerror(number) +
                           "\n  hint: write elsewhere (--output)");
    };
    // Once more where the one before removed the file between the opening and the locking.
    for (;;) {
        fd_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (fd_ < 0) fail("make the file that locks the output");
        if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) fail("lock it");
            const std::string owner = owner_in(fd_);
            ::close(fd_);
            throw InputError(
                output.string(),
                "another run writes this output at the moment: " + owner + " holds " + file_.string(),
                "wait until it has ended, or write elsewhere (--output)");
        }
        struct stat here {
        }, there{};
        if (::fstat(fd_, &here) != 0) fail("look at it");
        if (::stat(file_.c_str(), &there) == 0 && here.st_ino == there.st_ino && here.st_dev == there.st_dev)
            break;
        ::close(fd_);
    }
    const std::string number = std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd_, 0) != 0 || ::pwrite(fd_, number.data(), number.size(), 0) != ssize_t(number.size()))
        fail("write to it");
}

OutputLock::~OutputLock() {
    ::unlink(file_.c_str());  // while it is locked: nobody else's
    ::close(fd_);
}

}  // namespace luwte
