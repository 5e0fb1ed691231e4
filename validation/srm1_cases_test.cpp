// SPDX-License-Identifier: Apache-2.0
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(Srm1Cases, EveryVectorIsMet) {
    const std::vector<ValidationRow> rows = validate_srm1_vectors({});
    EXPECT_EQ(rows.size(), 3u);
    for (const ValidationRow& row : rows)
        EXPECT_EQ(row.pass, std::optional<bool>(true))
            << row.metric << " " << row.value << ", asked: " << row.acceptance;
}

TEST(No2Chemistry, EveryRowIsMet) {
    const std::vector<ValidationRow> rows = validate_no2_chemistry({});
    EXPECT_EQ(rows.size(), 3u);
    for (const ValidationRow& row : rows)
        EXPECT_EQ(row.pass, std::optional<bool>(true))
            << row.metric << " " << row.value << ", asked: " << row.acceptance;
}

/// The row that misses the acceptance that was fixed before the first look, with its figure, and figures
/// without acceptance that say what the page says: worse is a regression. Why it misses: README.md.
const std::map<std::string, double> no_worse_than = {{"no2_conversion_p95", 0.165},
                                                     {"no2_conversion_p95_with_street", 1e-4},
                                                     {"nearer_than_3_5_m_max", 0.005},
                                                     {"beyond_reach_max", 0.001},
                                                     {"several_streets_p95", 0.003}};

TEST(Srm1Cases, OfficialRowsPassOrAreKnownToMissAndNoWorse) {
    const std::filesystem::path shared = shared_folder();
    if (!std::filesystem::exists(shared / "data" / "cimlk_amsterdam" / "Rekenresultaten.csv"))
        GTEST_SKIP() << "no CIMLK files in " << shared << "; set LUWTE_SHARED";
    std::size_t judged = 0, known = 0;
    for (const ValidationRow& row : validate_srm1_official({shared})) {
        ASSERT_TRUE(std::isfinite(row.value)) << row.metric;
        if (const auto worst = no_worse_than.find(row.metric); worst != no_worse_than.end()) {
            ++known;
            EXPECT_LE(row.value, worst->second) << row.metric;
        }
        if (row.is_figure()) continue;
        ++judged;
        EXPECT_EQ(row.pass, std::optional<bool>(row.metric != "no2_conversion_p95"))
            << row.metric << " " << row.value << ", asked: " << row.acceptance;
    }
    EXPECT_EQ(judged, 6u);
    EXPECT_EQ(known, no_worse_than.size());
}

TEST(Srm1Cases, WithoutTheFilesTheOfficialCaseSaysSo) {
    const std::vector<ValidationRow> rows = validate_srm1_official({"nowhere"});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_FALSE(rows[0].pass.has_value());
    EXPECT_FALSE(rows[0].reason.empty());
}

}  // namespace
}  // namespace luwte
