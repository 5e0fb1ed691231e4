// SPDX-License-Identifier: Apache-2.0
#include "inputs/wind/inflow_table.hpp"

#include "kernels/core/error.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class InflowTableFile : public testing::Test {
  protected:
    std::filesystem::path file_ =
        std::filesystem::path(testing::TempDir()) /
        (std::string("luwte_inflow_") + testing::UnitTest::GetInstance()->current_test_info()->name() +
         std::to_string(::getpid()) + ".csv");
    ~InflowTableFile() override { std::filesystem::remove(file_); }

    InflowTable read(const std::string& text) {
        std::ofstream(file_, std::ios::binary) << text;
        return read_inflow_table(file_);
    }
    std::vector<Problem> problems_of(const std::string& text) {
        try {
            read(text);
        } catch (const InputError& e) {
            return e.problems();
        }
        return {};
    }
    std::string error_of(const std::string& text) { return to_string(problems_of(text)); }
};

const std::string inflow_header = "height_m,wind_speed_m_s,turbulent_kinetic_energy_m2_s2\n";

TEST_F(InflowTableFile, ColumnsAreFoundByName) {
    const InflowTable table = read(
        "\xEF\xBB\xBF# a mast\r\n\r\nwind_speed_m_s, turbulent_kinetic_energy_m2_s2 ,height_m\r\n"
        "3.5,0.9,2\r\n# a remark\r\n5,1,10\r\n7.25,0.8,120\r\n");
    EXPECT_EQ(table.height, (std::vector<double>{2, 10, 120}));
    EXPECT_EQ(table.speed, (std::vector<double>{3.5, 5, 7.25}));
    EXPECT_EQ(table.k, (std::vector<double>{0.9, 1, 0.8}));
    EXPECT_EQ(table.name, file_.filename().string());
}

TEST_F(InflowTableFile, EveryBadCellIsNamedWithLineAndColumn) {
    const std::vector<Problem> problems = problems_of(inflow_header +
                                                      "0,1,1\n"       // 2: the ground
                                                      "2,nan,1\n"     // 3
                                                      "5,3,0\n"       // 4: no eddies
                                                      "8,,1\n"        // 5
                                                      "10,-4,1\n"     // 6
                                                      "20,4,5,1\n"    // 7: a decimal comma
                                                      "30,1e999,1\n"  // 8
                                                      "80,0x7,2\n");  // 9
    ASSERT_EQ(problems.size(), 8u) << to_string(problems);
    EXPECT_THAT(problems[0].where, AllOf(HasSubstr(".csv, line 2"), HasSubstr("column 'height_m'")));
    EXPECT_THAT(problems[0].what, HasSubstr("'0' is outside 0.01 to 10000 m"));
    EXPECT_THAT(problems[0].hint, HasSubstr("leave out the row of the ground"));
    EXPECT_THAT(problems[1].where, AllOf(HasSubstr("line 3"), HasSubstr("'wind_speed_m_s'")));
    EXPECT_THAT(problems[1].what, HasSubstr("'nan' is not a number"));
    EXPECT_THAT(problems[2].where, AllOf(HasSubstr("line 4"), HasSubstr("'turbulent_kinetic_energy_m2_s2'")));
    EXPECT_THAT(problems[2].hint, HasSubstr("variances"));
    EXPECT_THAT(problems[3].where, HasSubstr("line 5"));
    EXPECT_THAT(problems[3].what, HasSubstr("has no value"));
    EXPECT_THAT(problems[4].where, HasSubstr("line 6"));
    EXPECT_THAT(problems[5].what, HasSubstr("has 4 fields; the header has 3"));
    EXPECT_THAT(problems[6].where, HasSubstr("line 8"));
    EXPECT_THAT(problems[7].where, HasSubstr("line 9"));
}

TEST_F(InflowTableFile, HeightsRiseFromTenMetresOrLessToSixtyOrMore) {
    const std::vector<Problem> problems =
        problems_of(inflow_header + "12,4,1\n12,5,1\n30,6,1\n25,6,1\n40,7,1\n");
    ASSERT_EQ(problems.size(), 4u) << to_string(problems);
    EXPECT_THAT(problems[0].where, HasSubstr("line 3, column 'height_m'"));
    EXPECT_THAT(problems[0].what, HasSubstr("12 m is not above the 12 m of the row before it"));
    EXPECT_THAT(problems[1].where, HasSubstr("line 5"));
    EXPECT_THAT(problems[2].where, HasSubstr("line 2"));
    EXPECT_THAT(problems[2].what, HasSubstr("the first row is at 12 m; one at 10 m or lower is needed"));
    EXPECT_THAT(problems[3].where, HasSubstr("line 6"));
    EXPECT_THAT(problems[3].what, HasSubstr("the last row is at 40 m; one at 60 m or higher is needed"));
    EXPECT_THAT(error_of(inflow_header + "5,4,1\n70,5,1\n"),
                HasSubstr("has 2 rows; a profile has 3 or more"));
    EXPECT_EQ(error_of(inflow_header + "10,4,1\n20,5,1\n60,6,1\n"), "");
}

TEST_F(InflowTableFile, HeadersSayWhatTheyLack) {
    const std::string said = error_of("height,wind_speed_m_s,wind_speed_m_s\n1,2,3\n");
    EXPECT_THAT(said, AllOf(HasSubstr("line 1: 'height' is no known column"),
                            HasSubstr("known: height_m, wind_speed_m_s, turbulent_kinetic_energy_m2_s2"),
                            HasSubstr("column 'wind_speed_m_s': stands twice"),
                            HasSubstr("there is no column height_m"),
                            HasSubstr("there is no column turbulent_kinetic_energy_m2_s2")));
    EXPECT_THAT(error_of("height_m;wind_speed_m_s\n1;2\n"), HasSubstr("parted by semicolons"));
    for (const char* empty : {"", "# nothing but a remark\n"})
        EXPECT_THAT(error_of(empty), HasSubstr("has no header"));
    EXPECT_THAT(error_of(inflow_header), HasSubstr("has 0 rows"));
}

TEST_F(InflowTableFile, WhatIsNoTableIsRefusedBeforeItIsRead) {
    EXPECT_THAT(error_of(inflow_header + std::string(1 << 20, ' ')),
                AllOf(HasSubstr("has 1.0 MiB; a table of the wind's inflow may have 1 MiB"),
                      Not(HasSubstr("hourly"))));
    EXPECT_THAT(error_of(std::string("PK\x03\x04", 4)), HasSubstr("this is not a text file"));
    EXPECT_THAT(error_of(inflow_header + std::string(70'000, '1')),
                HasSubstr("this is not a table of the wind's inflow"));
    std::filesystem::remove(file_);
    EXPECT_THROW(read_inflow_table(file_), InputError);
    EXPECT_THROW(read_inflow_table(testing::TempDir()), InputError);
    // Problems are counted, not all told.
    std::string many = inflow_header;
    for (int n = 0; n < 5000; ++n) many += "x,y,z\n";
    EXPECT_THAT(error_of(many), HasSubstr("and 14950 problems more"));
}

}  // namespace
}  // namespace luwte
