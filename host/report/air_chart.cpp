// SPDX-License-Identifier: Apache-2.0
#include "host/report/air_chart.hpp"

#include "host/report/html.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double bar_left = 60, bar_width = 560, bar_step = 46, bar_height = 18;

/// A limit as a line across its bar, with its name above.
std::string limit_line(double at, double top, const char* name, double value) {
    return fmt::format(
        "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" stroke=\"#17202a\" "
        "stroke-dasharray=\"3 2\"/><text x=\"{0:.1f}\" y=\"{3:.1f}\" text-anchor=\"middle\" "
        "font-size=\"11\">{4} {5:g}</text>",
        at, top - 3, top + bar_height + 3, top - 6, name, value);
}

std::string bar_part(double left, double top, double width, const char* colour) {
    return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\" fill=\"{}\"/>",
                       left, top, width, bar_height, colour);
}

/// A bar of which nobody knows what is of roads and what all else.
std::string hatched_bar(double top, double width) {
    constexpr double apart = 8;
    std::string lines;
    for (double x = 0; x + bar_height <= width; x += apart)
        lines += fmt::format("M{:.1f} {:.1f}l{:.0f} -{:.0f}", bar_left + x, top + bar_height, bar_height,
                             bar_height);
    return fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\" fill=\"#e8ecf0\" "
        "stroke=\"#8c5a2b\"/><path d=\"{}\" stroke=\"#8c5a2b\"/>",
        bar_left, top, width, bar_height, lines);
}

}  // namespace

std::string air_chart(const std::vector<AirBar>& bars) {
    if (bars.empty()) return {};
    double most = 0;  // ug m-3 at the right end
    for (const AirBar& bar : bars) {
        most = std::max(most, bar.mean.high);
        if (!std::isnan(bar.limit)) most = std::max(most, bar.limit);
    }
    const double scale = bar_width / (1.1 * std::max(most, 1e-9));
    const double height = bar_step * double(bars.size()) + 8;
    std::string svg = fmt::format("<svg viewBox=\"0 0 640 {:.0f}\" width=\"640\" role=\"img\">", height);
    for (std::size_t n = 0; n < bars.size(); ++n) {
        const AirBar& bar = bars[n];
        const double top = bar_step * double(n) + 22, middle = top + bar_height / 2;
        const double all = scale * bar.mean.central;
        svg += fmt::format("<text x=\"0\" y=\"{:.1f}\" font-size=\"14\">{}</text>", middle + 5,
                           escaped(bar.name));
        if (bar.share_of_roads) {
            const double roads = all * std::clamp(*bar.share_of_roads / 100, 0.0, 1.0);
            svg += bar_part(bar_left, top, all - roads, "#aab4be") +
                   bar_part(bar_left + all - roads, top, roads, "#8c5a2b");
        } else {
            svg += hatched_bar(top, all);
        }
        svg += fmt::format(
            "<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#17202a\" "
            "stroke-width=\"2\"/>",
            bar_left + scale * bar.mean.low, bar_left + scale * bar.mean.high, middle, middle);
        if (!std::isnan(bar.good)) svg += limit_line(bar_left + scale * bar.good, top, "WHO", bar.good);
        if (!std::isnan(bar.limit))
            svg += limit_line(bar_left + scale * bar.limit, top, "EU 2030", bar.limit);
    }
    const bool any_unknown = std::ranges::any_of(bars, [](const AirBar& bar) { return !bar.share_of_roads; });
    return heading(3, "De lucht op het plein, gemiddeld over een jaar (µg/m³)",
                   "The air on the yard, yearly means (µg/m³)") +
           svg + "</svg>\n" +
           (any_unknown
                ? paragraph("Gearceerd: hoeveel daarvan van wegen is en hoeveel al het andere, is niet "
                            "bekend; het resultaat heeft dat veld niet.",
                            "Hatched: how much of it is of roads and how much all else is unknown; "
                            "the result has no such field.")
                : "") +
           paragraph(
               "Grijs: achtergrond en, waar de studie die heeft, andere bronnen dan wegen; bruin: wegen in "
               "het "
               "gebied (van NO2 telt dat deel niet zuiver op); lijn: marge. Verkennend, niet voor "
               "vergunningen.",
               "Grey: background and, where the study has any, sources other than roads; brown: roads in the "
               "area (of NO2 shares do not quite add up); line: range. Exploratory, not for permit tests.");
}

}  // namespace luwte
