// SPDX-License-Identifier: Apache-2.0
#include "host/hot_school_days.hpp"

#include "inputs/weather/load_weather.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// A year from 1 January 2019 (UTC), 20 degC, but for what `warm` says of an hour's end.
template <class F>
WeatherSeries year_of_hours(F&& warm, int hours = 8760) {
    WeatherSeries series;
    const double begin = local_day_begin("2019-01-01", "UTC");
    for (int n = 1; n <= hours; ++n) {
        WeatherHour hour{};
        hour.end_s = begin + 3600.0 * n;
        hour.air_temperature = 293.15f + float(warm(hour.end_s));
        series.hours.push_back(hour);
    }
    return series;
}

TEST(HotSchoolDays, AreWeekdaysWithAnHourOf27DegreesAtSchool) {
    const auto on = [](const char* date, double local_h) {
        return local_day_begin(date, "Europe/Amsterdam") + 3600 * local_h;
    };
    // Thursday at 14 h (twice), Friday at 16 h, after school, and Saturday.
    const WeatherSeries weather = year_of_hours([&](double end) {
        const bool hot = end == on("2019-07-25", 14) || end == on("2019-07-25", 13) ||
                         end == on("2019-07-26", 16) || end == on("2019-07-27", 14);
        return hot ? 8 : 0;
    });
    const std::vector<double> school = {8.5, 15};
    const double of_a_year = 8766.0 / 8760;
    EXPECT_NEAR(*hot_school_days(weather, "Europe/Amsterdam", school), of_a_year, 1e-9);
    EXPECT_NEAR(*hot_school_days(weather, "Europe/Amsterdam", {8.5, 16}), 2 * of_a_year, 1e-9);
    EXPECT_EQ(*hot_school_days(weather, "Europe/Amsterdam", school, -2), 0);
    EXPECT_NEAR(*hot_school_days(weather, "Europe/Amsterdam", school, 7), 261 * of_a_year,
                1e-9);  // all weekdays
}

TEST(HotSchoolDays, OfLessThanAYearAreUnknown) {
    EXPECT_FALSE(hot_school_days(year_of_hours([](double) { return 10; }, 8759), "UTC", {8.5, 15}));
}

}  // namespace
}  // namespace luwte
