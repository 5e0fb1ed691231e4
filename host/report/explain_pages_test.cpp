// SPDX-License-Identifier: Apache-2.0
#include "host/report/run_facts.hpp"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

RunFacts sample_facts() {
    RunFacts facts;
    facts.title = "Plein <b>1</b> | [x](y)";
    facts.version = "luwte 1.0 (abc), openmp";
    facts.config = "format = 1\n```\nevil\n";
    facts.inputs = {{"weather", "knmi_260.txt", "00ff", "2020-01-01", "", "", 12}};
    facts.rules = {"crowns let light through"};
    facts.methods = all_methods();
    return facts;
}

std::size_t characters(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

TEST(ExplainPages, MethodPageNamesEveryRuleWithItsSourceAndTheHashOfTheData) {
    const std::string page = method_page(sample_facts());
    EXPECT_THAT(page, HasSubstr("| PET of the study's person | Hoeppe (1999)"));
    EXPECT_THAT(page, HasSubstr("00ff"));
    EXPECT_THAT(page, HasSubstr("- crowns let light through"));
}

TEST(ExplainPages, MethodPageIsInBothLanguagesWithTheStudyOnce) {
    RunFacts facts = sample_facts();
    facts.rules = {"air temperature and vapour pressure: the station's everywhere", "our own words"};
    facts.dutch = {{"our own words", "onze eigen woorden"}};
    facts.warnings = {"a sentence of another version"};
    facts.area = "100 x 52 columns of 2.5 m, without CRS, x 0 to 250, y 0 to 130";
    facts.when = "2019-07-22T22:00Z to 2019-07-25T22:00Z";
    facts.methods = {{"pet", "", "PET of the person", "own method; validation pet_table", "to be verified",
                      "comfort.md", "PET van de persoon"}};
    const std::string page = method_page(facts);
    const std::string nl = page.substr(0, page.find("# How these numbers were made")),
                      en = page.substr(nl.size());
    EXPECT_THAT(nl,
                HasSubstr("| PET van de persoon | eigen methode; validatie pet\\_table | nog na te gaan | "
                          "comfort.md |"));
    EXPECT_THAT(en, HasSubstr("| PET of the person | own method; validation pet\\_table | to be verified |"));
    EXPECT_THAT(nl, HasSubstr("- luchttemperatuur en dampdruk: overal die van het weerstation\n"));
    EXPECT_THAT(nl, HasSubstr("- onze eigen woorden\n"));
    EXPECT_THAT(
        nl, HasSubstr("100 x 52 kolommen van 2,5 m, zonder coördinatenstelsel, x 0 tot 250, y 0 tot 130"));
    EXPECT_THAT(nl, HasSubstr("2019-07-22T22:00Z tot 2019-07-25T22:00Z"));
    EXPECT_THAT(nl, HasSubstr("- a sentence of another version\n")) << "rather English than nothing";
    EXPECT_THAT(nl,
                HasSubstr("| het weer van een meetstation | knmi\\_260.txt | 2020-01-01 | niet vermeld |"));
    EXPECT_THAT(nl, Not(HasSubstr("not stated")));
    EXPECT_THAT(en, HasSubstr("- our own words\n"));
    EXPECT_EQ(page.find("format = 1"), page.rfind("format = 1"));
}

TEST(ExplainPages, FilesOfARunHaveDutchNames) {
    for (const char* role :
         {"surface_height", "materials", "site yard", "site building", "roads", "city.roads", "receptors",
          "emission_factors", "background_file", "background_no2_map", "yards", "measures", "sources",
          "inflow_table", "scores"}) {
        EXPECT_NE(role_name(role, true), role);
        EXPECT_NE(role_name(role, true), role_name(role, false)) << role;
    }
    EXPECT_EQ(role_name("another", true), "another");
}

TEST(ExplainPages, TextsOfFilesAreNoMarkdown) {
    const std::string page = method_page(sample_facts());
    EXPECT_THAT(page, HasSubstr("Plein \\<b\\>1\\</b\\> \\| \\[x\\](y)"));
    EXPECT_THAT(page, HasSubstr("````toml\nformat = 1\n```\nevil\n````"))
        << "no line of the study ends its block";
}

TEST(ExplainPages, PlainPageIsInBothLanguagesAndSaysWhatItCannotTell) {
    const std::string page = plain_page(sample_facts());
    EXPECT_THAT(page, HasSubstr("## Wat vertelt dit niet?"));
    EXPECT_THAT(page, HasSubstr("## What does this not tell?"));
    EXPECT_THAT(page, HasSubstr("het weer van een meetstation: knmi\\_260.txt (2020-01-01)"));
}

TEST(ExplainPages, CaveatsFollowWhatWasComputed) {
    RunFacts facts = sample_facts();
    facts.methods.clear();
    EXPECT_THAT(plain_page(facts), Not(HasSubstr("vergunningen")));
    facts.methods = {{"srm1", "", "", "", "", ""}};
    EXPECT_THAT(plain_page(facts), HasSubstr("vergunningen"));
    facts.share_unknown = 0.5;
    EXPECT_THAT(plain_page(facts), HasSubstr("Van 50 % van het gebied"));
}

TEST(ExplainPages, HoursOfLessThanAYearAreSaidAndNothingOfAYearIsPromised) {
    RunFacts facts = sample_facts();
    facts.has_wind = facts.has_air = true;
    EXPECT_THAT(plain_page(facts), HasSubstr("waar het vaak te hard waait"));
    facts.less_than_a_year = true;
    EXPECT_THAT(plain_page(facts), Not(HasSubstr("waar het vaak te hard waait")));
    EXPECT_THAT(plain_page(facts), Not(HasSubstr("gemiddeld in een jaar")));
    EXPECT_THAT(plain_page(facts), HasSubstr("minder dan een jaar aan weer"));
}

TEST(ExplainPages, RegisterKeepsWithinTheLimitsOfItsFields) {
    RunFacts facts = sample_facts();
    for (int n = 0; n < 500; ++n)
        facts.inputs.push_back({"trees", "böme_" + std::to_string(n), "", "", "", "", 1});
    facts.version = std::string(400, 'x');
    facts.methods = {{"wind", "Wind", "Wind", "own solver; validation aij_case_a", "own choice", ""}};
    const auto json = nlohmann::json::parse(algorithm_register(facts));
    EXPECT_THAT(std::string(json.at("werking").at("technische_werking")),
                HasSubstr("Wind (eigen rekenmethode; validatie aij_case_a; "));
    const std::map<std::string, std::map<std::string, std::size_t>> limits = {
        {"algemene_informatie", {{"naam", 100}, {"korte_omschrijving", 350}}},
        {"verantwoord_gebruik",
         {{"doel_en_impact", 2500},
          {"afwegingen", 2500},
          {"menselijke_tussenkomst", 2500},
          {"risicobeheer", 2500}}},
        {"werking", {{"gegevens", 2500}, {"technische_werking", 5000}, {"leverancier", 200}}},
        {"metadata", {{"bron_id", 100}, {"zoektermen", 2500}}}};
    for (const auto& [section, fields] : limits)
        for (const auto& [field, limit] : fields) {
            const std::string text = json.at(section).at(field);
            EXPECT_LT(characters(text), limit) << field;
            EXPECT_GT(text.size(), 0u) << field;
            EXPECT_THAT(text, Not(HasSubstr("\n")));
        }
    EXPECT_EQ(json.at("metadata").at("schema"), "1.0.0");
    EXPECT_EQ(json.at("algemene_informatie").at("publicatiecategorie"), "Overige algoritmes");
}

}  // namespace
}  // namespace luwte
