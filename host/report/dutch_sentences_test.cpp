// SPDX-License-Identifier: Apache-2.0
#include "host/report/dutch_sentences.hpp"

#include "host/output/result_samples.hpp"
#include "host/report/dutch_samples.hpp"
#include "host/report/methods.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace luwte {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// Adjacent string literals from `at` on, as one text; empty where none begins there.
std::string literal_at(const std::string& code, std::size_t at) {
    std::string text;
    for (;;) {
        at = code.find_first_not_of(" \n", at);
        if (at == code.npos || code[at] != '"') return text;
        for (++at; code[at] != '"'; ++at) {
            if (code[at] == '\\') ++at;
            text += code[at];
        }
        ++at;
    }
}

/// What is filled in becomes X, however it is written.
std::string filled(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] == '{')
            out += 'X', at = text.find('}', at);
        else
            out += text[at];
    return out;
}

std::size_t words_in(const std::string& text) {
    std::istringstream in(text);
    std::size_t count = 0;
    for (std::string word; in >> word;) count += word.size() >= 3;
    return count;
}

/// Every text of a source file that becomes a warning or an assumption of a result.
std::vector<std::string> sentences_of(const fs::path& file) {
    const std::string code = sample::bytes_of(file), name = file.filename().string();
    std::vector<std::string> anchors = {"warnings.push_back(",
                                        "warnings.emplace_back(",
                                        "rules.push_back(",
                                        "rules.emplace_back(",
                                        "rule = ",
                                        "rule =\n",
                                        "warning = ",
                                        "warning =\n",
                                        " warn("};
    if (name == "model_rules.cpp" || name == "leaf_season.cpp")
        anchors = {"fmt::format(", "return ", "(\"", "? \""};
    if (name == "wind_run.cpp") anchors.emplace_back("return ");
    std::vector<std::string> all;
    for (const std::string& anchor : anchors)
        for (std::size_t at = 0; (at = code.find(anchor, at)) != code.npos; ++at) {
            std::size_t begin = at + anchor.size() - (anchor.back() == '"' ? 1 : 0);
            if (anchor == " warn(")  // a local function; what is said may be its second argument
                begin = std::min(code.find('"', begin), code.find(';', begin));
            begin = std::min(code.find_first_not_of(" \n(", begin), code.size());
            for (const std::string_view before : {"fmt::format(", "day.date +"})
                if (code.compare(begin, before.size(), before) == 0) begin += before.size();
            // Two numbers and a list are no sentence: what fills them in stands in the table.
            if (std::string text = literal_at(code, begin); words_in(text) >= 4) all.push_back(text);
        }
    return all;
}

TEST(DutchSentences, EveryWarningAndAssumptionOfTheSourceHasOne) {
    std::size_t found = 0;
    for (const char* layer : {"inputs", "models", "host"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(LUWTE_SOURCE_DIR) / layer)) {
            const std::string path = entry.path().string();
            if (!path.ends_with(".cpp") || path.ends_with("_test.cpp") ||
                path.find("/host/report/") != path.npos || path.find("/inputs/sample/") != path.npos)
                continue;
            for (const std::string& text : sentences_of(entry.path())) {
                ++found;
                const std::string x = filled(text);
                EXPECT_FALSE(in_dutch(x).empty() && in_dutch("X" + x).empty() &&
                             in_dutch("air: X " + x).empty() && in_dutch(x + "X").empty() &&
                             in_dutch(x.substr(std::min(x.size(), x.find_first_not_of(", ")))).empty())
                    << path << ": host/report/dutch_sentences.toml lacks: " << text;
            }
        }
    EXPECT_GT(found, 110u) << "the source is no longer found";
}

TEST(DutchSentences, NoTwoPlacesToFillInStandSideBySide) {  // the first would always be empty
    EXPECT_EQ(dutch_sentences_toml().find("{}{}"), std::string_view::npos);
    const auto fast = [](const std::string& air) {
        return in_dutch(
            "wind: " + air +
            "312 cells in 12 sectors have more than 3 times the reference speed, which is hardly "
            "plausible; the most, 3.25 times, at (10.0, 20.5), 1.2 m above ground, from 30 degrees");
    };
    EXPECT_THAT(fast(""), testing::StartsWith("wind: 312 cellen in 12 sectoren hebben"));
    EXPECT_THAT(fast("stable air: "), testing::StartsWith("wind: stabiele lucht: 312 cellen in 12"));
    EXPECT_THAT(fast("unstable air: "),
                testing::AllOf(testing::StartsWith("wind: onstabiele lucht: 312 cellen"),
                               testing::EndsWith("1,2 m boven de grond, uit 30 graden")));
}

TEST(DutchSentences, SourcesOfMethodsThatAreWordsHaveOne) {
    for (const Method& method : all_methods()) {
        const std::string nl = list_in_dutch(method.source);
        for (const char* word : {"own ", "study", "the ", "validation ", "manual"})
            EXPECT_EQ(nl.find(word), nl.npos) << method.id << ": " << nl;
    }
    EXPECT_EQ(list_in_dutch("own method; validation facet_exchange, energy_closure"),
              "eigen methode; validatie facet_exchange, energy_closure");
    EXPECT_EQ(list_in_dutch("Erbs, Klein & Duffie (1982), doi:10.1016/0038-092X(82)90302-4"),
              "Erbs, Klein & Duffie (1982), doi:10.1016/0038-092X(82)90302-4");
}

TEST(DutchSentences, NumbersListsAndPhrasesAreFilledIn) {
    EXPECT_EQ(
        in_dutch("2015-07-01: estimated, not measured: air temperature in 3 of 24 hours, cloud fraction "
                 "in 24 of 24 hours"),
        "2015-07-01: geschat, niet gemeten: luchttemperatuur in 3 van 24 uren, bewolking in 24 van 24 "
        "uren");
    EXPECT_EQ(in_dutch("UTCI: wind above 17 m/s at 10 m was lowered to 17 m/s in 0.5 % of the cell-hours"),
              "UTCI: wind boven 17 m/s op 10 m is 17 m/s gemaakt in 0,5 % van de celuren");
    EXPECT_EQ(in_dutch("surface_height: 0.5 m cells to 1 m: copied, cells are the same"),
              "surface_height: cellen van 0,5 m naar 1 m: overgenomen, de cellen zijn gelijk");
    EXPECT_THAT(
        in_dutch(
            "air along streets: SRM1, the Dutch standard method 1 (docs/models/srm1.md), exploratory, "
            "not for permit tests; yearly means with wind of 3.5 m/s, alike everywhere; open roads (SRM2) "
            "are not computed, so the background has to hold them; emission factors of 2030, source: "
            "made up; background: NO2 12.5 ug/m3 of the study; PM10 14 ug/m3 of the study"),
        HasSubstr("wind van 3,5 m/s, overal gelijk; open wegen (SRM2) worden niet berekend, zodat de "
                  "achtergrond ze moet bevatten; emissiefactoren van 2030, bron: made up; achtergrond: NO2 "
                  "12,5 ug/m3 van de studie; PM10 14 ug/m3 van de studie"));
    EXPECT_EQ(in_dutch("scenario trees, edit 1 (plant_trees): crowns planted on 40 cells (160 m2); not on 2 "
                       "cells (8 m2) of buildings"),
              "scenario trees, edit 1 (plant_trees): kronen geplant op 40 cellen (160 m2); niet op 2 cellen "
              "(8 m2) van gebouwen");
    EXPECT_EQ(
        in_dutch(
            "2019-07-25: soil water: 50 % of what roots can take up, then 30 days of rain (21 mm) and "
            "Makkink's reference evaporation (130 mm); open stomata at the day's begin: grass 53 % (20 of "
            "50 mm), trees 80 % (120 of 150 mm)"),
        "2019-07-25: bodemwater: 50 % van wat wortels kunnen opnemen, dan 30 dagen regen (21 mm) en "
        "referentieverdamping naar Makkink (130 mm); open huidmondjes aan het begin van de dag: gras 53 % "
        "(20 "
        "van 50 mm), bomen 80 % (120 van 150 mm)");
    const auto has = [](const char* en, const char* nl) {
        const std::string dutch = in_dutch(en);
        EXPECT_THAT(dutch, HasSubstr(nl));
        EXPECT_FALSE(sample::has_english(dutch)) << dutch;
    };
    has("air on the grid: dispersion of what 2.1 km of streets in the area emit (docs/models/dispersion.md), "
        "exploratory, not for permit tests; a steady passive scalar at 1.5 m above ground in the wind of 12 "
        "sectors in "
        "air neutral, stable, unstable, turbulent Schmidt number 0.7, deposition and settling by the "
        "program's table, "
        "every number of which is to be verified, at 3.5 m/s and in proportion to the wind: of what streets "
        "in the "
        "area emit there is taken in it no2 1.2 %, pm10 12 %; streets 7 m wide, mixed over 2 m by traffic; "
        "NO2 of the "
        "yearly NOx by SRM1's formula; background of the study added; crowns with 100 % of summer's leaves "
        "in all "
        "hours, those of 2019-07-25",
        "12 sectoren in neutrale, stabiele en onstabiele lucht, turbulent getal van Schmidt 0,7, depositie");
    has("deposition and settling by the program's table, every number of which is to be verified, at 3.5 m/s "
        "and in "
        "proportion to the wind: of what streets in the area emit there is taken in it no2 1.2 %, pm10 12 %",
        "weggenomen no2 1,2 %, pm10 12 %");
    has("air 55.0 % neutral, 30.0 % stable, 15.0 % unstable, linear in the 1/L over the station's grass by a "
        "heat "
        "balance up to the ten minutes before the hour; 3 hours more stable and 2 more unstable than these, "
        "taken as "
        "the outermost, 1 without what it needs, taken as neutral",
        "lucht 55,0 % neutraal, 30,0 % stabiel, 15,0 % onstabiel, lineair in de 1/L boven het gras");
    has("wind: stable air: no rest was reached: the speed at pedestrian height still changed by more than "
        "0.01 of the reference per 100 iterations (rms) from: 30 degrees (0.0123), 60 degrees (0.0200)",
        "uit: 30 graden (0,0123), 60 graden (0,0200)");
    EXPECT_TRUE(sample::has_english("lucht in lucht neutral, stabiele"));
    EXPECT_EQ(in_dutch("a sentence of another version"), "");
    EXPECT_EQ(in_dutch(""), "");
    EXPECT_EQ(in_dutch(std::string(1000000, ':')), "");
}

}  // namespace
}  // namespace luwte
