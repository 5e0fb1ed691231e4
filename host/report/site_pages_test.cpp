// SPDX-License-Identifier: Apache-2.0
#include "host/report/site_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Two sites with one value each, and NO2 with a knock-out above 20.
StudyRanking ranking_of(const Estimate& first, const Estimate& second,
                        std::optional<Estimate> no2_of_second = {}) {
    StudyRanking study;
    study.study.title = "T";
    study.study.places = {{"a", "A <b>", "POLYGON ((0 0,1 0,1 1,0 0))", {}, 1},
                          {"b", "B & C", "POLYGON ((0 0,1 0,1 1,0 0))", {}, 1}};
    Indicator heat;
    heat.id = "pet", heat.group = "heat", heat.unit = "degC", heat.name = {"Heat", "Hitte"};
    heat.good = 30, heat.bad = 40, heat.source = {"<source>", "<bron>"};
    heat.status = {"to be verified", "nog na te gaan"};
    Indicator no2 = heat;
    no2.id = "no2", no2.group = "air", no2.name = {"NO2", "NO2"};
    no2.good = 10, no2.bad = 20, no2.knock_out = 20, no2.rule = {"EU 2030 rule", "regel EU 2030"};
    study.indicators = {heat, no2};
    RankedScenario base;
    base.id = "base", base.name = "";
    std::vector<SiteValues> values;
    for (const auto& [value, gas] : {std::pair{first, std::optional<Estimate>()}, {second, no2_of_second}}) {
        Measures measures;
        measures["pet"] = {value, {}};
        measures["no2"] = {gas, {"no air", "geen lucht"}};
        base.measures.push_back(measures);
        values.push_back({value, gas});
    }
    base.ranking = rank_sites(study.indicators, values, {});
    study.scenarios = {base};
    return study;
}

TEST(SitePages, TheBestIsNamedAndNamesAreNoMarkup) {
    const std::string html = ranking_section(ranking_of({31, 31, 31}, {38, 38, 38}));
    EXPECT_THAT(html, HasSubstr("<b>A &lt;b&gt;</b> scoort het best."));
    EXPECT_THAT(html, HasSubstr("B &amp; C"));
    EXPECT_THAT(html, Not(HasSubstr("A <b>")));
}

TEST(SitePages, SitesThatOverlapAreNotToldApart) {
    const std::string html = ranking_section(ranking_of({31, 34, 37}, {33, 36, 39}));
    EXPECT_THAT(html, HasSubstr("<b>A &lt;b&gt;</b> en <b>B &amp; C</b> zijn niet te onderscheiden"));
    EXPECT_THAT(html, HasSubstr("<span lang=\"nl\">1 tot 2</span><span lang=\"en\">1 to 2</span>"));
    EXPECT_THAT(html, Not(HasSubstr("scoort het best")));
}

TEST(SitePages, WhatIsKnockedOutHasNoRankAndItsRule) {
    const StudyRanking study = ranking_of({31, 31, 31}, {30, 30, 30}, Estimate::exactly(25));
    EXPECT_THAT(ranking_section(study), HasSubstr("<b>B &amp; C</b> valt af."));
    const std::string pages = site_sections(study, {});
    EXPECT_THAT(pages,
                HasSubstr("<span lang=\"nl\">regel EU 2030</span><span lang=\"en\">EU 2030 rule</span>"));
    EXPECT_THAT(pages, HasSubstr("valt af</span>"));
}

TEST(SitePages, WeightsThatWereUsedAreSaidAndWhichAreNotTheStudys) {
    StudyRanking study = ranking_of({31, 31, 31}, {38, 38, 38});
    EXPECT_THAT(ranking_section(study), HasSubstr("Gebruikte gewichten: alle groepen"));
    EXPECT_THAT(ranking_section(study), Not(HasSubstr("Anders dan in het studiebestand")));
    study.study.ranking.weights = {{"air", 1.5}, {"pet", 2}};
    study.overrides = {"ranking.weights.air=1.5 <b>"};
    const std::string html = ranking_section(study);
    EXPECT_THAT(html, HasSubstr("Gebruikte gewichten: lucht 1,5; Hitte 2; al het andere 1."));
    EXPECT_THAT(html, HasSubstr("<code>ranking.weights.air=1.5 &lt;b&gt;</code>"));
}

TEST(SitePages, UnknownIsSaidAndNotAColourOfAScore) {
    const std::string pages = site_sections(ranking_of({31, 31, 31}, {38, 38, 38}), {});
    EXPECT_THAT(pages, HasSubstr("onbekend: geen lucht"));
    EXPECT_THAT(pages, HasSubstr("<span class=\"light unknown\""));
    EXPECT_THAT(pages, HasSubstr("<span lang=\"nl\">&lt;bron&gt;; <i>nog na te gaan</i></span>"
                                 "<span lang=\"en\">&lt;source&gt;; <i>to be verified</i></span>"));
    EXPECT_THAT(pages, HasSubstr("<span class=\"light fair\""));  // worth 0.9
    EXPECT_THAT(pages, HasSubstr("<span class=\"light bad\""));   // worth 0.2
    EXPECT_THAT(pages, Not(HasSubstr("<span class=\"light good\"")));
}

}  // namespace
}  // namespace luwte
