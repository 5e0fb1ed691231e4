// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/green_benefits.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// The text of host/report/benefit_values.toml, which is part of the program.
std::string_view benefit_values_toml();

/// A published amount in euro a year for one unit of a benefit. There is no sum of amounts, on purpose: what
/// they count overlaps.
struct BenefitValue {
    enum class Per { pm10_kg, green_ha };
    std::string id;
    Per per = Per::pm10_kg;
    std::optional<double> low, central, high;  ///< EUR a year; at least one
    int year = 0;                              ///< price level; 0: not said
    TwoTexts name, source;
    std::string status;
    TwoTexts overlaps;  ///< never to be added to these
};
const std::vector<BenefitValue>& benefit_values();

/// What a plan changes, in the unit of an amount; NaN where it is unknown.
double quantity_of(const BenefitValue& value, const GreenChange& change, double area);

/// The fold of a report with the amounts of each plan, each by itself.
std::string euro_fold(const GreenBenefitsOfStudy& benefits);

}  // namespace luwte
