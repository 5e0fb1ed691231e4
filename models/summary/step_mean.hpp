// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

namespace luwte {

/// Mean of a field over the steps that make a longer step of a result; on the field's backend.
///
///     StepMean mean(field);
///     for (int n = 0; n < 3; ++n) { ...; mean.add(1.0f / 3, n == 0); }
///
/// In   field   kept by reference; weights [1] of a mean are 1 together
/// Out  of()    NaN where one of the values was
class StepMean {
  public:
    explicit StepMean(const Field2D<float>& field);
    void add(float weight, bool first);
    const Field2D<float>& of() const { return mean_; }

  private:
    const Field2D<float>* field_;
    Field2D<float> mean_;
};

}  // namespace luwte
