// SPDX-License-Identifier: Apache-2.0
#include "validation/reference_table.hpp"

#include "kernels/core/error.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <sstream>

namespace luwte {
namespace {

std::vector<std::string> split(std::string line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> cells(1);
    for (const char c : line) {
        if (c == ',')
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

}  // namespace

double ReferenceTable::number(std::size_t row, const std::string& column) const {
    const auto at = std::ranges::find(columns, column);
    if (at == columns.end()) throw RuntimeError("reference table: no column '" + column + "'");
    const std::string& cell = rows.at(row)[std::size_t(at - columns.begin())];
    if (cell.empty()) return std::numeric_limits<double>::quiet_NaN();
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size())
        throw RuntimeError("reference table: column '" + column + "': '" + cell + "' is no number");
    return value;
}

ReferenceTable read_reference_table(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw RuntimeError(file.string() + ": cannot be read");
    ReferenceTable table;
    std::string line;
    for (int n = 1; std::getline(in, line); ++n) {
        if (line.empty()) continue;
        auto cells = split(line);
        if (table.columns.empty()) {
            table.columns = std::move(cells);
        } else if (cells.size() == table.columns.size()) {
            table.rows.push_back(std::move(cells));
        } else {
            throw RuntimeError(file.string() + ", line " + std::to_string(n) + ": " +
                               std::to_string(cells.size()) + " cells, the header has " +
                               std::to_string(table.columns.size()));
        }
    }
    return table;
}

}  // namespace luwte
