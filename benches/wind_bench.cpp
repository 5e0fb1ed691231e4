// SPDX-License-Identifier: Apache-2.0
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_model.hpp"

#include <algorithm>

#include <benchmark/benchmark.h>
#include <omp.h>

namespace luwte::benches {

namespace {

/// n x n columns of 2 m, 40 levels from 0.5 m on, blocks of 12 x 12 x 10 m with streets of 12 m.
WindDomain town(idx n) {
    std::vector<double> levels;
    for (double dz = 0.5; levels.size() < 40; dz = std::min(1.12 * dz, 12.0)) levels.push_back(dz);
    return test_wind::domain(n, n, 2, levels, 0.03, [](double x, double y, double z) {
        return z < 10 && idx(x / 12) % 2 == 1 && idx(y / 12) % 2 == 1;
    });
}

void count(benchmark::State& state, double cells) {
    state.counters["cell_iterations_per_second"] = {double(state.iterations()) * cells,
                                                    benchmark::Counter::kIsRate};
    state.counters["core_time_per_cell"] = {
        double(state.iterations()) * cells / double(omp_get_max_threads()),
        benchmark::Counter::kIsRate | benchmark::Counter::kInvert};
}

/// One iteration of the whole flow: momentum, pressure, turbulence, ghosts.
void iterate(benchmark::State& state, const WindDomain& domain) {
    WindModel model(Backend::cpu(), domain, {});
    model.start(log_law(test_wind::heights_with_top(domain), 5, 10, 0.03), 240);
    model.iterate(5);
    for (auto _ : state) model.iterate(1);
    count(state, double(model.extents().cells()));
}

void wind_iteration(benchmark::State& state) { iterate(state, town(idx(state.range(0)))); }

/// The same with leaves in the lowest 10 m of every street.
void wind_iteration_leaves(benchmark::State& state) {
    WindDomain domain = town(idx(state.range(0)));
    const Shape all = domain.solid.shape();
    domain.leaf_area = Field3D<float>(Backend::cpu(), all, "leaf area density", "m2 m-3");
    const std::vector<double> heights = domain.heights();
    for (std::size_t n = 0; n < all.size(); ++n)
        domain.leaf_area.host()[n] = heights[n / std::size_t(all.ny * all.nx)] < 10 ? 0.5f : 0.0f;
    iterate(state, domain);
}

/// One V-cycle of the pressure correction on conductances of one size, with blocks.
void wind_pressure_cycle(benchmark::State& state) {
    const WindDomain domain = town(idx(state.range(0)));
    const Shape inside = domain.solid.shape();
    const wind::Extents extents{inside.nx, inside.ny, inside.nz};
    PressureSolver solver(Backend::cpu(), extents);
    const Shape all{extents.layers(), extents.columns_y(), extents.columns_x()};
    Field3D<float> b(Backend::cpu(), all, "bench", "1"), x(Backend::cpu(), all, "bench", "1");
    std::ranges::fill(b.host(), 0.0f), std::ranges::fill(x.host(), 0.0f);
    const wind::Conductances<float> c = solver.conductances();
    const auto air = [&](idx k, idx j, idx i) {
        return k < inside.nz && j < inside.ny && i < inside.nx && domain.solid.view()(k, j, i) == 0;
    };
    for (idx k = 0; k < inside.nz; ++k)
        for (idx j = 0; j < inside.ny; ++j)
            for (idx i = 0; i < inside.nx; ++i) {
                if (!air(k, j, i)) continue;
                const idx g = wind::ghosts;
                const auto dz = float(domain.thickness[std::size_t(k)]);
                if (air(k, j, i + 1)) c.east(k + 1, j + g, i + g) = dz;
                if (air(k, j + 1, i)) c.north(k + 1, j + g, i + g) = dz;
                if (air(k + 1, j, i)) c.top(k + 1, j + g, i + g) = 4 / dz;
                b.view()(k + 1, j + g, i + g) = float((i * 7 + j * 13 + k * 5) % 11 - 5);
            }
    solver.prepare();
    for (auto _ : state) solver.cycle(b, x);
    count(state, double(extents.cells()));
}

BENCHMARK(wind_iteration)->Arg(128)->Arg(400)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(wind_iteration_leaves)->Arg(128)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(wind_pressure_cycle)->Arg(400)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

}  // namespace luwte::benches
