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
    ScalarModel model(wind, {});
    const dispersion::Matrix<const float> a = model.matrix();
    // The wind is from 250 degrees: rows of the matrix are columns of the wind grid, both are alike here.
    const wind::Extents e{a.columns, a.rows, a.levels};
    ScalarModel::Volume source(Backend::cpu(), e, "source", "s-1"), c(Backend::cpu(), e, "c", "m-3"),
        next(Backend::cpu(), e, "c", "m-3");
    on_output(Backend::cpu(), "turn", dispersion::Turn{streets(wind).cview(), source.view()});
    for (auto _ : state) {
        on_blocks(Backend::cpu(), "rows", a.all(), RowOrder::upward,
                  dispersion::SolveRow<true>{a, source.cview(), c.cview(), next.view()});
        std::swap(c, next);
    }
    const double cells = double(e.cells());
    state.counters["cells_per_second"] = {double(state.iterations()) * cells, benchmark::Counter::kIsRate};
    count_bytes(state, bytes_of_sweep * cells);
}

/// The matrix of a flow, with its wider columns.
void scalar_matrix(benchmark::State& state) {
    const WindModel wind = town_wind(idx(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(ScalarModel(wind, {}).matrix().p);
    state.counters["cells_per_second"] = {double(state.iterations()) * double(wind.extents().cells()),
                                          benchmark::Counter::kIsRate};
}

/// A solution to a ten-thousandth: of a group of sources, or of a receptor.
void solve_to_the_end(benchmark::State& state, bool transposed) {
    const WindModel wind = town_wind(idx(state.range(0)));
    const Field3D<float> source = streets(wind);
    Field3D<float> c(Backend::cpu(), source.shape(), "c", "m-3");
    ScalarModel model(wind, {});
    ScalarModel::Result result;
    for (auto _ : state) result = transposed ? model.solve_transposed(source, c) : model.solve(source, c);
    if (!result.has_settled) state.SkipWithError("it did not settle");
    const double cells = double(wind.extents().cells());
    state.counters["cycles"] = result.cycles;
    state.counters["million_cells"] = 1e-6 * cells;
    state.counters["cells_per_second"] = {double(state.iterations()) * cells, benchmark::Counter::kIsRate};
}
void scalar_solve(benchmark::State& state) { solve_to_the_end(state, false); }
/// The matrix is turned in it too.
void scalar_solve_transposed(benchmark::State& state) { solve_to_the_end(state, true); }

BENCHMARK(scalar_step)->Arg(200)->Arg(800)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(scalar_matrix)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(scalar_solve)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(scalar_solve_transposed)
    ->Arg(200)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1);

}  // namespace

}  // namespace luwte::benches
