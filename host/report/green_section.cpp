// SPDX-License-Identifier: Apache-2.0
#include "host/report/green_section.hpp"

#include "host/report/benefit_values.hpp"
#include "host/report/html.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

std::string green_number(double value, const char* format, bool dutch) {
    if (!std::isfinite(value)) return dutch ? "onbekend" : "unknown";
    std::string text = fmt::format(fmt::runtime(format), value);
    if (text.find_first_of("123456789") == text.npos && text.starts_with('-')) text[0] = '+';
    if (dutch) std::ranges::replace(text, '.', ',');
    return text;
}
std::string green_both(double value, const char* format) {
    return both(green_number(value, format, true), green_number(value, format, false));
}

std::string deaths_text(const GreenChange& c) {
    if (!std::isfinite(c.deaths_avoided)) return green_both(c.deaths_avoided, "{}");
    return both(fmt::format("{} ({} tot {})", green_number(c.deaths_avoided, "{:+.3f}", true),
                            green_number(c.deaths_low, "{:+.3f}", true),
                            green_number(c.deaths_high, "{:+.3f}", true)),
                fmt::format("{} ({} to {})", green_number(c.deaths_avoided, "{:+.3f}", false),
                            green_number(c.deaths_low, "{:+.3f}", false),
                            green_number(c.deaths_high, "{:+.3f}", false)));
}

std::string green_row(const std::string& what, const std::string& value) {
    return "<tr><td>" + what + "</td><td class=\"n\">" + value + "</td></tr>\n";
}

std::string plan_tables(const GreenPlan& plan, bool several_sites, const std::string& cooling_rule) {
    std::string html = "<h3>" + escaped(plan.name);
    if (several_sites) html += " – " + escaped(plan.site);
    html += "</h3>\n";
    if (!plan.unknown.en.empty())
        return html + paragraph("Onbekend: " + escaped(plan.unknown.nl) + ".",
                                "Unknown: " + escaped(plan.unknown.en) + ".");
    const GreenChange& c = plan.change;
    const bool by_code = cooling_rule == "code";
    html += "<div class=\"wide\"><table><tr><th>" +
            both("vuistregels van het RIVM, plan min nu, verkennend; verkoeling volgens de " +
                     std::string(by_code ? "code" : "handleiding"),
                 "RIVM's rules, plan less present, exploratory; cooling by the " +
                     std::string(by_code ? "code" : "manual")) +
            "</th><th></th></tr>\n";
    html += green_row(both("PM10 dat planten en water vasthouden, kg per jaar",
                           "PM10 held back by plants and water, kg a year"),
                      green_both(c.of.pm10_kg, "{:+.2f}"));
    html += green_row(both("PM2,5, kg per jaar", "PM2.5, kg a year"), green_both(c.of.pm25_kg, "{:+.2f}"));
    html += green_row(by_code ? both("verkoeling volgens de code, graden (gemiddelde van het gebied, zomer)",
                                     "cooling by the code, K (mean of the area, summer)")
                              : both("verkoeling volgens de handleiding, graden (gemiddelde van het gebied, "
                                     "zomer)",
                                     "cooling by the manual, K (mean of the area, summer)"),
                      green_both(c.of.cooling, "{:+.3f}"));
    html +=
        green_row(both("wat van het hitte-eiland overblijft, graden", "what is left of the heat island, K"),
                  green_both(c.of.heat_island, "{:+.3f}"));
    html += green_row(both("voorkomen sterfgevallen per jaar door meer groen (3 tot 6 % per 0,1 NDVI)",
                           "deaths avoided a year by more green (3 to 6 % per 0.1 of NDVI)"),
                      deaths_text(c));
    html += green_row(both("bomen / struiken / laag groen / water, procentpunt van het gebied",
                           "trees / shrubs / low plants / water, percentage points of the area"),
                      both(fmt::format("{} / {} / {} / {}", green_number(100 * c.of.tree, "{:+.2f}", true),
                                       green_number(100 * c.of.shrub, "{:+.2f}", true),
                                       green_number(100 * c.of.low, "{:+.2f}", true),
                                       green_number(100 * c.of.water, "{:+.2f}", true)),
                           fmt::format("{} / {} / {} / {}", green_number(100 * c.of.tree, "{:+.2f}", false),
                                       green_number(100 * c.of.shrub, "{:+.2f}", false),
                                       green_number(100 * c.of.low, "{:+.2f}", false),
                                       green_number(100 * c.of.water, "{:+.2f}", false))));
    html += "<tr><th>" +
            both("wat Luwte van hetzelfde plan berekent, gemiddeld over open grond",
                 "what Luwte computes of the same plan, mean of open ground") +
            "</th><th></th></tr>\n";
    for (const GreenPlan::Physical& p : plan.beside) {
        const std::string nl_unit = p.unit == "K" ? "graden" : "µg/m³",
                          en_unit = p.unit == "K" ? "K" : "µg/m³";
        html += green_row(both(escaped(p.name.nl) + ", " + nl_unit, escaped(p.name.en) + ", " + en_unit),
                          green_both(p.change, "{:+.2f}"));
    }
    return html + "</table></div>\n";
}

}  // namespace

std::string green_section(const GreenBenefitsOfStudy& benefits) {
    std::string html = heading(2, "Wat levert groen op?", "What does green bring?");
    html += paragraph(
        "Twee manieren naast elkaar: vuistregels van het RIVM (Groene Baten Planner) en de "
        "natuurkunde van Luwte. Ze meten niet hetzelfde en worden niet opgeteld.",
        "Two ways beside each other: rules of thumb of RIVM (Groene Baten Planner) and Luwte's "
        "physics. They do not measure the same and are not added up.");
    if (const auto outside = green_area_outside_limits(benefits.area))
        html += "<p class=\"note\">" + both(escaped(outside->nl), escaped(outside->en)) + "</p>\n";
    const bool several = std::ranges::any_of(
        benefits.plans, [&](const GreenPlan& p) { return p.site != benefits.plans.front().site; });
    for (const GreenPlan& plan : benefits.plans)
        html += plan_tables(plan, several, benefits.settings.cooling_rule);
    html += "<details><summary>" + both("Waar deze getallen op rusten", "What these numbers rest on") +
            "</summary>\n<ul>\n";
    for (const TwoTexts& t : benefits.statements)
        html += "<li>" + both(escaped(t.nl), escaped(t.en)) + "</li>\n";
    html += "</ul></details>\n";
    return benefits.settings.euro ? html + euro_fold(benefits) : html;
}

}  // namespace luwte
