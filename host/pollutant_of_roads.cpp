// SPDX-License-Identifier: Apache-2.0
#include "host/pollutant_of_roads.hpp"

#include "models/srm1/srm1_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace luwte {
namespace {

/// A row of values as SRM1's formulas take them.
Field2D<float> row_of(std::span<const float> values) {
    Field2D<float> row(Backend::cpu(), {1, 1, idx(values.size())}, "values", "ug m-3");
    std::ranges::copy(values, row.host().begin());
    return row;
}

}  // namespace

std::vector<float> pollutant_of_roads(std::string_view pollutant, const std::vector<Substance>& substances,
                                      std::span<const float> ozone,
                                      const std::function<std::span<const float>(std::size_t)>& values) {
    const auto of = [&](Substance s) {
        return values(std::size_t(std::ranges::find(substances, s) - substances.begin()));
    };
    if (pollutant != "no2") {
        const auto at = std::ranges::find(substance_names, pollutant) - substance_names.begin();
        const std::span<const float> plain = of(Substance(at));
        return {plain.begin(), plain.end()};
    }
    const std::span<const float> nox = of(Substance::nox), direct = of(Substance::no2);
    const std::vector<float> zeros(nox.size());
    const Field2D<float> all = row_of(nox), emitted = row_of(direct), none = row_of(zeros);
    const Field2D<float> made = srm1::no2_by_ozone({all, emitted}, {none, none}, row_of(ozone));
    std::vector<float> out(nox.size());
    std::ranges::transform(direct, made.host(), out.begin(), std::plus<>());
    for (std::size_t n = 0; n < out.size(); ++n)
        if (std::isnan(nox[n])) out[n] = std::numeric_limits<float>::quiet_NaN();
    return out;
}

}  // namespace luwte
