// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/reduce.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/wind/test_domains.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double degree = std::numbers::pi / 180;

Field3D<float> zeros(const wind::Extents& e) {
    Field3D<float> f(Backend::cpu(), {e.layers(), e.columns_y(), e.columns_x()}, "", "");
    std::ranges::fill(f.host(), 0.0f);
    return f;
}

double sum(const Field3D<float>& f) {
    double total = 0;
    for (const float x : f.host()) total += double(x);
    return total;
}

/// Blocks of 12 to 20 m with streets between them, 200 x 160 m, and the wind around them.
WindModel around_blocks(double from) {
    const WindDomain domain =
        test_wind::domain(50, 40, 4, test_wind::levels(0.6, 1.2, 70), 0.03, [](double x, double y, double z) {
            const double a = x - 40, b = y - 30;
            return a > 0 && a < 116 && b > 0 && b < 96 && std::fmod(a, 40) < 28 && std::fmod(b, 34) < 20 &&
                   z < 12 + std::fmod(a + b, 8);
        });
    WindModel wind(Backend::cpu(), domain, {});
    wind.start(log_law(test_wind::heights_with_top(domain), 5.0, 10.0, 0.1), from);
    wind.iterate(200);
    return wind;
}

/// Some air near the ground: 1 in each cell of a street.
Field3D<float> street(const WindModel& wind, idx first_row, idx last_row, idx first_column, idx last_column) {
    Field3D<float> f = zeros(wind.extents());
    for (idx j = first_row; j < last_row; ++j)
        for (idx i = first_column; i < last_column; ++i)
            f.view()(1, j, i) = wind.viscosity().view()(1, j, i) > 0 ? 1.0f : 0.0f;
    return f;
}

ValidationRow row(const char* name, const char* metric, double value, const char* acceptance, bool pass,
                  std::string reason) {
    return {name, metric, value, "1", acceptance, pass, std::move(reason), ""};
}

/// Width of a plume in even wind over that of the closed solution, at distances from the source.
struct PlumeWidths {
    std::vector<double> at, ratio;
    double worst(double from) const {
        double most = 0;
        for (std::size_t n = 0; n < at.size(); ++n)
            if (at[n] >= from) most = std::max(most, std::abs(ratio[n] - 1));
        return most;
    }
};

constexpr double speed = 4;  ///< m s-1
constexpr double plume_side = 256, plume_level = 4;
constexpr idx plume_levels = 30;

PlumeWidths plume(double from, double dx, double diffusivity) {
    const auto n = idx(plume_side / dx);
    const WindDomain domain =
        test_wind::domain(n, n, dx, std::vector<double>(std::size_t(plume_levels), plume_level), 0.03,
                          [](double, double, double) { return false; });
    constexpr double schmidt = 0.7;
    WindProfile in;
    in.speed.assign(std::size_t(plume_levels) + 1, float(speed));
    in.k.assign(in.speed.size(), 1.0f);
    in.epsilon.assign(in.speed.size(), float(0.09 / (schmidt * diffusivity)));
    WindModel wind(Backend::cpu(), domain, {});
    wind.start(in, from);
    ScalarModel model(wind, {});
    Field3D<float> source = zeros(wind.extents()), c = zeros(wind.extents());
    const double east = -std::sin(from * degree), north = -std::cos(from * degree);
    const auto column = [&](double along) {
        return wind::ghosts + idx((0.5 * plume_side - 88 * along) / dx);
    };
    const idx source_i = column(east), source_j = column(north);
    source.view()(plume_levels / 2, source_j, source_i) = 1;
    model.solve(source, c);

    PlumeWidths widths;
    for (double at = 40; at <= 160; at += 20) {
        double mass = 0, first = 0, second = 0;
        for (idx k = 1; k <= plume_levels; ++k)
            for (idx j = wind::ghosts; j < n + wind::ghosts; ++j)
                for (idx i = wind::ghosts; i < n + wind::ghosts; ++i) {
                    const double x = dx * (i - source_i), y = dx * (j - source_j);
                    if (std::abs(x * east + y * north - at) > 4) continue;
                    const double aside = y * east - x * north, value = double(c.view()(k, j, i));
                    mass += value, first += value * aside, second += value * aside * aside;
                }
        const double variance = second / mass - (first / mass) * (first / mass);
        const double exact = 2 * diffusivity * at / speed + std::pow(2 * diffusivity / speed, 2);
        widths.at.push_back(at), widths.ratio.push_back(std::sqrt(variance / exact));
    }
    return widths;
}

}  // namespace

std::vector<ValidationRow> validate_scalar_conservation(const ValidationContext&) {
    double worst = 0, lowest = 0, together = 0;
    int cycles = 0;
    for (const double from : {270.0, 247.5, 30.0}) {
        const WindModel wind = around_blocks(from);
        ScalarModel::Parameters parameters;
        if (from > 260) parameters.removal = {.to_surfaces = 0.005f, .settling = 0.01f};
        ScalarModel model(wind, parameters);
        const Field3D<float> a = street(wind, 10, 30, 19, 22), b = street(wind, 17, 20, 10, 40);
        Field3D<float> both = zeros(wind.extents());
        for (std::size_t n = 0; n < both.size(); ++n) both.host()[n] = a.host()[n] + b.host()[n];
        Field3D<float> of_a = zeros(wind.extents()), of_b = zeros(wind.extents()),
                       of_both = zeros(wind.extents());
        for (const auto& [source, c] : {std::pair{&a, &of_a}, {&b, &of_b}, {&both, &of_both}}) {
            cycles = std::max(cycles, model.solve(*source, *c).cycles);
            worst = std::max(worst, std::abs(model.leaving(*c) / sum(*source) - 1));
            lowest = std::min(lowest, double(*std::ranges::min_element(c->host())));
        }
        const double highest = double(*std::ranges::max_element(of_both.host()));
        for (std::size_t n = 0; n < both.size(); ++n)
            together = std::max(together, std::abs(double(of_a.host()[n]) + double(of_b.host()[n]) -
                                                   double(of_both.host()[n])) /
                                              highest);
    }
    return {row("scalar_conservation", "emitted_less_leaving", worst, "<= 1e-4", worst <= 1e-4,
                fmt::format("three winds, three sources, once with deposition; {} cycles at most", cycles)),
            row("scalar_conservation", "two_groups_less_their_sum", together, "<= 1e-4", together <= 1e-4,
                "largest difference over the highest concentration"),
            row("scalar_conservation", "lowest_concentration", lowest, ">= 0", lowest >= 0, "")};
}

std::vector<ValidationRow> validate_adjoint_consistency(const ValidationContext&) {
    double worst = 0, usual = 0, assembled = 0;
    for (const double from : {270.0, 247.5, 30.0}) {
        const WindModel wind = around_blocks(from);
        ScalarModel::Parameters parameters;
        parameters.tolerance = 0;
        ScalarModel model(wind, parameters);
        // North-east and south-west of the road: the wind brings some of it there.
        const Field3D<float> road = street(wind, 17, 20, 10, 40),
                             yard = from > 180 ? street(wind, 25, 28, 28, 34) : street(wind, 8, 11, 14, 20);
        Field3D<float> c = zeros(wind.extents()), weight = zeros(wind.extents());
        model.solve(road, c), model.solve_transposed(yard, weight);
        const Box3 inside = wind.extents().inside();
        const double forward = dot(Backend::cpu(), inside, c.cview(), yard.cview()),
                     back = dot(Backend::cpu(), inside, weight.cview(), road.cview());
        worst = std::max(worst, std::abs(back / forward - 1));
        ScalarModel by_default(wind, {});
        by_default.solve(road, c), by_default.solve_transposed(yard, weight);
        for (const double value : {dot(Backend::cpu(), inside, c.cview(), yard.cview()),
                                   dot(Backend::cpu(), inside, weight.cview(), road.cview())})
            usual = std::max(usual, std::abs(value / forward - 1));

        // y (A x) and x (A' y) in double, each by the matrix that the sweeps take.
        using namespace dispersion;
        const wind::Extents e = wind.extents();
        const std::ptrdiff_t columns = model.turned() ? e.ny : e.nx, rows = model.turned() ? e.nx : e.ny;
        std::mt19937 random(5);
        std::vector<double> x(std::size_t(e.cells())), y(x.size());
        const auto fill = [&](std::vector<double>& v) {
            for (double& value : v) value = double(random()) / 4294967296.0;
        };
        fill(x), fill(y);
        const auto product = [&](const Matrix<const float>& a, const std::vector<double>& in,
                                 const std::vector<double>& by) {
            double total = 0;
            for (idx k = 1; k <= a.levels; ++k)
                for (idx j = wind::ghosts; j < a.rows + wind::ghosts; ++j)
                    for (idx i = wind::ghosts; i < a.columns + wind::ghosts; ++i) {
                        const std::ptrdiff_t n =
                            ((k - 1) * rows + j - wind::ghosts) * columns + i - wind::ghosts;
                        const auto part = [&](Part p) { return double(a.value(p, k, j, i)); };
                        double gains = 0;
                        const auto add = [&](Part p, idx dk, idx dj, idx di) {
                            if (a.is_inside(k + dk, j + dj, i + di))
                                gains += part(p) * in[std::size_t(n + (dk * rows + dj) * columns + di)];
                        };
                        add(before, 0, -1, 0), add(after, 0, 1, 0), add(left, 0, 0, -1), add(right, 0, 0, 1);
                        add(before_left, 0, -1, -1), add(before_right, 0, -1, 1);
                        add(after_left, 0, 1, -1), add(after_right, 0, 1, 1);
                        add(below, -1, 0, 0), add(above, 1, 0, 0);
                        total += by[std::size_t(n)] * (part(loss) * in[std::size_t(n)] - gains);
                    }
            return total;
        };
        const double ax = product(model.matrix(), x, y), aty = product(model.matrix(true), y, x);
        assembled = std::max(assembled, std::abs(aty / ax - 1));
    }
    return {row("adjoint_consistency", "transposed_against_forward", worst, "<= 1e-5", worst <= 1e-5,
                "a road's part in a yard's air, both ways; three winds"),
            row("adjoint_consistency", "assembled_operator", assembled, "<= 1e-12", assembled <= 1e-12,
                "y (A x) and x (A' y) in double"),
            {"adjoint_consistency",
             "of_either_by_default",
             usual,
             "1",
             "",
             {},
             "each way to the usual tolerance of 1e-4 against the first row's",
             ""}};
}

std::vector<ValidationRow> validate_gaussian_plume(const ValidationContext& context) {
    std::vector<ValidationRow> rows;
    Panel panel{"Width over that of the closed solution", "distance, cells of 4 m", "1", {}, {0.85, 1.15}};
    for (const double turn : {0.0, 22.5, 45.0}) {
        const PlumeWidths coarse = plume(270 - turn, 8, 3), middle = plume(270 - turn, 4, 3),
                          fine = plume(270 - turn, 2, 3), weak = plume(270 - turn, 4, 0.5);
        const double error = middle.worst(40);
        rows.push_back(row("gaussian_plume", fmt::format("sigma_y_error_{}_degrees", turn).c_str(), error,
                           "<= 0.15", error <= 0.15, "10 to 40 cells from the source, columns of 4 m"));
        const auto figure = [&](const char* metric, double value, std::string reason) {
            rows.push_back({"gaussian_plume",
                            fmt::format("{}_{}_degrees", metric, turn),
                            value,
                            "1",
                            "",
                            {},
                            std::move(reason),
                            ""});
        };
        figure("order", std::log2(coarse.worst(80) / fine.worst(80)) / 2,
               fmt::format("of sigma_y at 80 to 160 m from columns of 8 m to 2 m: {:.3f}, {:.3f}, {:.3f}",
                           coarse.worst(80), middle.worst(80), fine.worst(80)));
        figure("sigma_y_error_weak_mixing", weak.worst(40), "the same with K = 0.5 m2/s, as in streets");
        Panel::Curve curve{fmt::format("{} degrees", turn), {}};
        for (std::size_t n = 0; n < middle.at.size(); ++n)
            curve.points.push_back({middle.at[n] / 4, middle.ratio[n]});
        panel.curves.push_back(std::move(curve));
    }
    draw_panels(context, "gaussian_plume", "A plume in even wind", {panel});
    return rows;
}

}  // namespace luwte
