// SPDX-License-Identifier: Apache-2.0
/// The mathematics of kernels on a device against the CPU, over every magnitude, sign and special value.
#include "kernels/core/cuda_fixture.hpp"
#include "kernels/core/field.hpp"
#include "kernels/core/launch.hpp"
#include "kernels/core/math.hpp"

#include <array>
#include <bit>
#include <cmath>

namespace luwte {
namespace {

constexpr std::array<const char*, 10> function_names = {"exp", "log",  "pow(x, 0.29)", "pow(x, 4)", "sin",
                                                        "cos", "atan", "floor",        "sqrt",      "abs"};

/// out(n, i) = function n of x(0, i)
struct EveryFunction {
    View2D<const float> x;
    View2D<float> out;
    LUWTE_HD void operator()(idx, idx i) const {
        const float v = x(0, i);
        out(0, i) = math::exp(v);
        out(1, i) = math::log(v);
        out(2, i) = math::pow(v, 0.29f);
        out(3, i) = math::pow(v, 4.0f);
        out(4, i) = math::sin(v);
        out(5, i) = math::cos(v);
        out(6, i) = math::atan(v);
        out(7, i) = math::floor(v);
        out(8, i) = math::sqrt(v);
        out(9, i) = math::abs(v);
    }
};

bool agree(float a, float b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
#if LUWTE_STRICT_FP
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
#else
    // Fused multiply-add moves the last digits; 4e-6 covers pow, whose error grows with |y log x|.
    return a == b || std::fabs(a - b) <= 3e-7f + 4e-6f * std::fabs(a);
#endif
}

class CudaMath : public CudaTest {
  protected:
    /// Evaluates every function of x on either processor and expects agreement of `functions`.
    void expect_agreement(const Field2D<float>& x, std::initializer_list<idx> functions) {
        const idx n = x.shape().nx;
        Field2D<float> on_cpu(host, {1, idx(function_names.size()), n}, "out", "1");
        Field2D<float> out(device, on_cpu.shape(), "out", "1");
        const Field2D<float> x_device = x.copy_to(device);
        for (idx i = 0; i < n; ++i) EveryFunction{x.cview(), on_cpu.view()}(0, i);
        for_each_cell<Cuda>(device, "mathematics", Box2{0, 1, 0, n},
                            EveryFunction{x_device.cview(), out.view()});
        const Field2D<float> on_device = out.copy_to(host);
        const auto a = on_cpu.cview(), b = on_device.cview();
        for (const idx f : functions)
            for (idx i = 0; i < n; ++i)
                ASSERT_TRUE(agree(a(f, i), b(f, i)))
                    << function_names[std::size_t(f)] << ", x = " << x.cview()(0, i) << ": " << a(f, i)
                    << " on the CPU, " << b(f, i) << " on the device";
    }
};

TEST_F(CudaMath, AgreesWithTheCpuForEveryMagnitude) {
    // Every 65,551-th float: all exponents, both signs, denormals, infinities and NaN.
    Field2D<float> x(host, {1, 1, 65521}, "x", "1");
    for (std::size_t i = 0; i < x.size(); ++i) x.host()[i] = std::bit_cast<float>(std::uint32_t(i) * 65551u);
    expect_agreement(x, {0, 1, 2, 3, 6, 7, 8, 9});
#if LUWTE_STRICT_FP
    expect_agreement(x, {4, 5});  // otherwise only where their error is stated: see the next test
#endif
}

TEST_F(CudaMath, SineAndCosineAgreeWithTheCpuForAngles) {
    Field2D<float> x(host, {1, 1, 20011}, "x", "rad");
    for (std::size_t i = 0; i < x.size(); ++i) x.host()[i] = (float(i) - 10005.0f) * 0.0173f;
    expect_agreement(x, {4, 5});
}

}  // namespace
}  // namespace luwte
