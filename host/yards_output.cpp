// SPDX-License-Identifier: Apache-2.0
#include "host/yards_output.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* status = "exploratory, not for permit tests";

double rounded(double value, int decimals) {
    const double scale = std::pow(10, decimals);
    return std::round(value * scale) / scale;
}
/// Six digits, as people and shares need them.
double six_digits(double value) { return std::stod(fmt::format("{:.6g}", value)); }

Json position(const MapPoint& p) { return Json::array({rounded(p.x_m, 2), rounded(p.y_m, 2)}); }
Json positions(const std::vector<MapPoint>& points) {
    Json list = Json::array();
    for (const MapPoint& p : points) list.push_back(position(p));
    return list;
}

Json feature(Json geometry, Json properties) {
    return {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", std::move(geometry)}};
}

Json shape_of(const Yard& yard) {
    Json polygons = Json::array();
    for (const auto& rings : yard.polygons) {
        Json polygon = Json::array();
        for (const Yard::Ring& ring : rings) polygon.push_back(positions(ring));
        polygons.push_back(std::move(polygon));
    }
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

/// Parts of one yard, ug m-3.
struct Parts {
    std::vector<std::vector<double>> of;  ///< by substance and segment
    std::vector<double> all;              ///< by substance
    std::vector<std::size_t> order;       ///< segments with a part, the largest first
};

Parts parts_of(std::size_t yard, std::span<const YardSubstance> substances, std::size_t roads) {
    Parts parts;
    for (const YardSubstance& s : substances) {
        const auto per_emission = s.shares->per_emission(yard);
        if (per_emission.size() != roads || s.emission.size() != roads)
            throw RuntimeError("yards: shares and emissions are not those of the roads");
        std::vector<double> of(roads, 0.0);
        double all = 0;
        for (std::size_t n = 0; n < roads; ++n)
            if (per_emission[n] > 0 && s.emission[n] > 0)
                all += of[n] = per_emission[n] * double(s.emission[n]);
        parts.of.push_back(std::move(of)), parts.all.push_back(all);
    }
    for (std::size_t n = 0; n < roads; ++n)
        if (std::ranges::any_of(parts.of, [&](const auto& of) { return of[n] > 0; }))
            parts.order.push_back(n);
    std::ranges::stable_sort(
        parts.order, [&](std::size_t a, std::size_t b) { return parts.of.front()[a] > parts.of.front()[b]; });
    return parts;
}

}  // namespace

std::string yards_geojson(std::span<const Yard> yards, std::span<const RoadSegment> roads,
                          std::span<const YardSubstance> substances, const std::string& map_of,
                          const Grid& grid, std::span<const PlacedSource> sources) {
    for (const YardSubstance& s : substances) {
        if (s.substance == Substance::no2)
            throw RuntimeError("yards: shares of NO2 do not add up; those of NOx do");
        if (s.shares->size() != yards.size()) throw RuntimeError("yards: shares are not those of the yards");
    }
    Json features = Json::array();
    for (std::size_t y = 0; y < yards.size(); ++y) {
        const Parts parts = parts_of(y, substances, roads.size() + sources.size());
        const auto name_of = [&](std::size_t s) {
            return std::string(substance_names[std::size_t(substances[s].substance)]);
        };
        Json properties = {{"kind", "yard"},
                           {"yard", yards[y].name},
                           {"map", yard_map_name(y)},
                           {"map_of", map_of},
                           {"status", status}};
        properties["open_ground_cells"] = yards[y].cells.size();
        properties["segments"] =
            std::ranges::count_if(parts.order, [&](std::size_t n) { return n < roads.size(); });
        for (std::size_t s = 0; s < substances.size(); ++s)
            properties[name_of(s) + "_ug_m3"] = six_digits(parts.all[s]);
        features.push_back(feature(shape_of(yards[y]), std::move(properties)));
        for (const std::size_t n : parts.order) {
            const bool road = n < roads.size();
            properties = {{"kind", road ? "road" : "source"}, {"yard", yards[y].name}};
            if (road)
                properties["segment"] = roads[n].id, properties["street"] = roads[n].street;
            else
                properties["source"] = sources[n - roads.size()].name,
                properties["group"] = sources[n - roads.size()].group;
            properties["status"] = status;
            for (std::size_t s = 0; s < substances.size(); ++s) {
                const double part = parts.of[s][n];
                properties[name_of(s) + "_ug_m3"] = six_digits(part);
                properties[name_of(s) + "_share_percent"] =
                    parts.all[s] > 0 ? six_digits(100 * part / parts.all[s]) : 0;
            }
            features.push_back(feature(
                road ? Json{{"type", "LineString"}, {"coordinates", positions(roads[n].line)}}
                     : Json{{"type", "Point"}, {"coordinates", position(sources[n - roads.size()].middle)}},
                properties));
        }
    }
    Json all = {
        {"type", "FeatureCollection"},
        {"description", std::string("What roads, and other sources of the study, add to the yearly mean of "
                                    "air at yards, 1.5 m above their open ground, "
                                    "by dispersion in the wind around the buildings; without background; ") +
                            status}};
    if (grid.epsg != 0)
        all["crs"] = {{"type", "name"},
                      {"properties", {{"name", fmt::format("urn:ogc:def:crs:EPSG::{}", grid.epsg)}}}};
    all["features"] = std::move(features);
    // What is no UTF-8 in a file of roads becomes a mark of replacement.
    return all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string yard_map_long_name(const std::string& substances) {
    return fmt::format(
        "what 1 ug/s of {} from a road here adds to the yard's yearly mean, in ug m-3; exploratory",
        substances);
}

FieldInfo yard_map_field(std::string_view long_name) {
    return {.name = "yard_addition", .units = "s m-3", .long_name = long_name};
}

std::string yard_map_name(std::size_t yard) { return fmt::format("yard_{}", yard + 1); }

}  // namespace luwte
