// SPDX-License-Identifier: Apache-2.0
/// The launch shapes on a device: each cell once, none outside, the same bits as OpenMP.
#include "kernels/core/cuda_fixture.hpp"
#include "kernels/core/field.hpp"
#include "kernels/core/launch.hpp"

#include <cmath>
#include <cstring>

namespace luwte {
namespace {

class CudaLaunch : public CudaTest {};

struct Visit3 {
    View3D<int> count;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { count(k, j, i) += 1 + 100 * k + 10 * j + i; }
};
struct Visit2 {
    View2D<int> count;
    LUWTE_HD void operator()(idx j, idx i) const { count(j, i) += 1 + 10 * j + i; }
};
struct VisitLine {
    View2D<int> count;
    LUWTE_HD void operator()(idx line) const { count(0, line) += 1 + line; }
};
/// Sums, products, a quotient and a root of neighbours: everything that must agree bit for bit.
struct Arithmetic {
    View2D<const float> in;
    View2D<float> out;
    LUWTE_HD void operator()(idx j, idx i) const {
        const float c = in(j, i), e = in(j, i + 1), n = in(j + 1, i);
        out(j, i) = c + 0.3f * (e - 2.0f * c + n) / (1.0f + c * c) + sqrtf(e * e + n * n);
    }
};

template <int Rank>
Field<int, Rank> zeros(Shape shape) {
    Field<int, Rank> f(Backend::cpu(), shape, "count", "1");
    for (int& v : f.host()) v = 0;
    return f;
}

TEST_F(CudaLaunch, VisitsEveryCellOfABoxOnceAndNoneOutside) {
    for (const idx n : {1, 31, 32, 33, 65}) {
        auto count = zeros<3>({4, 7, n + 2}).copy_to(device);
        for_each_cell<Cuda>(device, "visit", Box3{1, 3, 1, 6, 1, n + 1}, Visit3{count.view()});
        const auto result = count.copy_to(host);
        const auto v = result.view();
        for (idx k = 0; k < 4; ++k)
            for (idx j = 0; j < 7; ++j)
                for (idx i = 0; i < n + 2; ++i) {
                    const bool inside = k >= 1 && k < 3 && j >= 1 && j < 6 && i >= 1 && i < n + 1;
                    ASSERT_EQ(v(k, j, i), inside ? 1 + 100 * k + 10 * j + i : 0) << k << " " << j << " " << i;
                }
    }
}

TEST_F(CudaLaunch, VisitsEveryColumnAndEveryLineOnce) {
    for (const idx n : {1, 31, 32, 33, 65, 1000}) {
        auto columns = zeros<2>({1, 9, n}).copy_to(device);
        for_each_column<Cuda>(device, "columns", Box2{0, 9, 0, n}, Visit2{columns.view()});
        auto lines = zeros<2>({1, 1, n}).copy_to(device);
        cuda_detail::launch_lines("lines", n, VisitLine{lines.view()});
        const auto c = columns.copy_to(host), l = lines.copy_to(host);
        for (idx j = 0; j < 9; ++j)
            for (idx i = 0; i < n; ++i) ASSERT_EQ(c.view()(j, i), 1 + 10 * j + i);
        for (idx i = 0; i < n; ++i) ASSERT_EQ(l.view()(0, i), 1 + i);
    }
}

TEST_F(CudaLaunch, RepeatsWhereThereAreMoreThan65535BlocksInZ) {
    const idx nz = 65535 + 3;
    auto count = zeros<3>({nz, 1, 1}).copy_to(device);
    for_each_cell<Cuda>(device, "tall", Box3{0, nz, 0, 1, 0, 1}, Visit3{count.view()});
    const auto result = count.copy_to(host);
    for (idx k = 0; k < nz; ++k) ASSERT_EQ(result.host()[std::size_t(k)], 1 + 100 * k);
}

TEST_F(CudaLaunch, OverAnEmptyBoxDoesNothing) {
    auto count = zeros<2>({1, 3, 3}).copy_to(device);
    for_each_cell<Cuda>(device, "empty", Box2{2, 1, 0, 3}, Visit2{count.view()});
    cuda_detail::launch_lines("empty", 0, VisitLine{count.view()});
    device.synchronize();
    const auto result = count.copy_to(host);
    for (const int v : result.host()) EXPECT_EQ(v, 0);
}

TEST_F(CudaLaunch, ArithmeticAgreesBitForBitWithOpenMP) {
    const idx ny = 65, nx = 131;
    Field2D<float> in(host, {1, ny, nx}, "in", "1");
    for (std::size_t n = 0; n < in.size(); ++n) in.host()[n] = 10.0f * std::sin(float(n));
    Field2D<float> on_cpu = in.copy_to(host), out = in.copy_to(device);
    const Field2D<float> in_device = in.copy_to(device);
    const Box2 box{0, ny - 1, 0, nx - 1};
    for (idx j = box.j0; j < box.j1; ++j)
        for (idx i = box.i0; i < box.i1; ++i) Arithmetic{in.cview(), on_cpu.view()}(j, i);
    for_each_cell<Cuda>(device, "arithmetic", box, Arithmetic{in_device.cview(), out.view()});
    const Field2D<float> on_device = out.copy_to(host);
#if LUWTE_STRICT_FP
    EXPECT_EQ(std::memcmp(on_cpu.cview().p, on_device.cview().p, in.size() * sizeof(float)), 0);
#else
    // Fused multiply-add on the device rounds once less; the terms are below 30, so are 4 ulp of their sum.
    for (std::size_t n = 0; n < in.size(); ++n) ASSERT_NEAR(on_cpu.host()[n], on_device.host()[n], 8e-6f);
#endif
}

}  // namespace
}  // namespace luwte
