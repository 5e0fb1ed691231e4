// SPDX-License-Identifier: Apache-2.0
#include "host/room.hpp"

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::HasSubstr;

constexpr double mib_of_test = 1048576;

StudyNeed room_need(double memory_mib, double wind_mib = 0, double disk_mib = 1) {
    StudyNeed need;
    need.memory = memory_mib * mib_of_test, need.of_wind = wind_mib * mib_of_test;
    need.fixed = 100 * mib_of_test, need.disk = disk_mib * mib_of_test;
    return need;
}

std::vector<Problem> problems_of(const Room& room) {
    Problems problems;
    room.check(problems);
    return problems.list();
}

TEST(Room, WhatFitsIsNoProblem) {
    Room room(1000, ".");
    EXPECT_TRUE(problems_of(room).empty());
    room.add("base", room_need(1000), room_need(300));
    room.add("felled", room_need(900), room_need(300));  // one after the other: not 1900
    EXPECT_TRUE(problems_of(room).empty());
    EXPECT_THAT(room.text(), HasSubstr("memory 1000 MiB allowed, disk "));
}

TEST(Room, TooMuchMemoryIsNamedWithWhatWouldFit) {
    Room room(1000, ".");
    // Above what any area takes: 1800, of which half fits; a quarter on cells twice as large.
    room.add("built", room_need(1900), room_need(550));
    const auto problems = problems_of(room);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].where, "memory, built");
    EXPECT_THAT(problems[0].what, HasSubstr("needs up to 1900 MiB, and 1000 MiB are allowed"));
    EXPECT_THAT(problems[0].hint,
                HasSubstr("area.cell_size_m 2 times as large would fit, or about 50 % of the area"));

    Room small(190, ".");  // a twentieth fits
    small.add("", room_need(1900), room_need(550));
    EXPECT_THAT(problems_of(small)[0].hint,
                HasSubstr("area.cell_size_m 5 times as large would fit, or about 5 %"));
    Room none(50, ".");
    none.add("", room_need(1900), room_need(550));
    EXPECT_THAT(problems_of(none)[0].hint, HasSubstr("any area takes 100 MiB at least"));
}

TEST(Room, WhereTheWindTakesItItsCellsAreNamed) {
    Room room(1000, ".");
    room.add("", room_need(3700, 3700), room_need(3600, 3600));  // a quarter of 3600 fits
    EXPECT_THAT(problems_of(room)[0].hint, HasSubstr("wind.cell_size_m 2 times as large would fit"));
}

TEST(Room, DiskIsOfAllRunsTogether) {
    Room room(1000, "no/such/folder/yet");
    room.add("a", room_need(200, 0, 1e8), room_need(150));
    const auto problems = problems_of(room);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].where, "disk");
    EXPECT_THAT(problems[0].what, HasSubstr("need up to 100000000 MiB"));
}

TEST(Room, MemoryThatIsThereIsBetweenALittleAndTheMachines) {
    EXPECT_GT(available_memory(), 50e6);
    EXPECT_LT(available_memory(), 1e14);
    EXPECT_THAT(Room(0, ".").text(), HasSubstr(" MiB available, disk "));
}

}  // namespace
}  // namespace luwte
