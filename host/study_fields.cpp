// SPDX-License-Identifier: Apache-2.0
#include "host/study_fields.hpp"

#include "host/wind_run.hpp"

namespace luwte {

std::vector<const FieldInfo*> fields_of(const Study& study) {
    return select_fields(study.output.fields, study.wind.asked,
                         disperses(study) ? study.air.pollutants : std::vector<std::string>{},
                         study.air.asked ? study.air.pollutants : std::vector<std::string>{});
}

}  // namespace luwte
