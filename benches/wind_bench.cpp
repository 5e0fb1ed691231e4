// SPDX-License-Identifier: Apache-2.0
#include "benches/triad.hpp"
#include "kernels/wind/turbulence.hpp"
#include "models/launches.hpp"
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_model.hpp"
#include "validation/aij_case_a/aij_case_a.hpp"

#include <algorithm>

#include <benchmark/benchmark.h>
#include <omp.h>

namespace luwte::benches {

namespace {

/// B per cell that an iteration moves at least: the sum in docs/benchmarks.md.
constexpr double bytes_of_iteration = 704;

/// n x n columns of 2 m, 40 levels from 0.5 m on, blocks of 12 x 12 x 10 m with streets of 12 m.
WindDomain town(idx n) {
    std::vector<double> levels;
    for (double dz = 0.5; levels.size() < 40; dz = std::min(1.12 * dz, 12.0)) levels.push_back(dz);
    return test_wind::domain(n, n, 2, levels, 0.03, [](double x, double y, double z) {
        return z < 10 && idx(x / 12) % 2 == 1 && idx(y / 12) % 2 == 1;
    });
}

void count(benchmark::State& state, double cells) {
    state.counters["cell_iterations_per_second_per_core"] = {
        double(state.iterations()) * cells / double(omp_get_max_threads()), benchmark::Counter::kIsRate};
}

/// One iteration of the whole flow: momentum, pressure, turbulence, ghosts.
void iterate(benchmark::State& state, const WindDomain& domain) {
    WindModel model(Backend::cpu(), domain, {});
    model.start(log_law(test_wind::heights_with_top(domain), 5, 10, 0.03), 240);
    model.iterate(5);
    for (auto _ : state) model.iterate(1);
    count(state, double(model.extents().cells()));
}

void rans_iteration(benchmark::State& state) { iterate(state, town(idx(state.range(0)))); }

/// The same with leaves in the lowest 10 m of every street.
void rans_iteration_leaves(benchmark::State& state) {
    WindDomain domain = town(idx(state.range(0)));
    const Shape all = domain.solid.shape();
    domain.leaf_area = Field3D<float>(Backend::cpu(), all, "leaf area density", "m2 m-3");
    const std::vector<double> heights = domain.heights();
    for (std::size_t n = 0; n < all.size(); ++n)
        domain.leaf_area.host()[n] = heights[n / std::size_t(all.ny * all.nx)] < 10 ? 0.5f : 0.0f;
    iterate(state, domain);
}

/// A flow from the start to rest: the building of AIJ case A, so many cells to its width, in a log law, from
/// the inflow's profile on. It rests when the velocity of all cells would change by a thousandth of the wind
/// at the building's height (rms) in 50 iterations, all of the last one's change going one way.
void wind_solve(benchmark::State& state) {
    const WindDomain domain = aij_case_a_domain(int(state.range(0)));
    const WindProfile inflow = aij_case_a_log_law(domain);
    const double per_building = 50 * double(inflow.speed.back()) / aij_case_a_speed;
    constexpr int most = 3000;
    double cells = 0, iterations = 0, drift = 0;
    for (auto _ : state) {
        WindModel model(Backend::cpu(), domain, {});
        model.start(inflow, 270);
        do model.iterate(50);
        while ((drift = per_building * model.last_change()) > 1e-3 && model.iterations() < most);
        cells = double(model.extents().cells()), iterations = model.iterations();
    }
    if (drift > 1e-3) state.SkipWithError("it did not come to rest");
    count(state, cells * iterations);
    count_bytes(state, bytes_of_iteration * cells * iterations);
    state.counters["iterations"] = iterations;
    state.counters["million_cells"] = 1e-6 * cells;
}

/// Conductances of one size between cells with air, and flows to bring in: what the pressure solver gets.
struct Pressure {
    wind::Extents extents;
    PressureSolver solver;
    Field3D<float> b, x;

    static Field3D<float> zeros(const wind::Extents& e) {
        Field3D<float> f(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "bench", "1");
        std::ranges::fill(f.host(), 0.0f);
        return f;
    }
    explicit Pressure(const WindDomain& domain)
        : extents{domain.solid.shape().nx, domain.solid.shape().ny, domain.solid.shape().nz},
          solver(Backend::cpu(), extents),
          b(zeros(extents)),
          x(zeros(extents)) {
        const Shape inside = domain.solid.shape();
        const wind::Conductances<float> c = solver.conductances();
        const auto air = [&](idx k, idx j, idx i) {
            return k < inside.nz && j < inside.ny && i < inside.nx && domain.solid.view()(k, j, i) == 0;
        };
        const idx g = wind::ghosts;
        for (idx k = 0; k < inside.nz; ++k)
            for (idx j = 0; j < inside.ny; ++j)
                for (idx i = 0; i < inside.nx; ++i) {
                    if (!air(k, j, i)) continue;
                    const auto dz = float(domain.thickness[std::size_t(k)]);
                    if (air(k, j, i + 1)) c.east(k + 1, j + g, i + g) = dz;
                    if (air(k, j + 1, i)) c.north(k + 1, j + g, i + g) = dz;
                    if (air(k + 1, j, i)) c.top(k + 1, j + g, i + g) = 4 / dz;
                    // Air goes out to the east, as wind does.
                    if (i == inside.nx - 1) c.east(k + 1, j + g, i + g) = dz;
                }
        solver.prepare();
        refill();
    }
    /// The same numbers in every air cell, which come to nothing together.
    void refill() {
        const auto c = solver.conductances();
        const auto out = b.view();
        for (idx k = 1; k <= extents.nz; ++k)
            for (idx j = 2; j < extents.ny + 2; ++j)
                for (idx i = 2; i < extents.nx + 2; ++i)
                    out(k, j, i) = c.top(k, j, i) > 0 ? float((i * 7 + j * 13 + k * 5) % 11 - 5) : 0.0f;
    }
};

/// One V-cycle of the pressure correction.
void wind_pressure_cycle(benchmark::State& state) {
    Pressure p(town(idx(state.range(0))));
    for (auto _ : state) p.solver.cycle(p.b, p.x);
    count(state, double(p.extents.cells()));
}

/// Conjugate gradients to a millionth of the residual, over open land (0) or a town (1).
void multigrid_solve(benchmark::State& state) {
    WindDomain domain = town(idx(state.range(0)));
    if (state.range(1) == 0) std::ranges::fill(domain.solid.host(), std::uint8_t(0));
    Pressure p(domain);
    PressureSolver::Result result;
    for (auto _ : state) {
        state.PauseTiming();
        p.refill();
        state.ResumeTiming();
        result = p.solver.solve(p.b, p.x, 1e-6, 60);
    }
    count(state, double(p.extents.cells()) * result.iterations);
    state.counters["steps"] = result.iterations;
    state.counters["million_cells"] = 1e-6 * double(p.extents.cells());
}

/// Single kernels of the flow over 6.4 million cells, with what each must move at least.
class Kernels {
  public:
    Kernels()
        : model_(Backend::cpu(), domain_, {}),
          friction_(Backend::cpu(), {1, model_.cells().shape().ny, model_.cells().shape().nx}, "bench", "1"),
          first_(Backend::cpu(), friction_.shape(), "bench", "1"),
          pressure_(domain_) {
        model_.start(log_law(test_wind::heights_with_top(domain_), 5, 10, 0.03), 240);
        model_.iterate(2);
        std::ranges::fill(friction_.host(), 0.004f);
        std::ranges::fill(first_.host(), 1e9f);
        for (auto* f : {&a_, &b_, &c_}) *f = Pressure::zeros(pressure_.extents);
    }
    void momentum_x(benchmark::State& s) { momentum<0>(s); }
    void momentum_y(benchmark::State& s) { momentum<1>(s); }
    void momentum_z(benchmark::State& s) { momentum<2>(s); }
    void turbulence(benchmark::State& state) {
        // Three components, k, epsilon, viscosity, open shares and the kind of cell in; three values out.
        run(state, 41,
            wind::Turbulence<>{
                model_.flow(),
                model_.cells().cview(),
                model_.levels(),
                {},
                {},
                walls(),
                {friction_.cview(), friction_.cview(), 0.1f, 0.1f, roofs_.data(), roofs_.data()},
                relaxation_,
                a_.view(),
                b_.view(),
                c_.view()});
    }
    void outflow(benchmark::State& state) {
        run(state, 20,
            wind::Outflow{model_.u().cview(), model_.v().cview(), model_.w().cview(), model_.cells().cview(),
                          model_.flow().open, model_.levels(), 1.0f, a_.view()});
    }
    void correct(benchmark::State& state) {
        const auto c = pressure_.solver.conductances();
        run(state, 51,
            wind::Correct{{c.east, c.north, c.top},
                          pressure_.x.cview(),
                          model_.flow().open,
                          model_.levels(),
                          a_.view(),
                          b_.view(),
                          c_.view(),
                          pressure_.b.view()});
    }
    void times_matrix(benchmark::State& state) {
        const auto c = pressure_.solver.conductances();
        run(state, 20, wind::TimesMatrix{{c.east, c.north, c.top}, pressure_.x.cview(), a_.view()});
    }
    void columns_change(benchmark::State& state) {
        const auto c = pressure_.solver.conductances();
        const wind::ColumnsChange f{{c.east, c.north, c.top}, b_.cview(), pressure_.b.cview(),
                                    pressure_.x.cview(),      0.8f,       a_.view()};
        // Up: conductances, pivots, right side and x in, the change out; down: it in and out, two others in.
        const double cells = double(pressure_.extents.cells());
        for (auto _ : state) on_columns(Backend::cpu(), "bench", pressure_.extents.inside(), f);
        finish(state, 44, cells);
    }
    void add_times(benchmark::State& state) {
        run(state, 12, wind::AddTimes{0.0f, pressure_.x.cview(), a_.view()});
    }

  private:
    wind::WallFriction walls() const { return {friction_.cview(), 0.004f, first_.cview(), roofs_.data()}; }
    template <int Axis>
    void momentum(benchmark::State& state) {
        // Three components, pressure, viscosity, open shares and the kind of cell in; a component and a
        // conductance out.
        run(state, 33,
            wind::Momentum<Axis>{model_.flow(), model_.cells().cview(), model_.levels(), walls(), relaxation_,
                                 a_.view(), b_.view()});
    }
    template <class F>
    void run(benchmark::State& state, double bytes, const F& f) {
        for (auto _ : state) on_cells(Backend::cpu(), "bench", pressure_.extents.inside(), f);
        finish(state, bytes, double(pressure_.extents.cells()));
    }
    static void finish(benchmark::State& state, double bytes, double cells) {
        count(state, cells);
        count_bytes(state, bytes * cells);
        state.counters["bytes_per_cell"] = bytes;
    }

    WindDomain domain_ = town(400);
    WindModel model_;
    Field2D<float> friction_, first_;
    std::vector<float> roofs_ = std::vector<float>(std::size_t(model_.extents().layers()), 0.004f);
    Pressure pressure_;
    Field3D<float> a_, b_, c_;
    wind::Relaxation relaxation_{1.43f, 0.02f};
};
Kernels& kernels() {
    static Kernels all;
    return all;
}
template <void (Kernels::*Kernel)(benchmark::State&)>
void wind_kernel(benchmark::State& state) {
    (kernels().*Kernel)(state);
}

BENCHMARK(rans_iteration)->Arg(128)->Arg(400)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(rans_iteration_leaves)->Arg(128)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(wind_solve)->Arg(4)->Arg(8)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);
BENCHMARK(wind_pressure_cycle)->Arg(400)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(multigrid_solve)
    ->ArgsProduct({{158, 354, 790}, {0, 1}})
    ->ArgNames({"columns", "town"})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
#define LUWTE_WIND_KERNEL(name)            \
    BENCHMARK(wind_kernel<&Kernels::name>) \
        ->Name("wind_kernel/" #name)       \
        ->Unit(benchmark::kMillisecond)    \
        ->UseRealTime()
LUWTE_WIND_KERNEL(momentum_x);
LUWTE_WIND_KERNEL(momentum_y);
LUWTE_WIND_KERNEL(momentum_z);
LUWTE_WIND_KERNEL(outflow);
LUWTE_WIND_KERNEL(times_matrix);
LUWTE_WIND_KERNEL(columns_change);
LUWTE_WIND_KERNEL(add_times);
LUWTE_WIND_KERNEL(correct);
LUWTE_WIND_KERNEL(turbulence);
#undef LUWTE_WIND_KERNEL

}  // namespace

}  // namespace luwte::benches
