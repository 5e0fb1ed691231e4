// SPDX-License-Identifier: Apache-2.0
#include "host/wind_comfort.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

WeatherSeries windy_hours(int hours, const char* format) {
    WeatherSeries weather;
    weather.station = "KNMI 344", weather.source_format = format;
    for (int n = 1; n <= hours; ++n) {
        WeatherHour hour{};
        hour.end_s = 3600.0 * n, hour.wind_speed = 5, hour.wind_from_direction = 0;
        weather.hours.push_back(hour);
    }
    return weather;
}

TEST(WindRecord, SaysItsHoursAndWarnsBelowAWholeYear) {
    WeatherSeries weather = windy_hours(8760, "knmi");
    const WindRecord year(weather, 12);
    EXPECT_THAT(year.rule, AllOf(HasSubstr("NEN 8100 classes, KNMI-based statistics: KNMI 344"),
                                 HasSubstr("8760 hours with wind (1.00 years)")));
    EXPECT_EQ(year.warning, "");
    weather.hours[100].wind_speed = std::numeric_limits<float>::quiet_NaN();
    const WindRecord less(weather, 12);
    EXPECT_THAT(less.warning, AllOf(HasSubstr("8759 hours"), HasSubstr("KNMI 344"), HasSubstr("whole year")));
    EXPECT_EQ(less.begin_s, 0);
    EXPECT_EQ(less.end_s, 8760 * 3600.0);
}

TEST(WindRecord, NamesKnmiOnlyWhereTheHoursAreKnmis) {
    const WindRecord other(windy_hours(24, "csv"), 12);
    EXPECT_THAT(other.rule, AllOf(HasSubstr("NEN 8100 classes, statistics of one station"),
                                  Not(HasSubstr("KNMI-based"))));
}

TEST(WindRecord, CountsTheWindAtSixtyMetres) {
    const WindRecord record(windy_hours(10, "knmi"), 4);
    // 5 m/s at 10 m is 6.54 m/s at 60 m, all of it from the north.
    const auto above = [&](double speed) {
        return record.statistics.share_above[std::size_t(speed / WindStatistics::step)];
    };
    EXPECT_EQ(above(6.5), 1);
    EXPECT_EQ(above(6.75), 0);
}

}  // namespace
}  // namespace luwte
