// SPDX-License-Identifier: Apache-2.0
#include "host/deposition_of_streets.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Deposition velocity of ground and roofs, mean over the surface cells of each column of the wind grid.
/// Along the east and north edge a column may reach beyond the surface grid and have fewer of them.
std::vector<float> tops_of(const DepositionRates& rates, const CityLayers& city, const WindLayout& layout,
                           double speed) {
    const std::size_t columns = std::size_t(layout.grid.nx) * std::size_t(layout.grid.ny);
    std::vector<double> sum(columns), cells(columns);
    for (idx j = 0; j < city.grid.ny; ++j)
        for (idx i = 0; i < city.grid.nx; ++i) {
            const auto type =
                std::size_t(city.surface_type[std::size_t(j) * std::size_t(city.grid.nx) + std::size_t(i)]);
            const std::size_t column = std::size_t(j / layout.per_cell) * std::size_t(layout.grid.nx) +
                                       std::size_t(i / layout.per_cell);
            sum[column] += double(rates.surface.at(type)), cells[column] += 1;
        }
    std::vector<float> mean(columns);
    for (std::size_t n = 0; n < columns; ++n) mean[n] = float(sum[n] / (cells[n] * speed));
    return mean;
}

const DepositionRates& rates_of_study(const Study& study, Substance substance) {
    static const DepositionRates nothing;
    return study.air.deposition ? deposition_rates(substance) : nothing;
}

/// Rates that differ, nothing first, and whose they are.
std::vector<std::pair<DepositionRates, std::vector<std::size_t>>> grouped(
    const Study& study, std::span<const Substance> substances) {
    std::vector<std::pair<DepositionRates, std::vector<std::size_t>>> groups;
    for (std::size_t n = 0; n < substances.size(); ++n) {
        const DepositionRates& rates = rates_of_study(study, substances[n]);
        auto at = std::ranges::find(groups, rates, [](const auto& group) { return group.first; });
        if (at == groups.end())
            at = groups.insert(rates.takes() ? groups.end() : groups.begin(), {rates, {}});
        at->second.push_back(n);
    }
    return groups;
}

}  // namespace

std::vector<RemovalGroup> removal_groups(const Study& study, std::span<const Substance> substances,
                                         const CityLayers& city, const WindLayout& layout, double speed) {
    std::vector<RemovalGroup> out;
    for (auto& [rates, members] : grouped(study, substances)) {
        RemovalGroup& group = out.emplace_back();
        group.substances = std::move(members), group.takes = rates.takes();
        if (!group.takes) continue;
        const dispersion::Removal& at_speed = rates.removal;
        group.parameters.removal = {float(double(at_speed.to_surfaces) / speed),
                                    float(double(at_speed.to_leaves) / speed),
                                    float(double(at_speed.settling) / speed)};
        group.parameters.tops = tops_of(rates, city, layout, speed);
    }
    return out;
}

std::size_t removal_group_count(const Study& study, std::span<const Substance> substances) {
    return grouped(study, substances).size();
}

std::string TakenShares::text(std::span<const Substance> substances) const {
    std::string out;
    for (std::size_t n = 0; n < substances.size(); ++n)
        if (taken[n] > 0)
            out += fmt::format("{}{} {:.2g} %", out.empty() ? "" : ", ",
                               substance_names[std::size_t(substances[n])], 100 * taken[n] / emitted[n]);
    return out.empty() ? "nothing" : out;
}

}  // namespace luwte
