// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/reduce.hpp"

#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace luwte {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

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

double dot([[maybe_unused]] const Backend& backend, Box3 box, View3D<const float> a, View3D<const float> b) {
#if LUWTE_HAS_CUDA
    if (!backend.is_cpu()) return reduce_detail::dot_cuda(box, a, b);
#endif
    // One sum per row in lanes of its own, then the rows in order.
    const idx rows = (box.k1 - box.k0) * (box.j1 - box.j0);
    std::vector<double> sums(std::size_t(std::max(rows, 0)));
#pragma omp parallel for schedule(static) if (std::int64_t(rows) * (box.i1 - box.i0) >= (1 << 14))
    for (idx r = 0; r < rows; ++r) {
        const idx k = box.k0 + r / (box.j1 - box.j0), j = box.j0 + r % (box.j1 - box.j0);
        const float *x = &a(k, j, 0), *y = &b(k, j, 0);
        double sum = 0;
#pragma omp simd reduction(+ : sum)
        for (idx i = box.i0; i < box.i1; ++i) sum += double(x[i]) * double(y[i]);
        sums[std::size_t(r)] = sum;
    }
    double all = 0;
    for (const double sum : sums) all += sum;
    return all;
}

float max_abs([[maybe_unused]] const Backend& backend, Box3 box, View3D<const float> a) {
#if LUWTE_HAS_CUDA
    if (!backend.is_cpu()) return reduce_detail::max_abs_cuda(box, a);
#endif
    float most = 0;
#pragma omp parallel for collapse(2) schedule(static) reduction(max : most)
    for (idx k = box.k0; k < box.k1; ++k)
        for (idx j = box.j0; j < box.j1; ++j) {
            const float* x = &a(k, j, 0);
            float row = 0;
#pragma omp simd reduction(max : row)
            for (idx i = box.i0; i < box.i1; ++i) {
                const float size = std::abs(x[i]);
                row = std::max(row, size <= std::numeric_limits<float>::max() ? size : infinity);
            }
            most = std::max(most, row);
        }
    return most;
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
