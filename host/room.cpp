// SPDX-License-Identifier: Apache-2.0
#include "host/room.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <sys/resource.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

constexpr double mib = 1048576;
constexpr double unlimited = std::numeric_limits<double>::infinity();

/// The number behind a word in lines of "WORD NUMBER", or of a file that holds nothing else.
std::optional<double> number_in(const fs::path& file, const std::string& word = "") {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string first;
        double value = 0;
        if (!word.empty() && (!(words >> first) || first != word)) continue;
        if (words >> value) return value;
        return std::nullopt;  // "max"
    }
    return std::nullopt;
}

/// What a control group leaves; pages of files that it holds can go.
double left_in(const fs::path& group, const char* most, const char* used, const char* file_pages) {
    const auto limit = number_in(group / most);
    if (!limit) return unlimited;
    const double now = number_in(group / used).value_or(0),
                 files = number_in(group / "memory.stat", file_pages).value_or(0);
    return std::max(0.0, *limit - std::max(0.0, now - files));
}

/// The least that the process's groups leave, each with those above it.
double left_in_control_groups() {
    double left = unlimited;
    std::ifstream in("/proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == line.npos) continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool unified = controllers.empty();
        if (!unified && controllers.find("memory") == controllers.npos) continue;
        const fs::path root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        fs::path group = root / fs::path(line.substr(second + 1)).relative_path();
        for (;;) {
            left = std::min(left, unified ? left_in(group, "memory.max", "memory.current", "inactive_file")
                                          : left_in(group, "memory.limit_in_bytes", "memory.usage_in_bytes",
                                                    "total_inactive_file"));
            if (group == root || !group.has_relative_path()) break;
            group = group.parent_path();
        }
    }
    return left;
}

std::string mib_text(double bytes) { return fmt::format("{:.0f} MiB", std::ceil(bytes / mib)); }

}  // namespace

double available_memory() {
    double left = left_in_control_groups();
    if (const auto kib = number_in("/proc/meminfo", "MemAvailable:")) left = std::min(left, *kib * 1024);
    rlimit space{};
    if (::getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY)
        left = std::min(left, double(space.rlim_cur));
    return left;
}

Room::Room(double memory_limit_mib, fs::path folder)
    : limit_(memory_limit_mib > 0 ? memory_limit_mib * mib : available_memory()),
      is_given_(memory_limit_mib > 0) {
    std::error_code error;
    folder = fs::absolute(folder.empty() ? fs::path(".") : folder, error);
    while (!fs::is_directory(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
    const fs::space_info space = fs::space(folder, error);
    disk_free_ = error ? unlimited : double(space.available);
}

void Room::add(const std::string& name, const StudyNeed& need, const StudyNeed& coarser) {
    disk_ += need.disk;
    checkpoint_ = std::max(checkpoint_, need.checkpoint);
    if (need.memory > most_.memory) name_ = name, most_ = need, coarser_ = coarser;
}

std::string Room::hint() const {
    const double left = limit_ - most_.fixed;
    if (left <= 0) return fmt::format("any area takes {} at least", mib_text(most_.fixed));
    std::string text;
    if (most_.of_wind > limit_) {
        // Cells of the wind go with the square of their size: its levels stay.
        const double times = std::ceil(std::sqrt((most_.of_wind - most_.fixed) / left));
        text =
            fmt::format("the wind takes most of it: wind.cell_size_m {:.0f} times as large would fit", times);
    } else {
        // From the need on cells twice as large, by its own power of the cell size.
        const double power =
            std::log2((most_.memory - most_.fixed) / std::max(1.0, coarser_.memory - coarser_.fixed));
        const double times =
            std::ceil(std::pow((most_.memory - most_.fixed) / left, 1 / std::max(0.5, power)));
        text = fmt::format("area.cell_size_m {:.0f} times as large would fit", std::max(2.0, times));
    }
    text += fmt::format(", or about {:.0f} % of the area",
                        std::max(1.0, std::floor(100 * left / (most_.memory - most_.fixed))));
    return text + (is_given_ ? "; or give a higher --memory-limit-mib"
                             : "; --memory-limit-mib takes your word for what there is");
}

void Room::check(Problems& problems) const {
    if (most_.memory > limit_)
        problems.add(
            name_.empty() ? "memory" : "memory, " + name_,
            fmt::format("the run needs up to {}, and {} {}", mib_text(most_.memory), mib_text(limit_),
                        is_given_ ? "are allowed (--memory-limit-mib)" : "are available"),
            hint());
    if (disk_ + checkpoint_ > disk_free_)
        problems.add(
            "disk",
            fmt::format("the results need up to {}, with {} for the state of a day while it is computed, and "
                        "{} are free",
                        mib_text(disk_ + checkpoint_), mib_text(checkpoint_), mib_text(disk_free_)),
            "free some, write elsewhere (--output), or ask for less: output.fields, output.interval_min, "
            "larger cells");
}

std::string Room::text() const {
    const auto amount = [](double bytes) { return std::isinf(bytes) ? "unknown" : mib_text(bytes); };
    return fmt::format("memory {} {}, disk {} free", amount(limit_), is_given_ ? "allowed" : "available",
                       amount(disk_free_));
}

}  // namespace luwte
