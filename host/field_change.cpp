// SPDX-License-Identifier: Apache-2.0
#include "host/field_change.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {

template <class T>
void FieldChange::add(std::span<const T> before, std::span<const T> after) {
    sum.resize(before.size(), 0.0);
    ++maps;
    for (std::size_t n = 0; n < before.size(); ++n) {
        const double change = double(after[n]) - double(before[n]);
        only_before += std::isnan(after[n]) && !std::isnan(before[n]);
        only_after += std::isnan(before[n]) && !std::isnan(after[n]);
        sum[n] += change;
        if (std::isnan(change)) continue;
        ++cells;
        lowest = std::min(lowest, change), highest = std::max(highest, change);
    }
}
template void FieldChange::add(std::span<const float>, std::span<const float>);
template void FieldChange::add(std::span<const double>, std::span<const double>);

std::vector<float> FieldChange::mean_map() const {
    std::vector<float> map;
    for (const double s : sum) map.push_back(float(s / double(maps)));
    return map;
}

std::string FieldChange::row(std::string_view name, std::string_view unit) const {
    std::vector<float> known;
    double all = 0, mean = 0, low = 0, high = 0;
    for (const float value : mean_map())
        if (!std::isnan(value)) known.push_back(value), all += double(value);
    if (!known.empty()) {
        mean = all / double(known.size());
        const auto at = [&](double share) {
            const auto n = std::ptrdiff_t(share * double(known.size() - 1));
            std::ranges::nth_element(known, known.begin() + n);
            return double(known[std::size_t(n)]);
        };
        low = at(0.05), high = at(0.95);
    }
    std::string text = fmt::format("  {:<34}{:<8}{:>10.3g}{:>10.3g}{:>10.3g}{:>10.3g}{:>10.3g}", name, unit,
                                   mean, low, high, lowest, highest);
    if (only_before + only_after > 0)
        text +=
            fmt::format("   {:.2f} % of values only before, {:.2f} % only after",
                        100.0 * double(only_before) / double(std::max<std::int64_t>(cells + only_before, 1)),
                        100.0 * double(only_after) / double(std::max<std::int64_t>(cells + only_after, 1)));
    return text + "\n";
}

std::string field_change_head() {
    return fmt::format("  {:<34}{:<8}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "after less before", "unit", "mean",
                       "5 %", "95 %", "falls", "rises");
}

std::string unit_of_change(std::string_view units) { return units == "degC" ? "K" : std::string(units); }

}  // namespace luwte
