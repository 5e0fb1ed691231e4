// SPDX-License-Identifier: Apache-2.0
#include "models/srm1/srm1_model.hpp"

#include "kernels/srm1/srm1.hpp"
#include "models/launches.hpp"

namespace luwte {

Srm1Model::Srm1Model(const Backend& backend, std::span<const RoadSegment> roads,
                     std::span<const Receptor> receptors)
    : links_(backend, roads, receptors),
      distance_(backend, {1, 1, links_.count}, "distance from the axis", "m") {
    if (links_.count == 0) return;
    on_items(backend, "distance to street", links_.count,
             srm1::DistanceToLine{links_.points.cview(), links_.first_point.cview(), links_.segment.cview(),
                                  links_.at.cview(), distance_.view()});
    const Field2D<float> distance = distance_.copy_to(Backend::cpu());
    for (std::size_t n = 0; n < links_.types.size(); ++n) {
        too_near_ += distance.host()[n] < srm1::nearest;
        beyond_reach_ += distance.host()[n] > srm1::street_of(links_.types[n]).reach;
    }
}

Field2D<float> Srm1Model::contribution(const Field2D<float>& emission, const Field2D<float>& wind) const {
    if (wind.shape() != Shape{1, 1, links_.receptor_count})
        throw RuntimeError("SRM1: one wind speed per receptor is needed");
    const Backend& backend = distance_.backend();
    Field2D<float> out(backend, {1, emission.shape().ny, links_.receptor_count}, "concentration of streets",
                       "ug m-3");
    on_items(backend, "streets at receptors", links_.receptor_count,
             srm1::StreetContribution{emission.cview(), links_.first_link.cview(), links_.segment.cview(),
                                      distance_.cview(), links_.type.cview(), links_.tree_factor.cview(),
                                      wind.cview(), out.view()});
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
