// SPDX-License-Identifier: Apache-2.0
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(AijCaseA, RowsPass) {
    const auto file = shared_folder() / "validation/aij_case_a/points.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << "; set LUWTE_SHARED";
    int judged = 0;
    for (const ValidationRow& row : validate_aij_case_a({shared_folder()})) {
        if (row.is_figure()) continue;
        ++judged;
        EXPECT_EQ(row.pass, std::optional<bool>(true)) << row.metric << " " << row.value;
    }
    EXPECT_EQ(judged, 5);
}

}  // namespace
}  // namespace luwte
