// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_raster.hpp"

#include "host/export/map_legend.hpp"
#include "models/city/surface_types.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

namespace luwte {
namespace {

constexpr int samples_per_side = 3;

enum class Ground : std::uint8_t { open, building, water };

Ground ground_at(const MapPicture& p, std::size_t n) {
    if (p.building_height[n] > 0) return Ground::building;
    return p.surface_type[n] == std::int8_t(SurfaceType::water) ? Ground::water : Ground::open;
}

/// Place in the classes; below 0 without a value.
int class_at(const MapPicture& p, const MapLegend& legend, std::size_t n) {
    const float value = p.values[n];
    if (std::isnan(value)) return -1;
    return int(std::ranges::upper_bound(legend.edges, value) - legend.edges.begin());
}

/// Lambert shade of the roofs with light from the north-west, 45 degrees high: the cartographer's habit.
float hillshade(const MapPicture& p, idx j, idx i) {
    const Grid& g = p.grid;
    const auto height = [&](idx jj, idx ii) {
        const std::size_t n = std::size_t(std::clamp(jj, 0, g.ny - 1)) * std::size_t(g.nx) +
                              std::size_t(std::clamp(ii, 0, g.nx - 1));
        return p.terrain_height[n] + p.building_height[n];
    };
    // Slopes of more than 1.5 are walls; clipping keeps the roofs' own relief visible.
    const float step = 2 * float(g.cell_size);
    const float east = std::clamp((height(j, i + 1) - height(j, i - 1)) / step, -1.5f, 1.5f);
    const float north = std::clamp((height(j + 1, i) - height(j - 1, i)) / step, -1.5f, 1.5f);
    const float length = std::sqrt(1 + east * east + north * north);
    return std::max(0.0f, (east * 0.5f - north * 0.5f + 0.70711f) / length) / 0.70711f;
}

struct CellColours {
    std::vector<Colour> fill;
    std::vector<Ground> ground;
};

CellColours colour_cells(const MapPicture& p) {
    const MapLegend legend = legend_of(p.classes);
    std::vector<Colour> palette;
    for (const FieldClass& c : legend.classes) palette.push_back(colour_of(c.colour));

    const Grid& g = p.grid;
    CellColours cells;
    cells.fill.resize(p.values.size());
    cells.ground.resize(p.values.size());
#pragma omp parallel for schedule(static)
    for (idx j = 0; j < g.ny; ++j)
        for (idx i = 0; i < g.nx; ++i) {
            const std::size_t n = std::size_t(j) * std::size_t(g.nx) + std::size_t(i);
            const Ground ground = cells.ground[n] = ground_at(p, n);
            const int value_class = class_at(p, legend, n);
            if (ground == Ground::building) {
                const float light = 0.76f + 0.24f * std::min(hillshade(p, j, i), 1.35f);
                const Colour c = map_colours::roof;
                cells.fill[n] = {std::min(c.r * light, 1.0f), std::min(c.g * light, 1.0f),
                                 std::min(c.b * light, 1.0f)};
            } else if (ground == Ground::water)
                cells.fill[n] = map_colours::water;
            else
                cells.fill[n] = value_class < 0 ? map_colours::no_value : palette[std::size_t(value_class)];
        }
    return cells;
}

/// Colour of the map at a point, `x` and `y` in cells from the lower left corner.
class Sampler {
  public:
    Sampler(const MapPicture& picture, const CellColours& cells, double cell_px)
        : p_(picture), cells_(cells), cell_px_(cell_px) {}

    Colour at(double x, double y, double px, double py) const {
        const Grid& g = p_.grid;
        const idx i = std::clamp(idx(x), 0, g.nx - 1), j = std::clamp(idx(y), 0, g.ny - 1);
        const std::size_t n = index(j, i);
        Colour colour = cells_.fill[n];
        const Ground ground = cells_.ground[n];
        const double east = (i + 1 - x) * cell_px_, west = (x - i) * cell_px_, north = (j + 1 - y) * cell_px_,
                     south = (y - j) * cell_px_;
        const auto near_edge = [&](double width, auto&& differs) {
            return (east < width && i + 1 < g.nx && differs(index(j, i + 1))) ||
                   (west < width && i > 0 && differs(index(j, i - 1))) ||
                   (north < width && j + 1 < g.ny && differs(index(j + 1, i))) ||
                   (south < width && j > 0 && differs(index(j - 1, i)));
        };
        if (ground == Ground::open && crown(n) && near_edge(1.2, [&](std::size_t m) { return !crown(m); }))
            colour = mix(colour, map_colours::crown_edge, 0.55f);
        const auto stroke = [&](const Hatch& hatch) {
            if (hatch.covers(px, py)) colour = mix(colour, map_colours::hatch, hatch.strength);
        };
        if (ground == Ground::open && p_.surface_type[n] == std::int8_t(SurfaceType::unknown))
            stroke(surface_unknown);
        if (ground != Ground::building && p_.data_gap[n] != 0) stroke(height_filled);
        if (ground == Ground::water &&
            near_edge(0.9, [&](std::size_t m) { return cells_.ground[m] != ground; }))
            colour = map_colours::water_edge;
        if (ground == Ground::building &&
            near_edge(0.9, [&](std::size_t m) { return cells_.ground[m] != ground; }))
            colour = map_colours::roof_edge;
        return colour;
    }

    /// Whether at() is the cell's fill all over a rectangle, by its lower left and upper right corners: no
    /// other cell so near that a line is drawn, no hatch.
    bool is_even(double x0, double y0, double x1, double y1) const {
        const idx i = idx(x0), j = idx(y0);
        const double line = 1.2 / cell_px_;
        if (i < 0 || j < 0 || x0 - i < line || i + 1 - x1 < line || y0 - j < line || j + 1 - y1 < line)
            return false;
        const std::size_t n = index(j, i);
        return p_.data_gap[n] == 0 && p_.surface_type[n] != std::int8_t(SurfaceType::unknown);
    }
    Colour fill_at(double x, double y) const { return cells_.fill[index(idx(y), idx(x))]; }

  private:
    std::size_t index(idx j, idx i) const {
        return std::size_t(j) * std::size_t(p_.grid.nx) + std::size_t(i);
    }
    bool crown(std::size_t n) const {
        return !p_.canopy_height.empty() && p_.canopy_height[n] > 0 && cells_.ground[n] == Ground::open;
    }

    const MapPicture& p_;
    const CellColours& cells_;
    double cell_px_;
};

}  // namespace

Colour colour_of(std::string_view hex) {
    const auto part = [&](std::size_t at) {
        return float(std::strtol(std::string(hex.substr(at, 2)).c_str(), nullptr, 16)) / 255.0f;
    };
    return {part(1), part(3), part(5)};
}

Colour mix(Colour a, Colour b, float share) {
    return {a.r + share * (b.r - a.r), a.g + share * (b.g - a.g), a.b + share * (b.b - a.b)};
}

MapRaster draw_map(const MapPicture& picture, int longest_px) {
    const Grid& g = picture.grid;
    const double cell_px = double(longest_px) / std::max(g.nx, g.ny);
    MapRaster raster;
    raster.width = std::max(1, int(std::lround(g.nx * cell_px)));
    raster.height = std::max(1, int(std::lround(g.ny * cell_px)));
    raster.pixels.resize(std::size_t(raster.width) * std::size_t(raster.height));
    const CellColours cells = colour_cells(picture);
    const Sampler sampler(picture, cells, cell_px);
    const double dx = double(g.nx) / raster.width, dy = double(g.ny) / raster.height;
#pragma omp parallel for schedule(static)
    for (int row = 0; row < raster.height; ++row)
        for (int column = 0; column < raster.width; ++column) {
            const double left = column * dx, bottom = g.ny - (row + 1) * dy;
            const bool even = sampler.is_even(left, bottom, left + dx, bottom + dy);
            const Colour fill = even ? sampler.fill_at(left, bottom) : Colour{};
            float r = 0, gr = 0, b = 0;
            for (int s = 0; s < samples_per_side * samples_per_side; ++s) {
                const int across = s % samples_per_side, down = s / samples_per_side;
                const double px = column + (across + 0.5) / samples_per_side;
                const double py = row + (down + 0.5) / samples_per_side;
                const Colour c = even ? fill : sampler.at(px * dx, g.ny - py * dy, px, py);
                r += c.r, gr += c.g, b += c.b;
            }
            const auto byte = [](float sum) {
                return std::uint32_t(std::lround(255 * sum / (samples_per_side * samples_per_side)));
            };
            raster.pixels[std::size_t(row) * std::size_t(raster.width) + std::size_t(column)] =
                0xff000000u | byte(r) << 16 | byte(gr) << 8 | byte(b);
        }
    return raster;
}

std::vector<double> class_shares(const MapPicture& picture) {
    const MapLegend legend = legend_of(picture.classes);
    std::vector<double> shares(legend.classes.size(), 0.0);
    double total = 0;
    for (std::size_t n = 0; n < picture.values.size(); ++n) {
        const int value_class = class_at(picture, legend, n);
        if (value_class < 0 || ground_at(picture, n) != Ground::open) continue;
        shares[std::size_t(value_class)] += 1;
        total += 1;
    }
    for (double& share : shares) share = total > 0 ? share / total : 0;
    return shares;
}

}  // namespace luwte
