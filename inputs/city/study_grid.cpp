// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/study_grid.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double most_columns = 1e8;  ///< about 6 GB while loading

/// Cells along one side of the bounds; 0 with a problem when it is not a whole number.
double cells(double low, double high, double cell, const char* side, Problems& problems) {
    const double n = (high - low) / cell;
    if (!(n >= 0.5) || !std::isfinite(n)) {
        problems.add("area.bounds_m", fmt::format("{} max {} is not above {} min {}", side, high, side, low),
                     "bounds_m = [xmin, ymin, xmax, ymax]");
        return 0;
    }
    if (std::abs(n - std::round(n)) > 1e-6 * n) {
        problems.add("area.bounds_m",
                     fmt::format("{} - {} is {:.3f} cells of {} m along {}; it must be a whole number", high,
                                 low, n, cell, side),
                     fmt::format("{} max = {} fits", side, low + std::max(1.0, std::floor(n)) * cell));
        return 0;
    }
    return std::round(n);
}

}  // namespace

Grid make_grid(const Study::Area& area) {
    Problems problems;
    const auto& b = area.bounds_m;
    Grid g;
    if (!(area.cell_size_m > 0) || !std::isfinite(area.cell_size_m))
        throw InputError("area.cell_size_m", fmt::format("{} is not above 0", area.cell_size_m));
    const double nx = cells(b[0], b[2], area.cell_size_m, "x", problems);
    const double ny = cells(b[1], b[3], area.cell_size_m, "y", problems);
    if (nx * ny > most_columns)
        problems.add(
            "area.bounds_m",
            fmt::format("{:.0f} x {:.0f} cells are more than the limit of {:.0f}", nx, ny, most_columns),
            "use larger cells or smaller bounds");
    std::unique_ptr<OGRSpatialReference> crs;
    problems.collect([&] { crs = study_crs(area.epsg); });
    problems.throw_if_any();

    g.nx = idx(nx);
    g.ny = idx(ny);
    g.cell_size = area.cell_size_m;
    g.x0 = b[0];
    g.y0 = b[1];
    g.epsg = area.epsg;
    if (!crs) {
        g.latitude_rad = area.latitude_deg * degree_d;
        g.longitude_rad = area.longitude_deg * degree_d;
        return g;
    }
    QuietGdal quiet;
    OGRSpatialReference wgs84;
    wgs84.importFromEPSG(4326);
    wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> to_degrees(
        OGRCreateCoordinateTransformation(crs.get(), &wgs84));
    // The centre, and a point 1 km up the y axis, whose true azimuth is the convergence.
    double x[2] = {0.5 * (b[0] + b[2]), 0.5 * (b[0] + b[2])},
           y[2] = {0.5 * (b[1] + b[3]), 0.5 * (b[1] + b[3]) + 1000};
    if (!to_degrees || !to_degrees->Transform(2, x, y) || !std::isfinite(x[0] + x[1] + y[0] + y[1]))
        throw InputError("area.bounds_m",
                         fmt::format("({}, {}) is not a place in EPSG:{}", x[0], y[0], area.epsg),
                         "bounds_m are metres in the study's CRS: xmin ymin xmax ymax");
    g.latitude_rad = y[0] * degree_d;
    g.longitude_rad = x[0] * degree_d;
    // East and north parts on the WGS 84 ellipsoid, at the middle latitude of the two points.
    constexpr double e2 = 0.00669437999014;
    const double s = std::sin(0.5 * (y[0] + y[1]) * degree_d), c = std::cos(0.5 * (y[0] + y[1]) * degree_d);
    const double east = (x[1] - x[0]) * c, north = (y[1] - y[0]) * (1 - e2) / (1 - e2 * s * s);
    g.convergence_rad = std::atan2(east, north);
    // The y axis bends by half of what the meridians turn over that kilometre: below 1e-5 rad.
    return g;
}

}  // namespace luwte
