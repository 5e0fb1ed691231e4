// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/resample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace luwte {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr double hair = 1e-3;  ///< of a cell: smaller offsets and overlaps are rounding of coordinates

/// The raster cells under one model cell along one axis, with the share of the model cell that each covers.
struct Span {
    std::int64_t first = 0;
    std::vector<double> share;
};

std::vector<Span> spans(double origin, double cell, idx n, double raster_origin, double raster_cell,
                        std::int64_t raster_n) {
    std::vector<Span> out(static_cast<std::size_t>(n));
    for (idx i = 0; i < n; ++i) {
        const double a = (origin + i * cell - raster_origin) / raster_cell;
        const double b = (origin + (i + 1) * cell - raster_origin) / raster_cell;
        Span& s = out[std::size_t(i)];
        s.first = std::max<std::int64_t>(0, std::int64_t(std::floor(a + hair)));
        for (std::int64_t c = s.first; c < raster_n && c < b - hair; ++c)
            s.share.push_back((std::min(b, c + 1.0) - std::max(a, double(c))) * raster_cell / cell);
    }
    return out;
}

struct Weighted {
    float height;
    double area;
};

/// The height at which half of the area is reached, from below; a tie takes the upper one if `high`.
float median(std::vector<Weighted>& cells, double total, bool high) {
    std::sort(cells.begin(), cells.end(),
              [](const Weighted& a, const Weighted& b) { return a.height < b.height; });
    double below = 0;
    for (std::size_t n = 0; n < cells.size(); ++n) {
        below += cells[n].area;
        const double excess = below / total - 0.5;
        if (excess > 1e-6 || (excess > -1e-6 && !high) || n + 1 == cells.size()) return cells[n].height;
    }
    return nan;
}

std::vector<float> from_smaller_cells(const RasterWindow& r, const Grid& g, HeightRule rule,
                                      const std::vector<std::uint8_t>& prefer_high) {
    std::vector<float> out(std::size_t(g.nx) * std::size_t(g.ny), nan);
    const auto columns = spans(g.x0, g.cell_size, g.nx, r.x0, r.dx, r.nx);
    const auto rows = spans(g.y0, g.cell_size, g.ny, r.y0, r.dy, r.ny);
#pragma omp parallel
    {
        std::vector<Weighted> cells;
#pragma omp for schedule(static)
        for (idx j = 0; j < g.ny; ++j)
            for (idx i = 0; i < g.nx; ++i) {
                const Span &row = rows[std::size_t(j)], &column = columns[std::size_t(i)];
                cells.clear();
                double area = 0, sum = 0;
                bool lacks = false;
                for (std::size_t a = 0; a < row.share.size(); ++a)
                    for (std::size_t b = 0; b < column.share.size(); ++b) {
                        const float v = r.value[std::size_t((row.first + std::int64_t(a)) * r.nx +
                                                            column.first + std::int64_t(b))];
                        if (std::isnan(v)) {
                            lacks = true;
                            continue;
                        }
                        const double share = row.share[a] * column.share[b];
                        area += share;
                        sum += share * v;
                        if (rule == HeightRule::surface) cells.push_back({v, share});
                    }
                if (area < 0.5 - 1e-6 || (lacks && rule == HeightRule::concentration)) continue;
                const std::size_t n = std::size_t(j) * std::size_t(g.nx) + std::size_t(i);
                out[n] = rule != HeightRule::surface
                             ? float(sum / area)
                             : median(cells, area, !prefer_high.empty() && prefer_high[n] != 0);
            }
    }
    return out;
}

std::vector<float> from_larger_cells(const RasterWindow& r, const Grid& g, HeightRule rule) {
    std::vector<float> out(std::size_t(g.nx) * std::size_t(g.ny), nan);
    const auto at = [&](std::int64_t row, std::int64_t column) {
        row = std::clamp<std::int64_t>(row, 0, r.ny - 1);
        column = std::clamp<std::int64_t>(column, 0, r.nx - 1);
        return r.value[std::size_t(row * r.nx + column)];
    };
#pragma omp parallel for schedule(static)
    for (idx j = 0; j < g.ny; ++j)
        for (idx i = 0; i < g.nx; ++i) {
            const double u = (g.x(i) - r.x0) / r.dx, v = (g.y(j) - r.y0) / r.dy;
            const float nearest = at(std::int64_t(std::floor(v)), std::int64_t(std::floor(u)));
            const std::size_t n = std::size_t(j) * std::size_t(g.nx) + std::size_t(i);
            if (rule == HeightRule::surface || std::isnan(nearest)) {
                out[n] = nearest;
                continue;
            }
            const auto c = std::int64_t(std::floor(u - 0.5)), d = std::int64_t(std::floor(v - 0.5));
            const double fu = u - 0.5 - double(c), fv = v - 0.5 - double(d);
            double sum = 0, weight = 0;
            bool lacks = false;
            for (int a = 0; a < 2; ++a)
                for (int b = 0; b < 2; ++b) {
                    const float h = at(d + a, c + b);
                    const double w = (a ? fv : 1 - fv) * (b ? fu : 1 - fu);
                    if (std::isnan(h)) {
                        lacks = lacks || w > hair;
                        continue;
                    }
                    sum += w * h;
                    weight += w;
                }
            if (lacks && rule == HeightRule::concentration) continue;
            out[n] = weight > 0 ? float(sum / weight) : nearest;
        }
    return out;
}

bool near_whole(double x) { return std::abs(x - std::round(x)) < hair; }

}  // namespace

std::vector<float> resample(const RasterWindow& r, const Grid& g, HeightRule rule,
                            const std::vector<std::uint8_t>& prefer_high, std::string& words) {
    const bool same_size = std::abs(r.dx - g.cell_size) * g.nx < hair * g.cell_size &&
                           std::abs(r.dy - g.cell_size) * g.ny < hair * g.cell_size;
    const double column = (g.x0 - r.x0) / r.dx, row = (g.y0 - r.y0) / r.dy;
    if (same_size && near_whole(column) && near_whole(row)) {
        words = "copied, cells are the same";
        return from_smaller_cells(r, g, HeightRule::terrain, {});  // one raster cell under each model cell
    }
    if (r.dx <= g.cell_size * (1 + hair) && r.dy <= g.cell_size * (1 + hair)) {
        words = rule != HeightRule::surface ? "area-weighted mean of the raster cells under a cell"
                                            : "area-weighted median of the raster cells under a cell; a tie "
                                              "goes up inside footprints, down outside";
        return from_smaller_cells(r, g, rule, prefer_high);
    }
    words = rule != HeightRule::surface ? "bilinear between raster cells, which are larger than the model's"
                                        : "nearest raster cell, which is larger than the model's";
    return from_larger_cells(r, g, rule);
}

}  // namespace luwte
