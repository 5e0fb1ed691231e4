// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// A small table of reference values: comma-separated, one header line, numbers without quotes.
struct ReferenceTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;

    /// NaN where the cell is empty. Throws RuntimeError for an unknown column or what is no number.
    double number(std::size_t row, const std::string& column) const;
};

/// Throws RuntimeError naming file and line when a row has another number of cells than the header.
ReferenceTable read_reference_table(const std::filesystem::path& file);

}  // namespace luwte
