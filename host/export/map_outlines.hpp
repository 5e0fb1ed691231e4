// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/export/map_png.hpp"

#include <string>

class OGRGeometry;

namespace luwte {

/// Rings of polygons and lines of a geometry, as one outline; points are circles of 3 m.
MapOutline outline_of(const OGRGeometry& geometry, MapOutline::Kind kind, const std::string& label = {});

/// The same of a text in WKT, which may come from anyone: what is none, or longer than 4 MiB, gives no rings.
MapOutline outline_of_wkt(const std::string& wkt, MapOutline::Kind kind, const std::string& label = {});

}  // namespace luwte
