// SPDX-License-Identifier: Apache-2.0
// Measures the triad first (its name sorts it nowhere: benchmarks run in the order of registration), so
// that every other bench can state its share of it.
#include "benches/triad.hpp"

#include <string>

#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::AddCustomContext("triad_bytes_per_second",
                                std::to_string(luwte::benches::triad_bytes_per_second()));
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
