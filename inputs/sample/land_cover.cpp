// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/land_cover.hpp"

#include "kernels/core/error.hpp"

#include <utility>

namespace luwte::sample {
namespace {

struct Group {
    const char* layer;
    const char* function;
    const char* physical;
    const char* plus;
    std::vector<Ring> rings;
};

Shape checked(OGRGeometry* geometry, const char* what) {
    if (geometry == nullptr)
        throw RuntimeError(std::string("the sample's land cover: GEOS could not make a ") + what);
    return Shape(geometry);
}

Shape united(const std::vector<Ring>& rings) {
    OGRMultiPolygon all;
    for (const Ring& ring : rings) {
        Shape shape = polygon(ring);
        if (!shape->IsValid()) shape.reset(shape->Buffer(0));
        for (const Shape& part : [&] {
                 std::vector<Shape> parts;
                 if (wkbFlatten(shape->getGeometryType()) == wkbPolygon) {
                     parts.push_back(std::move(shape));
                 } else {
                     for (const OGRGeometry* g : *shape->toGeometryCollection())
                         parts.emplace_back(g->clone());
                 }
                 return parts;
             }())
            all.addGeometry(part.get());
    }
    return checked(all.UnionCascaded(), "union");
}

/// The single polygons of a geometry that are no slivers.
void add_parts(const OGRGeometry& geometry, const Group& group, int level, std::vector<LandCover>& out) {
    if (const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType()); type == wkbPolygon) {
        if (geometry.toPolygon()->get_Area() < 0.25) return;
        out.push_back(
            {group.layer, group.function, group.physical, group.plus, level, false, Shape(geometry.clone())});
    } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_parts(*part, group, level, out);
    }
}

/// A parking strip in pieces of about five cars, with room for a tree between them.
void parking_strip(const Street& s, bool left, std::vector<Ring>& out) {
    const double width = left ? s.parking_left : s.parking_right, sign = left ? 1 : -1;
    if (width == 0) return;
    for (double a = 10; a + 12 < s.line.length() - 8; a += 30)
        out.push_back(band(s.line, a, std::min(a + 28, s.line.length() - 8), sign * s.carriageway / 2,
                           sign * (s.carriageway / 2 + width)));
}

std::vector<Group> groups_of(const Plan& plan, const BuiltPlan& built) {
    Group water{"waterdeel", "waterloop", "", "", {}}, pond{"waterdeel", "watervlakte", "", "", {}};
    Group arterial{"wegdeel", "rijbaan regionale weg", "gesloten verharding", "asfalt", {}};
    Group asphalt{"wegdeel", "rijbaan lokale weg", "gesloten verharding", "asfalt", {}};
    Group brick{"wegdeel", "rijbaan lokale weg", "open verharding", "gebakken klinkers", {}};
    Group cycle{"wegdeel", "fietspad", "gesloten verharding", "asfalt", {}};
    Group parking{"wegdeel", "parkeervlak", "open verharding", "betonstraatstenen", {}};
    Group footpath{"wegdeel", "voetpad", "open verharding", "tegels", {}};
    Group square{"wegdeel", "voetgangersgebied", "open verharding", "sierbestrating", {}};
    Group yard{"onbegroeidterreindeel", "", "open verharding", "tegels", {}};
    Group garden{"onbegroeidterreindeel", "", "erf", "", {}};
    Group sand{"onbegroeidterreindeel", "", "zand", "", {}};
    Group path{"wegdeel", "voetpad", "half verhard", "schelpen", {}};
    Group verge{"ondersteunendwegdeel", "berm", "groenvoorziening", "gras- en kruidachtigen", {}};
    Group shrubs{"begroeidterreindeel", "", "struiken", "", {}};
    Group wood{"begroeidterreindeel", "", "loofbos", "", {}};
    Group dike{"begroeidterreindeel", "", "grasland overig", "", {}};
    Group meadow{"begroeidterreindeel", "", "grasland agrarisch", "", {}};
    Group green{"begroeidterreindeel", "", "groenvoorziening", "gras- en kruidachtigen", {}};
    Group planted{"begroeidterreindeel", "", "groenvoorziening", "heesters", {}};

    water.rings = {band(plan.canal, 0, plan.canal.length(), -plan.canal_width / 2, plan.canal_width / 2),
                   band(plan.ditch, 0, plan.ditch.length(), -plan.ditch_width / 2, plan.ditch_width / 2)};
    pond.rings = {plan.pond};
    for (std::size_t k = 0; k < plan.streets.size(); ++k) {
        const Street& s = plan.streets[k];
        const double end = s.line.length();
        const double half = s.carriageway / 2;
        (k == 0 ? arterial : s.asphalt ? asphalt : brick).rings.push_back(band(s.line, 0, end, -half, half));
        for (const bool left : {true, false}) {
            const double sign = left ? 1 : -1, outer = s.half_width(left);
            if (s.cycle_path > 0)
                cycle.rings.push_back(
                    band(s.line, 0, end, sign * (half + s.verge), sign * (half + s.verge + s.cycle_path)));
            if (s.verge > 0)
                verge.rings.push_back(band(s.line, 0, end, sign * half, sign * (half + s.verge)));
            parking_strip(s, left, parking.rings);
            const double inner = s.verge > 0 ? half + s.verge + s.cycle_path : half;
            if (s.footpath > 0) footpath.rings.push_back(band(s.line, 0, end, sign * inner, sign * outer));
        }
    }
    parking.rings.insert(parking.rings.end(), plan.parking_lots.begin(), plan.parking_lots.end());
    square.rings = {plan.square};
    yard.rings = {plan.school_yard};
    for (std::size_t k = 0; k < plan.blocks.size(); ++k) {  // pavement along the drawn blocks
        const Block& b = plan.blocks[k];
        const Frame f = turned(b.centre, b.angle);
        const double a = b.length / 2 + 1, c = b.depth / 2;
        footpath.rings.push_back(rectangle(f, -a, a, -c - 2.6, -c));
        if (b.storeys >= 4) planted.rings.push_back(rectangle(f, -a + 1, a - 1, c, c + 1.8));
    }
    for (const Polyline& line : plan.park_paths)
        path.rings.push_back(band(line, 0, line.length(), -1.4, 1.4));
    for (const Polyline& line : plan.pavements)
        footpath.rings.push_back(band(line, 0, line.length(), -0.9, 0.9));
    sand.rings = {plan.playground};
    shrubs.rings = plan.shrubs;
    wood.rings = {plan.wood};
    footpath.rings.insert(footpath.rings.end(), built.alleys.begin(), built.alleys.end());
    garden.rings = built.gardens;
    dike.rings = {band(plan.canal, 0, plan.canal.length(), 7.5, 42)};
    meadow.rings = {plan.meadow};
    green.rings = {{{-20, -20}, {620, -20}, {620, 620}, {-20, 620}}};
    return {water, pond, arterial, asphalt, brick, cycle,  parking, square, footpath, verge,
            yard,  path, sand,     shrubs,  wood,  garden, planted, dike,   meadow,   green};
}

/// What lies on the bridge, above the canal.
void add_bridge(const Plan& plan, std::vector<LandCover>& out) {
    const Street& s = plan.streets[0];
    const Shape canal =
        polygon(band(plan.canal, 0, plan.canal.length(), -plan.canal_width / 2, plan.canal_width / 2));
    const double a = plan.bridge_s - plan.bridge_half_length, b = plan.bridge_s + plan.bridge_half_length;
    const double road = s.carriageway / 2 + s.verge, edge = s.half_width(true);
    const auto deck = [&](const Group& group, double d0, double d1) {
        add_parts(*checked(polygon(band(s.line, a, b, d0, d1))->Intersection(canal.get()), "bridge deck"),
                  group, 1, out);
    };
    deck({"wegdeel", "rijbaan regionale weg", "gesloten verharding", "asfalt", {}}, -road, road);
    for (const double sign : {1.0, -1.0}) {
        deck({"wegdeel", "fietspad", "gesloten verharding", "asfalt", {}}, sign * road,
             sign * (road + s.cycle_path));
        deck({"wegdeel", "voetpad", "open verharding", "tegels", {}}, sign * (road + s.cycle_path),
             sign * edge);
    }
}

/// What was there before: the school's ground was a lawn, the square a crossing.
void add_history(const Plan& plan, std::vector<LandCover>& out) {
    const auto old = [&](const char* layer, const char* function, const char* physical, const Ring& ring) {
        out.push_back({layer, function, physical, "", 0, true, polygon(ring)});
    };
    old("begroeidterreindeel", "", "grasland overig", plan.school_yard);
    old("begroeidterreindeel", "", "groenvoorziening", plan.parking_lots[0]);
    old("wegdeel", "rijbaan lokale weg", "open verharding", plan.square);
    old("wegdeel", "rijbaan lokale weg", "gesloten verharding", band(plan.streets[4].line, 0, 120, -3, 3));
}

}  // namespace

Shape polygon(const Ring& ring) {
    auto* shell = new OGRLinearRing;
    for (const Point& p : ring) shell->addPoint(p.x, p.y);
    shell->closeRings();
    auto shape = std::make_unique<OGRPolygon>();
    shape->addRingDirectly(shell);
    return shape;
}

std::vector<LandCover> land_cover(const Plan& plan, const BuiltPlan& built) {
    std::vector<LandCover> out;
    std::vector<Ring> footprints;
    for (const Building& b : built.buildings)
        if (!b.demolished && b.in_bag) footprints.push_back(b.footprint);
    const Shape extent = polygon({{-10, -10}, {610, -10}, {610, 610}, {-10, 610}});
    Shape taken = united(footprints);
    for (const Group& group : groups_of(plan, built)) {  // each takes what is still free
        Shape all = united(group.rings);
        all = checked(all->Intersection(extent.get()), "cut");
        add_parts(*checked(all->Difference(taken.get()), "difference"), group, 0, out);
        taken = checked(taken->Union(all.get()), "union");
    }
    add_bridge(plan, out);
    add_history(plan, out);
    return out;
}

}  // namespace luwte::sample
