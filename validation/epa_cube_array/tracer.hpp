// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wind/wind_model.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

namespace luwte {

/// How the half of the array lies in the domain; its plane of symmetry is at y = 0.
struct ArrayInDomain {
    double side;       ///< m, H
    double before;     ///< m, from the domain's side to the first row
    double at_height;  ///< m s-1, undisturbed wind at H
};

/// The tracer of a small ball behind the first cube of the middle row, in the wind as it is.
std::vector<ValidationRow> validate_tracer(const ValidationContext& context, const WindModel& wind,
                                           const WindDomain& domain, const ArrayInDomain& array);

}  // namespace luwte
