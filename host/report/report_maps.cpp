// SPDX-License-Identifier: Apache-2.0
#include "host/report/report_maps.hpp"

#include "host/export/map_legend.hpp"
#include "host/export/map_raster.hpp"
#include "host/report/html.hpp"
#include "models/city/surface_types.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace luwte {
namespace {

template <class T>
std::vector<T> map_of(const ResultReader& result, std::string_view field) {
    const std::size_t cells = std::size_t(result.grid().nx) * std::size_t(result.grid().ny);
    if (!result.has(field)) return std::vector<T>(cells, T{});
    std::vector<T> values;
    values.reserve(cells);
    for (const float value : result.read_map(field)) values.push_back(std::isnan(value) ? T{} : T(value));
    return values;
}

/// Part [i0, i1) x [j0, j1) of a map.
struct Window {
    idx i0, i1, j0, j1, nx;
    template <class T>
    std::vector<T> of(const std::vector<T>& all) const {
        std::vector<T> part;
        part.reserve(std::size_t(i1 - i0) * std::size_t(j1 - j0));
        for (idx j = j0; j < j1; ++j)
            part.insert(part.end(), all.begin() + std::ptrdiff_t(j) * nx + i0,
                        all.begin() + std::ptrdiff_t(j) * nx + i1);
        return part;
    }
};

}  // namespace

ReportCity::ReportCity(const ResultReader& result)
    : grid(result.grid()),
      terrain_height(map_of<float>(result, "terrain_height")),
      building_height(map_of<float>(result, "building_height")),
      canopy_height(map_of<float>(result, "canopy_height")),
      surface_type(map_of<std::int8_t>(result, "surface_type")),
      data_gap(map_of<std::uint8_t>(result, "data_gap")) {}

bool ReportCity::is_open(std::size_t cell) const {
    return !(building_height[cell] > 0) && surface_type[cell] != std::int8_t(SurfaceType::water);
}

MapPicture ReportCity::picture(std::span<const float> values, std::string_view classes) const {
    return {.title = {},
            .subtitle = {},
            .sources = {},
            .grid = grid,
            .values = values,
            .terrain_height = terrain_height,
            .building_height = building_height,
            .canopy_height = canopy_height,
            .surface_type = surface_type,
            .data_gap = data_gap,
            .classes = classes};
}

ReportCity ReportCity::window(const std::vector<MapOutline>& around, double margin_m,
                              std::vector<float>& values) const {
    double x0 = std::numeric_limits<double>::infinity(), y0 = x0, x1 = -x0, y1 = -x0;
    for (const MapOutline& outline : around)
        for (const auto& ring : outline.rings)
            for (const auto& [x, y] : ring)
                x0 = std::min(x0, x), x1 = std::max(x1, x), y0 = std::min(y0, y), y1 = std::max(y1, y);
    const auto column = [&](double at, double origin, idx most) {
        return std::clamp(idx(std::floor((at - origin) / grid.cell_size)), 0, most);
    };
    Window part{0, grid.nx, 0, grid.ny, grid.nx};
    if (x0 <= x1) {
        part.i0 = column(x0 - margin_m, grid.x0, grid.nx - 1),
        part.j0 = column(y0 - margin_m, grid.y0, grid.ny - 1);
        part.i1 = column(x1 + margin_m, grid.x0, grid.nx - 1) + 1;
        part.j1 = column(y1 + margin_m, grid.y0, grid.ny - 1) + 1;
    }
    ReportCity city;
    city.grid = grid;
    city.grid.nx = part.i1 - part.i0, city.grid.ny = part.j1 - part.j0;
    city.grid.x0 = grid.x0 + part.i0 * grid.cell_size, city.grid.y0 = grid.y0 + part.j0 * grid.cell_size;
    city.terrain_height = part.of(terrain_height), city.building_height = part.of(building_height);
    city.canopy_height = part.of(canopy_height), city.surface_type = part.of(surface_type);
    city.data_gap = part.of(data_gap), values = part.of(values);
    return city;
}

OpenGround open_ground(const ReportCity& city, std::span<const float> values) {
    OpenGround ground;
    double sum = 0;
    for (std::size_t n = 0; n < values.size(); ++n)
        if (city.is_open(n) && !std::isnan(values[n]))
            ground.sorted.push_back(values[n]), sum += double(values[n]);
    std::ranges::sort(ground.sorted);
    ground.cells = ground.sorted.size();
    if (ground.cells == 0) {
        ground.mean = ground.p05 = ground.p95 = std::numeric_limits<double>::quiet_NaN();
        return ground;
    }
    ground.mean = sum / double(ground.cells);
    const auto at = [&](double share) {
        return double(ground.sorted[std::size_t(std::lround(share * double(ground.cells - 1)))]);
    };
    ground.p05 = at(0.05), ground.p95 = at(0.95);
    return ground;
}

double OpenGround::share_above(double limit) const {
    if (cells == 0) return std::numeric_limits<double>::quiet_NaN();
    return double(sorted.end() - std::ranges::upper_bound(sorted, float(limit))) / double(cells);
}

std::string map_figure(const ReportCity& city, std::span<const float> values, std::string_view classes,
                       std::string_view caption_nl, std::string_view caption_en,
                       const std::vector<MapOutline>& outlines, int longest_px) {
    MapPicture picture = city.picture(values, classes);
    picture.outlines = outlines;
    const MapLegend legend = legend_of(classes);
    const std::vector<double> shares = class_shares(picture);
    std::string html = fmt::format("<figure><img alt=\"\" src=\"{}\">\n<ul class=\"legend\">",
                                   data_uri_of_png(map_png(picture, longest_px)));
    for (std::size_t n = 0; n < legend.classes.size(); ++n) {
        const double percent = 100 * shares[n];
        html += fmt::format(
            "<li><span class=\"box\" style=\"background:{}\"></span>{} <span class=\"quiet\">{}</span></li>",
            legend.classes[n].colour, escaped(legend.classes[n].label),
            percent == 0    ? "&ndash;"
            : percent < 0.5 ? "&lt; 1 %"
                            : fmt::format("{:.0f} %", percent));
    }
    return html + fmt::format("</ul><figcaption>{}</figcaption></figure>\n", both(caption_nl, caption_en));
}

}  // namespace luwte
