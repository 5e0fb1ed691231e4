// SPDX-License-Identifier: Apache-2.0
#include "models/comfort/comfort_model.hpp"

#include "kernels/core/reduce.hpp"
#include "models/comfort/comfort_steps.hpp"
#include "models/comfort/pet_table.hpp"

#include <algorithm>
#include <cstdio>

namespace luwte {
namespace {

Shape shape_of(const Grid& grid) { return {1, grid.ny, grid.nx}; }

template <class T>
void require_on(const CityModel& city, const Field2D<T>& field, const char* name) {
    if (!(field.shape() == shape_of(city.grid)) || !(field.backend() == city.backend()))
        throw RuntimeError(std::string("comfort: field '") + name +
                           "' has another shape or processor than the city");
}

/// Names the first value outside.
void require_within(const CityModel& city, const Field2D<float>& field, const MinMax& is, float least,
                    float most, const char* name, const char* unit) {
    if (is.min >= least && is.max <= most) return;
    const Field2D<float> on_host = field.copy_to(Backend::cpu());
    const auto all = on_host.host();
    const auto at =
        std::size_t(std::ranges::find_if(all, [&](float v) { return v < least || v > most; }) - all.begin());
    const idx i = idx(at % std::size_t(city.grid.nx)), j = idx(at / std::size_t(city.grid.nx));
    char text[300];
    std::snprintf(
        text, sizeof text,
        "thermal comfort: the %s at x %.2f, y %.2f m (column %d, row %d) is %.2f %s; PET is made for "
        "%.2f to %.2f %s. Check the weather of that hour and the materials",
        name, city.grid.x(i), city.grid.y(j), int(i), int(j), double(all[at]), unit, double(least),
        double(most), unit);
    throw ComfortOutOfRange(text);
}

}  // namespace

ComfortFields::ComfortFields(const Backend& backend, const Grid& grid)
    : pet(backend, shape_of(grid), "pet", "degC"),
      utci(backend, shape_of(grid), "utci", "degC"),
      wbgt(backend, shape_of(grid), "wbgt", "degC"),
      pet_class(backend, shape_of(grid), "pet_class", "1") {}

ComfortModel::ComfortModel(const CityModel& city, const Parameters& parameters)
    : city_(&city),
      classes_(parameters.classes),
      pet_(parameters.person),
      clips_of_row_(city.backend(), {1, city.grid.ny, 4}, "utci_clips", "1") {}

UtciClips ComfortModel::step(const ComfortClimate& climate, ComfortFields& out) const {
    require_on(*city_, climate.air_temperature, "air_temperature");
    require_on(*city_, climate.mean_radiant_temperature, "mean_radiant_temperature");
    require_on(*city_, climate.wind_speed, "wind_speed");
    require_on(*city_, climate.globe_radiation, "globe_radiation");
    require_on(*city_, climate.wick_radiation, "wick_radiation");
    require_on(*city_, out.pet, "pet");
    require_on(*city_, out.utci, "utci");
    require_on(*city_, out.wbgt, "wbgt");
    require_on(*city_, out.pet_class, "pet_class");
    const Backend& backend = city_->backend();
    const auto air = climate.air_temperature.cview();
    const auto radiant = climate.mean_radiant_temperature.cview();
    const auto wind = climate.wind_speed.cview();
    const auto building = city_->building_height.cview();
    const float vapour = climate.vapour_pressure;

    const MinMax a = min_max(backend, air), r = min_max(backend, radiant), w = min_max(backend, wind);
    if (a.count == 0 || r.count == 0 || w.count == 0)
        throw RuntimeError("comfort: air temperature, mean radiant temperature or wind speed has no value");
    require_within(*city_, climate.air_temperature, a, pet_limits.air_min, pet_limits.air_max,
                   "air temperature", "K");
    require_within(*city_, climate.mean_radiant_temperature, r, pet_limits.radiant_min,
                   pet_limits.radiant_max, "mean radiant temperature", "K");
    require_within(*city_, climate.wind_speed, w, pet_limits.wind_min, pet_limits.wind_max, "wind speed",
                   "m/s");
    const PetTable table(backend, pet_, {a.min, a.max, r.min, r.max, w.min, w.max}, vapour);

    const PetFromTable pet{air,          radiant, wind, building, out.pet.view(), out.pet_class.view(),
                           table.view(), classes_};
    const UtciOfCell utci{air, radiant, wind, building, out.utci.view(), vapour};
    const UtciClipsOfRow clips{air, radiant, wind, building, clips_of_row_.view(), vapour};
    const WbgtOfCell wbgt{air,
                          wind,
                          climate.globe_radiation.cview(),
                          climate.wick_radiation.cview(),
                          building,
                          out.wbgt.view(),
                          vapour,
                          climate.pressure};
    dispatch(backend, [&](auto tag) {
        comfort_steps::pet<decltype(tag)>(backend, pet);
        comfort_steps::utci<decltype(tag)>(backend, utci, clips);
        comfort_steps::wbgt<decltype(tag)>(backend, wbgt);
    });
    backend.synchronize();

    UtciClips sum;
    const auto rows = clips_of_row_.copy_to(Backend::cpu());
    const auto count = rows.host();
    for (std::size_t n = 0; n < count.size(); n += 4) {
        sum.cells += count[n];
        sum.wind_raised += count[n + 1];
        sum.wind_lowered += count[n + 2];
        sum.out_of_range += count[n + 3];
    }
    return sum;
}

void ComfortModel::classify(const Field2D<float>& pet, Field2D<std::int8_t>& pet_class) const {
    require_on(*city_, pet, "pet");
    require_on(*city_, pet_class, "pet_class");
    const PetClassOfCell kernel{pet.cview(), pet_class.view(), classes_};
    dispatch(city_->backend(),
             [&](auto tag) { comfort_steps::pet_class<decltype(tag)>(city_->backend(), kernel); });
}

}  // namespace luwte
