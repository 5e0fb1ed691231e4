// SPDX-License-Identifier: Apache-2.0
#include "validation/aij_case_e/aij_case_e.hpp"

#include "validation/picture.hpp"
#include "validation/score.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double cell_size = 5;  ///< m

/// Pairs of solver and tunnel.
struct Pairs {
    Score score;
    double within = 0;  ///< pairs within a factor of two
    void add(double modelled, double measured) {
        score.add(modelled, measured);
        within += modelled >= 0.5 * measured && modelled <= 2 * measured ? 1 : 0;
    }
    /// Of the least-squares line of the solver over the tunnel.
    double slope() const {
        return (score.n * score.xy - score.x * score.y) / (score.n * score.yy - score.y * score.y);
    }
    double bias() const { return score.bias() * score.n / score.y; }
    double fac2() const { return within / score.n; }
};

ValidationRow figure(std::string metric, double value, std::string reason) {
    return {"aij_case_e", std::move(metric), value, "1", "", {}, std::move(reason), ""};
}

}  // namespace

std::vector<ValidationRow> validate_aij_case_e(const ValidationContext& context) {
    return aij::validate_case_e(context, {});
}

std::vector<ValidationRow> aij::validate_case_e(const ValidationContext& context,
                                                const std::vector<std::string>& names) {
    const auto file = context.shared / "validation" / "aij_case_e" / "points.csv";
    if (!std::filesystem::exists(file))
        return {{"aij_case_e", "correlation", 0, "1", ">= 0.75", {}, "no " + file.string(), ""}};

    Pairs all, low, high, open, mean_wind;
    std::vector<ValidationRow> rows;
    std::vector<Panel> panels;
    double least = 1, drift = 0;
    int iterations = 0;
    for (const CaseEDirection& direction : run_case_e(context, cell_size, names, false)) {
        Pairs pairs;
        Panel panel{"wind from " + direction.name + ": speed over inflow at 15.9 m",
                    "measured",
                    "solver",
                    {{"probes", {}, true}, {"equal", {{0, 0}, {1.4, 1.4}}}}};
        for (const CaseEDirection::Probe& p : direction.probes) {
            pairs.add(p.modelled, p.measured), all.add(p.modelled, p.measured);
            (p.measured < 0.5 ? low : high).add(p.modelled, p.measured);
            mean_wind.add(p.mean_wind, p.measured);
            if (!p.in_building) open.add(p.modelled, p.measured);
            panel.curves[0].points.push_back({p.measured, p.modelled});
        }
        const double r = pairs.score.correlation();
        least = std::min(least, r), drift = std::max(drift, direction.drift);
        iterations = std::max(iterations, direction.iterations);
        rows.push_back({"aij_case_e", "correlation_" + direction.name, r, "1", ">= 0.65", r >= 0.65,
                        fmt::format("bias {:+.0f} %, slope {:.2f}, rmse {:.2f}", 100 * pairs.bias(),
                                    pairs.slope(), pairs.score.rmse()),
                        ""});
        panels.push_back(std::move(panel));
    }
    draw_panels(context, "aij_case_e", "Speed at 2 m over the inflow's at 15.9 m, Niigata, by direction",
                panels);

    const double r = all.score.correlation(), bias = all.bias();
    rows.insert(rows.begin(), {{"aij_case_e", "correlation", r, "1", ">= 0.75", r >= 0.75,
                                fmt::format("{:.0f} pairs, rmse {:.2f}", all.score.n, all.score.rmse()), ""},
                               {"aij_case_e", "correlation_min", least, "1", ">= 0.65", least >= 0.65,
                                fmt::format("of {} directions", panels.size()), ""},
                               {"aij_case_e", "bias", bias, "1", "within 0.20", std::abs(bias) <= 0.20,
                                "mean of the solver less the mean measured, over the latter", "0.15"}});
    rows.push_back(
        {"aij_case_e", "drift_in_50_iterations", drift, "1", "<= 0.001", drift <= 1e-3,
         fmt::format("over the highest inflow speed, worst direction; {} iterations at most", iterations),
         ""});
    rows.push_back(figure("rmse_over_mean", all.score.rmse() * all.score.n / all.score.y,
                          "over the mean measured, of all pairs"));
    for (const auto& [name, pairs] : {std::pair{"below_0.5", low}, std::pair{"above_0.5", high}}) {
        const std::string reason =
            fmt::format("{:.0f} pairs measured there, bias {:+.0f} %", pairs.score.n, 100 * pairs.bias());
        rows.push_back(figure(fmt::format("slope_{}", name), pairs.slope(), reason));
        rows.push_back(figure(fmt::format("fac2_{}", name), pairs.fac2(), reason));
    }
    rows.push_back(
        figure("correlation_open_probes", open.score.correlation(),
               fmt::format("{:.0f} pairs of probes that no building covers on the wind grid", open.score.n)));
    Pairs screening;
    for (const CaseEDirection& direction : run_case_e(context, cell_size, names, true))
        for (const CaseEDirection::Probe& p : direction.probes) screening.add(p.modelled, p.measured);
    rows.push_back(figure("screening_correlation", screening.score.correlation(),
                          fmt::format("by a mass-consistent projection of the inflow; bias {:+.0f} %",
                                      100 * screening.bias())));
    rows.push_back(figure(
        "correlation_mean_wind", mean_wind.score.correlation(),
        fmt::format("speed of the mean wind, without eddies; bias {:+.0f} %", 100 * mean_wind.bias())));
    return rows;
}

}  // namespace luwte
