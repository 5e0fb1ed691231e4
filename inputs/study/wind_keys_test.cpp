// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string error_of(const StudyFolder& folder, const std::string& wind) {
    return to_string(folder.problems(good_study + "[wind]\n" + wind));
}

TEST(WindKeys, AnInflowTableNeedsTheRoughnessOfItsLandAndNeutralAir) {
    const StudyFolder folder;
    std::ofstream(folder.path / "profile.csv") << "x";
    EXPECT_TRUE(folder.read(good_study + "[wind]\n").wind.inflow_table.empty());
    const std::string table = "inflow_table = \"profile.csv\"\n";
    EXPECT_EQ(folder.read(good_study + "[wind]\nupwind_roughness_m = 0.3\n" + table).wind.inflow_table,
              folder.path / "profile.csv");
    EXPECT_THAT(error_of(folder, table), HasSubstr("'wind.inflow_table' needs 'wind.upwind_roughness_m'"));
    EXPECT_THAT(error_of(folder, table + "stability_classes = [\"neutral\", \"stable\"]\n"),
                AllOf(HasSubstr("needs 'wind.upwind_roughness_m'"),
                      HasSubstr("which 'wind.inflow_table' does not describe")));
    EXPECT_EQ(error_of(folder, table + "upwind_roughness_m = 0.3\nmethod = \"mass_consistent\"\n"), "");
    EXPECT_THAT(error_of(folder, "upwind_roughness_m = 0.3\ninflow_table = \"/vsicurl/profile.csv\"\n"),
                HasSubstr("virtual file system"));
    EXPECT_THAT(error_of(folder, "upwind_roughness_m = 0.3\ninflow_table = \"none.csv\"\n"),
                HasSubstr("no such file"));
}

}  // namespace
}  // namespace luwte
