// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/reduce.hpp"
#include "models/air/air_model.hpp"
#include "models/city/plain_city.hpp"
#include "models/fill.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/heat/test_materials.hpp"

/// Air and heat balance together, for the tests of the air.
namespace luwte::scenes {

/// Buildings of 12 x 12 m, 9 m high, on a quarter of the ground.
inline CityLayers blocks_of_flats(idx nx, idx ny, SurfaceType ground = SurfaceType::open_paving) {
    CityLayers c = plain(nx, ny, 1, ground);
    c.grid.latitude_rad = 52 * degree_d;
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i)
            if (j % 24 >= 6 && j % 24 < 18 && i % 24 >= 6 && i % 24 < 18) {
                c.building_height[std::size_t(j * nx + i)] = 9;
                c.surface_type[std::size_t(j * nx + i)] = std::int8_t(SurfaceType::building);
            }
    return c;
}

/// A city on clear days in June from midnight on, with its sun and shade; wind from the south-west.
struct AirRun {
    ClearDays days = summer_days;
    CityModel city;
    ShadeModel shade;
    ShadeModel::SkyView sky;
    WallFacets walls;
    ShadeModel::WallSky wall_sky;
    HeatModel heat;
    AirModel air;
    Field2D<float> temperature, wind, sun_on_tops, sun_on_walls, sun_on_crowns;
    float station = 0;

    AirRun(const CityLayers& layers, const AirModel::Parameters& p, const Backend& backend = Backend::cpu())
        : city(backend, layers),
          shade(city, {}),
          sky(shade.sky_view(24, 18, 0)),
          walls(city),
          wall_sky(shade.wall_sky(walls, 32)),
          heat(walls, sky, wall_sky, {test_materials(), {}, 0.7f, {16, 3, 2}}),
          air(walls, p),
          temperature(plane("air temperature")),
          wind(plane("wind")),
          sun_on_tops(plane("sun on tops")),
          sun_on_walls(backend, walls.shape(), "sun on walls", "1"),
          sun_on_crowns(plane("sun on crowns")) {
        heat.start(days.hour(0));
        heat.settle();
        fill(wind, 0.4f * days.wind_speed);
    }
    Field2D<float> plane(const char* name) const {
        return Field2D<float>(city.backend(), city.terrain_height.shape(), name, "1");
    }
    void part(int h, int n) {
        Forcing f = days.hour(h);
        f.wind_from_direction = 4;
        station = f.air_temperature;
        if (n == 0) heat.begin(f, days.mean_air);
        HeatModel::Beam beam;
        const SunPosition& sun = f.parts[std::size_t(n)].sun;
        if (sun.altitude_rad > 0) {
            shade.beam_transmissivity(sun, 0, sun_on_tops, &sun_on_crowns);
            shade.wall_beam(sun, walls, sun_on_walls);
            beam = {&sun_on_tops, &sun_on_walls, city.has_canopy ? &sun_on_crowns : nullptr};
        }
        air.begin_part(f, n, heat.of_station_grass(), temperature);
        heat.set_moister(air.moister());
        heat.advance(n, beam, temperature, wind,
                     {.sensible_top = &air.heat_of_tops,
                      .latent_top = &air.latent_of_tops,
                      .sensible_wall = &air.heat_of_walls});
        air.end_part();
    }
    void hour(int h) {
        for (int n = 0; n < 6; ++n) part(h, n);
        air.finish_step(temperature);
    }
    /// K, of the last hour, over the station's air.
    double mean_increment() const {
        const Field2D<float> t = temperature.copy_to(Backend::cpu());
        double sum = 0;
        for (const float x : t.host()) sum += double(x - station);
        return sum / double(t.size());
    }
};

/// Rows of crowns from 3 to 11 m along the streets between blocks of flats.
inline CityLayers with_trees(CityLayers c, idx from = 0, idx to = 1 << 20) {
    for (idx j = 0; j < c.grid.ny; ++j)
        for (idx i = from; i < std::min(to, c.grid.nx); ++i) {
            const auto n = std::size_t(j * c.grid.nx + i);
            if (c.building_height[n] > 0 || j % 24 >= 6) continue;
            c.canopy_base[n] = 3, c.canopy_top[n] = 11, c.leaf_area_density[n] = 0.5f;
        }
    return c;
}

}  // namespace luwte::scenes
