// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace luwte {

/// What differs between the groups of two files, in lines: fields as compare_results() has them, lists of
/// texts by how many differ, what is the same, and what one of them lacks or has in another shape. Empty
/// where neither has groups.
/// Throws InputError
std::string groups_compared(const std::filesystem::path& before, const std::filesystem::path& after);

}  // namespace luwte
