// SPDX-License-Identifier: Apache-2.0
#include "host/report/html.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ReportHtml, NothingOfATextIsMarkup) {
    EXPECT_EQ(escaped("<b a=\"1\" c='2'>&"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
    EXPECT_THAT(page_head("</title><script>"), Not(HasSubstr("<script>")));
}

TEST(ReportHtml, PngIsBase64AsInRfc4648) {
    EXPECT_EQ(data_uri_of_png("foobar"), "data:image/png;base64,Zm9vYmFy");
    EXPECT_EQ(data_uri_of_png("foob"), "data:image/png;base64,Zm9vYg==");
}

TEST(ReportHtml, DatesHaveTheMonthsOfBothLanguages) {
    EXPECT_EQ(date_of("2019-03-05", true), "5 maart 2019");
    EXPECT_EQ(date_of("2019-03-05", false), "5 March 2019");
    EXPECT_EQ(date_of("<2019-13>", true), "&lt;2019-13&gt;");
}

TEST(ReportHtml, ChartStandsOnItsAxisAndLeavesGaps) {
    const ChartLine line{"nu", "now", "#b2182b", {10, 20, std::nan(""), 20, 10}, {}, {}};
    const std::string svg =
        day_charts({{{0, 6, 12, 18, 24}, {line}}}, {{15, "grens", "limit"}, {99, "ver", "far"}}, "°C")[0];
    // 10 to 20 over 236 px below the top margin of 14: the axis goes in steps of 2 from 10 to 22.
    EXPECT_THAT(svg, HasSubstr("d=\"M46.0 250.0L220.5 53.3M569.5 53.3L744.0 250.0\""));
    EXPECT_THAT(svg, HasSubstr(">grens<"));
    EXPECT_THAT(svg, Not(HasSubstr(">ver<"))) << "a limit beyond the axis is not drawn";
}

TEST(ReportHtml, NoChartOfValuesThatNoDayHas) {
    const ChartLine line{"nu", "now", "#b2182b", {1e17, 1e17 + 64}, {}, {}};
    EXPECT_EQ(day_charts({{{6, 18}, {line}}}, {}, "°C")[0], "");
}

TEST(ReportHtml, NoChartWithoutValues) {
    const ChartLine line{"nu", "now", "#b2182b", {std::nan("")}, {}, {}};
    EXPECT_EQ(day_charts({{{12}, {line}}}, {}, "°C")[0], "");
}

TEST(ReportHtml, ChartsOfDaysHaveOneAxis) {
    const ChartLine cool{"nu", "now", "#b2182b", {10, 20}, {}, {}},
        hot{"nu", "now", "#b2182b", {20, 60}, {}, {}}, odd{"nu", "now", "#b2182b", {1e17}, {}, {}};
    const auto charts = day_charts({{{6, 18}, {cool}}, {{12}, {odd}}, {{6, 18}, {hot}}}, {}, "°C");
    for (const std::size_t n : {0, 2}) {
        EXPECT_THAT(charts[n], HasSubstr(">10</text>")) << n;
        EXPECT_THAT(charts[n], HasSubstr(">60</text>")) << n;
    }
    EXPECT_EQ(charts[1], "") << "and a day that can't be shown does not stretch it";
}

}  // namespace
}  // namespace luwte
