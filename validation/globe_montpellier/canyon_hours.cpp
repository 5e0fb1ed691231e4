// SPDX-License-Identifier: Apache-2.0
#include "validation/globe_montpellier/canyon_hours.hpp"

#include "models/fill.hpp"
#include "models/heat/heat_model.hpp"
#include "models/radiation/radiation_model.hpp"
#include "models/shading/shade_model.hpp"
#include "validation/tmrt_gothenburg/six_fluxes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace luwte::montpellier {
namespace {

using gothenburg::Fluxes;

constexpr int steps_per_part = 4;  // of a part's 10 minutes: 2.5 minutes each
constexpr int spin_up_days = 2;    // the first day itself, there are no others
constexpr int passes = 3;          // of taking global radiation back from the pyranometers
constexpr float globe_height = 1.3f;
constexpr double hour_s = 3600;
/// Wind at 10 m over that of the station: logarithmic from 2 m (assumed) over grass, z0 = 0.03 m.
const double to_10_m = std::log(10 / 0.03) / std::log(2 / 0.03);
/// Blocks of 0.5 m for 2 m in a run, as the canyon is some four times smaller than a street.
constexpr FacetExchange::Parameters exchange{128, 0.5, 0.5f};
/// Montpellier, normals 1991-2020: 15.7 degC over the year, 7.4 in January, 24.6 in July; second hand, to be
/// verified.
constexpr YearlyTemperature montpellier_year{288.9, 8.6, 205};

Field2D<float> plane(const CityModel& city, const char* name, const char* unit) {
    return {city.backend(), city.terrain_height.shape(), name, unit};
}

/// The program's models on the canyon, as Simulation joins them.
struct Canyon {
    MaterialTable materials = canyon_materials();
    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView at_surface, at_globe;
    ShadeModel::WallSky at_walls;
    Field2D<float> beam, no_sun, wall_beam, mean_at_surface, mean_at_walls, air, wind;

    explicit Canyon(const CityLayers& layers)
        : city(Backend::cpu(), layers),
          shade(city, {}),
          walls(city),
          at_surface(shade.sky_view(72, 18, 0.0f)),
          at_globe(shade.sky_view(72, 18, globe_height)),
          at_walls(shade.wall_sky(walls)),
          beam(plane(city, "beam", "1")),
          no_sun(plane(city, "no_sun", "1")),
          wall_beam(city.backend(), walls.shape(), "wall_beam", "1"),
          mean_at_surface(plane(city, "beam_at_surface", "1")),
          mean_at_walls(city.backend(), walls.shape(), "beam_at_walls", "1"),
          air(plane(city, "air_temperature", "K")),
          wind(plane(city, "wind_speed", "m s-1")) {
        fill(no_sun, 0.0f);
    }
};

void add_mean(Field2D<float>& sum, const Field2D<float>& term) {
    for (std::size_t n = 0; n < sum.size(); ++n) sum.host()[n] += term.host()[n] / float(steps_per_part);
}

/// The model's fluxes without direct sun.
Fluxes diffuse_fluxes(const RadiationModel& radiation, std::size_t n) {
    Fluxes out{};
    for (std::size_t f = 0; f < out.size(); ++f) out[f] = double(radiation.fluxes[f].host()[n]);
    return out;
}

double sixth(const Fluxes& f, int down, int up, int side) {
    double sum = f[std::size_t(down)] + f[std::size_t(up)];
    for (int n = 0; n < 4; ++n) sum += f[std::size_t(side) + std::size_t(n)];
    return sum / 6;
}

/// One hour of the models; what the globes get goes to `out`.
void run_hour(Canyon& c, HeatModel& heat, RadiationModel& radiation, const Forcing& forcing, float mean_air,
              CanyonHour& out) {
    fill(c.air, forcing.air_temperature);
    fill(c.wind, float(forcing.wind_speed / to_10_m));
    heat.begin(forcing, mean_air);
    radiation.begin(forcing);
    out.modelled = {};
    out.global = forcing.global_horizontal;
    out.night = true;
    constexpr double steps = 6 * steps_per_part, step_s = hour_s / steps;
    for (int part = 0; part < 6; ++part) {
        fill(c.mean_at_surface, 0.0f);
        fill(c.mean_at_walls, 0.0f);
        const double normal = forcing.parts[std::size_t(part)].direct_normal;
        for (int n = 0; n < steps_per_part; ++n) {
            const SunPosition sun = sun_position(forcing.begin_s + step_s * (part * steps_per_part + n + 0.5),
                                                 c.city.grid.latitude_rad, c.city.grid.longitude_rad);
            if (sun.altitude_rad <= 0) continue;
            out.night = false;
            c.shade.beam_transmissivity(sun, 0.0f, c.beam);
            add_mean(c.mean_at_surface, c.beam);
            c.shade.wall_beam(sun, c.walls, c.wall_beam);
            add_mean(c.mean_at_walls, c.wall_beam);
            c.shade.beam_transmissivity(sun, globe_height, c.beam);
            double faces = 0;
            for (const double share : gothenburg::beam_on_box(sun, 0)) faces += share / 6;
            for (int g = 0; g < globes; ++g) {
                const double lit = c.beam.host()[column_of_globe(c.city.grid, g)] * normal / steps;
                out.modelled[std::size_t(g)].direct += lit / 4;
                out.modelled[std::size_t(g)].on_faces += lit * faces;
            }
        }
        const bool sun = radiation.needs_beam(part);
        if (sun) radiation.add_beam(part, c.no_sun, c.no_sun);  // the globes' sun has finer steps
        heat.advance(part, sun ? HeatModel::Beam{&c.mean_at_surface, &c.mean_at_walls} : HeatModel::Beam{},
                     c.air, c.wind);
    }
    radiation.finish(heat.climate(radiation.normal()));
    for (int g = 0; g < globes; ++g) {
        const Fluxes f = diffuse_fluxes(radiation, column_of_globe(c.city.grid, g));
        out.modelled[std::size_t(g)].diffuse =
            sixth(f, gothenburg::k_down, gothenburg::k_up, gothenburg::k_side);
        out.modelled[std::size_t(g)].longwave =
            sixth(f, gothenburg::l_down, gothenburg::l_up, gothenburg::l_side);
    }
}

/// The hours as a station would have them. Temperature and humidity are means: `before` and hour carry the
/// hour's.
WeatherSeries series_of(const std::vector<CanyonHour>& hours) {
    WeatherSeries series;
    series.station = "Montpellier";
    const auto add = [&](const CanyonHour& from, double end_s) {
        constexpr float none = std::numeric_limits<float>::quiet_NaN();
        double wind = 0;
        for (const double w : from.measured.wind) wind += w / 6;
        WeatherHour hour{};
        hour.end_s = end_s;
        hour.air_temperature = float(from.measured.air_celsius + double(zero_celsius));
        hour.relative_humidity = float(from.measured.relative_humidity);
        hour.pressure = hour.diffuse_horizontal = hour.longwave_down = hour.cloud_fraction = none;
        hour.wind_speed = float(wind * to_10_m);
        hour.wind_from_direction = 0;  // nothing here asks for it
        hour.global_horizontal = float(from.global);
        series.hours.push_back(hour);
    };
    add(hours.front(), hours.front().measured.end_s - hour_s);
    for (const CanyonHour& hour : hours) add(hour, hour.measured.end_s);
    return series;
}

Forcing forcing_of(const WeatherSeries& series, std::size_t n, const Grid& grid) {
    WeatherSeries own = series;
    own.hours[n].air_temperature = own.hours[n + 1].air_temperature;
    own.hours[n].relative_humidity = own.hours[n + 1].relative_humidity;
    return forcing_at(own, own.hours[n].end_s, grid.latitude_rad, grid.longitude_rad);
}

/// What the pyranometers would read above the canyon [W m-2]: in the sun, at a place with sky view psi, they
/// have G - (1 - psi) D + (1 - psi) K_x of global radiation G, diffuse D and the walls' K_x.
double global_above(double measured, double sky_view, double diffuse_share, double of_walls) {
    const double hidden = 1 - sky_view;
    return std::max(0.0, (measured - hidden * of_walls) / (1 - hidden * diffuse_share));
}

}  // namespace

double CanyonHour::globe_celsius(int n, const Globe& globe, double wind_factor, bool sun_on_faces) const {
    const OnGlobe& on = modelled[std::size_t(n)];
    double forced = 0;
    for (const double wind : measured.wind) forced += forced_convection(globe, wind_factor * wind) / 6;
    return montpellier::globe_celsius(globe, on.diffuse + (sun_on_faces ? on.on_faces : on.direct),
                                      on.longwave, measured.air_celsius, forced);
}

std::vector<CanyonHour> run_canyon(const std::filesystem::path& file, int last_day, const Choices& choices) {
    std::vector<CanyonHour> hours;
    for (const MeasuredHour& hour : read_measured(file, last_day)) {
        hours.emplace_back().measured = hour;
        hours.back().global = hour.shortwave;
    }
    const auto is_of = [](int day) {
        return [day](const CanyonHour& hour) { return hour.measured.day == day; };
    };
    const auto first_day = std::size_t(std::ranges::count_if(hours, is_of(hours.front().measured.day)));
    const auto mean_air = [&](int day) {
        double sum = 0;
        for (const CanyonHour& hour : hours) sum += is_of(day)(hour) ? hour.measured.air_celsius : 0;
        return float(sum / double(std::ranges::count_if(hours, is_of(day))) + double(zero_celsius));
    };

    CityLayers layers = canyon_layers();
    for (std::int8_t& type : layers.surface_type)
        if (type == std::int8_t(SurfaceType::unknown)) type = std::int8_t(choices.ground);
    Canyon canyon(layers);
    const std::size_t middle = column_of_middle(layers.grid);
    const double sky_view =
        canyon.shade.sky_view(72, 18, float(choices.pyranometer_height)).cosine.host()[middle];
    for (int pass = 0; pass < passes; ++pass) {
        HeatModel heat(canyon.walls, canyon.at_surface, canyon.at_walls,
                       {canyon.materials, montpellier_year, 1, exchange});
        RadiationModel radiation(canyon.city, canyon.at_globe, canyon.materials, {globe_height, true, 0});
        const WeatherSeries series = series_of(hours);
        std::vector<Forcing> forcings;
        for (std::size_t n = 0; n < hours.size(); ++n) forcings.push_back(forcing_of(series, n, layers.grid));
        heat.start(forcings.front());
        heat.settle();
        const auto run = [&](std::size_t n) {
            run_hour(canyon, heat, radiation, forcings[n], mean_air(hours[n].measured.day), hours[n]);
        };
        for (int before = 0; before < spin_up_days; ++before)
            for (std::size_t n = 0; n < first_day; ++n) run(n);
        for (std::size_t n = 0; n < hours.size(); ++n) {
            run(n);
            if (pass == passes - 1) continue;
            const double share = forcings[n].global_horizontal > 0
                                     ? forcings[n].diffuse_horizontal / forcings[n].global_horizontal
                                     : 1;
            hours[n].global = global_above(hours[n].measured.shortwave, sky_view, share,
                                           heat.surround_shortwave.host()[middle]);
        }
    }
    return hours;
}

}  // namespace luwte::montpellier
