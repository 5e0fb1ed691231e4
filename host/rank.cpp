// SPDX-License-Identifier: Apache-2.0
#include "host/rank.hpp"

#include "host/output/part_file.hpp"
#include "host/output/result_reader.hpp"
#include "inputs/study/ensemble.hpp"
#include "inputs/study/read_study.hpp"
#include "inputs/study/scenarios.hpp"
#include "inputs/study/suggest.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;

/// "8.30" of 8.5 h, as Dutch writes it.
std::string clock_text(double hour) {
    const int minutes = int(std::lround(60 * hour));
    return fmt::format("{}.{:02}", minutes / 60, minutes % 60);
}

/// Luwte's indicators with the anchors of this study, and the imported ones.
std::vector<Indicator> indicators_of(const StudyFile& study) {
    std::vector<Indicator> all(indicators().begin(), indicators().end());
    for (Indicator& one : all)
        if (one.id == "school_hours_above_35") {
            const std::vector<double>& school = study.ranking.school_h;
            one.bad = school[1] - school[0];
            one.source = {fmt::format("hours of a school day, {:g} to {:g} h", school[0], school[1]),
                          fmt::format("uren van een schooldag, {} tot {} uur", clock_text(school[0]),
                                      clock_text(school[1]))};
        }
    all.insert(all.end(), study.scores.indicators.begin(), study.scores.indicators.end());
    return all;
}

bool is_of_heat(const std::string& id) {
    const auto found = std::ranges::find(indicators(), id, &Indicator::id);
    return found != indicators().end() && found->group == "heat";
}

/// Heat in the members of the ensemble that are there for a site.
std::map<std::string, Measures> members_of(const StudyFile& study, const fs::path& folder,
                                           const SitePlace& place) {
    std::map<std::string, Measures> members;
    for (const EnsembleMember& member : ensemble_members()) {
        const std::string id(member.id);
        std::vector<Measures> days;
        for (const std::string& day : study.days) {
            const fs::path result = folder / place.id / ensemble_folder / id / (day + ".nc");
            std::error_code error;
            if (study.member_is_done(place.id, id, day) && fs::exists(result, error))
                days.push_back(measure_site(ResultReader(result), place, study.ranking, study.time_zone));
        }
        if (days.size() == study.days.size()) members[id] = mean_of_days(days);
    }
    return members;
}

/// What an indicator can be at least and at most by its unit; `most` of hours is a school day.
std::pair<double, double> bounds_of(const Indicator& one) {
    constexpr double none = std::numeric_limits<double>::infinity();
    if (one.unit == "%") return {0, 100};
    if (one.unit == "h") return {0, one.scores() ? std::max(one.good, one.bad) : none};
    return {one.unit == "degC" ? -none : 0, none};
}

/// Widens ranges of heat by what members change of the base: the envelope of validation and ensemble.
void widen(const std::vector<Indicator>& all, const std::map<std::string, Measures>& members,
           const Measures& base, Measures& measures) {
    if (members.empty()) return;
    for (auto& [id, measure] : measures) {
        const auto at_base = base.find(id);
        if (!is_of_heat(id) || !measure.value || at_base == base.end() || !at_base->second.value) continue;
        double less = 0, more = 0;
        for (const auto& [member, of_member] : members) {
            const auto found = of_member.find(id);
            if (found == of_member.end() || !found->second.value) continue;
            const double change = found->second.value->central - at_base->second.value->central;
            less = std::min(less, change), more = std::max(more, change);
        }
        const auto [least, most] = bounds_of(*std::ranges::find(all, id, &Indicator::id));
        for (Estimate* e : {&*measure.value, measure.alone ? &*measure.alone : nullptr}) {
            if (e == nullptr) continue;
            e->low = std::min(e->low, std::max(least, e->central + less));
            e->high = std::max(e->high, std::min(most, e->central + more));
        }
    }
}

/// Of the station, the same for all sites.
Measure hot_days_of(const StudyFile& study, const std::string& scenario) {
    const auto found = study.hot_school_days.find(scenario);
    if (found == study.hot_school_days.end())
        return {{},
                {"the weather file lacks a month of the year with temperatures in 90 % of its hours",
                 "in het weerbestand ontbreekt een maand van het jaar met temperaturen in 90 % van de uren"}};
    if (study.hot_school_days_of != study.ranking.school_h)
        return {{},
                {"counted by the run for other school hours: run the study with these",
                 "geteld voor andere schooltijden: reken de studie door met deze"}};
    return {Estimate::exactly(found->second), {}};
}

/// The same around 2050.
Measure hot_days_2050_of(const StudyFile& study, const std::string& scenario) {
    const double warmer = study.ranking.warmer_2050_k;
    if (warmer == 0)
        return {{},
                {"the study does not say how much warmer it will be (ranking.warmer_2050_k)",
                 "de studie zegt niet hoeveel warmer het wordt (ranking.warmer_2050_k)"}};
    if (warmer != study.hot_school_days_warmer)
        return {{},
                {"counted by the run for another warming: run the study with this one",
                 "geteld voor een andere opwarming: reken de studie door met deze"}};
    const Measure now = hot_days_of(study, scenario);
    if (!now.value) return now;
    const auto found = study.hot_school_days_2050.find(scenario);
    if (found == study.hot_school_days_2050.end())
        return {{},
                {"this scenario has weather of its own: warmer or cooler air",
                 "dit scenario heeft eigen weer: warmere of koelere lucht"}};
    std::string shift = fmt::format("{:g}", warmer), komma = shift;
    std::ranges::replace(komma, '.', ',');
    decltype(Measure::note) note = {
        fmt::format("every hour {} K warmer: {}", shift, study.ranking.warmer_2050_source),
        fmt::format("elk uur {} graden warmer: {}", komma, study.ranking.warmer_2050_source)};
    if (const WeatherYears& years = study.weather_years; years.count > 0) {
        const bool few = years.count < few_years;
        note.en += fmt::format("; that has to be relative to the years of the weather file, {}{}",
                               years.text(), few ? ", fewer than ten: one exceptional year says little" : "");
        note.nl += fmt::format("; dat moet zijn ten opzichte van de jaren van het weerbestand, {}{}",
                               years.text("tot en met"),
                               few ? ", minder dan tien: één uitzonderlijk jaar zegt weinig" : "");
    }
    return {Estimate::exactly(found->second), note};
}

Measures measures_of(const StudyFile& study, const fs::path& folder, const SitePlace& place,
                     const std::string& scenario) {
    std::vector<Measures> days;
    for (const std::string& day : study.days) {
        const fs::path result = folder / place.id / scenario / (day + ".nc");
        std::error_code error;
        if (!study.is_done(place.id, scenario, day) || !fs::exists(result, error)) return {};
        days.push_back(measure_site(ResultReader(result), place, study.ranking, study.time_zone));
    }
    Measures all = mean_of_days(days);
    measure_roads(study.roads_of(scenario, place.id), all);
    all["hot_school_days"] = hot_days_of(study, scenario);
    all["hot_school_days_2050"] = hot_days_2050_of(study, scenario);
    return all;
}

void add_scores(const SiteScores& scores, const std::string& site, Measures& measures) {
    for (std::size_t n = 0; n < scores.indicators.size(); ++n) {
        const auto found = scores.values[n].find(site);
        measures[scores.indicators[n].id] =
            found == scores.values[n].end()
                ? Measure{{}, {"not in the imported scores", "niet in de ingelezen scores"}}
                : Measure{Estimate::exactly(found->second), {}};
    }
}

std::vector<SiteValues> values_of(const StudyRanking& all, const std::vector<Measures>& measures) {
    std::vector<SiteValues> values;
    for (const Measures& of_site : measures) {
        values.emplace_back();
        for (const Indicator& one : all.indicators) values.back().push_back(of_site.at(one.id).value);
    }
    return values;
}

/// The order of sites where every one of them has a member: heat of the member, all else of the base.
void rank_members(const StudyRanking& all, const std::vector<std::map<std::string, Measures>>& members,
                  RankedScenario& base) {
    for (const EnsembleMember& member : ensemble_members()) {
        std::vector<Measures> changed = base.measures;
        bool whole = !changed.empty();
        for (std::size_t n = 0; n < changed.size() && whole; ++n) {
            const auto found = members[n].find(std::string(member.id));
            whole = found != members[n].end();
            if (!whole) break;
            for (auto& [id, measure] : changed[n])
                if (const auto of_member = found->second.find(id);
                    is_of_heat(id) && of_member != found->second.end() && of_member->second.value)
                    measure = of_member->second;
        }
        if (whole)
            base.in_members.push_back(
                {std::string(member.id),
                 rank_sites(all.indicators, values_of(all, changed), all.study.ranking.weights).order});
    }
}

}  // namespace

StudyRanking rank_study(const RankOptions& options) {
    StudyRanking out;
    out.study = read_study_file(options.folder / "study.json");
    if (out.study.places.empty())
        throw InputError(printable((options.folder / "study.json").string(), 300), "has no sites to rank",
                         "a study names them by [[site]]");
    out.study.ranking = replace_ranking(out.study.ranking, options.overrides);
    for (const std::string& one : options.overrides) out.overrides.push_back(printable(one, 200));
    if (!out.study.ranking.scores.empty()) {
        std::vector<std::string> sites;
        for (const SitePlace& place : out.study.places) sites.push_back(place.id);
        out.study.scores = read_site_scores(out.study.ranking.scores, sites);
    }
    check_weights(out.study.ranking.weights, out.study.scores);
    out.indicators = indicators_of(out.study);
    std::vector<std::map<std::string, Measures>> members;
    for (const SitePlace& place : out.study.places)
        members.push_back(members_of(out.study, options.folder, place));
    for (const StudyFile::Scenario& scenario : out.study.scenarios) {
        RankedScenario ranked{scenario.id, scenario.name, {}, {}};
        for (const SitePlace& place : out.study.places) {
            ranked.measures.push_back(measures_of(out.study, options.folder, place, scenario.id));
            add_scores(out.study.scores, place.id, ranked.measures.back());
            for (const Indicator& one : out.indicators)
                ranked.measures.back().try_emplace(
                    one.id, Measure{{},
                                    {"this city was not computed, or its run failed",
                                     "deze stad is niet doorgerekend, of dat mislukte"}});
        }
        if (scenario.id == base_id) rank_members(out, members, ranked);
        for (std::size_t n = 0; n < members.size(); ++n)
            widen(out.indicators, members[n],
                  (out.scenarios.empty() ? ranked : out.scenarios.front()).measures[n], ranked.measures[n]);
        ranked.ranking =
            rank_sites(out.indicators, values_of(out, ranked.measures), out.study.ranking.weights);
        out.scenarios.push_back(std::move(ranked));
    }
    out.green = green_benefits_of(out.study, options.folder);
    return out;
}

std::vector<fs::path> write_ranking(const StudyRanking& ranking, const fs::path& folder) {
    write_whole_file(folder / "ranking.csv", ranking_csv(ranking));
    write_whole_file(folder / "ranking.json", ranking_json(ranking));
    std::vector<fs::path> files = {folder / "ranking.csv", folder / "ranking.json"};
    if (ranking.green)
        for (const fs::path& file : write_green_benefits(*ranking.green, folder)) files.push_back(file);
    return files;
}

std::vector<std::string> groups_without_weight(const StudyRanking& ranking, const RankedScenario& scenario) {
    std::vector<std::string> silent;
    for (const std::string_view group : indicator_groups) {
        bool could = false, does = false;
        for (std::size_t n = 0; n < ranking.indicators.size(); ++n) {
            if (ranking.indicators[n].group != group || !ranking.indicators[n].scores()) continue;
            could = true, does = does || scenario.ranking.weight[n] > 0;
        }
        if (could && !does) silent.emplace_back(group);
    }
    return silent;
}

std::vector<std::string> ranking_sentences(const StudyRanking& ranking) {
    std::vector<std::string> said;
    for (const RankedScenario& scenario : ranking.scenarios) {
        const auto name = [&](std::size_t site) { return ranking.study.places[site].id; };
        const Ranking& r = scenario.ranking;
        for (const std::size_t site : r.order) {
            const SiteScore& s = r.sites[site];
            said.push_back(
                fmt::format("{}, rank {}: {} ({}), score {:.0f} of 100 ({:.0f} to {:.0f})", scenario.id,
                            s.first_rank == s.last_rank
                                ? fmt::format("{}", s.first_rank)
                                : fmt::format("{} to {}, not distinguishable", s.first_rank, s.last_rank),
                            name(site), printable(ranking.study.places[site].name, 200),
                            100 * s.score.central, 100 * s.score.low, 100 * s.score.high));
        }
        for (std::size_t site = 0; site < r.sites.size(); ++site) {
            std::vector<std::string> rules;
            for (std::size_t n = 0; n < ranking.indicators.size(); ++n)
                if (r.sites[site].knock_outs[n] == KnockOut::yes)
                    rules.push_back(ranking.indicators[n].rule.en);
            if (!rules.empty())
                said.push_back(
                    fmt::format("{}, no rank: {}: {}", scenario.id, name(site), fmt::join(rules, "; ")));
        }
        std::vector<std::string> left_out;
        for (const std::size_t n : r.left_out) left_out.push_back(ranking.indicators[n].id);
        if (!left_out.empty())
            said.push_back(fmt::format("{}: unknown for some site, and so without weight: {}", scenario.id,
                                       fmt::join(left_out, ", ")));
        if (const auto silent = groups_without_weight(ranking, scenario); !silent.empty())
            said.push_back(
                fmt::format("{}: the score says nothing of: {}", scenario.id, fmt::join(silent, ", ")));
        if (!scenario.in_members.empty()) {
            std::vector<std::string> other;
            for (const auto& [member, order] : scenario.in_members)
                if (order != r.order) other.push_back(member);
            said.push_back(
                fmt::format("{}: the same order in {} of {} members of the ensemble{}", scenario.id,
                            scenario.in_members.size() - other.size(), scenario.in_members.size(),
                            other.empty() ? "" : fmt::format(", another where: {}", fmt::join(other, ", "))));
        }
        for (const Flip& flip : r.flips)
            if (std::ranges::find(indicator_groups, flip.weight) != std::end(indicator_groups))
                said.push_back(fmt::format("{}: {} passes {} where {} weighs {:.2g} times as much",
                                           scenario.id, name(flip.up), name(flip.down), flip.weight,
                                           flip.factor));
    }
    return said;
}

void rank_results(const RankOptions& options, std::ostream& out) {
    const StudyRanking ranking = rank_study(options);
    for (const std::string& sentence : ranking_sentences(ranking)) out << sentence << '\n';
    for (const fs::path& file : write_ranking(ranking, options.folder))
        out << "wrote " << printable(file.string(), 300) << '\n';
    std::error_code error;
    if (!options.overrides.empty() && fs::exists(options.folder / "report.html", error))
        out << "the report keeps its weights; `luwte report` with the same --set writes it with these\n";
}

}  // namespace luwte
