// SPDX-License-Identifier: Apache-2.0
#include "validation/validation.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(FacetExchangeCase, EveryRowIsMet) {
    const std::vector<ValidationRow> rows = validate_facet_exchange({});
    EXPECT_EQ(rows.size(), 11u);
    for (const ValidationRow& row : rows)
        EXPECT_EQ(row.pass, std::optional<bool>(true))
            << row.metric << " " << row.value << ", asked: " << row.acceptance;
}

}  // namespace
}  // namespace luwte
