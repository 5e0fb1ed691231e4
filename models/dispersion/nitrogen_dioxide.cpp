// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/nitrogen_dioxide.hpp"

#include "kernels/dispersion/nitrogen_dioxide.hpp"
#include "models/launches.hpp"

namespace luwte {

void nitrogen_dioxide(const RoadNoxOfHour& roads, const OzoneHour& hour, Field2D<float>& no2) {
    if (!(hour.temperature > 0 && hour.background_no2 >= 0 && hour.background_ozone >= 0))
        throw RuntimeError("NO2 of an hour: temperature, NO2 and ozone of the background have to be known");
    const float oxidation = dispersion::oxidation_rate(float(hour.temperature));
    const dispersion::HourOfOzone alike{
        float(hour.background_no2), dispersion::ozone_as_no2 * float(hour.background_ozone),
        dispersion::photolysis_rate(float(hour.global_horizontal)) / oxidation, oxidation};
    on_output(no2.backend(), "NO2 of an hour",
              dispersion::NitrogenDioxideOfColumn{roads.nox.cview(), roads.direct.cview(), roads.aged.cview(),
                                                  alike, no2.view()});
}

}  // namespace luwte
