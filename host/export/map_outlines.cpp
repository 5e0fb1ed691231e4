// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_outlines.hpp"

#include "kernels/core/constants.hpp"

#include <cmath>

#include <ogr_geometry.h>

namespace luwte {
namespace {

constexpr std::size_t longest_wkt = 4 << 20;  ///< bytes

void add_line(const OGRLineString& line, MapOutline& outline) {
    std::vector<std::array<double, 2>> points;
    for (int n = 0; n < line.getNumPoints(); ++n) points.push_back({line.getX(n), line.getY(n)});
    if (points.size() > 1) outline.rings.push_back(std::move(points));
}

void add_circle(const OGRPoint& middle, MapOutline& outline) {
    constexpr double radius = 3;  // m
    constexpr int corners = 12;
    outline.rings.emplace_back();
    for (int n = 0; n < corners; ++n)
        outline.rings.back().push_back({middle.getX() + radius * std::cos(2 * pi_d * n / corners),
                                        middle.getY() + radius * std::sin(2 * pi_d * n / corners)});
}

void add(const OGRGeometry& geometry, MapOutline& outline) {
    switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint:
            return add_circle(*geometry.toPoint(), outline);
        case wkbLineString:
            return add_line(*geometry.toLineString(), outline);
        case wkbPolygon:
            for (const OGRLinearRing* ring : geometry.toPolygon()) add_line(*ring, outline);
            return;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : geometry.toGeometryCollection()) add(*part, outline);
            return;
        default:
            return;
    }
}

}  // namespace

MapOutline outline_of(const OGRGeometry& geometry, MapOutline::Kind kind, const std::string& label) {
    MapOutline outline{{}, kind, label};
    add(geometry, outline);
    return outline;
}

MapOutline outline_of_wkt(const std::string& wkt, MapOutline::Kind kind, const std::string& label) {
    if (wkt.size() > longest_wkt) return {{}, kind, label};
    OGRGeometry* read = nullptr;
    const OGRErr error = OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &read);
    const OGRGeometryUniquePtr geometry(read);
    if (error != OGRERR_NONE || geometry == nullptr) return {{}, kind, label};
    return outline_of(*geometry, kind, label);
}

}  // namespace luwte
