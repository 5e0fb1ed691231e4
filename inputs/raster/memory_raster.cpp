// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/memory_raster.hpp"

#include "kernels/core/error.hpp"

#include <string>

namespace luwte {

GDALDatasetUniquePtr memory_raster(void* values, GDALDataType type, idx nx, idx ny, const Grid* grid) {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
    GDALDatasetUniquePtr data(driver ? driver->Create("", nx, ny, 0, type, nullptr) : nullptr);
    char address[64] = {};
    address[CPLPrintPointer(address, values, sizeof(address) - 1)] = 0;
    const std::string option = std::string("DATAPOINTER=") + address;
    const char* options[] = {option.c_str(), nullptr};
    if (!data || data->AddBand(type, const_cast<char**>(options)) != CE_None)
        throw RuntimeError("GDAL cannot hold a raster in memory");
    if (grid != nullptr) {
        double t[6] = {grid->x0, grid->cell_size, 0, grid->y0, 0, grid->cell_size};
        data->SetGeoTransform(t);
    }
    return data;
}

}  // namespace luwte
