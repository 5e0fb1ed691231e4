// SPDX-License-Identifier: Apache-2.0
#include "models/summary/day_summary.hpp"

#include "kernels/comfort/day_summary.hpp"

namespace luwte {

template <class Tag>
void add_to_day_summary(const Backend&, const AddToDaySummary&);

DaySummary::DaySummary(const Backend& backend, const Grid& grid) {
    const Shape shape{1, grid.ny, grid.nx};
    hours_pet_above_35 = Field2D<float>(backend, shape, "hours_pet_above_35", "h");
    hours_pet_above_41 = Field2D<float>(backend, shape, "hours_pet_above_41", "h");
    shade_hours_10_16 = Field2D<float>(backend, shape, "shade_hours_10_16", "h");
    sun_hours = Field2D<float>(backend, shape, "sun_hours", "h");
    pet_max = Field2D<float>(backend, shape, "pet_max", "degC");
    utci_max = Field2D<float>(backend, shape, "utci_max", "degC");
    pet_12_18 = Field2D<float>(backend, shape, "pet_12_18", "degC");
    pet_national_12_18 = Field2D<float>(backend, shape, "pet_national_12_18", "degC");
    pet_minus_national_12_18 = Field2D<float>(backend, shape, "pet_minus_national_12_18", "degC");
    surface_temperature_max = Field2D<float>(backend, shape, "surface_temperature_max", "K");
}

void DaySummary::add(const StepTime& time, const Field2D<float>& pet, const Field2D<float>& utci,
                     const Field2D<float>& pet_national, const Field2D<float>& shadow_fraction,
                     const Field2D<float>& surface_temperature) {
    const auto within = [&](double from, double to) {
        return time.local_begin_h >= from - 1e-6 && time.local_begin_h + time.hours <= to + 1e-6;
    };
    const AddToDaySummary kernel{pet.cview(),
                                 utci.cview(),
                                 pet_national.cview(),
                                 shadow_fraction.cview(),
                                 surface_temperature.cview(),
                                 float(time.hours),
                                 float(time.hours_of_day),
                                 within(10, 16),
                                 within(12, 18),
                                 first_,
                                 float(time.hours / 6.0),
                                 hours_pet_above_35.view(),
                                 hours_pet_above_41.view(),
                                 shade_hours_10_16.view(),
                                 sun_hours.view(),
                                 pet_max.view(),
                                 utci_max.view(),
                                 pet_12_18.view(),
                                 pet_national_12_18.view(),
                                 pet_minus_national_12_18.view(),
                                 surface_temperature_max.view()};
    dispatch(pet.backend(), [&](auto tag) { add_to_day_summary<decltype(tag)>(pet.backend(), kernel); });
    first_ = false;
}

}  // namespace luwte
