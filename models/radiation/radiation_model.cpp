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

static_assert(PerTopMaterial::size == top_material_count);

PerTopMaterial per_material(const MaterialTable& materials, float SurfaceMaterial::*property) {
    PerTopMaterial out{};
    for (int t = 0; t < top_material_count; ++t) out.value[t] = materials.ground[std::size_t(t)].*property;
    return out;
}

}  // namespace

StepSky sky_of(const Forcing& forcing) {
    StepSky sky{forcing.diffuse_horizontal,
                0,
                forcing.global_horizontal,
                forcing.longwave_down,
                longwave_slant(forcing.longwave_down, forcing.air_temperature, forcing.cloud_fraction),
                0};
    double vertical = 0;
    for (int p = 0; p < forcing.part_count; ++p) {
        const Forcing::Part& part = forcing.parts[std::size_t(p)];
        vertical += part.direct_normal * std::cos(part.sun.altitude_rad) / (forcing.part_count * pi_d);
        sky.parts_with_sun += part.sun.altitude_rad > 0;
    }
    sky.beam_vertical = float(vertical);
    return sky;
}

RadiationModel::RadiationModel(const CityModel& city, const ShadeModel::SkyView& at_body,
                               const MaterialTable& materials)
    : shadow_fraction(plane(city, "shadow_fraction", "1")),
      mean_radiant_temperature(plane(city, "mean_radiant_temperature", "K")),
      globe_radiation(plane(city, "globe_radiation", "W m-2")),
      wick_radiation(plane(city, "wick_radiation", "W m-2")),
      city_(city),
      at_body_(at_body),
      albedo_(per_material(materials, &SurfaceMaterial::albedo)),
      emissivity_(per_material(materials, &SurfaceMaterial::emissivity)),
      crowns_{crown_albedo, materials.ground[std::size_t(SurfaceType::open_paving)].albedo},
      lit_(plane(city, "lit_parts", "1")),
      body_(plane(city, "direct_shortwave_on_body", "W m-2")) {}

void RadiationModel::begin(const Forcing& forcing) {
    forcing_ = forcing;
    parts_added_ = 0;
    begun_ = true;
    dispatch(city_.backend(), [&](auto tag) {
        radiation_steps::clear_beam<decltype(tag)>(
            city_.backend(), {lit_.view(), body_.view(), globe_radiation.view(), wick_radiation.view()});
    });
}

void RadiationModel::add_beam(int part, const Field2D<float>& at_surface, const Field2D<float>& at_body) {
    if (!begun_ || !needs_beam(part) || (parts_added_ >> part & 1u) != 0)
        throw std::logic_error(
            "RadiationModel::add_beam: a part without sun, added twice, or before begin()");
    parts_added_ |= 1u << part;
    const Forcing::Part& p = forcing_.parts[std::size_t(part)];
    const auto parts = float(forcing_.part_count);
    AccumulateBeam step{at_surface.cview(),
                        at_body.cview(),
                        lit_.view(),
                        body_.view(),
                        globe_radiation.view(),
                        wick_radiation.view(),
                        0,
                        0,
                        0};
    step.body_weight = p.direct_normal * projected_area_factor(float(p.sun.altitude_rad)) / parts;
    step.globe_weight = p.direct_normal * sun_on_globe / parts;
    step.wick_weight = p.direct_normal * sun_on_wick(float(p.sun.altitude_rad)) / parts;
    dispatch(city_.backend(),
             [&](auto tag) { radiation_steps::accumulate_beam<decltype(tag)>(city_.backend(), step); });
}

void RadiationModel::finish(const SurfaceClimate& surfaces) {
    for (int part = 0; part < forcing_.part_count; ++part)
        if (!begun_ || (needs_beam(part) && (parts_added_ >> part & 1u) == 0))
            throw std::logic_error("RadiationModel::finish: a part with sun was not added");
    begun_ = false;

    const StepSky sky = sky_of(forcing_);
    const ShadowFraction shadow{lit_.cview(), shadow_fraction.view(), sky.parts_with_sun};
    const MeanRadiantTemperature body{body_.cview(),
                                      surfaces.shortwave_down.cview(),
                                      surfaces.longwave_down.cview(),
                                      surfaces.surface_temperature.cview(),
                                      surfaces.surround_shortwave.cview(),
                                      surfaces.surround_longwave.cview(),
                                      surfaces.air_temperature.cview(),
                                      at_body_.cosine.cview(),
                                      at_body_.cosine_opaque.cview(),
                                      at_body_.solid_angle.cview(),
                                      city_.top_material.cview(),
                                      mean_radiant_temperature.view(),
                                      globe_radiation.view(),
                                      wick_radiation.view(),
                                      albedo_,
                                      emissivity_,
                                      sky,
                                      crowns_};
    dispatch(city_.backend(), [&](auto tag) {
        using Tag = decltype(tag);
        radiation_steps::shadow_fraction<Tag>(city_.backend(), shadow);
        radiation_steps::mean_radiant_temperature<Tag>(city_.backend(), body);
    });
}

}  // namespace luwte
