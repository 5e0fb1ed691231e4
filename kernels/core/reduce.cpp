// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/reduce.hpp"

#include "kernels/core/error.hpp"

#include <string>
#include <utility>
#include <vector>

namespace luwte {

namespace {

/// One partial result per row, then the rows in order.
reduce_detail::Extremes extremes_cpu(View2D<const float> plane) {
    using namespace reduce_detail;
    std::vector<Extremes> rows(std::size_t(plane.ny));
#pragma omp parallel for schedule(static)
    for (idx j = 0; j < plane.ny; ++j) {
        const float* row = plane.row(j);
        Extremes e;
        float low = e.low, high = e.high;
        std::int32_t count = 0;
#pragma omp simd reduction(min : low) reduction(max : high) reduction(+ : count)
        for (idx i = 0; i < plane.nx; ++i) {
            const float value = row[i] + 0.0f;
            low = value < low ? value : low;  // false for NaN
            high = value > high ? value : high;
            count += value == value;
        }
        rows[std::size_t(j)] = {low, high, count};
    }
    Extremes all;
    for (const Extremes& row : rows) all = Merge{}(all, row);
    return all;
}

}  // namespace

MinMax min_max([[maybe_unused]] const Backend& backend, View2D<const float> plane) {
    if (plane.nx <= 0 || plane.ny <= 0) return {};
#if LUWTE_HAS_CUDA
    if (!backend.is_cpu()) return reduce_detail::result_of(reduce_detail::extremes_cuda(plane));
#endif
    return reduce_detail::result_of(extremes_cpu(plane));
}

std::int32_t exclusive_sum([[maybe_unused]] const Backend& backend, View2D<std::int32_t> counts) {
    if (counts.nx <= 0 || counts.ny <= 0) return 0;
    std::int64_t sum = 0;
#if LUWTE_HAS_CUDA
    if (!backend.is_cpu())
        sum = reduce_detail::exclusive_sum_cuda(counts);
    else
#endif
        for (idx j = 0; j < counts.ny; ++j)
            for (idx i = 0; i < counts.nx; ++i) sum += std::exchange(counts(j, i), std::int32_t(sum));
    if (sum > std::numeric_limits<std::int32_t>::max())
        throw RuntimeError("a list of " + std::to_string(sum) +
                           " items is too long to be counted; take larger cells or a smaller area");
    return std::int32_t(sum);
}

}  // namespace luwte
