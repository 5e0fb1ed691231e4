// SPDX-License-Identifier: Apache-2.0
#include "host/report/html.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace luwte {
namespace {

constexpr std::string_view page_style = R"(
:root { --line: #d5dbe1; --soft: #f3f6f8; --text: #17202a; --quiet: #55606b; --good: #1a7f37; --fair: #b58900;
        --bad: #b3261e; }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, "DejaVu Sans", sans-serif; color: var(--text); background: #fff; margin: 0; }
main { max-width: 62rem; margin: 0 auto; padding: 1rem 1.2rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .6rem 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; border-bottom: 2px solid var(--line); padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .3rem; } h4 { font-size: .95rem; margin: 1rem 0 .2rem; }
.quiet { color: var(--quiet); font-size: .9rem; } .wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .55rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { background: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } figure img { width: 100%; height: auto; border: 1px solid var(--line); }
figcaption { font-size: .88rem; color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem .9rem; font-size: .82rem; margin: .4rem 0 0; padding: 0; list-style: none; }
.legend span.box { display: inline-block; width: 1.5em; height: .95em; border: 1px solid #0004; vertical-align: -.12em; margin-right: .35em; }
.light { display: inline-block; width: .85em; height: .85em; border-radius: 50%; margin-right: .4em; border: 1px solid #0005; vertical-align: -.05em; }
.light.good { background: var(--good); } .light.fair { background: #f0b429; } .light.bad { background: var(--bad); }
.light.unknown { background: #fff; }
.note { background: var(--soft); border-left: 4px solid var(--line); padding: .5rem .9rem; margin: .8rem 0; }
details { margin: .8rem 0; } summary { cursor: pointer; font-weight: 600; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .7rem; font-size: .8rem; }
code, .hash { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .82em; overflow-wrap: anywhere; }
.language { position: absolute; opacity: 0; }
.languages { max-width: 62rem; margin: 0 auto; padding: .8rem 1.2rem 0; text-align: right; }
.languages label { cursor: pointer; padding: .15rem .6rem; border: 1px solid var(--line); }
#nl:checked ~ .languages [for=nl], #en:checked ~ .languages [for=en] { background: var(--text); color: #fff; }
#nl:focus-visible ~ .languages [for=nl], #en:focus-visible ~ .languages [for=en] { outline: 3px solid #4a90d9; }
#nl:checked ~ main [lang=en], #en:checked ~ main [lang=nl] { display: none; }
svg text { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: var(--text); }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { font-size: 10.5pt; } .languages { display: none; } main { max-width: none; padding: 0; }
  h2, h3, h4 { break-after: avoid; } figure, tr, .note { break-inside: avoid; } .site { break-before: page; }
  figure img { max-height: 150mm; width: auto; max-width: 100%; }
  details::details-content { content-visibility: visible; display: block; }
}
)";

constexpr double most_shown = 1e6;  ///< values beyond are none of a day outdoors

/// A step for an axis over `span`: 1, 2 or 5 times a power of ten, some six of them.
double tick_step(double span) {
    const double raw = span / 6, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= raw) return factor * power;
    return 10 * power;
}

struct Plot {
    double bottom, top;
    static constexpr double left = 46, right = 16, above = 14, below = 30, width = 760, height = 280;
    double x(double hour) const { return left + hour / 24 * (width - left - right); }
    double y(double value) const { return above + (top - value) / (top - bottom) * (height - above - below); }
};

std::string path_of(const Plot& plot, const std::vector<double>& hours, const std::vector<double>& values) {
    std::string path;
    bool drawing = false;
    for (std::size_t n = 0; n < hours.size() && n < values.size(); ++n) {
        if (std::isnan(values[n])) {
            drawing = false;
            continue;
        }
        path += fmt::format("{}{:.1f} {:.1f}", drawing ? "L" : "M", plot.x(hours[n]), plot.y(values[n]));
        drawing = true;
    }
    return path;
}

std::string band_of(const Plot& plot, const std::vector<double>& hours, const ChartLine& line) {
    std::string points;
    const auto add = [&](std::size_t n, const std::vector<double>& values) {
        if (n < values.size() && !std::isnan(values[n]))
            points += fmt::format("{:.1f},{:.1f} ", plot.x(hours[n]), plot.y(values[n]));
    };
    for (std::size_t n = 0; n < hours.size(); ++n) add(n, line.high);
    for (std::size_t n = hours.size(); n-- > 0;) add(n, line.low);
    return points.empty() ? ""
                          : fmt::format("<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"0.16\"/>", points,
                                        escaped(line.colour));
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    return result;
}

std::string date_of(std::string_view iso, bool dutch) {
    constexpr std::array<std::string_view, 12> nl = {"januari",   "februari", "maart",    "april",
                                                     "mei",       "juni",     "juli",     "augustus",
                                                     "september", "oktober",  "november", "december"},
                                               en = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
    int year = 0, month = 0, day = 0;
    if (iso.size() != 10 || std::sscanf(std::string(iso).c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3 ||
        month < 1 || month > 12)
        return escaped(iso);
    return fmt::format("{} {} {}", day, (dutch ? nl : en)[std::size_t(month - 1)], year);
}

std::string number_text(double value, int decimals, bool dutch) {
    if (std::isnan(value)) return dutch ? "onbekend" : "unknown";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text == "-0" || text == "-0.0" || text == "-0.00") text.erase(0, 1);
    if (dutch) std::ranges::replace(text, '.', ',');
    return text;
}

std::string both(std::string_view nl, std::string_view en) {
    return fmt::format("<span lang=\"nl\">{}</span><span lang=\"en\">{}</span>", nl, en);
}

std::string heading(int level, std::string_view nl, std::string_view en) {
    return fmt::format("<h{0}>{1}</h{0}>\n", level, both(nl, en));
}

std::string paragraph(std::string_view nl, std::string_view en) { return "<p>" + both(nl, en) + "</p>\n"; }

std::string data_uri_of_png(std::string_view png) {
    std::string text(4 * ((png.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<const unsigned char*>(png.data()), int(png.size()));
    text.resize(std::size_t(length));
    return "data:image/png;base64," + text;
}

namespace {

struct Range {
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;

    void include(double value) {
        if (!std::isnan(value)) lowest = std::min(lowest, value), highest = std::max(highest, value);
    }
    void include(const DayCourse& day) {
        for (const ChartLine& line : day.lines)
            for (const auto* values : {&line.values, &line.low, &line.high})
                for (const double value : *values) include(value);
    }
    bool can_be_shown() const {
        return lowest <= highest && std::abs(lowest) < most_shown && std::abs(highest) < most_shown;
    }
};

std::string day_chart(const DayCourse& day, const Plot& plot, double step,
                      const std::vector<ChartLimit>& limits, std::string_view unit) {
    std::string svg =
        fmt::format("<svg viewBox=\"0 0 {0} {1}\" role=\"img\" width=\"100%\">\n", Plot::width, Plot::height);
    const double end = Plot::width - Plot::right;
    const int ticks = int(std::lround((plot.top - plot.bottom) / step));
    for (int n = 0; n <= ticks; ++n) {
        const double tick = plot.bottom + n * step;
        svg += fmt::format(
            "<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"#d5dbe1\"/>"
            "<text x=\"{3}\" y=\"{4:.1f}\" text-anchor=\"end\">{5:g}</text>\n",
            Plot::left, end, plot.y(tick), Plot::left - 6, plot.y(tick) + 4, tick);
    }
    svg += fmt::format("<text x=\"2\" y=\"{}\">{}</text>\n", Plot::above - 3, escaped(unit));
    for (int hour = 0; hour <= 24; hour += 3)
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", plot.x(hour),
                           Plot::height - 10, hour == 24 ? "24 h" : std::to_string(hour));
    for (const ChartLimit& limit : limits) {
        if (limit.value < plot.bottom || limit.value > plot.top) continue;
        svg += fmt::format(
            "<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"#b3261e\" "
            "stroke-dasharray=\"6 4\"/>",
            Plot::left, end, plot.y(limit.value));
        for (const auto& [language, text] : {std::pair{"nl", &limit.nl}, std::pair{"en", &limit.en}})
            svg += fmt::format("<text lang=\"{}\" x=\"{}\" y=\"{:.1f}\">{}</text>\n", language,
                               Plot::left + 6, plot.y(limit.value) - 4, escaped(*text));
    }
    for (const ChartLine& line : day.lines)
        svg += band_of(plot, day.hours, line) +
               fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.2\"/>\n",
                           path_of(plot, day.hours, line.values), escaped(line.colour));
    svg += "</svg>\n<ul class=\"legend\">";
    for (const ChartLine& line : day.lines)
        svg += fmt::format("<li><span class=\"box\" style=\"background:{}\"></span>{}</li>",
                           escaped(line.colour), both(escaped(line.nl), escaped(line.en)));
    return svg + "</ul>\n";
}

}  // namespace

std::vector<std::string> day_charts(const std::vector<DayCourse>& days, const std::vector<ChartLimit>& limits,
                                    std::string_view unit) {
    Range all;
    std::vector<bool> shown;
    for (const DayCourse& day : days) {
        Range own;
        own.include(day);
        shown.push_back(own.can_be_shown());
        if (shown.back()) all.include(own.lowest), all.include(own.highest);
    }
    std::vector<std::string> charts(days.size());
    if (!all.can_be_shown()) return charts;
    const double step = tick_step(std::max(1.0, all.highest - all.lowest));
    const Plot plot{step * std::floor(all.lowest / step), step * std::ceil(all.highest / step + 0.05)};
    for (std::size_t n = 0; n < days.size(); ++n)
        if (shown[n]) charts[n] = day_chart(days[n], plot, step, limits, unit);
    return charts;
}

std::string page_head(std::string_view title) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"generator\" content=\"made by luwte\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; "
        "img-src data:\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<input class=\"language\" type=\"radio\" name=\"language\" id=\"nl\" checked>"
        "<input class=\"language\" type=\"radio\" name=\"language\" id=\"en\">\n"
        "<div class=\"languages\"><label for=\"nl\">Nederlands</label> <label "
        "for=\"en\">English</label></div>\n"
        "<main>\n",
        escaped(title), page_style);
}

std::string page_foot() { return "</main>\n</body>\n</html>\n"; }

}  // namespace luwte
