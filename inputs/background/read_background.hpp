// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "kernels/core/grid.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// What the background has; names as in the keys of a study and the columns of a file.
enum class BackgroundSubstance { no2, o3, pm10, pm25, ec };
inline constexpr std::array<std::string_view, 5> background_names = {"no2", "o3", "pm10", "pm25", "ec"};

/// Hourly means of one place, such as those of a station of Luchtmeetnet.
struct BackgroundHours {
    std::vector<double> end_s;  ///< s since 1970, UTC, ascending: the hour is (end - 3600, end]
    /// ug m-3 by substance and hour, NaN = missing; empty: the file has no such column. Just below 0 is what
    /// instruments show in clean air.
    std::array<std::vector<double>, 5> values;
    InputRecord record;
};

/// Reads a CSV file, comments after `#`:
///
///     time_utc,no2_ug_m3,o3_ug_m3
///     2024-01-01T01:00:00Z,21.4,38
///
/// time_utc is the end of the hour; columns in any order, those that are needed.
/// Throws InputError  no such file; another column; rows that are no hours or do not ascend; a value that is
///                    no number, or below -20 or above 2000
BackgroundHours read_background_hours(const std::string& role, const std::filesystem::path& file);

/// A map of yearly means on the grid, such as RIVM's GCN map of 1 km (Esri ASCII).
struct BackgroundMap {
    std::vector<float> values;  ///< ug m-3, index j * nx + i, south to north
    std::string resampling;     ///< the rule used, in words
    std::vector<std::string> warnings;
    InputRecord record;
};
/// Of the cells of the raster that count at a place all have to have a value (HeightRule::concentration).
/// `of`, `year`: of the study; where the name of the file has substances ("no2", "PM2.5", before a year too,
/// as in NO22024) or years, one of them has to be it. Throws InputError  as read_height_raster; another
/// substance or year by its name; a part of the grid without
///                    a value; one below 0 or above 1000
BackgroundMap read_background_map(BackgroundSubstance of, const std::filesystem::path& file, int year,
                                  const Grid& grid);

}  // namespace luwte
