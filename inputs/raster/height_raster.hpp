// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/grid.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// How heights get onto cells that are not the raster's own. Same size and aligned: copied, both.
enum class HeightRule {
    /// Ground, smooth: area-weighted mean of the raster cells under a model cell; bilinear between the
    /// centres of the raster cells where they are larger than the model's.
    terrain,
    /// Roofs and crowns, with steps that a mean would turn into ramps: area-weighted median (the height of
    /// the majority; a tie goes up where `prefer_high` is set, else down); nearest where raster cells are
    /// larger.
    surface,
    /// No height but a concentration: as `terrain`, but nothing stands for what is missing. The raster lacks
    /// less than a model cell of the grid, and a cell has data only where all raster cells that count in it
    /// have.
    concentration,
};

/// A height raster on the model grid.
struct HeightRaster {
    std::vector<float> height;        ///< m above datum, index j * nx + i, south to north; NaN = no data
    std::string crs;                  ///< as declared, "" = none
    std::string date;                 ///< TIFFTAG_DATETIME where it has one
    std::string copyright;            ///< TIFFTAG_COPYRIGHT where it has one
    double cell_size = 0;             ///< m, of the raster
    std::int64_t hidden_no_data = 0;  ///< values that are no data without being declared so
    std::vector<std::string> warnings;
    std::string resampling;  ///< the rule used, in words
};

/// Reads the part of a raster that covers the grid. Rows are flipped here and nowhere else.
///
/// No data is: the declared value (also as a rounded text of it), masked cells, NaN, infinity, and any
/// height beyond +-9000 m (AHN's largest float, -9999, -32768, ...). A cell has data when at least half
/// of its area has (`terrain`, `surface`), or the nearest raster cell has (larger raster cells); of
/// `concentration` see there.
///
/// In     role         study key for messages; prefer_high: nx * ny or empty
///        of           what the values are, for messages
/// Throws InputError   cannot be read, wrong CRS, rotated, covers less than the grid by a raster cell or
///                     more (concentration: by a cell of either), only no data, larger than the limits
/// Cost   one read of the window, 4 B per raster cell
HeightRaster read_height_raster(const std::string& role, const std::filesystem::path& file, const Grid& grid,
                                HeightRule rule, const std::vector<std::uint8_t>& prefer_high = {},
                                const char* of = "height");

}  // namespace luwte
