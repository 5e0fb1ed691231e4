// SPDX-License-Identifier: Apache-2.0
#include "models/srm1/street_links.hpp"

#include <algorithm>

namespace luwte::srm1 {
namespace {

template <class T>
Field2D<T> upload(const Backend& backend, const std::vector<T>& rows, idx ny, const char* name,
                  const char* unit) {
    if (rows.empty()) return {};
    Field2D<T> field(Backend::cpu(), {1, ny, idx(rows.size()) / ny}, name, unit);
    std::ranges::copy(rows, field.host().begin());
    return field.copy_to(backend);
}

/// x of all, then y of all.
Field2D<double> upload(const Backend& backend, const std::vector<MapPoint>& points, const char* name) {
    std::vector<double> rows;
    rows.reserve(2 * points.size());
    for (const MapPoint& p : points) rows.push_back(p.x_m);
    for (const MapPoint& p : points) rows.push_back(p.y_m);
    return upload(backend, rows, 2, name, "m");
}

void require(bool good, const std::string& receptor, const char* what) {
    if (!good) throw RuntimeError("SRM1: receptor " + receptor + " " + what);
}

}  // namespace

StreetLinks::StreetLinks(const Backend& backend, std::span<const RoadSegment> roads,
                         std::span<const Receptor> all)
    : receptor_count(idx(all.size())) {
    std::vector<MapPoint> of_lines, of_receptors, of_links;
    std::vector<std::int32_t> first_of_segment{0}, first_of_receptor{0}, segments;
    std::vector<float> trees;
    for (const RoadSegment& road : roads) {
        of_lines.insert(of_lines.end(), road.line.begin(), road.line.end());
        first_of_segment.push_back(std::int32_t(of_lines.size()));
    }
    for (const Receptor& receptor : all) {
        for (const StreetLink& link : receptor.streets) {
            require(link.segment < roads.size() && !roads[link.segment].line.empty(), receptor.id,
                    "is linked with a road segment that is not there");
            require(roads[link.segment].speed_class.has_value(), receptor.id,
                    "is linked with an open road, for which the method is not made");
            require(link.building_type >= 1 && link.building_type <= 4, receptor.id,
                    "has a street of a type other than 1 to 4");
            segments.push_back(std::int32_t(link.segment));
            types.push_back(std::int8_t(link.building_type));
            trees.push_back(float(link.tree_factor));
            of_links.push_back(receptor.at);
        }
        of_receptors.push_back(receptor.at);
        first_of_receptor.push_back(std::int32_t(segments.size()));
    }
    count = idx(segments.size());
    points = upload(backend, of_lines, "points of lines");
    receptors = upload(backend, of_receptors, "receptors");
    first_point = upload(backend, first_of_segment, 1, "first point", "1");
    first_link = upload(backend, first_of_receptor, 1, "first link", "1");
    segment = upload(backend, segments, 1, "segment of a link", "1");
    type = upload(backend, types, 1, "building type", "1");
    tree_factor = upload(backend, trees, 1, "tree factor", "1");
    at = upload(backend, of_links, "receptors of links");
}

}  // namespace luwte::srm1
