// SPDX-License-Identifier: Apache-2.0
#include "host/report/site_pages.hpp"

#include "host/export/map_outlines.hpp"
#include "host/report/air_chart.hpp"
#include "host/report/html.hpp"
#include "host/report/report_days.hpp"
#include "host/report/report_maps.hpp"
#include "inputs/sites/site_places.hpp"
#include "inputs/study/scenarios.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr double map_margin_m = 75;  ///< around a site
constexpr std::array<std::array<std::string_view, 2>, 6> groups = {{{"heat", "hitte"},
                                                                    {"air", "lucht"},
                                                                    {"green", "groen"},
                                                                    {"wind", "wind"},
                                                                    {"plot", "kavel"},
                                                                    {"imported", "andere scores"}}};

std::string two(const OrderedJson& texts) {
    return both(escaped(texts.at("nl").get<std::string>()), escaped(texts.at("en").get<std::string>()));
}

std::string comma(std::string text) {
    std::ranges::replace(text, '.', ',');
    return text;
}

std::string both_number(double value, const char* format) {
    const std::string text = fmt::format(fmt::runtime(format), value);
    return both(comma(text), text);
}

/// "1", "1 to 2" or that it is out.
std::string rank_of(const OrderedJson& site) {
    if (site.at("knocked_out").get<bool>())
        return both("<span class=\"light bad\"></span>valt af",
                    "<span class=\"light bad\"></span>knocked out");
    if (site.at("rank_from").is_null()) return both("onbekend", "unknown");
    const int from = site.at("rank_from").get<int>(), to = site.at("rank_to").get<int>();
    return from == to ? std::to_string(from)
                      : both(fmt::format("{} tot {}", from, to), fmt::format("{} to {}", from, to));
}

/// A score with its range as a bar from 0 to 100.
std::string score_bar(const OrderedJson& score) {
    if (score.at("central").is_null()) return both("onbekend", "unknown");
    const double low = 100 * score.at("low").get<double>(), central = 100 * score.at("central").get<double>(),
                 high = 100 * score.at("high").get<double>();
    return fmt::format(
        "<svg viewBox=\"0 0 200 16\" width=\"200\" role=\"img\" aria-label=\"{1:.0f}\"><rect width=\"200\" "
        "y=\"5\" "
        "height=\"6\" fill=\"#e8ecf0\"/><rect x=\"{0:.1f}\" width=\"{2:.1f}\" y=\"3\" height=\"10\" "
        "fill=\"#92c5de\"/><rect x=\"{3:.1f}\" width=\"3\" height=\"16\" fill=\"#17202a\"/></svg>",
        2 * low, central, std::max(1.0, 2 * (high - low)), 2 * central - 1.5);
}

const OrderedJson& entry_of(const OrderedJson& list, const std::string& id) {
    return *std::ranges::find_if(list, [&](const OrderedJson& one) { return one.at("id") == id; });
}

/// Colour of an indicator of a site: "good", "fair", "bad" or "unknown"; empty where it does not score.
std::string light_of(const OrderedJson& entry) {
    if (entry.value("knock_out", "") == "yes") return "bad";
    if (entry.at("value").is_null()) return "unknown";
    const std::string level = entry.value("level", "");
    return level == "poor" ? "bad" : level;
}

/// `counts`: it has weight; else no light but that of a knock-out or of what is unknown.
std::string light(const OrderedJson& entry, bool counts) {
    const std::string colour = light_of(entry);
    const bool shows = counts || colour == "unknown" || entry.value("knock_out", "") == "yes";
    if (colour.empty() || !shows) return "";
    const std::array<std::array<std::string_view, 3>, 4> words = {{{"good", "goed", "good"},
                                                                   {"fair", "matig", "fair"},
                                                                   {"bad", "slecht", "poor"},
                                                                   {"unknown", "onbekend", "unknown"}}};
    std::string_view word;
    for (const auto& one : words)
        if (one[0] == colour) word = one[1];
    return fmt::format("<span class=\"light {}\" role=\"img\" aria-label=\"{}\"></span>", colour, word);
}

std::string unit_of(const std::string& unit) {
    if (unit == "degC") return "°C";
    if (unit == "ug/m3") return "µg/m³";
    if (unit == "m2") return "m²";
    return unit == "h" ? both("uur", "h") : escaped(unit);
}

std::string scenario_name(const OrderedJson& scenario) {
    return scenario.at("id") == base_id ? both("Zonder scenario", "Without a scenario")
                                        : escaped(scenario.at("name").get<std::string>());
}

std::string score_text(const OrderedJson& score) {
    return score.at("central").is_null() ? ""
                                         : both_number(100 * score.at("central").get<double>(), "{:.0f}");
}

/// What the score says nothing of, and what counts for nobody because it is unknown for one.
std::string what_is_silent(const OrderedJson& ranking, const OrderedJson& scenario) {
    std::string html, nl, en;
    for (const OrderedJson& silent : scenario.at("groups_without_weight"))
        for (const auto& [group, dutch] : groups)
            if (silent == group)
                nl += (nl.empty() ? "" : ", ") + std::string(dutch),
                    en += (en.empty() ? "" : ", ") + std::string(group);
    if (!nl.empty())
        html += both("De score zegt niets over: <b>" + nl + "</b>. ",
                     "The score says nothing of: <b>" + en + "</b>. ");
    nl.clear(), en.clear();
    for (const OrderedJson& left : scenario.at("left_out"))
        for (const OrderedJson& one : ranking.at("indicators"))
            if (one.at("id") == left) {
                nl += (nl.empty() ? "" : "; ") + escaped(one.at("name").at("nl").get<std::string>());
                en += (en.empty() ? "" : "; ") + escaped(one.at("name").at("en").get<std::string>());
            }
    if (!nl.empty())
        html += both("Telt niet mee, omdat het van een locatie niet bekend is: " + nl + ".",
                     "Does not count, because it is unknown for a site: " + en + ".");
    return html.empty() ? "" : "<p class=\"quiet\">" + html + "</p>\n";
}

std::string who_stands_where(const OrderedJson& ranking, const OrderedJson& scenario) {
    std::string html = "<h3>" + scenario_name(scenario) + "</h3>\n<div class=\"wide\"><table><tr><th>" +
                       both("plaats", "rank") + "</th><th>" + both("locatie", "site") + "</th><th>" +
                       both("score, 0 tot 100, met marge", "score, 0 to 100, with range") +
                       "</th><th class=\"n\"></th></tr>\n";
    std::vector<const OrderedJson*> sites;
    for (const OrderedJson& id : scenario.at("order"))
        sites.push_back(&entry_of(scenario.at("sites"), id.get<std::string>()));
    for (const OrderedJson& site : scenario.at("sites"))
        if (std::ranges::find(sites, &site) == sites.end()) sites.push_back(&site);
    for (const OrderedJson* site : sites)
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>\n",
                            rank_of(*site), escaped(site->at("name").get<std::string>()),
                            score_bar(site->at("score")), score_text(site->at("score")));
    return html + "</table></div>\n" + what_is_silent(ranking, scenario);
}

std::string what_would_change_it(const OrderedJson& ranking, const OrderedJson& scenario) {
    std::string html;
    if (scenario.at("sensitivity").empty())
        return "<p>" +
               both("Geen enkel gewicht verandert deze volgorde, ook niet honderd keer zo zwaar.",
                    "No single weight changes this order, up to a hundred times.") +
               "</p>\n";
    const auto name_of = [&](const std::string& site) {
        return escaped(entry_of(scenario.at("sites"), site).at("name").get<std::string>());
    };
    html += "<ul>\n";
    for (const OrderedJson& flip : scenario.at("sensitivity")) {
        const std::string weight = flip.at("weight").get<std::string>();
        std::string nl = escaped(weight), en = nl;
        for (const auto& [group, dutch] : groups)
            if (weight == group) nl = dutch;
        for (const OrderedJson& one : ranking.at("indicators"))
            if (one.at("id") == weight)
                nl = escaped(one.at("name").at("nl").get<std::string>()),
                en = escaped(one.at("name").at("en").get<std::string>());
        const double factor = flip.at("factor").get<double>();
        const std::string times = fmt::format("{:.2g}", factor),
                          up = name_of(flip.at("passes").get<std::string>()),
                          down = name_of(flip.at("passed").get<std::string>());
        html +=
            "<li>" +
            both(fmt::format("weegt <b>{}</b> {} keer zo zwaar, dan komt {} boven {}", nl, comma(times), up,
                             down),
                 fmt::format("with <b>{}</b> weighing {} times as much, {} passes {}", en, times, up, down)) +
            "</li>\n";
    }
    return html + "</ul>\n";
}

/// The weights of this page, and which of its settings are not the study's.
std::string weights_used(const StudyRanking& study) {
    const auto name_of = [&](const std::string& weight) -> TwoTexts {
        for (const auto& [group, dutch] : groups)
            if (weight == group) return {std::string(group), std::string(dutch)};
        for (const Indicator& one : study.indicators)
            if (one.id == weight) return one.name;
        return {weight, weight};
    };
    TwoTexts given;
    for (const auto& [name, weight] : study.study.ranking.weights) {
        const TwoTexts shown = name_of(name);
        const std::string number = fmt::format("{:g}", weight);
        given.en += (given.en.empty() ? "" : "; ") + escaped(shown.en) + " " + number;
        given.nl += (given.nl.empty() ? "" : "; ") + escaped(shown.nl) + " " + comma(number);
    }
    std::string html =
        "<p class=\"quiet\">" +
        (given.en.empty()
             ? both("Gebruikte gewichten: alle groepen, en binnen een groep alle punten, even zwaar.",
                    "Weights used: all groups alike, and all indicators within a group.")
             : both("Gebruikte gewichten: " + given.nl + "; al het andere 1.",
                    "Weights used: " + given.en + "; all else 1."));
    if (!study.overrides.empty()) {
        std::string set;
        for (const std::string& one : study.overrides) set += (set.empty() ? "" : ", ") + escaped(one);
        html += " " + both("Anders dan in het studiebestand ingesteld: <code>" + set + "</code>.",
                           "Set otherwise than in the study file: <code>" + set + "</code>.");
    }
    return html + "</p>\n";
}

/// What leads: plain words on the base.
std::string in_words(const OrderedJson& scenario) {
    const OrderedJson& order = scenario.at("order");
    if (order.empty())
        return "<p>" +
               (std::ranges::all_of(
                    scenario.at("sites"),
                    [](const OrderedJson& site) { return site.at("knocked_out").get<bool>(); })
                    ? both("Geen locatie blijft over: alle vallen af.",
                           "No site is left: all are knocked out.")
                    : both("Er is te weinig bekend om locaties te vergelijken.",
                           "Too little is known to compare sites.")) +
               "</p>\n";
    std::vector<std::string> best;
    for (const OrderedJson& id : order) {
        const OrderedJson& site = entry_of(scenario.at("sites"), id.get<std::string>());
        if (site.at("rank_from") == 1)
            best.push_back("<b>" + escaped(site.at("name").get<std::string>()) + "</b>");
    }
    const auto join = [&](std::string_view last) {
        std::string text = best.front();
        for (std::size_t n = 1; n < best.size(); ++n)
            text += (n + 1 == best.size() ? std::string(last) : ", ") + best[n];
        return text;
    };
    std::string html =
        best.size() == 1
            ? both(best.front() + " scoort het best.", best.front() + " scores best.")
            : both(fmt::format("{} zijn niet te onderscheiden: hun verschil is kleiner dan de onzekerheid.",
                               join(" en ")),
                   fmt::format("{} cannot be told apart: they differ by less than the uncertainty.",
                               join(" and ")));
    for (const OrderedJson& site : scenario.at("sites"))
        if (site.at("knocked_out").get<bool>())
            html += " " + both(fmt::format("<b>{}</b> valt af.", escaped(site.at("name").get<std::string>())),
                               fmt::format("<b>{}</b> is knocked out.",
                                           escaped(site.at("name").get<std::string>())));
    return "<p>" + html + "</p>\n";
}

std::string indicator_table(const OrderedJson& ranking, const OrderedJson& scenario,
                            const OrderedJson& site) {
    std::string html = "<div class=\"wide\"><table><tr><th>" + both("waarop", "indicator") + "</th><th>" +
                       both("uitkomst", "result") + "</th><th>" + both("goed – slecht", "good – poor") +
                       "</th><th>" + both("bron van de grenzen", "source of the limits") + "</th></tr>\n";
    std::string group;
    for (const OrderedJson& one : ranking.at("indicators")) {
        const OrderedJson& entry = entry_of(site.at("indicators"), one.at("id").get<std::string>());
        std::string limits;
        if (one.contains("good"))
            limits =
                both(comma(fmt::format("{:g} – {:g}", one.at("good").get<double>(),
                                       one.at("bad").get<double>())),
                     fmt::format("{:g} – {:g}", one.at("good").get<double>(), one.at("bad").get<double>())) +
                " " + unit_of(one.at("unit").get<std::string>());
        const auto source_in = [&](const char* source, const char* status) {
            return escaped(one.at(source).get<std::string>()) + "; <i>" +
                   escaped(one.at(status).get<std::string>()) + "</i>";
        };
        std::string source = both(source_in("source_nl", "status_nl"), source_in("source", "status"));
        if (one.contains("knock_out"))
            source += "<br>" + both(escaped(one.at("knock_out").at("rule_nl").get<std::string>()),
                                    escaped(one.at("knock_out").at("rule").get<std::string>()));
        html += fmt::format("<tr><td>{}{}</td><td>{}</td><td>{}</td><td class=\"quiet\">{}</td></tr>\n",
                            light(entry, scenario.at("weights").contains(one.at("id").get<std::string>())),
                            two(one.at("name")), two(entry.at("verdict")), limits, source);
    }
    return html + "</table></div>\n";
}

/// Yearly means on the yard in the city as it is; empty where none is known.
std::string air_of_yard(const StudyRanking& study, std::size_t site) {
    const Measures& measures = study.scenarios.front().measures[site];
    std::vector<AirBar> bars;
    for (const auto& [id, name] :
         {std::pair{"no2", "NO2"}, {"pm10", "PM10"}, {"pm25", "PM2.5"}, {"ec", "EC"}}) {
        const auto mean = measures.find(std::string(id) + "_yard"),
                   roads = measures.find(std::string(id) + "_from_roads");
        if (mean == measures.end() || !mean->second.value) continue;
        AirBar bar{name, *mean->second.value, {}};
        if (roads != measures.end() && roads->second.value) bar.share_of_roads = roads->second.value->central;
        const auto indicator = std::ranges::find(study.indicators, mean->first, &Indicator::id);
        if (indicator != study.indicators.end()) bar.good = indicator->good, bar.limit = indicator->bad;
        bars.push_back(std::move(bar));
    }
    return air_chart(bars);
}

/// Mean of a map over the yard's cells that have a value.
double mean_on(const std::vector<std::int32_t>& cells, const std::vector<float>& map) {
    double sum = 0, count = 0;
    for (const std::int32_t cell : cells)
        if (const float value = map[std::size_t(cell)]; !std::isnan(value)) sum += double(value), ++count;
    return count > 0 ? sum / count : std::nan("");
}

/// Results of a site, by scenario or by day.
std::vector<const ReportResult*> of_site(const SitePlace& place, const std::vector<ReportResult>& results) {
    std::vector<const ReportResult*> own;
    for (const ReportResult& one : results)
        if (one.site == place.id) own.push_back(&one);
    return own;
}

TwoTexts name_of_result(const ReportResult& one) {
    if (one.scenario_name.empty()) return {"without a scenario", "zonder scenario"};
    return {one.scenario_name, one.scenario_name};
}

/// A day on the yard in every scenario.
DayCourse yard_course(const SitePlace& place, const std::vector<ReportResult>& results,
                      const std::string& day) {
    constexpr std::array colours = {"#17202a", "#b2182b", "#2166ac", "#1a7f37", "#b58900", "#762a83"};
    DayCourse course;
    for (const ReportResult* result : of_site(place, results)) {
        if (result->day != day || course.lines.size() == colours.size()) continue;
        const ResultReader reader(result->file);
        if (!reader.has("pet")) continue;
        const TwoTexts name = name_of_result(*result);
        ChartLine line{name.nl, name.en, colours[course.lines.size()], {}, {}, {}};
        const std::vector<std::int32_t> cells = cells_inside(place.yard, reader.grid(), place.id);
        const std::size_t steps = reader.times().size();
        course.hours.clear();
        for (std::size_t step = 0; step < steps; ++step) {
            course.hours.push_back(24 * (double(step) + 0.5) / double(steps));
            line.values.push_back(mean_on(cells, reader.read_map("pet", int(step))));
        }
        course.lines.push_back(std::move(line));
    }
    return course;
}

std::string heading_of_chart(const std::string& day, bool several) {
    const TwoTexts when =
        several ? TwoTexts{date_of(day, false), date_of(day, true)} : TwoTexts{"The day", "De dag"};
    return heading(several ? 4 : 3, when.nl + " op het plein (PET, gemiddeld)",
                   when.en + " on the yard (PET, mean)");
}

/// PET of 12 to 18 h on the yard, by day and scenario.
std::string yard_table(const SitePlace& place, const std::vector<ReportResult>& results,
                       const ReportDays& days) {
    const std::vector<const ReportResult*> own = of_site(place, results);
    std::vector<const ReportResult*> scenarios;  // one result of each
    for (const ReportResult* one : own)
        if (std::ranges::find(scenarios, one->scenario, &ReportResult::scenario) == scenarios.end())
            scenarios.push_back(one);
    std::string html = heading(3, "Het plein per dag (PET in °C, 12 tot 18 uur, gemiddeld)",
                               "The yard by day (PET in °C, 12 to 18 h, mean)") +
                       "<div class=\"wide\"><table><tr><th>" + both("dag", "day") + "</th>";
    for (const ReportResult* one : scenarios) {
        const TwoTexts name = name_of_result(*one);
        html += "<th class=\"n\">" + both(escaped(name.nl), escaped(name.en)) + "</th>";
    }
    html += "</tr>\n";
    for (const std::string& day : days.all) {
        html += "<tr><td>" + both(date_of(day, true), date_of(day, false)) + "</td>";
        for (const ReportResult* scenario : scenarios) {
            double mean = std::nan("");
            for (const ReportResult* one : own) {
                if (one->day != day || one->scenario != scenario->scenario) continue;
                const ResultReader reader(one->file);
                if (reader.has("pet_12_18"))
                    mean = mean_on(cells_inside(place.yard, reader.grid(), place.id),
                                   reader.read_map("pet_12_18"));
            }
            html +=
                "<td class=\"n\">" + both(number_text(mean, 1, true), number_text(mean, 1, false)) + "</td>";
        }
        html += "</tr>\n";
    }
    return html + "</table></div>\n";
}

/// A map of the site, of a field that the result has; empty without it.
std::string site_map(const SitePlace& place, const ReportResult& result, const char* field,
                     std::string_view classes, std::string_view nl, std::string_view en) {
    const ResultReader reader(result.file);
    if (!reader.has(field)) return {};
    const std::vector<MapOutline> outlines = {outline_of_wkt(place.building, MapOutline::Kind::building),
                                              outline_of_wkt(place.yard, MapOutline::Kind::yard)};
    std::vector<float> values = reader.read_map(field);
    const ReportCity city = ReportCity(reader).window(outlines, map_margin_m, values);
    return map_figure(city, values, classes, nl, en, outlines, 760);
}

/// Maps and courses of the days that are shown, of the city as it is, and its yearly mean of NO2.
std::string days_on_site(const SitePlace& place, const std::vector<ReportResult>& results,
                         const ReportDays& days) {
    std::vector<const ReportResult*> shown;
    std::vector<DayCourse> courses;
    for (const ReportResult* one : of_site(place, results)) {
        if (!one->scenario_name.empty() || !days.shows(one->day)) continue;
        shown.push_back(one);
        courses.push_back(yard_course(place, results, one->day));
    }
    const std::vector<std::string> charts = day_charts(courses,
                                                       {{35, "te warm (35 °C PET)", "too warm (35 degC PET)"},
                                                        {41, "extreem (41 °C PET)", "extreme (41 degC PET)"}},
                                                       "°C");
    std::string html = days.several() ? yard_table(place, results, days) : "", of_year;
    for (std::size_t n = 0; n < shown.size(); ++n) {
        const ReportResult& one = *shown[n];
        const TwoTexts on = days.several() ? TwoTexts{"On " + date_of(one.day, false) + ": how",
                                                      "Op " + date_of(one.day, true) + ": hoe"}
                                           : TwoTexts{"How", "Hoe"};
        html += site_map(place, one, "pet_12_18", "pet_class",
                         on.nl +
                             " warm het voelt (PET, °C), 12 tot 18 uur. Zwarte lijn: het plein; "
                             "gestreept: de school.",
                         on.en +
                             " warm it feels (PET, °C), 12 to 18 h. Black line: the yard; dashed: the "
                             "school.");
        if (!courses[n].lines.empty()) html += heading_of_chart(one.day, days.several()) + charts[n];
        if (of_year.empty())
            of_year = site_map(place, one, "yearly_concentration_no2", "yearly_concentration_no2",
                               "Stikstofdioxide (NO2) in µg/m³, jaargemiddelde, verkennend.",
                               "Nitrogen dioxide (NO2) in µg/m³, yearly mean, exploratory.");
    }
    return html + of_year;
}

}  // namespace

std::string ranking_section(const StudyRanking& study) {
    const OrderedJson ranking = OrderedJson::parse(ranking_json(study));
    std::string html = heading(2, "De locaties naast elkaar", "The sites beside each other");
    const OrderedJson& scenarios = ranking.at("scenarios");
    if (scenarios.empty()) return html;
    html += in_words(scenarios.front());
    for (const OrderedJson& scenario : scenarios) html += who_stands_where(ranking, scenario);
    html += heading(3, "Wat zou de volgorde veranderen?", "What would change the order?") +
            what_would_change_it(ranking, scenarios.front()) + "<p class=\"quiet\">" +
            two(ranking.at("cannot_tell")) + "</p>\n<p class=\"quiet\">" +
            both("De gewichten zijn aan de raad. Zonder opgave wegen alle groepen even zwaar.",
                 "Weights belong to the council. Where none are given all groups weigh alike.") +
            "</p>\n" + weights_used(study);
    return html;
}

std::string site_sections(const StudyRanking& study, const std::vector<ReportResult>& results) {
    const OrderedJson ranking = OrderedJson::parse(ranking_json(study));
    if (ranking.at("scenarios").empty()) return {};
    const OrderedJson& scenario = ranking.at("scenarios").front();
    const ReportDays days = results.empty() ? ReportDays{} : report_days(results);
    std::string html;
    for (std::size_t n = 0; n < study.study.places.size(); ++n) {
        const SitePlace& place = study.study.places[n];
        const OrderedJson& site = entry_of(scenario.at("sites"), place.id);
        html +=
            "<section class=\"site\">\n<h2>" + escaped(place.name) + "</h2>\n<p>" +
            both("Plaats: ", "Rank: ") + rank_of(site) + "</p>\n" +
            (days.several()
                 ? "<p class=\"quiet\">" +
                       both(fmt::format("Wat van een dag afhangt is het gemiddelde van {} dagen.",
                                        days.all.size()),
                            fmt::format("What depends on a day is the mean of {} days.", days.all.size())) +
                       "</p>\n"
                 : "") +
            indicator_table(ranking, scenario, site) + air_of_yard(study, n) +
            days_on_site(place, results, days);
        html += "</section>\n";
    }
    return html;
}

}  // namespace luwte
