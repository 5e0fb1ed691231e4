// SPDX-License-Identifier: Apache-2.0
#include "inputs/weather/load_weather.hpp"
#include "kernels/core/error.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

const std::string amsterdam = "Europe/Amsterdam";

TEST(LocalTime, DutchSummerDayBeginsAtTwentyTwoUtc) {
    EXPECT_EQ(utc_text(local_day_begin("2019-07-25", amsterdam)), "2019-07-24T22:00:00Z");
    EXPECT_EQ(utc_text(local_day_begin("2019-01-25", amsterdam)), "2019-01-24T23:00:00Z");
    EXPECT_EQ(utc_text(local_day_begin("2019-07-25", "UTC")), "2019-07-25T00:00:00Z");
}

// Summer time began on 2019-03-31 and ended on 2019-10-27 (directive 2000/84/EC: last Sundays, 01:00 UTC).
TEST(LocalTime, DaysOnWhichTheClocksChangeHaveTwentyThreeAndTwentyFiveHours) {
    EXPECT_EQ(local_day_hours("2019-03-30", amsterdam), 24);
    EXPECT_EQ(local_day_hours("2019-03-31", amsterdam), 23);
    EXPECT_EQ(local_day_hours("2019-10-27", amsterdam), 25);
    const double begin = local_day_begin("2019-10-27", amsterdam);
    EXPECT_DOUBLE_EQ(local_hour(begin, amsterdam), 0);
    EXPECT_DOUBLE_EQ(local_hour(begin + 2.5 * 3600, amsterdam), 2.5);
    EXPECT_DOUBLE_EQ(local_hour(begin + 3.5 * 3600, amsterdam), 2.5);  // the hour that comes twice
    EXPECT_DOUBLE_EQ(local_hour(begin + 24.5 * 3600, amsterdam), 23.5);
}

TEST(LocalTime, LocalHourIsTwoAheadInSummer) {
    const double noon_utc = local_day_begin("2019-07-25", "UTC") + 12 * 3600;
    EXPECT_DOUBLE_EQ(local_hour(noon_utc, amsterdam), 14);
    EXPECT_DOUBLE_EQ(local_hour(noon_utc + 0.25, "Asia/Kolkata"), 17.5 + 0.25 / 3600);
}

TEST(LocalTime, UnknownZonesAndDatesAreInputErrors) {
    EXPECT_THROW(local_day_begin("2019-07-25", "Europe/Lutjebroek"), InputError);
    EXPECT_THROW(local_day_begin("2019-07-25", "../../etc/passwd"), InputError);
    EXPECT_THROW(local_day_begin("2019-02-29", amsterdam), InputError);
    EXPECT_THROW(local_day_begin("25-07-2019", amsterdam), InputError);
    EXPECT_THROW(local_day_begin("2019-7-25", amsterdam), InputError);
    EXPECT_NO_THROW(local_day_begin("2020-02-29", amsterdam));
}

}  // namespace
}  // namespace luwte
