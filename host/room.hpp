// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/plan.hpp"
#include "kernels/core/error.hpp"

#include <filesystem>
#include <string>

namespace luwte {

/// Memory that this process can still get [B]: what the machine has, and what its control groups (containers,
/// batch queues) and its limit on address space leave. Infinity where nothing says so.
double available_memory();

/// Whether the machine has room for the runs of a study, which come one after the other.
class Room {
  public:
    /// In     memory_limit_mib   MiB at most; 0: available_memory()
    ///        folder             where results go; one above it that is there counts
    Room(double memory_limit_mib, std::filesystem::path folder);

    /// A run that is to be computed: the task's name, what it needs, and what on cells twice as large.
    void add(const std::string& name, const StudyNeed& need, const StudyNeed& coarser);

    /// Adds a problem for memory and one for disk, each with what would fit.
    void check(Problems& problems) const;
    /// Of the run that needs most [B], without what any takes; 0 without runs.
    double most_memory() const { return most_.memory - most_.fixed; }
    /// What there is, for a plan.
    std::string text() const;

  private:
    std::string hint() const;

    double limit_;
    bool is_given_;
    double disk_free_;
    double disk_ = 0;
    double checkpoint_ = 0;  ///< B, the largest
    std::string name_;       ///< of the run that needs most memory
    StudyNeed most_, coarser_;
};

}  // namespace luwte
