// SPDX-License-Identifier: Apache-2.0
#include "benches/triad.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/launches.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <vector>

#include <benchmark/benchmark.h>

namespace luwte::benches {

namespace {

/// B per cell that a sweep moves at least: eleven numbers of the matrix, source and concentration read, one
/// written.
constexpr double bytes_of_sweep = 4 * (11 + 2 + 1);

/// The wind of a town of n x n columns of 4 m, 25 levels, after a few iterations: rough, but without much
/// that comes from nowhere.
WindModel town_wind(idx n) {
    const WindDomain domain = test_wind::domain(
        n, n, 4, test_wind::levels(0.5, 1.19, 180), 0.1,
        [](double x, double y, double z) { return z < 12 && idx(x / 16) % 2 == 1 && idx(y / 20) % 2 == 1; });
    WindModel wind(Backend::cpu(), domain, {});
    wind.start(log_law(test_wind::heights_with_top(domain), 5, 10, 0.1), 250);
    wind.iterate(10);
    return wind;
}

/// Traffic in every second street.
Field3D<float> streets(const WindModel& wind) {
    const wind::Extents e = wind.extents();
    Field3D<float> source(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "source", "s-1");
    std::ranges::fill(source.host(), 0.0f);
    for (idx j = e.ny / 4; j < e.ny / 2; ++j)
        for (idx i = e.nx / 4; i < e.nx / 2; ++i)
            if (i % 8 < 2 && wind.viscosity().view()(1, j, i) > 0) source.view()(1, j, i) = 1;
    return source;
}

/// One sweep over all rows.
void scalar_step(benchmark::State& state) {
    const WindModel wind = town_wind(idx(state.range(0)));
    const ScalarModel model(wind, {});
    const wind::Extents e = wind.extents();
    // The wind is from 250 degrees: rows of the matrix are columns of the wind grid, both are alike here.
    const Field3D<float> source = streets(wind);
    Field3D<float> c(Backend::cpu(), source.shape(), "c", "m-3"),
        next(Backend::cpu(), source.shape(), "c", "m-3");
    std::ranges::fill(c.host(), 0.0f), std::ranges::fill(next.host(), 0.0f);
    for (auto _ : state) {
        for (idx j = wind::ghosts; j < e.nx + wind::ghosts; ++j)
            on_columns(
                Backend::cpu(), "row", Box3{1, e.nz + 1, j, j + 1, wind::ghosts, e.ny + wind::ghosts},
                dispersion::SolveRow<false, true>{model.matrix(), source.view(), c.cview(), next.view()});
        std::swap(c, next);
    }
    const double cells = double(e.cells());
    state.counters["cells_per_second"] = {double(state.iterations()) * cells, benchmark::Counter::kIsRate};
    count_bytes(state, bytes_of_sweep * cells);
}

/// Matrix and solution, to a ten-thousandth.
void scalar_solve(benchmark::State& state) {
    const WindModel wind = town_wind(idx(state.range(0)));
    const Field3D<float> source = streets(wind);
    Field3D<float> c(Backend::cpu(), source.shape(), "c", "m-3");
    ScalarModel model(wind, {});
    ScalarModel::Result result;
    for (auto _ : state) result = model.solve(source, c);
    if (!result.has_settled) state.SkipWithError("it did not settle");
    state.counters["cycles"] = result.cycles;
    state.counters["million_cells"] = 1e-6 * double(wind.extents().cells());
    state.counters["cells_per_second"] = {double(state.iterations()) * double(wind.extents().cells()),
                                          benchmark::Counter::kIsRate};
}

BENCHMARK(scalar_step)->Arg(200)->Arg(800)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(scalar_solve)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace

}  // namespace luwte::benches
