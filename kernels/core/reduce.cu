// SPDX-License-Identifier: Apache-2.0
/// The reductions of the CUDA backend: the only file that includes CUB and Thrust.
#include "kernels/core/field.hpp"
#include "kernels/core/launch_cuda.cuh"
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

/// From a sum that includes the own value to one that does not.
struct BeforeOwn {
    View2D<const std::int64_t> sums;
    std::int32_t* counts;
    LUWTE_HD void operator()(idx, idx i) const { counts[i] = std::int32_t(sums(0, i) - counts[i]); }
};

}  // namespace

Extremes extremes_cuda(View2D<const float> plane) {
    const Backend device = Backend::cuda();
    const std::int64_t n = std::int64_t(plane.nx) * plane.ny;
    const auto elements =
        thrust::make_transform_iterator(thrust::counting_iterator<std::int64_t>(0), ElementOf{plane});

    Field2D<std::byte> result(device, {1, 1, idx(sizeof(Extremes))}, "extremes", "1");
    const auto out = reinterpret_cast<Extremes*>(result.view().p);
    std::size_t bytes = 0;
    cuda_detail::check(cub::DeviceReduce::Reduce(nullptr, bytes, elements, out, n, Merge{}, Extremes{}),
                       "reduction", "min_max");
    Field2D<std::byte> scratch(device, {1, 1, idx(bytes)}, "scratch", "1");
    cuda_detail::check(
        cub::DeviceReduce::Reduce(scratch.view().p, bytes, elements, out, n, Merge{}, Extremes{}),
        "reduction", "min_max");

    Extremes extremes;
    memory::copy(Backend::cpu(), &extremes, device, out, sizeof extremes);
    return extremes;
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
