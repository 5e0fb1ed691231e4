// SPDX-License-Identifier: Apache-2.0
#include "host/output/csv_text.hpp"
#include "host/rank.hpp"
#include "models/ranking/field_errors.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* cannot_tell_en =
    "Indicators of one or a few days and of models with known errors (docs/models/ranking.md); "
    "concentrations are exploratory, not for permit tests. PET may be 1.3 K too warm, at all sites alike "
    "(against a mast in Gothenburg the mean radiant temperature is 2.86 K too high), and hours and shares "
    "above a limit too many with it: ranges reach further down for that. Sites are compared without this "
    "common error. A score adds up what a council weighs; it is no measurement. Sites that share ranks are "
    "not distinguishable.";
constexpr const char* cannot_tell_nl =
    "Indicatoren van een of enkele dagen en van modellen met bekende fouten (docs/models/ranking.md); "
    "concentraties zijn verkennend, niet voor een toets voor een vergunning. PET kan 1,3 graden te warm "
    "zijn, "
    "op alle locaties evenveel (tegenover een mast in Gothenburg is de stralingstemperatuur 2,86 graden te "
    "hoog), en daarmee uren en aandelen boven een grens te veel: de marges lopen daarom verder omlaag dan "
    "omhoog. Locaties worden vergeleken zonder deze gezamenlijke fout. Een score telt op wat een raad weegt "
    "en is geen meting. Locaties met dezelfde rangen zijn niet te onderscheiden.";

/// Six digits: more than any indicator knows.
double six_digits(double value) { return std::stod(fmt::format("{:.6g}", value)); }

std::string shown_unit(const std::string& unit, bool dutch) {
    if (unit == "h" && dutch) return "uur";
    if (unit == "degC") return "\u00b0C";
    if (unit == "ug/m3") return "\u00b5g/m\u00b3";
    if (unit == "1/year") return dutch ? "per jaar" : "a year";
    if (unit == "m2") return "m\u00b2";
    return unit;
}

std::string shown_number(double value, int decimals, bool dutch) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (dutch) std::ranges::replace(text, '.', ',');
    return text;
}

/// Class of wind comfort of NEN 8100 by the share of hours above 5 m/s [%].
char wind_class(double percent) {
    return percent < 2.5 ? 'A' : percent < 5 ? 'B' : percent < 10 ? 'C' : percent < 20 ? 'D' : 'E';
}

/// Good meets the good anchor; poor is nearer to the bad one than by a third of the way.
const char* level_of(double worth) { return worth >= 1 ? "good" : worth >= 1.0 / 3 ? "fair" : "poor"; }

TwoTexts verdict(const Indicator& one, const Measure& m, KnockOut out) {
    if (!m.value) return {"unknown: " + m.note.en, "onbekend: " + m.note.nl};
    const Estimate& e = m.shown();
    TwoTexts text;
    for (const bool dutch : {false, true}) {
        std::string& t = dutch ? text.nl : text.en;
        t = shown_number(e.central, one.decimals, dutch) + " " + shown_unit(one.unit, dutch);
        if (shown_number(e.low, one.decimals, dutch) != shown_number(e.high, one.decimals, dutch))
            t += fmt::format(" ({} {} {})", shown_number(e.low, one.decimals, dutch), dutch ? "tot" : "to",
                             shown_number(e.high, one.decimals, dutch));
        if (one.id == "wind_above_5")
            t += fmt::format("{} {} {} NEN 8100", dutch ? ", klasse" : ", class", wind_class(e.central),
                             dutch ? "van" : "of");
        const std::string& note = dutch ? m.note.nl : m.note.en;
        if (!note.empty()) t += "; " + note;
    }
    if (out == KnockOut::yes)
        text.en += ": knocked out", text.nl += ": valt af";
    else if (out == KnockOut::doubtful)
        text.en += ": the limit lies within the range", text.nl += ": de grens ligt binnen de marge";
    else if (one.scores()) {
        const std::string level = level_of(worth(one, e.central));
        text.en += ": " + level;
        text.nl += level == "good" ? ": goed" : level == "fair" ? ": matig" : ": slecht";
    }
    return text;
}

Json texts(const TwoTexts& t) { return {{"en", t.en}, {"nl", t.nl}}; }

Json indicator_json(const Indicator& one) {
    Json json{{"id", one.id}, {"group", one.group}, {"name", texts(one.name)}, {"unit", one.unit}};
    if (one.scores()) json["good"] = one.good, json["bad"] = one.bad;
    json["source"] = one.source.en, json["status"] = one.status.en;
    json["source_nl"] = one.source.nl, json["status_nl"] = one.status.nl;
    if (one.has_knock_out())
        json["knock_out"] = {{one.knock_out_above ? "above" : "below", one.knock_out},
                             {"rule", one.rule.en},
                             {"rule_nl", one.rule.nl}};
    return json;
}

Json estimate_json(const Estimate& e) {
    return {{"low", six_digits(e.low)}, {"central", six_digits(e.central)}, {"high", six_digits(e.high)}};
}

Json site_json(const StudyRanking& all, const RankedScenario& scenario, std::size_t site) {
    const SiteScore& s = scenario.ranking.sites[site];
    Json json{{"id", all.study.places[site].id}, {"name", all.study.places[site].name}};
    json["knocked_out"] = s.out;
    json["rank_from"] = s.first_rank > 0 ? Json(s.first_rank) : Json();
    json["rank_to"] = s.last_rank > 0 ? Json(s.last_rank) : Json();
    json["distinguishable"] = s.first_rank == s.last_rank;
    json["score"] = estimate_json(s.score);
    json["indicators"] = Json::array();
    for (std::size_t n = 0; n < all.indicators.size(); ++n) {
        const Indicator& one = all.indicators[n];
        const Measure& m = scenario.measures[site].at(one.id);
        Json entry{{"id", one.id}};
        entry["value"] = m.value ? estimate_json(m.shown()) : Json();
        if (m.value && m.alone) entry["compared"] = estimate_json(*m.value);
        if (m.value && one.scores()) {
            entry["worth"] = estimate_json(worth(one, *m.value));
            entry["level"] = level_of(worth(one, m.value->central));
        }
        if (s.knock_outs[n] != KnockOut::no)
            entry["knock_out"] = s.knock_outs[n] == KnockOut::yes ? "yes" : "doubtful";
        entry["verdict"] = texts(verdict(one, m, s.knock_outs[n]));
        json["indicators"].push_back(std::move(entry));
    }
    return json;
}

Json scenario_json(const StudyRanking& all, const RankedScenario& scenario) {
    const Ranking& r = scenario.ranking;
    Json json{{"id", scenario.id},
              {"name", scenario.name},
              {"weights", Json::object()},
              {"left_out", Json::array()}};
    for (std::size_t n = 0; n < all.indicators.size(); ++n)
        if (r.weight[n] > 0) json["weights"][all.indicators[n].id] = six_digits(r.weight[n]);
    for (const std::size_t n : r.left_out) json["left_out"].push_back(all.indicators[n].id);
    json["groups_without_weight"] = groups_without_weight(all, scenario);
    json["order"] = Json::array();
    for (const std::size_t site : r.order) json["order"].push_back(all.study.places[site].id);
    json["sites"] = Json::array();
    for (std::size_t site = 0; site < r.sites.size(); ++site)
        json["sites"].push_back(site_json(all, scenario, site));
    if (!scenario.in_members.empty()) {
        json["order_in_ensemble"] = Json::object();
        for (const auto& [member, order] : scenario.in_members)
            for (const std::size_t site : order)
                json["order_in_ensemble"][member].push_back(all.study.places[site].id);
    }
    json["sensitivity"] = Json::array();
    for (const Flip& flip : r.flips)
        json["sensitivity"].push_back({{"weight", flip.weight},
                                       {"factor", six_digits(flip.factor)},
                                       {"passes", all.study.places[flip.up].id},
                                       {"passed", all.study.places[flip.down].id}});
    return json;
}

/// Plan less present of a site's city, by which rule and within which limits; empty for the city as it is,
/// and where it is unknown.
std::string green_cells(const StudyRanking& ranking, const std::string& site, const std::string& scenario) {
    const GreenPlan* plan = ranking.green->plan_of(ranking.study, site, scenario);
    const bool known = plan != nullptr && plan->unknown.en.empty();
    std::string text;
    for (const double value : {known ? plan->change.of.pm10_kg : Indicator::none,
                               known ? plan->change.of.cooling : Indicator::none,
                               known ? plan->change.deaths_avoided : Indicator::none})
        text += std::isnan(value) ? "," : fmt::format(",{:.4g}", value);
    return text + (known ? fmt::format(",{},{}", ranking.green->settings.cooling_rule,
                                       green_limits_word(ranking.green->area))
                         : std::string(",,"));
}

}  // namespace

std::string ranking_json(const StudyRanking& ranking) {
    Json json;
    json["format_name"] = "luwte-ranking";
    json["format_version"] = {1, 0};
    json["title"] = ranking.study.title;
    json["program"] = "luwte " LUWTE_VERSION;
    json["days"] = ranking.study.days;
    json["school_h"] = ranking.study.ranking.school_h;
    json["breaks_h"] = ranking.study.ranking.breaks_h;
    if (!ranking.overrides.empty()) json["set_otherwise_than_in_the_study"] = ranking.overrides;
    json["weights_given"] = Json::object();
    for (const auto& [name, weight] : ranking.study.ranking.weights) json["weights_given"][name] = weight;
    json["score"] = "sum of weight times worth; worth is linear from 0 at bad to 1 at good";
    json["cannot_tell"] = {{"en", cannot_tell_en}, {"nl", cannot_tell_nl}};
    json["errors"] = Json::array();
    for (const FieldError& e : field_errors())
        json["errors"].push_back(
            {{"of", e.of}, {"size", e.size}, {"unit", e.unit}, {"from", e.row}, {"meaning", e.meaning}});
    json["indicators"] = Json::array();
    for (const Indicator& one : ranking.indicators) json["indicators"].push_back(indicator_json(one));
    json["scenarios"] = Json::array();
    for (const RankedScenario& scenario : ranking.scenarios)
        json["scenarios"].push_back(scenario_json(ranking, scenario));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string ranking_csv(const StudyRanking& ranking) {
    std::string text = "scenario,site,name,rank_from,rank_to,score_low,score,score_high,knocked_out_by";
    for (const Indicator& one : ranking.indicators)
        text += fmt::format(",{}", csv_text(one.id + " [" + one.unit + "]"));
    if (ranking.green)
        text +=
            ",green_pm10_held_back [kg/year],green_cooling [K],green_deaths_avoided [1/year],"
            "green_cooling_rule,green_limits";
    text += "\r\n";
    for (const RankedScenario& scenario : ranking.scenarios)
        for (std::size_t site = 0; site < scenario.ranking.sites.size(); ++site) {
            const SiteScore& s = scenario.ranking.sites[site];
            const bool ranked = s.first_rank > 0;
            std::string out;
            for (std::size_t n = 0; n < ranking.indicators.size(); ++n)
                if (s.knock_outs[n] == KnockOut::yes)
                    out += (out.empty() ? "" : "; ") + ranking.indicators[n].id;
            const auto of_100 = [](double score) {
                return std::isnan(score) ? std::string() : fmt::format("{:.1f}", 100 * score);
            };
            text += fmt::format("{},{},{},{},{},{},{},{},{}", scenario.id, ranking.study.places[site].id,
                                csv_text(ranking.study.places[site].name),
                                ranked ? fmt::format("{}", s.first_rank) : "",
                                ranked ? fmt::format("{}", s.last_rank) : "", of_100(s.score.low),
                                of_100(s.score.central), of_100(s.score.high), csv_text(out));
            for (const Indicator& one : ranking.indicators) {
                const Measure& m = scenario.measures[site].at(one.id);
                text += m.value ? fmt::format(",{:.{}f}", m.value->central, one.decimals) : ",";
            }
            if (ranking.green) text += green_cells(ranking, ranking.study.places[site].id, scenario.id);
            text += "\r\n";
        }
    return text;
}

}  // namespace luwte
