// SPDX-License-Identifier: Apache-2.0
#include "host/report/report_days.hpp"

#include "host/day_weather.hpp"
#include "host/report/dutch_sentences.hpp"
#include "host/report/html.hpp"
#include "host/report/report_maps.hpp"
#include "inputs/study/suggest.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

constexpr double extreme_heat = 41;  // degC PET

bool is_of_first_city(const ReportResult& one, const std::vector<ReportResult>& results) {
    return one.site == results.front().site && one.scenario == results.front().scenario;
}

/// Mean PET of 12 to 18 h on open ground; NaN without it.
double heat_of(const ReportResult& result) {
    const ResultReader reader(result.file);
    if (!reader.has("pet_12_18")) return std::nan("");
    return open_ground(ReportCity(reader), reader.read_map("pet_12_18")).mean;
}

std::string without_day(std::string sentence, const std::string& day) {
    sentence.erase(0, day.size() + 2);  // "2019-07-25: "
    if (!sentence.empty()) sentence[0] = char(std::toupper(static_cast<unsigned char>(sentence[0])));
    return escaped(sentence) + ".";
}

std::string cell(double value, int decimals, const char* unit) {
    const auto text = [&](bool dutch) {
        return std::isnan(value) ? number_text(value, decimals, dutch)
                                 : number_text(value, decimals, dutch) + unit;
    };
    return "<td class=\"n\">" + both(text(true), text(false)) + "</td>";
}

}  // namespace

bool ReportDays::shows(const std::string& day) const { return std::ranges::find(shown, day) != shown.end(); }

ReportDays report_days(const std::vector<ReportResult>& results) {
    ReportDays days;
    std::vector<const ReportResult*> first_city;
    std::set<std::string> sites, scenarios;
    for (const ReportResult& one : results) {
        if (!one.site.empty()) sites.insert(one.site);
        if (one.site == results.front().site) scenarios.insert(one.scenario);
        if (is_of_first_city(one, results)) first_city.push_back(&one);
    }
    std::ranges::sort(first_city, {}, &ReportResult::day);
    for (const ReportResult* one : first_city) days.all.push_back(one->day);
    const std::size_t room = std::clamp<std::size_t>(
        ReportDays::most_maps / (scenarios.size() + sites.size()), 1, ReportDays::most_days);
    if (days.all.size() <= room) {
        days.shown = days.all;
        return days;
    }
    std::vector<std::pair<double, std::string>> hottest;
    for (const ReportResult* one : first_city) {
        const double heat = heat_of(*one);
        hottest.emplace_back(std::isnan(heat) ? -1e9 : heat, one->day);
    }
    std::ranges::stable_sort(hottest, std::greater<>(), &std::pair<double, std::string>::first);
    for (std::size_t n = 0; n < room; ++n) days.shown.push_back(hottest[n].second);
    std::ranges::sort(days.shown);
    return days;
}

std::string weather_of_day(const ResultReader& result, const std::string& day) {
    constexpr std::size_t longest = 500;
    const auto rules = nlohmann::json::parse(result.provenance("rules_json"), nullptr, false);
    if (!rules.is_array()) return {};
    for (const auto& rule : rules) {
        if (!rule.is_string()) continue;
        const std::string en = printable(rule.get<std::string>(), longest);
        if (!en.starts_with(day + weather_rule_begin)) continue;
        const std::string nl = in_dutch(en);
        return "<p class=\"quiet\">" + both(without_day(nl.empty() ? en : nl, day), without_day(en, day)) +
               "</p>\n";
    }
    return {};
}

std::string days_table(const std::vector<ReportResult>& results, const ReportDays& days) {
    std::string html = "<div class=\"wide\"><table><tr><th>" + both("dag", "day") + "</th><th class=\"n\">" +
                       both("PET, 12 tot 18 uur, gemiddeld", "PET, 12 to 18 h, mean") +
                       "</th><th class=\"n\">" + both("open grond boven 41 °C", "open ground above 41 °C") +
                       "</th><th class=\"n\">" +
                       both("uren boven 35 °C, gemiddeld", "hours above 35 °C, mean") + "</th></tr>\n";
    for (const std::string& day : days.all)
        for (const ReportResult& one : results) {
            if (one.day != day || !is_of_first_city(one, results)) continue;
            const ResultReader reader(one.file);
            const ReportCity city(reader);
            const auto ground = [&](const char* field) {
                return open_ground(city, reader.has(field) ? reader.read_map(field) : std::vector<float>());
            };
            const OpenGround pet = ground("pet_12_18");
            html += "<tr><td>" + both(date_of(day, true), date_of(day, false)) +
                    (days.shows(day) ? "" : weather_of_day(reader, day)) + "</td>" +
                    cell(pet.mean, 1, " °C") + cell(100 * pet.share_above(extreme_heat), 0, " %") +
                    cell(ground("hours_pet_above_35").mean, 1, "") + "</tr>\n";
        }
    html += "</table></div>\n";
    if (days.shown.size() == days.all.size()) return html;
    std::string nl, en;
    for (const std::string& day : days.all) {
        if (days.shows(day)) continue;
        nl += (nl.empty() ? "" : ", ") + date_of(day, true),
            en += (en.empty() ? "" : ", ") + date_of(day, false);
    }
    const bool one = days.shown.size() == 1;
    return html + "<p class=\"note\">" +
           both(
               fmt::format("Om de pagina hanteerbaar te houden staan kaarten en dagverloop hieronder van de "
                           "{}. Wat niet wordt getoond staat in de mappen met uitkomsten: {}.",
                           one ? "warmste dag" : fmt::format("{} warmste dagen", days.shown.size()), nl),
               fmt::format("To keep this page usable, maps and courses of the day follow for the {}. What is "
                           "not shown is in the folders of results: {}.",
                           one ? "hottest day" : fmt::format("{} hottest days", days.shown.size()), en)) +
           "</p>\n";
}

}  // namespace luwte
