// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// Polygons of a study's rule or edit on its grid: number of the polygon, from 0, that holds a cell's centre,
/// the last where they overlap; -1 = none.
struct CellsInPolygons {
    std::vector<std::int32_t> polygon;  ///< nx * ny
    std::int32_t count = 0;
};

/// Adds record and warnings to `city`. `key` is the study's, for messages; `role` that of the record. With a
/// `site`, polygons of its building only (inputs/sites/site_features.hpp).
/// Throws InputError  no polygon within the area, or none that holds the centre of a cell
CellsInPolygons cells_in_polygons(const std::string& key, const std::string& role,
                                  const std::filesystem::path& file, const Grid& grid, LoadedCity& city,
                                  const std::string& site = {});

}  // namespace luwte
