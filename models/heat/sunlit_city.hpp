// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"

#include <algorithm>
#include <utility>

namespace luwte::scenes {

/// A city and its heat balance under clear days, with the shade that it really has. For tests.
struct SunlitCity {
    const ClearDays& days;
    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky sky_of_walls;
    HeatModel heat;
    Field2D<float> beam, crown_beam, air, wind;
    Field2D<float> wall_beam;

    SunlitCity(const CityLayers& layers, MaterialTable materials, float wind_speed,
               const ClearDays& weather = summer_days)
        : days(weather),
          city(Backend::cpu(), layers),
          shade(city, {}),
          walls(city),
          sky(shade.sky_view(24, 18)),
          sky_of_walls(shade.wall_sky(walls, 32)),
          heat(walls, sky, sky_of_walls, {std::move(materials), {}, 1}),
          beam(plane()),
          crown_beam(plane()),
          air(plane()),
          wind(plane()),
          wall_beam(Backend::cpu(), walls.shape(), "wall beam", "1") {
        std::ranges::fill(wind.host(), wind_speed);
        heat.start(days.hour(0));
    }
    Field2D<float> plane() const { return {Backend::cpu(), city.terrain_height.shape(), "test", "1"}; }
    /// Hours [from, to) of the days.
    void run(int from, int to, HeatModel::Terms terms = {}) {
        for (int h = from; h < to; ++h) {
            const Forcing f = days.hour(h);
            std::ranges::fill(air.host(), f.air_temperature);
            heat.begin(f, days.mean_air);
            for (int p = 0; p < 6; ++p) {
                const SunPosition& sun = f.parts[std::size_t(p)].sun;
                HeatModel::Beam beams;
                if (sun.altitude_rad > 0) {
                    shade.beam_transmissivity(sun, 0, beam, &crown_beam);
                    shade.wall_beam(sun, walls, wall_beam);
                    beams = {&beam, &wall_beam, city.has_canopy ? &crown_beam : nullptr};
                }
                heat.advance(p, beams, air, wind, terms);
            }
        }
    }
};

}  // namespace luwte::scenes
