// SPDX-License-Identifier: Apache-2.0
#include "validation/wind_numerics/manufactured.hpp"

#include "kernels/core/field.hpp"
#include "kernels/wind/momentum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace luwte {

namespace {

using Point = std::array<double, 3>;

/// A flow without divergence and its eddies' viscosity, smooth and of one size in every direction.
double velocity(int axis, const Point& p) {
    const double x = p[0], y = p[1], z = p[2];
    if (axis == 0) return 1.0 + 0.3 * std::sin(x) * std::cos(y) * std::cos(z);
    if (axis == 1) return 0.5 - 0.2 * std::cos(x) * std::sin(y) * std::cos(z);
    return 0.3 - 0.1 * std::cos(x) * std::cos(y) * std::sin(z);
}
double pressure(const Point& p) { return 0.2 * std::sin(p[0]) * std::cos(p[1] + p[2]); }
double viscosity(const Point& p) { return 0.1 + 0.03 * std::sin(p[0] + p[1] - p[2]); }

/// df/dx_axis
template <class F>
double slope(const F& f, Point p, int axis) {
    constexpr double step = 1e-3;
    Point q = p;
    p[std::size_t(axis)] += step, q[std::size_t(axis)] -= step;
    return (f(p) - f(q)) / (2 * step);
}

/// What convection, stresses and pressure leave of one component: the change that it would make.
double exact(int axis, const Point& p) {
    double sum = 0;
    for (int j = 0; j < 3; ++j)
        sum += slope(
            [&](const Point& q) {
                const double strain = slope([&](const Point& r) { return velocity(axis, r); }, q, j) +
                                      slope([&](const Point& r) { return velocity(j, r); }, q, axis);
                return viscosity(q) * strain - velocity(axis, q) * velocity(j, q) -
                       (axis == j ? pressure(q) : 0.0);
            },
            p, j);
    return sum;
}

/// Mean |error| of what the kernel leaves, on n cells to a wave, in a cube of an eighth of it from phase
/// `begin` on.
template <int Axis>
double error(idx n, double begin) {
    const double h = 2 * 3.14159265358979324 / double(n);
    const idx size = n / 8 + 4;
    const auto cell = [&](idx k, idx j, idx i) {
        return Point{begin + h * double(i - 2), begin + h * double(j - 2), begin + h * double(k - 2)};
    };
    const auto make = [&](const auto& value, int face) {
        Field3D<float> f(Backend::cpu(), {size, size, size}, "", "");
        for (idx k = 0; k < size; ++k)
            for (idx j = 0; j < size; ++j)
                for (idx i = 0; i < size; ++i) {
                    Point p = cell(k, j, i);
                    if (face >= 0) p[std::size_t(face)] += 0.5 * h;
                    f.view()(k, j, i) = float(value(p));
                }
        return f;
    };
    const auto of = [&](int axis) { return make([=](const Point& p) { return velocity(axis, p); }, axis); };
    const Field3D<float> u = of(0), v = of(1), w = of(2), p = make(pressure, -1), nu = make(viscosity, -1);
    const Field3D<float> none = make([](const Point&) { return 0.0; }, -1);
    Field3D<float> next = make([](const Point&) { return 0.0; }, -1),
                   conductance = next.copy_to(Backend::cpu());
    Field3D<std::uint8_t> bits(Backend::cpu(), u.shape(), "", "");
    std::ranges::fill(bits.host(),
                      std::uint8_t(wind::air | wind::east_solved | wind::north_solved | wind::top_solved));
    const std::vector<float> thickness(std::size_t(size), static_cast<float>(h));
    std::vector<float> spans(std::size_t(wind::Spans::numbers * size), 0.5f);
    std::fill_n(spans.begin(), 2 * size, float(1 / h));
    const wind::Levels levels{float(h),     float(1 / h), thickness.data(), thickness.data(), spans.data(),
                              spans.data(), size};
    Field2D<float> friction(Backend::cpu(), {1, size, size}, "", "");
    std::ranges::fill(friction.host(), 0.0f);
    Field3D<std::uint8_t> whole(Backend::cpu(), u.shape(), "", "");
    std::ranges::fill(whole.host(), std::uint8_t(wind::OpenShares::whole));
    const auto open = whole.cview();
    const std::vector<float> no_roofs(std::size_t(size), 0.0f);
    const wind::Momentum<Axis> momentum{{u.view(),
                                         v.view(),
                                         w.view(),
                                         p.view(),
                                         none.view(),
                                         none.view(),
                                         nu.view(),
                                         none.view(),
                                         {open, open, open, open}},
                                        bits.view(),
                                        levels,
                                        {friction.view(), 0.0f, friction.view(), no_roofs.data()},
                                        {1.0f, 0.0f},
                                        next.view(),
                                        conductance.view()};
    const Field3D<float>& own = Axis == 0 ? u : Axis == 1 ? v : w;
    double sum = 0;
    for (idx k = 2; k < size - 2; ++k)
        for (idx j = 2; j < size - 2; ++j)
            for (idx i = 2; i < size - 2; ++i) {
                momentum(k, j, i);
                // next = own + left volume / step, conductance = h^4 / step
                const double change = double(next.view()(k, j, i)) - double(own.view()(k, j, i));
                Point at = cell(k, j, i);
                at[Axis] += 0.5 * h;
                sum += std::abs(change * h / double(conductance.view()(k, j, i)) - exact(Axis, at));
            }
    return sum / std::pow(double(size - 4), 3);
}

}  // namespace

double observed_order(int axis, idx coarse, double begin) {
    const auto both = [&]<int Axis>() {
        return std::log2(error<Axis>(coarse, begin) / error<Axis>(2 * coarse, begin));
    };
    return axis == 0   ? both.template operator()<0>()
           : axis == 1 ? both.template operator()<1>()
                       : both.template operator()<2>();
}

}  // namespace luwte
