// SPDX-License-Identifier: Apache-2.0
#include "host/leaf_season.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace luwte {
namespace {

/// 1 from `full` on, 0 before `none`, linear between; at once where both are the same day.
double ramp(double day, double none, double full) {
    if (day >= full) return 1;
    return full > none ? std::clamp((day - none) / (full - none), 0.0, 1.0) : 0;
}

}  // namespace

double leaf_area_share(const Study::City& city, const std::string& date) {
    using namespace std::chrono;
    const year_month_day at{year(std::stoi(date.substr(0, 4))), month(unsigned(std::stoi(date.substr(5, 2)))),
                            day(unsigned(std::stoi(date.substr(8, 2))))};
    const auto of_year = double((sys_days(at) - sys_days(at.year() / January / 1)).count() + 1);
    const auto& [buds, full, fall, bare] = city.leaf_season_day_of_year;
    const double leaves = std::min(ramp(of_year, buds, full), ramp(-of_year, -bare, -fall));
    return city.bare_leaf_area_share + (1 - city.bare_leaf_area_share) * leaves;
}

std::string leaf_rule(const Study::City& city, const std::string& date) {
    const auto& [buds, full, fall, bare] = city.leaf_season_day_of_year;
    return fmt::format(
        "crowns on {}: {:.0f} % of their leaf area in summer; they leaf from day {} to {} of the year and "
        "lose their leaves from day {} to {}, bare ones are worth {:.0f} % (dates of deciduous trees, to be "
        "verified; share after Konarska et al. 2014, to be verified)",
        date, 100 * leaf_area_share(city, date), buds, full, fall, bare, 100 * city.bare_leaf_area_share);
}

}  // namespace luwte
