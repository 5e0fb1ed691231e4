// SPDX-License-Identifier: Apache-2.0
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

TEST(ExchangeTable, CostsLittle) {
    for (const ValidationRow& row : validate_exchange_table({shared_folder()})) {
        if (!row.pass && !row.acceptance.empty()) GTEST_SKIP() << row.reason;
        EXPECT_TRUE(row.acceptance.empty() || *row.pass)
            << row.metric << " " << row.value << ", asked: " << row.acceptance;
    }
}

}  // namespace
}  // namespace luwte
