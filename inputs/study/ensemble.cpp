// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/ensemble.hpp"

#include <algorithm>

namespace luwte {

const std::vector<EnsembleMember>& ensemble_members() {
    static const std::vector<EnsembleMember> members = {
        {.id = "warmer", .about = "air 1 K warmer", .warmer_k = 1},
        {.id = "cooler", .about = "air 1 K cooler", .warmer_k = -1},
        {.id = "windier", .about = "wind 20 % more", .wind_times = 1.2},
        {.id = "calmer", .about = "wind 20 % less", .wind_times = 0.8},
        {.id = "leafier", .about = "leaves 30 % more, for light", .leaves_times = 1.3},
        {.id = "barer", .about = "leaves 30 % fewer, for light", .leaves_times = 0.7},
    };
    return members;
}

Study study_of(const Study& study, const EnsembleMember& member) {
    Study out = study;
    out.scenarios.clear();
    out.title = (study.title.empty() ? "" : study.title + ": ") + std::string(member.about);
    out.weather.warmer_k += member.warmer_k, out.weather.wind_times *= member.wind_times;
    if (member.warmer_k != 0 || member.wind_times != 1)
        out.weather.changed_source +=
            (study.weather.changed_source.empty() ? "" : "; ") + std::string("a member of ranking.ensemble");
    out.city.canopy_clumping = std::min(1.0, out.city.canopy_clumping * member.leaves_times);
    out.air.asked = false;
    out.output.fields = {"pet", "shadow_fraction"};
    out.output.facets = "none";
    return out;
}

}  // namespace luwte
