// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/grid.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include <ogr_geometry.h>

namespace luwte {

/// Lower case, letters and digits only: `bgt-fysiekVoorkomen`, `bgt_fysiekvoorkomen` and
/// `BGT_FysiekVoorkomen` are one name; "gesloten verharding" and "geslotenVerharding" one value.
std::string normalised(const std::string& text);

/// One feature of a vector file in the study's CRS.
struct Feature {
    std::string layer;                         ///< normalised, without the prefix "bgt" or "bag"
    OGRGeometryUniquePtr geometry;             ///< points, or a valid multipolygon without curves
    std::map<std::string, std::string> field;  ///< normalised name -> text; null and empty ones left out
    std::int64_t number = 0;                   ///< order in the file
    bool short_names = false;                  ///< Shapefile: field names were cut to ten characters

    /// The first of `names` (normalised) that has a value, else "".
    std::string get(std::initializer_list<const char*> names) const;
};

/// What was read and what was left out, and why.
struct FeatureSet {
    std::vector<Feature> features;
    std::vector<std::string> layers;  ///< normalised names of all layers in the file
    std::vector<std::string> warnings;
    std::vector<Feature>
        unusable;      ///< where points are kept: without a geometry that can be used, the first 20
    std::string crs;   ///< as declared, "" = none
    std::string date;  ///< latest registration date among the features
    std::int64_t ended = 0, not_on_the_ground = 0, repaired = 0, broken = 0;
    std::int64_t mixed = 0;  ///< collections of polygons with points or lines, which do not count
};

/// Reads the features within the grid's extent from all layers whose normalised name passes.
///
/// Dropped, each counted: ended versions (a value in eindregistratie, terminationdate, objecteindtijd, the
/// end of validity of the BAG, ... in any spelling), tunnels (relatieve hoogteligging below 0), geometries
/// that are broken beyond repair. Curves are stroked at 4 degrees. GML whose coordinates do not say their
/// dimension is read as triples or as pairs, as its rings close. A missing CRS is taken as the study's, with
/// a warning; another CRS is transformed, with a warning. Throws InputError when the file cannot be read or
/// holds more than two million features within the extent. A grid without cells takes the features wherever
/// they lie. Points are kept where `keep_points` says so, a MultiPoint of one as that point.
FeatureSet read_features(const std::string& role, const std::filesystem::path& file, const Grid& grid,
                         bool (*wanted)(const std::string& layer), bool keep_points = false);

/// Burns polygons into `plane`: a cell whose centre lies inside `shapes[n]` gets `values[n]`; later ones win.
void burn(std::vector<std::int32_t>& plane, const Grid& grid, const std::vector<const OGRGeometry*>& shapes,
          const std::vector<std::int32_t>& values);

}  // namespace luwte
