// SPDX-License-Identifier: Apache-2.0
#include "kernels/wind/mean_speed.hpp"
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_domain.hpp"
#include "validation/aij.hpp"
#include "validation/aij_case_e/aij_case_e.hpp"
#include "validation/reference_table.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace luwte::aij {

namespace {

constexpr double west_edge = -246, south_edge = -250, block = 500;  ///< m, the modelled quarter
constexpr double raster = 0.5;                                      ///< m, cells that roofs are put on
constexpr double lowest_roof = 1;                                   ///< m; below it faces are ground (README)
/// m: the log law through the inflow at the probes' height and at 15.9 m.
constexpr double floor_roughness = 0.0036;
constexpr double building_roughness = 0.0025;  ///< m, smooth: 0.01 mm in the tunnel, as in case C
constexpr double tallest = 60, up = 6 * tallest;
/// m, empty land before, beside and, along the wind, behind the quarter: with the quarter's own 190 m and
/// more the tower has 5 of its heights before and beside it and 8 behind (AIJ guideline: 5 and 10).
constexpr double around = 150, behind = 300;
constexpr double reference_height = 250, reference_speed = 7.8;  ///< m, m s-1 (README)
/// 1, over the speed at 250 m, at 15.9 m: all ratios measured are multiples of 0.01 over this number.
constexpr double inflow_at_15_9 = 0.50453;

double degrees(double angle) { return angle * 3.14159265358979323846 / 180; }

/// Height of the highest roof over the middle of each cell, 0 where there is none [m].
Field2D<float> roofs(const std::filesystem::path& folder) {
    const ReferenceTable table = read_reference_table(folder / "roof_triangles.csv");
    const idx n = std::lround(block / raster);
    Field2D<float> field(Backend::cpu(), {1, n, n}, "height of roofs", "m");
    std::ranges::fill(field.host(), 0.0f);
    const auto height = field.view();
    for (std::size_t t = 0; t < table.rows.size(); ++t) {
        const double roof = table.number(t, "height_m");
        if (roof < lowest_roof) continue;
        const double x[] = {table.number(t, "x1"), table.number(t, "x2"), table.number(t, "x3")};
        const double y[] = {table.number(t, "y1"), table.number(t, "y2"), table.number(t, "y3")};
        const auto first = [n](double low, double edge) {
            return std::clamp(idx(std::floor((low - edge) / raster)), idx(0), n - 1);
        };
        const auto side = [&](int a, int b, double px, double py) {
            return (x[b] - x[a]) * (py - y[a]) - (y[b] - y[a]) * (px - x[a]);
        };
        for (idx j = first(std::ranges::min(y), south_edge); j <= first(std::ranges::max(y), south_edge); ++j)
            for (idx i = first(std::ranges::min(x), west_edge); i <= first(std::ranges::max(x), west_edge);
                 ++i) {
                const double px = west_edge + (double(i) + 0.5) * raster,
                             py = south_edge + (double(j) + 0.5) * raster;
                const double a = side(0, 1, px, py), b = side(1, 2, px, py), c = side(2, 0, px, py);
                if ((a >= 0 && b >= 0 && c >= 0) || (a <= 0 && b <= 0 && c <= 0))
                    height(j, i) = std::max(height(j, i), float(roof));
            }
    }
    return field;
}

/// Columns of empty land on each side of the quarter for wind from one direction.
struct Margins {
    idx west, east, south, north;
    Margins(double from, double dx) {
        const double x = -std::sin(degrees(from)), y = -std::cos(degrees(from));
        const auto columns = [dx](double outward) {
            return idx(std::ceil(std::max(around, behind * outward) / dx));
        };
        west = columns(-x), east = columns(x), south = columns(-y), north = columns(y);
    }
};

WindDomain quarter(const Field2D<float>& roofs, const Margins& margins, double dx) {
    // Three cells below 1.75 m, a fifth more each, up to the highest roof none thicker than a column is wide.
    std::vector<double> levels{0.5, 0.5};
    for (double top = 1, dz = 0.5; top < up; top += dz, levels.push_back(dz)) {
        dz *= 1.2;
        if (top < tallest) dz = std::min(dz, dx);
    }
    const idx columns = std::lround(block / dx);
    WindDomain domain =
        test_wind::domain(margins.west + columns + margins.east, margins.south + columns + margins.north, dx,
                          levels, floor_roughness, [](double, double, double) { return false; });
    domain.side_roughness = building_roughness;
    const idx cells = roofs.shape().nx;
    const Shape s = domain.solid.shape();
    put_buildings(roofs, {idx(std::lround(dx / raster)), cells, cells, margins.west, margins.south}, s,
                  domain);
    for (idx j = 0; j < s.ny; ++j)
        for (idx i = 0; i < s.nx; ++i)
            if (domain.solid.view()(0, j, i) != 0) domain.roughness.view()(j, i) = float(building_roughness);
    return domain;
}

aij::InflowLevel level(const ReferenceTable& table, std::size_t n) {
    const double square = reference_speed * reference_speed;
    return {table.number(n, "z_over_zR") * reference_height, table.number(n, "U_over_UR") * reference_speed,
            table.number(n, "k_over_UR2") * square};
}

/// Speeds in the middles of cells, as a run's sector library has them.
class Speeds {
  public:
    Speeds(const WindModel& model, const WindDomain& domain)
        : domain_(domain),
          u_(model.u().copy_to(Backend::cpu())),
          v_(model.v().copy_to(Backend::cpu())),
          w_(model.w().copy_to(Backend::cpu())),
          k_(model.k().copy_to(Backend::cpu())),
          open_(model.flow().open),
          heights_(domain.heights()) {}

    struct Value {
        double mean_of_speed = 0, of_mean_wind = 0;
        bool in_building = false;
    };
    /// At x, y [m] of the domain and z above the lowest middle: linear between levels and between the four
    /// columns around, those in buildings left out; where all four are, of the nearest column that is not.
    Value at(double x, double y, double z) const {
        const auto above = std::ranges::upper_bound(heights_, z);
        const idx level = idx(above - heights_.begin()) - 1;
        const double low = heights_[std::size_t(level)],
                     share = (z - low) / (heights_[std::size_t(level + 1)] - low);
        const double dx = domain_.cell_size, i = x / dx - 0.5, j = y / dx - 0.5;
        const auto is_air = [&](idx jj, idx ii) { return domain_.solid.view()(level, jj, ii) == 0; };
        Value sum;
        double weights = 0;
        const auto add = [&](idx jj, idx ii, double weight) {
            const Value lower = cell(level, jj, ii), upper = cell(level + 1, jj, ii);
            sum.mean_of_speed += weight * std::lerp(lower.mean_of_speed, upper.mean_of_speed, share);
            sum.of_mean_wind += weight * std::lerp(lower.of_mean_wind, upper.of_mean_wind, share);
            weights += weight;
        };
        for (const idx jj : {idx(j), idx(j) + 1})
            for (const idx ii : {idx(i), idx(i) + 1})
                if (is_air(jj, ii))
                    add(jj, ii, (1 - std::abs(j - double(jj))) * (1 - std::abs(i - double(ii))));
        if (weights < 1e-6) {
            double nearest = 1e300;
            idx best_j = 0, best_i = 0;
            for (idx jj = 0; jj < domain_.solid.shape().ny; ++jj)
                for (idx ii = 0; ii < domain_.solid.shape().nx; ++ii) {
                    const double away = std::hypot(j - double(jj), i - double(ii));
                    if (is_air(jj, ii) && away < nearest) nearest = away, best_j = jj, best_i = ii;
                }
            sum = {}, weights = 0;
            add(best_j, best_i, 1);
        }
        return {sum.mean_of_speed / weights, sum.of_mean_wind / weights, !is_air(idx(y / dx), idx(x / dx))};
    }

  private:
    Value cell(idx level, idx column_j, idx column_i) const {
        const idx k = level + 1, j = column_j + wind::ghosts, i = column_i + wind::ghosts;
        const auto u = u_.view(), v = v_.view(), w = w_.view();
        const std::ptrdiff_t n = k * u.sz + j * u.sy + i;
        const double along_x = double(open_.middle<0>(u.p + n, n, 1)),
                     along_y = double(open_.middle<1>(v.p + n, n, u.sy)),
                     upward = double(open_.middle<2>(w.p + n, n, u.sz));
        const double speed = std::sqrt(along_x * along_x + along_y * along_y + upward * upward);
        return {double(wind::mean_speed(float(speed), k_.view()(k, j, i))), speed};
    }
    const WindDomain& domain_;
    Field3D<float> u_, v_, w_, k_;
    wind::OpenShares open_;
    std::vector<double> heights_;
};

}  // namespace

std::vector<CaseEDirection> run_case_e(const ValidationContext& context, double cell_size,
                                       const std::vector<std::string>& names, bool screening) {
    const std::filesystem::path folder = context.shared / "validation" / "aij_case_e";
    const ReferenceTable points = read_reference_table(folder / "points.csv");
    const Field2D<float> heights = roofs(folder);
    std::vector<CaseEDirection> directions;
    for (std::size_t n = 0; n < points.rows.size(); ++n) {
        const std::string& name = points.rows[n][0];
        if (!names.empty() && std::ranges::find(names, name) == names.end()) continue;
        if (std::ranges::none_of(directions, [&](const CaseEDirection& d) { return d.name == name; }))
            directions.push_back({name, points.number(n, "wind_from_deg"), {}, 0, 0});
    }
    for (CaseEDirection& direction : directions) {
        const Margins margins(direction.from, cell_size);
        const WindDomain domain = quarter(heights, margins, cell_size);
        WindModel model(Backend::automatic(), domain, {});
        const WindProfile profile = aij::inflow(folder, domain, floor_roughness, level);
        if (screening) {
            model.start(profile, direction.from);
            model.project();
        } else {
            aij::start(model, domain, profile, direction.from);
            settle(model, 500);  // as case C: some flows swing for ever
        }
        direction.drift = drift(model), direction.iterations = model.iterations();
        const Speeds speeds(model, domain);
        for (std::size_t n = 0; n < points.rows.size(); ++n) {
            if (points.rows[n][0] != direction.name) continue;
            const Speeds::Value value =
                speeds.at(points.number(n, "x_m") - west_edge + double(margins.west) * cell_size,
                          points.number(n, "y_m") - south_edge + double(margins.south) * cell_size,
                          points.number(n, "z_m"));
            const double inflow_speed = inflow_at_15_9 * reference_speed;
            direction.probes.push_back({points.number(n, "speed_over_Uinflow_15p9m_after"),
                                        value.mean_of_speed / inflow_speed, value.of_mean_wind / inflow_speed,
                                        value.in_building});
        }
    }
    return directions;
}

}  // namespace luwte::aij
