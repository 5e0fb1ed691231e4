// SPDX-License-Identifier: Apache-2.0
#include "benches/synthetic_city.hpp"
#include "benches/triad.hpp"
#include "kernels/core/constants.hpp"
#include "models/shading/shade_model.hpp"

#include <cmath>

#include <benchmark/benchmark.h>

namespace luwte::benches {

namespace {

/// Suns over one day of 24 positions, as a run meets them: both step axes, 4 to 61 degrees high.
SunPosition sun(int n) {
    const double hour = (n % 24 + 0.5) / 24;
    return {(4 + 57 * std::sin(pi_d * hour)) * degree_d, (50 + 260 * hour) * degree_d, 1};
}

void cell_directions(benchmark::State& state, double per_iteration) {
    state.counters["cell_directions_per_second"] =
        benchmark::Counter(per_iteration * double(state.iterations()), benchmark::Counter::kIsRate);
}

/// A day of suns per iteration; the map is delivered south to north for each.
void shadows(benchmark::State& state, bool crowns, double bytes_per_cell) {
    const idx n = idx(state.range(0));
    const CityModel city(Backend::cpu(), synthetic_city(n, crowns));
    const ShadeModel model(city, {});
    Field2D<float> out(Backend::cpu(), {1, n, n}, "beam", "1");
    model.beam_transmissivity(sun(0), 0, out);
    for (auto _ : state)
        for (int k = 0; k < 24; ++k) model.beam_transmissivity(sun(k), 0, out);
    const double cells = 24.0 * double(n) * double(n);
    cell_directions(state, cells);
    count_bytes(state, bytes_per_cell * cells);
}

void shadow_sweep(benchmark::State& state) { shadows(state, false, 8); }
void shadow_sweep_canopy(benchmark::State& state) { shadows(state, true, 12); }

/// Sun through crowns and on their leaves; the same suns.
void shadow_sweep_leaves(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const CityModel city(Backend::cpu(), synthetic_city(n, true));
    const ShadeModel model(city, {});
    Field2D<float> out(Backend::cpu(), {1, n, n}, "beam", "1"),
        taken(Backend::cpu(), out.shape(), "leaves", "1");
    model.beam_transmissivity(sun(0), 0, out, &taken);
    for (auto _ : state)
        for (int k = 0; k < 24; ++k) model.beam_transmissivity(sun(k), 0, out, &taken);
    const double cells = 24.0 * double(n) * double(n);
    cell_directions(state, cells);
    count_bytes(state, 16 * cells);
}

/// Both sky view factors from 72 azimuths x 54 elevations (three per stratum), buildings and terrain.
void sky_view(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const CityModel city(Backend::cpu(), synthetic_city(n, false));
    const ShadeModel model(city, {});
    for (auto _ : state) benchmark::DoNotOptimize(model.sky_view(72, 18));
    const double cells = double(n) * double(n);
    cell_directions(state, 72 * 54 * cells);
    count_bytes(
        state,
        72 * 3 * 20 * cells);  // 18 elevations per pass: a word read, two sums read and written per azimuth
}

/// The same with crowns: the 72 x 18 directions that are swept for leaves, on top of the 72 x 54.
/// Only the former are counted.
void sky_view_canopy(benchmark::State& state) {
    const idx n = idx(state.range(0));
    const CityModel city(Backend::cpu(), synthetic_city(n, true));
    const ShadeModel model(city, {});
    for (auto _ : state) benchmark::DoNotOptimize(model.sky_view(72, 18));
    const double cells = double(n) * double(n);
    cell_directions(state, 72 * 18 * cells);
    count_bytes(state, 72 * (3 * 20 + 18 * 8) * cells);
}

BENCHMARK(shadow_sweep)->Arg(1000)->Arg(4000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(shadow_sweep_canopy)->Arg(1000)->Arg(4000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(shadow_sweep_leaves)->Arg(1000)->Arg(4000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sky_view)->Arg(1000)->Arg(4000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sky_view_canopy)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace luwte::benches
