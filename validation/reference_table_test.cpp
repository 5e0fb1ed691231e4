// SPDX-License-Identifier: Apache-2.0
#include "validation/reference_table.hpp"

#include "kernels/core/error.hpp"
#include "validation/shared_folder.hpp"
#include "validation/validation.hpp"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

namespace luwte {
namespace {

std::filesystem::path written(const char* name, const char* text) {
    const auto file = std::filesystem::path(testing::TempDir()) / name;
    std::ofstream(file) << text;
    return file;
}

TEST(ReferenceTable, ReadsNumbersAndLeavesEmptyCellsMissing) {
    const auto table = read_reference_table(written("good.csv", "a,b\r\n1.5,\r\n-2e3,7\r\n"));
    ASSERT_EQ(table.rows.size(), 2u);
    EXPECT_EQ(table.number(0, "a"), 1.5);
    EXPECT_TRUE(std::isnan(table.number(0, "b")));
    EXPECT_EQ(table.number(1, "a"), -2000);
    EXPECT_THROW(table.number(0, "c"), RuntimeError);
}

TEST(ReferenceTable, NamesTheLineThatIsTooShort) {
    try {
        read_reference_table(written("short.csv", "a,b\n1,2\n3\n"));
        FAIL() << "no error";
    } catch (const RuntimeError& error) {
        EXPECT_NE(std::string(error.what()).find("line 3"), std::string::npos);
    }
}

TEST(ComfortTables, AreMetWithinATenthOfAKelvin) {
    const ValidationContext context{shared_folder()};
    if (!std::filesystem::exists(context.shared / "validation/comfort-utci/table.csv"))
        GTEST_SKIP() << "no reference tables in " << context.shared << "; set LUWTE_SHARED";
    for (const auto& rows : {validate_utci_table(context), validate_pet_table(context)})
        for (const ValidationRow& row : rows)
            EXPECT_EQ(row.pass, std::optional<bool>(true))
                << row.case_name << " " << row.metric << " " << row.value;
}

TEST(ComfortTables, SayWhenTheirDataAreNotThere) {
    const ValidationContext context{std::filesystem::path(testing::TempDir()) / "nothing"};
    for (const auto& rows : {validate_utci_table(context), validate_pet_table(context)})
        for (const ValidationRow& row : rows) {
            EXPECT_FALSE(row.pass.has_value());
            EXPECT_FALSE(row.reason.empty());
        }
}

}  // namespace
}  // namespace luwte
