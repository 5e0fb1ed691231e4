// SPDX-License-Identifier: Apache-2.0
#include "kernels/wind/mean_speed.hpp"
#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"
#include "validation/aij.hpp"
#include "validation/picture.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double H = 0.2;                    ///< m, the cubes
constexpr double at_height = 3.654;          ///< m s-1, inflow at H
constexpr double floor_roughness = 2e-4;     ///< m: the log law through the inflow at 0.1 H and at H
constexpr double building_roughness = 1e-5;  ///< m, smooth
constexpr int cells = 6;                     ///< to H
/// In H, from the blocks to where wind comes in (also to the sides when it blows along them) and goes out,
/// and up (AIJ guideline: 5 and 10 heights; the inflow was measured to 6 H).
constexpr int before = 5, behind = 10;
constexpr double up = 8;
constexpr int blocks = 5;  ///< H, three cubes and two gaps

/// A set of points: where the wind comes from and what stands in the middle.
struct Set {
    double source_angle, from;
    std::string centre;
    std::string name() const { return fmt::format("{:g}_{}", source_angle, centre); }
};

class CaseC {
  public:
    CaseC(const std::filesystem::path& folder, const Set& set)
        : oblique_(set.source_angle > 0),
          domain_(cubes(set.centre[0] - '0')),
          model_(Backend::automatic(), domain_, {}) {
        aij::start(model_, domain_, aij::inflow(folder, domain_, floor_roughness, level), set.from);
        aij::settle(model_, 500);  // some sets swing for ever
    }
    const WindModel& model() const { return model_; }

    /// k of the cell around a point [m] of the domain.
    static double k_at(const Field3D<float>& k, double x, double y, double z) {
        const double dx = H / cells;
        return double(
            k.view()(idx(z / (0.5 * dx)) + 1, idx(y / dx) + wind::ghosts, idx(x / dx) + wind::ghosts));
    }
    WindSample sample() const { return WindSample(model_, domain_); }
    double x(double from_middle) const { return from_middle + (before + 0.5 * blocks) * H; }

  private:
    WindDomain cubes(int centre) const {
        const double dx = H / cells;
        std::vector<double> levels(std::size_t(2.5 * cells), 0.5 * dx);  // to 1.25 H
        for (double top = 1.25 * H, dz = 0.5 * dx; top < up * H;) top += dz *= 1.15, levels.push_back(dz);
        // Rows and columns of blocks, 2 H apart.
        const auto block_top = [&](double px, double py) {
            const double column = std::round((px - x(0)) / (2 * H)), row = std::round((py - x(0)) / (2 * H));
            const bool inside = std::abs(column) <= 1 && std::abs(row) <= 1 &&
                                std::abs(px - x(2 * H * column)) < 0.5 * H &&
                                std::abs(py - x(2 * H * row)) < 0.5 * H;
            return inside ? (column == 0 && row == 0 ? centre * H : H) : 0.0;
        };
        WindDomain d = test_wind::domain((before + blocks + behind) * cells,
                                         (before + blocks + (oblique_ ? behind : before)) * cells, dx, levels,
                                         floor_roughness, [](double, double, double) { return false; });
        d.side_roughness = building_roughness;
        const std::vector<double> heights = d.heights();
        for (idx j = 0; j < d.roughness.shape().ny; ++j)
            for (idx i = 0; i < d.roughness.shape().nx; ++i) {
                const double top = block_top((i + 0.5) * dx, (j + 0.5) * dx);
                if (top > 0) d.roughness.view()(j, i) = float(building_roughness);
                for (std::size_t k = 0; k < heights.size(); ++k)
                    d.solid.view()(idx(k), j, i) = heights[k] < top;
            }
        return d;
    }
    /// AIJ guideline (Tominaga et al. 2008): k is the variance along the wind.
    static aij::InflowLevel level(const ReferenceTable& table, std::size_t n) {
        const double sigma = table.number(n, "sigma_ms");
        return {table.number(n, "z_m"), table.number(n, "U_ms"), sigma * sigma};
    }

    bool oblique_;
    WindDomain domain_;
    WindModel model_;
};

std::vector<Set> sets_of(const ReferenceTable& points) {
    std::vector<Set> sets;
    for (std::size_t n = 0; n < points.rows.size(); ++n) {
        const Set set{points.number(n, "source_angle_deg"), points.number(n, "wind_from_deg"),
                      points.rows[n][2]};
        if (std::ranges::none_of(sets, [&](const Set& s) { return s.name() == set.name(); }))
            sets.push_back(set);
    }
    return sets;
}

}  // namespace

std::vector<ValidationRow> validate_aij_case_c(const ValidationContext& context) {
    const std::filesystem::path folder = context.shared / "validation" / "aij_case_c";
    if (!std::filesystem::exists(folder / "points.csv"))
        return {{"aij_case_c",
                 "hit_rate_speed_pooled",
                 0,
                 "1",
                 ">= 0.66",
                 {},
                 "no " + (folder / "points.csv").string(),
                 ""}};
    const ReferenceTable points = read_reference_table(folder / "points.csv");
    const double at_probes = read_reference_table(folder / "inflow.csv").number(1, "U_ms");  // 0.02 m

    std::vector<ValidationRow> sets;
    std::vector<double> pooled, pooled_mean_wind;
    std::vector<Panel> panels;
    double least = 1, drift = 0;
    int iterations = 0;
    for (const Set& set : sets_of(points)) {
        const CaseC flow(folder, set);
        const WindSample wind = flow.sample();
        const Field3D<float> k = flow.model().k().copy_to(Backend::cpu());
        std::vector<double> hits, of_mean_wind;
        double ratio = 0;
        Panel panel{set.name() + ": speed over inflow",
                    "measured",
                    "solver",
                    {{"points", {}, true}, {"equal", {{0, 0}, {1.6, 1.6}}}}};
        for (std::size_t n = 0; n < points.rows.size(); ++n) {
            if (points.number(n, "source_angle_deg") != set.source_angle || points.rows[n][2] != set.centre)
                continue;
            const double measured = points.number(n, "speed_over_inflow_at_same_height");
            // The points' y runs against that of the wind's angle (README.md).
            const double x = flow.x(points.number(n, "x_m")), y = flow.x(-points.number(n, "y_m"));
            const double z = points.number(n, "z_m"), speed = wind.speed(x, y, z);
            const double modelled =
                double(wind::mean_speed(float(speed), float(CaseC::k_at(k, x, y, z)))) / at_probes;
            of_mean_wind.push_back(aij::hit(speed / at_probes, measured, at_height / at_probes));
            hits.push_back(aij::hit(modelled, measured, at_height / at_probes));
            ratio += modelled - measured;
            panel.curves[0].points.push_back({measured, modelled});
        }
        const double q = aij::mean(hits);
        least = std::min(least, q), drift = std::max(drift, aij::drift(flow.model()));
        iterations = std::max(iterations, flow.model().iterations());
        pooled.insert(pooled.end(), hits.begin(), hits.end());
        pooled_mean_wind.insert(pooled_mean_wind.end(), of_mean_wind.begin(), of_mean_wind.end());
        panels.push_back(std::move(panel));
        sets.push_back({"aij_case_c", "hit_rate_speed_" + set.name(), q, "1", ">= 0.50", q >= 0.50,
                        fmt::format("{}; mean error {:+.2f} of the inflow at that height",
                                    aij::interval(hits), ratio / double(hits.size())),
                        "0.66"});
    }
    draw_panels(context, "aij_case_c", "Speed at 0.1 H over the inflow's there, by angle and centre block",
                panels);
    const double q = aij::mean(pooled);
    std::vector<ValidationRow> rows = {
        {"aij_case_c", "hit_rate_speed_pooled", q, "1", ">= 0.66", q >= 0.66, aij::interval(pooled), "0.66"},
        {"aij_case_c", "hit_rate_speed_min", least, "1", ">= 0.50", least >= 0.50, "of the six sets",
         "0.66"}};
    rows.insert(rows.end(), sets.begin(), sets.end());
    rows.push_back({"aij_case_c",
                    "hit_rate_mean_wind_pooled",
                    aij::mean(pooled_mean_wind),
                    "1",
                    "",
                    {},
                    "speed of the mean wind, without eddies: " + aij::interval(pooled_mean_wind),
                    ""});
    rows.push_back(
        {"aij_case_c", "drift_in_50_iterations", drift, "1", "<= 0.001", drift <= 1e-3,
         fmt::format("over the highest inflow speed, worst set; {} iterations at most", iterations), ""});
    return rows;
}

}  // namespace luwte
