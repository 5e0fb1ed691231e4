// SPDX-License-Identifier: Apache-2.0
#include "validation/validation.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(WindCases, AreMet) {
    for (const auto run : {validate_wind_boundary_layer, validate_wind_numerics})
        for (const ValidationRow& row : run({}))
            EXPECT_TRUE(row.acceptance.empty() || row.pass == std::optional<bool>(true))
                << row.case_name << " " << row.metric << " " << row.value << ", asked: " << row.acceptance;
}

TEST(WindCanopy, IsMet) {
    int judged = 0;
    for (const ValidationRow& row : validate_wind_canopy({})) {
        if (row.is_figure()) continue;
        ++judged;
        EXPECT_EQ(row.pass, std::optional<bool>(true)) << row.metric << " " << row.value;
    }
    EXPECT_EQ(judged, 4);
}

}  // namespace
}  // namespace luwte
