// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/error.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(InputError, ShowsPlaceProblemAndHint) {
    const InputError e("study.toml, line 9", "unknown key 'wind.refrence_height_m'",
                       "did you mean 'wind.reference_height_m'?");
    EXPECT_STREQ(e.what(),
                 "error: study.toml, line 9: unknown key 'wind.refrence_height_m'\n"
                 "  hint: did you mean 'wind.reference_height_m'?");
}

TEST(Problems, AreReportedAllAtOnce) {
    Problems problems;
    problems.throw_if_any();  // nothing yet
    problems.add("a.tif", "is not there");
    problems.collect([] { throw InputError("b.csv, line 3", "104 is outside 0 to 100"); });
    try {
        problems.throw_if_any();
        FAIL() << "two problems, no error";
    } catch (const InputError& e) {
        EXPECT_EQ(e.problems().size(), 2u);
        EXPECT_STREQ(e.what(), "error: a.tif: is not there\nerror: b.csv, line 3: 104 is outside 0 to 100");
    }
}

TEST(Problems, LetOtherErrorsPass) {
    Problems problems;
    EXPECT_THROW(problems.collect([] { throw RuntimeError("disk full"); }), RuntimeError);
    EXPECT_TRUE(problems.empty());
}

}  // namespace
}  // namespace luwte
