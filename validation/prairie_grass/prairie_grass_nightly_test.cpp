// SPDX-License-Identifier: Apache-2.0
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <filesystem>
#include <optional>

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(PrairieGrass, IsMet) {
    const auto file = shared_folder() / "validation/prairie_grass/meteo.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file << "; set LUWTE_SHARED";
    int judged = 0;
    for (const ValidationRow& row : validate_prairie_grass({shared_folder()})) {
        if (row.is_figure()) continue;
        ++judged;
        EXPECT_EQ(row.pass, std::optional<bool>(true)) << row.metric << " " << row.value;
    }
    EXPECT_EQ(judged, 3);
}

}  // namespace
}  // namespace luwte
