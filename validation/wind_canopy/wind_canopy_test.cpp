// SPDX-License-Identifier: Apache-2.0
#include "validation/validation.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

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
