// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/cimlk.hpp"
#include "inputs/traffic/cimlk_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <ogr_geometry.h>

namespace luwte {
namespace {

enum RoadColumn : std::size_t {
    identification,
    street,
    method,
    kind,
    tunnel,
    height,
    left_distance,
    left_height,
    right_distance,
    right_height,
    speed_limit,
    vehicles,                   // of four classes
    stagnation = vehicles + 4,  // of four classes
    registered = stagnation + 4,
    geometry
};

constexpr std::array<cimlk::Column, geometry + 1> columns{{
    {{"identificatie", 0, 0, ""}},
    {{"straatnaam", 0, 0, ""}},
    {{"rekenmethode", 0, 0, ""}},
    {{"wegsoort", 0, 0, ""}},
    {{"tunnelfactor", 0, 1000, ""}},
    {{"hoogte", -30, 30, "m"}},
    {{"overdrachtLinksAfstand", 0, 1000, "m"}},
    {{"overdrachtLinksHoogte", 0, 100, "m"}},
    {{"overdrachtRechtsAfstand", 0, 1000, "m"}},
    {{"overdrachtRechtsHoogte", 0, 100, "m"}},
    {{"maximumsnelheid", 0, 200, "km/h"}},
    {{"intensiteitLichtVerkeer", 0, 1e6, "vehicles a day"}},
    {{"intensiteitMiddelzwaarVerkeer", 0, 1e6, "vehicles a day"}},
    {{"intensiteitZwaarVerkeer", 0, 1e6, "vehicles a day"}},
    {{"intensiteitBusVerkeer", 0, 1e6, "vehicles a day"}},
    {{"stagnatiefactorLichtVerkeer", 0, 1, ""}},
    {{"stagnatiefactorMiddelzwaarVerkeer", 0, 1, ""}},
    {{"stagnatiefactorZwaarVerkeer", 0, 1, ""}},
    {{"stagnatiefactorBusVerkeer", 0, 1, ""}},
    {{"tijdstipRegistratie", 0, 0, ""}, false},
    {{"geometrie", 0, 0, ""}},
}};

constexpr std::array<std::string_view, 2> methods{"SRM1", "SRM2"};
constexpr std::array<std::string_view, 3> open_road_types{"92", "93", "94"};

bool same(const MapPoint& a, const MapPoint& b) { return a.x_m == b.x_m && a.y_m == b.y_m; }
bool has_length(const std::vector<MapPoint>& line) {
    return std::ranges::any_of(line, [&](const MapPoint& p) { return !same(p, line.front()); });
}

class GrownBox {
  public:
    explicit GrownBox(const TrafficArea& a)
        : x0_(a.x0_m - a.reach_m), y0_(a.y0_m - a.reach_m), x1_(a.x1_m + a.reach_m), y1_(a.y1_m + a.reach_m) {
        OGRLinearRing ring;
        for (const auto& [x, y] : {std::pair{x0_, y0_}, {x1_, y0_}, {x1_, y1_}, {x0_, y1_}, {x0_, y0_}})
            ring.addPoint(x, y);
        polygon_.addRing(&ring);
    }
    bool meets(const std::vector<MapPoint>& line) const {
        if (std::ranges::any_of(line, [&](const MapPoint& p) { return holds(p); })) return true;
        if (!has_length(line)) return false;
        OGRLineString path;  // passes through, perhaps
        for (const MapPoint& p : line) path.addPoint(p.x_m, p.y_m);
        return path.Intersects(&polygon_) != 0;
    }

  private:
    bool holds(const MapPoint& p) const {
        return p.x_m >= x0_ && p.x_m <= x1_ && p.y_m >= y0_ && p.y_m <= y1_;
    }
    double x0_, y0_, x1_, y1_;
    OGRPolygon polygon_;
};

/// `rekenmethode` says what `wegsoort` is.
void read_kind(const cimlk::Row& row, RoadSegment& road) {
    const auto which = row.word(method, methods);
    if (which == 0u) {
        if (const auto speed = row.word(kind, speed_class_names)) road.speed_class = SpeedClass(*speed);
    } else if (which == 1u) {
        if (const auto type = row.word(kind, open_road_types)) road.open_road_type = 92 + int(*type);
    }
}

/// What is taken for streets that leave something open.
void warn_of_gaps(const std::string& role, const std::string& file, CimlkRoads& roads) {
    if (roads.segments.empty())
        roads.warnings.push_back(
            fmt::format("{}: no road segment of {} lies in the area; are its coordinates those of area.crs?",
                        role, file));
    for (std::size_t v = 0; v < vehicle_class_names.size(); ++v) {
        std::size_t no_number = 0, no_share = 0;
        for (const RoadSegment& road : roads.segments) {
            if (!road.speed_class) continue;
            const Vehicles& of_class = road.vehicles[v];
            no_number += std::isnan(of_class.per_weekday);
            no_share += of_class.per_weekday > 0 && std::isnan(of_class.stagnation_share);
        }
        const auto warn = [&](std::size_t count, const char* what, const char* taken) {
            if (count > 0)
                roads.warnings.push_back(fmt::format("{}: {} streets in {} have no {} of {} vehicles: {}",
                                                     role, count, file, what, vehicle_class_names[v], taken));
        };
        warn(no_number, "number", "taken as none");
        warn(no_share, "stagnation share", "taken as 0");
    }
}

}  // namespace

CimlkRoads read_cimlk_roads(const std::string& role, const std::filesystem::path& file,
                            const TrafficArea& area) {
    CimlkRoads roads;
    const GrownBox box(area);
    cimlk::Table table(role, file, columns);
    std::unordered_set<std::string> seen;
    table.for_each_row([&](const cimlk::Row& row) {
        RoadSegment road;
        road.id = row.id(identification);
        if (!road.id.empty() && !seen.insert(road.id).second)
            row.problem(identification, text::in_quotes(road.id) + " stands in two rows");
        road.street = std::string(row.text(street).substr(0, 200));
        read_kind(row, road);
        const double factor = row.number(tunnel);
        road.tunnel_factor = std::isnan(factor) ? 1 : factor;
        road.height_m = row.number(height);
        road.left = {row.number(left_distance), row.number(left_height)};
        road.right = {row.number(right_distance), row.number(right_height)};
        road.speed_limit_km_h = row.number(speed_limit);
        for (std::size_t v = 0; v < road.vehicles.size(); ++v)
            road.vehicles[v] = {row.number(vehicles + v), row.number(stagnation + v)};
        road.line = row.points(geometry, "LINESTRING");
        table.note_date(row.text(registered));
        if (road.line.empty() || !box.meets(road.line)) {
            roads.elsewhere.insert(std::move(road.id));
            return;
        }
        ++(road.speed_class ? roads.streets : roads.open_roads);
        roads.zero_length += !has_length(road.line);
        roads.segments.push_back(std::move(road));
    });
    warn_of_gaps(role, file.string(), roads);
    roads.record = record_of(role, file, "", table.latest_date());
    return roads;
}

}  // namespace luwte
