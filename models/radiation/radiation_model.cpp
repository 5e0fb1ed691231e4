// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/radiation_model.hpp"

#include "models/radiation/diffuse_sky.hpp"
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

/// By their names in the file.
constexpr std::array<const char*, SixFluxes::count> flux_names = {
    "shortwave_from_above", "shortwave_from_below", "shortwave_from_north", "shortwave_from_east",
    "shortwave_from_south", "shortwave_from_west",  "longwave_from_above",  "longwave_from_below",
    "longwave_from_north",  "longwave_from_east",   "longwave_from_south",  "longwave_from_west"};

PerTopMaterial per_material(const MaterialTable& materials, float SurfaceMaterial::*property) {
    PerTopMaterial out{};
    for (int t = 0; t < top_material_count; ++t) out.value[t] = materials.ground[std::size_t(t)].*property;
    return out;
}

/// `height` in cells, `normal` as RadiationModel::normal().
GroundAround ground_around(double height, double normal) {
    GroundAround g{};
    // (27) Distances that have an eighth, three, five and seven eighths of the floor before them, in heights:
    // atan x - x / (1 + x^2) = share pi / 2.
    static constexpr double middles[GroundAround::rings] = {0.820, 1.666, 3.192, 10.12};
    for (int n = 0; n < GroundAround::rings; ++n)
        for (int diagonal = 0; diagonal < 2; ++diagonal)
            g.reach[diagonal][n] = idx(std::lround(middles[n] * height / (diagonal == 1 ? std::sqrt(2) : 1)));
    // Half the integral of max(0, cos) over the eighth of the compass that a direction stands for.
    constexpr int cuts = 100;
    for (int d = 0; d < GroundAround::directions; ++d)
        for (int q = 0; q < body_sides; ++q) {
            double sum = 0;
            for (int n = 0; n < cuts; ++n)
                sum +=
                    std::max(std::cos((d - 0.5 + (n + 0.5) / cuts) * pi_d / 4 - normal - q * pi_d / 2), 0.0);
            g.share[d][q] = float(0.5 * sum / cuts * pi_d / 4);
        }
    return g;
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
                               const MaterialTable& materials, Parameters parameters)
    : shadow_fraction(plane(city, "shadow_fraction", "1")),
      mean_radiant_temperature(plane(city, "mean_radiant_temperature", "K")),
      globe_radiation(plane(city, "globe_radiation", "W m-2")),
      wick_radiation(plane(city, "wick_radiation", "W m-2")),
      city_(city),
      at_body_(at_body),
      parameters_(parameters),
      albedo_(per_material(materials, &SurfaceMaterial::albedo)),
      emissivity_(per_material(materials, &SurfaceMaterial::emissivity)),
      crowns_{materials.crown.albedo, materials.ground[std::size_t(SurfaceType::open_paving)].albedo},
      lit_(plane(city, "lit_parts", "1")),
      body_(plane(city, "direct_shortwave_on_body", "W m-2")),
      up_shortwave_(plane(city, "upward_shortwave", "W m-2")),
      up_longwave_(plane(city, "upward_longwave", "W m-2")),
      view_and_slant_(VerticalSectors::view_and_slant().copy_to(city.backend())) {
    const Grid& grid = city.grid;
    if (parameters.fluxes) {
        for (std::size_t f = 0; f < fluxes.size(); ++f) fluxes[f] = plane(city, flux_names[f], "W m-2");
        direct = {city.backend(), {AccumulateBoxBeam::faces, grid.ny, grid.nx}, "direct sun", "W m-2"};
    }
    if (parameters.sphere)
        mean_radiant_temperature_sphere = plane(city, "mean_radiant_temperature_sphere", "K");
    for (int q = 0; q < body_sides; ++q) {
        const auto cosine = VerticalSectors::cosine(normal() + q * pi_d / 2);
        for (int s = 0; s < sky_sectors; ++s) cosine_[s][q] = cosine[std::size_t(s)];
    }
    ground_ = ground_around(double(parameters.height) / grid.cell_size, normal());
    ground_.shortwave = up_shortwave_.cview(), ground_.longwave = up_longwave_.cview();
}

void RadiationModel::begin(const Forcing& forcing) {
    forcing_ = forcing;
    parts_added_ = 0;
    begun_ = true;
    dispatch(city_.backend(), [&](auto tag) {
        radiation_steps::clear_beam<decltype(tag)>(
            city_.backend(), {lit_.view(), body_.view(), globe_radiation.view(), wick_radiation.view()});
        if (parameters_.fluxes)
            radiation_steps::accumulate_box_beam<decltype(tag)>(city_.backend(),
                                                                {{}, direct.view(), {}, true});
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
    AccumulateBoxBeam box{at_body.cview(), direct.view(), {}, false};
    box.weight[0] = p.direct_normal * float(std::sin(p.sun.altitude_rad)) / parts;
    for (int q = 0; q < body_sides; ++q)
        box.weight[q + 1] =
            p.direct_normal *
            float(std::cos(p.sun.altitude_rad) *
                  std::max(std::cos(p.sun.azimuth_rad - parameters_.yaw - q * pi_d / 2), 0.0)) /
            parts;
    dispatch(city_.backend(), [&](auto tag) {
        radiation_steps::accumulate_beam<decltype(tag)>(city_.backend(), step);
        if (parameters_.fluxes) radiation_steps::accumulate_box_beam<decltype(tag)>(city_.backend(), box);
    });
}

void RadiationModel::finish(const SurfaceClimate& surfaces) {
    for (int part = 0; part < forcing_.part_count; ++part)
        if (!begun_ || (needs_beam(part) && (parts_added_ >> part & 1u) == 0))
            throw std::logic_error("RadiationModel::finish: a part with sun was not added");
    begun_ = false;

    const StepSky sky = sky_of(forcing_);
    const ShadowFraction shadow{lit_.cview(), shadow_fraction.view(), sky.parts_with_sun};
    const UpwardRadiation upward{surfaces.shortwave_down.cview(),
                                 surfaces.longwave_down.cview(),
                                 surfaces.surface_temperature.cview(),
                                 city_.building_height.cview(),
                                 city_.top_material.cview(),
                                 up_shortwave_.view(),
                                 up_longwave_.view(),
                                 albedo_,
                                 emissivity_};
    DiffuseSky diffuse(city_.grid.convergence_rad);
    for (int p = 0; p < forcing_.part_count; ++p)
        diffuse.add(forcing_.parts[std::size_t(p)], 1.0 / forcing_.part_count);
    const Field2D<float> gain = diffuse.gain_of_horizontal().copy_to(city_.backend()),
                         light = diffuse.on_vertical().copy_to(city_.backend());
    RadiationOnBox box{{at_body_.sectors.cview()},
                       gain.cview(),
                       light.cview(),
                       view_and_slant_.cview(),
                       surfaces.surround_shortwave.cview(),
                       surfaces.surround_longwave.cview(),
                       surfaces.patch.cview(),
                       surfaces.side_shortwave.cview(),
                       surfaces.side_longwave.cview(),
                       surfaces.leaf_temperature.cview(),
                       at_body_.cosine.cview(),
                       at_body_.cosine_opaque.cview(),
                       ground_,
                       {},
                       sky,
                       crowns_};
    std::copy_n(&cosine_[0][0], sky_sectors * body_sides, &box.cosine[0][0]);
    dispatch(city_.backend(), [&](auto tag) {
        using Tag = decltype(tag);
        radiation_steps::shadow_fraction<Tag>(city_.backend(), shadow);
        radiation_steps::upward_radiation<Tag>(city_.backend(), upward);
        radiation_steps::mean_radiant_temperature<Tag>(
            city_.backend(), {box, body_.cview(), mean_radiant_temperature.view(), globe_radiation.view(),
                              wick_radiation.view(), mean_radiant_temperature_sphere.view()});
        if (parameters_.fluxes) {
            SixFluxes six{box, direct.cview(), {}};
            for (std::size_t f = 0; f < fluxes.size(); ++f) six.fluxes[f] = fluxes[f].view();
            radiation_steps::six_fluxes<Tag>(city_.backend(), six);
        }
        city_.backend().synchronize();  // the tables go
    });
}

}  // namespace luwte
