// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Small rasters and vector files that tests write into a folder of their own.

#include "kernels/core/error.hpp"
#include "kernels/core/grid.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

namespace luwte::test_files {

/// A folder that is empty at first and gone afterwards, named after the test that runs.
class Folder {
  public:
    Folder() {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::path(testing::TempDir()) /
                (std::string("luwte_") + info->test_suite_name() + "_" + info->name() + "_" +
                 std::to_string(::getpid()));
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
        GDALAllRegister();
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline OGRSpatialReference epsg(int number) {
    OGRSpatialReference crs;
    crs.importFromEPSG(number);
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

struct Raster {
    int nx = 4, ny = 3;
    double x0 = 100000, y0 = 400000, cell = 1;  ///< lower left corner
    std::optional<double> no_data{};
    int crs = 28992;  ///< 0 = none
    GDALDataType type = GDT_Float32;
    std::function<double(double x, double y)> height;  ///< at a cell's centre, m
};

inline std::filesystem::path write_raster(const std::filesystem::path& file, const Raster& r) {
    GDALDatasetUniquePtr data(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        file.c_str(), r.nx, r.ny, 1, r.type, nullptr));
    double t[6] = {r.x0, r.cell, 0, r.y0 + r.ny * r.cell, 0, -r.cell};
    data->SetGeoTransform(t);
    if (r.crs != 0) {
        const auto crs = epsg(r.crs);
        data->SetSpatialRef(&crs);
    }
    if (r.no_data) data->GetRasterBand(1)->SetNoDataValue(*r.no_data);
    std::vector<double> row(std::size_t(r.nx));
    for (int j = 0; j < r.ny; ++j) {
        for (int i = 0; i < r.nx; ++i)
            row[std::size_t(i)] = r.height(r.x0 + (i + 0.5) * r.cell, r.y0 + (r.ny - j - 0.5) * r.cell);
        if (data->GetRasterBand(1)->RasterIO(GF_Write, 0, j, r.nx, 1, row.data(), r.nx, 1, GDT_Float64, 0,
                                             0) != CE_None)
            throw RuntimeError("test raster");
    }
    return file;
}

struct Outline {
    std::string wkt;
    std::vector<std::pair<std::string, std::string>> fields{};  ///< name, text
};
struct Layer {
    std::string name;
    std::vector<Outline> shapes;
    int crs = 28992;                                            ///< 0 = none
    std::vector<std::pair<std::string, OGRFieldType>> types{};  ///< fields that are not text
};

inline std::string box(double x0, double y0, double x1, double y1) {
    const auto p = [](double x, double y) { return std::to_string(x) + " " + std::to_string(y); };
    return "POLYGON ((" + p(x0, y0) + "," + p(x1, y0) + "," + p(x1, y1) + "," + p(x0, y1) + "," + p(x0, y0) +
           "))";
}

inline std::filesystem::path write_vector(const std::filesystem::path& file, const std::vector<Layer>& layers,
                                          const char* driver = "GPKG") {
    GDALDatasetUniquePtr data(
        GetGDALDriverManager()->GetDriverByName(driver)->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    for (const Layer& l : layers) {
        auto crs = l.crs == 0 ? OGRSpatialReference() : epsg(l.crs);
        OGRLayer* layer = data->CreateLayer(l.name.c_str(), l.crs == 0 ? nullptr : &crs, wkbUnknown, nullptr);
        for (const Outline& s : l.shapes)
            for (const auto& [name, text] : s.fields) {
                if (layer->FindFieldIndex(name.c_str(), TRUE) >= 0) continue;
                OGRFieldType type = OFTString;
                for (const auto& [typed, as] : l.types)
                    if (typed == name) type = as;
                OGRFieldDefn field(name.c_str(), type);
                layer->CreateField(&field);
            }
        for (const Outline& s : l.shapes) {
            OGRFeature f(layer->GetLayerDefn());
            for (const auto& [name, text] : s.fields) {
                int index = f.GetFieldIndex(name.c_str());
                if (index < 0) index = f.GetFieldIndex(name.substr(0, 10).c_str());  // Shapefile cuts names
                f.SetField(index, text.c_str());
            }
            OGRGeometry* geometry = nullptr;
            OGRGeometryFactory::createFromWkt(s.wkt.c_str(), nullptr, &geometry);
            f.SetGeometryDirectly(geometry);
            if (layer->CreateFeature(&f) != OGRERR_NONE) throw RuntimeError("test vector file");
        }
    }
    return file;
}

/// Columns of 1 m from (100000, 400000).
inline Grid grid(idx nx, idx ny, double cell = 1) {
    Grid g;
    g.nx = nx;
    g.ny = ny;
    g.cell_size = cell;
    g.x0 = 100000;
    g.y0 = 400000;
    return g;
}

/// The text of the InputError that `f` throws; "" when it throws none.
template <class F>
std::string problem(F&& f) {
    try {
        f();
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}

}  // namespace luwte::test_files
