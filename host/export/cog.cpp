// SPDX-License-Identifier: Apache-2.0
#include "host/export/cog.hpp"

#include "host/export/map_raster.hpp"
#include "host/output/run_metadata.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

namespace luwte {
namespace {

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// GDAL's messages go into our exception, not to the terminal.
class QuietGdal {
  public:
    QuietGdal() {
        GDALAllRegister();
        CPLPushErrorHandler(CPLQuietErrorHandler);
        CPLErrorReset();
    }
    ~QuietGdal() { CPLPopErrorHandler(); }
};

/// A file in GDAL's memory. GDAL does not say why it could not write to a disk, nor always that it could not;
/// so the bytes go there in one piece, by our own hand.
struct MemoryFile {
    static constexpr const char* name = "/vsimem/luwte-map.tif";
    MemoryFile() = default;
    MemoryFile(const MemoryFile&) = delete;
    ~MemoryFile() { VSIUnlink(name); }
    std::string_view content() const {
        vsi_l_offset size = 0;
        const GByte* bytes = VSIGetMemFileBuffer(name, &size, FALSE);
        return {reinterpret_cast<const char*>(bytes), std::size_t(size)};
    }
};

[[noreturn]] void fail(const std::filesystem::path& file) {
    throw RuntimeError(file.string() + ": cannot write the map: " + CPLGetLastErrorMsg());
}

std::string tiff_time(double unix_time_s) {  // "YYYY:MM:DD HH:MM:SS"
    std::string text = iso_utc(unix_time_s);
    text[4] = text[7] = ':';
    text[10] = ' ';
    return text.substr(0, 19);
}

Dataset in_memory(const Grid& grid, const FieldInfo& field, std::span<const float> values,
                  const MapCaption& caption, const std::filesystem::path& file) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
    if (driver == nullptr) fail(file);
    const bool classes = !field.classes.empty();
    Dataset dataset(driver->Create("", grid.nx, grid.ny, 1, classes ? GDT_Byte : GDT_Float32, nullptr));
    if (dataset == nullptr) fail(file);

    double transform[6] = {grid.x0, grid.cell_size, 0, grid.y0 + grid.ny * grid.cell_size,
                           0,       -grid.cell_size};
    dataset->SetGeoTransform(transform);
    if (grid.epsg != 0) {
        OGRSpatialReference crs;
        if (crs.importFromEPSG(grid.epsg) != OGRERR_NONE) fail(file);
        dataset->SetSpatialRef(&crs);
    }
    dataset->SetMetadataItem("TIFFTAG_DATETIME", tiff_time(caption.end_s).c_str());
    dataset->SetMetadataItem("TIFFTAG_SOFTWARE", caption.source.c_str());
    dataset->SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION",
                             (caption.title + ": " + std::string(field.long_name)).c_str());

    GDALRasterBand* band = dataset->GetRasterBand(1);
    band->SetNoDataValue(classes ? field.fill : std::numeric_limits<double>::quiet_NaN());
    if (classes) {
        GDALColorTable colours(GPI_RGB);
        std::string values_text, meanings;
        for (const FieldClass& c : field.classes) {
            const Colour rgb = colour_of(c.colour);
            const auto byte = [](float x) { return short(std::lround(255 * x)); };
            const GDALColorEntry entry{byte(rgb.r), byte(rgb.g), byte(rgb.b), 255};
            colours.SetColorEntry(c.value, &entry);
            values_text += (values_text.empty() ? "" : " ") + std::to_string(c.value);
            meanings += (meanings.empty() ? "" : " ") + std::string(c.meaning);
        }
        band->SetColorTable(&colours);
        band->SetMetadataItem("flag_values", values_text.c_str());
        band->SetMetadataItem("flag_meanings", meanings.c_str());
    }
    band->SetDescription(std::string(field.name).c_str());
    band->SetUnitType(std::string(people_units(field.units)).c_str());
    band->SetMetadataItem("long_name", std::string(field.long_name).c_str());
    band->SetMetadataItem("time_coverage_start", iso_utc(caption.begin_s).c_str());
    band->SetMetadataItem("time_coverage_end", iso_utc(caption.end_s).c_str());

    std::vector<float> row(std::size_t(grid.nx));
    for (idx j = 0; j < grid.ny; ++j) {
        for (idx i = 0; i < grid.nx; ++i) {
            const float value = values[std::size_t(j) * std::size_t(grid.nx) + std::size_t(i)];
            row[std::size_t(i)] = classes && std::isnan(value)
                                      ? float(field.fill)
                                      : float(people_value(field.units, double(value)));
        }
        if (band->RasterIO(GF_Write, 0, grid.ny - 1 - j, grid.nx, 1, row.data(), grid.nx, 1, GDT_Float32, 0,
                           0, nullptr) != CE_None)
            fail(file);
    }
    return dataset;
}

}  // namespace

void write_cog(PartFile& to, const Grid& grid, const FieldInfo& field, std::span<const float> values,
               const MapCaption& caption) {
    const std::filesystem::path& file = to.path();
    if (values.size() != std::size_t(grid.nx) * std::size_t(grid.ny))
        throw RuntimeError(file.string() + ": the map has not as many values as the grid has cells");
    const QuietGdal quiet;
    const Dataset source = in_memory(grid, field, values, caption, file);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
    if (driver == nullptr)
        throw RuntimeError(file.string() + ": this GDAL has no driver COG (3.1 or newer has)");
    const bool classes = !field.classes.empty();
    const char* const options[] = {"COMPRESS=DEFLATE",
                                   "LEVEL=6",
                                   classes ? "PREDICTOR=NO" : "PREDICTOR=3",
                                   "OVERVIEWS=AUTO",
                                   "BLOCKSIZE=512",
                                   classes ? "OVERVIEW_RESAMPLING=MODE" : "OVERVIEW_RESAMPLING=AVERAGE",
                                   "NUM_THREADS=1",
                                   nullptr};
    const MemoryFile memory;
    {
        const Dataset written(driver->CreateCopy(memory.name, source.get(), TRUE, const_cast<char**>(options),
                                                 nullptr, nullptr));
        if (written == nullptr) fail(file);
    }
    const char* const drivers[] = {"GTiff", nullptr};
    {
        const Dataset check(GDALDataset::Open(memory.name, GDAL_OF_RASTER | GDAL_OF_READONLY, drivers));
        if (check == nullptr || check->GetRasterXSize() != grid.nx || check->GetRasterYSize() != grid.ny)
            fail(file);
    }
    to.write(memory.content());
}

}  // namespace luwte
