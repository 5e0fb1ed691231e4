// SPDX-License-Identifier: Apache-2.0
#include "models/heat/open_climate.hpp"

#include "kernels/radiation/surroundings.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {
namespace {

constexpr double year_s = 365.25 * 86400;
constexpr auto paving = std::size_t(SurfaceType::open_paving);

std::array<float, conduction_nodes> layers_of_the_year(const YearlyTemperature& year,
                                                       const ConductionGrid& grid, double diffusivity,
                                                       double time_s) {
    std::array<float, conduction_nodes> layers;
    for (std::size_t n = 0; n < layers.size(); ++n)
        layers[n] = float(year.at(grid.middle[n], diffusivity, time_s)) - zero_celsius;
    return layers;
}

/// m s-1, 1.2 w* over a surface that gives `sensible` heat [W m-2]; none without sun.
float gust_of(const Forcing::Part& part, double sensible, float air, float pressure) {
    const float per_kelvin = pressure / (gas_constant_of_air * air) * specific_heat_of_air;
    return part.sun.altitude_rad > 0 ? 1.2f * convective_velocity(float(sensible) / per_kelvin, air) : 0.0f;
}

}  // namespace

double deep_diffusivity(const SurfaceMaterial& m) {
    return m.water ? 1.0 : double(m.layers.back().conductivity) / double(m.layers.back().heat_capacity);
}

double YearlyTemperature::at(double depth, double diffusivity_m2_s, double time_s) const {
    const double d = std::sqrt(diffusivity_m2_s * year_s / pi_d);
    // 1970 began with day 1; the phase needs no calendar to a day.
    const double day = std::fmod(time_s, year_s) / 86400 + 1;
    return mean +
           amplitude * std::exp(-depth / d) * std::cos(2 * pi_d * (day - warmest_day) / 365.25 - depth / d);
}

StationGrass::StationGrass(const MaterialTable& materials, const YearlyTemperature& year, double height,
                           double seconds)
    : year_(year),
      material_(facet_material(materials.station_grass, false, height, seconds)),
      grid_(conduction_grid(materials.station_grass, false)),
      diffusivity_(deep_diffusivity(materials.station_grass)) {}

void StationGrass::start(double time_s) {
    layers_ = layers_of_the_year(year_, grid_, diffusivity_, time_s);
    rain_ = gust_ = 0, into_air_ = {};
}

void StationGrass::advance(const Forcing& forcing, const Forcing::Part& part, const FacetWeather& weather) {
    const float air = forcing.air_temperature + part.air_temperature_offset;
    FacetWeather own = weather;
    own.gust = gust_;
    const FacetFluxes f = rained_on_balance(
        material_, own,
        {part.global_horizontal, forcing.longwave_down, air, OpenClimate::wind_share * forcing.wind_speed},
        layers_.data(), 1, rain_);
    into_air_ = {f.sensible, f.latent};
    gust_ = gust_of(part, double(f.sensible), air, weather.pressure);
}

OpenClimate::OpenClimate(const MaterialTable& materials, const YearlyTemperature& year,
                         const std::array<double, top_material_count>& area_share, double height,
                         double seconds)
    : year_(year), area_share_(area_share), station_(materials, year, height, seconds) {
    for (std::size_t t = 0; t < ground_.size(); ++t) {
        const SurfaceMaterial& m = materials.ground[t];
        grid_[t] = conduction_grid(m, is_roof(int(t)));
        diffusivity_[t] = deep_diffusivity(m);
        ground_material_[t] = facet_material(m, is_roof(int(t)), height, seconds);
    }
    for (std::size_t k = 0; k < wall_.size(); ++k) {
        wall_[k] = facet_material(materials.wall_of(int(k)), true, height, seconds);
        wall_grid_[k] = conduction_grid(materials.wall_of(int(k)), true);
    }
}

void OpenClimate::start(double time_s, float air, float indoor) {
    const double outside = double(air - zero_celsius), inside = double(indoor - zero_celsius);
    for (std::size_t t = 0; t < ground_.size(); ++t)
        ground_[t] = is_roof(int(t)) ? steady_profile(grid_[t], outside, inside)
                                     : layers_of_the_year(year_, grid_[t], diffusivity_[t], time_s);
    station_.start(time_s);
    for (std::size_t t = 0; t < ground_.size(); ++t) street_[t].fill(ground_[t]);
    street_rain_.fill({});
    for (std::size_t k = 0; k < wall_.size(); ++k)
        wall_layers_[k].fill(steady_profile(wall_grid_[k], outside, inside));
    rain_water_.fill(0);
    paving_temperature_ = ground_[paving].front() + zero_celsius;
    gust_ = sensible_of_area_ = 0;
}

void OpenClimate::set_soil_moisture(const SoilMoisture& moisture) {
    for (std::size_t t = 0; t < ground_material_.size(); ++t) ground_material_[t].soil_moisture = moisture[t];
    station_.set_soil_moisture(moisture[station_grass]);
}

void OpenClimate::advance_streets(const Forcing& forcing, const Forcing::Part& part,
                                  const FacetWeather& weather, StreetAir street) {
    const float air = street.temperature + part.air_temperature_offset;
    const float slant =
        longwave_slant(forcing.longwave_down, forcing.air_temperature, forcing.cloud_fraction);
    const float light =
        wall_[0].albedo *
        (part.direct_normal * float(std::cos(part.sun.altitude_rad) / pi_d) +
         0.5f * (part.diffuse_horizontal + ground_material_[paving].albedo * part.global_horizontal));
    const float from_air = black_body(air);
    float from_walls = 0;  // W m-2, longwave, mean over the facings
    for (const Layers& wall : wall_layers_[0])
        from_walls += black_body(wall.front() + zero_celsius) / facings;
    for (int e = 0; e < exposure_count; ++e) {
        const float sky = exposure_sky(e), share = exposure_light(e);
        // Around are walls or leaves. Walls: where there is light as light and as warm as those in the open,
        // else dark and as warm as the air; leaves: as warm as the air, what they scatter is in the light.
        const float seen = exposure_walls(e) * (1 - sky) * sky;
        const float shortwave = share * part.global_horizontal + seen * light;
        const float longwave = sky * forcing.longwave_down + slant * slant_on_horizontal(sky) +
                               (1 - sky) * from_air + seen * (from_walls - from_air);
        for (std::size_t t = 0; t < street_.size(); ++t) {
            if (area_share_[t] == 0) continue;
            const float wind =
                is_roof(int(t)) ? std::max(weather.roof_wind, street.wind_speed) : street.wind_speed;
            rained_on_balance(ground_material_[t], weather, {shortwave, longwave, air, wind},
                              street_[t][std::size_t(e)].data(), 1, street_rain_[t][std::size_t(e)]);
        }
    }
}

void OpenClimate::advance(const Forcing& forcing, const Forcing::Part& part, const FacetWeather& weather) {
    const float air = forcing.air_temperature + part.air_temperature_offset;
    const float wind = wind_share * forcing.wind_speed;
    // What the paving before a wall sends up into its lower half; its temperature is that of the part before.
    const FacetMaterial& before = ground_material_[paving];
    const float from_paving =
        before.emissivity * black_body(paving_temperature_) + (1 - before.emissivity) * forcing.longwave_down;
    const float diffuse = 0.5f * (part.diffuse_horizontal + before.albedo * part.global_horizontal);
    const float slant =
        longwave_slant(forcing.longwave_down, forcing.air_temperature, forcing.cloud_fraction);
    const float from_sky = forcing.longwave_down + slant * slant_on_open_vertical;
    const float longwave = 0.5f * (from_sky + from_paving);
    for (int q = 0; q < facings; ++q) {
        const double cosine = std::cos(part.sun.altitude_rad) * std::cos(part.sun.azimuth_rad - q * pi_d / 2);
        const float direct = part.direct_normal * float(std::max(cosine, 0.0));
        for (std::size_t k = 0; k < wall_.size(); ++k)
            facet_balance<true>(wall_[k], weather, {direct + diffuse, longwave, air, wind},
                                wall_layers_[k][std::size_t(q)].data(), 1);
    }

    double flux = 0;  // W m-2, sensible, mean over the area
    for (std::size_t t = 0; t < ground_.size(); ++t) {
        const float over = is_roof(int(t)) ? std::max(weather.roof_wind, wind) : wind;
        const FacetFluxes f = rained_on_balance(ground_material_[t], weather,
                                                {part.global_horizontal, forcing.longwave_down, air, over},
                                                ground_[t].data(), 1, rain_water_[t]);
        flux += area_share_[t] * double(f.sensible);
        if (t == paving) paving_temperature_ = f.surface_temperature;
    }
    sensible_of_area_ = float(flux);
    gust_ = gust_of(part, flux, air, weather.pressure);
    station_.advance(forcing, part, weather);
}

}  // namespace luwte
