// SPDX-License-Identifier: Apache-2.0
#include "host/progress.hpp"

#include <cmath>
#include <stdexcept>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Screen {
    double now_s = 100;
    std::string text;

    Progress progress(Progress::Style style) {
        return Progress(
            style, [this](std::string_view t) { text += t; }, [this] { return now_s; });
    }
};

TEST(Progress, TimeLeftFollowsTheWeightsOfTheStages) {
    Screen run;
    Progress progress = run.progress(Progress::Style::quiet);
    progress.plan({{"city", 1}, {"hours", 3}});
    EXPECT_TRUE(std::isnan(progress.seconds_left())) << "nothing is known yet";
    progress.stage("city");
    run.now_s += 10;
    progress.step();
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.25);
    EXPECT_DOUBLE_EQ(progress.seconds_left(), 30);  // 10 s for a quarter
    progress.stage("hours", 24);
    for (int n = 0; n < 12; ++n) progress.step();
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.625);
    progress.finish();
    EXPECT_DOUBLE_EQ(progress.fraction(), 1);
    EXPECT_EQ(run.text, "") << "quiet writes nothing";
}

TEST(Progress, OfTasksTheTimeLeftIsOfAllOfThem) {
    Screen run;
    Progress progress = run.progress(Progress::Style::plain);
    progress.plan_tasks({{"base", 2}, {"felled", 1}, {"built", 1}});
    progress.next_task();
    progress.plan({{"wind", 3}, {"hours", 1}});
    progress.stage("wind");
    run.now_s += 30;
    progress.stage("hours", 2);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.375);  // three quarters of a half
    EXPECT_DOUBLE_EQ(progress.seconds_left(), 50);
    EXPECT_EQ(run.text, "1/3 base: wind: 30 s; 37 % of all, about 50 s left\n");
    progress.finish();
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.5);
    run.text.clear();
    progress.next_task();
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.5);
    progress.plan({{"hours", 1}});
    progress.stage("hours", 4);
    run.now_s += 10;
    progress.step();
    EXPECT_THAT(run.text, HasSubstr("2/3 felled: hours: step 1 of 4; 56 % of all, about 31 s left"));
    progress.next_task();  // that one failed
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.75);
    EXPECT_DOUBLE_EQ(progress.elapsed_s(), 40) << "the clock started anew";
    progress.finish_tasks();
    EXPECT_THAT(run.text, HasSubstr("all done in 40 s"));
    run.text.clear();
    progress.plan({{"hours", 1}});
    progress.stage("hours");
    progress.finish();
    EXPECT_THAT(run.text, HasSubstr("done in 0.0 s"));
}

TEST(Progress, SkippedStagesCountAsDone) {
    Screen run;
    Progress progress = run.progress(Progress::Style::quiet);
    progress.plan({{"a", 1}, {"b", 1}, {"c", 2}});
    progress.stage("c");
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.5);
    EXPECT_THROW(progress.stage("a"), std::logic_error);
    EXPECT_THROW(progress.stage("d"), std::logic_error);
}

TEST(Progress, TerminalGetsOneLineThatIsRewritten) {
    Screen run;
    {
        Progress progress = run.progress(Progress::Style::line);
        progress.plan({{"hours", 1}});
        progress.stage("hours", 4);
        for (int n = 0; n < 4; ++n) {
            run.now_s += 30;
            progress.step();
        }
        EXPECT_THAT(run.text, HasSubstr("\r[############............]  50 %  hours, about 1 min 00 s left"));
        EXPECT_THAT(run.text, Not(HasSubstr("\n")));
        progress.finish();
    }
    EXPECT_TRUE(run.text.ends_with(" \r")) << "the line is taken off at the end";
}

TEST(Progress, ElsewhereFinishedStagesAndAFewStepsAreLines) {
    Screen run;
    Progress progress = run.progress(Progress::Style::plain);
    progress.plan({{"city", 1}, {"hours", 9}});
    progress.stage("city");
    run.now_s += 2;
    progress.stage("hours", 9);
    for (int n = 0; n < 9; ++n) {
        run.now_s += 4;
        progress.step();
    }
    progress.finish();
    EXPECT_EQ(run.text,
              "city: 2.0 s\n"
              "hours: step 3 of 9; 40 % of the run, about 21 s left\n"
              "hours: step 6 of 9; 70 % of the run, about 11 s left\n"
              "hours: 36 s\n"
              "done in 38 s\n");
}

TEST(Progress, ClearedLineComesBackAtTheNextStep) {
    Screen run;
    Progress progress = run.progress(Progress::Style::line);
    progress.plan({{"hours", 1}});
    progress.stage("hours", 2);
    progress.clear_line();
    run.text.clear();
    progress.clear_line();
    EXPECT_EQ(run.text, "") << "nothing to clear twice";
    run.now_s += 1;
    progress.step();
    EXPECT_THAT(run.text, HasSubstr("50 %"));
}

TEST(DurationText, UsesTheLargestUsefulUnits) {
    EXPECT_EQ(duration_text(-1), "0.0 s");
    EXPECT_EQ(duration_text(0.73), "0.7 s");
    EXPECT_EQ(duration_text(9.97), "10 s");
    EXPECT_EQ(duration_text(59.6), "1 min 00 s");
    EXPECT_EQ(duration_text(125), "2 min 05 s");
    EXPECT_EQ(duration_text(4800), "1 h 20 min");
}

}  // namespace
}  // namespace luwte
