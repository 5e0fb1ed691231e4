// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/radiation_model.hpp"

#include "models/radiation/radiation_steps.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace luwte {
namespace {

Field2D<float> plane(const CityModel& city, const char* name, const char* unit) {
    return Field2D<float>(city.backend(), city.terrain_height.shape(), name, unit);
}

static_assert(PerSurfaceType::size == surface_type_count);

PerSurfaceType per_type(float SurfaceProperties::*property) {
    PerSurfaceType out{};
    for (int t = 0; t < surface_type_count; ++t)
        out.value[t] = surface_properties()[std::size_t(t)].*property;
    return out;
}

/// Means over the six parts.
StepSky sky_of(const Forcing& forcing) {
    StepSky sky{forcing.diffuse_horizontal, 0, forcing.global_horizontal, forcing.longwave_down, 0};
    double vertical = 0;
    for (const Forcing::Part& part : forcing.parts) {
        vertical += part.direct_normal * std::cos(part.sun.altitude_rad) / (6 * pi_d);
        sky.parts_with_sun += part.sun.altitude_rad > 0;
    }
    sky.beam_vertical = float(vertical);
    return sky;
}

}  // namespace

RadiationModel::RadiationModel(const CityModel& city, const ShadeModel::SkyView& at_surface,
                               const ShadeModel::SkyView& at_body, Parameters parameters)
    : shadow_fraction(plane(city, "shadow_fraction", "1")),
      shortwave_down(plane(city, "shortwave_down", "W m-2")),
      longwave_down(plane(city, "longwave_down", "W m-2")),
      surface_temperature(plane(city, "surface_temperature", "K")),
      mean_radiant_temperature(plane(city, "mean_radiant_temperature", "K")),
      city_(city),
      at_surface_(at_surface),
      at_body_(at_body),
      parameters_(parameters),
      lit_(plane(city, "lit_parts", "1")),
      direct_(plane(city, "direct_shortwave", "W m-2")),
      body_(plane(city, "direct_shortwave_on_body", "W m-2")),
      wall_temperature_(plane(city, "wall_temperature", "K")) {}

void RadiationModel::begin(const Forcing& forcing) {
    forcing_ = forcing;
    parts_added_ = 0;
    begun_ = true;
    dispatch(city_.backend(), [&](auto tag) {
        radiation_steps::clear_beam<decltype(tag)>(city_.backend(),
                                                   {lit_.view(), direct_.view(), body_.view()});
    });
}

void RadiationModel::add_beam(int part, const Field2D<float>& at_surface, const Field2D<float>& at_body) {
    if (!begun_ || !needs_beam(part) || (parts_added_ >> part & 1u) != 0)
        throw std::logic_error(
            "RadiationModel::add_beam: a part without sun, added twice, or before begin()");
    parts_added_ |= 1u << part;
    const Forcing::Part& p = forcing_.parts[std::size_t(part)];
    AccumulateBeam step{at_surface.cview(), at_body.cview(), lit_.view(), direct_.view(), body_.view(), 0, 0};
    step.direct_weight = float(p.direct_normal * std::sin(p.sun.altitude_rad) / 6);
    step.body_weight = p.direct_normal * projected_area_factor(float(p.sun.altitude_rad)) / 6;
    dispatch(city_.backend(),
             [&](auto tag) { radiation_steps::accumulate_beam<decltype(tag)>(city_.backend(), step); });
}

void RadiationModel::finish(const Field2D<float>& air_temperature) {
    for (int part = 0; part < 6; ++part)
        if (!begun_ || (needs_beam(part) && (parts_added_ >> part & 1u) == 0))
            throw std::logic_error("RadiationModel::finish: a part with sun was not added");
    begun_ = false;

    const double middle_s = 0.5 * (forcing_.begin_s + forcing_.end_s);
    const Grid& grid = city_.grid;
    const SolarDay day =
        solar_day(sun_position(middle_s, grid.latitude_rad, grid.longitude_rad), grid.latitude_rad);
    const float clearness = clearness_of(forcing_);
    const StepSky sky = sky_of(forcing_);
    const WallProperties walls{parameters_.wall_albedo, parameters_.wall_emissivity,
                               parameters_.ground_albedo};

    ParametrisedTemperature temperature{lit_.cview(),
                                        air_temperature.cview(),
                                        at_body_.cosine.cview(),
                                        city_.surface_type.cview(),
                                        shadow_fraction.view(),
                                        surface_temperature.view(),
                                        wall_temperature_.view(),
                                        {},
                                        clearness * excess_of_clear_day(parameters_.wall_heating, day),
                                        sky.parts_with_sun};
    for (int t = 0; t < surface_type_count; ++t) {
        const SurfaceProperties& p = surface_properties()[std::size_t(t)];
        const SurfaceHeating heating{p.heating_per_altitude, p.heating_offset, p.hour_of_max};
        temperature.excess.value[t] = clearness * excess_of_clear_day(heating, day);
    }
    const SurfaceRadiation surface{direct_.cview(),
                                   at_surface_.cosine.cview(),
                                   at_surface_.cosine_opaque.cview(),
                                   air_temperature.cview(),
                                   wall_temperature_.cview(),
                                   shortwave_down.view(),
                                   longwave_down.view(),
                                   sky,
                                   walls};
    const MeanRadiantTemperature body{body_.cview(),
                                      shortwave_down.cview(),
                                      longwave_down.cview(),
                                      surface_temperature.cview(),
                                      wall_temperature_.cview(),
                                      air_temperature.cview(),
                                      at_body_.cosine.cview(),
                                      at_body_.cosine_opaque.cview(),
                                      at_body_.solid_angle.cview(),
                                      city_.surface_type.cview(),
                                      mean_radiant_temperature.view(),
                                      per_type(&SurfaceProperties::albedo),
                                      per_type(&SurfaceProperties::emissivity),
                                      sky,
                                      walls};
    dispatch(city_.backend(), [&](auto tag) {
        using Tag = decltype(tag);
        radiation_steps::parametrised_temperature<Tag>(city_.backend(), temperature);
        radiation_steps::surface_radiation<Tag>(city_.backend(), surface);
        radiation_steps::mean_radiant_temperature<Tag>(city_.backend(), body);
    });
}

}  // namespace luwte
