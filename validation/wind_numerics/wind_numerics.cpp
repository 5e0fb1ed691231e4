// SPDX-License-Identifier: Apache-2.0
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"
#include "validation/wind_numerics/manufactured.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

namespace {

using wind::ghosts;

ValidationRow judged(const char* metric, double value, const char* asked, bool met, const char* reason) {
    return {"wind_numerics", metric, value, "1", asked, met, reason, ""};
}

// A block of 20 x 12 x 10 m in open land.

WindDomain with_block(double south) {
    return test_wind::domain(30, 24, 4, test_wind::levels(1, 1.2, 60), 0.03,
                             [=](double x, double y, double z) {
                                 return x > 40 && x < 60 && y > south && y < south + 12 && z < 10;
                             });
}

struct Velocities {
    Field3D<float> u, v, w;
    explicit Velocities(const WindModel& m)
        : u(m.u().copy_to(Backend::cpu())),
          v(m.v().copy_to(Backend::cpu())),
          w(m.w().copy_to(Backend::cpu())) {}
};

/// What flows out of all sides less what flows in, over the latter, and the largest |div u| dx over the
/// highest inflow speed; sums in double.
struct Imbalance {
    double all = 0, cell = 0;

    Imbalance(const Velocities& f, const WindDomain& d, wind::Extents e, double top_speed) {
        const auto u = f.u.view(), v = f.v.view(), w = f.w.view();
        double in = 0, net = 0;
        for (idx k = 1; k <= e.nz; ++k) {
            const double h = d.thickness[std::size_t(k - 1)], area = h * d.cell_size;
            const auto through = [&](double outward) {
                net += area * outward, in += area * std::max(-outward, 0.0);
            };
            for (idx j = ghosts; j < e.ny + ghosts; ++j) {
                through(-double(u(k, j, ghosts - 1))), through(u(k, j, e.nx + ghosts - 1));
                for (idx i = ghosts; i < e.nx + ghosts; ++i) {
                    const double div = (double(u(k, j, i)) - double(u(k, j, i - 1)) + double(v(k, j, i)) -
                                        double(v(k, j - 1, i))) /
                                           d.cell_size +
                                       (double(w(k, j, i)) - double(w(k - 1, j, i))) / h;
                    cell = std::max(cell, std::abs(div) * d.cell_size / top_speed);
                }
            }
            for (idx i = ghosts; i < e.nx + ghosts; ++i)
                through(-double(v(k, ghosts - 1, i))), through(v(k, e.ny + ghosts - 1, i));
        }
        all = net / in;
    }
};

void add_block(std::vector<ValidationRow>& rows) {
    const WindDomain d = with_block(24), mirrored = with_block(96 - 24 - 12);
    const WindProfile in = log_law(test_wind::heights_with_top(d), 5, 10, 0.03);
    const auto run = [&](const WindDomain& domain) {
        WindModel model(Backend::automatic(), domain, {});
        model.start(in, 270);
        model.iterate(800);
        return model;
    };
    const WindModel a = run(d), b = run(mirrored);
    const double top = double(in.speed.back());
    const Velocities va(a), vb(b);
    const wind::Extents e = a.extents();
    double worst = 0;
    for (idx k = 1; k <= e.nz; ++k)
        for (idx j = ghosts; j < e.ny + ghosts; ++j)
            for (idx i = ghosts; i < e.nx + ghosts; ++i) {
                const double u = va.u.view()(k, j, i) - vb.u.view()(k, e.ny + 2 * ghosts - 1 - j, i);
                const double v = va.v.view()(k, j, i) + vb.v.view()(k, e.ny + 2 * ghosts - 2 - j, i);
                worst = std::max({worst, std::abs(u) / top, std::abs(v) / top});
            }
    const Imbalance imbalance(va, d, e, top);
    rows.push_back(judged("signed_imbalance", std::abs(imbalance.all), "<= 1e-6",
                          std::abs(imbalance.all) <= 1e-6,
                          "out less in over all sides, over what flows in; double sums"));
    rows.push_back(judged("largest_divergence", imbalance.cell, "<= 1e-5", imbalance.cell <= 1e-5,
                          "|div u| dx over the highest inflow speed, worst cell"));
    rows.push_back(judged("mirror_difference", worst, "<= 1e-4", worst <= 1e-4,
                          "of a mirrored scene, over the highest inflow speed, worst cell"));
    rows.push_back({"wind_numerics",
                    "change_in_the_last_iteration",
                    a.last_change(),
                    "1",
                    "",
                    {},
                    "block: root mean square, over the highest inflow speed",
                    ""});
}

/// Between floor and ceiling 10 m apart, both rough alike: in developed flow the fall of pressure is what the
/// two take, and the stress is a straight line between them. What leaves the domain is what enters in the
/// next pass.
void add_channel(std::vector<ValidationRow>& rows, const ValidationContext& context) {
    constexpr idx length = 40, height = 10, passes = 60;
    constexpr double z0 = 0.01;
    WindDomain d = test_wind::domain(length, 8, 1, std::vector<double>(std::size_t(height + 2), 1.0), z0,
                                     [](double, double, double z) { return z > height; });
    d.side_roughness = z0;
    const std::size_t given = d.thickness.size() + 1;
    WindProfile in{std::vector<float>(given, 5.0f), std::vector<float>(given, 0.3f),
                   std::vector<float>(given, 0.1f)};
    WindModel model(Backend::automatic(), d, {});
    constexpr idx row = ghosts + 4, end = ghosts + length - 4;
    double change = 1;
    Field3D<float> u, p, k, epsilon, nu;
    for (int pass = 0; pass < passes; ++pass) {
        model.start(in, 270);
        model.iterate(100);
        u = model.u().copy_to(Backend::cpu()), p = model.pressure().copy_to(Backend::cpu());
        k = model.k().copy_to(Backend::cpu()), epsilon = model.epsilon().copy_to(Backend::cpu());
        nu = model.viscosity().copy_to(Backend::cpu());
        change = 0;
        for (idx n = 1; n <= height; ++n) {
            const auto l = std::size_t(n - 1);
            const float now = u.view()(n, row, end);
            change = std::max(change, std::abs(double(now) - double(in.speed[l])) / 5);
            in.speed[l] = now, in.k[l] = k.view()(n, row, end), in.epsilon[l] = epsilon.view()(n, row, end);
        }
    }
    const auto at = [&](idx n) { return double(u.view()(n, row, end)); };
    constexpr idx back = 10;
    const double fall = (double(p.view()(5, row, end - back)) - double(p.view()(5, row, end))) / back;
    const double friction =
        std::pow(double(wind::TurbulenceConstants{}.kappa) / std::log((0.5 + z0) / z0), 2);
    const double walls = friction * (at(1) * at(1) + at(height) * at(height)), on_wall = 0.5 * walls;
    const double balance = fall * height / walls - 1;
    double off = 0;
    Panel stress{"channel",
                 "height, m",
                 "stress over that on the walls",
                 {{"solver", {}, true}, {"straight line", {{0, 1}, {double(height), -1}}}}};
    Panel speed{"channel", "height, m", "speed, m/s", {{"solver", {}}}};
    for (idx n = 1; n < height; ++n) {
        const auto v = nu.view();
        const double mean = 0.25 * (double(v(n, row, end)) + double(v(n + 1, row, end)) +
                                    double(v(n, row, end + 1)) + double(v(n + 1, row, end + 1)));
        const double value = mean * (at(n + 1) - at(n)) / on_wall, z = double(n);
        off = std::max(off, std::abs(value - (1 - 2 * z / height)));
        stress.curves[0].points.push_back({z, value});
    }
    for (idx n = 1; n <= height; ++n) speed.curves[0].points.push_back({double(n) - 0.5, at(n)});
    draw_panels(context, "wind_numerics", "Developed flow between floor and ceiling 10 m apart",
                {speed, stress});
    rows.push_back(judged("channel_momentum_balance", std::abs(balance), "<= 0.01", std::abs(balance) <= 0.01,
                          "fall of pressure over 10 m against friction of floor and ceiling"));
    rows.push_back(judged("channel_stress_off_line", off, "<= 0.02", off <= 0.02,
                          "largest distance of the stress from a straight line, over that on the walls"));
    rows.push_back({"wind_numerics",
                    "channel_change",
                    change,
                    "1",
                    "",
                    {},
                    "of the speed from one pass of 36 m to the next, over the mean speed",
                    ""});
}

}  // namespace

std::vector<ValidationRow> validate_wind_numerics(const ValidationContext& context) {
    std::vector<ValidationRow> rows;
    const char* const names[] = {"order_of_momentum_x", "order_of_momentum_y", "order_of_momentum_z"};
    for (int axis = 0; axis < 3; ++axis) {
        const double order = observed_order(axis, 40, 0.39);
        rows.push_back(judged(names[axis], order, ">= 1.8", order >= 1.8,
                              "observed from 40 to 80 cells a wave, away from extremes; 2 is second order"));
    }
    rows.push_back({"wind_numerics",
                    "order_of_momentum_x_at_extremes",
                    observed_order(0, 40, 0),
                    "1",
                    "",
                    {},
                    "the same where v and w turn: there the correction is 0 and the scheme of first order",
                    ""});
    add_block(rows);
    add_channel(rows, context);
    return rows;
}

}  // namespace luwte
