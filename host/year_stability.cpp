// SPDX-License-Identifier: Apache-2.0
#include "host/year_stability.hpp"

#include "kernels/core/error.hpp"
#include "models/air/surface_layer.hpp"
#include "models/heat/heat_model.hpp"
#include "models/weather/reference_evaporation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace luwte {

namespace {

constexpr double part_of_built_up = 0.1;  ///< 1, of roofs from which on L is at least that of towns,
constexpr double length_of_towns = 25;    ///< m (Hanna & Chang 1992; docs/models/air.md, 2)

/// Weather of an hour; nothing where the record lacks some of it.
std::optional<Forcing> forcing_if_known(const WeatherSeries& weather, double begin_s, const Grid& grid) {
    try {
        return forcing_at(weather, begin_s, grid.latitude_rad, grid.longitude_rad);
    } catch (const InputError&) {  // counted by who asks
        return std::nullopt;
    }
}

/// Mean air temperature [K] of the day around an hour, which rooms follow.
float mean_air_around(const WeatherSeries& weather, std::size_t hour) {
    double sum = 0, count = 0;
    const std::size_t first = hour < 12 ? 0 : hour - 12, end = std::min(first + 24, weather.hours.size());
    for (std::size_t h = first; h < end; ++h)
        if (const float t = weather.hours[h].air_temperature; !std::isnan(t)) sum += double(t), count += 1;
    return float(sum / count);
}

/// 1 / L over a town under the wind that grass and town share at the blending height: as (1), (2) of
/// docs/models/air.md, with L of the town's own heat.
class OverTown {
  public:
    explicit OverTown(const TownLand& town) : inflows_(town.inflows) {
        double roofs = 0;
        for (int t = 0; t < top_material_count; ++t)
            if (is_roof(t)) roofs += town.area_share[std::size_t(t)];
        shortest_ = roofs < part_of_built_up ? 0 : length_of_towns;
    }
    double per_length(const Forcing& hour, double of_grass, double of_town) const {
        const double air = double(hour.air_temperature),
                     per_kelvin = double(hour.pressure) / (double(gas_constant_of_air) * air) *
                                  double(specific_heat_of_air),
                     wind = std::max(double(hour.wind_speed), 0.1);
        const air::SurfaceLayer land =
            air::surface_layer(wind, air::wind_height, air::grass_roughness, of_grass / per_kelvin, air,
                               wind_blending_height / air::most_stable, 0);
        const double above =
            wind * land.wind_profile(wind_blending_height) / land.wind_profile(air::wind_height);
        const auto over = [&](const Inflow& town) {
            const double level = wind_blending_height - town.displacement;
            return air::surface_layer(above, level, town.roughness, of_town / per_kelvin, air,
                                      std::max(level / air::most_stable, shortest_), 0)
                .stability;
        };
        if (hour.wind_has_direction) {
            const wind::BetweenSectors at =
                between_sectors(double(hour.wind_from_direction) / degree_d, inflows_.size());
            return over(inflows_[std::size_t(at.share < 0.5f ? at.first : at.second)]);
        }
        double sum = 0;
        for (const Inflow& inflow : inflows_) sum += over(inflow) / double(inflows_.size());
        return sum;
    }

  private:
    const std::vector<Inflow>& inflows_;
    double shortest_ = 0;  ///< m, L at least
};

}  // namespace

TownLand TownLand::of(const CityLayers& city, const WindLibrary& library) {
    TownLand town;
    const std::vector<std::int8_t>& tops = city.top_material.empty() ? city.surface_type : city.top_material;
    for (const std::int8_t type : tops) town.area_share[std::size_t(type)] += 1;
    for (double& share : town.area_share) share /= double(tops.size());
    for (const WindLibrary::Sector& sector : library.sectors) town.inflows.push_back(sector.report.inflow);
    return town;
}

std::vector<double> stability_of_hours(const WeatherSeries& weather, const MaterialTable& materials,
                                       const Grid& grid, const std::optional<TownLand>& town) {
    std::vector<double> per_length(weather.hours.size(), std::numeric_limits<double>::quiet_NaN());
    const bool has_rain =
        std::ranges::any_of(weather.hours, [](const WeatherHour& hour) { return hour.rain > 0; });
    const YearlyTemperature year;
    constexpr double height = HeatModel::reference_height, seconds = HeatModel::part_seconds;
    StationGrass grass(materials, year, height, seconds);
    std::optional<OpenClimate> open;  // with the same grass
    std::optional<OverTown> over;
    if (town) open.emplace(materials, year, town->area_share, height, seconds), over.emplace(*town);
    SoilWater soil(materials);
    double last_end = std::numeric_limits<double>::quiet_NaN();  // s, of the last hour that they have seen
    for (std::size_t h = 0; h < weather.hours.size(); ++h) {
        const double end = weather.hours[h].end_s, begin = end - 3600;
        // Water: days of 24 hours from the first hour on, as those before a run's day.
        if (has_rain && h > 0 && std::fmod(begin - weather.hours.front().end_s + 3600, 86400.0) == 0)
            if (const auto day = water_day(weather, begin - 86400))
                soil.day(day->rain, day->reference_evaporation);
        const std::optional<Forcing> forcing = forcing_if_known(weather, begin, grid);
        if (!forcing) continue;
        const float mean_air = mean_air_around(weather, h);
        if (std::isnan(last_end)) {
            grass.start(begin);
            if (open) open->start(begin, mean_air, indoor_temperature(mean_air));
        }
        const double of_grass = double((open ? open->of_station_grass() : grass.into_air()).sensible);
        if (last_end == begin)
            per_length[h] =
                over ? over->per_length(*forcing, of_grass, double(open->sensible_of_area()))
                     : air::stability_over_grass(double(forcing->wind_speed), of_grass,
                                                 double(forcing->air_temperature), double(forcing->pressure));
        const SoilMoisture moisture = has_rain ? soil.moisture() : no_water_stress;
        grass.set_soil_moisture(moisture[station_grass]);
        if (open) open->set_soil_moisture(moisture);
        FacetWeather alike = facet_weather(*forcing, mean_air, year, materials, seconds);
        for (int part = 0; part < forcing->part_count; ++part) {
            const Forcing::Part& now = forcing->parts[std::size_t(part)];
            if (!open) {
                grass.advance(*forcing, now, alike);
                continue;
            }
            alike.gust = open->gust();
            open->advance(*forcing, now, alike);
        }
        last_end = end;
    }
    return per_length;
}

}  // namespace luwte
