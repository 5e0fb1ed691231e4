// SPDX-License-Identifier: Apache-2.0
#include "validation/picture.hpp"

#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double width = 400, height = 270, left = 62, right = 12, top = 58, bottom = 42;
constexpr std::array<const char*, 6> colours{"#c2410c", "#1d4ed8", "#15803d",
                                             "#7e22ce", "#0e7490", "#525252"};

/// An axis with ticks of 1, 2 or 5 times a power of ten.
struct Axis {
    double low, high, step;
    Axis(double least, double most) {
        if (!(least < most)) least -= 0.5, most += 0.5;
        const double rough = (most - least) / 5, power = std::pow(10, std::floor(std::log10(rough)));
        step = power * (rough > 5 * power ? 10 : rough > 2 * power ? 5 : rough > power ? 2 : 1);
        low = std::floor(least / step + 1e-9) * step, high = std::ceil(most / step - 1e-9) * step;
    }
    double at(double value) const { return (value - low) / (high - low); }
    int ticks() const { return int(std::lround((high - low) / step)); }
    std::string text(int n) const {
        const double value = low + n * step;
        return fmt::format("{:.4g}", std::abs(value) < 1e-9 * step ? 0 : value);
    }
};

std::string draw(const Panel& panel) {
    double x0 = 1e300, x1 = -1e300, y0 = 1e300, y1 = -1e300;
    for (const Panel::Curve& c : panel.curves)
        for (const Panel::Point& p : c.points) {
            x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
            y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
        }
    for (const double b : panel.bounds) y0 = std::min(y0, b), y1 = std::max(y1, b);
    const Axis x(x0, x1), y(y0, y1);
    const auto px = [&](double v) { return left + x.at(v) * (width - left - right); };
    const auto py = [&](double v) { return height - bottom - y.at(v) * (height - top - bottom); };

    std::string out = fmt::format(
        "<text x=\"{0}\" y=\"18\" font-weight=\"bold\">{1}</text><text x=\"{0}\" y=\"50\" fill=\"#555\">{2}"
        "</text><text x=\"{3}\" y=\"{4}\" text-anchor=\"end\" fill=\"#555\">{5}</text>\n",
        left, panel.title, panel.y, width - right, height - 8, panel.x);
    for (int n = 0; n <= y.ticks(); ++n)
        out += fmt::format(
            "<path d=\"M{0} {1:.1f}H{2}\" stroke=\"#ddd\"/><text x=\"{3}\" y=\"{4:.1f}\" "
            "text-anchor=\"end\">{5}"
            "</text>\n",
            left, py(y.low + n * y.step), width - right, left - 6, py(y.low + n * y.step) + 4, y.text(n));
    for (int n = 0; n <= x.ticks(); ++n)
        out += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                           px(x.low + n * x.step), height - bottom + 16, x.text(n));
    for (const double b : panel.bounds)
        out += fmt::format("<path d=\"M{} {:.1f}H{}\" stroke=\"#111\" stroke-dasharray=\"5 4\"/>\n", left,
                           py(b), width - right);
    double label = left;
    for (std::size_t n = 0; n < panel.curves.size(); ++n) {
        const Panel::Curve& c = panel.curves[n];
        const char* colour = colours[n % colours.size()];
        std::string path;
        for (const Panel::Point& p : c.points)
            path += c.dots ? fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/>", px(p.x), py(p.y))
                           : fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", px(p.x), py(p.y));
        out += c.dots ? fmt::format("<g fill=\"{}\" fill-opacity=\"0.6\">{}</g>\n", colour, path)
                      : fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\"/>\n",
                                    path, colour);
        out += fmt::format("<text x=\"{:.0f}\" y=\"34\" fill=\"{}\">{}</text>\n", label, colour, c.label);
        label += 7.0 * double(c.label.size()) + 14;
    }
    return out;
}

}  // namespace

void draw_panels(const ValidationContext& context, const std::string& case_name, const std::string& caption,
                 const std::vector<Panel>& panels) {
    if (context.pictures.empty()) return;
    std::string drawn;
    for (std::size_t n = 0; n < panels.size(); ++n)
        drawn += fmt::format("<g transform=\"translate({} {})\">\n{}</g>\n", double(n % 2) * width,
                             double(n / 2) * height, draw(panels[n]));
    const double wide = panels.size() > 1 ? 2 * width : width;
    const double high = double((panels.size() + 1) / 2) * height + 26;
    const auto file = context.pictures / (case_name + ".svg");
    if (!(std::ofstream(file) << fmt::format(
                                     "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" "
                                     "font-family=\"sans-serif\" font-size=\"12\">\n<title>{2}</title>\n"
                                     "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n{3}"
                                     "<text x=\"16\" y=\"{4}\">{2}</text>\n</svg>\n",
                                     wide, high, caption, drawn, high - 10)
                              << std::flush))
        throw RuntimeError("cannot write " + file.string());
}

}  // namespace luwte
