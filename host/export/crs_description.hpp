// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace luwte {

/// What CF and ACDD want to know about a projected CRS.
struct CrsDescription {
    std::string name;               ///< "Amersfoort / RD New"
    std::string code;               ///< "EPSG:28992"
    std::string wkt2, wkt1;         ///< WKT 2:2019 and, for older readers, WKT 1 (GDAL)
    std::string grid_mapping_name;  ///< CF; empty for a projection that this table does not know
    /// CF attributes of the grid mapping: projection parameters and ellipsoid; degrees and metres. One value,
    /// or two for a cone with two standard parallels.
    std::vector<std::pair<std::string, std::vector<double>>> parameters;
    std::string datum;  ///< "Amersfoort"
};

/// Throws InputError when PROJ does not know the code or it is no projected CRS in metres.
CrsDescription describe_crs(int epsg);

struct LatLon {
    double latitude_deg, longitude_deg;
};

/// WGS 84 positions of points of a CRS. Throws InputError when PROJ cannot transform them.
std::vector<LatLon> to_wgs84(int epsg, const std::vector<std::pair<double, double>>& xy);

}  // namespace luwte
