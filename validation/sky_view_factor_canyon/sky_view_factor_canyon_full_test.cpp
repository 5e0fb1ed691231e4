// SPDX-License-Identifier: Apache-2.0
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(SkyViewFactorCanyonCase, EveryRowIsMet) {
    const auto file = shared_folder() / "validation/viewfactor-analytic/table.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << "; set LUWTE_SHARED";
    const std::vector<ValidationRow> rows = validate_sky_view_factor_canyon({shared_folder()});
    EXPECT_EQ(std::ranges::count_if(rows, [](const ValidationRow& row) { return !row.is_figure(); }), 12);
    for (const ValidationRow& row : rows)
        EXPECT_TRUE(row.is_figure() || row.pass == std::optional<bool>(true))
            << row.metric << " " << row.value << ", asked: " << row.acceptance;
}

}  // namespace
}  // namespace luwte
