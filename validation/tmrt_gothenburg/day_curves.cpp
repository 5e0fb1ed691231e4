// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/day_curves.hpp"

#include "validation/day_panels.hpp"

#include <map>

#include <fmt/format.h>

namespace luwte::gothenburg {

std::string day_curves(const std::vector<MastHour>& hours) {
    std::map<std::string, DayPanel> days;
    for (const MastHour& hour : hours) {
        const std::string& d = hour.measured.date;
        const std::string title =
            fmt::format("{}-{}-{} {}", d.substr(0, 4), d.substr(4, 2), d.substr(6), hour.measured.site);
        DayPanel& panel = days[title];
        panel.title = title;
        const double end = hour.measured.hour;
        panel.line.push_back({end, hour.modelled_celsius()});
        panel.dots.push_back({end, hour.measured_celsius(), hour.is.clean()});
    }
    std::vector<DayPanel> panels;
    for (auto& [title, panel] : days) panels.push_back(std::move(panel));
    return draw_day_panels(panels,
                           {4, 21, 0, 70, "Mean radiant temperature in Gothenburg, modelled and measured",
                            "Tmrt [degC] at the end of each hour (UTC+1). Line: modelled. Dots: measured; "
                            "open: hours that are listed apart."});
}

}  // namespace luwte::gothenburg
