// SPDX-License-Identifier: Apache-2.0
#include "host/report/methods.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::Field;
using testing::Not;

TEST(Methods, EachHasASourceAKnownStatusAndAPage) {
    const std::set<std::string> statuses = {"compared, missed", "verified", "second hand", "to be verified",
                                            "own choice"};
    std::set<std::string> ids;
    ASSERT_FALSE(all_methods().empty());
    for (const Method& m : all_methods()) {
        EXPECT_TRUE(ids.insert(m.id).second) << m.id << " stands twice";
        EXPECT_TRUE(statuses.contains(m.status)) << m.id << ": " << m.status;
        EXPECT_FALSE(m.source.empty()) << m.id;
        EXPECT_FALSE(m.what_nl.empty() || m.what_nl == m.what) << m.id;
        EXPECT_NE(status_in_dutch(m.status), m.status) << m.id;
        EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(LUWTE_SOURCE_DIR) / m.page)) << m.page;
    }
}

TEST(Methods, AreThoseThatTheStudyNeeds) {
    Study study;
    const auto has = [&](const char* id) { return Contains(Field(&Method::id, id)); };
    EXPECT_THAT(methods_of(study), has("wind-by-rule"));
    EXPECT_THAT(methods_of(study), Not(has("wind-solver")));
    EXPECT_THAT(methods_of(study), Not(has("srm1")));
    study.wind.asked = study.air.asked = true;
    EXPECT_THAT(methods_of(study), has("wind-solver"));
    EXPECT_THAT(methods_of(study), has("dispersion"));
    EXPECT_THAT(methods_of(study), Not(has("wind-by-rule")));
    study.wind.method = "mass_consistent";
    EXPECT_THAT(methods_of(study), has("wind-screening"));
    EXPECT_THAT(methods_of(study), Not(has("dispersion")));
    study.weather.urban_increment = "rule";
    EXPECT_THAT(methods_of(study), has("air-rule"));
    EXPECT_THAT(methods_of(study), Not(has("air-slab")));
}

TEST(Methods, EachIsNeededByAStudy) {
    std::set<std::string> seen;
    for (const char* air : {"slab", "rule"})
        for (const char* wind : {"", "k_epsilon", "mass_consistent"}) {
            Study study;
            study.weather.urban_increment = air;
            study.wind.asked = *wind != '\0';
            if (study.wind.asked) study.wind.method = wind;
            study.wind.stability_classes = {"neutral", "stable"};
            study.air.asked = study.air.deposition = study.materials_replaced = true;
            for (const Method& m : methods_of(study)) seen.insert(m.id);
        }
    for (const Method& m : methods_of_green_benefits()) seen.insert(m.id);
    for (const Method& m : all_methods()) EXPECT_TRUE(seen.contains(m.id)) << m.id << ", used: " << m.used;
}

TEST(Methods, ComeBackFromTheFile) {
    const std::vector<Method> read = methods_from_json(methods_json(all_methods()));
    ASSERT_EQ(read.size(), all_methods().size());
    EXPECT_EQ(read.front().what, all_methods().front().what);
    EXPECT_EQ(read.back().status, all_methods().back().status);
}

TEST(Methods, WhatIsNoListGivesNone) {
    for (const char* text : {"", "{", "{}", "[1]", "[{\"id\": 3}]"})
        for (const Method& m : methods_from_json(text)) EXPECT_EQ(m.id, "") << text;
    EXPECT_TRUE(methods_from_json("[1]").empty());
}

}  // namespace
}  // namespace luwte
