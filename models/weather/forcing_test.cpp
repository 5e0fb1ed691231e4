// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/weather.md.
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "kernels/radiation/sun_and_sky.hpp"
#include "models/weather/forcing_rules.hpp"
#include "models/weather/weather.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;

constexpr float nan_f = std::numeric_limits<float>::quiet_NaN();
constexpr double july_first_2015 = 1435708800;  // 00:00 UTC
constexpr double latitude = 52.0 * degree_d, longitude = 4.4 * degree_d;

/// Reference day of the national method, station 344, hours 1 to 23 (methods of the Dutch stress test), and
/// the same again before and after, so that every hour has its neighbours.
WeatherSeries reference_days() {
    const int t[] = {195, 184, 180, 178, 189, 204, 231, 255, 272, 290, 303, 318,
                     325, 330, 338, 340, 338, 329, 313, 293, 278, 275, 265, 230};
    const int q[] = {0,   0,   0,   2,   29,  77, 134, 189, 227, 278, 306, 319,
                     306, 287, 251, 207, 155, 99, 47,  9,   0,   0,   0,   0};
    WeatherSeries s;
    s.station = "test";
    for (int day = -1; day <= 1; ++day)
        for (int h = 0; h < 24; ++h) {
            WeatherHour hour{};
            hour.end_s = july_first_2015 + 86400 * day + 3600 * (h + 1);
            hour.air_temperature = 273.15f + 0.1f * t[h];
            hour.relative_humidity = 0.4f;
            hour.pressure = 101700;
            hour.wind_speed = 4;
            hour.wind_from_direction = 1.5f;
            hour.global_horizontal = q[h] * 1e4f / 3600;
            hour.diffuse_horizontal = hour.longwave_down = hour.cloud_fraction = nan_f;
            s.hours.push_back(hour);
        }
    return s;
}

Forcing at_hour(const WeatherSeries& s, int hour_ending) {
    return forcing_at(s, july_first_2015 + 3600 * (hour_ending - 1), latitude, longitude);
}

TEST(Forcing, PartsConserveTheEnergyOfTheHour) {  // [10]
    const WeatherSeries s = reference_days();
    for (int h = 1; h <= 24; ++h) {
        const Forcing f = at_hour(s, h);
        double global = 0, diffuse = 0;
        for (const Forcing::Part& p : f.parts) {
            global += p.global_horizontal / 6.0;
            diffuse += p.diffuse_horizontal / 6.0;
            // Single precision of the three terms.
            EXPECT_NEAR(p.global_horizontal,
                        p.diffuse_horizontal + p.direct_normal * std::sin(p.sun.altitude_rad), 1e-3);
            EXPECT_GE(p.diffuse_horizontal, 0);
        }
        EXPECT_NEAR(global, s.hours[24 + h - 1].global_horizontal, 1e-3) << "hour " << h;
        EXPECT_NEAR(global, f.global_horizontal, 1e-3);
        EXPECT_NEAR(diffuse, f.diffuse_horizontal, 1e-3);
    }
}

TEST(Forcing, StepsWithinAnHourAreItsParts) {  // [20]
    WeatherSeries s = reference_days();
    s.hours[24 + 14].rain = 0.003f;  // hour 15
    for (const int hour : {5, 15}) {
        const double begin = july_first_2015 + 3600 * (hour - 1);
        const Forcing whole = at_hour(s, hour);
        for (const int count : {1, 2, 3, 6}) {
            double global = 0, air = 0, vapour = 0, rain = 0;
            for (int first = 0; first < 6; first += count) {
                const Forcing f = forcing_within(s, begin, first, count, latitude, longitude);
                EXPECT_EQ(f.begin_s, begin + 600 * first);
                EXPECT_EQ(f.end_s, begin + 600 * (first + count));
                ASSERT_EQ(f.part_count, count);
                float offsets = 0;
                for (int p = 0; p < count; ++p) {
                    const Forcing::Part &part = f.parts[std::size_t(p)],
                                        &same = whole.parts[std::size_t(first + p)];
                    EXPECT_EQ(part.sun.altitude_rad, same.sun.altitude_rad);
                    EXPECT_EQ(part.direct_normal, same.direct_normal);
                    EXPECT_EQ(part.diffuse_horizontal, same.diffuse_horizontal);
                    EXPECT_NEAR(f.air_temperature + part.air_temperature_offset,
                                whole.air_temperature + same.air_temperature_offset, 1e-4);
                    offsets += part.air_temperature_offset;
                }
                EXPECT_NEAR(offsets, 0, 1e-6);
                const double share = count / 6.0;
                global += share * double(f.global_horizontal), air += share * double(f.air_temperature);
                vapour += share * double(f.vapour_pressure), rain += double(f.rain);
                EXPECT_EQ(f.wind_speed, whole.wind_speed);
            }
            EXPECT_NEAR(global, whole.global_horizontal, 1e-3);
            EXPECT_NEAR(air, whole.air_temperature, 1e-4);
            EXPECT_NEAR(vapour, whole.vapour_pressure, 1e-3);
            EXPECT_NEAR(rain, whole.rain, 1e-9);
        }
    }
    EXPECT_THROW(forcing_within(s, july_first_2015, 4, 3, latitude, longitude), std::logic_error);
    EXPECT_THROW(forcing_within(s, july_first_2015, 0, 0, latitude, longitude), std::logic_error);
}

TEST(Forcing, NoRadiationBelowTheHorizonAndNoBeamBelowThreeDegrees) {  // [11]
    const WeatherSeries s = reference_days();
    int low = 0;
    for (int h = 1; h <= 24; ++h)
        for (const Forcing::Part& p : at_hour(s, h).parts) {
            if (p.sun.altitude_rad <= 0) {
                EXPECT_EQ(p.global_horizontal, 0) << "hour " << h;
            }
            if (p.sun.altitude_rad < 3 * degree_d) {
                EXPECT_EQ(p.direct_normal, 0) << "hour " << h;
                low += p.global_horizontal > 0;
            }
            EXPECT_LE(p.direct_normal, extraterrestrial_normal(float(p.sun.distance_au)));
        }
    EXPECT_GT(low, 0);  // the case occurs
}

TEST(Forcing, MoreSunFallsWhenTheSunIsHigherWithinTheHour) {  // [12]
    const Forcing f = at_hour(reference_days(), 7);
    for (int p = 1; p < 6; ++p) {
        EXPECT_GT(f.parts[p].sun.altitude_rad, f.parts[p - 1].sun.altitude_rad);
        EXPECT_GT(f.parts[p].global_horizontal, f.parts[p - 1].global_horizontal);
    }
}

TEST(Forcing, MeasuredDiffuseRadiationIsKept) {  // [13]
    WeatherSeries s = reference_days();
    s.hours[24 + 12].diffuse_horizontal = 300;  // hour 13
    const Forcing f = at_hour(s, 13);
    EXPECT_NEAR(f.diffuse_horizontal, 300, 1e-3);
    EXPECT_FALSE(f.estimated.diffuse_horizontal);
    EXPECT_TRUE(at_hour(s, 12).estimated.diffuse_horizontal);
}

// Erbs et al. (1982): 1 - 0.09 k at 0.2; the polynomial at 0.5 worked by hand:
// 0.9511 - 0.0802 + 1.0970 - 2.07975 + 0.7710 = 0.65915.
TEST(Forcing, DiffuseShareFollowsErbs) {
    EXPECT_NEAR(diffuse_share_erbs(0.2f), 0.982f, 1e-6);
    EXPECT_NEAR(diffuse_share_erbs(0.5f), 0.65915f, 1e-5);
    EXPECT_NEAR(diffuse_share_erbs(0.9f), 0.165f, 1e-6);
    EXPECT_NEAR(diffuse_share_erbs(0.22f), diffuse_share_erbs(0.2201f), 2e-3);  // published coefficients
    EXPECT_NEAR(diffuse_share_erbs(0.80f), diffuse_share_erbs(0.8001f), 2e-3);
}

// Prata (1996) worked by hand at 20 degC and 11.69 hPa: w = 46.5 * 11.69 / 293.15 = 1.8543,
// 1 - 2.8543 exp(-sqrt(6.7628)) = 1 - 2.8543 * 0.074236 = 0.78811.
TEST(Forcing, ClearSkyFollowsPrataAndCloudsMakeItWarmer) {  // [14]
    EXPECT_NEAR(emissivity_of_clear_sky(293.15f, 1169), 0.7881f, 2e-4);
    EXPECT_FLOAT_EQ(emissivity_of_sky(0.8f, 0), 0.8f);
    EXPECT_NEAR(emissivity_of_sky(0.8f, 1), 0.95f, 1e-6);  // 0.75 + 0.25 * 0.8
    WeatherSeries s = reference_days();
    for (WeatherHour& h : s.hours) h.cloud_fraction = 0;
    const Forcing clear = at_hour(s, 13);
    for (WeatherHour& h : s.hours) h.cloud_fraction = 1;
    const Forcing cloudy = at_hour(s, 13);
    EXPECT_GT(cloudy.longwave_down, clear.longwave_down);
    EXPECT_LT(cloudy.longwave_down, black_body(cloudy.air_temperature));
    EXPECT_TRUE(cloudy.estimated.longwave_down);
    EXPECT_FALSE(cloudy.estimated.cloud_fraction);
    s.hours[24 + 12].longwave_down = 400;
    EXPECT_EQ(at_hour(s, 13).longwave_down, 400);
    EXPECT_FALSE(at_hour(s, 13).estimated.longwave_down);
}

TEST(Forcing, CloudFromRadiationInvertsKastenAndCzeplak) {  // [15]
    EXPECT_EQ(cloud_fraction_of_global(1.1f), 0);
    EXPECT_FLOAT_EQ(cloud_fraction_of_global(0.25f), 1);
    EXPECT_FLOAT_EQ(cloud_fraction_of_global(0.1f), 1);
    EXPECT_NEAR(cloud_fraction_of_global(float(1 - 0.75 * std::pow(0.5, 3.4))), 0.5f, 1e-5);
}

TEST(Forcing, CloudFractionOfTheEveningIsHeldThroughTheNight) {  // [15]
    WeatherSeries s = reference_days();
    // Hours 16 to 18 are the last of 1 July with the sun above 10 degrees all the time.
    for (const int h : {16, 17, 18}) s.hours[24 + h - 1].global_horizontal *= 0.5f;
    const float evening = at_hour(s, 20).cloud_fraction;
    EXPECT_GT(evening, 0.7f);
    EXPECT_NEAR(evening, at_hour(s, 17).cloud_fraction, 0.1f);
    for (const int h : {21, 24, 26, 28}) {
        EXPECT_EQ(at_hour(s, h).cloud_fraction, evening) << "hour " << h;
        EXPECT_TRUE(at_hour(s, h).estimated.cloud_fraction);
    }
    EXPECT_LT(at_hour(s, 31).cloud_fraction, evening);
}

TEST(Forcing, TemperatureAndVapourPressureAreLinearWindIsTheHours) {  // [16]
    WeatherSeries s = reference_days();
    s.hours[24 + 12].wind_speed = 7;
    s.hours[24 + 11].relative_humidity = 0.6f;
    const Forcing f = at_hour(s, 13);  // between the instants 12:00 and 13:00
    EXPECT_NEAR(f.air_temperature, 273.15f + 0.5f * (31.8f + 32.5f), 1e-3);
    EXPECT_EQ(f.wind_speed, 7);
    const float e12 = 0.6f * saturation_vapour_pressure(273.15f + 31.8f);
    const float e13 = 0.4f * saturation_vapour_pressure(273.15f + 32.5f);
    EXPECT_NEAR(f.vapour_pressure, 0.5f * (e12 + e13), 0.5f);
    EXPECT_NEAR(f.vapour_pressure, f.relative_humidity * saturation_vapour_pressure(f.air_temperature), 0.5f);
    EXPECT_FLOAT_EQ(f.begin_s, july_first_2015 + 12 * 3600);
}

// WMO-No. 8, annex 4.B: 611.2 Pa at 0 degC; 23.3 hPa at 20 degC.
TEST(Forcing, SaturationVapourPressureFollowsWmo) {
    EXPECT_NEAR(saturation_vapour_pressure(273.15f), 611.2f, 0.1f);
    EXPECT_NEAR(saturation_vapour_pressure(293.15f), 2333, 3);
}

TEST(Forcing, CalmHoursKeepTheLastKnownDirectionAndSaySo) {  // [2]
    WeatherSeries s = reference_days();
    s.hours[24 + 8].wind_from_direction = 3.0f;
    s.hours[24 + 9].wind_from_direction = s.hours[24 + 10].wind_from_direction = nan_f;
    EXPECT_EQ(at_hour(s, 11).wind_from_direction, 3.0f);
    EXPECT_TRUE(at_hour(s, 11).estimated.wind_from_direction);
    EXPECT_FALSE(at_hour(s, 11).wind_has_direction);
    EXPECT_TRUE(at_hour(s, 9).wind_has_direction);
    EXPECT_FALSE(at_hour(s, 9).estimated.wind_from_direction);
    for (WeatherHour& h : s.hours) h.wind_from_direction = nan_f;
    EXPECT_THROW(at_hour(s, 11), InputError);  // 4 m/s from nowhere
    for (WeatherHour& h : s.hours) h.wind_speed = 0.4f;
    EXPECT_EQ(at_hour(s, 11).wind_from_direction, 0);  // calm needs none
    EXPECT_FALSE(at_hour(s, 11).wind_has_direction);
    EXPECT_TRUE(at_hour(s, 11).estimated.wind_from_direction);
    s.hours[24 + 10].wind_speed = 0.6f;
    EXPECT_THROW(at_hour(s, 11), InputError);
}

TEST(Forcing, EstimatedHoursMarkTheStepsTheyTouch) {  // [5]
    WeatherSeries s = reference_days();
    s.hours[24 + 11].estimated.air_temperature = true;  // the instant 12:00
    s.hours[24 + 11].estimated.wind_speed = true;
    EXPECT_TRUE(at_hour(s, 12).estimated.air_temperature);
    EXPECT_TRUE(at_hour(s, 13).estimated.air_temperature);
    EXPECT_FALSE(at_hour(s, 14).estimated.air_temperature);
    EXPECT_TRUE(at_hour(s, 12).estimated.wind_speed);
    EXPECT_FALSE(at_hour(s, 13).estimated.wind_speed);
}

TEST(Forcing, MissingValuesAreNamedAllAtOnce) {  // [17]
    WeatherSeries s = reference_days();
    s.hours[24 + 11].air_temperature = nan_f;
    s.hours[24 + 12].global_horizontal = nan_f;
    s.hours[24 + 12].wind_speed = nan_f;
    try {
        at_hour(s, 13);
        FAIL();
    } catch (const InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("2015-07-01T12:00:00Z: air temperature is missing"));
        EXPECT_THAT(e.what(), HasSubstr("2015-07-01T13:00:00Z: global radiation is missing"));
        EXPECT_THAT(e.what(), HasSubstr("2015-07-01T13:00:00Z: wind speed is missing"));
    }
    EXPECT_THROW(at_hour(s, 100), InputError);                                             // not in the file
    EXPECT_THROW(forcing_at(s, july_first_2015 + 1800, latitude, longitude), InputError);  // not its hours
    EXPECT_THROW(forcing_at(WeatherSeries{}, july_first_2015, latitude, longitude), InputError);
}

TEST(Forcing, MissingPressureIsStandardAndMarked) {
    WeatherSeries s = reference_days();
    for (WeatherHour& h : s.hours) h.pressure = nan_f;
    EXPECT_EQ(at_hour(s, 13).pressure, 101325);
    EXPECT_TRUE(at_hour(s, 13).estimated.pressure);
    EXPECT_THAT(forcing_rules(s), testing::Contains(HasSubstr("1013.25")));
}

TEST(Forcing, AFileInLocalTimeIsFoundOut) {  // [18]
    WeatherSeries s = reference_days();
    for (WeatherHour& h : s.hours) h.end_s -= 4 * 3600;  // a clock four hours slow: morning sun at night
    std::string error;
    for (int h = 1; h <= 12; ++h) try {
            at_hour(s, h);
        } catch (const InputError& e) {
            error = e.what();
        }
    EXPECT_THAT(error, HasSubstr("outside the atmosphere"));
}

TEST(DailyWeather, ExtremesRunFromEightToSevenUtc) {  // [19]
    WeatherSeries s = reference_days();
    s.hours[24 + 6].air_temperature = 320;                // 07:00 on the day: before the window
    s.hours[24 + 7].air_temperature = 270;                // 08:00: in it
    s.hours[24 + 24 + 6].air_temperature = 319;           // 07:00 next day: in it
    s.hours[24 + 24 + 7].air_temperature = 321;           // 08:00 next day: after it
    const double local_day = july_first_2015 - 2 * 3600;  // Dutch summer time
    const DailyWeather d = daily_weather(s, local_day);
    EXPECT_EQ(d.temperature_max, 319);
    EXPECT_EQ(d.temperature_min, 270);
    // Sum of the hours 23 and 24 (both 0) of the day before and 1 to 22: 2922 J cm-2 over 24 h.
    EXPECT_NEAR(d.global_mean, 2922 * 1e4 / 86400, 0.01);
    EXPECT_FLOAT_EQ(d.wind_mean, 4);
    EXPECT_THROW(daily_weather(s, local_day + 86400), InputError);
}

}  // namespace
}  // namespace luwte
