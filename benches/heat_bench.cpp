// SPDX-License-Identifier: Apache-2.0
#include "benches/synthetic_city.hpp"
#include "benches/triad.hpp"
#include "inputs/materials/materials.hpp"
#include "models/air/air_model.hpp"
#include "models/city/plain_city.hpp"
#include "models/comfort/comfort_model.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/radiation/radiation_model.hpp"

#include <algorithm>

#include <benchmark/benchmark.h>
#include <omp.h>

namespace luwte::benches {

namespace {

Field2D<float> plane(idx n, float value) {
    Field2D<float> f(Backend::cpu(), {1, n, n}, "bench", "1");
    std::fill(f.host().begin(), f.host().end(), value);
    return f;
}

/// A city with trees and every surface type, and what its surfaces see.
struct HeatScene {
    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky sky_of_walls;

    explicit HeatScene(idx n)
        : city(Backend::cpu(), layers(n)),
          shade(city, {}),
          walls(city),
          sky(shade.sky_view(24, 18)),
          sky_of_walls(shade.wall_sky(walls, 16)) {}
    static CityLayers layers(idx n) {
        CityLayers c = synthetic_city(n, true);
        scenes::mix_surfaces(c, 16);
        return c;
    }
};

/// One hour of six parts per iteration, a summer day's noon: ground, roofs, walls and the exchange between
/// them. Shade is made once: sweeps have benches of their own.
void heat_balance(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const HeatScene scene(n);
    const Forcing noon = scenes::summer_days.hour(12);
    Field2D<float> beam = plane(n, 0), crown_beam = plane(n, 0),
                   wall_beam(Backend::cpu(), scene.walls.shape(), "bench", "1");
    scene.shade.beam_transmissivity(noon.parts[3].sun, 0, beam, &crown_beam);
    scene.shade.wall_beam(noon.parts[3].sun, scene.walls, wall_beam);
    const Field2D<float> air = plane(n, noon.air_temperature), wind = plane(n, 1.2f);
    HeatModel heat(scene.walls, scene.sky, scene.sky_of_walls, {default_materials(), {}, 1});
    heat.start(noon);
    heat.settle();
    const auto hour = [&] {
        heat.begin(noon, 295);
        for (int part = 0; part < 6; ++part) heat.advance(part, {&beam, &wall_beam, &crown_beam}, air, wind);
    };
    hour();
    for (auto _ : state) hour();
    const double cell_steps = 6.0 * double(n) * double(n), facets = double(scene.walls.count());
    const double all = cell_steps * double(state.iterations());
    state.counters["cell_steps_per_second"] = benchmark::Counter(all, benchmark::Counter::kIsRate);
    state.counters["core_time_per_cell_step"] = benchmark::Counter(
        all / omp_get_max_threads(), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["wall_facets_per_cell"] = facets / double(n) / double(n);
    // What GroundBalance, TopSun, WallBalance, WallSun and the look at each part move, and the table once.
    count_bytes(state, cell_steps * (185 + 24) + 6 * facets * (164 + 36) +
                           6 * 16.0 * double(heat.exchange().pairings()));
}

/// Core time per cell and call, of `cells` cells in an iteration.
void count_cells(benchmark::State& state, double cells) {
    const double all = cells * double(state.iterations());
    state.counters["core_time_per_cell"] = benchmark::Counter(
        all / omp_get_max_threads(), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// An hour of the air between the buildings: lifting, slab and blocks, with what surfaces give held still.
void air_step(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const HeatScene scene(n);
    const Forcing noon = scenes::summer_days.hour(12);
    AirModel air(scene.walls, {});
    Field2D<float> temperature = plane(n, 0);
    std::ranges::fill(air.heat_of_tops.host(), 150.0f);
    std::ranges::fill(air.latent_of_tops.host(), 50.0f);
    std::ranges::fill(air.heat_of_walls.host(), 80.0f);
    air.start();
    for (auto _ : state) {
        for (int part = 0; part < 6; ++part) {
            air.begin_part(noon, part, {100, 150}, temperature);
            air.end_part();
        }
        air.finish_step(temperature);
    }
    const double columns = double(n) * double(n), facets = double(scene.walls.count());
    count_cells(state, 6 * columns);
    // Tops' two fluxes with their slopes, walls with their numbers and normals, the air of columns.
    count_bytes(state, 6 * (columns * (12 + 12 + 1) + facets * 16) + 7 * columns * 4);
}

/// The shade of one part: sun on ground and roofs, on bodies, on walls and on crowns.
void sun_of_part(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const HeatScene scene(n);
    const SunPosition sun = scenes::summer_days.hour(12).parts[3].sun;
    Field2D<float> top = plane(n, 0), body = plane(n, 0), crown = plane(n, 0),
                   wall(Backend::cpu(), scene.walls.shape(), "bench", "1");
    for (auto _ : state) {
        scene.shade.beam_transmissivity(sun, 0, top, &crown);
        scene.shade.beam_transmissivity(sun, RadiationModel::body_height, body);
        scene.shade.wall_beam(sun, scene.walls, wall);
    }
    count_cells(state, double(n) * double(n));
}

/// A city at noon, ready for what a body receives.
struct BodyScene : HeatScene {
    Forcing noon = scenes::summer_days.hour(12);
    Field2D<float> beam, body_beam, crown_beam, wall_beam, air, wind;
    ShadeModel::SkyView at_body;
    HeatModel heat;
    RadiationModel radiation;

    explicit BodyScene(idx n)
        : HeatScene(n),
          beam(plane(n, 0)),
          body_beam(plane(n, 0)),
          crown_beam(plane(n, 0)),
          wall_beam(Backend::cpu(), walls.shape(), "bench", "1"),
          air(plane(n, noon.air_temperature)),
          wind(plane(n, 1.2f)),
          at_body(shade.sky_view(24, 18, RadiationModel::body_height)),
          heat(walls, sky, sky_of_walls, {default_materials(), {}, 1}),
          radiation(city, at_body, default_materials(), {}) {
        const SunPosition sun = noon.parts[3].sun;
        shade.beam_transmissivity(sun, 0, beam, &crown_beam);
        shade.beam_transmissivity(sun, RadiationModel::body_height, body_beam);
        shade.wall_beam(sun, walls, wall_beam);
        heat.start(noon);
        heat.settle();
        heat.begin(noon, 295);
        for (int part = 0; part < 6; ++part) heat.advance(part, {&beam, &wall_beam, &crown_beam}, air, wind);
    }
    void receive() {
        radiation.begin(noon);
        for (int part = 0; part < 6; ++part) radiation.add_beam(part, beam, body_beam);
        radiation.finish(heat.climate(radiation.normal()));
    }
};

/// What a body receives in an hour, from the surfaces' fluxes to its mean radiant temperature.
void body_radiation(benchmark::State& state) {
    BodyScene scene(idx(state.range(0)));
    for (auto _ : state) scene.receive();
    count_cells(state, double(state.range(0)) * double(state.range(0)));
}

/// PET, UTCI and WBGT of an hour.
void comfort_indices(benchmark::State& state) {
    const idx n = idx(state.range(0));
    BodyScene scene(n);
    scene.receive();
    const ComfortModel comfort(scene.city, {});
    ComfortFields out(Backend::cpu(), scene.city.grid);
    const RadiationModel& r = scene.radiation;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            comfort.step({scene.air, scene.noon.vapour_pressure, r.mean_radiant_temperature, scene.wind,
                          r.globe_radiation, r.wick_radiation, scene.noon.pressure},
                         out));
    count_cells(state, double(n) * double(n));
}

/// One reading of the table of exchange: 8 B and two radiosities per pairing and side.
void exchange_longwave(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const HeatScene scene(n);
    const Field2D<float> top = plane(n, 400);
    Field2D<float> wall(Backend::cpu(), scene.walls.shape(), "bench", "1");
    std::ranges::fill(wall.host(), 420.0f);
    FacetExchange exchange(scene.walls, {scene.sky.cosine_opaque, scene.sky_of_walls.view_opaque},
                           {top, wall}, {});
    for (auto _ : state) exchange.run({top, wall}, {top, wall}, false);
    const double pairings = 2 * double(exchange.pairings());
    state.counters["pairings_per_second"] =
        benchmark::Counter(pairings * double(state.iterations()), benchmark::Counter::kIsRate);
    state.counters["pairings_per_cell"] = pairings / double(n) / double(n);
    count_bytes(state, 8 * pairings);
}

/// Finding what surfaces see of each other, 64 directions.
void find_pairings(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const HeatScene scene(n);
    const Field2D<float> top = plane(n, 0.2f);
    Field2D<float> wall(Backend::cpu(), scene.walls.shape(), "bench", "1");
    std::ranges::fill(wall.host(), 0.2f);
    const FacetExchange::Parameters parameters;
    for (auto _ : state) {
        const FacetExchange exchange(scene.walls, {scene.sky.cosine_opaque, scene.sky_of_walls.view_opaque},
                                     {top, wall}, parameters);
        benchmark::DoNotOptimize(exchange.pairings());
    }
    const double all = double(n) * double(n) * parameters.directions * double(state.iterations());
    state.counters["cell_directions_per_second"] = benchmark::Counter(all, benchmark::Counter::kIsRate);
}

BENCHMARK(heat_balance)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(air_step)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sun_of_part)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(body_radiation)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(comfort_indices)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exchange_longwave)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(find_pairings)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace luwte::benches
