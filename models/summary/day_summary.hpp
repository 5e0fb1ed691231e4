// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "kernels/core/grid.hpp"
#include "kernels/core/state.hpp"

#include <array>

namespace luwte {

/// What a day comes down to: hours above PET limits, hours of shade and sun, maxima and afternoon means.
///
/// In    the fields of each step, all [ny nx] on one backend: pet, utci, pet_national [degC, NaN on roofs],
///       shadow_fraction [1], surface_temperature [K]
/// Out   hours [h], maxima and 12-18 h means in the units of their fields; NaN on roofs where made from PET
class DaySummary {
  public:
    DaySummary(const Backend& backend, const Grid& grid);

    /// The next step starts the sums anew.
    void restart() { first_ = true; }

    /// When a step lies in the local day, and how much of it the sun is up.
    struct StepTime {
        double hours;          ///< h, length of the step
        double hours_of_day;   ///< h with the sun above the horizon
        double local_begin_h;  ///< local hour at which the step begins, 0 to 24
    };
    void add(const StepTime& time, const Field2D<float>& pet, const Field2D<float>& utci,
             const Field2D<float>& pet_national, const Field2D<float>& shadow_fraction,
             const Field2D<float>& surface_temperature);

    void carry(State& state) {
        state(first_);
        for (Field2D<float>* field :
             {&hours_pet_above_35, &hours_pet_above_41, &shade_hours_10_16, &sun_hours, &pet_max, &utci_max,
              &pet_12_18, &pet_national_12_18, &pet_minus_national_12_18, &surface_temperature_max})
            state(*field);
    }

    /// Every field of the summary, by name.
    std::array<const Field2D<float>*, 10> fields() const {
        return {&hours_pet_above_35,
                &hours_pet_above_41,
                &shade_hours_10_16,
                &sun_hours,
                &pet_max,
                &utci_max,
                &pet_12_18,
                &pet_national_12_18,
                &pet_minus_national_12_18,
                &surface_temperature_max};
    }

    Field2D<float> hours_pet_above_35, hours_pet_above_41, shade_hours_10_16, sun_hours, pet_max, utci_max,
        pet_12_18, pet_national_12_18, pet_minus_national_12_18, surface_temperature_max;

  private:
    bool first_ = true;
};

}  // namespace luwte
