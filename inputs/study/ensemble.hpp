// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/study/study.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luwte {

/// One member of the small ensemble behind ranking.ensemble: the base of a city with one thing changed.
struct EnsembleMember {
    std::string_view id, about;
    double warmer_k = 0, wind_times = 1, leaves_times = 1;
};

/// Air 1 K warmer and cooler, wind 20 % more and less, leaves 30 % more and fewer.
const std::vector<EnsembleMember>& ensemble_members();

/// The study of one member: heat only, with the fields that the ranking reads. Leaves change for light alone
/// (city.canopy_clumping), so that the wind stays that of the base.
Study study_of(const Study& study, const EnsembleMember& member);

/// Folder of the members beside the scenarios of a site, and so no id of a scenario.
inline constexpr std::string_view ensemble_folder = "ensemble";

}  // namespace luwte
