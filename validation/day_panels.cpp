// SPDX-License-Identifier: Apache-2.0
#include "validation/day_panels.hpp"

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double panel_width = 380, panel_height = 250, margin = 46;

std::string draw(const DayPanel& panel, const DayAxes& axes) {
    const auto x_of = [&](double hour) {
        return margin +
               (hour - axes.first_hour) / (axes.last_hour - axes.first_hour) * (panel_width - margin - 10);
    };
    const auto y_of = [&](double value) {
        return 30 + (axes.highest - value) / (axes.highest - axes.lowest) * (panel_height - 66);
    };
    std::string out =
        fmt::format("<text x=\"{}\" y=\"18\" font-weight=\"bold\">{}</text>\n", margin, panel.title);
    for (int t = int(axes.lowest); t <= int(axes.highest); t += 10)
        out += fmt::format(
            "<path d=\"M{0:.1f} {1:.1f}H{2:.1f}\" stroke=\"#ddd\"/><text x=\"{3}\" y=\"{4:.1f}\" "
            "text-anchor=\"end\">{5}</text>\n",
            x_of(axes.first_hour), y_of(t), x_of(axes.last_hour), margin - 6, y_of(t) + 4, t);
    for (int h = 0; h <= int(axes.last_hour); h += 3)
        if (h >= axes.first_hour)
            out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x_of(h),
                               y_of(axes.lowest) + 16, h);
    std::string line, dots;
    for (const DayPanel::Point& p : panel.line)
        line += fmt::format("{}{:.1f} {:.1f}", line.empty() ? "M" : "L", x_of(p.hour), y_of(p.value));
    for (const DayPanel::Point& p : panel.dots)
        dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\" stroke=\"#111\"/>",
                            x_of(p.hour), y_of(p.value), p.filled ? "#111" : "#fff");
    return out + "<path d=\"" + line + "\" fill=\"none\" stroke=\"#c2410c\" stroke-width=\"2\"/>\n" + dots +
           "\n";
}

}  // namespace

std::string draw_day_panels(const std::vector<DayPanel>& panels, const DayAxes& axes) {
    std::string drawn;
    for (std::size_t n = 0; n < panels.size(); ++n)
        drawn += fmt::format("<g transform=\"translate({} {})\">\n{}</g>\n", double(n % 2) * panel_width,
                             double(n / 2) * panel_height, draw(panels[n], axes));
    const double height = double((panels.size() + 1) / 2) * panel_height;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" "
        "font-size=\"12\">\n<title>{2}</title>\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n{3}<text x=\"{4}\" "
        "y=\"{5}\">{6}</text>\n</svg>\n",
        2 * panel_width, height + 24, axes.title, drawn, margin, height + 12, axes.caption);
}

}  // namespace luwte
