// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/gdal_open.hpp"

#include "kernels/core/error.hpp"

#include <mutex>

namespace luwte {
namespace {

void register_drivers() {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
}

GDALDatasetUniquePtr open(const std::string& role, const std::filesystem::path& file, unsigned kind,
                          const char* const* drivers, const char* const* options, const char* formats) {
    require_local_file(role, file);
    register_drivers();
    QuietGdal quiet;
    GDALDatasetUniquePtr data(
        GDALDataset::Open(file.c_str(), kind | GDAL_OF_READONLY, drivers, options, nullptr));
    if (!data) {
        const std::string said = QuietGdal::last_message();
        throw InputError(role,
                         file.string() + " cannot be read as " + formats + (said.empty() ? "" : ": " + said),
                         "convert it with gdal_translate or ogr2ogr, or check that it is complete");
    }
    return data;
}

}  // namespace

void require_local_file(const std::string& role, const std::filesystem::path& file) {
    const std::string path = file.string();
    if (path.rfind("/vsi", 0) == 0 || path.find("://") != std::string::npos)
        throw InputError(role, "'" + path + "' is a virtual or network path; only local files are read",
                         "download or unpack the file first");
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed))
        throw InputError(role, "there is no file '" + path + "'", "paths are relative to the study file");
}

GDALDatasetUniquePtr open_raster(const std::string& role, const std::filesystem::path& file) {
    static const char* const drivers[] = {"GTiff", "AAIGrid", nullptr};
    return open(role, file, GDAL_OF_RASTER, drivers, nullptr, "GeoTIFF or ASCII grid");
}

GDALDatasetUniquePtr open_vector(const std::string& role, const std::filesystem::path& file) {
    static const char* const drivers[] = {"GPKG", "ESRI Shapefile", "GeoJSON", "GML", nullptr};
    // No side file beside the input, no schema from the network.
    const std::string extension = file.extension().string();
    const bool gml = extension == ".gml" || extension == ".xml" || extension == ".GML";
    static const char* const options[] = {"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO", nullptr};
    return open(role, file, GDAL_OF_VECTOR, drivers, gml ? options : nullptr,
                "GeoPackage, Shapefile, GeoJSON or GML");
}

std::unique_ptr<OGRSpatialReference> study_crs(int epsg) {
    if (epsg == 0) return nullptr;
    QuietGdal quiet;
    auto crs = std::make_unique<OGRSpatialReference>();
    const std::string name = "EPSG:" + std::to_string(epsg);
    if (crs->importFromEPSG(epsg) != OGRERR_NONE)
        throw InputError("area.crs", name + " is not known", "28992 is the Dutch grid (RD New)");
    if (!crs->IsProjected() || crs->GetLinearUnits() != 1.0)
        throw InputError("area.crs", name + " is not a projected CRS in metres",
                         "use EPSG:28992, a UTM zone, or \"local\"");
    crs->StripVertical();
    crs->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

CrsMatch match_crs(const OGRSpatialReference* of_file, int epsg) {
    QuietGdal quiet;
    if (of_file == nullptr || of_file->IsEmpty() || of_file->IsLocal()) return {};
    OGRSpatialReference file(*of_file);
    CrsMatch match;
    const char* authority = file.GetAuthorityName(nullptr);
    const char* code = file.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr)
        match.name = std::string(authority) + ":" + code;
    else if (file.GetName() != nullptr)
        match.name = file.GetName();
    if (epsg == 0) {
        match.kind = CrsMatch::Kind::same;
        return match;
    }
    file.StripVertical();
    file.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const auto study = study_crs(epsg);
    static const char* const options[] = {"CRITERION=EQUIVALENT", "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                          "IGNORE_COORDINATE_EPOCH=YES", nullptr};
    bool same = file.IsSame(study.get(), options);
    if (!same) {
        // Esri and PROJ.4 spellings of the same CRS: ask PROJ which EPSG number it is.
        const std::unique_ptr<OGRSpatialReference, void (*)(OGRSpatialReference*)> best(
            file.FindBestMatch(70), [](OGRSpatialReference* s) {
                if (s != nullptr) s->Release();
            });
        const char* number = best ? best->GetAuthorityCode(nullptr) : nullptr;
        same = number != nullptr && number == std::to_string(epsg);
    }
    match.kind = same ? CrsMatch::Kind::same : CrsMatch::Kind::different;
    return match;
}

}  // namespace luwte
