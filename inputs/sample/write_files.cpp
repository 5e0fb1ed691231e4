// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/write_files.hpp"

#include "kernels/core/error.hpp"

#include <memory>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

namespace luwte::sample {
namespace {

/// GeoPackages carry the time of writing; a fixed one makes the same bytes each time.
class FixedDate {
  public:
    FixedDate() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z"); }
    ~FixedDate() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr); }
    FixedDate(const FixedDate&) = delete;
    FixedDate& operator=(const FixedDate&) = delete;
};

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

[[noreturn]] void fail(const std::filesystem::path& file) {
    throw RuntimeError("cannot write " + file.string() + ": " + CPLGetLastErrorMsg());
}

GDALDriver& driver(const char* name) {
    GDALAllRegister();
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(name);
    if (found == nullptr) throw RuntimeError(std::string("this GDAL has no driver ") + name);
    return *found;
}

OGRSpatialReference rd_new() {
    OGRSpatialReference crs;
    if (crs.importFromEPSG(28992) != OGRERR_NONE) throw RuntimeError("PROJ does not know EPSG:28992");
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

/// From the sample's plane to RD.
class ToRd : public OGRDefaultGeometryVisitor {
  public:
    using OGRDefaultGeometryVisitor::visit;
    void visit(OGRPoint* p) override { p->setX(p->getX() + west), p->setY(p->getY() + south); }
};

void set(OGRFeature& feature, int k, const Value& value) {
    if (const auto* i = std::get_if<int>(&value)) feature.SetField(k, *i);
    if (const auto* d = std::get_if<double>(&value)) feature.SetField(k, *d);
    if (const auto* s = std::get_if<std::string>(&value)) feature.SetField(k, s->c_str());
}

}  // namespace

void write_tables(const std::filesystem::path& file, const std::vector<Table>& tables) {
    const FixedDate fixed;
    std::filesystem::remove(file);
    Dataset dataset(driver("GPKG").Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) fail(file);
    OGRSpatialReference crs = rd_new();
    for (const Table& table : tables) {
        OGRLayer* layer = dataset->CreateLayer(table.name.c_str(), &crs, table.geometry, nullptr);
        if (layer == nullptr || layer->StartTransaction() != OGRERR_NONE) fail(file);
        for (const Column& column : table.columns) {
            OGRFieldDefn field(column.name, column.type);
            if (layer->CreateField(&field) != OGRERR_NONE) fail(file);
        }
        for (const Row& row : table.rows) {
            OGRFeature feature(layer->GetLayerDefn());
            for (std::size_t k = 0; k < row.values.size(); ++k)
                set(feature, static_cast<int>(k), row.values[k]);
            std::unique_ptr<OGRGeometry> moved(row.geometry->clone());
            ToRd to_rd;
            moved->accept(&to_rd);
            if (table.geometry == wkbMultiPolygon)
                moved.reset(OGRGeometryFactory::forceToMultiPolygon(moved.release()));
            if (feature.SetGeometryDirectly(moved.release()) != OGRERR_NONE ||
                layer->CreateFeature(&feature) != OGRERR_NONE)
                fail(file);
        }
        if (layer->CommitTransaction() != OGRERR_NONE) fail(file);
    }
    CPLErrorReset();
    dataset.reset();
    if (CPLGetLastErrorType() >= CE_Failure) fail(file);
}

void write_heights(const std::filesystem::path& file, const std::vector<float>& heights, const char* what) {
    std::filesystem::remove(file);
    char** options = nullptr;
    for (const char* option :
         {"COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"})
        options = CSLAddString(options, option);
    Dataset dataset(
        driver("GTiff").Create(file.c_str(), raster_cells, raster_cells, 1, GDT_Float32, options));
    CSLDestroy(options);
    if (!dataset) fail(file);
    double transform[6] = {west, side / raster_cells, 0, south + side, 0, -side / raster_cells};
    OGRSpatialReference crs = rd_new();
    dataset->SetGeoTransform(transform);
    dataset->SetSpatialRef(&crs);
    dataset->SetMetadataItem("AREA_OR_POINT", "Area");
    dataset->SetMetadataItem("VERTICAL_DATUM", "NAP (EPSG:5709)");
    dataset->SetMetadataItem("SOURCE", "made by luwte-sample; no real place");
    dataset->SetMetadataItem("LICENCE", "CC0-1.0");
    GDALRasterBand* raster = dataset->GetRasterBand(1);
    raster->SetDescription(what);
    raster->SetNoDataValue(ahn_no_data);
    std::vector<float> rows(heights);
    if (raster->RasterIO(GF_Write, 0, 0, raster_cells, raster_cells, rows.data(), raster_cells, raster_cells,
                         GDT_Float32, 0, 0, nullptr) != CE_None)
        fail(file);
    CPLErrorReset();
    dataset.reset();
    if (CPLGetLastErrorType() >= CE_Failure) fail(file);
}

}  // namespace luwte::sample
