// SPDX-License-Identifier: Apache-2.0
#include "host/traffic_year.hpp"

#include "inputs/weather/load_weather.hpp"

#include <limits>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// 48 hours from local midnight of a day in Amsterdam on: wind from the north by night (18 to 6 h), south by
/// day.
WeatherSeries two_days(const char* day) {
    WeatherSeries w;
    w.station = "KNMI 240";
    for (int h = 0; h < 48; ++h) {
        WeatherHour hour{};
        hour.end_s = local_day_begin(day, "Europe/Amsterdam") + 3600 * (h + 1);
        hour.wind_speed = 4;
        hour.wind_from_direction = h % 24 >= 6 && h % 24 < 18 ? float(std::numbers::pi) : 0;
        w.hours.push_back(hour);
    }
    return w;
}
std::vector<WindLibrary> library(int sectors) {
    std::vector<WindLibrary> all(1);
    WindLibrary& l = all.front();
    l.sectors.resize(std::size_t(sectors));
    for (WindLibrary::Sector& s : l.sectors) s.report.inflow.roughness = 0.001;
    return all;
}
/// 3 by day, 1 by night.
std::vector<double> busy_days() {
    std::vector<double> by_hour(24, 1);
    for (std::size_t h = 6; h < 18; ++h) by_hour[h] = 3;
    return by_hour;
}

TEST(TrafficYear, HoursAreLocalAndSharesHaveAMeanOfOne) {
    for (const char* day : {"2019-01-10", "2019-07-10"}) {
        const std::vector<double> of = traffic_of_hours(two_days(day), "Europe/Amsterdam", busy_days());
        ASSERT_EQ(of.size(), 48u);
        for (std::size_t h = 0; h < 48; ++h) EXPECT_EQ(of[h], h % 24 >= 6 && h % 24 < 18 ? 1.5 : 0.5) << h;
    }
}

TEST(TrafficYear, SectorsOfBusyHoursWeighMoreAndWordsSayWhatWasTaken) {
    Study study;
    const WeatherSeries weather = two_days("2019-07-10");
    const TrafficYear even = traffic_year(study, weather, library(12));
    EXPECT_NEAR(even.weights.per_speed[6] / even.weights.per_speed[0], 1, 1e-6);
    EXPECT_THAT(even.rule, HasSubstr("mean of 48 hours of KNMI 240 with wind, 2019-07-09T22:00:00Z to "
                                     "2019-07-11T22:00:00Z; 0 of them with less than 1 m/s"));
    EXPECT_THAT(even.rule, HasSubstr("traffic alike in all hours of the day, on weekdays"));
    ASSERT_EQ(even.warnings.size(), 3u);
    EXPECT_THAT(even.warnings[0], HasSubstr("rest on 48 hours of KNMI 240, fewer than the 8760"));
    EXPECT_THAT(even.warnings[1], HasSubstr("air.traffic_by_hour"));
    EXPECT_THAT(even.warnings[2], HasSubstr("12 sectors spreads the wind's direction by 12.2 degrees, more "
                                            "than the 4.7"));
    study.air.traffic_by_hour = busy_days();
    const TrafficYear busy = traffic_year(study, weather, library(72));
    EXPECT_NEAR(busy.weights.per_speed[36] / busy.weights.per_speed[0], 3, 1e-5);
    EXPECT_THAT(busy.rule, HasSubstr("by local hours (Europe/Amsterdam)"));
    EXPECT_EQ(busy.warnings.size(), 1u);
    EXPECT_THAT(busy.rule, HasSubstr("air neutral in all hours"));
}

TEST(TrafficYear, WordsSayWhichAirTheHoursHad) {
    std::vector<WindLibrary> libraries = library(12);
    libraries.push_back(std::move(library(12).front()));
    libraries[1].per_length = class_per_length;
    std::vector<double> per_length(48, 0.0);
    for (std::size_t h = 0; h < 12; ++h) per_length[h] = class_per_length / 2;
    per_length[20] = 1, per_length[21] = -1, per_length[30] = std::numeric_limits<double>::quiet_NaN();
    Study study;
    study.weather.urban_increment = "none";
    const TrafficYear year = traffic_year(study, two_days("2019-07-10"), libraries, per_length);
    EXPECT_THAT(year.rule,
                HasSubstr("air 85.4 % neutral, 14.6 % stable, linear in the 1/L over the station's "
                          "grass by a heat balance"));
    EXPECT_THAT(year.warnings, Contains(HasSubstr("station's grass (weather.urban_increment = \"none\")")));
    study.weather.urban_increment = "rule";
    EXPECT_THAT(traffic_year(study, two_days("2019-07-10"), libraries, per_length).warnings,
                Contains(HasSubstr("weather.urban_increment = \"rule\"")));
    EXPECT_THAT(traffic_year(study, two_days("2019-07-10"), library(12)).warnings,
                Not(Contains(HasSubstr("station's grass"))))
        << "neutral air alone";
    study.weather.urban_increment = "slab";
    const TrafficYear town = traffic_year(study, two_days("2019-07-10"), libraries, per_length);
    EXPECT_THAT(town.rule, HasSubstr("in the 1/L over the town, of its ground and roofs in the open, by"));
    EXPECT_THAT(town.warnings, Not(Contains(HasSubstr("station's grass"))));
    EXPECT_THAT(year.rule, HasSubstr("1 hours more stable and 1 more unstable than these"));
    EXPECT_THAT(year.warnings[1], HasSubstr("1 of 48 hours have not the temperature"));
}

}  // namespace
}  // namespace luwte
