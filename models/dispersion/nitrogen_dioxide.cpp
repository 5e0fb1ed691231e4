// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/nitrogen_dioxide.hpp"

#include "kernels/dispersion/nitrogen_dioxide.hpp"
#include "models/launches.hpp"

namespace luwte {

void nitrogen_dioxide(const RoadNoxOfHour& roads, const OzoneHour& hour, Field2D<float>& no2) {
    if (!(hour.temperature > 0)) throw RuntimeError("NO2 of an hour: the temperature has to be known");
    const float oxidation = dispersion::oxidation_rate(float(hour.temperature));
    const float ratio = dispersion::photolysis_rate(float(hour.global_horizontal)) / oxidation;
    on_output(no2.backend(), "NO2 of an hour",
              dispersion::NitrogenDioxideOfColumn{roads.nox.cview(), roads.direct.cview(), roads.aged.cview(),
                                                  hour.background_no2.cview(), hour.background_ozone.cview(),
                                                  ratio, oxidation, no2.view()});
}

}  // namespace luwte
