// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/fill_holes.hpp"

#include "inputs/raster/memory_raster.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <gdal_alg.h>

namespace luwte {

std::int64_t fill_holes(std::vector<float>& plane, idx nx, idx ny) {
    std::vector<std::uint8_t> valid(plane.size());
    std::int64_t holes = 0;
    for (std::size_t n = 0; n < plane.size(); ++n) {
        valid[n] = std::isnan(plane[n]) ? 0 : 1;
        holes += valid[n] == 0;
    }
    if (holes == 0) return 0;
    for (std::size_t n = 0; n < plane.size(); ++n)
        if (valid[n] == 0) plane[n] = 0.0f;
    {
        const auto heights = memory_raster(plane.data(), GDT_Float32, nx, ny);
        const auto mask = memory_raster(valid.data(), GDT_Byte, nx, ny);
        static const char* options[] = {"TEMP_FILE_DRIVER=MEM", nullptr};
        if (GDALFillNodata(heights->GetRasterBand(1), mask->GetRasterBand(1), double(nx) + double(ny), 0, 0,
                           const_cast<char**>(options), nullptr, nullptr) != CE_None)
            throw RuntimeError(std::string("filling holes in a height raster failed: ") +
                               CPLGetLastErrorMsg());
        heights->FlushCache();
    }
    return holes;
}

}  // namespace luwte
