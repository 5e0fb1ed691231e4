// SPDX-License-Identifier: Apache-2.0
#include "models/shading/test_scenes.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace luwte {

namespace {

using namespace scenes;

constexpr const char* name = "sky_view_factor_canyon";

ValidationRow row(const std::string& metric, double value, double bound, const char* goal = "") {
    char text[32];
    std::snprintf(text, sizeof text, "<= %g", bound);
    return {name, metric, value, "1", text, value <= bound, "", goal};
}

/// Analytic: mid-floor of an endless canyon, cosine-weighted.
double canyon_centre(double aspect) { return std::cos(std::atan(2 * aspect)); }

/// Solid angle: 1 - mean over azimuth of sin(horizon), tan(horizon) = 2 H/W |sin azimuth|.
double canyon_centre_solid(double aspect) {
    double f = 1;
    for (int n = 0; n < 3600; ++n) {
        const double t = 2 * aspect * std::abs(std::sin((n + 0.5) * pi_d / 1800));
        f -= t / std::sqrt(1 + t * t) / 3600;
    }
    return f;
}

/// A canyon `width` cells across, turned from south-north by `turn` clockwise.
struct AxisError {
    double largest = 0, of_mean = 0, solid_of_mean = 0;
};
AxisError canyon(double width, double aspect, double turn_deg) {
    const double c = std::cos(turn_deg * degree_d), s = std::sin(turn_deg * degree_d);
    const idx length = idx(16 * width) + 241, across = turn_deg == 0 ? idx(width) + 20 : length;
    auto city = plain(across, length);
    build(city,
          [&](double x, double y) { return std::abs(x * c - y * s) > width / 2 ? aspect * width : 0.0; });
    const Sky f = sky(city);
    AxisError e;
    double sum = 0, solid = 0;
    int cells = 0;
    for (idx j = 0; j < length; ++j)
        for (idx i = 0; i < across; ++i) {
            const Place p = place(city, j, i);
            if (std::abs(p.x * c - p.y * s) > 0.5 || std::abs(p.x * s + p.y * c) > 151) continue;
            const double v = f.cosine[at(city, j, i)];
            e.largest = std::max(e.largest, std::abs(v - canyon_centre(aspect)));
            sum += v, solid += f.solid_angle[at(city, j, i)];
            ++cells;
        }
    e.of_mean = std::abs(sum / cells - canyon_centre(aspect));
    e.solid_of_mean = std::abs(solid / cells - canyon_centre_solid(aspect));
    return e;
}

/// Bilinear between cell centres; x, y from the scene's centre.
double sample(const CityLayers& c, const std::vector<float>& f, double x, double y) {
    const double u = x / c.grid.cell_size + (c.grid.nx - 1) / 2.0,
                 v = y / c.grid.cell_size + (c.grid.ny - 1) / 2.0;
    const idx i = std::clamp(idx(std::floor(u)), 0, c.grid.nx - 2),
              j = std::clamp(idx(std::floor(v)), 0, c.grid.ny - 2);
    const double a = u - i, b = v - j;
    return (1 - b) * ((1 - a) * f[at(c, j, i)] + a * f[at(c, j, i + 1)]) +
           b * ((1 - a) * f[at(c, j + 1, i)] + a * f[at(c, j + 1, i + 1)]);
}

/// Sky view factor of the scene of one row of the table; NaN where the receiver is vertical.
double of_table_scene(const std::string& kind, const std::string& par1, const std::string& par2) {
    double p = 0, q = 0, h = 0, x = 0, y = 0;
    if (kind == "infinite_canyon_floor" && std::sscanf(par1.c_str(), "H/W=%lf", &p) == 1 &&
        std::sscanf(par2.c_str(), "x/W=%lf", &q) == 1) {
        auto city = plain(50, 1600);
        build(city, [&](double cx, double) { return std::abs(cx) > 20 ? 40 * p : 0.0; });
        return sample(city, sky(city).cosine, 40 * q - 20, 0);
    }
    if (kind == "infinite_canyon_floor_mean" && std::sscanf(par1.c_str(), "H/W=%lf", &p) == 1) {
        auto city = plain(50, 1600);
        build(city, [&](double cx, double) { return std::abs(cx) > 20 ? 40 * p : 0.0; });
        const auto f = sky(city).cosine;
        double sum = 0;
        for (idx j = 750; j < 850; ++j)
            for (idx i = 5; i < 45; ++i) sum += f[at(city, j, i)];
        return sum / 4000;
    }
    if (kind == "circular_courtyard_centre" && std::sscanf(par1.c_str(), "H/R=%lf", &p) == 1) {
        auto city = plain(101, 101);
        build(city, [&](double cx, double cy) { return std::hypot(cx, cy) > 40 ? 40 * p : 0.0; });
        return sample(city, sky(city).cosine, 0, 0);
    }
    if (kind == "one_infinite_wall" && std::sscanf(par1.c_str(), "H/d=%lf", &p) == 1) {
        auto city = plain(60, 2001);
        build(city, [&](double cx, double) { return cx > 20 ? 20 * p : 0.0; });
        return sample(city, sky(city).cosine, 0, 0);
    }
    // Courtyards and the wall of finite length at half a metre.
    if (kind == "rectangular_courtyard_centre" && std::sscanf(par1.c_str(), "a=%lf b=%lf", &p, &q) == 2 &&
        std::sscanf(par2.c_str(), "h=%lf", &h) == 1) {
        auto city = plain(idx(2 * p) + 12, idx(2 * q) + 12, 0.5);
        build(city,
              [&](double cx, double cy) { return std::abs(cx) > p / 2 || std::abs(cy) > q / 2 ? h : 0.0; });
        return sample(city, sky(city).cosine, 0, 0);
    }
    if (kind == "rectangular_courtyard_point" &&
        std::sscanf(par1.c_str(), "a=%lf b=%lf h=%lf", &p, &q, &h) == 3 &&
        std::sscanf(par2.c_str(), "x=%lf y=%lf", &x, &y) == 2) {
        auto city = plain(idx(2 * p) + 12, idx(2 * q) + 12, 0.5);
        build(city,
              [&](double cx, double cy) { return std::abs(cx) > p / 2 || std::abs(cy) > q / 2 ? h : 0.0; });
        return sample(city, sky(city).cosine, x - p / 2, y - q / 2);
    }
    if (kind == "single_finite_wall_svf" && std::sscanf(par1.c_str(), "d=%lf L=%lf", &p, &q) == 2 &&
        std::sscanf(par2.c_str(), "H=%lf", &h) == 1) {
        auto city = plain(idx(4 * p) + 20, idx(2 * q) + 20, 0.5);
        build(city,
              [&](double cx, double cy) { return cx > p && cx < p + 2 && std::abs(cy) < q / 2 ? h : 0.0; });
        return sample(city, sky(city).cosine, 0, 0);
    }
    return std::nan("");
}

void compare_with_table(const std::filesystem::path& file, std::vector<ValidationRow>& rows) {
    constexpr const char* metric = "table_max_abs_error";
    if (!std::filesystem::exists(file)) {
        rows.push_back(
            {name, metric, 0, "1", "<= 0.01", std::nullopt, file.filename().string() + " is not there", ""});
        return;
    }
    const ReferenceTable table = read_reference_table(file);
    double worst = 0, squares = 0;
    int compared = 0, vertical = 0;
    std::string where;
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const auto& r = table.rows[n];
        const double f = of_table_scene(r[0], r[1], r[2]);
        if (std::isnan(f)) {
            ++vertical;
            continue;
        }
        const double error = f - table.number(n, "F");
        if (std::abs(error) > worst) worst = std::abs(error), where = r[0] + " " + r[1] + " " + r[2];
        squares += error * error;
        ++compared;
    }
    const std::string note = std::to_string(compared) + " rows with horizontal receivers, largest at " +
                             where + "; " + std::to_string(vertical) +
                             " rows with vertical receivers are left out";
    rows.push_back(row(metric, worst, 0.01));
    rows.back().reason = note;
    rows.push_back(row("table_rms_error", std::sqrt(squares / std::max(compared, 1)), 0.005));
}

}  // namespace

std::vector<ValidationRow> validate_sky_view_factor_canyon(const ValidationContext& context) {
    std::vector<ValidationRow> rows;
    double largest = 0, solid = 0;
    for (const double aspect : {0.5, 1.0, 2.0}) {
        const AxisError e = canyon(21, aspect, 0);
        largest = std::max(largest, e.largest);
        solid = std::max(solid, e.solid_of_mean);
    }
    rows.push_back(row("max_abs_error", largest, 0.005));
    rows.push_back(row("solid_angle_max_abs_error_of_mean", solid, 0.005));
    for (const int turn : {15, 30, 45})
        for (const int width : {21, 63}) {
            double worst = 0;
            for (const double aspect : {0.5, 1.0, 2.0})
                worst = std::max(worst, canyon(width, aspect, turn).of_mean);
            rows.push_back(row("rotated_" + std::to_string(turn) + "_at_" + std::to_string(width) + "_cells",
                               worst, width == 21 ? 0.01 : 0.005));
        }
    compare_with_table(context.shared / "validation" / "viewfactor-analytic" / "table.csv", rows);
    return rows;
}

}  // namespace luwte
