// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>
#include <limits>

namespace luwte {

/// Smallest and largest value of a plane. NaN marks missing data and is left out.
struct MinMax {
    float min = std::numeric_limits<float>::quiet_NaN();  ///< unit of the plane; NaN when count is 0
    float max = std::numeric_limits<float>::quiet_NaN();
    std::int64_t count = 0;  ///< values that are not NaN

    friend bool operator==(const MinMax&, const MinMax&) = default;
};

/// In     plane   on `backend`, (ny, nx)
/// Out    the same bits for any number of threads and on either processor: min, max and a count do not
///        depend on the order, and -0 is read as +0
/// Throws RuntimeError when the device fails
/// Cost   one pass, 4 bytes per cell; waits for the result
MinMax min_max(const Backend& backend, View2D<const float> plane);

/// Running sum in place: element n becomes the sum of the elements before it, in row order.
/// In     counts  on `backend`, without gaps between rows, not negative
/// Out    the sum of all, which std::int32_t must hold
/// Throws RuntimeError when it does not, or when the device fails
std::int32_t exclusive_sum(const Backend& backend, View2D<std::int32_t> counts);

/// Sum over a box of the products of two volumes.
/// In     a, b    on `backend`, of one shape, each with strides of its own
/// Out    summed in double and always in the same order, whatever the number of threads; the two processors
///        differ by rounding
/// Throws RuntimeError when the device fails
/// Cost   one pass, 8 bytes per cell; waits for the result
double dot(const Backend& backend, Box3 box, View3D<const float> a, View3D<const float> b);

/// Largest |value| in a box; NaN counts as infinite.
float max_abs(const Backend& backend, Box3 box, View3D<const float> a);

namespace reduce_detail {

/// Partial result with infinities instead of NaN, so that merging needs no branches.
struct Extremes {
    float low = std::numeric_limits<float>::infinity();
    float high = -std::numeric_limits<float>::infinity();
    std::int64_t count = 0;
};

LUWTE_HD Extremes extremes_of(float value) {
    Extremes e;
    if (value == value) {
        e.low = e.high = value + 0.0f;  // -0 + 0 = +0
        e.count = 1;
    }
    return e;
}

struct Merge {
    LUWTE_HD Extremes operator()(const Extremes& a, const Extremes& b) const {
        return {b.low < a.low ? b.low : a.low, b.high > a.high ? b.high : a.high, a.count + b.count};
    }
};

inline MinMax result_of(const Extremes& e) {
    return e.count == 0 ? MinMax{} : MinMax{e.low, e.high, e.count};
}

/// Defined in reduce.cu.
Extremes extremes_cuda(View2D<const float> plane);
std::int64_t exclusive_sum_cuda(View2D<std::int32_t> counts);
double dot_cuda(Box3 box, View3D<const float> a, View3D<const float> b);
float max_abs_cuda(Box3 box, View3D<const float> a);

}  // namespace reduce_detail
}  // namespace luwte
