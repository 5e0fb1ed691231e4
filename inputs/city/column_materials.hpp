// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/city/footprints.hpp"
#include "inputs/city/load_city.hpp"
#include "inputs/raster/patches.hpp"
#include "kernels/core/error.hpp"

#include <map>

namespace luwte {

/// Cells within the polygons that the study's rules for materials name, by file: those whose centre lies
/// inside. A file without polygons there is a problem.
class RulePolygons {
  public:
    RulePolygons(const Study& study, const Grid& grid, LoadedCity& city, Problems& problems);
    /// nx * ny, 1 = within; nullptr where the rule names no file.
    const Mask* of(const Study::MaterialRule& rule) const;

  private:
    std::map<std::filesystem::path, Mask> within_;
};

/// Gives columns the materials of their roofs, walls and ground that the study's rules say; `city.layers` has
/// its buildings and surface types already. What is laid on the ground is its surface type too. Says in rules
/// how many got which, and in warnings whose year or number is not known. Throws InputError where polygons
/// hold nothing of what their rule is for.
void give_materials(const Study& study, const RulePolygons& polygons, const Footprints& footprints,
                    LoadedCity& city);

/// What the surface type of ground with a material is: of the table's first ones their own, of others
/// (permeable paving) open paving.
SurfaceType type_of_top(std::int8_t top_material);

/// Adds up the shares of surface_type_source.
void count_sources(LoadedCity& city);

}  // namespace luwte
