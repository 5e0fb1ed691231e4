// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/grid.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

namespace luwte {

/// The only way in which GDAL opens a file of a user: an existing regular file, never a `/vsi` path or a
/// URL, by drivers named here and no others (no VRT, no network drivers).
/// Rasters: GTiff, AAIGrid. Vectors: GPKG, ESRI Shapefile, GeoJSON, GML.
/// Throws InputError with `role` (the study's key) and path.
GDALDatasetUniquePtr open_raster(const std::string& role, const std::filesystem::path& file);
GDALDatasetUniquePtr open_vector(const std::string& role, const std::filesystem::path& file);

/// The path must name an existing regular file. Throws InputError.
void require_local_file(const std::string& role, const std::filesystem::path& file);

/// The study's CRS with x east, y north; null for epsg 0 ("local").
/// Throws InputError unless it is projected, in metres.
std::unique_ptr<OGRSpatialReference> study_crs(int epsg);

/// What a file's CRS is to the study's.
struct CrsMatch {
    enum class Kind { same, missing, different } kind = Kind::missing;
    std::string name;  ///< "EPSG:28992", or the file's own name for it; "" = none
};
/// Compares the horizontal part only: a compound CRS (EPSG:7415) matches by its horizontal half.
/// Any CRS matches a "local" study.
CrsMatch match_crs(const OGRSpatialReference* of_file, int epsg);

/// Lines that GDAL itself says go to no terminal; the last one explains a failure.
class QuietGdal {
  public:
    QuietGdal() { CPLPushErrorHandler(CPLQuietErrorHandler), CPLErrorReset(); }
    ~QuietGdal() { CPLPopErrorHandler(); }
    QuietGdal(const QuietGdal&) = delete;
    QuietGdal& operator=(const QuietGdal&) = delete;
    static std::string last_message() { return CPLGetLastErrorMsg(); }
};

}  // namespace luwte
