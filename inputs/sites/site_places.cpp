// SPDX-License-Identifier: Apache-2.0
#include "inputs/sites/site_places.hpp"

#include "inputs/city/study_grid.hpp"
#include "inputs/sites/site_features.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/traffic/cimlk.hpp"
#include "inputs/vector/features.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

/// Sites this far around the area are named as outside; what lies further away is not even read.
constexpr double looked_around = 50e3;        ///< m
constexpr std::size_t longest_wkt = 4 << 20;  ///< bytes
constexpr int most_decimals = 3;              ///< of coordinates [m]

double side(const Grid& grid, idx cells) { return double(cells) * grid.cell_size; }

Grid far_around(const Grid& grid) {
    Grid around = grid;
    around.cell_size = std::max(side(grid, grid.nx), side(grid, grid.ny)) + 2 * looked_around;
    around.x0 -= looked_around, around.y0 -= looked_around, around.nx = around.ny = 1;
    return around;
}

std::string wkt_of(const OGRGeometry& geometry) {
    OGRWktOptions options;
    options.variant = wkbVariantIso;
    options.precision = most_decimals;
    options.format = OGRWktFormat::F;
    return geometry.exportToWkt(options);
}

/// 0 of what is no polygon.
double area_of(const OGRGeometry& geometry) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) return geometry.toPolygon()->get_Area();
    return type == wkbMultiPolygon ? geometry.toMultiPolygon()->get_Area() : 0;
}

/// By how much an extent passes the area, "12.3 m in the west and 4.0 m in the north"; empty when inside.
std::string beyond(const OGREnvelope& e, const Grid& g) {
    constexpr double ignored = 1e-3;  // m, of rounding
    std::vector<std::string> sides;
    for (const auto& [by, name] : {std::pair{g.x0 - e.MinX, "west"},
                                   {e.MaxX - g.x0 - side(g, g.nx), "east"},
                                   {g.y0 - e.MinY, "south"},
                                   {e.MaxY - g.y0 - side(g, g.ny), "north"}})
        if (by > ignored) sides.push_back(fmt::format("{:.1f} m in the {}", by, name));
    return fmt::format("{}", fmt::join(sides, " and "));
}

class PlacesReader {
  public:
    explicit PlacesReader(const Study& study) : study_(study), grid_(make_grid(study.area)) {}

    SitePlaces read() {
        Problems problems;
        for (const Study::Site& site : study_.sites) {
            SitePlace place{site.id, site.name, {}, {}};
            problems.collect([&] { place.yard = joined(site, "yard", site.yard, place.yard_area); });
            double ignored = 0;
            if (!site.building.empty())
                problems.collect([&] { place.building = joined(site, "building", site.building, ignored); });
            out_.places.push_back(std::move(place));
        }
        if (problems.empty()) add_roads();
        if (!study_.ranking.scores.empty()) problems.collect([&] { add_scores(); });
        problems.throw_if_any();
        return std::move(out_);
    }

  private:
    void add_roads() {
        if (study_.city.roads.empty()) return;
        const auto& [x0, y0, x1, y1] = study_.area.bounds_m;
        CimlkRoads roads;
        try {
            roads = read_cimlk_roads("city.roads", study_.city.roads, {x0, y0, x1, y1, roads_looked_at});
        } catch (const InputError&) {
            if (study_.air.asked) throw;  // else nobody but the ranking reads it
            out_.warnings.push_back(fmt::format(
                "city.roads, {}: no traffic file of CIMLK: distances of sites to busy roads are unknown",
                printable(study_.city.roads.filename().string(), 200)));
            return;
        }
        out_.records.push_back(roads.record);
        const auto add = [&](const std::vector<Study::Edit>& edits) {
            std::vector<RoadSegment> edited = roads.segments;
            for (const Study::Edit& edit : edits)
                for (RoadSegment& road : edited)
                    if (edit.action == "traffic" &&
                        std::ranges::find(edit.roads, road.id) != edit.roads.end())
                        for (Vehicles& v : road.vehicles) v.per_weekday *= edit.times;
            out_.roads.emplace_back();
            for (const SitePlace& place : out_.places)
                out_.roads.back().push_back(nearest_roads(place, edited));
        };
        add({});
        for (const Study::Scenario& scenario : study_.scenarios) add(scenario.edits);
    }

    void add_scores() {
        std::vector<std::string> ids;
        for (const Study::Site& site : study_.sites) ids.push_back(site.id);
        out_.scores = read_site_scores(study_.ranking.scores, ids);
        check_weights(study_.ranking.weights, out_.scores);
        out_.records.insert(out_.records.end(), out_.scores.records.begin(), out_.scores.records.end());
    }

    std::string joined(const Study::Site& site, const std::string& key, const std::filesystem::path& file,
                       double& area) {
        const std::string where = fmt::format("site {}, {}", site.id, key);
        FeatureSet set =
            read_features(where, file, far_around(grid_), [](const std::string&) { return true; });
        keep_site(set, site.id, key);
        const std::string shown = printable(file.string(), 300);
        if (set.features.empty())
            throw InputError(where, fmt::format("{} holds no polygon of it in or near the area", shown),
                             "polygons with a property `site` count for the site of that id only; draw them "
                             "in the study's CRS or in one that the file names");
        OGRMultiPolygon parts;
        for (const Feature& f : set.features)
            for (const OGRPolygon* polygon : *f.geometry->toMultiPolygon()) parts.addGeometry(polygon);
        const OGRGeometryUniquePtr whole(parts.UnionCascaded());
        area = whole ? area_of(*whole) : 0;
        if (!(area > 0))
            throw InputError(where, fmt::format("the polygons of {} cannot be joined", shown),
                             "do they touch or cross each other?");
        OGREnvelope e;
        whole->getEnvelope(&e);
        if (const std::string by = beyond(e, grid_); !by.empty())
            throw InputError(where, fmt::format("reaches {} beyond the area", by),
                             "move it, or widen area.bounds_m, by some hundred metres more: near the rim "
                             "results are less certain");
        const std::string wkt = wkt_of(*whole);
        if (wkt.size() > longest_wkt)
            throw InputError(where, fmt::format("{} has too many corners ({} MiB)", shown, wkt.size() >> 20),
                             "draw it with fewer");
        if (cells_inside(wkt, grid_, where).empty())
            throw InputError(where, fmt::format("holds the middle of no cell of {} m", grid_.cell_size),
                             "draw it larger, or take smaller cells (area.cell_size_m)");
        remember(key, file, set);
        return wkt;
    }

    void remember(const std::string& key, const std::filesystem::path& file, const FeatureSet& set) {
        if (!remembered_.insert({key, file}).second) return;
        out_.records.push_back(record_of("site " + key, file, set.crs, set.date));
        out_.warnings.insert(out_.warnings.end(), set.warnings.begin(), set.warnings.end());
    }

    const Study& study_;
    Grid grid_;
    std::set<std::pair<std::string, std::filesystem::path>> remembered_;
    SitePlaces out_;
};

}  // namespace

void check_weights(const std::map<std::string, double>& weights, const SiteScores& scores) {
    std::vector<std::string> names(std::begin(indicator_groups), std::end(indicator_groups));
    for (const Indicator& one : indicators()) names.push_back(one.id);
    for (const Indicator& one : scores.indicators) names.push_back(one.id);
    Problems problems;
    for (const auto& [name, weight] : weights)
        if (std::ranges::find(names, name) == names.end()) {
            const std::string nearest = nearest_name(name, names);
            problems.add(
                "ranking.weights",
                fmt::format("'{}' is no group, no indicator and none of ranking.scores", printable(name, 60)),
                nearest.empty() ? "groups: heat, air, green, wind, plot, imported"
                                : fmt::format("did you mean '{}'?", nearest));
        }
    problems.throw_if_any();
}

SitePlaces read_site_places(const Study& study) {
    return study.sites.empty() ? SitePlaces{} : PlacesReader(study).read();
}

std::vector<std::int32_t> cells_inside(const std::string& wkt, const Grid& grid, const std::string& where) {
    OGRGeometry* made = nullptr;
    if (wkt.size() <= longest_wkt) OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &made);
    const OGRGeometryUniquePtr geometry(made);
    const auto type = geometry ? wkbFlatten(geometry->getGeometryType()) : wkbUnknown;
    if (type != wkbPolygon && type != wkbMultiPolygon)
        throw InputError(where, "a POLYGON or MULTIPOLYGON in WKT is expected, at most 4 MiB");
    OGREnvelope e;
    geometry->getEnvelope(&e);
    // NaN and what lies on another planet end here: they fail every comparison.
    const double x1 = grid.x0 + side(grid, grid.nx), y1 = grid.y0 + side(grid, grid.ny);
    if (!(e.MinX < x1 && e.MaxX > grid.x0 && e.MinY < y1 && e.MaxY > grid.y0)) return {};
    const auto cell = [&](double at, double begin, idx size) {
        return std::clamp((at - begin) / grid.cell_size, 0.0, double(size));
    };
    const idx i0 = idx(std::floor(cell(e.MinX, grid.x0, grid.nx))),
              j0 = idx(std::floor(cell(e.MinY, grid.y0, grid.ny)));
    Grid part = grid;
    part.nx = idx(std::ceil(cell(e.MaxX, grid.x0, grid.nx))) - i0;
    part.ny = idx(std::ceil(cell(e.MaxY, grid.y0, grid.ny))) - j0;
    part.x0 = grid.x0 + side(grid, i0), part.y0 = grid.y0 + side(grid, j0);
    if (part.nx <= 0 || part.ny <= 0) return {};
    std::vector<std::int32_t> plane(std::size_t(part.nx) * std::size_t(part.ny), 0), cells;
    burn(plane, part, {geometry.get()}, {1});
    for (std::size_t n = 0; n < plane.size(); ++n)
        if (plane[n] != 0)
            cells.push_back(std::int32_t((j0 + idx(n) / part.nx) * grid.nx + i0 + idx(n) % part.nx));
    return cells;
}

}  // namespace luwte
