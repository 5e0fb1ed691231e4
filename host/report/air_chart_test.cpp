// SPDX-License-Identifier: Apache-2.0
#include "host/report/air_chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(AirChart, BarsAreAsLongAsTheirMeansAndRoadsAreTheirShare) {
    // 560 px for 1.1 times 20 ug/m3: 25.45 px each.
    const std::string svg = air_chart({{"NO2", {10, 15, 19}, 20.0, 10, 20}});
    EXPECT_THAT(svg, HasSubstr("width=\"305.5\" height=\"18\" fill=\"#aab4be\""));  // 12 of all else
    EXPECT_THAT(svg, HasSubstr("x=\"365.5\" y=\"22.0\" width=\"76.4\" height=\"18\" fill=\"#8c5a2b\""));  // 3
    EXPECT_THAT(svg, HasSubstr("x1=\"314.5\" x2=\"543.6\""));  // the range, 10 to 19
    EXPECT_THAT(svg, HasSubstr("WHO 10"));
    EXPECT_THAT(svg, HasSubstr("EU 2030 20"));
    EXPECT_THAT(svg, Not(HasSubstr("Gearceerd")));
    EXPECT_THAT(svg, HasSubstr("Grey: background and, where the study has any, sources other than roads"));
    EXPECT_THAT(svg, HasSubstr("Grijs: achtergrond en, waar de studie die heeft, andere bronnen dan wegen"));
}

TEST(AirChart, AnUnknownShareOfRoadsIsHatchedAndNotBackground) {
    const std::string svg = air_chart({{"NO2", {10, 15, 19}, {}, 10, 20}});
    EXPECT_THAT(svg, Not(HasSubstr("#aab4be")));
    EXPECT_THAT(svg, HasSubstr("width=\"381.8\" height=\"18\" fill=\"#e8ecf0\""));  // all of 15
    EXPECT_THAT(svg, HasSubstr("<path d=\"M60.0 40.0l18 -18"));
    EXPECT_THAT(svg, HasSubstr("Gearceerd"));
    EXPECT_THAT(svg, HasSubstr("Hatched"));
}

TEST(AirChart, WhatIsUnknownOrHasNoLimitIsNotDrawn) {
    EXPECT_EQ(air_chart({}), "");
    const std::string svg = air_chart({{"<EC>", {0.5, 0.6, 0.7}, {}, Indicator::none, Indicator::none}});
    EXPECT_THAT(svg, Not(HasSubstr("WHO")));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, HasSubstr("&lt;EC&gt;"));
}

}  // namespace
}  // namespace luwte
