// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>

namespace luwte {

/// Prints what is in a result for people: title, grid, CRS, time, every field with unit, lowest, mean and
/// highest value (temperatures in degC), shares of classes, warnings, rules and inputs; of its groups every
/// dataset likewise, in the file's units. A wind library, which is no result, is told by its groups.
///
/// Reads the whole file, one map at a time. Text from the file is made safe for a terminal.
/// Throws InputError when the file is no result of this program or cannot be read.
void print_info(const std::filesystem::path& file, std::ostream& out);

}  // namespace luwte
