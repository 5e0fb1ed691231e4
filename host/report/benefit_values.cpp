// SPDX-License-Identifier: Apache-2.0
#include "host/report/benefit_values.hpp"

#include "host/report/html.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace luwte {
namespace {

std::vector<BenefitValue> read_benefit_values() {
    const toml::table table =
        toml::parse(benefit_values_toml(), std::string_view("host/report/benefit_values.toml"));
    std::vector<BenefitValue> values;
    for (const toml::node& node : *table["value"].as_array()) {
        const toml::table& entry = *node.as_table();
        const auto text = [&](const char* key) { return entry[key].value<std::string>().value(); };
        BenefitValue one;
        one.id = text("id"), one.name = {text("en"), text("nl")};
        one.per = text("per") == "pm10_kg" ? BenefitValue::Per::pm10_kg : BenefitValue::Per::green_ha;
        one.low = entry["low"].value<double>(), one.central = entry["central"].value<double>();
        one.high = entry["high"].value<double>();
        one.year = entry["year"].value<int>().value();
        one.source = {text("source"), text("source_nl")}, one.status = text("status");
        one.overlaps = {text("overlaps"), text("overlaps_nl")};
        values.push_back(std::move(one));
    }
    return values;
}

std::string euro(double amount, bool dutch) {
    std::string text = fmt::format("{:.0f}", std::abs(amount));
    for (auto n = std::ptrdiff_t(text.size()) - 3; n > 0; n -= 3)
        text.insert(std::size_t(n), dutch ? "." : ",");
    return (amount < 0 && text != "0" ? "-€ " : "€ ") + text;
}

/// Of a year, with what the source gives: a range, a value, or at most.
std::string amount_text(const BenefitValue& value, double quantity, bool dutch) {
    if (!std::isfinite(quantity)) return dutch ? "onbekend" : "unknown";
    const auto of = [&](const std::optional<double>& each) { return euro(*each * quantity, dutch); };
    if (value.low && value.high)
        return (value.central ? of(value.central) + " (" : std::string("(")) + of(value.low) +
               (dutch ? " tot " : " to ") + of(value.high) + ")";
    if (value.central)
        return of(value.central) + (dutch ? " (bron geeft geen marge)" : " (its source gives no range)");
    const double most = *(value.high ? value.high : value.low) * quantity;
    const std::string up_to = (dutch ? "hooguit " : "at most ") + euro(std::abs(most), dutch);
    return most < 0 ? (dutch ? "verlies van " : "a loss of ") + up_to : up_to;
}

}  // namespace

const std::vector<BenefitValue>& benefit_values() {
    static const std::vector<BenefitValue> values = read_benefit_values();
    return values;
}

double quantity_of(const BenefitValue& value, const GreenChange& change, double area) {
    constexpr double ha = 1e4;
    return value.per == BenefitValue::Per::pm10_kg
               ? change.of.pm10_kg
               : (change.of.tree + change.of.shrub + change.of.low) * area / ha;
}

std::string euro_fold(const GreenBenefitsOfStudy& benefits) {
    std::string html =
        "<details><summary>" +
        both("Bedragen in euro, uit andere studies, ter illustratie",
             "Amounts in euro, of other studies, as an "
             "illustration") +
        "</summary>\n<p class=\"note\">" +
        both(
            "Tel deze bedragen niet op. Fijnstof, zorg, verzuim, hitte en sterfte door minder groen gaan "
            "voor een "
            "deel over dezelfde gezondheid. Het RIVM geeft bewust geen bedragen; deze komen uit de tweede "
            "hand en "
            "zijn niet nagerekend.",
            "Do not add these amounts up. Particulate matter, care, absence, heat and deaths for want of "
            "green are "
            "partly the same health. RIVM gives no amounts, on purpose; these are second hand and nobody has "
            "checked them.") +
        "</p>\n<div class=\"wide\"><table><tr><th>" + both("plan", "plan") + "</th><th>" +
        both("waarvan", "of what") + "</th><th class=\"n\">" + both("per jaar", "a year") + "</th><th>" +
        both("bron", "source") + "</th><th>" + both("overlapt met", "overlaps with") + "</th></tr>\n";
    for (const GreenPlan& plan : benefits.plans) {
        if (!plan.unknown.en.empty()) continue;
        for (const BenefitValue& value : benefit_values()) {
            const double quantity = quantity_of(value, plan.change, benefits.area);
            html += fmt::format(
                "<tr><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"quiet\">{}; <i>{}</i>; "
                "{}</td><td class=\"quiet\">{}</td></tr>\n",
                escaped(plan.site.empty() ? plan.name : plan.name + " – " + plan.site),
                both(escaped(value.name.nl), escaped(value.name.en)),
                both(amount_text(value, quantity, true), amount_text(value, quantity, false)),
                both(escaped(value.source.nl), escaped(value.source.en)),
                value.status == "second hand" ? both("uit de tweede hand", "second hand")
                                              : escaped(value.status),
                value.year > 0
                    ? both(fmt::format("prijspeil {}", value.year), fmt::format("prices of {}", value.year))
                    : both("prijspeil niet vermeld", "price level not stated"),
                both(escaped(value.overlaps.nl), escaped(value.overlaps.en)));
        }
    }
    return html + "</table></div></details>\n";
}

}  // namespace luwte
