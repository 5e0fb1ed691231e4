// SPDX-License-Identifier: Apache-2.0
#include "host/year_stability.hpp"

#include "kernels/core/error.hpp"
#include "models/air/surface_layer.hpp"
#include "models/heat/heat_model.hpp"
#include "models/weather/reference_evaporation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace luwte {

namespace {

/// Weather of an hour; nothing where the record lacks some of it.
std::optional<Forcing> forcing_if_known(const WeatherSeries& weather, double begin_s, const Grid& grid) {
    try {
        return forcing_at(weather, begin_s, grid.latitude_rad, grid.longitude_rad);
    } catch (const InputError&) {  // counted by who asks
        return std::nullopt;
    }
}

}  // namespace

std::vector<double> stability_of_hours(const WeatherSeries& weather, const MaterialTable& materials,
                                       const Grid& grid) {
    std::vector<double> per_length(weather.hours.size(), std::numeric_limits<double>::quiet_NaN());
    const bool has_rain =
        std::ranges::any_of(weather.hours, [](const WeatherHour& hour) { return hour.rain > 0; });
    const YearlyTemperature year;
    StationGrass grass(materials, year, HeatModel::reference_height, HeatModel::part_seconds);
    SoilWater soil(materials);
    double last_end = std::numeric_limits<double>::quiet_NaN();  // s, of the last hour that grass has seen
    for (std::size_t h = 0; h < weather.hours.size(); ++h) {
        const double end = weather.hours[h].end_s, begin = end - 3600;
        // Water: days of 24 hours from the first hour on, as those before a run's day.
        if (has_rain && h > 0 && std::fmod(begin - weather.hours.front().end_s + 3600, 86400.0) == 0)
            if (const auto day = water_day(weather, begin - 86400))
                soil.day(day->rain, day->reference_evaporation);
        const std::optional<Forcing> forcing = forcing_if_known(weather, begin, grid);
        if (!forcing) continue;
        if (std::isnan(last_end)) grass.start(begin);
        if (last_end == begin)
            per_length[h] =
                air::stability_over_grass(double(forcing->wind_speed), double(grass.into_air().sensible),
                                          double(forcing->air_temperature), double(forcing->pressure));
        grass.set_soil_moisture(has_rain ? soil.moisture()[station_grass] : 1.0f);
        const FacetWeather alike =
            facet_weather(*forcing, forcing->air_temperature, year, materials, HeatModel::part_seconds);
        for (int part = 0; part < forcing->part_count; ++part)
            grass.advance(*forcing, forcing->parts[std::size_t(part)], alike);
        last_end = end;
    }
    return per_length;
}

}  // namespace luwte
