// SPDX-License-Identifier: Apache-2.0
#include "host/hot_school_days.hpp"

#include "inputs/weather/load_weather.hpp"

#include <cmath>

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
    EXPECT_EQ(*hot_school_days(weather, "Europe/Amsterdam", school), 1);
    EXPECT_EQ(*hot_school_days(weather, "Europe/Amsterdam", {8.5, 16}), 2);
    EXPECT_EQ(*hot_school_days(weather, "Europe/Amsterdam", school, -2), 0);
    EXPECT_EQ(*hot_school_days(weather, "Europe/Amsterdam", school, 7), 261);  // all weekdays of 2019
}

TEST(HotSchoolDays, YearsOfTheFileAreToldByItsTemperatures) {
    const auto cold = [](double) { return 0; };
    const WeatherYears one = weather_years(year_of_hours(cold), "UTC");
    EXPECT_EQ(one.text(), "2019");
    EXPECT_EQ(weather_years(year_of_hours(cold), "Europe/Amsterdam").text(), "2019");  // an hour later
    EXPECT_NEAR(one.count, 1, 0.01);
    EXPECT_LT(one.count, few_years);
    WeatherSeries typical = year_of_hours(cold);  // its last month is of another year
    for (std::size_t n = 334 * 24; n < 8760; ++n) typical.hours[n].end_s -= 10 * 365.25 * 86400;
    typical.hours[0].air_temperature = std::nanf("");
    EXPECT_EQ(weather_years(typical, "UTC").text("tot"), "2009 tot 2019");
    EXPECT_NEAR(weather_years(typical, "UTC").count, 1, 0.01);
    EXPECT_EQ(weather_years({}, "UTC").count, 0);
}

TEST(HotSchoolDays, EveryMonthOfTheYearHasToBeThere) {
    const auto cold = [](double) { return 0; };
    EXPECT_FALSE(hot_school_days(year_of_hours(cold, 334 * 24), "UTC", {8.5, 15}));  // no December
    EXPECT_TRUE(hot_school_days(year_of_hours(cold), "UTC", {8.5, 15}));
    WeatherSeries gaps = year_of_hours(cold);
    gaps.hours[4000].air_temperature = std::nanf("");  // one hour
    EXPECT_TRUE(hot_school_days(gaps, "UTC", {8.5, 15}));
    for (std::size_t n = 0; n < 75; ++n) gaps.hours[n].air_temperature = std::nanf("");  // 10.1 % of January
    EXPECT_FALSE(hot_school_days(gaps, "UTC", {8.5, 15}));
}

TEST(HotSchoolDays, TwoSummersCountOnce) {
    // From January 2019 to September 2020; July is hot, 23 weekdays in both years.
    const double july_19 = local_day_begin("2019-07-01", "UTC"),
                 july_20 = local_day_begin("2020-07-01", "UTC");
    const auto in_july = [&](double end) {
        return (end > july_19 && end <= july_19 + 31 * 86400) ||
               (end > july_20 && end <= july_20 + 31 * 86400);
    };
    const WeatherSeries weather =
        year_of_hours([&](double end) { return in_july(end) ? 10 : 0; }, (365 + 274) * 24);
    EXPECT_EQ(*hot_school_days(weather, "UTC", {8.5, 15}), 23);
}

}  // namespace
}  // namespace luwte
