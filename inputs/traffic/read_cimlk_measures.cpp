// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/read_cimlk_measures.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/study/suggest.hpp"
#include "inputs/traffic/cimlk_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <ogr_geometry.h>

namespace luwte {
namespace {

enum MeasureColumn : std::size_t {
    measure_id,
    measure_name,
    measure_substance,
    measure_vehicle,
    measure_road,
    measure_factor,
    measure_noted,
    measure_shape
};
constexpr std::array<cimlk::Column, measure_shape + 1> measure_columns{{
    {{"identificatie", 0, 0, ""}},
    {{"naam", 0, 0, ""}},
    {{"stof", 0, 0, ""}},
    {{"voertuigtype", 0, 0, ""}},
    {{"wegsoort", 0, 0, ""}},
    {{"schalingsfactor", 0, 100, ""}},
    {{"tijdstipRegistratie", 0, 0, ""}, false},
    {{"geometrie", 0, 0, ""}},
}};
constexpr std::array<std::string_view, 5> measure_substances{"NOx", "NO2", "PM10", "PM2.5", "EC"};
constexpr std::array<std::string_view, 4> measure_vehicles{"l", "m", "z", "b"};
constexpr std::array<std::string_view, 8> measure_roads{"a", "b", "c", "d", "e", "92", "93", "94"};
constexpr std::size_t most_overlaps_said = 20;
constexpr double measure_overlap = 0.02;  ///< 1, of a segment's length: borders that are drawn twice

using MeasureKind =
    std::tuple<std::size_t, std::size_t, std::size_t>;  ///< substance, class of road, vehicles

struct MeasureArea {
    std::string id, name;
    std::map<MeasureKind, double> left;
    std::vector<double> inside;  ///< share of each segment's length; empty where it touches none
    bool scales = false;         ///< what drives on one of the segments
};

/// A polygon of WKT, or nothing.
OGRGeometryUniquePtr measure_polygon(std::string_view wkt) {
    const QuietGdal quiet;
    OGRGeometry* geometry = nullptr;
    const std::string text(wkt);
    const OGRErr error = OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &geometry);
    OGRGeometryUniquePtr owned(geometry);
    if (error != OGRERR_NONE || !owned || owned->IsEmpty()) return nullptr;
    const auto type = wkbFlatten(owned->getGeometryType());
    if (type != wkbPolygon && type != wkbMultiPolygon) return nullptr;
    if (!owned->IsValid()) owned.reset(owned->MakeValid());
    return owned;
}

double length_inside(const OGRGeometry* g) {
    if (g == nullptr || g->IsEmpty()) return 0;
    const auto type = wkbFlatten(g->getGeometryType());
    if (type == wkbLineString) return g->toLineString()->get_Length();
    return OGR_GT_IsSubClassOf(type, wkbGeometryCollection) ? g->toGeometryCollection()->get_Length() : 0;
}

/// Share of the length of each segment that lies in the polygon. An index of its border tells of most
/// segments that they lie inside or outside; only those that cross it are cut.
std::vector<double> shares_inside(OGRGeometry& polygon, const std::vector<RoadSegment>& roads) {
    const OGRPreparedGeometryUniquePtr index(OGRCreatePreparedGeometry(OGRGeometry::ToHandle(&polygon)));
    if (!index) throw RuntimeError("this GDAL has no prepared geometries (GEOS)");
    std::vector<double> shares(roads.size(), 0.0);
    bool any = false;
    for (std::size_t n = 0; n < roads.size(); ++n) {
        if (!roads[n].speed_class) continue;
        OGRLineString line;
        for (const MapPoint& p : roads[n].line) line.addPoint(p.x_m, p.y_m);
        if (!(line.get_Length() > 0)) {
            OGRPoint at(roads[n].line.front().x_m, roads[n].line.front().y_m);
            shares[n] = OGRPreparedGeometryContains(index.get(), OGRGeometry::ToHandle(&at)) ? 1 : 0;
        } else if (OGRPreparedGeometryContains(index.get(), OGRGeometry::ToHandle(&line))) {
            shares[n] = 1;
        } else if (OGRPreparedGeometryIntersects(index.get(), OGRGeometry::ToHandle(&line))) {
            const OGRGeometryUniquePtr part(line.Intersection(&polygon));
            shares[n] = std::min(1.0, length_inside(part.get()) / line.get_Length());
        }
        any = any || shares[n] > 0;
    }
    return any ? shares : std::vector<double>{};
}

/// Whether a class of vehicles emits in that class of driving on the street.
bool drives_so(const RoadSegment& road, SpeedClass c, VehicleClass v) {
    const Vehicles& vehicles = road.of(v);
    if (!(vehicles.per_weekday > 0)) return false;
    const double stagnating = std::isnan(vehicles.stagnation_share) ? 0 : vehicles.stagnation_share;
    return (c == road.speed_class && stagnating < 1) || (c == SpeedClass::stagnating && stagnating > 0);
}

/// (10) of each segment; a problem where two of a kind hold on the same stretch. In counts and problems what
/// scales nothing that drives there does not stand.
void scale_by_measures(const std::string& where, std::vector<MeasureArea>& areas,
                       const std::vector<RoadSegment>& roads, CimlkMeasures& out) {
    Problems problems;
    std::size_t overlaps = 0;
    for (std::size_t n = 0; n < roads.size(); ++n) {
        std::map<MeasureKind, double> covered;  ///< shares of its length together
        std::map<MeasureKind, double> change;   ///< sum of share times (f - 1)
        std::set<std::string> meeting;
        bool holds = false, whole = true;
        for (MeasureArea& area : areas) {
            if (area.inside.empty() || !(area.inside[n] > 0)) continue;
            const double share = area.inside[n];
            bool scales = false;
            for (const auto& [kind, left] : area.left) {
                const auto [s, c, v] = kind;
                covered[kind] += share, change[kind] += share * (left - 1);
                if (!drives_so(roads[n], SpeedClass(c), VehicleClass(v))) continue;
                scales = scales || left != 1;
                if (covered[kind] > 1 + measure_overlap) meeting.insert(area.name + " (" + area.id + ")");
            }
            if (!scales) continue;
            area.scales = holds = true, whole = whole && share > 1 - measure_overlap;
        }
        // Borders that are drawn twice cover a little more than all of it: no factor below 0 by that.
        for (const auto& [kind, sum] : change) {
            const auto [s, c, v] = kind;
            out.of_segment[n].of(Substance(s), SpeedClass(c), VehicleClass(v)) +=
                sum / std::max(1.0, covered[kind]);
        }
        out.segments += holds, out.partly += holds && !whole;
        if (meeting.empty() || ++overlaps > most_overlaps_said) continue;
        std::string names;
        for (const std::string& name : meeting) names += (names.empty() ? "" : ", ") + name;
        problems.add(
            where,
            fmt::format("more than one measure of a kind holds on road segment {}, the last of them {}",
                        roads[n].id, names),
            "the file does not say which of them holds; let their polygons meet without an overlap");
    }
    if (overlaps > most_overlaps_said)
        problems.add(where, fmt::format("measures of a kind overlap on {} road segments", overlaps),
                     fmt::format("the first {} stand above", most_overlaps_said));
    problems.throw_if_any();
}

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

}  // namespace

CimlkMeasures read_cimlk_measures(const std::string& role, const std::filesystem::path& file,
                                  const CimlkRoads& roads) {
    CimlkMeasures out;
    out.of_segment.resize(roads.segments.size());
    std::vector<MeasureArea> areas;
    std::map<std::pair<std::string, std::string>, std::size_t> known;  ///< by identification and shape
    cimlk::Table table(role, file, measure_columns);
    table.for_each_row([&](const cimlk::Row& row) {
        const std::string id = row.id(measure_id);
        const auto s = row.word(measure_substance, measure_substances),
                   v = row.word(measure_vehicle, measure_vehicles), c = row.word(measure_road, measure_roads);
        const double left = row.number(measure_factor);
        table.note_date(row.text(measure_noted));
        if (left != left) row.problem(measure_factor, "has no value");
        const auto [at, is_new] = known.try_emplace({id, std::string(row.text(measure_shape))}, areas.size());
        if (is_new) {
            areas.push_back({id, printable(row.text(measure_name), 100), {}, {}});
            const OGRGeometryUniquePtr polygon = measure_polygon(row.text(measure_shape));
            if (polygon)
                areas.back().inside = shares_inside(*polygon, roads.segments);
            else
                row.problem(measure_shape, "is no polygon in WKT");
        }
        if (!s || !v || !c) return;
        if (*c >= speed_class_names.size()) {
            ++out.of_open_roads;
            return;
        }
        // measure_substances are in the order of Substance.
        if (!areas[at->second].left.emplace(MeasureKind{*s, *c, *v}, left).second)
            row.problem(measure_factor,
                        fmt::format("stands twice for {} of {}, road type {}", row.text(measure_substance),
                                    row.text(measure_vehicle), row.text(measure_road)));
    });
    out.areas = areas.size(), out.rows = table.rows();
    scale_by_measures(fmt::format("{}, {}", role, file.string()), areas, roads.segments, out);
    for (const MeasureArea& area : areas) {
        if (!area.scales) continue;
        add_once(out.names, area.name);
        if (std::ranges::any_of(area.left, [&](const auto& factor) {
                const auto [s, c, v] = factor.first;
                return Substance(s) == Substance::nox && factor.second != 1 &&
                       !area.left.contains({std::size_t(Substance::no2), c, v});
            }))
            add_once(out.nox_alone, area.name);
    }
    out.record = record_of(role, file, "", table.latest_date());
    return out;
}

}  // namespace luwte
