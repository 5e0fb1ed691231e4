// SPDX-License-Identifier: Apache-2.0
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(AijCaseC, RowsPassOrAreKnownToMissAndNoWorse) {
    const auto file = shared_folder() / "validation/aij_case_c/points.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << "; set LUWTE_SHARED";
    /// What README.md says was found.
    const std::map<std::string, double> misses = {{"hit_rate_speed_pooled", 0.50},
                                                  {"hit_rate_speed_min", 0.35},
                                                  {"hit_rate_speed_0_0H", 0.35},
                                                  {"hit_rate_speed_22.5_0H", 0.47},
                                                  {"hit_rate_speed_45_1H", 0.47}};
    int judged = 0;
    for (const ValidationRow& row : validate_aij_case_c({shared_folder()})) {
        if (row.is_figure()) continue;
        ++judged;
        if (row.metric == "drift_in_50_iterations") {  // misses
            EXPECT_LE(row.value, 0.025);
            continue;
        }
        const auto miss = misses.find(row.metric);
        if (miss == misses.end()) {
            EXPECT_EQ(row.pass, std::optional<bool>(true)) << row.metric << " " << row.value;
        } else {
            EXPECT_EQ(row.pass, std::optional<bool>(false)) << row.metric << " is met: take it from the list";
            EXPECT_GE(row.value, miss->second) << row.metric;
        }
    }
    EXPECT_EQ(judged, 9);
}

}  // namespace
}  // namespace luwte
