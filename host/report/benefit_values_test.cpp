// SPDX-License-Identifier: Apache-2.0
#include "host/report/benefit_values.hpp"

#include "host/report/green_section.hpp"

#include <cmath>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

GreenBenefitsOfStudy one_plan() {
    GreenBenefitsOfStudy all;
    all.area = 240000;
    GreenPlan plan;
    plan.scenario = "trees", plan.name = "More <trees>";
    plan.change.of.pm10_kg = 9.6, plan.change.of.tree = 0.05;
    plan.change.of.pm25_kg = plan.change.of.cooling = plan.change.deaths_avoided = std::nan("");
    all.plans.push_back(plan);
    return all;
}

TEST(BenefitValues, EachHasAnAmountASourceAStatusAndWhatItOverlaps) {
    const std::set<std::string> statuses = {"second hand", "to be verified"};
    std::set<std::string> ids;
    for (const BenefitValue& v : benefit_values()) {
        EXPECT_TRUE(ids.insert(v.id).second) << v.id;
        EXPECT_TRUE(v.low || v.central || v.high) << v.id;
        EXPECT_LE(v.low.value_or(0), v.central.value_or(v.high.value_or(1e9))) << v.id;
        EXPECT_FALSE(v.source.en.empty() || v.source.nl.empty()) << v.id;
        EXPECT_TRUE(statuses.contains(v.status)) << v.id;
        EXPECT_FALSE(v.overlaps.en.empty() || v.overlaps.nl.empty()) << v.id;
    }
    EXPECT_FALSE(ids.empty());
}

TEST(BenefitValues, AmountsAreThoseOfTheTableAndAreNotAddedUp) {
    const GreenBenefitsOfStudy all = one_plan();
    const std::string html = euro_fold(all);
    EXPECT_THAT(html, HasSubstr("€ 540 (bron geeft geen marge)"));  // 9.6 kg
    EXPECT_THAT(html, HasSubstr("at most € 12,000"));               // care, 1.2 ha
    EXPECT_THAT(html, HasSubstr("hooguit € 56.400"));               // absence
    EXPECT_THAT(html, Not(HasSubstr("68.940")));                    // nowhere their sum
    EXPECT_THAT(html,
                HasSubstr("<span lang=\"nl\">sterfte door minder groen, zorgkosten, ziekteverzuim</span>"));
    EXPECT_THAT(html, HasSubstr("deaths avoided by NDVI, particulate matter, costs of care, heat</span>"));
    EXPECT_THAT(html, HasSubstr("Tel deze bedragen niet op"));
    EXPECT_THAT(html, Not(HasSubstr("<trees>")));
    GreenBenefitsOfStudy fewer = one_plan();
    fewer.plans[0].change.of.tree = -0.05, fewer.plans[0].change.of.pm10_kg = -9.6;
    EXPECT_THAT(euro_fold(fewer), HasSubstr("verlies van hooguit € 12.000"));
    EXPECT_THAT(euro_fold(fewer), HasSubstr("-€ 540"));
}

TEST(BenefitValues, AreOffByDefault) {
    GreenBenefitsOfStudy all = one_plan();
    EXPECT_THAT(green_section(all), Not(HasSubstr("€")));
    EXPECT_THAT(green_section(all), HasSubstr("onbekend"));
    EXPECT_THAT(green_section(all), HasSubstr("+9,60"));
    all.settings.euro = true;
    EXPECT_THAT(green_section(all), HasSubstr("€"));
}

}  // namespace
}  // namespace luwte
