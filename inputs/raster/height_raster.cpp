// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/height_raster.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/raster/resample.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double highest_height = 9000;             ///< m; no place on Earth is higher
constexpr std::int64_t largest_window = 400000000;  ///< raster cells: 1.6 GB
constexpr std::int64_t largest_block = 1 << 28;     ///< bytes of one block, which GDAL holds whole

std::string extent(double x0, double y0, double x1, double y1) {
    return fmt::format("[{}, {}, {}, {}]", x0, y0, x1, y1);
}

/// The declared no-data value, however it was rounded on its way through text: 3.4028235e38 is the
/// largest float, -3.40282e+38 too.
bool is_declared(double v, bool declared, double no_data) {
    return declared && std::abs(v - no_data) <= 1e-5 * std::abs(no_data);
}

struct Placement {
    double x0, y0, dx, dy;  ///< lower left corner and positive cell sizes
    bool rows_from_north;
};

Placement placement(const std::string& role, const std::filesystem::path& file, GDALDataset& data) {
    double t[6];
    if (data.GetGeoTransform(t) != CE_None)
        throw InputError(role, file.string() + " has no position (no geotransform)",
                         "give it one with gdal_translate -a_ullr xmin ymax xmax ymin");
    if (t[2] != 0 || t[4] != 0 || !(t[1] > 0) || t[5] == 0 || !std::isfinite(t[0] + t[1] + t[3] + t[5]))
        throw InputError(role, file.string() + " is rotated or mirrored; rows must run west to east",
                         "make it north up with gdalwarp");
    const double height = std::abs(t[5]) * data.GetRasterYSize();
    return {t[0], t[5] < 0 ? t[3] - height : t[3], t[1], std::abs(t[5]), t[5] < 0};
}

/// The columns or rows [first, first + n) that touch [low, high].
void window(double low, double high, double origin, double cell, int size, int& first, std::int64_t& n) {
    const auto a = std::int64_t(std::floor((low - origin) / cell)) - 1;
    const auto b = std::int64_t(std::ceil((high - origin) / cell)) + 1;
    first = int(std::clamp<std::int64_t>(a, 0, size));
    n = std::clamp<std::int64_t>(b, first, size) - first;
}

}  // namespace

HeightRaster read_height_raster(const std::string& role, const std::filesystem::path& file, const Grid& grid,
                                HeightRule rule, const std::vector<std::uint8_t>& prefer_high,
                                const char* of) {
    const GDALDatasetUniquePtr data = open_raster(role, file);
    HeightRaster out;
    if (data->GetRasterCount() < 1) throw InputError(role, file.string() + " holds no raster band");
    if (data->GetRasterCount() > 1)
        out.warnings.push_back(fmt::format("{}: {} has {} bands; the first is read as {}", role,
                                           file.string(), data->GetRasterCount(), of));
    if (const char* v = data->GetMetadataItem("TIFFTAG_DATETIME")) out.date = v;
    if (const char* v = data->GetMetadataItem("TIFFTAG_COPYRIGHT")) out.copyright = v;

    Problems problems;
    const CrsMatch crs = match_crs(data->GetSpatialRef(), grid.epsg);
    out.crs = crs.name;
    if (crs.kind == CrsMatch::Kind::missing && grid.epsg != 0)
        out.warnings.push_back(
            fmt::format("{}: {} declares no CRS; EPSG:{} is assumed", role, file.string(), grid.epsg));
    if (crs.kind == CrsMatch::Kind::different)
        problems.add(role,
                     fmt::format("{} is in {}, the study in EPSG:{}", file.string(), crs.name, grid.epsg),
                     fmt::format("gdalwarp -t_srs EPSG:{} {} out.tif", grid.epsg, file.filename().string()));

    const Placement p = placement(role, file, *data);
    const int width = data->GetRasterXSize(), height = data->GetRasterYSize();
    out.cell_size = p.dx;
    const double x1 = grid.x0 + grid.nx * grid.cell_size, y1 = grid.y0 + grid.ny * grid.cell_size;
    const double right = p.x0 + width * p.dx, top = p.y0 + height * p.dy;
    const double most = rule == HeightRule::concentration ? grid.cell_size : std::max(p.dx, p.dy);
    const double slack_x = std::min(p.dx, most) * (1 - 1e-6), slack_y = std::min(p.dy, most) * (1 - 1e-6);
    if (crs.kind != CrsMatch::Kind::different &&
        (p.x0 - grid.x0 > slack_x || x1 - right > slack_x || p.y0 - grid.y0 > slack_y || y1 - top > slack_y))
        problems.add(role,
                     fmt::format("{} covers {}, the study's bounds_m are {}", file.string(),
                                 extent(p.x0, p.y0, right, top), extent(grid.x0, grid.y0, x1, y1)),
                     "use smaller bounds_m or a raster that covers them (xmin, ymin, xmax, ymax)");
    problems.throw_if_any();

    GDALRasterBand& band = *data->GetRasterBand(1);
    int block_x = 0, block_y = 0;
    band.GetBlockSize(&block_x, &block_y);
    const std::int64_t block =
        std::int64_t(block_x) * block_y * GDALGetDataTypeSizeBytes(band.GetRasterDataType());
    int column = 0, row_south = 0;
    RasterWindow w;
    window(grid.x0, x1, p.x0, p.dx, width, column, w.nx);
    window(grid.y0, y1, p.y0, p.dy, height, row_south, w.ny);
    if (w.nx * w.ny > largest_window || block > largest_block)
        throw InputError(
            role,
            fmt::format("{} needs {} x {} raster cells in blocks of {} bytes; the limits are {} and {}",
                        file.string(), w.nx, w.ny, block, largest_window, largest_block),
            "use smaller bounds_m, or a raster with larger cells or tiles of 256 x 256");
    w.x0 = p.x0 + column * p.dx;
    w.y0 = p.y0 + row_south * p.dy;
    w.dx = p.dx;
    w.dy = p.dy;
    w.value.resize(std::size_t(w.nx * w.ny));

    int declared = 0, scaled = 0, shifted = 0;
    const double no_data = band.GetNoDataValue(&declared);
    const double scale = band.GetScale(&scaled), offset = band.GetOffset(&shifted);
    const bool masked = (band.GetMaskFlags() & (GMF_PER_DATASET | GMF_ALPHA)) != 0;
    QuietGdal quiet;
    std::vector<double> line(static_cast<std::size_t>(w.nx));
    std::vector<std::uint8_t> mask(masked ? std::size_t(w.nx) : 0, 255);
    const int n = int(w.nx);
    std::int64_t valid = 0;
    for (std::int64_t j = 0; j < w.ny; ++j) {  // file order: blocks are read once
        const int file_row = p.rows_from_north ? height - row_south - int(w.ny) + int(j) : row_south + int(j);
        const std::int64_t own_row = p.rows_from_north ? w.ny - 1 - j : j;
        if (band.RasterIO(GF_Read, column, file_row, n, 1, line.data(), n, 1, GDT_Float64, 0, 0, nullptr) !=
                CE_None ||
            (masked && band.GetMaskBand()->RasterIO(GF_Read, column, file_row, n, 1, mask.data(), n, 1,
                                                    GDT_Byte, 0, 0, nullptr) != CE_None))
            throw InputError(role,
                             fmt::format("{} cannot be read at row {}: {}", file.string(), file_row,
                                         QuietGdal::last_message()),
                             "the file is damaged or incomplete");
        float* const own = w.value.data() + own_row * w.nx;
        for (int i = 0; i < n; ++i) {
            const double raw = line[std::size_t(i)];
            double v = raw * (scaled ? scale : 1.0) + (shifted ? offset : 0.0);
            const bool said =
                is_declared(raw, declared != 0, no_data) || (masked && mask[std::size_t(i)] == 0);
            const bool hidden = !said && !(std::abs(v) <= highest_height);  // also NaN and infinity
            if (said || hidden) v = std::numeric_limits<double>::quiet_NaN();
            out.hidden_no_data += hidden && !(std::isnan(raw) && declared && std::isnan(no_data));
            valid += !std::isnan(v);
            own[i] = float(v);
        }
    }
    if (valid == 0)
        throw InputError(role, fmt::format("{} holds no {} within bounds_m, only no data", file.string(), of),
                         "check bounds_m, or take the neighbouring map sheet");
    if (out.hidden_no_data > 0)
        out.warnings.push_back(
            fmt::format("{}: {} values in {} are no {}s (NaN, infinite or beyond 9000) and not declared "
                        "as no data; they are read as no data",
                        role, out.hidden_no_data, file.string(), of));
    out.height = resample(w, grid, rule, prefer_high, out.resampling);
    return out;
}

}  // namespace luwte
