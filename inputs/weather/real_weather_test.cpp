// SPDX-License-Identifier: Apache-2.0
// Real files from the shared data folder: KNMI De Bilt 2000 and EPW De Bilt 2019.
#include "inputs/weather/load_weather.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/radiation/sun_and_sky.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

std::filesystem::path shared(const char* path) {
    const char* folder = std::getenv("LUWTE_SHARED");
    return std::filesystem::path(folder != nullptr ? folder : LUWTE_SOURCE_DIR "/../shared") / path;
}

#define NEED_FILE(file) \
    if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there: set LUWTE_SHARED"

const WeatherHour& hour_at(const WeatherSeries& s, const std::string& end) {
    for (const WeatherHour& h : s.hours)
        if (utc_text(h.end_s) == end) return h;
    throw std::runtime_error("no hour " + end);
}

constexpr double latitude = 52.1 * degree_d, longitude = 5.18 * degree_d;

TEST(RealWeather, KnmiDeBilt2000MatchesItsReadme) {
    const auto file = shared("data/knmi_uurgeg_debilt_2000/uurgeg_260_1991-2000.txt");
    NEED_FILE(file);
    const WeatherSeries s = load_weather(file);
    EXPECT_EQ(s.source_format, "knmi");
    EXPECT_EQ(s.station, "KNMI 260");
    ASSERT_EQ(s.hours.size(), 8784u);
    EXPECT_EQ(utc_text(s.hours.front().end_s), "2000-01-01T01:00:00Z");
    EXPECT_EQ(utc_text(s.hours.back().end_s), "2001-01-01T00:00:00Z");
    const auto count = [&](auto&& condition) {
        return std::count_if(s.hours.begin(), s.hours.end(), condition);
    };
    EXPECT_EQ(count([](const WeatherHour& h) { return h.rain == 2.5e-5f; }), 1208);  // traces
    EXPECT_EQ(count([](const WeatherHour& h) { return std::isnan(h.wind_from_direction); }),
              112 + 522);                                                                     // 0, 990
    EXPECT_EQ(count([](const WeatherHour& h) { return std::isnan(h.cloud_fraction); }), 28);  // N = 9
    const auto warmest = std::max_element(s.hours.begin(), s.hours.end(), [](const auto& a, const auto& b) {
        return a.air_temperature < b.air_temperature;
    });
    EXPECT_FLOAT_EQ(warmest->air_temperature, 273.15f + 33.1f);
    EXPECT_EQ(utc_text(warmest->end_s).substr(0, 10), "2000-06-19");
}

/// Every hour of a year can be used, and global radiation is conserved.
void expect_whole_year(const WeatherSeries& s) {
    double file = 0, model = 0;
    for (std::size_t i = 1; i < s.hours.size(); ++i) {
        const Forcing f = forcing_at(s, s.hours[i].end_s - 3600, latitude, longitude);
        file += s.hours[i].global_horizontal;
        model += f.global_horizontal;
        ASSERT_GT(f.longwave_down, 150) << utc_text(f.end_s);
        ASSERT_LT(f.longwave_down, black_body(f.air_temperature)) << utc_text(f.end_s);
        ASSERT_GE(f.cloud_fraction, 0);
        ASSERT_LE(f.cloud_fraction, 1);
        for (const Forcing::Part& p : f.parts) ASSERT_LT(p.direct_normal, 1100) << utc_text(f.end_s);
    }
    // Only twilight with the sun below the horizon is left out: under 0.1 % of the year.
    EXPECT_LE(model, file * (1 + 1e-6));
    EXPECT_GT(model, file * 0.999);
}

TEST(RealWeather, KnmiYearCanBeUsedHourByHour) {
    const auto file = shared("data/knmi_uurgeg_debilt_2000/uurgeg_260_1991-2000.txt");
    NEED_FILE(file);
    expect_whole_year(load_weather(file));
    // Its largest change of temperature, 9.5 K in the hour to 17 UT of 16 May, was a thunderstorm.
    EXPECT_TRUE(temperature_jumps(load_weather(file), "", 0, 1e12).empty());
}

TEST(RealWeather, KnmiHotDayOfJune2000HasAClearNoon) {
    const auto file = shared("data/knmi_uurgeg_debilt_2000/uurgeg_260_1991-2000.txt");
    NEED_FILE(file);
    const WeatherSeries s = load_weather(file);
    const double day = local_day_begin("2000-06-19", "Europe/Amsterdam");
    const DailyWeather d = daily_weather(s, day);
    EXPECT_FLOAT_EQ(d.temperature_max, 273.15f + 33.1f);
    const Forcing noon = forcing_at(s, local_day_begin("2000-06-19", "UTC") + 11 * 3600, latitude, longitude);
    // Solar noon at De Bilt is at 11:40 UTC; the sun stands at 90 - 52.1 + 23.43 = 61.3 degrees.
    EXPECT_NEAR(noon.parts[3].sun.altitude_rad / degree_d, 61.3, 0.1);
    EXPECT_GT(noon.parts[3].direct_normal, 500);
    EXPECT_FALSE(noon.estimated.cloud_fraction);
    EXPECT_TRUE(noon.estimated.longwave_down);
}

TEST(RealWeather, EpwDeBilt2019MatchesItsReadme) {
    const auto file = shared("data/epw_knmi_2019/NLD_DeBilt_2019.epw");
    NEED_FILE(file);
    const WeatherSeries s = load_weather(file);
    EXPECT_EQ(s.source_format, "epw");
    EXPECT_EQ(s.station, "De Bilt");
    ASSERT_EQ(s.hours.size(), 8760u);
    EXPECT_NEAR(s.latitude_rad / degree_d, 52.1, 1e-6);
    const WeatherHour& h = hour_at(s, "2019-07-25T15:00:00Z");
    EXPECT_FLOAT_EQ(h.air_temperature, 273.15f + 37.2f);
    EXPECT_FLOAT_EQ(h.relative_humidity, 0.27f);
    EXPECT_FLOAT_EQ(h.global_horizontal, 633);
    EXPECT_TRUE(std::isnan(h.longwave_down));
    EXPECT_TRUE(std::isnan(h.cloud_fraction));
    const DailyWeather d = daily_weather(s, local_day_begin("2019-07-25", "Europe/Amsterdam"));
    EXPECT_FLOAT_EQ(d.temperature_max, 273.15f + 37.2f);
}

TEST(RealWeather, EpwYearCanBeUsedHourByHour) {
    const auto file = shared("data/epw_knmi_2019/NLD_DeBilt_2019.epw");
    NEED_FILE(file);
    expect_whole_year(load_weather(file));
}

// The cloud rule against KNMI's observers: the octas of 2000, daytime hours with the sun above 20 degrees.
TEST(RealWeather, CloudFractionFromRadiationAgreesWithObservedOctas) {
    const auto file = shared("data/knmi_uurgeg_debilt_2000/uurgeg_260_1991-2000.txt");
    NEED_FILE(file);
    const WeatherSeries observed = load_weather(file);
    WeatherSeries blind = observed;
    for (WeatherHour& h : blind.hours) h.cloud_fraction = std::nanf("");
    double bias = 0, square = 0;
    int n = 0;
    for (std::size_t i = 1; i < observed.hours.size(); ++i) {
        const double begin = observed.hours[i].end_s - 3600;
        const Forcing seen = forcing_at(observed, begin, latitude, longitude);
        if (seen.estimated.cloud_fraction || seen.parts[0].sun.altitude_rad < 20 * degree_d) continue;
        const double error =
            forcing_at(blind, begin, latitude, longitude).cloud_fraction - seen.cloud_fraction;
        bias += error;
        square += error * error;
        ++n;
    }
    RecordProperty("bias", std::to_string(bias / n));
    RecordProperty("rmse", std::to_string(std::sqrt(square / n)));
    std::printf("cloud fraction from radiation: %d hours, bias %.3f, RMSE %.3f\n", n, bias / n,
                std::sqrt(square / n));
    EXPECT_GT(n, 2000);
    EXPECT_LT(std::fabs(bias / n), 0.15);  // one octa
    EXPECT_LT(std::sqrt(square / n), 0.30);
}

}  // namespace
}  // namespace luwte
