// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace luwte {

/// Keeps another run away from an output for as long as it lives: a locked file `.NAME.lock` beside RUN.nc
/// that holds the number of the process. The system releases the lock with the process, however that ends.
class OutputLock {
  public:
    /// In     output   RUN.nc; its folder is made when it is not there
    /// Throws InputError    another run has it: which process, and what to do
    ///        RuntimeError  the file cannot be made, or the file system has no locks
    explicit OutputLock(const std::filesystem::path& output);
    ~OutputLock();
    OutputLock(const OutputLock&) = delete;
    OutputLock& operator=(const OutputLock&) = delete;

    const std::filesystem::path& file() const { return file_; }

  private:
    std::filesystem::path file_;
    int fd_ = -1;
};

}  // namespace luwte
