// SPDX-License-Identifier: Apache-2.0
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"
#include "validation/aij.hpp"
#include "validation/epa_cube_array/tracer.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/score.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double H = 0.15;                   ///< m, cubes and gaps
constexpr double at_height = 3.0;            ///< m s-1, undisturbed wind at H (README of the data)
constexpr double building_roughness = 1e-5;  ///< m, smooth
constexpr double inflow_profile = -0.5;      ///< m, where wind and eddies before the array were measured
constexpr int cells = 8;                     ///< to H
constexpr int rows = 7, across = 11;
/// In H, before, behind and beside the array, and up (as in cases A and C).
constexpr int before = 5, behind = 10, beside = 5;
constexpr double up = 8;

/// The undisturbed wind: a log law through 3 m s-1 at H that rises from H to 3 H as the wind measured before
/// the array does; k as measured there, and as at 3 H above.
struct Inflow {
    std::vector<double> at, k;
    double slope, roughness;  ///< m s-1 per unit of ln z; m

    explicit Inflow(const ReferenceTable& points) {
        const auto measured = [&](const char* component, double z, const char* column) {
            for (std::size_t n = 0; n < points.rows.size(); ++n)
                if (points.rows[n][0] == component && points.number(n, "x_mm") == 1000 * inflow_profile &&
                    points.rows[n][1].ends_with(".004") && std::abs(points.number(n, "z_mm") - z) < 0.5)
                    return points.number(n, column);
            return std::nan("");
        };
        for (const double z : {30., 45., 60., 75., 90., 120., 150., 180., 210., 240., 300., 375., 450.}) {
            double twice = 0;
            for (const char* component : {"U", "V", "W"})
                twice += std::pow(measured(component, z, "rms_ms"), 2);
            at.push_back(0.001 * z), k.push_back(0.5 * twice);
        }
        slope = (measured("U", 450, "mean_ms") - measured("U", 150, "mean_ms")) / std::log(3.0);
        roughness = H * std::exp(-at_height / slope);
    }
    WindProfile profile(const WindDomain& domain) const {
        // Heights of the domain itself, so that no line replaces the logarithm.
        const std::vector<double> heights = test_wind::heights_with_top(domain);
        std::vector<double> speed, eddies;
        for (const double z : heights) {
            speed.push_back(slope * std::log((z + roughness) / roughness));
            const auto above = std::ranges::upper_bound(at, z);
            const auto n = std::size_t(std::clamp(above - at.begin(), std::ptrdiff_t(1), std::ssize(at) - 1));
            const double share = std::clamp((z - at[n - 1]) / (at[n] - at[n - 1]), 0.0, 1.0);
            eddies.push_back(std::lerp(k[n - 1], k[n], share));
        }
        return measured_profile(heights, heights, speed, eddies, roughness);
    }
};

/// The half of the array on one side of the plane y = 0, through which nothing flows: the middle row of cubes
/// is cut through.
WindDomain half_of_array(double floor_roughness) {
    const double dx = H / cells;
    std::vector<double> levels(std::size_t(1.25 * 2 * cells), 0.5 * dx);  // to 1.25 H
    for (double top = 1.25 * H, dz = 0.5 * dx; top < up * H;) top += dz *= 1.15, levels.push_back(dz);
    const auto cube = [](double x, double y) {
        const double along = x / H - before, side = y / H + 0.5;  // cubes from 0 to 1, 2 to 3 and so on
        return along > 0 && along < 2 * rows - 1 && std::fmod(along, 2) < 1 && side < across + 1 &&
               std::fmod(side, 2) < 1;
    };
    WindDomain domain = test_wind::domain((before + 2 * rows - 1 + behind) * cells,
                                          (across + beside) * cells - cells / 2, dx, levels, floor_roughness,
                                          [&](double x, double y, double z) { return z < H && cube(x, y); });
    domain.side_roughness = building_roughness;
    const auto roughness = domain.roughness.view();
    for (idx j = 0; j < roughness.ny; ++j)
        for (idx i = 0; i < roughness.nx; ++i)
            if (cube((i + 0.5) * dx, (j + 0.5) * dx)) roughness(j, i) = float(building_roughness);
    return domain;
}

/// x, y, z in mm as in the data; y by its distance from the plane of symmetry.
std::array<double, 3> wind_at(const WindSample& wind, double x, double y, double z) {
    return wind.at(before * H + 0.001 * x, 0.001 * std::abs(y), 0.001 * z);
}

Panel profile_panel(const ReferenceTable& points, const WindSample& wind, double x) {
    Panel panel{fmt::format("x = {:.2f} H", 0.001 * x / H),
                "U over U_H",
                "z over H",
                {{"solver", {}}, {"measured", {}, true}}};
    // From the roof where the profile stands on a cube.
    const bool on_cube = x > 0 && x < 1000 * (2 * rows - 1) * H && std::fmod(0.001 * x / H, 2) < 1;
    for (double z = on_cube ? 1.03 : 0.03; z <= 3; z += 0.03)
        panel.curves[0].points.push_back({wind_at(wind, x, 0, 1000 * z * H)[0] / at_height, z});
    for (std::size_t n = 0; n < points.rows.size(); ++n)
        if (points.rows[n][0] == "U" && points.number(n, "x_mm") == x)
            panel.curves[1].points.push_back(
                {points.number(n, "mean_ms") / at_height, 0.001 * points.number(n, "z_mm") / H});
    return panel;
}

}  // namespace

std::vector<ValidationRow> validate_epa_cube_array(const ValidationContext& context) {
    const auto file =
        context.shared / "validation" / "epa_cube_array_7x11" / "velocity_vertical_profiles.csv";
    if (!std::filesystem::exists(file))
        return {{"epa_cube_array", "hit_rate_u", 0, "1", ">= 0.66", {}, "no " + file.string(), ""}};
    const ReferenceTable points = read_reference_table(file);
    const Inflow inflow(points);
    const WindDomain domain = half_of_array(inflow.roughness);
    WindModel model(Backend::automatic(), domain, {});
    model.start(inflow.profile(domain), 270);
    aij::settle(model);
    const WindSample wind(model, domain);

    std::vector<double> along, below, upward;
    Score all, under_roofs;
    for (std::size_t n = 0; n < points.rows.size(); ++n) {
        const double x = points.number(n, "x_mm"), z = points.number(n, "z_mm"),
                     measured = points.number(n, "mean_ms");
        if (x == 1000 * inflow_profile || points.rows[n][0] == "V") continue;
        const auto [u, v, w] = wind_at(wind, x, points.number(n, "y_mm"), z);
        if (points.rows[n][0] == "W") {
            upward.push_back(aij::hit(w, measured, at_height));
            continue;
        }
        along.push_back(aij::hit(u, measured, at_height));
        all.add(u / at_height, measured / at_height);
        if (z >= 1000 * H) continue;
        below.push_back(along.back());
        under_roofs.add(u / at_height, measured / at_height);
    }
    std::vector<Panel> panels;
    for (const double x : {-15., 45., 165., 225., 525., 735., 1125., 1275., 1988., 2325.})
        panels.push_back(profile_panel(points, wind, x));
    draw_panels(context, "epa_cube_array", "Wind along the tunnel in the array's middle plane", panels);

    const double q = aij::mean(along), q_below = aij::mean(below), drift = aij::drift(model);
    const auto figure = [](const char* metric, double value, std::string reason) {
        return ValidationRow{"epa_cube_array", metric, value, "1", "", {}, std::move(reason), ""};
    };
    std::vector<ValidationRow> rows = {
        {"epa_cube_array", "hit_rate_u", q, "1", ">= 0.66", q >= 0.66, aij::interval(along), ""},
        {"epa_cube_array", "hit_rate_u_below_roofs", q_below, "1", ">= 0.50", q_below >= 0.50,
         aij::interval(below), "0.66"},
        {"epa_cube_array", "drift_in_50_iterations", drift, "1", "<= 0.001", drift <= 1e-3,
         fmt::format("over the highest inflow speed; {} iterations", model.iterations()), ""},
        figure("rmse_u", all.rmse(), fmt::format("over U_H; bias {:+.3f}", all.bias())),
        figure("rmse_u_below_roofs", under_roofs.rmse(),
               fmt::format("over U_H; bias {:+.3f}", under_roofs.bias())),
        figure("hit_rate_w", aij::mean(upward), aij::interval(upward))};
    std::ranges::move(validate_tracer(context, model, domain, {H, before * H, at_height}),
                      std::back_inserter(rows));
    return rows;
}

}  // namespace luwte
