// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/sample/buildings.hpp"

#include <memory>
#include <string>
#include <vector>

#include <ogr_geometry.h>

namespace luwte::sample {

using Shape = std::unique_ptr<OGRGeometry>;
Shape polygon(const Ring& ring);

/// One BGT object; words as in PDOK's OGC API.
struct LandCover {
    std::string layer;
    std::string function, physical, physical_plus;  ///< functie, fysiek_voorkomen, plus_fysiek_voorkomen
    int level = 0;                                  ///< relatieve_hoogteligging
    bool historic = false;                          ///< has an eind_registratie
    Shape shape;
};

/// A planar partition of the ground level, the bridge above it (level 1) and a few historic objects.
/// Footprints are not in it: the BGT layer `pand` is written from the buildings.
std::vector<LandCover> land_cover(const Plan& plan, const BuiltPlan& built);

}  // namespace luwte::sample
