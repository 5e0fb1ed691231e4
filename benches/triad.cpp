// SPDX-License-Identifier: Apache-2.0
#include "benches/triad.hpp"

#include "kernels/core/field.hpp"
#include "kernels/core/launch.hpp"

#include <algorithm>
#include <chrono>

namespace luwte::benches {

namespace {

struct Triad {
    View2D<float> a;
    View2D<const float> b, c;
    LUWTE_HD void operator()(idx j, idx i) const { a(j, i) = b(j, i) + 3.0f * c(j, i); }
};
struct Set {
    View2D<float> a, b, c;
    LUWTE_HD void operator()(idx j, idx i) const { a(j, i) = 0.0f, b(j, i) = 1.0f, c(j, i) = 2.0f; }
};

constexpr idx rows = 1024, columns = 32768;  // 128 MiB per array

struct Arrays {
    Shape shape{1, rows, columns};
    Field2D<float> a{Backend::cpu(), shape, "a", "1"}, b{Backend::cpu(), shape, "b", "1"},
        c{Backend::cpu(), shape, "c", "1"};
    Arrays() { for_each_cell<Cpu>(Backend::cpu(), "set", box(), Set{a.view(), b.view(), c.view()}); }
    Box2 box() const { return {0, rows, 0, columns}; }
    double bytes() const { return 12.0 * double(shape.size()); }
    void run() { for_each_cell<Cpu>(Backend::cpu(), "triad", box(), Triad{a.view(), b.cview(), c.cview()}); }
};

void triad(benchmark::State& state) {
    Arrays arrays;
    for (auto _ : state) {
        arrays.run();
        benchmark::ClobberMemory();
    }
    count_bytes(state, arrays.bytes());
}
BENCHMARK(triad)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

double triad_bytes_per_second() {
    static const double best = [] {
        Arrays arrays;
        double seconds = 1e9;
        for (int n = 0; n < 40; ++n) {
            const auto start = std::chrono::steady_clock::now();
            arrays.run();
            benchmark::ClobberMemory();
            seconds = std::min(
                seconds, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        }
        return arrays.bytes() / seconds;
    }();
    return best;
}

void count_bytes(benchmark::State& state, double bytes_per_iteration) {
    using benchmark::Counter;
    const double bytes = bytes_per_iteration * double(state.iterations());
    state.counters["bytes_per_second"] = Counter(bytes, Counter::kIsRate);
    state.counters["share_of_triad"] = Counter(bytes / triad_bytes_per_second(), Counter::kIsRate);
}

}  // namespace luwte::benches
