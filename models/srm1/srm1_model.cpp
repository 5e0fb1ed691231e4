// SPDX-License-Identifier: Apache-2.0
#include "models/srm1/srm1_model.hpp"

#include "kernels/srm1/srm1.hpp"
#include "models/launches.hpp"

#include <algorithm>

namespace luwte {
namespace {

template <class T>
Field2D<T> upload(const Backend& backend, const std::vector<T>& rows, idx ny, const char* name,
                  const char* unit) {
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

Srm1Model::Srm1Model(const Backend& backend, std::span<const RoadSegment> roads,
                     std::span<const Receptor> receptors)
    : receptors_(idx(receptors.size())) {
    std::vector<MapPoint> points, at;
    std::vector<std::int32_t> first_point{0}, first_link{0}, segment;
    std::vector<std::int8_t> type;
    std::vector<float> trees;
    for (const RoadSegment& road : roads) {
        points.insert(points.end(), road.line.begin(), road.line.end());
        first_point.push_back(std::int32_t(points.size()));
    }
    for (const Receptor& receptor : receptors) {
        for (const StreetLink& link : receptor.streets) {
            require(link.segment < roads.size() && !roads[link.segment].line.empty(), receptor.id,
                    "is linked with a road segment that is not there");
            require(roads[link.segment].speed_class.has_value(), receptor.id,
                    "is linked with an open road, for which the method is not made");
            require(link.building_type >= 1 && link.building_type <= 4, receptor.id,
                    "has a street of a type other than 1 to 4");
            segment.push_back(std::int32_t(link.segment));
            type.push_back(std::int8_t(link.building_type));
            trees.push_back(float(link.tree_factor));
            at.push_back(receptor.at);
        }
        first_link.push_back(std::int32_t(segment.size()));
    }
    const idx links = idx(segment.size());
    first_ = upload(backend, first_link, 1, "first link", "1");
    distance_ = Field2D<float>(backend, {1, 1, links}, "distance from the axis", "m");
    if (links == 0) return;
    segment_ = upload(backend, segment, 1, "segment of a link", "1");
    type_ = upload(backend, type, 1, "building type", "1");
    tree_factor_ = upload(backend, trees, 1, "tree factor", "1");
    const auto points_there = upload(backend, points, "points of lines"),
               at_there = upload(backend, at, "receptors");
    const auto first_there = upload(backend, first_point, 1, "first point", "1");
    on_items(backend, "distance to street", links,
             srm1::DistanceToLine{points_there.cview(), first_there.cview(), segment_.cview(),
                                  at_there.cview(), distance_.view()});
    const Field2D<float> distance = distance_.copy_to(Backend::cpu());
    for (std::size_t n = 0; n < std::size_t(links); ++n) {
        too_near_ += distance.host()[n] < srm1::nearest;
        beyond_reach_ += distance.host()[n] > srm1::street_of(type[n]).reach;
    }
}

Field2D<float> Srm1Model::contribution(const Field2D<float>& emission, const Field2D<float>& wind) const {
    if (wind.shape() != Shape{1, 1, receptors_})
        throw RuntimeError("SRM1: one wind speed per receptor is needed");
    Field2D<float> out(first_.backend(), {1, emission.shape().ny, receptors_}, "concentration of streets",
                       "ug m-3");
    on_items(first_.backend(), "streets at receptors", receptors_,
             srm1::StreetContribution{emission.cview(), first_.cview(), segment_.cview(), distance_.cview(),
                                      type_.cview(), tree_factor_.cview(), wind.cview(), out.view()});
    return out;
}

Field2D<float> srm1::no2_by_ozone(const RoadNox& streets, const RoadNox& open_roads,
                                  const Field2D<float>& ozone) {
    Field2D<float> out(ozone.backend(), ozone.shape(), "NO2 made by ozone", "ug m-3");
    on_output(ozone.backend(), "NO2 of roads",
              No2OfRoads{streets.nox.cview(), streets.direct.cview(), open_roads.nox.cview(),
                         open_roads.direct.cview(), ozone.cview(), out.view()});
    return out;
}

Field2D<float> srm1::days_above_50(const Field2D<float>& pm10) {
    Field2D<float> out(pm10.backend(), pm10.shape(), "days with PM10 above 50 ug m-3", "d");
    on_output(pm10.backend(), "PM10 days", Pm10Days{pm10.cview(), out.view()});
    return out;
}

}  // namespace luwte
