// SPDX-License-Identifier: Apache-2.0
#include "validation/aij.hpp"

#include "models/wind/coarse_start.hpp"
#include "models/wind/test_domains.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <fmt/format.h>

namespace luwte::aij {

double hit(double modelled, double measured, double reference) {
    const double off = std::abs(modelled - measured);
    return off <= 0.06 * reference || off <= 0.25 * std::abs(measured) ? 1 : 0;
}

double mean(const std::vector<double>& hits) {
    return std::accumulate(hits.begin(), hits.end(), 0.0) / double(hits.size());
}

std::string interval(const std::vector<double>& hits) {
    std::mt19937 random(1);
    std::uniform_int_distribution<std::size_t> any(0, hits.size() - 1);
    std::vector<double> means;
    for (int draw = 0; draw < 2000; ++draw) {
        double sum = 0;
        for (std::size_t n = 0; n < hits.size(); ++n) sum += hits[any(random)];
        means.push_back(sum / double(hits.size()));
    }
    std::ranges::sort(means);
    return fmt::format("{:.0f} of {} points, W = 0.06 U_H, D = 0.25; 95 % of samples {:.2f} to {:.2f}",
                       std::accumulate(hits.begin(), hits.end(), 0.0), hits.size(), means[50], means[1949]);
}

WindProfile inflow(const std::filesystem::path& folder, const WindDomain& domain, double roughness,
                   const std::function<InflowLevel(const ReferenceTable&, std::size_t)>& level) {
    const ReferenceTable table = read_reference_table(folder / "inflow.csv");
    std::vector<double> at, speed, k;
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const InflowLevel measured = level(table, n);
        at.push_back(measured.z), speed.push_back(measured.speed), k.push_back(measured.k);
    }
    return measured_profile(test_wind::heights_with_top(domain), at, speed, k, roughness);
}

void start(WindModel& model, const WindDomain& domain, const WindProfile& profile, double from) {
    const auto wider = flow_on_wider_columns(Backend::automatic(), domain, {}, profile, from, {});
    model.start(profile, from, wider ? &*wider : nullptr);
}

double drift(const WindModel& model) { return 50 * model.last_change(); }

void settle(WindModel& model, int most) {
    do model.iterate(50);
    while (drift(model) > 1e-3 && model.iterations() < most);
}

}  // namespace luwte::aij
