// SPDX-License-Identifier: Apache-2.0
#include "models/shading/test_scenes.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include <fmt/format.h>

namespace luwte {

namespace {

using namespace scenes;

constexpr double bound = 1.0;  // cells

ValidationRow row(const char* metric, double cells) {
    return {"shadow_length", metric, cells, "cell", "<= 1", cells <= bound, "", ""};
}
/// A turned wall is itself drawn in cells, up to 0.7 off: there the bound is a cell's diagonal.
ValidationRow diagonal_row(const char* metric, double cells) {
    return {"shadow_length", metric, cells, "cell", "<= 1.4142", cells <= 1.4142, "", "<= 1"};
}

/// Distance from the pole's centre to the furthest dark cell's centre, in cells of 1 m.
double dark_reach(double height, const SunPosition& sun, double length) {
    const idx half = idx(length) + 4;
    auto city = plain(2 * half + 1, 2 * half + 1);
    city.building_height[at(city, half, half)] = float(height);
    const auto b = beam(city, sun);
    double reach = 0;
    for (idx j = 0; j < city.grid.ny; ++j)
        for (idx i = 0; i < city.grid.nx; ++i)
            if (b[at(city, j, i)] == 0)
                reach = std::max(reach, std::hypot(double(i - half), double(j - half)));
    return reach;
}

/// A pole of 20 m at every whole degree of azimuth.
double pole_at_any_azimuth(const ValidationContext& context) {
    double worst = 0;
    Panel panel{"Shadow of a pole of 20 m, error", "azimuth of the sun", "cells of 1 m", {}, {-bound, bound}};
    for (const double altitude : {12.0, 25.0, 40.0, 60.0}) {
        panel.curves.push_back({std::to_string(int(altitude)) + " deg", {}});
        for (int azimuth = 0; azimuth < 360; ++azimuth) {
            const double length = 20 / std::tan(altitude * degree_d);
            const double error = dark_reach(20, sun_at(altitude, azimuth), length) - length;
            panel.curves.back().points.push_back({double(azimuth), error});
            worst = std::max(worst, std::abs(error));
        }
    }
    draw_panels(context, "shadow_length", "Reach of the dark cells less h / tan(altitude).", {panel});
    return worst;
}

/// Depth of the shadow of a long wall of 15 m, turned by `turn` from west-east, on the line through its
/// middle at right angles; the sun stands `off` degrees from that line. Every column of cells across the
/// middle 100 m counts: the shadow's edge must lie within one cell of where it belongs.
double wall(double turn_deg, double off_deg, double altitude_deg) {
    const double c = std::cos(turn_deg * degree_d), s = std::sin(turn_deg * degree_d);
    auto city = plain(321, 321);
    // u runs along the wall, v across, away from the sun; the wall stands at -3 < v < 0.
    const auto across = [&](double x, double y) { return x * s + y * c; };
    const auto along = [&](double x, double y) { return x * c - y * s; };
    build(city, [&](double x, double y) { return across(x, y) < 0 && across(x, y) > -3 ? 15.0 : 0.0; });
    const auto b = beam(city, sun_at(altitude_deg, 180 + turn_deg + off_deg));
    const double depth = 15 / std::tan(altitude_deg * degree_d) * std::cos(off_deg * degree_d);
    double worst = 0;
    for (idx j = 0; j < 321; ++j)
        for (idx i = 0; i < 321; ++i) {
            const Place p = place(city, j, i);
            const double v = across(p.x, p.y);
            if (std::abs(along(p.x, p.y)) > 50 || v < 0.75 || v > depth + 20) continue;
            const bool dark = b[at(city, j, i)] == 0;
            if (dark != (v < depth)) worst = std::max(worst, std::abs(v - depth));
        }
    return worst;
}

double worst_wall(std::initializer_list<double> turns) {
    double worst = 0;
    for (const double turn : turns)
        for (const double off : {0.0, 20.0, 45.0, -33.0, -60.0})
            for (const double altitude : {15.0, 35.0, 60.0})
                worst = std::max(worst, wall(turn, off, altitude));
    return worst;
}

/// Dark ground behind a box of 20 x 12 m along the grid, 15 m high, against H / tan(altitude) times the box's
/// width across the sun, under 25 azimuths x 5 altitudes: how much too little [%], on average and at worst.
ValidationRow shadow_area() {
    constexpr double a = 20, b = 12, height = 15;
    auto city = plain(240, 240);
    build(city, [](double x, double y) { return std::abs(x) < a / 2 && std::abs(y) < b / 2 ? height : 0.0; });
    double sum = 0, worst = 0;
    std::string where;
    int suns = 0;
    for (const double altitude : {15.0, 20.0, 30.0, 45.0, 60.0})
        for (double azimuth = 90; azimuth <= 270; azimuth += 7.5) {
            const auto lit = beam(city, sun_at(altitude, azimuth));
            double dark = 0;
            for (std::size_t n = 0; n < lit.size(); ++n)
                if (city.building_height[n] == 0) dark += 1 - double(lit[n]);
            const double exact =
                height / std::tan(altitude * degree_d) *
                (a * std::abs(std::cos(azimuth * degree_d)) + b * std::abs(std::sin(azimuth * degree_d)));
            const double off = 100 * (dark / exact - 1);
            sum += off, ++suns;
            if (std::abs(off) <= std::abs(worst)) continue;
            worst = off;
            where = fmt::format("at worst {:.1f} %, azimuth {} and altitude {} degrees", worst, azimuth,
                                altitude);
        }
    return {"shadow_length", "shadow_area_bias", sum / suns, "%", "", std::nullopt, where, ""};
}

}  // namespace

std::vector<ValidationRow> validate_shadow_length(const ValidationContext& context) {
    std::vector<ValidationRow> rows;
    const auto file = context.shared / "validation" / "shadow-analytic" / "pole_shadow_tip.csv";
    if (std::filesystem::exists(file)) {
        const ReferenceTable table = read_reference_table(file);
        double worst = 0;
        for (std::size_t n = 0; n < table.rows.size(); ++n) {
            const double length = table.number(n, "shadow_length_m");
            const SunPosition sun =
                sun_at(table.number(n, "sun_altitude_deg"), table.number(n, "sun_azimuth_deg"));
            worst = std::max(worst, std::abs(dark_reach(table.number(n, "height_m"), sun, length) - length));
        }
        rows.push_back(row("max_abs_error", worst));
    } else {
        rows.push_back({"shadow_length", "max_abs_error", 0, "cell", "<= 1", std::nullopt,
                        file.filename().string() + " is not there", ""});
    }
    rows.push_back(row("pole_any_azimuth_max_abs_error", pole_at_any_azimuth(context)));
    rows.push_back(row("wall_any_azimuth_max_abs_error", worst_wall({0, 90, 180, 270})));
    rows.push_back(diagonal_row("turned_wall_max_abs_error", worst_wall({15, 30, 45, 70})));
    rows.push_back(shadow_area());
    return rows;
}

}  // namespace luwte
