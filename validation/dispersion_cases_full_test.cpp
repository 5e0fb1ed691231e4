// SPDX-License-Identifier: Apache-2.0
#include "validation/validation.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(DispersionCases, AreMet) {
    int judged = 0;
    for (const auto run :
         {validate_scalar_conservation, validate_adjoint_consistency, validate_gaussian_plume})
        for (const ValidationRow& row : run({})) {
            if (row.is_figure()) continue;
            ++judged;
            EXPECT_EQ(row.pass, std::optional<bool>(true))
                << row.case_name << " " << row.metric << " " << row.value << ", asked: " << row.acceptance;
        }
    EXPECT_EQ(judged, 8);
}

}  // namespace
}  // namespace luwte
