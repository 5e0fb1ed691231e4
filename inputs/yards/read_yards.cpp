// SPDX-License-Identifier: Apache-2.0
#include "inputs/yards/read_yards.hpp"

#include "inputs/study/suggest.hpp"
#include "inputs/vector/features.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Yards this far around the area are named as outside; what lies further away is not even read.
constexpr double looked_around = 50e3;  ///< m
constexpr std::size_t longest_name = 100;

double side(const Grid& grid, idx cells) { return cells * grid.cell_size; }

Grid far_around(const Grid& grid) {
    Grid around = grid;
    around.cell_size = std::max(side(grid, grid.nx), side(grid, grid.ny)) + 2 * looked_around;
    around.x0 -= looked_around, around.y0 -= looked_around, around.nx = around.ny = 1;
    return around;
}

std::vector<std::vector<Yard::Ring>> rings_of(const OGRGeometry& geometry) {
    std::vector<std::vector<Yard::Ring>> polygons;
    for (const OGRPolygon* polygon : *geometry.toMultiPolygon()) {
        polygons.emplace_back();
        for (const OGRLinearRing* ring : *polygon) {
            Yard::Ring points;
            for (int n = 0; n < ring->getNumPoints(); ++n) points.push_back({ring->getX(n), ring->getY(n)});
            polygons.back().push_back(std::move(points));
        }
    }
    return polygons;
}

struct Inside {
    std::vector<std::int32_t> open;  ///< cells
    std::size_t built = 0;
};

/// Cells whose middle lies inside; the polygon is put on the part of the grid that it reaches.
Inside cells_of(const OGRGeometry& geometry, const CityLayers& city) {
    const Grid& grid = city.grid;
    OGREnvelope e;
    geometry.getEnvelope(&e);
    const auto first = [&](double at, double begin, idx size) {
        return idx(std::clamp(std::floor((at - begin) / grid.cell_size), 0.0, double(size)));
    };
    const auto last = [&](double at, double begin, idx size) {
        return idx(std::clamp(std::ceil((at - begin) / grid.cell_size), 0.0, double(size)));
    };
    Grid part = grid;
    const idx i0 = first(e.MinX, grid.x0, grid.nx), j0 = first(e.MinY, grid.y0, grid.ny);
    part.nx = last(e.MaxX, grid.x0, grid.nx) - i0, part.ny = last(e.MaxY, grid.y0, grid.ny) - j0;
    part.x0 = grid.x0 + side(grid, i0), part.y0 = grid.y0 + side(grid, j0);
    Inside inside;
    if (part.nx <= 0 || part.ny <= 0) return inside;
    std::vector<std::int32_t> plane(std::size_t(part.nx) * std::size_t(part.ny), 0);
    burn(plane, part, {&geometry}, {1});
    for (std::size_t n = 0; n < plane.size(); ++n) {
        if (plane[n] == 0) continue;
        const idx j = j0 + idx(n) / part.nx, i = i0 + idx(n) % part.nx, cell = j * grid.nx + i;
        if (city.building_height[std::size_t(cell)] > 0)
            ++inside.built;
        else
            inside.open.push_back(cell);
    }
    return inside;
}

double area_of(const OGRGeometry& geometry) { return geometry.toMultiPolygon()->get_Area(); }

class Reader {
  public:
    Reader(const std::string& role, const std::filesystem::path& file, const CityLayers& city)
        : role_(role), file_(file), city_(city) {
        const Grid& g = city.grid;
        OGRLinearRing ring;
        const double x1 = g.x0 + side(g, g.nx), y1 = g.y0 + side(g, g.ny);
        for (const auto& [x, y] : {std::pair{g.x0, g.y0}, {x1, g.y0}, {x1, y1}, {g.x0, y1}, {g.x0, g.y0}})
            ring.addPoint(x, y);
        area_.addRing(&ring);
    }

    Yards read() {
        const FeatureSet set =
            read_features(role_, file_, far_around(city_.grid), [](const std::string&) { return true; });
        out_.warnings = set.warnings;
        if (set.ended + set.not_on_the_ground > 0)
            out_.warnings.push_back(
                fmt::format("{}: {} objects of {} were left out: ended versions, or below ground level",
                            role_, set.ended + set.not_on_the_ground, file_.string()));
        if (set.features.empty())
            throw InputError(
                role_, fmt::format("{} holds no polygon in or near the area", file_.string()),
                "draw polygons inside the area, in the study's CRS or in one that the file names");
        if (set.features.size() > most_yards)
            throw InputError(role_,
                             fmt::format("{} holds {} polygons; at most {} yards are allowed", file_.string(),
                                         set.features.size(), most_yards),
                             "each yard takes a solution of every sector; keep those that matter");
        for (const Feature& f : set.features) add(f);
        problems_.throw_if_any();
        out_.record = record_of("yards", file_, set.crs, set.date);
        return std::move(out_);
    }

  private:
    void add(const Feature& f) {
        Yard yard;
        yard.name = f.get({"name", "id"});
        if (yard.name.empty()) yard.name = fmt::format("yard {}", f.number + 1);
        const auto problem = [&](std::string what, std::string hint) {
            problems_.add(fmt::format("{}, {}", role_, file_.string()),
                          fmt::format("yard '{}' {}", printable(yard.name), what), std::move(hint));
        };
        if (yard.name.size() > longest_name || printable(yard.name, longest_name) != yard.name)
            problem(
                fmt::format("has a name of more than {} characters or with control characters", longest_name),
                "it is how results name the yard");
        else if (!names_.insert(yard.name).second)
            problem("stands twice", "give each polygon a `name` of its own, or join them as a multipolygon");
        const OGRGeometryUniquePtr inside(f.geometry->Intersection(&area_));
        const double whole = area_of(*f.geometry);
        double within = 0;
        if (inside && OGR_GT_IsSurface(inside->getGeometryType())) within = inside->toSurface()->get_Area();
        if (inside && OGR_GT_IsSubClassOf(wkbFlatten(inside->getGeometryType()), wkbGeometryCollection))
            within = inside->toGeometryCollection()->get_Area();
        if (!(within > 0)) return problem("lies outside the area", "move it, or widen area.bounds_m");
        Inside cells = cells_of(*f.geometry, city_);
        if (cells.open.empty())
            return cells.built > 0
                       ? problem("holds buildings only", "a yard is open ground; is it shifted?")
                       : problem(fmt::format("holds the middle of no cell of {} m", city_.grid.cell_size),
                                 "draw it larger, or take smaller cells (area.cell_size_m)");
        if (within < whole * (1 - 1e-6))
            out_.warnings.push_back(
                fmt::format("{}: yard '{}' reaches beyond the area: {:.0f} of its {:.0f} m2 count", role_,
                            printable(yard.name), within, whole));
        yard.cells = std::move(cells.open), yard.polygons = rings_of(*f.geometry);
        out_.yards.push_back(std::move(yard));
    }

    const std::string& role_;
    const std::filesystem::path& file_;
    const CityLayers& city_;
    OGRPolygon area_;
    std::set<std::string> names_;
    Yards out_;
    Problems problems_;
};

}  // namespace

Yards read_yards(const std::string& role, const std::filesystem::path& file, const CityLayers& city) {
    return Reader(role, file, city).read();
}

}  // namespace luwte
