// SPDX-License-Identifier: Apache-2.0
#include "validation/aij_case_a/aij_case_a.hpp"

#include "models/wind/test_domains.hpp"
#include "models/wind/wind_sample.hpp"
#include "validation/aij.hpp"
#include "validation/reference_table.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

namespace luwte {

namespace {

constexpr double b = 0.08, height = 2 * b;  ///< m, the building: b x b x 2 b
constexpr double reference = aij_case_a_speed;
/// m, the tunnel's floor: the log law of this roughness meets the lowest two heights measured.
constexpr double floor_roughness = 1.5e-4;
constexpr double building_roughness = 1e-5;  ///< m, smooth
/// In b, of the domain: before, behind and beside the building, and up (AIJ guideline: at least 5 heights to
/// the sides, 10 behind; the tunnel itself was 15 b wide).
constexpr int before = 6, behind = 14, beside = 6;
constexpr double up = 11;

aij::InflowLevel level(const ReferenceTable& table, std::size_t n) {
    return {table.number(n, "z_over_b") * b, table.number(n, "U_ms"), table.number(n, "k_m2s2")};
}

}  // namespace

WindDomain aij_case_a_domain(int cells) {
    const double dx = b / cells;
    std::vector<double> levels(std::size_t(9 * cells / 2), 0.5 * dx);  // to 2.25 b
    for (double top = 2.25 * b, dz = 0.5 * dx; top < up * b;) top += dz *= 1.15, levels.push_back(dz);
    WindDomain domain = test_wind::domain((before + 1 + behind) * cells, (2 * beside + 1) * cells, dx, levels,
                                          floor_roughness, [](double x, double y, double z) {
                                              return x > before * b && x < (before + 1) * b &&
                                                     y > beside * b && y < (beside + 1) * b && z < height;
                                          });
    domain.side_roughness = building_roughness;
    for (idx j = beside * cells; j < (beside + 1) * cells; ++j)
        for (idx i = before * cells; i < (before + 1) * cells; ++i)
            domain.roughness.view()(j, i) = float(building_roughness);
    return domain;
}

WindProfile aij_case_a_log_law(const WindDomain& domain) {
    return log_law(test_wind::heights_with_top(domain), aij_case_a_speed, height, floor_roughness);
}

namespace {

class CaseA {
  public:
    CaseA(const std::filesystem::path& folder, int cells)
        : domain_(aij_case_a_domain(cells)), model_(Backend::automatic(), domain_, {}) {
        model_.start(aij::inflow(folder, domain_, floor_roughness, level), 270);
        aij::settle(model_);
    }
    CaseAFigures figures(const ReferenceTable& points) const {
        const WindSample wind(model_, domain_);
        CaseAFigures hits{{},
                          {},
                          {},
                          wake(),
                          on_roof(),
                          aij::drift(model_),
                          model_.largest_imbalance(),
                          model_.iterations()};
        for (std::size_t n = 0; n < points.rows.size(); ++n) {
            const double z = points.number(n, "z_over_b");
            const auto [u, v, w] = at(wind, points.number(n, "x_over_b"), points.number(n, "y_over_b"), z);
            const double mu = points.number(n, "U_ms"), mv = points.number(n, "V_ms"),
                         mw = points.number(n, "W_ms");
            const double hit_speed =
                aij::hit(std::sqrt(u * u + v * v + w * w), std::sqrt(mu * mu + mv * mv + mw * mw), reference);
            hits.speed.push_back(hit_speed);
            hits.along.push_back(aij::hit(u, mu, reference));
            if (std::abs(z - 0.125) < 1e-6 && points.rows[n][0].starts_with("horizontal"))
                hits.pedestrian.push_back(hit_speed);
        }
        return hits;
    }

  private:
    /// Distance behind the rear face at which the wind near the floor turns downwind again [b].
    double wake() const {
        const WindSample wind(model_, domain_);
        for (double x = 0.55; x < behind; x += 0.01)
            if (at(wind, x, 0, 0.125)[0] > 0) return x - 0.5;
        return behind;
    }
    /// Least wind along the roof's middle, up to 0.3 b above it [1, of the reference].
    double on_roof() const {
        const WindSample wind(model_, domain_);
        double least = 1;
        for (double x = -0.45; x < 0.45; x += 0.05)
            for (double z = 2.03; z < 2.3; z += 0.03)
                least = std::min(least, at(wind, x, 0, z)[0] / reference);
        return least;
    }
    /// x, y, z in b from the building's centre on the floor.
    static std::array<double, 3> at(const WindSample& wind, double x, double y, double z) {
        return wind.at((x + before + 0.5) * b, (y + beside + 0.5) * b, z * b);
    }
    WindDomain domain_;
    WindModel model_;
};

}  // namespace

CaseAFigures run_aij_case_a(const ValidationContext& context, int cells) {
    const std::filesystem::path folder = context.shared / "validation" / "aij_case_a";
    return CaseA(folder, cells).figures(read_reference_table(folder / "points.csv"));
}

std::vector<ValidationRow> validate_aij_case_a(const ValidationContext& context) {
    const std::filesystem::path folder = context.shared / "validation" / "aij_case_a";
    if (!std::filesystem::exists(folder / "points.csv"))
        return {
            {"aij_case_a", "q_speed", 0, "1", ">= 0.70", {}, "no " + (folder / "points.csv").string(), ""}};
    const CaseAFigures flow = run_aij_case_a(context, 8);
    const auto judged = [](const char* metric, double value, const char* unit, const char* asked, bool met,
                           std::string reason, const char* goal) {
        return ValidationRow{"aij_case_a", metric, value, unit, asked, met, std::move(reason), goal};
    };
    const double q = aij::mean(flow.speed), pedestrian = aij::mean(flow.pedestrian);
    return {judged("q_speed", q, "1", ">= 0.70", q >= 0.70, aij::interval(flow.speed), "0.75"),
            judged("q_speed_pedestrian", pedestrian, "1", ">= 0.60", pedestrian >= 0.60,
                   aij::interval(flow.pedestrian), "0.66"),
            judged("wake_closure_b", flow.wake, "1", "<= 2.7", flow.wake <= 2.7,
                   "behind the rear face at 0.125 b; 1.32 measured", "2.0"),
            judged("least_wind_on_roof", flow.least_on_roof, "1", "< 0", flow.least_on_roof < 0,
                   "over U_H: reverse flow on the roof, as measured", ""),
            judged("drift_in_50_iterations", flow.drift, "1", "<= 0.001", flow.drift <= 1e-3,
                   "over the highest inflow speed; " + std::to_string(flow.iterations) + " iterations", ""),
            {"aij_case_a", "q_u", aij::mean(flow.along), "1", "", {}, aij::interval(flow.along), ""},
            {"aij_case_a",
             "largest_imbalance",
             flow.imbalance,
             "1",
             "",
             {},
             "net outflow of a cell over dx^2 and the highest inflow speed",
             ""}};
}

}  // namespace luwte
