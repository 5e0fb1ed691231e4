// SPDX-License-Identifier: Apache-2.0
/// The reductions of the CUDA backend: the only file that includes CUB and Thrust.
#include "kernels/core/field.hpp"
#include "kernels/core/launch_cuda.cuh"
#include "kernels/core/math.hpp"
#include "kernels/core/reduce.hpp"

#include <cub/device/device_reduce.cuh>
#include <cub/device/device_scan.cuh>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/iterator/transform_iterator.h>

namespace luwte::reduce_detail {

namespace {

/// Element n of the plane in row order.
struct ElementOf {
    View2D<const float> plane;
    LUWTE_HD Extremes operator()(std::int64_t n) const {
        return extremes_of(plane(idx(n / plane.nx), idx(n % plane.nx)));
    }
};

/// Cell n of a box, in row order.
struct CellOf {
    Box3 box;
    LUWTE_HD std::ptrdiff_t operator()(std::int64_t n, std::ptrdiff_t sy, std::ptrdiff_t sz) const {
        const std::int64_t nx = box.i1 - box.i0, ny = box.j1 - box.j0;
        return (box.k0 + n / (nx * ny)) * sz + (box.j0 + n / nx % ny) * sy + box.i0 + n % nx;
    }
    std::int64_t count() const {
        return std::int64_t(box.k1 - box.k0) * (box.j1 - box.j0) * (box.i1 - box.i0);
    }
};
struct ProductOf {
    CellOf cell;
    View3D<const float> a, b;
    LUWTE_HD double operator()(std::int64_t n) const {
        return double(a.p[cell(n, a.sy, a.sz)]) * double(b.p[cell(n, b.sy, b.sz)]);
    }
};
struct SizeOf {
    CellOf cell;
    View3D<const float> a;
    LUWTE_HD float operator()(std::int64_t n) const {
        const float size = math::abs(a.p[cell(n, a.sy, a.sz)]);
        return size <= 3.4e38f ? size : math::detail::infinity;
    }
};
struct Plus {
    LUWTE_HD double operator()(double a, double b) const { return a + b; }
};
struct Larger {
    LUWTE_HD float operator()(float a, float b) const { return a > b ? a : b; }
};

/// `element(n)` of n = 0 to count - 1, joined by `join`; CUB joins in a fixed order.
template <class T, class Element, class Join>
T reduced(std::int64_t count, const Element& element, const Join& join, const char* name) {
    const Backend device = Backend::cuda();
    const auto elements =
        thrust::make_transform_iterator(thrust::counting_iterator<std::int64_t>(0), element);
    Field2D<std::byte> result(device, {1, 1, idx(sizeof(T))}, name, "1");
    const auto out = reinterpret_cast<T*>(result.view().p);
    std::size_t bytes = 0;
    cuda_detail::check(cub::DeviceReduce::Reduce(nullptr, bytes, elements, out, count, join, T{}),
                       "reduction", name);
    Field2D<std::byte> scratch(device, {1, 1, idx(bytes)}, "scratch", "1");
    cuda_detail::check(cub::DeviceReduce::Reduce(scratch.view().p, bytes, elements, out, count, join, T{}),
                       "reduction", name);
    T value;
    memory::copy(Backend::cpu(), &value, device, out, sizeof value);
    return value;
}

/// From a sum that includes the own value to one that does not.
struct BeforeOwn {
    View2D<const std::int64_t> sums;
    std::int32_t* counts;
    LUWTE_HD void operator()(idx, idx i) const { counts[i] = std::int32_t(sums(0, i) - counts[i]); }
};

}  // namespace

Extremes extremes_cuda(View2D<const float> plane) {
    const std::int64_t n = std::int64_t(plane.nx) * plane.ny;
    return reduced<Extremes>(n, ElementOf{plane}, Merge{}, "min_max");
}

double dot_cuda(Box3 box, View3D<const float> a, View3D<const float> b) {
    const CellOf cell{box};
    return reduced<double>(cell.count(), ProductOf{cell, a, b}, Plus{}, "dot");
}

float max_abs_cuda(Box3 box, View3D<const float> a) {
    const CellOf cell{box};
    return reduced<float>(cell.count(), SizeOf{cell, a}, Larger{}, "max_abs");
}

std::int64_t exclusive_sum_cuda(View2D<std::int32_t> counts) {
    const Backend device = Backend::cuda();
    const std::int64_t n = std::int64_t(counts.nx) * counts.ny;
    // The last element's own value is not in the running sum; sums beyond 31 bits show in 64.
    Field2D<std::int64_t> sums(device, {1, 1, idx(n)}, "running sum", "1");
    std::size_t bytes = 0;
    const auto in = counts.p;
    cuda_detail::check(cub::DeviceScan::InclusiveSum(nullptr, bytes, in, sums.view().p, n), "sum", "scan");
    Field2D<std::byte> scratch(device, {1, 1, idx(bytes)}, "scratch", "1");
    cuda_detail::check(cub::DeviceScan::InclusiveSum(scratch.view().p, bytes, in, sums.view().p, n), "sum",
                       "scan");
    cuda_detail::for_each("running sum", Box2{0, 1, 0, idx(n)}, BeforeOwn{sums.cview(), in});
    std::int64_t last = 0;
    memory::copy(Backend::cpu(), &last, device, sums.cview().p + (n - 1), sizeof last);
    return last;
}

}  // namespace luwte::reduce_detail
