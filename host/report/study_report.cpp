// SPDX-License-Identifier: Apache-2.0
#include "host/report/study_report.hpp"

#include "host/export/map_legend.hpp"
#include "host/report/dutch_sentences.hpp"
#include "host/report/html.hpp"
#include "host/report/report_days.hpp"
#include "host/report/report_maps.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double too_warm = 35, extreme = 41;  // degC PET

/// Hours of the local day at the middles of the steps, if the result says what its day is.
std::vector<double> middles(const ResultReader& result) {
    const std::size_t steps = result.times().size();
    std::vector<double> hours(steps);
    for (std::size_t n = 0; n < steps; ++n) hours[n] = 24.0 * (double(n) + 0.5) / double(steps);
    return hours;
}

std::string plain_words(const ReportResult& result, const ReportCity& city, const ResultReader& reader) {
    std::string html;
    if (reader.has("pet_12_18")) {
        const OpenGround pet = open_ground(city, reader.read_map("pet_12_18"));
        html += paragraph(
            fmt::format(
                "Op {} voelt het tussen 12 en 18 uur buiten gemiddeld als <b>{} °C</b> (PET). Op {} % van de "
                "open grond is het boven de {:g} °C: extreem heet.",
                date_of(result.day, true), number_text(pet.mean, 1, true),
                number_text(100 * pet.share_above(extreme), 0, true), extreme),
            fmt::format(
                "On {} it feels like <b>{} °C</b> (PET) outdoors between 12 and 18 h on average. On {} % of "
                "the open ground it is above {:g} °C: extreme heat stress.",
                date_of(result.day, false), number_text(pet.mean, 1, false),
                number_text(100 * pet.share_above(extreme), 0, false), extreme));
    }
    if (reader.has("hours_pet_above_35")) {
        const OpenGround hours = open_ground(city, reader.read_map("hours_pet_above_35"));
        html += paragraph(fmt::format("Het is er gemiddeld {} uur te warm (boven {:g} °C).",
                                      number_text(hours.mean, 1, true), too_warm),
                          fmt::format("It is too warm (above {:g} °C) for {} hours on average.", too_warm,
                                      number_text(hours.mean, 1, false)));
    }
    return html;
}

/// What is of the year and so the same on all days.
std::string words_of_year(const ReportCity& city, const ResultReader& reader) {
    if (!reader.has("yearly_concentration_no2") || has_less_than_a_year(reader)) return {};
    const OpenGround no2 = open_ground(city, reader.read_map("yearly_concentration_no2"));
    return paragraph(
        fmt::format("In de lucht zit gemiddeld over een jaar {} µg/m³ stikstofdioxide (NO2), verkennend "
                    "berekend. "
                    "De Europese grens vanaf 2030 is 20, het advies van de WHO is 10.",
                    number_text(no2.mean, 1, true)),
        fmt::format("The air has {} µg/m³ of nitrogen dioxide (NO2) on average over a year, an exploratory "
                    "figure. Europe's limit from 2030 on is 20, the WHO advises 10.",
                    number_text(no2.mean, 1, false)));
}

/// NO2 by the Dutch reference method and how the own dispersion differs, folded away.
std::string reference_of_air(const ReportCity& city, const ResultReader& reader) {
    const char *srm1 = "yearly_concentration_no2_srm1", *difference = "yearly_concentration_no2_minus_srm1";
    if (!reader.has(srm1)) return {};
    std::string html =
        "<details><summary>" +
        both("Lucht volgens de rekenmethode van de wet (SRM1), ernaast",
             "Air by the method that Dutch law names (SRM1), beside it") +
        "</summary>\n" +
        paragraph(
            "Standaardrekenmethode 1 zegt alleen iets langs de straten van de rekenpunten, tot 30 of 60 m "
            "uit "
            "de as en niet achter gebouwen; elders is de kaart leeg. Tussen de rekenpunten neemt "
            "Luwte naar een eigen regel het bebouwingstype van het dichtstbijzijnde over; SRM1 zoals "
            "voorgeschreven zijn alleen de rekenpunten, in RUN.air.csv. Verkennend, niet voor een toets bij "
            "een vergunning.",
            "SRM1 says something along the streets of its receptors only, up to 30 or 60 m from the axis and "
            "not behind buildings; elsewhere the map is empty. Between receptors Luwte borrows the "
            "building type of the nearest one by a rule of its own; SRM1 as prescribed are the receptors "
            "alone, in RUN.air.csv. Exploratory, not for permit tests.");
    html += map_figure(city, reader.read_map(srm1), "yearly_concentration_no2",
                       "Stikstofdioxide (NO2) volgens SRM1 in µg/m³, gemiddeld over een jaar, verkennend.",
                       "Nitrogen dioxide (NO2) by SRM1 in µg/m³, yearly mean, exploratory.");
    if (reader.has(difference) && !has_less_than_a_year(reader)) {
        const std::vector<float> values = reader.read_map(difference);
        const OpenGround all = open_ground(city, values);
        html +=
            paragraph(fmt::format("De eigen berekening ligt daar gemiddeld {} µg/m³ boven SRM1 (een min: "
                                  "eronder); negen van de tien plekken tussen {} en {}.",
                                  number_text(all.mean, 1, true), number_text(all.p05, 1, true),
                                  number_text(all.p95, 1, true)),
                      fmt::format("There the own computation is {} µg/m³ above SRM1 on average (minus: below "
                                  "it), at nine places of ten between {} and {}.",
                                  number_text(all.mean, 1, false), number_text(all.p05, 1, false),
                                  number_text(all.p95, 1, false))) +
            map_figure(city, values, air_difference_legend,
                       "Eigen berekening min SRM1 in µg/m³ NO2; blauw is minder, rood meer, verkennend.",
                       "Own computation less SRM1 in µg/m³ of NO2; blue is less, red more, exploratory.");
    }
    return html + "</details>\n";
}

std::string map_of_day(const ReportCity& city, const ResultReader& reader) {
    if (!reader.has("pet_12_18")) return {};
    return map_figure(city, reader.read_map("pet_12_18"), "pet_class",
                      "Hoe warm het voelt (PET, °C), gemiddeld van 12 tot 18 uur. Kleuren van de "
                      "Klimaateffectatlas; achter "
                      "elke klasse haar deel van de open grond. Grijs: gebouwen; groene lijnen: "
                      "boomkronen; schuin gestreept: "
                      "niet gemeten.",
                      "How warm it feels (PET, °C), mean of 12 to 18 h. Colours of the "
                      "Klimaateffectatlas; behind each class "
                      "its share of the open ground. Grey: buildings; green lines: crowns of trees; "
                      "hatched: not measured.");
}

std::string maps_of_year(const ReportCity& city, const ResultReader& reader) {
    if (has_less_than_a_year(reader)) return reference_of_air(city, reader);
    std::string html;
    if (reader.has("yearly_concentration_no2"))
        html += map_figure(city, reader.read_map("yearly_concentration_no2"), "yearly_concentration_no2",
                           "Stikstofdioxide (NO2) in µg/m³, gemiddeld over een jaar, verkennend.",
                           "Nitrogen dioxide (NO2) in µg/m³, yearly mean, exploratory.");
    html += reference_of_air(city, reader);
    if (reader.has("hours_share_wind_above_5"))
        html += map_figure(
            city, reader.read_map("hours_share_wind_above_5"), "wind_comfort_class",
            "Hinder van wind: klassen naar NEN 8100 (A weinig, E veel), met uren van één station.",
            "Nuisance of wind: classes after NEN 8100 (A little, E much), with hours of one station.");
    return html;
}

DayCourse course_of_day(const ReportCity& city, const ResultReader& reader) {
    if (!reader.has("pet")) return {};
    ChartLine pet{"PET, gemiddeld; band: 5 tot 95 % van de open grond",
                  "PET, mean; band: 5 to 95 % of open ground",
                  "#b2182b",
                  {},
                  {},
                  {}},
        air{"lucht", "air", "#2166ac", {}, {}, {}}, ground{"oppervlak", "surface", "#7a5c00", {}, {}, {}};
    const auto mean = [&](const char* field, int step) {
        return open_ground(city, reader.read_map(field, step)).mean;
    };
    for (int step = 0; step < int(reader.times().size()); ++step) {
        const OpenGround now = open_ground(city, reader.read_map("pet", step));
        pet.values.push_back(now.mean), pet.low.push_back(now.p05), pet.high.push_back(now.p95);
        if (reader.has("air_temperature")) air.values.push_back(mean("air_temperature", step) - 273.15);
        if (reader.has("surface_temperature"))
            ground.values.push_back(mean("surface_temperature", step) - 273.15);
    }
    std::vector<ChartLine> lines = {pet};
    if (!air.values.empty()) lines.push_back(air);
    if (!ground.values.empty()) lines.push_back(ground);
    return {middles(reader), lines};
}

/// The courses of days as charts, with headings.
std::vector<std::string> charts_of(const std::vector<DayCourse>& courses, bool several) {
    std::vector<std::string> charts = day_charts(courses,
                                                 {{too_warm, "te warm (35 °C PET)", "too warm (35 degC PET)"},
                                                  {extreme, "extreem (41 °C PET)", "extreme (41 degC PET)"}},
                                                 "°C");
    for (std::size_t n = 0; n < courses.size(); ++n)
        if (!courses[n].lines.empty())
            charts[n].insert(0, heading(several ? 4 : 3, several ? "Het verloop" : "De dag",
                                        several ? "Its course" : "The day"));
    return charts;
}

/// What a scenario changes on one day, with its map where there is room for it.
std::string change_of_day(const ReportResult& base, const ReportResult& plan, const ReportDays& days) {
    const ResultReader before(base.file), after(plan.file);
    if (!before.has("pet_12_18") || !after.has("pet_12_18") || before.grid().nx != after.grid().nx ||
        before.grid().ny != after.grid().ny)
        return {};
    const ReportCity city(after), old(before);
    const std::vector<float> a = before.read_map("pet_12_18"), b = after.read_map("pet_12_18");
    std::vector<float> change(b.size());
    for (std::size_t n = 0; n < b.size(); ++n) change[n] = old.is_open(n) ? b[n] - a[n] : std::nanf("");
    const OpenGround all = open_ground(city, change);
    const double warmer = all.share_above(0.5),
                 cooler = double(std::ranges::lower_bound(all.sorted, -0.5f) - all.sorted.begin()) /
                          double(std::max<std::size_t>(1, all.cells));
    const auto on = [&](bool dutch) {
        return days.several() ? (dutch ? "op " : "on ") + date_of(plan.day, dutch) + " " : std::string();
    };
    return paragraph(
               fmt::format("De gevoelstemperatuur (PET, 12 tot 18 uur) op open grond verandert {}gemiddeld "
                           "met <b>{} graden</b>; {} % wordt minstens een halve graad warmer, {} % koeler.",
                           on(true), number_text(all.mean, 2, true), number_text(100 * warmer, 1, true),
                           number_text(100 * cooler, 1, true)),
               fmt::format("PET of 12 to 18 h on open ground changes {}by <b>{} K</b> on average; {} % gets "
                           "at least half a kelvin warmer, {} % cooler.",
                           on(false), number_text(all.mean, 2, false), number_text(100 * warmer, 1, false),
                           number_text(100 * cooler, 1, false))) +
           (days.shows(plan.day)
                ? map_figure(city, change, difference_legend,
                             "Verschil met nu in graden PET, 12 tot 18 uur; blauw is koeler, rood warmer.",
                             "Difference to now in K of PET, 12 to 18 h; blue is cooler, red warmer.")
                : "");
}

/// Every scenario of the first city beside it, day by day.
std::string what_if(const std::vector<ReportResult>& results, const ReportDays& days) {
    std::string html, scenario;
    for (const ReportResult& plan : results) {
        if (plan.scenario_name.empty() || plan.site != results.front().site) continue;
        const auto base = std::ranges::find_if(results, [&](const ReportResult& other) {
            return other.site == plan.site && other.day == plan.day && other.scenario_name.empty();
        });
        if (base == results.end()) continue;
        if (html.empty()) html = heading(2, "Wat als?", "What if?");
        if (plan.scenario != scenario)
            html += heading(3, escaped(plan.scenario_name), escaped(plan.scenario_name));
        scenario = plan.scenario;
        html += change_of_day(*base, plan, days);
    }
    return html;
}

/// The city as it is, its days one after the other and what is of the year.
std::string days_of(const std::vector<ReportResult>& results, const ReportDays& days) {
    std::string html = days.several() ? days_table(results, days) : "", of_year;
    std::vector<std::string> before_charts;
    std::vector<DayCourse> courses;
    for (const ReportResult& result : results) {
        if (result.scenario != results.front().scenario || result.site != results.front().site) continue;
        if (!days.shows(result.day)) continue;
        const ResultReader reader(result.file);
        const ReportCity city(reader);
        if (of_year.empty()) of_year = words_of_year(city, reader) + maps_of_year(city, reader);
        before_charts.push_back(
            (days.several() ? heading(3, date_of(result.day, true), date_of(result.day, false)) : "") +
            plain_words(result, city, reader) + weather_of_day(reader, result.day) +
            map_of_day(city, reader));
        courses.push_back(course_of_day(city, reader));
    }
    const std::vector<std::string> charts = charts_of(courses, days.several());
    for (std::size_t n = 0; n < charts.size(); ++n) html += before_charts[n] + charts[n];
    return html + (of_year.empty() ? "" : heading(3, "Over een jaar", "Over a year") + of_year);
}

std::string data_section(const RunFacts& facts) {
    std::string html = heading(2, "Gegevens", "Data") + "<div class=\"wide\"><table><tr><th>" +
                       both("wat", "what") + "</th><th>" + both("bestand", "file") + "</th><th>" +
                       both("datum", "date") + "</th><th>" + both("licentie", "licence") + "</th></tr>\n";
    for (const RunFacts::Input& input : facts.inputs)
        html += fmt::format(
            "<tr><td>{}</td><td>{}<br><span class=\"hash\">SHA-256 {}</span></td><td>{}</td><td>{}"
            "</td></tr>\n",
            both(escaped(role_name(input.role, true)), escaped(role_name(input.role, false))),
            escaped(input.path), escaped(input.sha256),
            input.date.empty() ? both("niet vermeld", "not stated") : escaped(input.date),
            input.licence.empty() ? both("niet vermeld", "not stated") : escaped(input.licence));
    return html + "</table></div>\n";
}

/// Sentences of results, which are English, in both languages.
std::string html_list(const std::vector<std::string>& sentences, const RunFacts& facts) {
    std::string html = "<ul>\n";
    for (const std::string& en : sentences) {
        const std::string nl = sentence_in_dutch(en, facts);
        html += "<li>" + (nl == en ? escaped(en) : both(escaped(nl), escaped(en))) + "</li>\n";
    }
    return html + "</ul>\n";
}

std::string source_cell(const std::string& source) {
    const std::string nl = list_in_dutch(source);
    return nl == source ? escaped(source) : both(escaped(nl), escaped(source));
}

std::string method_section(const RunFacts& facts) {
    std::string html = heading(2, "Wat dit niet kan vertellen", "What this cannot tell") + "<ul>\n";
    for (const Caveat& caveat : caveats_of(facts))
        html += "<li>" + both(escaped(caveat.nl), escaped(caveat.en)) + "</li>\n";
    html += "</ul>\n" + data_section(facts);
    if (!facts.warnings.empty())
        html += "<details><summary>" + both("Waarschuwingen van het programma", "Warnings of the program") +
                "</summary>\n" + html_list(facts.warnings, facts) + "</details>\n";
    html += "<details><summary>" +
            both("Hoe er is gerekend: regels en bronnen", "How it was computed: rules and sources") +
            "</summary>\n<div class=\"wide\"><table><tr><th>" + both("regel", "rule") + "</th><th>" +
            both("bron", "source") + "</th><th>" + both("hoe zeker", "how sure") + "</th></tr>\n";
    for (const Method& m : facts.methods)
        html +=
            fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        m.what_nl.empty() ? escaped(m.what) : both(escaped(m.what_nl), escaped(m.what)),
                        source_cell(m.source), both(escaped(status_in_dutch(m.status)), escaped(m.status)));
    html += "</table></div>\n" + html_list(facts.rules, facts) + "</details>\n<details><summary>" +
            both("Het studiebestand", "The study file") + "</summary><pre>" + escaped(facts.config) +
            "</pre></details>\n";
    return html;
}

}  // namespace

std::string study_report(const std::vector<ReportResult>& results, const RunFacts& facts,
                         const SiteParts& parts) {
    std::string html =
        page_head(facts.title) + "<h1>" + escaped(facts.title) + "</h1>\n<p class=\"quiet\">" +
        both(escaped(sentence_in_dutch(facts.area, facts)), escaped(facts.area)) + "<br>" +
        both(escaped(sentence_in_dutch(facts.when, facts)), escaped(facts.when)) + "<br>" +
        escaped(facts.version) + "</p>\n" + "<p class=\"note\">" +
        both("Verkennend: dit rapport vergelijkt plekken en legt uit waarom. Het is geen officiële toets.",
             "Exploratory: this report compares places and explains why. It is no official test.") +
        "</p>\n" + parts.ranking + heading(2, "In het kort", "In short") +
        (results.front().site.empty()
             ? ""
             : paragraph("Van de stad met de locatie <b>" + escaped(results.front().site) + "</b>:",
                         "Of the city with the site <b>" + escaped(results.front().site) + "</b>:"));
    const ReportDays days = report_days(results);
    html += days_of(results, days) + what_if(results, days);
    return html + parts.green + parts.pages + method_section(facts) + page_foot();
}

}  // namespace luwte
