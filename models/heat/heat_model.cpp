// SPDX-License-Identifier: Apache-2.0
#include "models/heat/heat_model.hpp"

#include "kernels/core/error.hpp"
#include "kernels/core/reduce.hpp"
#include "models/heat/heat_steps.hpp"
#include "models/weather/instant_text.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace luwte {
namespace {

constexpr double deep = 2.5;                   // m, where the ground's last node ends
constexpr float coldest = 200, hottest = 400;  // K

Field2D<float> plane(const CityModel& city, const char* name, const char* unit) {
    return Field2D<float>(city.backend(), city.terrain_height.shape(), name, unit);
}

/// Share of the columns [1] that each material has.
std::array<double, top_material_count> area_shares(const CityModel& city) {
    const Field2D<std::int8_t> types = city.top_material.copy_to(Backend::cpu());
    std::array<double, top_material_count> shares{};
    for (const std::int8_t type : types.host()) shares[std::size_t(type)] += 1.0;
    for (double& share : shares) share /= double(types.size());
    return shares;
}

}  // namespace

float stomatal_opening(float air, float vapour_pressure, float pressure) {
    const float cold = 298.0f - air;
    const float by_temperature = std::clamp(1.0f - 0.0016f * cold * cold, 0.0f, 1.0f);
    const float deficit =
        0.622f * std::max(saturation_vapour_pressure(air) - vapour_pressure, 0.0f) / pressure;
    return by_temperature / (1.0f + 36.25f * deficit);
}

float indoor_temperature(float daily_mean_air) {
    const float t = daily_mean_air - zero_celsius;
    return zero_celsius + std::max(20.0f, 18.8f + 0.33f * std::min(t, 30.0f));
}

HeatModel::HeatModel(const CityModel& city, const ShadeModel::SkyView& at_surface, Parameters parameters)
    : shortwave_down(plane(city, "shortwave_down", "W m-2")),
      longwave_down(plane(city, "longwave_down", "W m-2")),
      surface_temperature(plane(city, "surface_temperature", "K")),
      wall_temperature(plane(city, "wall_temperature", "K")),
      rain_water(plane(city, "rain_water", "kg m-2")),
      city_(city),
      at_surface_(at_surface),
      parameters_(std::move(parameters)),
      walls_(wall_properties(parameters_.materials)),
      open_(parameters_.materials, parameters_.year, area_shares(city), reference_height, part_seconds),
      layers_(city.backend(), {conduction_nodes, city.grid.ny, city.grid.nx}, "layer temperature", "K") {
    moisture_.fill(parameters_.soil_moisture);
    make_table();
}

void HeatModel::set_soil_moisture(const SoilMoisture& moisture) {
    if (moisture == moisture_) return;
    moisture_ = moisture;
    make_table();
}

void HeatModel::make_table() {
    Field2D<float> table(Backend::cpu(), {1, FacetMaterial::size, top_material_count}, "facet materials", "");
    for (int t = 0; t < top_material_count; ++t) {
        FacetMaterial m = facet_material(parameters_.materials.ground[std::size_t(t)], is_roof(t),
                                         reference_height, part_seconds);
        m.soil_moisture = moisture_[std::size_t(t)];
        const auto values = std::bit_cast<std::array<float, FacetMaterial::size>>(m);
        for (int c = 0; c < FacetMaterial::size; ++c)
            table.host()[std::size_t(c) * top_material_count + std::size_t(t)] = values[std::size_t(c)];
    }
    city_.backend().synchronize();  // kernels may still read the table that goes
    material_ = table.copy_to(city_.backend());
    open_.set_soil_moisture(moisture_);
}

void HeatModel::start(const Forcing& first) {
    open_.start(first.begin_s, first.air_temperature, indoor_temperature(first.air_temperature));
}

void HeatModel::open_hour(const Forcing& forcing, float daily_mean_air) {
    begin(forcing, daily_mean_air);
    for (const Forcing::Part& part : forcing.parts) {
        weather_.gust = open_.gust();
        open_.advance(forcing, part, weather_);
    }
    next_part_ = 6;
}

void HeatModel::settle() {
    Field2D<float> profile(Backend::cpu(), {1, top_material_count, conduction_nodes}, "initial profile", "K");
    Field2D<float> rain(Backend::cpu(), {1, 1, top_material_count}, "initial rain", "kg m-2");
    for (int t = 0; t < top_material_count; ++t) {
        const OpenClimate::Layers& layers = open_.layers(t);
        std::copy(layers.begin(), layers.end(),
                  profile.host().begin() + std::ptrdiff_t(t) * conduction_nodes);
        rain.host()[std::size_t(t)] = open_.rain_water(t);
    }
    const Field2D<float> on_backend = profile.copy_to(city_.backend()),
                         rain_on_backend = rain.copy_to(city_.backend());
    dispatch(city_.backend(), [&](auto tag) {
        heat_steps::initial_layers<decltype(tag)>(
            city_.backend(), {city_.top_material.cview(), on_backend.cview(), rain_on_backend.cview(),
                              layers_.view(), rain_water.view()});
    });
}

void HeatModel::begin(const Forcing& forcing, float daily_mean_air) {
    forcing_ = forcing;
    next_part_ = 0;
    excess_sum_ = {0, 0};
    const SurfaceMaterial& soil = parameters_.materials.ground[std::size_t(SurfaceType::bare_soil)];
    weather_.vapour_pressure = forcing.vapour_pressure;
    weather_.pressure = forcing.pressure;
    weather_.stomatal_opening =
        stomatal_opening(forcing.air_temperature, forcing.vapour_pressure, forcing.pressure);
    weather_.deep_temperature =
        float(parameters_.year.at(deep, deep_diffusivity(soil), forcing.begin_s)) - zero_celsius;
    weather_.roof_wind = OpenClimate::roof_wind_share * forcing.wind_speed;
    weather_.indoor_temperature = indoor_temperature(daily_mean_air) - zero_celsius;
    weather_.rain = 1e3f * forcing.rain / 6;
    weather_.seconds = float(part_seconds);
}

void HeatModel::advance(int part, const Field2D<float>* beam, const Field2D<float>& air_temperature,
                        const Field2D<float>& wind_speed, Field3D<float>* terms) {
    if (part != next_part_) throw std::logic_error("HeatModel::advance: parts out of order");
    ++next_part_;
    const Forcing::Part& p = forcing_.parts[std::size_t(part)];
    weather_.gust = open_.gust();
    const WallExcess excess = open_.advance(forcing_, p, weather_);
    excess_sum_.open += excess.open / 6;
    excess_sum_.closed += excess.closed / 6;

    GroundBalance step{};
    step.top_material = city_.top_material.cview();
    step.beam = beam != nullptr ? beam->cview() : at_surface_.cosine.cview();
    step.sky_view = at_surface_.cosine.cview();
    step.sky_view_opaque = at_surface_.cosine_opaque.cview();
    step.air_temperature = air_temperature.cview();
    step.wind_speed = wind_speed.cview();
    step.material = material_.cview();
    step.layers = layers_.view();
    step.shortwave_down = shortwave_down.view();
    step.longwave_down = longwave_down.view();
    step.surface_temperature = surface_temperature.view();
    step.rain_water = rain_water.view();
    step.weather = weather_;
    step.sky = {p.diffuse_horizontal,
                p.direct_normal * float(std::cos(p.sun.altitude_rad) / pi_d),
                p.global_horizontal,
                forcing_.longwave_down,
                longwave_slant(forcing_.longwave_down, forcing_.air_temperature, forcing_.cloud_fraction),
                p.sun.altitude_rad > 0 ? 1 : 0};
    step.walls = walls_;
    step.excess = excess;
    step.beam_horizontal =
        beam != nullptr ? p.direct_normal * float(std::max(std::sin(p.sun.altitude_rad), 0.0)) : 0.0f;
    step.weight = 1.0f / 6.0f;
    step.keep = part == 0 ? 0.0f : 1.0f;
    dispatch(city_.backend(), [&](auto tag) {
        if (terms != nullptr)
            heat_steps::ground_balance_terms<decltype(tag)>(city_.backend(), {step, terms->view()});
        else
            heat_steps::ground_balance<decltype(tag)>(city_.backend(), step);
    });
    if (next_part_ < 6) return;
    dispatch(city_.backend(), [&](auto tag) {
        heat_steps::wall_temperature<decltype(tag)>(
            city_.backend(),
            {air_temperature.cview(), at_surface_.cosine.cview(), wall_temperature.view(), excess_sum_});
    });
    check(forcing_.end_s);
}

void HeatModel::check(double time_s) const {
    const MinMax range = min_max(city_.backend(), surface_temperature.cview());
    if (range.count == std::int64_t(surface_temperature.size()) && range.min > coldest && range.max < hottest)
        return;
    const Field2D<float> host = surface_temperature.copy_to(Backend::cpu());
    const Field2D<std::int8_t> types = city_.surface_type.copy_to(Backend::cpu());
    const auto at = std::find_if(host.host().begin(), host.host().end(),
                                 [](float t) { return !(t > coldest && t < hottest); });
    const auto n = std::size_t(at - host.host().begin());
    const auto nx = std::size_t(city_.grid.nx);
    throw RuntimeError("surface heat balance: the surface at column " + std::to_string(n % nx) + ", row " +
                       std::to_string(n / nx) + " (" +
                       std::string(surface_properties()[std::size_t(types.host()[n])].name) + ") reached " +
                       std::to_string(*at) + " K in the step that ends at " + instant_text(time_s) +
                       "; expected 200 to 400 K. Check the material's layers and the weather of that hour");
}

}  // namespace luwte
