// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

namespace luwte {

/// Adds one step to the day's summary of one column. Columns without PET (roofs) stay NaN in all that
/// comes from PET or UTCI. About 68 B per column.
struct AddToDaySummary {
    View2D<const float> pet, utci;            ///< degC
    View2D<const float> pet_national;         ///< degC
    View2D<const float> shadow_fraction;      ///< 1
    View2D<const float> surface_temperature;  ///< K
    float hours;                              ///< h, length of the step
    float hours_of_day;                       ///< h of the step with the sun above the horizon
    bool in_10_16, in_12_18;                  ///< the step lies in the half-open local window
    bool first;                               ///< starts the sums
    float share_of_12_18;                     ///< 1, step length over the window's length

    View2D<float> hours_pet_above_35, hours_pet_above_41;  ///< h
    View2D<float> shade_hours_10_16, sun_hours;            ///< h
    View2D<float> pet_max, utci_max;                       ///< degC
    View2D<float> pet_12_18, pet_national_12_18;           ///< degC, means
    View2D<float> pet_minus_national_12_18;                ///< K, of those means
    View2D<float> surface_temperature_max;                 ///< K

    LUWTE_HD void operator()(idx j, idx i) const {
        const float p = pet(j, i), u = utci(j, i), shade = shadow_fraction(j, i);
        const float t = surface_temperature(j, i);
        const float nan_or_zero = p - p;  // keeps NaN, else 0
        const float above_35 = (p > 35.0f ? hours : 0.0f) + nan_or_zero;
        const float above_41 = (p > 41.0f ? hours : 0.0f) + nan_or_zero;
        const float w_shade = in_10_16 ? hours : 0.0f, w = in_12_18 ? share_of_12_18 : 0.0f;
        hours_pet_above_35(j, i) = above_35 + (first ? 0.0f : hours_pet_above_35(j, i));
        hours_pet_above_41(j, i) = above_41 + (first ? 0.0f : hours_pet_above_41(j, i));
        shade_hours_10_16(j, i) = w_shade * shade + (first ? 0.0f : shade_hours_10_16(j, i));
        sun_hours(j, i) = hours_of_day * (1.0f - shade) + (first ? 0.0f : sun_hours(j, i));
        pet_max(j, i) = first ? p : math::max(p, pet_max(j, i));
        utci_max(j, i) = first ? u : math::max(u, utci_max(j, i));
        surface_temperature_max(j, i) = first ? t : math::max(t, surface_temperature_max(j, i));
        pet_12_18(j, i) = w * p + (first ? 0.0f : pet_12_18(j, i));
        pet_national_12_18(j, i) =
            (in_12_18 ? w * pet_national(j, i) : 0.0f * p) + (first ? 0.0f : pet_national_12_18(j, i));
        pet_minus_national_12_18(j, i) = pet_12_18(j, i) - pet_national_12_18(j, i);
    }
};

}  // namespace luwte
