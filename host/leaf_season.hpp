// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <string>

namespace luwte {

/// Leaf area of crowns on a date, per that in full leaf [1]: `bare_leaf_area_share` before buds open and once
/// all leaves have fallen, linear with the days between (study keys of [city]; docs/models/city.md, rule 18).
/// A bare crown lets 40 to 52 % of direct sun through where one in leaf lets 1 to 5 %: Konarska et al.
/// (2014), doi:10.1007/s00704-013-1000-3 (second hand). `date` is "YYYY-MM-DD".
double leaf_area_share(const Study::City& city, const std::string& date);

/// The same in words, for the result.
std::string leaf_rule(const Study::City& city, const std::string& date);

}  // namespace luwte
