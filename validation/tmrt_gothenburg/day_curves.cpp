// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/day_curves.hpp"

#include <map>

#include <fmt/format.h>

namespace luwte::gothenburg {
namespace {

constexpr double panel_width = 380, panel_height = 250, margin = 46;
constexpr double first_hour = 4, last_hour = 21, coldest = 0, hottest = 70;  // h, degC

double x_of(double hour) {
    return margin + (hour - first_hour) / (last_hour - first_hour) * (panel_width - margin - 10);
}
double y_of(double celsius) { return 30 + (hottest - celsius) / (hottest - coldest) * (panel_height - 66); }

std::string panel(const std::string& title, const std::vector<const MastHour*>& hours) {
    std::string out = fmt::format("<text x=\"{}\" y=\"18\" font-weight=\"bold\">{}</text>\n", margin, title);
    for (int t = int(coldest); t <= int(hottest); t += 10)
        out += fmt::format(
            "<path d=\"M{0:.1f} {1:.1f}H{2:.1f}\" stroke=\"#ddd\"/><text x=\"{3}\" y=\"{4:.1f}\" "
            "text-anchor=\"end\">{5}</text>\n",
            x_of(first_hour), y_of(t), x_of(last_hour), margin - 6, y_of(t) + 4, t);
    for (int h = 6; h <= int(last_hour); h += 3)
        out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x_of(h),
                           y_of(coldest) + 16, h);
    std::string line, dots;
    for (const MastHour* hour : hours) {
        const double x = x_of(hour->measured.hour);
        line += fmt::format("{}{:.1f} {:.1f}", line.empty() ? "M" : "L", x, y_of(hour->modelled_celsius()));
        dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\" stroke=\"#111\"/>", x,
                            y_of(hour->measured_celsius()), hour->is.clean() ? "#111" : "#fff");
    }
    return out + "<path d=\"" + line + "\" fill=\"none\" stroke=\"#c2410c\" stroke-width=\"2\"/>\n" + dots +
           "\n";
}

}  // namespace

std::string day_curves(const std::vector<MastHour>& hours) {
    std::map<std::string, std::vector<const MastHour*>> days;
    for (const MastHour& hour : hours) {
        const std::string& d = hour.measured.date;
        days[fmt::format("{}-{}-{} {}", d.substr(0, 4), d.substr(4, 2), d.substr(6), hour.measured.site)]
            .push_back(&hour);
    }
    std::string panels;
    int n = 0;
    for (const auto& [title, of_day] : days) {
        const int row = n / 2;
        panels += fmt::format("<g transform=\"translate({} {})\">\n{}</g>\n", n % 2 * panel_width,
                              row * panel_height, panel(title, of_day));
        ++n;
    }
    const int rows = (n + 1) / 2;
    const double height = rows * panel_height;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" "
        "font-size=\"12\">\n<title>Mean radiant temperature in Gothenburg, modelled and measured</title>\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n{2}<text x=\"{3}\" y=\"{4}\">Tmrt [degC] at the "
        "end of "
        "each hour (UTC+1). Line: modelled. Dots: measured; open: hours that are listed "
        "apart.</text>\n</svg>\n",
        2 * panel_width, height + 24, panels, margin, height + 12);
}

}  // namespace luwte::gothenburg
