// SPDX-License-Identifier: Apache-2.0
#include "host/green_benefits.hpp"

#include "host/green_settings.hpp"
#include "host/output/csv_text.hpp"
#include "host/output/part_file.hpp"
#include "host/output/result_reader.hpp"
#include "host/report/methods.hpp"
#include "host/report/run_facts.hpp"
#include "inputs/study/scenarios.hpp"
#include "models/city/surface_types.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using GreenJson = nlohmann::ordered_json;

GreenModel::Parameters parameters_of(const Study::GreenBenefits& s) {
    GreenModel::Parameters p;
    p.pm10 = s.pm10_ug_m3, p.pm25 = s.pm25_ug_m3, p.pm25_resuspended = s.pm25_resuspended_share;
    p.wind_100_m = s.wind_100_m_m_s, p.inhabitants_within_10_km = s.inhabitants_within_10_km;
    p.inhabitants = s.inhabitants, p.deaths_per_inhabitant = s.deaths_per_inhabitant_year;
    p.ndvi_radius = s.ndvi_radius_m, p.cooling_of_largest = s.cooling_rule == "code";
    return p;
}

/// Why a result does not say what the city is covered with; empty where it does.
TwoTexts no_cover_of(const ResultReader& result, const std::vector<float>& top) {
    if (!result.has("top_material") || !result.has("canopy_height"))
        return {"the result has no top_material or canopy_height: run the study with this version",
                "het resultaat heeft geen top_material of canopy_height: reken de studie door met deze "
                "versie"};
    const auto strange = std::ranges::count_if(
        top, [](float t) { return !(t >= 0 && t < float(top_material_count)); });  // also of NaN
    if (strange == 0) return {};
    return {
        fmt::format("top_material of the result has {} values that this version does not know", strange),
        fmt::format("top_material van het resultaat heeft {} waarden die deze versie niet kent", strange)};
}

/// The city of a result, or the reason in `unknown`.
std::optional<GreenCity> green_city_of(const ResultReader& result, TwoTexts& unknown) {
    const Grid& g = result.grid();
    const std::vector<float> top =
        result.has("top_material") ? result.read_map("top_material") : std::vector<float>();
    unknown = no_cover_of(result, top);
    if (!unknown.en.empty()) return {};
    GreenCity city{{Backend::cpu(), {1, g.ny, g.nx}, "top_material", "1"},
                   {Backend::cpu(), {1, g.ny, g.nx}, "crown_height", "m"}};
    const std::vector<float> crown = result.read_map("canopy_height");
    for (std::size_t n = 0; n < top.size(); ++n) {
        city.top_material.host()[n] = std::int32_t(top[n]);
        city.crown_height.host()[n] = crown[n] > 0 ? crown[n] : 0;
    }
    return city;
}

/// Plan less present where both have open ground; nothing where a field is not there.
std::optional<double> mean_change(const ResultReader& present, const ResultReader& plan, const char* field) {
    if (!present.has(field) || !plan.has(field)) return {};
    const std::vector<float> roof_a = present.read_map("building_height"),
                             roof_b = plan.read_map("building_height"), a = present.read_map(field),
                             b = plan.read_map(field);
    double sum = 0, count = 0;
    for (std::size_t n = 0; n < a.size(); ++n) {
        const double change = double(b[n]) - double(a[n]);
        if (std::isnan(change) || roof_a[n] > 0 || roof_b[n] > 0) continue;
        sum += change, ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

/// Whether surfaces and leaves take their part of what roads add in a result (air.deposition).
bool has_deposition(const ResultReader& result) {
    const std::vector<Method> methods = methods_from_json(result.provenance("methods_json"));
    return std::ranges::find(methods, "deposition", &Method::id) != methods.end();
}

void add_physical(const ResultReader& present, const ResultReader& plan,
                  std::vector<GreenPlan::Physical>& all) {
    const auto add = [&](const char* field, const char* unit, TwoTexts name) {
        if (const auto change = mean_change(present, plan, field))
            all.push_back({field, unit, std::move(name), *change});
    };
    add("pet_12_18", "K", {"PET, 12 to 18 h", "gevoelstemperatuur (PET), 12-18 uur"});
    add("surface_temperature_max", "K",
        {"highest surface temperature of the ground", "hoogste temperatuur van de grond"});
    if (has_less_than_a_year(present) || has_less_than_a_year(plan)) return;
    // Of NO2 nothing is taken (inputs/deposition/deposition.toml).
    const TwoTexts without = {"without what plants hold back", "zonder wat planten vasthouden"},
                   with = {"with what surfaces and leaves take, by rates to be verified",
                           "met wat oppervlakken en bladeren opnemen, met getallen die nog na te gaan zijn"};
    const TwoTexts& of_pm = has_deposition(present) && has_deposition(plan) ? with : without;
    for (const auto& [field, name, taken] : {std::tuple{"yearly_concentration_no2", "NO2", without},
                                             {"yearly_concentration_pm10", "PM10", of_pm},
                                             {"yearly_concentration_pm25", "PM2.5", of_pm}})
        add(field, "ug/m3",
            {fmt::format("{}, yearly mean, {}", name, taken.en),
             fmt::format("{}, jaargemiddelde, {}", name, taken.nl)});
}

fs::path green_result_of(const fs::path& folder, const std::string& site, const std::string& scenario,
                         const std::string& day) {
    return (site.empty() ? folder : folder / site) / scenario / (day + ".nc");
}

/// What a plan says by the rules, from the city of the study's first day, and by physics as the mean of days.
void measure_plan(const StudyFile& study, const fs::path& folder, const GreenModel::Parameters& parameters,
                  GreenBenefitsOfStudy& all, GreenPlan& plan) {
    const auto is_there = [&](const std::string& scenario, const std::string& day) {
        std::error_code error;
        return study.is_done(plan.site, scenario, day) &&
               fs::exists(green_result_of(folder, plan.site, scenario, day), error);
    };
    std::map<std::string, double> days_of;  // of what stands beside: not every day need have it
    for (std::size_t n = 0; n < study.days.size(); ++n) {
        const std::string& day = study.days[n];
        if (!is_there(std::string(base_id), day) || !is_there(plan.scenario, day)) {
            plan.unknown = {"this plan or the city as it is was not computed, or its run failed",
                            "dit plan of de stad van nu is niet doorgerekend, of dat mislukte"};
            return;
        }
        const ResultReader present(green_result_of(folder, plan.site, std::string(base_id), day)),
            after(green_result_of(folder, plan.site, plan.scenario, day));
        if (present.grid().nx != after.grid().nx || present.grid().ny != after.grid().ny) {
            plan.unknown = {"the plan has another grid than the city as it is",
                            "het plan heeft een ander raster dan de stad van nu"};
            return;
        }
        if (n == 0) {
            const GreenModel model(Backend::cpu(), present.grid(), parameters);
            all.area = model.area();
            const std::optional<GreenCity> city = green_city_of(present, plan.unknown);
            if (!city) return;
            const std::optional<GreenCity> changed = green_city_of(after, plan.unknown);
            if (!changed) return;
            const GreenCover now = model.cover(*city);
            plan.present = model.state(now, now);
            plan.change = model.change(now, model.cover(*changed));
        }
        std::vector<GreenPlan::Physical> of_day;
        add_physical(present, after, of_day);
        for (const GreenPlan::Physical& one : of_day) {
            const double count = ++days_of[one.id];
            const auto known = std::ranges::find(plan.beside, one.id, &GreenPlan::Physical::id);
            if (known == plan.beside.end())
                plan.beside.push_back(one);
            else
                known->change += (one.change - known->change) / count;
        }
    }
}

/// A number of people's kind: "20,000".
std::string thousands(double value) {
    std::string text = fmt::format("{:.0f}", value);
    for (auto n = std::ptrdiff_t(text.size()) - 3; n > 0; n -= 3) text.insert(std::size_t(n), ",");
    return text;
}
std::string duizendtallen(double value) {
    std::string text = thousands(value);
    std::ranges::replace(text, ',', '.');
    return text;
}

std::vector<TwoTexts> statements_of(const Study::GreenBenefits& s, double area) {
    std::vector<TwoTexts> all = {
        {"Exploratory: RIVM made these rules to compare scenarios, not for permits or a decision by "
         "themselves; "
         "they say nothing of concentrations or street canyons and have no amounts of money. Cooling is not "
         "meant for industrial areas.",
         "Verkennend: het RIVM maakte deze regels om scenario's te vergelijken, niet voor vergunningen of "
         "als "
         "enige grond voor een besluit; ze zeggen niets over concentraties of straten met hoge gevels en "
         "kennen "
         "geen bedragen. De verkoeling is niet bedoeld voor bedrijventerreinen."},
        {"RIVM's planner takes 500 m around the area. This study ends at its area: beyond it nothing "
         "changes, "
         "for the heat island as much is paved there as in the area now, and homes there do not count.",
         "De planner van het RIVM neemt 500 m rond het gebied mee. Deze studie eindigt bij haar gebied: "
         "daarbuiten verandert niets, voor het hitte-eiland is er evenveel verhard als nu in het gebied, en "
         "woningen daar tellen niet mee."},
        {"Trees count as broadleaf. What is a tree, grass, water or paved comes from Luwte's own city, on "
         "cells "
         "of 10 m; green roofs and permeable paving count as RIVM's standard measures.",
         "Bomen tellen als loofbomen. Wat boom, gras, water of verharding is, komt uit de stad van Luwte "
         "zelf, op "
         "vakken van 10 m; groene daken en waterdoorlatende verharding tellen als standaardmaatregel van het "
         "RIVM."},
        s.cooling_rule == "code"
            ? TwoTexts{"Cooling: the largest heat island less what is left, as in RIVM's code; the manual "
                       "takes "
                       "the potential one.",
                       "Verkoeling: het grootste hitte-eiland min wat overblijft, zoals in de code van het "
                       "RIVM; "
                       "de handleiding neemt het potentiële."}
            : TwoTexts{
                  "Cooling: the potential heat island less what is left, as in RIVM's manual; its code takes "
                  "the largest one. By the manual green in place of paving can count as less cooling: read "
                  "what is left of the heat island beside it.",
                  "Verkoeling: het potentiële hitte-eiland min wat overblijft, zoals in de handleiding van "
                  "het "
                  "RIVM; de code neemt het grootste. Volgens de handleiding kan groen in plaats van "
                  "verharding "
                  "als minder verkoeling tellen: lees ernaast wat er van het hitte-eiland overblijft."}};
    if (const auto outside = green_area_outside_limits(area)) all.push_back(*outside);
    const auto missing = [&](bool any, const char* keys, const char* en, const char* nl) {
        if (any)
            all.push_back({fmt::format("Unknown: {}; the study does not give {}.", en, keys),
                           fmt::format("Onbekend: {}; de studie geeft {} niet.", nl, keys)});
    };
    missing(std::isnan(s.pm10_ug_m3), "green_benefits.pm10_ug_m3", "PM10 held back", "vastgehouden PM10");
    missing(std::isnan(s.pm25_ug_m3) || std::isnan(s.pm25_resuspended_share),
            "green_benefits.pm25_ug_m3, pm25_resuspended_share", "PM2.5 held back", "vastgehouden PM2.5");
    missing(std::isnan(s.wind_100_m_m_s) || std::isnan(s.inhabitants_within_10_km),
            "green_benefits.wind_100_m_m_s, inhabitants_within_10_km", "cooling", "verkoeling");
    missing(std::isnan(s.inhabitants) || std::isnan(s.deaths_per_inhabitant_year),
            "green_benefits.inhabitants, deaths_per_inhabitant_year", "deaths avoided",
            "voorkomen sterfgevallen");
    return all;
}

/// Six digits, or nothing where it is unknown.
GreenJson number_json(double value) {
    return std::isfinite(value) ? GreenJson(std::stod(fmt::format("{:.6g}", value))) : GreenJson();
}
GreenJson state_json(const GreenState& s) {
    return {{"pm10_held_back_kg_per_year", number_json(s.pm10_kg)},
            {"pm25_held_back_kg_per_year", number_json(s.pm25_kg)},
            {"cooling_k", number_json(s.cooling)},
            {"heat_island_k", number_json(s.heat_island)},
            {"ndvi", number_json(s.ndvi)},
            {"share_tree", number_json(s.tree)},
            {"share_shrub", number_json(s.shrub)},
            {"share_low", number_json(s.low)},
            {"share_water", number_json(s.water)},
            {"share_paved_without_plants", number_json(s.paved)}};
}

}  // namespace

std::optional<TwoTexts> green_area_outside_limits(double area) {
    if (area > 0 && area < GreenModel::least_area)
        return TwoTexts{
            fmt::format("OUTSIDE RIVM'S LIMITS: the area has {} m2, less than the 20,000 m2 from which "
                        "the planner is meant.",
                        thousands(area)),
            fmt::format("BUITEN DE GRENZEN VAN HET RIVM: het gebied is {} m2, kleiner dan de 20.000 m2 "
                        "vanaf waar de planner is bedoeld.",
                        duizendtallen(area))};
    if (area > GreenModel::most_area)
        return TwoTexts{
            fmt::format("OUTSIDE RIVM'S LIMITS: the area has {} m2, more than the 500,000 m2 up to "
                        "which the planner is meant.",
                        thousands(area)),
            fmt::format("BUITEN DE GRENZEN VAN HET RIVM: het gebied is {} m2, groter dan de 500.000 m2 "
                        "tot waar de planner is bedoeld.",
                        duizendtallen(area))};
    return {};
}

std::string green_limits_word(double area) {
    if (!(area > 0)) return {};
    return area < GreenModel::least_area  ? "OUTSIDE: less than 20000 m2"
           : area > GreenModel::most_area ? "OUTSIDE: more than 500000 m2"
                                          : "within";
}

const GreenPlan* GreenBenefitsOfStudy::plan_of(const StudyFile& study, const std::string& site,
                                               const std::string& scenario) const {
    const std::string made_in = study.made_in(site, scenario);
    const auto found = std::ranges::find_if(
        plans, [&](const GreenPlan& p) { return p.site == made_in && p.scenario == scenario; });
    return found == plans.end() ? nullptr : &*found;
}

std::optional<GreenBenefitsOfStudy> green_benefits_of(const StudyFile& study, const fs::path& folder) {
    if (!study.green_benefits) return {};
    GreenBenefitsOfStudy all;
    all.settings = *study.green_benefits;
    std::vector<std::string> sites;
    for (const SitePlace& place : study.places) sites.push_back(place.id);
    if (sites.empty()) sites.emplace_back();
    for (const std::string& site : sites)
        for (const StudyFile::Scenario& scenario : study.scenarios) {
            if (scenario.id == base_id || study.made_in(site, scenario.id) != site) continue;
            GreenPlan plan;
            plan.site = site, plan.scenario = scenario.id, plan.name = scenario.name;
            measure_plan(study, folder, parameters_of(all.settings), all, plan);
            all.plans.push_back(std::move(plan));
        }
    all.statements = statements_of(all.settings, all.area);
    return all;
}

std::vector<fs::path> write_green_benefits(const GreenBenefitsOfStudy& benefits, const fs::path& folder) {
    write_whole_file(folder / "green_benefits.csv", green_benefits_csv(benefits));
    write_whole_file(folder / "green_benefits.json", green_benefits_json(benefits));
    return {folder / "green_benefits.csv", folder / "green_benefits.json"};
}

std::string green_benefits_csv(const GreenBenefitsOfStudy& benefits) {
    std::string text =
        "status,scenario,name,site,pm10_held_back_kg_per_year,pm25_held_back_kg_per_year,cooling_k,"
        "heat_island_k,ndvi_at_homes,deaths_avoided_per_year_low,deaths_avoided_per_year,"
        "deaths_avoided_per_year_high,share_tree,share_shrub,share_low,share_water,share_paved_without_"
        "plants,"
        "pet_12_18_k,surface_temperature_max_k,no2_ug_m3,pm10_ug_m3,pm25_ug_m3,cooling_rule,limits\r\n";
    const auto cell = [](double value) {
        return std::isfinite(value) ? fmt::format(",{:.6g}", value) : std::string(",");
    };
    for (const GreenPlan& plan : benefits.plans) {
        text += fmt::format("exploratory,{},{},{}", plan.scenario, csv_text(plan.name), plan.site);
        const GreenChange& c = plan.change;
        const bool known = plan.unknown.en.empty();
        for (const double value :
             {c.of.pm10_kg, c.of.pm25_kg, c.of.cooling, c.of.heat_island, c.ndvi_at_homes, c.deaths_low,
              c.deaths_avoided, c.deaths_high, c.of.tree, c.of.shrub, c.of.low, c.of.water, c.of.paved})
            text += known ? cell(value) : ",";
        for (const char* id : {"pet_12_18", "surface_temperature_max", "yearly_concentration_no2",
                               "yearly_concentration_pm10", "yearly_concentration_pm25"}) {
            const auto found = std::ranges::find(plan.beside, id, &GreenPlan::Physical::id);
            text += known && found != plan.beside.end() ? cell(found->change) : ",";
        }
        text += fmt::format(",{},{}\r\n", benefits.settings.cooling_rule, green_limits_word(benefits.area));
    }
    return text;
}

std::string green_benefits_json(const GreenBenefitsOfStudy& benefits) {
    GreenJson json;
    json["format_name"] = "luwte-green-benefits";
    json["format_version"] = {1, 0};
    json["program"] = "luwte " LUWTE_VERSION;
    json["status"] = "exploratory";
    json["rules"] = "Groene Baten Planner, RIVM, manual of 18 December 2024; docs/models/green_benefits.md";
    json["area_m2"] = number_json(benefits.area);
    json["settings"] = green_settings_json(benefits.settings);
    json["statements"] = GreenJson::array();
    for (const TwoTexts& t : benefits.statements) json["statements"].push_back({{"en", t.en}, {"nl", t.nl}});
    json["plans"] = GreenJson::array();
    for (const GreenPlan& plan : benefits.plans) {
        GreenJson one{{"scenario", plan.scenario}, {"name", plan.name}};
        if (!plan.site.empty()) one["site"] = plan.site;
        if (!plan.unknown.en.empty()) {
            one["unknown"] = {{"en", plan.unknown.en}, {"nl", plan.unknown.nl}};
            json["plans"].push_back(std::move(one));
            continue;
        }
        one["present"] = state_json(plan.present);
        GreenJson change = state_json(plan.change.of);
        change["ndvi_at_homes"] = number_json(plan.change.ndvi_at_homes);
        change["deaths_avoided_per_year"] = {{"low", number_json(plan.change.deaths_low)},
                                             {"central", number_json(plan.change.deaths_avoided)},
                                             {"high", number_json(plan.change.deaths_high)}};
        one["plan_less_present"] = std::move(change);
        one["by_luwtes_physics"] = GreenJson::array();
        for (const GreenPlan::Physical& p : plan.beside)
            one["by_luwtes_physics"].push_back({{"id", p.id},
                                                {"name", {{"en", p.name.en}, {"nl", p.name.nl}}},
                                                {"unit", p.unit},
                                                {"change", number_json(p.change)}});
        json["plans"].push_back(std::move(one));
    }
    return json.dump(2, ' ', false, GreenJson::error_handler_t::replace) + "\n";
}

}  // namespace luwte
