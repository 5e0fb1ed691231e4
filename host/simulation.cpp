// SPDX-License-Identifier: Apache-2.0
#include "host/simulation.hpp"

#include "inputs/city/load_city.hpp"
#include "kernels/sun/sun_position.hpp"
#include "models/fill.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace luwte {

namespace {
Field2D<float> plane(const CityModel& city, const char* name, const char* unit) {
    return Field2D<float>(city.backend(), city.terrain_height.shape(), name, unit);
}

/// A scene with the materials of another city that has the same heights and crowns.
std::unique_ptr<Simulation::Scene> laid(std::unique_ptr<Simulation::Scene> scene, const Backend& backend,
                                        const CityLayers& layers, float leaf_area_share) {
    scene->city = CityModel(backend, layers, leaf_area_share);
    return scene;
}
}  // namespace

Simulation::Scene::Scene(const Backend& backend, const CityLayers& layers, const Parameters& parameters)
    : city(backend, layers, parameters.leaf_area_share),
      shade(city, parameters.shade),
      walls(city),
      sky_at_surface(shade.sky_view(parameters.sky_azimuths, parameters.sky_elevations, 0.0f,
                                    parameters.after_sky_azimuth)),
      sky_at_body(shade.sky_view(parameters.sky_azimuths, parameters.sky_elevations,
                                 parameters.radiation.height, parameters.after_sky_azimuth)),
      sky_at_walls(shade.wall_sky(walls)) {}

std::string Simulation::Scene::key(const Backend& backend, const CityLayers& layers,
                                   const Parameters& parameters) {
    const Grid& g = layers.grid;
    const ShadeModel::Parameters& shade = parameters.shade;
    const FacetExchange::Parameters& exchange = parameters.heat.exchange;
    std::string content = fmt::format(
        "{}; grid {} {} {} {} {} {} {} {} {} {}; leaves {} {} {} {} {}; sky {} {} {}; whole {} {} {} {}; "
        "exchange {} {} {}",
        backend.is_cpu() ? "openmp" : backend.description(), g.nx, g.ny, g.nz, g.cell_size, g.x0, g.y0, g.z0,
        g.latitude_rad, g.longitude_rad, g.convergence_rad, parameters.leaf_area_share, shade.extinction,
        shade.clumping, parameters.heat.leaf_extinction, parameters.heat.leaf_block, parameters.sky_azimuths,
        parameters.sky_elevations, parameters.radiation.height, shade.whole.nx, shade.whole.ny,
        shade.whole.i0, shade.whole.j0, exchange.directions, exchange.patch_size, exchange.remaining);
    for (const std::vector<float>* plane :
         {&layers.terrain_height, &layers.building_height, &layers.canopy_top, &layers.canopy_base,
          &layers.leaf_area_density}) {
        content += fmt::format("; {} ", plane->size());
        content.append(reinterpret_cast<const char*>(plane->data()), plane->size() * sizeof(float));
    }
    return sha256_of_text(content);
}

Simulation::Simulation(const Backend& backend, const CityLayers& layers, const Parameters& parameters,
                       std::unique_ptr<Scene> scene)
    : scene_(scene ? laid(std::move(scene), backend, layers, parameters.leaf_area_share)
                   : std::make_unique<Scene>(backend, layers, parameters)),
      city(scene_->city),
      shade(scene_->shade),
      walls(scene_->walls),
      sky_at_surface(scene_->sky_at_surface),
      sky_at_body(scene_->sky_at_body),
      sky_at_walls(scene_->sky_at_walls),
      national(city, sky_at_surface.cosine),
      heat(walls, sky_at_surface, sky_at_walls, parameters.heat, std::move(scene_->exchange)),
      radiation(city, sky_at_body, parameters.heat.materials, parameters.radiation),
      comfort(city, parameters.comfort),
      air_temperature(plane(city, "air_temperature", "K")),
      wind_speed(plane(city, "wind_speed", "m s-1")),
      pet_national(plane(city, "pet_national", "degC")),
      comfort_fields(backend, city.grid),
      summary(backend, city.grid),
      parameters_(parameters),
      beam_at_surface_(plane(city, "beam_at_surface", "1")),
      beam_at_body_(plane(city, "beam_at_body", "1")),
      beam_at_walls_(backend, walls.shape(), "beam_at_walls", "1") {
    if (city.has_canopy) beam_at_crowns_ = plane(city, "beam_at_crowns", "1");
    if (parameters_.air) air.emplace(walls, *parameters_.air);
    if (parameters_.fluxes) fluxes.emplace(city);
    if (!parameters_.national_method) fill(pet_national, std::numeric_limits<float>::quiet_NaN());
}

std::unique_ptr<Simulation::Scene> Simulation::give_scene() && {
    scene_->exchange.emplace(std::move(heat).give_exchange());
    return std::move(scene_);
}

void Simulation::take_wind_from(std::span<const WindLibrary> libraries) {
    wind.emplace(walls, libraries);
    wind_beside_walls_ = {city.backend(), walls.shape(), "wind beside walls", "m s-1"};
    heat.set_wind_beside_walls(&wind_beside_walls_);
    if (!city.has_canopy) return;
    wind_in_crowns_ = {city.backend(), heat.exchange().leaf_area.shape(), "wind in crowns", "m s-1"};
    heat.set_wind_in_crowns(&wind_in_crowns_);
}

void Simulation::street_air(const Forcing& forcing, const Day& day) {
    if (air)
        ;  // part by part
    else if (parameters_.urban_increment && day.weather)
        national.air_temperature(forcing, *day.weather, air_temperature);
    else
        fill(air_temperature, forcing.air_temperature);
}

void Simulation::street_climate(const Forcing& forcing, const Day& day) {
    street_air(forcing, day);
    if (!wind) return national.wind_speed(forcing, wind_speed);
    stability = wind->has_classes() ? per_length(forcing) : 0;
    wind->at_street(forcing, stability, wind_speed);
    wind->beside_walls(forcing, stability, wind_beside_walls_);
    if (city.has_canopy)
        wind->in_crowns(forcing, stability, heat.exchange().leaf_block_size(), wind_in_crowns_);
}

/// 1 / L [m-1] of the part before: of the profile over the town where the air has one, else over the
/// station's grass.
double Simulation::per_length(const Forcing& forcing) const {
    if (air) return air->area().per_length;
    return air::stability_over_grass(double(forcing.wind_speed), double(heat.of_station_grass().sensible),
                                     double(forcing.air_temperature), double(forcing.pressure));
}

HeatModel::Beam Simulation::part_beam(const SunPosition& sun) {
    shade.wall_beam(sun, walls, beam_at_walls_);
    Field2D<float>* const leaves = city.has_canopy ? &beam_at_crowns_ : nullptr;
    shade.beam_transmissivity(sun, 0.0f, beam_at_surface_, leaves);
    return {&beam_at_surface_, &beam_at_walls_, leaves};
}

void Simulation::advance(const Forcing& forcing, int part, HeatModel::Beam beam) {
    HeatModel::Terms terms;
    if (fluxes) terms.top = &fluxes->terms;
    if (!air) return heat.advance(part, beam, air_temperature, wind_speed, terms);
    air->begin_part(forcing, part, heat.of_station_grass(), air_temperature);
    heat.set_moister(air->moister());
    terms.sensible_top = &air->heat_of_tops, terms.latent_top = &air->latent_of_tops;
    terms.sensible_wall = &air->heat_of_walls;
    heat.advance(part, beam, air_temperature, wind_speed, terms);
    air->end_part();
}

void Simulation::continue_day() {
    summary.restart();
    utci_clips = {};
    stability_clips = {};
}

void Simulation::begin_day(const Forcing& first, const std::vector<SeasonHour>& weeks) {
    continue_day();
    heat.start(weeks.empty() ? first : weeks.front().forcing);
    for (const SeasonHour& hour : weeks) {
        heat.set_soil_moisture(hour.soil_moisture);
        const double speed =
            wind ? wind->neutral().mean(hour.forcing) : national.mean_wind_speed(hour.forcing);
        StreetAir street{hour.forcing.air_temperature, float(speed)};
        if (hour.weather)
            street.temperature = float(national.mean_air_temperature(hour.forcing, *hour.weather));
        heat.open_hour(hour.forcing, hour.mean_air_temperature, street);
    }
    // Sun and sky of those weeks, by ten minutes of the day, the sun where it was last and days before by
    // what water remembers of them: with 24 times a day and all days alike, water beside walls and trees
    // would be up to 1 K off.
    constexpr float memory = 6;  // days
    const std::size_t days = weeks.size() / 24;
    for (std::size_t n = 0; n < 144 && days > 0; ++n) {
        const auto part_of = [&](std::size_t day) -> const Forcing::Part& {
            return weeks[day * 24 + n / 6].forcing.parts[n % 6];
        };
        Forcing::Part mean{};
        mean.sun = part_of(days - 1).sun;
        for (std::size_t d = 0; d < days; ++d) {
            const float weight = std::exp(-float(days - 1 - d) / memory);
            mean.direct_normal += weight * part_of(d).direct_normal;
            mean.diffuse_horizontal += weight * part_of(d).diffuse_horizontal;
            mean.global_horizontal += weight * part_of(d).global_horizontal;
        }
        if (mean.sun.altitude_rad <= 0 || mean.global_horizontal <= 0) continue;
        shade.beam_transmissivity(mean.sun, 0.0f, beam_at_surface_);
        heat.add_light(mean, beam_at_surface_);
    }
    heat.settle();
    if (air) air->start();
}

void Simulation::carry(State& state) {
    heat.carry(state);
    if (air) air->carry(state);
    summary.carry(state);
    state(utci_clips), state(stability_clips), state(stability);
}

void Simulation::spin_up(const Forcing& forcing, const Day& day) {
    street_climate(forcing, day);
    heat.set_soil_moisture(day.soil_moisture);
    heat.begin(forcing, day.mean_air_temperature);
    for (int part = 0; part < forcing.part_count; ++part) {
        const SunPosition& sun = forcing.parts[part].sun;
        HeatModel::Beam beam;
        if (sun.altitude_rad > 0) {
            beam = part_beam(sun);
        }
        advance(forcing, part, beam);
    }
}

void Simulation::national_hour(const Forcing& hour, const Day& day) {
    street_air(hour, day);
    national.wind_speed(hour, wind_speed);
    const SunPosition sun =
        sun_position(0.5 * (hour.begin_s + hour.end_s), city.grid.latitude_rad, city.grid.longitude_rad);
    shade.beam_transmissivity(sun, 0.0f, beam_at_surface_);
    // The national method keeps its own air where the model has one of its own.
    if (air) national.air_temperature(hour, *day.weather, beam_at_body_);  // as room, not in use here
    national.pet(hour, sun, air ? beam_at_body_ : air_temperature, wind_speed, beam_at_surface_,
                 pet_national);
}

void Simulation::step(const Forcing& forcing, const Day& day, double local_begin_h, const Forcing* hour) {
    const double hours = (forcing.end_s - forcing.begin_s) / 3600.0;

    if (parameters_.national_method && hour != nullptr) national_hour(*hour, day);
    street_climate(forcing, day);
    if (wind && wind->has_classes()) {
        stability_clips.hours += hours;
        if (stability > wind->most()) stability_clips.too_stable += hours;
        if (stability < wind->least()) stability_clips.too_unstable += hours;
    }
    heat.set_soil_moisture(day.soil_moisture);
    heat.begin(forcing, day.mean_air_temperature);
    radiation.begin(forcing);
    int parts_with_sun = 0;
    for (int part = 0; part < forcing.part_count; ++part) {
        HeatModel::Beam beam;
        if (radiation.needs_beam(part)) {
            beam = part_beam(forcing.parts[part].sun);
            shade.beam_transmissivity(forcing.parts[part].sun, parameters_.radiation.height, beam_at_body_);
            radiation.add_beam(part, beam_at_surface_, beam_at_body_);
            ++parts_with_sun;
        }
        advance(forcing, part, beam);
        if (fluxes) fluxes->add(part, forcing.part_count);
    }
    if (air) air->finish_step(air_temperature);
    radiation.finish(heat.climate(radiation.normal()));

    const UtciClips clips =
        comfort.step({air_temperature, forcing.vapour_pressure + (air ? air->moister() : 0),
                      radiation.mean_radiant_temperature, wind_speed, radiation.globe_radiation,
                      radiation.wick_radiation, forcing.pressure},
                     comfort_fields);
    utci_clips.cells += clips.cells;
    utci_clips.wind_raised += clips.wind_raised;
    utci_clips.wind_lowered += clips.wind_lowered;
    utci_clips.out_of_range += clips.out_of_range;

    summary.add({hours, hours * parts_with_sun / double(forcing.part_count), local_begin_h},
                comfort_fields.pet, comfort_fields.utci, pet_national, radiation.shadow_fraction,
                heat.surface_temperature);
}

}  // namespace luwte
