// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// What a field of numbers differs by between two files, map by map.
struct FieldChange {
    double lowest = 0, highest = 0;                           ///< in any cell of any map
    std::int64_t cells = 0, only_before = 0, only_after = 0;  ///< of all maps
    std::vector<double> sum;                                  ///< of each cell
    std::int64_t maps = 0;

    template <class T>
    void add(std::span<const T> before, std::span<const T> after);
    bool is_there() const { return lowest != 0 || highest != 0 || only_before + only_after > 0; }
    /// Mean over the maps; NaN where either has no value in some map.
    std::vector<float> mean_map() const;
    /// A line of the table: mean, 5 and 95 % of that map, the most it falls and rises.
    std::string row(std::string_view name, std::string_view unit) const;
};

/// The table's head.
std::string field_change_head();

/// The unit of a difference: of degC it is K, which has no zero of its own.
std::string unit_of_change(std::string_view units);

}  // namespace luwte
