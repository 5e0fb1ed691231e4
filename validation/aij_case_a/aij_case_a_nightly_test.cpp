// SPDX-License-Identifier: Apache-2.0
#include "validation/aij.hpp"
#include "validation/aij_case_a/aij_case_a.hpp"
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <cstdio>

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

// Half an hour of processor time, nearly: by hand (README.md).
TEST(AijCaseA, DISABLED_GridConvergence) {
    double before = 0;
    for (const int cells : {12, 16}) {
        const CaseAFigures figures = run_aij_case_a({shared_folder()}, cells);
        const double pedestrian = aij::mean(figures.pedestrian);
        std::printf(
            "%d cells to b: q_speed %.3f, q_speed_pedestrian %.3f, q_u %.3f, wake %.2f b, on the roof "
            "%.2f U_H, drift %.5f, %d iterations\n",
            cells, aij::mean(figures.speed), pedestrian, aij::mean(figures.along), figures.wake,
            figures.least_on_roof, figures.drift, figures.iterations);
        EXPECT_LE(figures.drift, 1e-3);
        if (cells == 16) {
            EXPECT_NEAR(pedestrian, before, 0.05);
        }
        before = pedestrian;
    }
}

}  // namespace
}  // namespace luwte
