// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/load_city.hpp"
#include "inputs/study/study.hpp"
#include "kernels/core/grid.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luwte {

/// A site on the map, in the study's CRS.
struct SitePlace {
    std::string id, name;
    std::string yard, building;  ///< WKT, to the millimetre; no building: empty
    double yard_area = 0;        ///< m2, of the polygons
};

struct SitePlaces {
    std::vector<SitePlace> places;     ///< in the study's order
    std::vector<InputRecord> records;  ///< of each file once
    std::vector<std::string> warnings;
};

/// The polygons of a study's sites, those of one site joined.
/// Throws InputError  with all problems: a file that cannot be read or holds nothing of a site, a site that
///                    reaches beyond the area, and by how much, a yard that holds the middle of no cell
SitePlaces read_site_places(const Study& study);

/// Cells of a grid whose middle lies inside a polygon or multipolygon, ascending; the part outside the grid
/// does not count. The text may come from anyone.
/// Throws InputError  it is no such WKT
std::vector<std::int32_t> cells_inside(const std::string& wkt, const Grid& grid, const std::string& where);

}  // namespace luwte
