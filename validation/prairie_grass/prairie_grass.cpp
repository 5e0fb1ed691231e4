// SPDX-License-Identifier: Apache-2.0
#include "models/air/surface_layer.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/scalar_sample.hpp"
#include "models/wind/test_domains.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/score.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numbers>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double roughness = 0.006;                        ///< m, of the prairie (README.md)
constexpr double release = 0.46, receptors = 1.5;          ///< m
constexpr double dx = 2, before = 20, behind = 40;         ///< m
constexpr double half_width = 160, top = 400;              ///< m
constexpr double farthest = 800;                           ///< m, arc
constexpr double lateral = 1.9;                            ///< 1, sigma_v / u*
constexpr double angle_step = std::numbers::pi / 180 / 8;  ///< rad

/// What one arc has, per gram and second released.
struct Arc {
    double integral, maximum, sigma_y;  ///< mg m-2, mg m-3, m
};

/// Air over even land from one experiment's friction velocity and Obukhov length; wind along x, half of the
/// plume on one side of y = 0.
class Plume {
  public:
    Plume(double friction, double per_length, double schmidt)
        : domain_(test_wind::domain(idx((before + farthest + behind) / dx), idx(half_width / dx), dx,
                                    test_wind::levels(0.2, 1.15, top), roughness,
                                    [](double, double, double) { return false; })),
          c_(Backend::cpu(), {}, "", "") {
        const air::SurfaceLayer layer{friction, per_length, roughness, top};
        const double at_10_m = friction / 0.4 * layer.wind_profile(10);
        WindModel wind(Backend::cpu(), domain_, {});
        wind.start(monin_obukhov(test_wind::heights_with_top(domain_), at_10_m, 10, roughness, 0, per_length),
                   270);
        spread_ = lateral * friction / at_10_m;
        ScalarModel::Parameters parameters;
        parameters.schmidt = schmidt;
        ScalarModel model(wind, parameters);
        Field3D<float> source(Backend::cpu(), wind.u().shape(), "source", "g s-1");
        c_ = Field3D<float>(Backend::cpu(), wind.u().shape(), "concentration", "g m-3");
        std::ranges::fill(source.host(), 0.0f);
        idx level = 1;
        for (double floor = domain_.thickness[0]; floor < release; ++level)
            floor += domain_.thickness[std::size_t(level)];
        source.view()(level, wind::ghosts, wind::ghosts + idx(before / dx)) = 0.5f;  // half of 1 g s-1
        result_ = model.solve(source, c_);
    }

    Arc arc(double radius) const {
        const ScalarSample sample(c_, domain_);
        std::vector<double> c;  // from the axis on
        for (double angle = 0; radius * std::sin(angle) < half_width && angle < 1.5; angle += angle_step)
            c.push_back(1000 * sample.at(before + 0.5 * dx + radius * std::cos(angle),
                                         radius * std::sin(angle), receptors));
        // Slow eddies turn the wind during the ten minutes.
        double integral = 0, second = 0, maximum = 0, weights = 0;
        for (idx n = 0; n < idx(c.size()); ++n) {
            const double twice = n == 0 ? 1 : 2, angle = n * angle_step;
            integral += twice * c[std::size_t(n)], second += twice * c[std::size_t(n)] * angle * angle;
            const double weight = twice * std::exp(-0.5 * std::pow(angle / spread_, 2));
            weights += weight, maximum += weight * c[std::size_t(n)];
        }
        for (double angle = angle_step * double(c.size()); angle < 5 * spread_; angle += angle_step)
            weights += 2 * std::exp(-0.5 * std::pow(angle / spread_, 2));
        return {integral * angle_step * radius, maximum / weights,
                radius * std::sqrt(second / integral + spread_ * spread_)};
    }
    const ScalarModel::Result& result() const { return result_; }

  private:
    WindDomain domain_;
    Field3D<float> c_;
    double spread_ = 0;  ///< rad
    ScalarModel::Result result_;
};

}  // namespace

std::vector<ValidationRow> validate_prairie_grass(const ValidationContext& context) {
    const auto folder = context.shared / "validation" / "prairie_grass";
    if (!std::filesystem::exists(folder / "meteo.csv"))
        return {
            {"prairie_grass", "fac2", 0, "1", ">= 0.80", {}, "no " + (folder / "meteo.csv").string(), ""}};
    const ReferenceTable weather = read_reference_table(folder / "meteo.csv"),
                         arcs = read_reference_table(folder / "arc_summary.csv");
    struct Class {
        const char* name;
        DispersionScore integral = {}, maximum = {}, width = {};
    } neutral{"neutral"}, stable{"stable"}, unstable{"unstable"};
    Panel integrals{"Crosswind integral", "measured, s m-2", "model, s m-2", {}},
        maxima{"Highest on an arc", "measured, s m-3", "model, s m-3", {}};
    // Other Schmidt numbers, neutral hours only.
    constexpr std::array<double, 2> others = {0.5, 0.9};
    std::array<DispersionScore, 2> of_other;
    int cycles = 0;
    bool settled = true;
    for (Class* of : {&neutral, &stable, &unstable})
        for (Panel* panel : {&integrals, &maxima}) panel->curves.push_back({of->name, {}, true});
    for (std::size_t n = 0; n < weather.rows.size(); ++n) {
        const double length = weather.number(n, "L_m");
        const std::size_t which = std::abs(length) > 100 ? 0 : (length > 0 ? 1 : 2);
        Class& of = which == 0 ? neutral : (which == 1 ? stable : unstable);
        const double friction = weather.number(n, "ustar_ms");
        const Plume plume(friction, 1 / length, ScalarModel::Parameters{}.schmidt);
        cycles = std::max(cycles, plume.result().cycles), settled = settled && plume.result().has_settled;
        std::vector<Plume> with_other;
        if (which == 0)
            for (const double schmidt : others) with_other.emplace_back(friction, 1 / length, schmidt);
        for (std::size_t a = 0; a < arcs.rows.size(); ++a) {
            if (arcs.rows[a][0] != weather.rows[n][0]) continue;
            const Arc arc = plume.arc(arcs.number(a, "arc_m"));
            const double released = arcs.number(a, "Q_g_s");
            const double integral = arcs.number(a, "crosswind_integrated_mg_m2") / released,
                         maximum = arcs.number(a, "Cmax_mg_m3") / released;
            of.integral.add(arc.integral, integral), of.maximum.add(arc.maximum, maximum);
            for (std::size_t s = 0; s < with_other.size(); ++s)
                of_other[s].add(with_other[s].arc(arcs.number(a, "arc_m")).integral, integral);
            // A plume wider than its arc has no measured width.
            if (arcs.number(a, "edge_over_peak") <= 0.2)
                of.width.add(arc.sigma_y, arcs.number(a, "sigma_y_m"));
            integrals.curves[which].points.push_back(
                {std::log10(0.001 * integral), std::log10(0.001 * arc.integral)});
            maxima.curves[which].points.push_back(
                {std::log10(0.001 * maximum), std::log10(0.001 * arc.maximum)});
        }
    }
    integrals.x = "log10 of measured, s m-2", integrals.y = "log10 of modelled, s m-2";
    maxima.x = "log10 of measured, s m-3", maxima.y = "log10 of modelled, s m-3";
    draw_panels(context, "prairie_grass", "SO2 over grass, per release", {integrals, maxima});

    const DispersionScore &integral = neutral.integral, &maximum = neutral.maximum;
    const std::string points = fmt::format("|L| > 100 m: {} arcs; {} cycles at most, {} settled", integral.n,
                                           cycles, settled ? "all" : "not all");
    std::vector<ValidationRow> rows = {{"prairie_grass", "fac2", integral.fac2(), "1", ">= 0.80",
                                        integral.fac2() >= 0.8, "of the crosswind integral, " + points, ""},
                                       {"prairie_grass", "fb", integral.fb(), "1", "abs <= 0.30",
                                        std::abs(integral.fb()) <= 0.3, "of the crosswind integral", ""},
                                       {"prairie_grass", "fac2_maximum", maximum.fac2(), "1", ">= 0.50",
                                        maximum.fac2() >= 0.5, fmt::format("fb {:+.2f}", maximum.fb()), ""}};
    const auto figure = [&](const std::string& metric, double value, std::string reason) {
        rows.push_back({"prairie_grass", metric, value, "1", "", {}, std::move(reason), ""});
    };
    figure("fac2_sigma_y", neutral.width.fac2(),
           fmt::format("{} arcs, fb {:+.2f}", neutral.width.n, neutral.width.fb()));
    for (std::size_t s = 0; s < others.size(); ++s)
        figure(fmt::format("fac2_schmidt_{}", others[s]), of_other[s].fac2(),
               fmt::format("fb {:+.2f}", of_other[s].fb()));
    for (const Class* of : {&stable, &unstable}) {
        const std::string name = of->name;
        figure("fac2_" + name, of->integral.fac2(),
               fmt::format("{} arcs, fb {:+.2f}", of->integral.n, of->integral.fb()));
        figure("fac2_maximum_" + name, of->maximum.fac2(), fmt::format("fb {:+.2f}", of->maximum.fb()));
        figure("fac2_sigma_y_" + name, of->width.fac2(),
               fmt::format("{} arcs, fb {:+.2f}", of->width.n, of->width.fb()));
    }
    return rows;
}

}  // namespace luwte
