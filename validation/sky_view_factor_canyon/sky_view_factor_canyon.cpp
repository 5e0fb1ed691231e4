// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/error.hpp"
#include "models/shading/test_scenes.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

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

/// The sky that both walls of an endless canyon, 40 m wide, see: by level, over 100 m of them.
class CanyonWall {
  public:
    CanyonWall(double aspect, int directions, idx width = 40) : width_(width) {
        const idx across = width + 10, along = 40 * width;
        auto layers = plain(across, along, 40.0 / width);
        build(layers, [&](double x, double) { return std::abs(x) > 20 ? 40 * aspect : 0.0; });
        const CityModel city(Backend::cpu(), layers);
        const WallFacets walls(city);
        const auto sky = ShadeModel(city, {}).wall_sky(walls, directions);
        const idx levels = idx(std::lround(aspect * width));
        const idx from = along / 2 - 5 * width / 4, to = along / 2 + 5 * width / 4;
        for (idx k = 0; k < levels; ++k) {
            Level level;
            for (const auto& [facing, column] :
                 {std::pair(Facing::east, idx(4)), std::pair(Facing::west, across - 5)})
                for (idx j = from; j < to; ++j) {
                    const idx n = walls.first.view()(int(facing), j, column) + k;
                    const double f = double(sky.view_opaque.host()[std::size_t(n)]);
                    level.mean += f / (2 * (to - from));
                    level.low = std::min(level.low, f), level.high = std::max(level.high, f);
                }
            levels_.push_back(level);
        }
    }
    /// Linear between the middles of levels, z from 0 at the foot to 1 at the top.
    double at(double z) const {
        const double u = z * double(levels_.size()) - 0.5;
        const std::size_t k = std::size_t(std::clamp(u, 0.0, double(levels_.size()) - 2));
        return (1 + double(k) - u) * levels_[k].mean + (u - double(k)) * levels_[k + 1].mean;
    }
    double mean() const {
        double sum = 0;
        for (const Level& level : levels_) sum += level.mean / double(levels_.size());
        return sum;
    }
    /// Largest difference of a single facet from what the middle of its level sees, (1 - sin t) / 2.
    double worst_facet() const {
        double worst = 0;
        for (std::size_t k = 0; k < levels_.size(); ++k) {
            const double above = (double(levels_.size() - k) - 0.5) / width_;
            const double f = 0.5 * (1 - above / std::sqrt(1 + above * above));
            worst = std::max({worst, f - levels_[k].low, levels_[k].high - f});
        }
        return worst;
    }

  private:
    struct Level {
        double mean = 0, low = 1, high = 0;
    };
    double width_;
    std::vector<Level> levels_;
};

/// Rows of the table whose receiver is a wall.
class WallRows {
  public:
    explicit WallRows(int directions, idx width = 40) : directions_(directions), width_(width) {}
    /// True where the row is one of them.
    bool add(const std::string& kind, const std::string& par1, const std::string& par2, double wanted) {
        double aspect = 0, z = 0;
        const bool point = kind == "infinite_canyon_wall", mean = kind == "infinite_canyon_wall_mean";
        if ((!point && !mean) || std::sscanf(par1.c_str(), "H/W=%lf", &aspect) != 1) return false;
        if (point && std::sscanf(par2.c_str(), "z/H=%lf", &z) != 1) return false;
        const CanyonWall& wall = walls_.try_emplace(aspect, aspect, directions_, width_).first->second;
        worst_facet = std::max(worst_facet, wall.worst_facet());
        const double error = std::abs((point ? wall.at(z) : wall.mean()) - wanted);
        double& largest = point ? at_height : of_facade;
        const double scaled = point ? error : error / wanted;
        if (scaled > largest) (point ? where_height : where_facade) = par1 + " " + par2;
        largest = std::max(largest, scaled);
        ++(point ? points : facades);
        return true;
    }
    int points = 0, facades = 0;
    double at_height = 0, of_facade = 0, worst_facet = 0;  // 1; 1, relative; 1
    std::string where_height, where_facade;

  private:
    int directions_;
    idx width_;
    std::map<double, CanyonWall> walls_;
};

/// Sky view factor of the scene of one row of the table; NaN where there is none.
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

void compare_with_table(const std::filesystem::path& file, const ValidationContext& context,
                        std::vector<ValidationRow>& rows) {
    constexpr const char* metric = "table_max_abs_error";
    if (!std::filesystem::exists(file)) {
        rows.push_back(
            {name, metric, 0, "1", "<= 0.01", std::nullopt, file.filename().string() + " is not there", ""});
        return;
    }
    const ReferenceTable table = read_reference_table(file);
    double worst = 0, squares = 0;
    int compared = 0;
    std::string where;
    Panel panel{"Horizontal receivers",
                "closed form",
                "sky view factor, ours less that",
                {{"", {}, true}},
                {-0.01, 0.01}};
    WallRows walls(128), fine(1296);
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const auto& r = table.rows[n];
        const double wanted = table.number(n, "F");
        if (walls.add(r[0], r[1], r[2], wanted)) {
            fine.add(r[0], r[1], r[2], wanted);
            continue;
        }
        const double error = of_table_scene(r[0], r[1], r[2]) - wanted;
        if (std::isnan(error)) throw RuntimeError(file.string() + ": no scene for " + r[0] + " " + r[1]);
        if (std::abs(error) > worst) worst = std::abs(error), where = r[0] + " " + r[1] + " " + r[2];
        panel.curves[0].points.push_back({wanted, error});
        squares += error * error;
        ++compared;
    }
    draw_panels(context, name, "The table's scenes. Dashed: what is asked for.", {panel});
    rows.push_back(row(metric, worst, 0.01));
    rows.back().reason = std::to_string(compared) + " rows with horizontal receivers, largest at " + where;
    rows.push_back(row("table_rms_error", std::sqrt(squares / std::max(compared, 1)), 0.005));

    rows.push_back(row("table_wall_max_abs_error", walls.at_height, 0.01));
    rows.back().reason = fmt::format("{} rows of heights on walls, largest at {}; 1296 directions: {:.4f}",
                                     walls.points, walls.where_height, fine.at_height);
    rows.push_back(row("table_wall_mean_max_relative_error", walls.of_facade, 0.01));
    rows.back().reason = fmt::format("{} rows of whole walls, largest at {}; 1296 directions: {:.4f}",
                                     walls.facades, walls.where_facade, fine.of_facade);
    rows.push_back({name,
                    "table_wall_worst_facet",
                    walls.worst_facet,
                    "1",
                    "",
                    {},
                    fmt::format("1296 directions: {:.4f}", fine.worst_facet),
                    ""});
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
    compare_with_table(context.shared / "validation" / "viewfactor-analytic" / "table.csv", context, rows);
    return rows;
}

}  // namespace luwte
