// SPDX-License-Identifier: Apache-2.0
#include "models/summary/step_mean.hpp"

#include "kernels/comfort/step_mean.hpp"

namespace luwte {

template <class Tag>
void add_to_mean(const Backend&, const AddToMean&);

StepMean::StepMean(const Field2D<float>& field)
    : field_(&field), mean_(field.backend(), field.shape(), field.name(), field.unit()) {}

void StepMean::add(float weight, bool first) {
    const AddToMean kernel{field_->cview(), mean_.view(), weight, first};
    dispatch(mean_.backend(), [&](auto tag) { add_to_mean<decltype(tag)>(mean_.backend(), kernel); });
}

}  // namespace luwte
