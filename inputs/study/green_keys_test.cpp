// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_test_files.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;

const std::string with_a_plan = good_study + R"([[scenario]]
id = "roofs"
name = "Green roofs"
edits = [{ action = "roofs", like = "green_roof" }]
)";

TEST(GreenKeys, WhatIsNotGivenIsUnknown) {
    const StudyFolder folder;
    EXPECT_FALSE(folder.read(with_a_plan).green_benefits.asked);
    const auto g =
        folder.read(with_a_plan + "[green_benefits]\npm10_ug_m3 = 16\nndvi_radius_m = 300\n").green_benefits;
    EXPECT_TRUE(g.asked);
    EXPECT_EQ(g.pm10_ug_m3, 16);
    EXPECT_EQ(g.ndvi_radius_m, 300);
    EXPECT_TRUE(std::isnan(g.wind_100_m_m_s));
    EXPECT_EQ(g.cooling_rule, "manual");
    EXPECT_FALSE(g.euro);
    EXPECT_TRUE(folder.read(with_a_plan, {"green_benefits.inhabitants=900"}).green_benefits.asked);
}

TEST(GreenKeys, TheyNeedAPlanSmallColumnsAndValuesOfTheirKind) {
    const StudyFolder folder;
    EXPECT_THAT(to_string(folder.problems(good_study + "[green_benefits]\n")),
                HasSubstr("[green_benefits] changes nothing: the study has no scenario"));
    EXPECT_THAT(to_string(folder.problems(with_a_plan, {"green_benefits.euro=true", "area.cell_size_m=8"})),
                HasSubstr("with [green_benefits], whose cells are 10 m, it can be at most 5"));
    EXPECT_THAT(to_string(folder.problems(with_a_plan, {"green_benefits.cooling_rule=\"both\""})),
                HasSubstr("manual, code"));
    EXPECT_THAT(to_string(folder.problems(with_a_plan, {"green_benefits.inhabitant=3"})),
                HasSubstr("green_benefits.inhabitants"));
}

}  // namespace
}  // namespace luwte
