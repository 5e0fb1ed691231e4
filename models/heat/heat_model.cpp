// SPDX-License-Identifier: Apache-2.0
#include "models/heat/heat_model.hpp"

#include "kernels/core/reduce.hpp"
#include "models/fill.hpp"
#include "models/heat/heat_steps.hpp"
#include "models/radiation/diffuse_sky.hpp"
#include "models/weather/instant_text.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <span>
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
    const Field2D<std::int32_t> types = city.top_material.copy_to(Backend::cpu());
    std::array<double, top_material_count> shares{};
    for (const std::int32_t type : types.host()) shares[std::size_t(type)] += 1.0;
    for (double& share : shares) share /= double(types.size());
    return shares;
}

/// A table [FacetMaterial::size, kinds] as FacetMaterial::from() reads it.
Field2D<float> table_of(const Backend& backend, std::span<const FacetMaterial> kinds) {
    Field2D<float> table(Backend::cpu(), {1, FacetMaterial::size, idx(kinds.size())}, "facet materials", "");
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const auto values = std::bit_cast<std::array<float, FacetMaterial::size>>(kinds[k]);
        for (std::size_t c = 0; c < values.size(); ++c) table.host()[c * kinds.size() + k] = values[c];
    }
    return table.copy_to(backend);
}

Field2D<float> plane(const WallFacets& walls, const char* name, const char* unit) {
    return Field2D<float>(walls.city.backend(), walls.shape(), name, unit);
}

View2D<float> view(Field2D<float>* field) { return field != nullptr ? field->view() : View2D<float>{}; }

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

FacetWeather facet_weather(const Forcing& forcing, float daily_mean_air, const YearlyTemperature& year,
                           const MaterialTable& materials, double seconds) {
    const SurfaceMaterial& soil = materials.ground[std::size_t(SurfaceType::bare_soil)];
    FacetWeather out{};
    out.vapour_pressure = forcing.vapour_pressure;
    out.pressure = forcing.pressure;
    out.stomatal_opening =
        stomatal_opening(forcing.air_temperature, forcing.vapour_pressure, forcing.pressure);
    out.deep_temperature = float(year.at(deep, deep_diffusivity(soil), forcing.begin_s)) - zero_celsius;
    out.roof_wind = OpenClimate::roof_wind_share * forcing.wind_speed;
    out.indoor_temperature = indoor_temperature(daily_mean_air) - zero_celsius;
    out.rain = 1e3f * forcing.rain / float(forcing.part_count);
    out.seconds = float(seconds);
    return out;
}

HeatModel::HeatModel(const WallFacets& walls, const ShadeModel::SkyView& at_surface,
                     const ShadeModel::WallSky& at_walls, Parameters parameters,
                     std::optional<FacetExchange> exchange)
    : shortwave_down(plane(walls.city, "shortwave_down", "W m-2")),
      longwave_down(plane(walls.city, "longwave_down", "W m-2")),
      surface_temperature(plane(walls.city, "surface_temperature", "K")),
      surround_shortwave(plane(walls.city, "surround_shortwave", "W m-2")),
      surround_longwave(plane(walls.city, "surround_longwave", "W m-2")),
      wall_temperature(plane(walls, "wall_temperature", "K")),
      leaf_temperature(plane(walls.city, "leaf_temperature", "K")),
      rain_water(plane(walls.city, "rain_water", "kg m-2")),
      walls_(walls),
      city_(walls.city),
      at_surface_(at_surface),
      at_walls_(at_walls),
      parameters_(std::move(parameters)),
      crowns_{parameters_.materials.crown.albedo,
              parameters_.materials.ground[std::size_t(SurfaceType::open_paving)].albedo},
      open_(parameters_.materials, parameters_.year, area_shares(city_), reference_height, part_seconds),
      wall_kind_(city_.backend(), walls.shape(), "kind of wall", "1"),
      layers_(city_.backend(), {conduction_nodes, city_.grid.ny, city_.grid.nx}, "layer temperature", "K"),
      wall_layers_(city_.backend(), {conduction_nodes, walls.shape().ny, walls.shape().nx},
                   "layer temperature of walls", "K"),
      albedo_(plane(city_, "albedo", "1")),
      top_temperature_(plane(city_, "surface temperature of a part", "K")),
      wall_temperature_(plane(walls, "wall temperature of a part", "K")),
      exchange_(make_exchange(parameters_, std::move(exchange))),
      sun_(plane(city_, "sun and sky", "W m-2")),
      reflected_(plane(city_, "reflected", "W m-2")),
      radiosity_(plane(city_, "longwave radiosity", "W m-2")),
      ahead_(plane(city_, "longwave radiosity ahead", "W m-2")),
      wall_sun_(plane(walls, "sun and sky on walls", "W m-2")),
      wall_reflected_(plane(walls, "reflected by walls", "W m-2")),
      wall_radiosity_(plane(walls, "longwave radiosity of walls", "W m-2")),
      wall_ahead_(plane(walls, "longwave radiosity of walls ahead", "W m-2")) {
    if (!city_.has_canopy) return;
    leaf_excess_ = {city_.backend(), exchange_.leaf_area.shape(), "leaf excess", "K"};
    leaf_emitted_ = {city_.backend(), exchange_.leaf_area.shape(), "longwave of leaves", "W m-2"};
}

void HeatModel::carry(State& state) {
    open_.carry(state);
    exchange_.carry(state);
    state(layers_), state(wall_layers_), state(rain_water);
    state(radiosity_), state(ahead_), state(wall_radiosity_), state(wall_ahead_);
    state(moister_);
}

void HeatModel::set_soil_moisture(const SoilMoisture& moisture) {
    if (moisture == moisture_) return;
    moisture_ = moisture;
    make_table();
}

void HeatModel::make_table() {
    std::array<FacetMaterial, top_material_count> kinds{};
    for (int t = 0; t < top_material_count; ++t) {
        kinds[std::size_t(t)] = facet_material(parameters_.materials.ground[std::size_t(t)], is_roof(t),
                                               reference_height, part_seconds);
        kinds[std::size_t(t)].soil_moisture = moisture_[std::size_t(t)];
    }
    city_.backend().synchronize();  // kernels may still read the table that goes
    material_ = table_of(city_.backend(), kinds);
    open_.set_soil_moisture(moisture_);
}

FacetExchange HeatModel::make_exchange(const Parameters& parameters, std::optional<FacetExchange> earlier) {
    moisture_.fill(parameters.soil_moisture);
    make_table();
    std::array<FacetMaterial, wall_material_count> kinds{};
    for (int k = 0; k < wall_material_count; ++k)
        kinds[std::size_t(k)] =
            facet_material(parameters.materials.wall_of(k), true, reference_height, part_seconds);
    wall_material_ = table_of(city_.backend(), kinds);
    Field2D<float> wall = plane(walls_, "albedo", "1");
    dispatch(city_.backend(), [&](auto tag) {
        using Tag = decltype(tag);
        heat_steps::albedo_of_tops<Tag>(city_.backend(),
                                        {city_.top_material.cview(), material_.cview(), albedo_.view()});
        heat_steps::kind_of_walls<Tag>(
            city_.backend(), {walls_.facet.cview(), city_.wall_material.cview(), wall_kind_.view()});
        heat_steps::albedo_of_walls<Tag>(city_.backend(), {wall_materials(), wall.view()});
    });
    FacetExchange::Parameters exchange = parameters.exchange;
    exchange.leaf_extinction = parameters.leaf_extinction;
    exchange.leaf_block = parameters.leaf_block;
    const FacetExchange::OfFacets opaque{at_surface_.cosine_opaque, at_walls_.view_opaque},
        albedo{albedo_, wall};
    if (earlier) {
        earlier->set_albedo(opaque, albedo);
        return *std::move(earlier);
    }
    FacetExchange made(walls_, opaque, albedo, exchange);
    made.join_crowns({at_surface_.cosine, at_walls_.view}, opaque, albedo);
    return made;
}

void HeatModel::start(const Forcing& first) {
    open_.start(first.begin_s, first.air_temperature, indoor_temperature(first.air_temperature));
}

void HeatModel::open_hour(const Forcing& forcing, float daily_mean_air, StreetAir street) {
    begin(forcing, daily_mean_air);
    for (; next_part_ < forcing.part_count; ++next_part_) {
        weather_.gust = open_.gust();
        open_.advance_streets(forcing, forcing.parts[std::size_t(next_part_)], weather_, street);
        open_.advance(forcing, forcing.parts[std::size_t(next_part_)], weather_);
    }
}

void HeatModel::add_light(const Forcing::Part& part, const Field2D<float>& beam) {
    StepSky sky{};
    sky.diffuse = part.diffuse_horizontal, sky.global = part.global_horizontal;
    sky.beam_vertical = part.direct_normal * float(std::cos(part.sun.altitude_rad) / pi_d);
    TopSun now = top_sun(part, &beam, sky);
    DiffuseSky light(city_.grid.convergence_rad);
    light.add(part, 1);
    const Field2D<float> gain = light.gain_of_horizontal().copy_to(city_.backend());
    now.gain = gain.cview();
    dispatch(city_.backend(), [&](auto tag) {
        heat_steps::add_sun_and_sky<decltype(tag)>(city_.backend(),
                                                   {now, radiosity_.view(), open_light_ > 0 ? 1.0f : 0.0f});
        city_.backend().synchronize();  // the table goes
    });
    open_light_ += part.global_horizontal;
}

void HeatModel::settle() {
    Field2D<float> profile(Backend::cpu(), {1, top_material_count * exposure_count, conduction_nodes},
                           "initial profile", "K");
    Field2D<float> rain(Backend::cpu(), {1, 1, top_material_count * exposure_count}, "initial rain",
                        "kg m-2");
    for (int t = 0; t < top_material_count; ++t)
        for (int e = 0; e < exposure_count; ++e) {
            const OpenClimate::Layers& layers = open_.layers(t, e);
            const int row = t * exposure_count + e;
            std::copy(layers.begin(), layers.end(),
                      profile.host().begin() + std::ptrdiff_t(row) * conduction_nodes);
            rain.host()[std::size_t(row)] = open_.rain_water(t, e);
        }
    Field2D<float> wall_profile(Backend::cpu(), {1, wall_material_count * facings, conduction_nodes},
                                "initial profile", "K");
    for (int k = 0; k < wall_material_count; ++k)
        for (int q = 0; q < facings; ++q) {
            const OpenClimate::Layers& layers = open_.wall_layers(k, Facing(q));
            std::copy(layers.begin(), layers.end(),
                      wall_profile.host().begin() + std::ptrdiff_t(k * facings + q) * conduction_nodes);
        }
    const Backend& backend = city_.backend();
    const Field2D<float> tops = profile.copy_to(backend), sides = wall_profile.copy_to(backend),
                         rain_of_kind = rain.copy_to(backend);
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        heat_steps::initial_layers<Tag>(
            backend,
            {city_.top_material.cview(), at_surface_.cosine.cview(), at_surface_.cosine_opaque.cview(),
             open_light_ > 0 ? radiosity_.cview() : View2D<const float>{}, tops.cview(), rain_of_kind.cview(),
             layers_.view(), rain_water.view(), open_light_});
        heat_steps::initial_wall_layers<Tag>(
            backend, {walls_.facet.cview(), wall_kind_.cview(), sides.cview(), wall_layers_.view()});
        heat_steps::initial_radiosity<Tag>(backend, {layers_.cview(), radiosity_.view(), ahead_.view()});
        heat_steps::initial_radiosity<Tag>(
            backend, {wall_layers_.cview(), wall_radiosity_.view(), wall_ahead_.view()});
        backend.synchronize();
    });
    open_light_ = 0;
}

void HeatModel::begin(const Forcing& forcing, float daily_mean_air) {
    forcing_ = forcing;
    next_part_ = 0;
    weather_ = facet_weather(forcing, daily_mean_air, parameters_.year, parameters_.materials, part_seconds);
}

StepSky HeatModel::part_sky(const Forcing::Part& p) const {
    return {p.diffuse_horizontal,
            p.direct_normal * float(std::cos(p.sun.altitude_rad) / pi_d),
            p.global_horizontal,
            forcing_.longwave_down,
            longwave_slant(forcing_.longwave_down, forcing_.air_temperature, forcing_.cloud_fraction),
            p.sun.altitude_rad > 0 ? 1 : 0};
}

TopSun HeatModel::top_sun(const Forcing::Part& p, const Field2D<float>* beam, const StepSky& sky) {
    TopSun out{albedo_.cview(),
               beam != nullptr ? beam->cview() : at_surface_.cosine.cview(),
               at_surface_.cosine.cview(),
               at_surface_.cosine_opaque.cview(),
               {at_surface_.sectors.cview()},
               {},
               city_.slope.cview(),
               sun_.view(),
               reflected_.view(),
               sky,
               crowns_,
               0,
               0,
               0};
    if (beam == nullptr) return out;
    const double azimuth = p.sun.azimuth_rad - city_.grid.convergence_rad;
    const double across = double(p.direct_normal) * std::cos(p.sun.altitude_rad);
    out.beam_horizontal = p.direct_normal * float(std::max(std::sin(p.sun.altitude_rad), 0.0));
    out.beam_east = float(across * std::sin(azimuth));
    out.beam_north = float(across * std::cos(azimuth));
    return out;
}

void HeatModel::advance(int part, Beam beam, const Field2D<float>& air_temperature,
                        const Field2D<float>& wind_speed, Terms terms) {
    if (part != next_part_ || part >= forcing_.part_count)
        throw std::logic_error("HeatModel::advance: parts out of order");
    if ((beam.top == nullptr) != (beam.wall == nullptr))
        throw std::logic_error("HeatModel::advance: sun on tops or on walls only");
    if (city_.has_canopy && (beam.top == nullptr) != (beam.crown == nullptr))
        throw std::logic_error("HeatModel::advance: sun on tops or on crowns only");
    if (terms.wall != nullptr && terms.sensible_wall != nullptr)
        throw std::logic_error("HeatModel::advance: all terms or what the air gets, not both");
    if ((terms.sensible_top == nullptr) != (terms.latent_top == nullptr))
        throw std::logic_error("HeatModel::advance: sensible or latent heat of tops only");
    ++next_part_;
    const Forcing::Part& p = forcing_.parts[std::size_t(part)];
    const StepSky sky = part_sky(p);
    weather_.gust = open_.gust();
    open_.advance(forcing_, p, weather_);
    const Backend& backend = city_.backend();
    const bool sun = beam.top != nullptr;

    TopSun top_sun = this->top_sun(p, beam.top, sky);
    WallSun wall_sun{walls_.normal.cview(),
                     sun ? beam.wall->cview() : at_walls_.view.cview(),
                     at_walls_.view.cview(),
                     at_walls_.view_opaque.cview(),
                     wall_sun_.view(),
                     wall_reflected_.view(),
                     at_walls_.seen.cview(),
                     {},
                     0,
                     0,
                     wall_materials(),
                     sky,
                     crowns_};
    wall_sun.direct_east = top_sun.beam_east, wall_sun.direct_north = top_sun.beam_north;
    Field2D<float> top_gain;
    if (p.diffuse_horizontal > 0) {
        DiffuseSky light(city_.grid.convergence_rad);
        light.add(p, 1);
        top_gain = light.gain_of_horizontal().copy_to(backend);
        light.gain_of_wall(at_walls_.directions, wall_gain_);
        const bool here = backend.is_cpu();
        if (!here) wall_gain_there_ = wall_gain_.copy_to(backend);
        top_sun.gain = top_gain.cview(), wall_sun.gain = (here ? wall_gain_ : wall_gain_there_).cview();
    }
    dispatch(backend, [&](auto tag) {
        heat_steps::top_sun<decltype(tag)>(backend, top_sun);
        heat_steps::wall_sun<decltype(tag)>(backend, wall_sun);
        if (!top_gain.empty()) backend.synchronize();  // the tables go
    });
    FacetWeather weather = weather_;  // of the air between the buildings
    weather.vapour_pressure += moister_;
    if (beside_walls_ != nullptr) weather.roof_wind = 0;
    exchange_.set_leaves({at_surface_.cosine, sky, crowns_});
    exchange_.run({reflected_, wall_reflected_}, {ahead_, wall_ahead_}, p.global_horizontal > 0);
    advance_leaves(p, beam.crown, air_temperature, terms);
    exchange_.add_to_step(1.0f / float(forcing_.part_count), part == 0);

    GroundBalance ground{};
    ground.top_material = city_.top_material.cview();
    ground.sun_and_sky = sun_.cview();
    ground.sky_view = at_surface_.cosine.cview();
    ground.sky_view_opaque = at_surface_.cosine_opaque.cview();
    ground.air_temperature = air_temperature.cview();
    ground.wind_speed = wind_speed.cview();
    ground.material = material_.cview();
    ground.patch = exchange_.patch_of_top.cview();
    ground.seen_shortwave = exchange_.seen_shortwave.cview();
    ground.seen_longwave = exchange_.seen_longwave.cview();
    ground.leaf_longwave = exchange_.leaf_longwave.cview();
    ground.layers = layers_.view();
    ground.shortwave_down = shortwave_down.view();
    ground.longwave_down = longwave_down.view();
    ground.surface_temperature = surface_temperature.view();
    ground.part_temperature = top_temperature_.view();
    ground.rain_water = rain_water.view();
    ground.surround_shortwave = surround_shortwave.view();
    ground.surround_longwave = surround_longwave.view();
    ground.radiosity = radiosity_.view();
    ground.radiosity_ahead = ahead_.view();
    ground.weather = weather;
    ground.sky = sky;
    ground.air_offset = p.air_temperature_offset;
    ground.weight = 1.0f / float(forcing_.part_count);
    ground.keep = part == 0 ? 0.0f : 1.0f;
    WallBalance wall{walls_.outside.cview(),
                     wall_sun_.cview(),
                     at_walls_.view.cview(),
                     at_walls_.view_opaque.cview(),
                     at_walls_.slant.cview(),
                     air_temperature.cview(),
                     (beside_walls_ != nullptr ? *beside_walls_ : at_walls_.view).cview(),
                     exchange_.patch_of_wall.cview(),
                     exchange_.seen_shortwave.cview(),
                     exchange_.seen_longwave.cview(),
                     ground.leaf_longwave,
                     wall_layers_.view(),
                     wall_temperature.view(),
                     wall_temperature_.view(),
                     wall_radiosity_.view(),
                     wall_ahead_.view(),
                     wall_materials(),
                     weather,
                     sky,
                     beside_walls_ != nullptr ? 0.0f : OpenClimate::wind_share * forcing_.wind_speed,
                     beside_walls_ != nullptr ? 1.0f : 0.0f,
                     ground.air_offset,
                     ground.weight,
                     ground.keep};
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        if (terms.top != nullptr)
            heat_steps::ground_balance_terms<Tag>(
                backend, {ground, terms.top->view(), view(terms.sensible_top), view(terms.latent_top)});
        else if (terms.sensible_top != nullptr)
            heat_steps::ground_balance_into_air<Tag>(
                backend, {ground, terms.sensible_top->view(), terms.latent_top->view()});
        else
            heat_steps::ground_balance<Tag>(backend, ground);
        if (terms.wall != nullptr)
            heat_steps::wall_balance_terms<Tag>(backend, {wall, terms.wall->view()});
        else if (terms.sensible_wall != nullptr)
            heat_steps::wall_balance_sensible<Tag>(backend, {wall, terms.sensible_wall->view()});
        else
            heat_steps::wall_balance<Tag>(backend, wall);
    });
    check(air_temperature, p.air_temperature_offset, forcing_.begin_s + part_seconds * next_part_);
}

void HeatModel::advance_leaves(const Forcing::Part& p, const Field2D<float>* beam,
                               const Field2D<float>& air_temperature, Terms terms) {
    const Backend& backend = city_.backend();
    LeafTemperature temperature{};
    temperature.air_temperature = air_temperature.cview(), temperature.mean = leaf_temperature.view();
    temperature.size = exchange_.leaf_block_size();
    temperature.air_offset = p.air_temperature_offset;
    temperature.weight = 1.0f / float(forcing_.part_count);
    temperature.keep = next_part_ == 1 ? 0.0f : 1.0f;
    if (city_.has_canopy) {
        LeavesOfBlock step{};
        step.canopy_top = city_.canopy_top.cview(), step.canopy_base = city_.canopy_base.cview();
        step.leaf_area_density = city_.leaf_area_density.cview();
        step.sky_view_opaque = at_surface_.cosine_opaque.cview();
        step.air_temperature = air_temperature.cview();
        if (beam != nullptr) step.sun = beam->cview();
        step.leaf_area = exchange_.leaf_area.cview();
        step.held = exchange_.held_by_leaves.cview(), step.view = exchange_.leaf_view.cview();
        step.excess = leaf_excess_.view(), step.emitted = leaf_emitted_.view();
        step.sensible = view(terms.sensible_top), step.latent = view(terms.latent_top);
        step.weather = weather_;
        step.weather.vapour_pressure += moister_;
        step.weather.stomatal_opening *= moisture_[trees];
        const double sine = std::max(std::sin(p.sun.altitude_rad), 0.0);
        step.same.extinction = parameters_.leaf_extinction;
        step.direct_normal = p.direct_normal, step.same.diffuse = p.diffuse_horizontal;
        step.same.sin_altitude = float(sine);
        step.same.wind_speed = weather_.roof_wind;
        if (in_crowns_ != nullptr) step.wind = in_crowns_->cview();
        step.same.albedo = crowns_.albedo;
        step.same.size = parameters_.materials.crown.leaf_size;
        step.same.stomatal_resistance = parameters_.materials.crown.stomatal_resistance;
        step.size = temperature.size;
        step.air_offset = temperature.air_offset;
        dispatch(backend, [&](auto tag) { heat_steps::leaves_of_block<decltype(tag)>(backend, step); });
        exchange_.add_leaf_longwave(leaf_emitted_);
        temperature.nearest = exchange_.nearest_leaves.cview(), temperature.excess = leaf_excess_.cview();
    } else {
        // A sky view may know of leaves that the city does not: they are as warm as the air.
        fill(exchange_.leaf_longwave, black_body(forcing_.air_temperature + p.air_temperature_offset));
        // What the air gets of crowns, to which surfaces add.
        for (Field2D<float>* f : {terms.sensible_top, terms.latent_top})
            if (f != nullptr) fill(*f, 0.0f);
    }
    dispatch(backend, [&](auto tag) { heat_steps::leaf_temperature<decltype(tag)>(backend, temperature); });
}

SurfaceClimate HeatModel::climate(double normal) {
    exchange_.look_around(normal);
    return {leaf_temperature,       shortwave_down,           longwave_down,
            surface_temperature,    surround_shortwave,       surround_longwave,
            exchange_.patch_of_top, exchange_.side_shortwave, exchange_.side_longwave};
}

void HeatModel::check(const Field2D<float>& air_temperature, float air_offset, double end_s) const {
    const auto good = [](float t) { return t > coldest && t < hottest; };
    const auto range = [&](const Field2D<float>& t) { return min_max(city_.backend(), t.cview()); };
    const auto stop = [&](std::size_t column, const std::string& what, float temperature) {
        const Grid& grid = city_.grid;
        const idx i = idx(column % std::size_t(grid.nx)), j = idx(column / std::size_t(grid.nx));
        char place[160];
        std::snprintf(place, sizeof place, "x %.2f, y %.2f m (column %d, row %d)", grid.x(i), grid.y(j),
                      int(i), int(j));
        throw SurfaceRunaway("surface heat balance: " + what + " at " + place + " reached " +
                                 std::to_string(temperature) + " K in the ten minutes that end at " +
                                 instant_text(end_s) +
                                 "; expected 200 to 400 K. Check the materials and the weather of that hour",
                             end_s);
    };
    const auto look = [&](const Field2D<float>& t, auto&& name) {
        const MinMax all = range(t);
        if (all.count == std::int64_t(t.size()) && good(all.min) && good(all.max)) return;
        const Field2D<float> on_host = t.copy_to(Backend::cpu());
        const auto h = on_host.host();
        const auto bad = std::ranges::find_if_not(h, good);
        name(std::size_t(bad - h.begin()), *bad);
    };
    look(top_temperature_, [&](std::size_t n, float t) {
        const Field2D<std::int32_t> tops = city_.top_material.copy_to(Backend::cpu());
        stop(n, parameters_.materials.ground[std::size_t(tops.host()[n])].name, t);
    });
    look(wall_temperature_, [&](std::size_t n, float t) {
        const Field2D<WallFacet> facets = walls_.facet.copy_to(Backend::cpu());
        const WallFacet f = facets.host()[n];
        static constexpr const char* names[facings] = {"north", "east", "south", "west"};
        stop(std::size_t(f.column),
             "wall that faces " + std::string(names[f.facing]) + ", level " + std::to_string(f.level), t);
    });
    if (!city_.has_canopy) return;
    const MinMax air = range(air_temperature), excess = range(leaf_excess_);
    if (excess.count == std::int64_t(leaf_excess_.size()) && good(air.min + air_offset + excess.min) &&
        good(air.max + air_offset + excess.max))
        return;
    const Field2D<float> air_on_host = air_temperature.copy_to(Backend::cpu()),
                         excess_on_host = leaf_excess_.copy_to(Backend::cpu());
    for (std::size_t n = 0; n < leaf_excess_.size(); ++n)
        if (const float t = air_on_host.host()[n] + air_offset + excess_on_host.host()[n]; !good(t))
            stop(n, "leaves of the crowns around", t);
}

}  // namespace luwte
