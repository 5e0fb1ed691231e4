// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

namespace luwte::benches {

/// What this machine moves in a = b + s c over arrays far larger than its caches, all threads, best of
/// ten [B s-1]; 12 B per element counted, as STREAM does. Measured once, at first use.
double triad_bytes_per_second();

/// Sets `bytes_per_second` and `share_of_triad` from the bytes that one iteration must move at least.
void count_bytes(benchmark::State& state, double bytes_per_iteration);

}  // namespace luwte::benches
