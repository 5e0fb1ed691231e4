// SPDX-License-Identifier: Apache-2.0
#include "models/weather/reference_evaporation.hpp"

#include "kernels/core/constants.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// De Bilt 2000, daily values of KNMI (etmgeg_260): TG [0.1 degC], Q [J cm-2], EV24 [0.1 mm].
TEST(ReferenceEvaporation, IsThatOfKnmiInSummerAndWinter) {
    struct Day {
        int tg, q, ev24;
    };
    for (const Day& d : {Day{-28, 600, 6},
                         {-8, 427, 4},
                         {76, 861, 12},
                         {123, 669, 10},
                         {128, 1153, 18},
                         {155, 2961, 49},
                         {166, 1943, 33},
                         {183, 2354, 42},
                         {211, 2854, 53},
                         {212, 2697, 50},
                         {257, 2864, 57},
                         {259, 2764, 55}})
        EXPECT_NEAR(1e4 * reference_evaporation(double(zero_celsius) + d.tg / 10.0, d.q * 1e4 / 86400),
                    d.ev24, 0.5 + 1e-9)
            << d.tg << ' ' << d.q;
}

WeatherSeries hours(int count) {
    WeatherSeries s;
    for (int h = 1; h <= count; ++h) {
        WeatherHour hour{};
        hour.end_s = 3600.0 * h;
        hour.air_temperature = zero_celsius + (h <= 24 ? 10.0f : 20.0f);
        hour.global_horizontal = 200;
        hour.rain = h == 3 ? 0.002f : 0.0f;
        s.hours.push_back(hour);
    }
    return s;
}

TEST(WaterDay, SumsRainAndCountsWhatIsMissing) {
    WeatherSeries s = hours(48);
    s.hours[5].rain = std::numeric_limits<float>::quiet_NaN();
    const auto day = water_day(s, 0);
    ASSERT_TRUE(day);
    EXPECT_NEAR(day->rain, 0.002, 1e-9);
    EXPECT_EQ(day->rain_missing, 1);
    EXPECT_NEAR(day->reference_evaporation, reference_evaporation(double(zero_celsius) + 10, 200), 1e-9);
    EXPECT_EQ(water_day(s, 86400)->rain, 0);
}

TEST(WaterDay, NeedsEveryHourOfTemperatureAndRadiation) {
    WeatherSeries s = hours(47);
    EXPECT_FALSE(water_day(s, 86400));  // an hour short
    EXPECT_FALSE(water_day(s, -3600));
    EXPECT_FALSE(water_day(s, 1800));  // hours do not end there
    EXPECT_TRUE(water_day(s, 0));
    s.hours[7].global_horizontal = std::numeric_limits<float>::quiet_NaN();
    EXPECT_FALSE(water_day(s, 0));
    s.hours[7].global_horizontal = 200;
    s.hours.erase(s.hours.begin() + 9);
    EXPECT_FALSE(water_day(s, 0));
}

}  // namespace
}  // namespace luwte
