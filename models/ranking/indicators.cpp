// SPDX-License-Identifier: Apache-2.0
#include "models/ranking/indicators.hpp"

#include <array>
#include <vector>

namespace luwte {
namespace {

/// A status, and that what lies between the anchors is the project's.
TwoTexts and_ours(const char* en, const char* nl) {
    return {std::string(en) + "between the anchors linear: project, no Dutch norm",
            std::string(nl) + "ertussen recht evenredig: eigen keuze, geen Nederlandse norm"};
}
const TwoTexts shown_only = {"shown, does not score", "ter informatie, telt niet mee"};
const TwoTexts no_norm = {"no norm", "geen norm"};

/// Limits of a pollutant, yearly means [ug m-3]: WHO 2021 and EU 2030 (Directive 2024/2881); NaN = none.
struct Limits {
    const char *id, *shown;
    double who, eu;
};
constexpr Limits limits[] = {{"no2", "NO2", 10, 20},
                             {"pm10", "PM10", 15, 20},
                             {"pm25", "PM2.5", 5, 10},
                             {"ec", "EC", Indicator::none, Indicator::none}};

void add_heat(std::vector<Indicator>& all) {
    const TwoTexts classes = {"classes of PET: Matzarakis & Mayer 1996 (29 moderate, 35 strong, 41 extreme)",
                              "klassen van PET: Matzarakis & Mayer 1996 (29 matig, 35 sterk, 41 extreem)"};
    const auto add = [&](const char* id, const char* unit, TwoTexts name, double good, double bad,
                         TwoTexts source, TwoTexts status, int decimals = 1) {
        Indicator one;
        one.id = id, one.group = "heat", one.unit = unit, one.name = std::move(name);
        one.good = good, one.bad = bad, one.source = std::move(source), one.status = std::move(status);
        one.decimals = decimals;
        all.push_back(std::move(one));
    };
    add("pet_mean_12_15", "degC",
        {"PET on the yard, mean of 12 to 15 h", "Gevoelstemperatuur (PET) op het plein, gemiddeld 12-15 uur"},
        29, 41, classes,
        and_ours("> 41 verified (2nd), 29 to be verified; ",
                 "> 41 uit de tweede hand nagegaan, 29 nog na te gaan; "));
    add("pet_p95_12_15", "degC",
        {"PET of the hottest 5 % of the yard, 12 to 15 h", "PET op de heetste 5 % van het plein, 12-15 uur"},
        35, 46,
        {"legend of the Klimaateffectatlas (35 strong, 46 extreme 2)",
         "legenda van de Klimaateffectatlas (35 sterk, 46 extreem 2)"},
        and_ours("legend verified (2nd); ", "legenda uit de tweede hand nagegaan; "));
    add("pet_in_breaks", "degC", {"PET on the yard in school breaks", "PET op het plein tijdens de pauzes"},
        29, 41, classes,
        and_ours("hours of breaks to be verified (per school); ",
                 "pauzetijden nog na te gaan (per school); "));
    const TwoTexts share = {"share of the yard in a class of PET",
                            "deel van het plein in een klasse van PET"};
    add("yard_above_35", "%",
        {"Yard above 35 degC PET, 12 to 15 h", "Deel van het plein boven 35 graden PET"}, 0, 100, share,
        and_ours("", ""), 0);
    add("yard_above_41", "%",
        {"Yard above 41 degC PET, 12 to 15 h", "Deel van het plein boven 41 graden PET"}, 0, 100, share,
        and_ours("", ""), 0);
    add("school_hours_above_35", "h",
        {"School hours with more than 35 degC PET on the yard",
         "Schooluren met meer dan 35 graden PET op het plein"},
        0, 6.5, {"hours of a school day, 8:30 to 15:00", "uren van een schooldag, 8.30 tot 15.00 uur"},
        and_ours("school hours to be verified (per school); ", "schooltijden nog na te gaan (per school); "));
    add("hot_school_days", "1/year",
        {"Weekdays a year with at least 27 degC at the weather station in school hours",
         "Werkdagen per jaar met minstens 27 graden bij het weerstation in schooltijd"},
        Indicator::none, Indicator::none,
        {"27 degC: start of the heat protocol of schools (GGD regio Utrecht)",
         "27 graden: start van het hitteprotocol voor scholen (GGD regio Utrecht)"},
        {"27 degC verified; the count is of all weekdays, holidays too, so that it is more than school has: "
         "project; the same for all sites; shown, does not score",
         "27 graden nagegaan; geteld zijn alle werkdagen, ook in vakanties, dus meer dan er schooldagen "
         "zijn: "
         "eigen keuze; voor alle locaties gelijk; ter informatie, telt niet mee"});
    add("hot_school_days_2050", "1/year",
        {"Weekdays a year with at least 27 degC at the weather station in school hours, around 2050",
         "Werkdagen per jaar met minstens 27 graden bij het weerstation in schooltijd, rond 2050"},
        Indicator::none, Indicator::none,
        {"27 degC: start of the heat protocol of schools (GGD regio Utrecht); the warming is the study's "
         "(ranking.warmer_2050_k), national guidance: KNMI'23 climate scenarios",
         "27 graden: start van het hitteprotocol voor scholen (GGD regio Utrecht); de opwarming is die van "
         "de "
         "studie (ranking.warmer_2050_k), landelijke leidraad: KNMI'23-klimaatscenario's"},
        {"the same warming in every hour, though hot days warm more than others: project, to be verified; "
         "shown, does not score",
         "in elk uur dezelfde opwarming, al warmen hete dagen meer op dan andere: eigen keuze, nog na te "
         "gaan; "
         "ter informatie, telt niet mee"});
    for (const auto& [id, en, nl] : {std::array{"shade_10_30", "10:30", "10.30"},
                                     {"shade_12_30", "12:30", "12.30"},
                                     {"shade_15_30", "15:30", "15.30"}})
        add(id, "%",
            {std::string("Shade on the yard at ") + en,
             std::string("Schaduw op het plein om ") + nl + " uur"},
            40, 0,
            {"40 % at break times: project proposal, no Dutch norm found",
             "40 % in de pauzes: eigen voorstel, geen Nederlandse norm gevonden"},
            {"to be verified (GGD)", "nog na te gaan (GGD)"}, 0);
    add("distance_to_coolness", "m",
        {"Distance from the yard to 200 m2 of at most 35 degC PET",
         "Afstand van het plein tot 200 m2 van hooguit 35 graden PET"},
        0, 300,
        {"a cool place within 300 m walking (HvA); 200 m2 (Rotterdam); 35 degC (national map)",
         "een koele plek binnen 300 m lopen (HvA); 200 m2 (Rotterdam); 35 graden (landelijke kaart)"},
        {"300 m verified (2nd), 200 m2 verified, 35 degC to be verified (HvA); a straight line, not a walk",
         "300 m uit de tweede hand nagegaan, 200 m2 nagegaan, 35 graden nog na te gaan (HvA); hemelsbreed, "
         "niet "
         "lopend"},
        0);
}

void add_air(std::vector<Indicator>& all) {
    for (const Limits& of : limits)
        for (const bool facade : {false, true}) {
            Indicator one;
            one.id = std::string(of.id) + (facade ? "_facade" : "_yard");
            one.group = "air", one.unit = "ug/m3", one.decimals = 2;
            one.name = facade ? TwoTexts{std::string(of.shown) + " at the facade, highest yearly mean",
                                         std::string(of.shown) + " aan de gevel, hoogste jaargemiddelde"}
                              : TwoTexts{std::string(of.shown) + " on the yard, yearly mean",
                                         std::string(of.shown) + " op het plein, jaargemiddelde"};
            if (of.eu == of.eu) {
                one.good = of.who, one.bad = of.eu;
                one.source = {"WHO 2021 and EU 2030 (Directive 2024/2881)",
                              "WHO 2021 en EU 2030 (richtlijn 2024/2881)"};
                one.status = and_ours("verified (2nd); ", "uit de tweede hand nagegaan; ");
                one.knock_out = of.eu;
                one.rule.en =
                    std::string("yearly mean of ") + of.shown +
                    " above the EU value of 2030 (Directive 2024/2881), verified (2nd); computed by an "
                    "exploratory model, not for permit tests";
                one.rule.nl =
                    std::string("jaargemiddelde ") + of.shown +
                    " boven de EU-grens van 2030 (richtlijn 2024/2881), uit de tweede hand nagegaan; "
                    "berekend met een verkennend model, niet voor vergunningen";
            } else {
                one.source = {"no limit value", "geen grenswaarde"}, one.status = shown_only;
            }
            all.push_back(std::move(one));
        }
    for (const Limits& of : limits) {
        Indicator one;
        one.id = std::string(of.id) + "_from_roads";
        one.group = "air", one.unit = "%", one.decimals = 0;
        one.name = {std::string("Share of roads in ") + of.shown + " on the yard",
                    std::string("Aandeel van wegen in ") + of.shown + " op het plein"};
        one.source = {"counted in the yearly mean already", "zit al in het jaargemiddelde"};
        one.status = shown_only;
        all.push_back(std::move(one));
    }
    const auto road = [&](const char* id, TwoTexts name, double bad, double good, TwoTexts rule,
                          TwoTexts status) {
        Indicator one;
        one.id = id, one.group = "air", one.unit = "m", one.decimals = 0, one.name = std::move(name);
        one.good = good, one.bad = bad;
        one.source = {"GGD guideline (March 2023)", "GGD-richtlijn (maart 2023)"};
        one.status = std::move(status), one.knock_out = bad, one.knock_out_above = false;
        one.rule = std::move(rule);
        all.push_back(std::move(one));
    };
    road("distance_to_busy_road",
         {"Distance to the nearest road of more than 10,000 vehicles a day",
          "Afstand tot de dichtstbijzijnde weg met meer dan 10.000 voertuigen per dag"},
         25, 150,
         {"nearer than 25 m to a busy road inside a built-up area (GGD guideline, March 2023), "
          "to be verified; not law: the Besluit gevoelige bestemmingen did not return",
          "dichter dan 25 m bij een drukke weg binnen de bebouwde kom (GGD-richtlijn, maart 2023), nog na te "
          "gaan; geen wet: het Besluit gevoelige bestemmingen kwam niet terug"},
         {"10,000 vehicles verified, 25 m to be verified; worth 1 from 150 m: project",
          "10.000 voertuigen nagegaan, 25 m nog na te gaan; goed vanaf 150 m: eigen keuze"});
    road(
        "distance_to_open_road",
        {"Distance to the nearest motorway or other open road of more than 10,000 vehicles a day",
         "Afstand tot de dichtstbijzijnde snelweg of andere open weg met meer dan 10.000 voertuigen per dag"},
        150, 300,
        {"nearer than 150 m to a motorway (GGD guideline, March 2023), verified (2nd); open roads (SRM2) of "
         "the traffic file count as motorways; not law",
         "dichter dan 150 m bij een snelweg (GGD-richtlijn, maart 2023), uit de tweede hand nagegaan; open "
         "wegen (SRM2) van het verkeersbestand tellen als snelweg; geen wet"},
        {"150 m verified (2nd); worth 1 from 300 m: zone of the former Besluit gevoelige bestemmingen, to be "
         "verified",
         "150 m uit de tweede hand nagegaan; goed vanaf 300 m: zone van het vroegere Besluit gevoelige "
         "bestemmingen, nog na te gaan"});
}

void add_rest(std::vector<Indicator>& all) {
    const auto add = [&](const char* id, const char* group, const char* unit, TwoTexts name, double good,
                         double bad, TwoTexts source, TwoTexts status, int decimals) {
        Indicator one;
        one.id = id, one.group = group, one.unit = unit, one.name = std::move(name);
        one.good = good, one.bad = bad, one.source = std::move(source), one.status = std::move(status);
        one.decimals = decimals;
        all.push_back(std::move(one));
    };
    add("canopy_300", "green", "%", {"Canopy of trees within 300 m", "Kroonbedekking van bomen binnen 300 m"},
        30, 0, {"3-30-300: 30 % canopy", "3-30-300: 30 % kroonbedekking"},
        and_ours("verified (2nd); ", "uit de tweede hand nagegaan; "), 0);
    add("green_300", "green", "%",
        {"Plants or crowns within 300 m", "Groen (begroeid of onder kronen) binnen 300 m"}, Indicator::none,
        Indicator::none, no_norm, shown_only, 0);
    add("distance_to_green", "green", "m",
        {"Distance from the yard to 0.5 ha of green", "Afstand van het plein tot 0,5 ha groen"}, 0, 300,
        {"WHO: 0.5 ha within 300 m", "WHO: 0,5 ha binnen 300 m"},
        and_ours("verified; a straight line; ", "nagegaan; hemelsbreed; "), 0);
    add("wind_above_5", "wind", "%",
        {"Hours of the year with more than 5 m/s on the yard",
         "Deel van het jaar met meer dan 5 m/s wind op het plein"},
        2.5, 20,
        {"NEN 8100: class A below 2.5 %, E from 20 %; KNMI-based statistics",
         "NEN 8100: klasse A onder 2,5 %, E vanaf 20 %; met metingen van het KNMI"},
        and_ours("classes to be verified (NEN 8100); ", "klassen nog na te gaan (NEN 8100); "), 1);
    add("yard_area", "plot", "m2", {"Area of the yard", "Oppervlakte van het plein"}, Indicator::none,
        Indicator::none, no_norm, shown_only, 0);
}

}  // namespace

std::span<const Indicator> indicators() {
    static const std::vector<Indicator> all = [] {
        std::vector<Indicator> list;
        add_heat(list), add_air(list), add_rest(list);
        return list;
    }();
    return all;
}

}  // namespace luwte
