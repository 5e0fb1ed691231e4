// SPDX-License-Identifier: Apache-2.0
#include "benches/synthetic_city.hpp"
#include "benches/triad.hpp"
#include "inputs/materials/materials.hpp"
#include "models/city/plain_city.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"

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

/// One hour of six parts per iteration, a summer day's noon, every surface type. Shade is made once: sweeps
/// have benches of their own. What a part moves per cell stands at GroundBalance.
void ground_balance(benchmark::State& state) {
    const idx n = idx(state.range(0));
    CityLayers layers = synthetic_city(n, true);
    scenes::mix_surfaces(layers, 16);
    const CityModel city(Backend::cpu(), layers);
    const ShadeModel shade(city, {});
    const ShadeModel::SkyView sky = shade.sky_view(8, 18);
    const Forcing noon = scenes::summer_days.hour(12);
    const WallFacets walls(city);
    const ShadeModel::WallSky sky_of_walls = shade.wall_sky(walls, 16);
    Field2D<float> beam = plane(n, 0), wall_beam(Backend::cpu(), walls.shape(), "bench", "1");
    shade.beam_transmissivity(noon.parts[3].sun, 0, beam);
    shade.wall_beam(noon.parts[3].sun, walls, wall_beam);
    const Field2D<float> air = plane(n, noon.air_temperature), wind = plane(n, 1.2f);
    HeatModel heat(walls, sky, sky_of_walls, {default_materials(), {}, 1});
    heat.start(noon);
    heat.settle();
    const auto hour = [&] {
        heat.begin(noon, 295);
        for (int part = 0; part < 6; ++part) heat.advance(part, {&beam, &wall_beam}, air, wind);
    };
    hour();
    for (auto _ : state) hour();
    const double cell_steps = 6.0 * double(n) * double(n);
    const double all = cell_steps * double(state.iterations());
    state.counters["cell_steps_per_second"] = benchmark::Counter(all, benchmark::Counter::kIsRate);
    state.counters["core_time_per_cell_step"] = benchmark::Counter(
        all / omp_get_max_threads(), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    count_bytes(state, 149 * cell_steps);
}

BENCHMARK(ground_balance)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace luwte::benches
