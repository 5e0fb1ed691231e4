// SPDX-License-Identifier: Apache-2.0
#include "host/export/crs_description.hpp"

#include "kernels/core/error.hpp"

#include <cmath>
#include <memory>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogr_spatialref.h>

namespace luwte {
namespace {

/// CF-1.11 appendix F: name of the mapping, and its attributes with their WKT 1 parameters.
struct Mapping {
    const char* wkt;
    const char* cf;
    std::vector<std::pair<const char*, const char*>> parameters;
};

const std::vector<Mapping>& mappings() {
    static const std::vector<Mapping> table = {
        {SRS_PT_OBLIQUE_STEREOGRAPHIC,
         "oblique_stereographic",
         {{"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN},
          {"longitude_of_projection_origin", SRS_PP_CENTRAL_MERIDIAN},
          {"scale_factor_at_projection_origin", SRS_PP_SCALE_FACTOR}}},
        {SRS_PT_TRANSVERSE_MERCATOR,
         "transverse_mercator",
         {{"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN},
          {"longitude_of_central_meridian", SRS_PP_CENTRAL_MERIDIAN},
          {"scale_factor_at_central_meridian", SRS_PP_SCALE_FACTOR}}},
        {SRS_PT_LAMBERT_AZIMUTHAL_EQUAL_AREA,
         "lambert_azimuthal_equal_area",
         {{"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_CENTER},
          {"longitude_of_projection_origin", SRS_PP_LONGITUDE_OF_CENTER}}},
        {SRS_PT_LAMBERT_CONFORMAL_CONIC_2SP,
         "lambert_conformal_conic",
         {{"standard_parallel", SRS_PP_STANDARD_PARALLEL_1},
          {"standard_parallel", SRS_PP_STANDARD_PARALLEL_2},
          {"latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN},
          {"longitude_of_central_meridian", SRS_PP_CENTRAL_MERIDIAN}}},
    };
    return table;
}

OGRSpatialReference open_crs(int epsg) {
    const std::string where = "EPSG:" + std::to_string(epsg);
    OGRSpatialReference crs;
    CPLPushErrorHandler(CPLQuietErrorHandler);  // the exception says it
    const OGRErr error = crs.importFromEPSG(epsg);
    CPLPopErrorHandler();
    if (error != OGRERR_NONE)
        throw InputError("area.crs", where + " is not known to PROJ",
                         "give the code of a projected metre CRS");
    if (!crs.IsProjected() || std::fabs(crs.GetLinearUnits() - 1) > 1e-9)
        throw InputError("area.crs", where + " is not a projected CRS in metres",
                         "for the Netherlands use EPSG:28992");
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

std::string wkt(const OGRSpatialReference& crs, const char* format) {
    const char* const options[] = {format, "MULTILINE=NO", nullptr};
    char* text = nullptr;
    crs.exportToWkt(&text, options);
    const std::string out = text == nullptr ? "" : text;
    CPLFree(text);
    return out;
}

}  // namespace

CrsDescription describe_crs(int epsg) {
    const OGRSpatialReference crs = open_crs(epsg);
    CrsDescription out;
    out.name = crs.GetName();
    out.code = "EPSG:" + std::to_string(epsg);
    out.wkt2 = wkt(crs, "FORMAT=WKT2_2019");
    out.wkt1 = wkt(crs, "FORMAT=WKT1_GDAL");
    if (const char* datum = crs.GetAttrValue("DATUM")) out.datum = datum;
    const char* projection = crs.GetAttrValue("PROJECTION");
    for (const Mapping& mapping : mappings()) {
        if (projection == nullptr || std::string(projection) != mapping.wkt) continue;
        out.grid_mapping_name = mapping.cf;
        for (const auto& [cf, parameter] : mapping.parameters) {
            if (out.parameters.empty() || out.parameters.back().first != cf)
                out.parameters.push_back({cf, {}});
            out.parameters.back().second.push_back(crs.GetNormProjParm(parameter));
        }
        out.parameters.push_back({"false_easting", {crs.GetNormProjParm(SRS_PP_FALSE_EASTING)}});
        out.parameters.push_back({"false_northing", {crs.GetNormProjParm(SRS_PP_FALSE_NORTHING)}});
    }
    out.parameters.push_back({"semi_major_axis", {crs.GetSemiMajor()}});
    out.parameters.push_back({"inverse_flattening", {crs.GetInvFlattening()}});
    return out;
}

std::vector<LatLon> to_wgs84(int epsg, const std::vector<std::pair<double, double>>& xy) {
    const OGRSpatialReference from = open_crs(epsg);
    OGRSpatialReference to;
    to.importFromEPSG(4326);
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> transform(
        OGRCreateCoordinateTransformation(&from, &to));
    std::vector<LatLon> out;
    for (auto [x, y] : xy) {
        if (transform == nullptr || !transform->Transform(1, &x, &y) || !std::isfinite(x) ||
            !std::isfinite(y))
            throw InputError("area.bounds_m", "PROJ cannot bring the area to WGS 84",
                             "check that the bounds are in EPSG:" + std::to_string(epsg));
        out.push_back({y, x});
    }
    return out;
}

}  // namespace luwte
