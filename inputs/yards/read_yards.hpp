// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "models/dispersion/yard_shares.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// Each yard is a solution of every sector.
inline constexpr std::size_t most_yards = 50;

struct Yards {
    std::vector<Yard> yards;  ///< in the file's order
    InputRecord record;
    std::vector<std::string> warnings;
};

/// Polygons of a vector file with their names (`name`, else `id`, else their number), each a yard of the
/// cells of open ground whose middles lie inside. In another CRS they are transformed, with a warning; of a
/// yard that reaches beyond the area the part inside counts, with a warning.
/// Throws InputError  with all problems: no or more than most_yards yards; one that lies outside the area,
///                    holds the middle of no cell, or buildings only; names that stand twice, are longer
///                    than 100 characters or hold control characters; a file that cannot be read
Yards read_yards(const std::string& role, const std::filesystem::path& file, const CityLayers& city);

}  // namespace luwte
