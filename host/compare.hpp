// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>

namespace luwte {

struct CompareOptions {
    std::filesystem::path before, after;  ///< results RUN.nc of one grid and as many steps
    std::filesystem::path maps;           ///< folder for GeoTIFFs of what differs; empty: none
    bool overwrite = false;               ///< maps that stand there
};

/// Prints what differs between two results, `after` less `before`: of every field of numbers the mean, the
/// 5 and 95 % of its map (the mean over its steps) and the most it falls and rises in any cell and step, of
/// classes the share of cells that have a lower and a higher one; and why: inputs, lines of the study, rules
/// and warnings that only one of them has. Fields within groups likewise, but without maps; of two wind
/// libraries, which are no results, these alone. Writes the maps as `difference_<field>.tif`, all or none.
///
/// Cells without a value in one of the results count as such and not in the numbers. Files are not trusted;
/// their texts are made safe for a terminal. Memory: one map of each and, with maps to write, one
/// of each field that differs.
/// Throws InputError with all that keeps the two from being compared; maps that exist without `overwrite`
void compare_results(const CompareOptions& options, std::ostream& out);

}  // namespace luwte
