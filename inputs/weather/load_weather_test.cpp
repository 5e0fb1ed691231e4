// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/weather.md.
#include "inputs/weather/load_weather.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::HasSubstr;

class WeatherFile : public testing::Test {
  protected:
    std::filesystem::path file_ =
        std::filesystem::path(testing::TempDir()) /
        (std::string("luwte_weather_") + testing::UnitTest::GetInstance()->current_test_info()->name() +
         std::to_string(::getpid()) + ".txt");
    ~WeatherFile() override { std::filesystem::remove(file_); }

    WeatherSeries read(const std::string& text) {
        std::ofstream(file_, std::ios::binary) << text;
        return load_weather(file_);
    }
    std::string error_of(const std::string& text) {
        try {
            read(text);
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
};

const std::string knmi_hash_header =
    "# BRON: KNMI\r\n"
    "#\r\n"
    "# STN      LON(east)   LAT(north)     ALT(m)  NAME\r\n"
    "# 344:         4.447       51.962      -4.30  ROTTERDAM\r\n"
    "# YYYYMMDD = datum\r\n"
    "#\r\n"
    "# STN,YYYYMMDD,   HH,   DD,   FH,   FF,    T,   T10,    Q,   RH,    P,    N,    U\r\n"
    "#\r\n";

TEST_F(WeatherFile, KnmiUnitsBecomeSi) {  // [1]
    const WeatherSeries s =
        read(knmi_hash_header +
             "  344,20150701,    1,   90,   31,   40,  195,     ,    0,   12,10172,    4,   61\r\n"
             "  344,20150701,   24,  360,   20,   20,  -15,   -3,  319,   -1,10180,    9,  100\r\n");
    ASSERT_EQ(s.hours.size(), 2u);
    EXPECT_EQ(s.source_format, "knmi");
    EXPECT_EQ(s.station, "KNMI 344 ROTTERDAM");
    EXPECT_NEAR(s.latitude_rad / degree_d, 51.962, 1e-9);
    EXPECT_NEAR(s.longitude_rad / degree_d, 4.447, 1e-9);
    const WeatherHour &a = s.hours[0], &b = s.hours[1];
    EXPECT_EQ(utc_text(a.end_s), "2015-07-01T01:00:00Z");  // hour *ending*, UT
    EXPECT_EQ(utc_text(b.end_s), "2015-07-02T00:00:00Z");  // hour 24 ends the date
    EXPECT_FLOAT_EQ(a.air_temperature, 292.65f);
    EXPECT_FLOAT_EQ(b.air_temperature, 271.65f);
    EXPECT_FLOAT_EQ(a.relative_humidity, 0.61f);  // U, not RH
    EXPECT_FLOAT_EQ(a.wind_speed, 3.1f);          // FH, not FF
    EXPECT_FLOAT_EQ(a.wind_from_direction, float(pi_d / 2));
    EXPECT_FLOAT_EQ(b.wind_from_direction, float(2 * pi_d));
    EXPECT_FLOAT_EQ(b.global_horizontal, float(319 * 1e4 / 3600));  // J cm-2 in an hour
    EXPECT_FLOAT_EQ(a.pressure, 101720);
    EXPECT_FLOAT_EQ(a.cloud_fraction, 0.5f);
    EXPECT_TRUE(std::isnan(b.cloud_fraction));  // 9: sky not visible
    EXPECT_FLOAT_EQ(a.rain, 1.2e-3f);
    EXPECT_FLOAT_EQ(b.rain, 2.5e-5f);  // -1: a trace, never negative
    EXPECT_TRUE(std::isnan(a.diffuse_horizontal));
    EXPECT_FALSE(a.estimated.any());
}

TEST_F(WeatherFile, KnmiCalmAndVariableWindHaveNoDirection) {  // [2]
    const WeatherSeries s =
        read(knmi_hash_header +
             "344,20150701,1,0,0,0,195,,0,0,10172,4,61\n344,20150701,2,990,10,10,195,,0,0,10172,4,61\n");
    EXPECT_TRUE(std::isnan(s.hours[0].wind_from_direction));
    EXPECT_TRUE(std::isnan(s.hours[1].wind_from_direction));
    EXPECT_FLOAT_EQ(s.hours[1].wind_speed, 1.0f);
}

TEST_F(WeatherFile, KnmiBlanksAreMissingNotZero) {  // [3]
    const WeatherSeries s =
        read(knmi_hash_header +
             "  344,20150701,    1,     ,     ,     ,     ,     ,     ,     ,     ,     ,     \n");
    const WeatherHour& h = s.hours[0];
    for (const float v : {h.air_temperature, h.relative_humidity, h.pressure, h.wind_speed,
                          h.wind_from_direction, h.global_horizontal, h.cloud_fraction, h.rain})
        EXPECT_TRUE(std::isnan(v));
}

TEST_F(WeatherFile, KnmiRainIsNeverTakenForHumidity) {  // [4]
    const std::string error = error_of(
        "# STN,YYYYMMDD,   HH,   DD,   FH,    T,    Q,   RH\n  344,20150701,    1,   90,   31,  195,    0,   "
        "12\n");
    EXPECT_THAT(error, HasSubstr("line 1"));
    EXPECT_THAT(error, HasSubstr("no column U"));
    EXPECT_THAT(error, HasSubstr("RH in a KNMI file is rain, not humidity"));
}

TEST_F(WeatherFile, KnmiEstimatedHoursAreMarked) {  // [5]
    const std::string rows =
        "344,20150701,23,90,31,40,195,,0,0,10172,4,61\n344,20150701,24,90,31,40,195,,0,0,10172,4,61\n";
    const WeatherSeries s = read(
        "# luwte-estimated: T 24 20150701 ; mean of hour 23 and the next hour 1\n"
        "# luwte-estimated: U 23-24 20150701 ; dew point held\n" +
        knmi_hash_header + rows);
    EXPECT_FALSE(s.hours[0].estimated.air_temperature);
    EXPECT_TRUE(s.hours[1].estimated.air_temperature);
    EXPECT_TRUE(s.hours[0].estimated.relative_humidity);
    EXPECT_TRUE(s.hours[1].estimated.relative_humidity);
    EXPECT_FALSE(s.hours[1].estimated.wind_speed);
    EXPECT_THAT(s.rules, Contains("T 24 20150701: mean of hour 23 and the next hour 1"));
    EXPECT_THAT(s.rules, Contains("U 23-24 20150701: dew point held"));

    for (const char* bad : {"T 24 20150701", "X 24 20150701 ; r", "T 0-3 20150701 ; r", "T 4-3 20150701 ; r",
                            "T 1-25 20150701 ; r", "T 24 20150231 ; r", "T 24 2015 ; r",
                            "T 24 20150701 more ; r", "T 1-24 20150701 ; not in the file"})
        EXPECT_THAT(error_of("# luwte-estimated: " + std::string(bad) + "\n" + knmi_hash_header + rows),
                    HasSubstr("line 1"))
            << bad;
}

TEST_F(WeatherFile, EveryProblemIsNamedWithLineAndColumn) {  // [6]
    const std::string error = error_of(knmi_hash_header +
                                       "344,20150701,25,90,31,40,195,,0,0,10172,4,61\n"
                                       "344,20150701,2,90,31,40,warm,,0,0,10172,4,61\n"
                                       "344,20150701,3,90,31,40,195,,0,0,10172,4,104\n"
                                       "344,20150230,4,90,31,40,195,,0,0,10172,4,61\n"
                                       "344,20150701,5,400,31,40,195,,-4,0,10172,4,61\n"
                                       "344,20150701,6,90,31\n");
    for (const char* part : {"line 9, column 'HH'", "line 10, column 'T'", "'warm' is not a number",
                             "line 11, column 'U'", "outside 0 to 100", "line 12, column 'YYYYMMDD'",
                             "line 13, column 'DD'", "line 13, column 'Q'", "line 14: has 5 fields"})
        EXPECT_THAT(error, HasSubstr(part));
}

TEST_F(WeatherFile, TwoStationsInOneFileAreAnError) {
    EXPECT_THAT(error_of(knmi_hash_header + "344,20150701,1,90,31,40,195,,0,0,10172,4,61\n"
                                            "260,20150701,2,90,31,40,195,,0,0,10172,4,61\n"),
                HasSubstr("more than one station"));
}

TEST_F(WeatherFile, HoursOutOfOrderAreAnError) {
    EXPECT_THAT(error_of(knmi_hash_header + "344,20150701,2,90,31,40,195,,0,0,10172,4,61\n"
                                            "344,20150701,2,90,31,40,195,,0,0,10172,4,61\n"),
                HasSubstr("line 10"));
}

TEST_F(WeatherFile, HostileFilesEndInOneClearError) {  // [7]
    EXPECT_THAT(error_of(std::string("# STN,YYYYMMDD,HH\n\0\x01", 21)), HasSubstr("not a text file"));
    EXPECT_THAT(error_of(std::string(200000, 'x')), HasSubstr("a line may have"));
    EXPECT_THAT(error_of(""), HasSubstr("no weather file that is known"));
    EXPECT_THAT(error_of("a,b\n1,2\n"), HasSubstr("no weather file that is known"));
    EXPECT_THAT(error_of("LOCATION,\n"), HasSubstr("LOCATION has 2 fields"));
    std::string many = knmi_hash_header;
    for (int i = 0; i < 20000; ++i) many += "344,x\n";
    EXPECT_THAT(error_of(many), HasSubstr("and 19950 problems more"));
    EXPECT_THROW(load_weather("/dev/zero"), InputError);
    EXPECT_THROW(load_weather("no/such/file"), InputError);
    EXPECT_THROW(load_weather("."), InputError);
}

const std::string epw_header =
    "LOCATION,De Bilt,-,NLD,KNMI,062600,52.1,5.18,1.0,1.9\nDESIGN CONDITIONS,0\n"
    "COMMENTS 1,none\nDATA PERIODS,1,1,Data,Tuesday,1/1,12/31\n";

std::string epw_row(const std::string& date, const std::string& infrared, const std::string& wind_and_sky) {
    return date + ",60,?9,36.4,20.0,38,101320,1100,1320," + infrared + ",775,710,183,9,9,9,9," +
           wind_and_sky + ",99,9,9,9,9,999,.999,999,99,.2,0.4,1.0\n";
}

TEST_F(WeatherFile, EpwIsLocalStandardTimeOfItsLocation) {  // [8]
    const WeatherSeries s =
        read(epw_header + epw_row("2019,7,25,14", "9999", "160,2.0,99") +
             epw_row("2019,7,25,15", "405", "990,3.0,4") + epw_row("2019,7,25,24", "0", "0,0.0,10"));
    EXPECT_EQ(s.source_format, "epw");
    EXPECT_EQ(s.station, "De Bilt");
    ASSERT_EQ(s.hours.size(), 3u);
    EXPECT_EQ(utc_text(s.hours[0].end_s), "2019-07-25T13:00:00Z");
    EXPECT_EQ(utc_text(s.hours[2].end_s), "2019-07-25T23:00:00Z");
    EXPECT_FLOAT_EQ(s.hours[0].air_temperature, 309.55f);
    EXPECT_FLOAT_EQ(s.hours[0].relative_humidity, 0.38f);
    EXPECT_FLOAT_EQ(s.hours[0].global_horizontal, 775);
    EXPECT_FLOAT_EQ(s.hours[0].diffuse_horizontal, 183);
    EXPECT_FLOAT_EQ(s.hours[0].wind_from_direction, float(160 * degree_d));
    EXPECT_TRUE(std::isnan(s.hours[0].longwave_down));   // 9999
    EXPECT_TRUE(std::isnan(s.hours[0].cloud_fraction));  // 99
    EXPECT_FLOAT_EQ(s.hours[1].longwave_down, 405);
    EXPECT_FLOAT_EQ(s.hours[1].cloud_fraction, 0.4f);
    EXPECT_TRUE(std::isnan(s.hours[1].wind_from_direction));  // 990: variable
    EXPECT_TRUE(std::isnan(s.hours[2].wind_from_direction));  // 0: calm
    EXPECT_TRUE(std::isnan(s.hours[2].longwave_down));        // 0 W/m2 is no sky on Earth
    EXPECT_FLOAT_EQ(s.hours[2].rain, 4e-4f);
}

TEST_F(WeatherFile, EpwOfATypicalYearIsSortedAndSaysSo) {
    const WeatherSeries s = read(epw_header + epw_row("2019,7,25,14", "9999", "160,2.0,99") +
                                 epw_row("2003,8,1,1", "9999", "160,2.0,99"));
    EXPECT_LT(s.hours[0].end_s, s.hours[1].end_s);
    EXPECT_THAT(s.rules, Contains(HasSubstr("typical year, with July of 2019, August of 2003;")));
    EXPECT_THAT(error_of(epw_header + epw_row("2019,7,25,14", "9999", "160,2.0,99") +
                         epw_row("2019,7,25,14", "9999", "160,2.0,99")),
                HasSubstr("twice"));
}

TEST_F(WeatherFile, EpwSubHourlyIsAnError) {
    std::string text = epw_header;
    text.replace(text.find("PERIODS,1,1"), 11, "PERIODS,1,4");
    EXPECT_THAT(error_of(text + epw_row("2019,7,25,14", "9999", "160,2.0,99")),
                HasSubstr("only hourly files"));
}

TEST_F(WeatherFile, CsvNamesCarryTheirUnits) {  // [9]
    const WeatherSeries s = read(
        "\xEF\xBB\xBF# station: Stadhuis\n# latitude_deg: 52.1\n# longitude_deg: 5.2\n"
        "time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,wind_from_direction_deg,"
        "global_horizontal_w_m2,cloud_fraction_pct,pressure_hpa\r\n"
        "2019-07-25T13:00:00Z,36.4,38,2.0,160,775,25,1013.2\r\n"
        "2019-07-25 14:00,37.1,29,3.0,,727,,\r\n");
    EXPECT_EQ(s.source_format, "csv");
    EXPECT_EQ(s.station, "Stadhuis");
    EXPECT_NEAR(s.latitude_rad / degree_d, 52.1, 1e-9);
    ASSERT_EQ(s.hours.size(), 2u);
    EXPECT_EQ(utc_text(s.hours[1].end_s), "2019-07-25T14:00:00Z");
    EXPECT_FLOAT_EQ(s.hours[0].air_temperature, 309.55f);
    EXPECT_FLOAT_EQ(s.hours[0].pressure, 101320);
    EXPECT_FLOAT_EQ(s.hours[0].cloud_fraction, 0.25f);
    EXPECT_TRUE(std::isnan(s.hours[1].wind_from_direction));
    EXPECT_TRUE(std::isnan(s.hours[1].pressure));
}

TEST_F(WeatherFile, LongwaveThatNoSkySendsIsRefused) {
    const auto with = [](const char* longwave) {
        return std::string(
                   "time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,wind_from_direction_"
                   "deg,global_horizontal_"
                   "w_m2,longwave_down_w_m2\n2019-07-25T13:00:00Z,30,40,3,90,800,400\n"
                   "2019-07-25T14:00:00Z,30,40,3,90,800,") +
               longwave + "\n";
    };
    EXPECT_EQ(error_of(with("300")), "");
    EXPECT_EQ(error_of(with("")), "");
    for (const char* longwave : {"60", "180", "600"}) {
        EXPECT_THAT(error_of(with(longwave)), HasSubstr("longwave radiation of " + std::string(longwave) +
                                                        " W/m2 with air of 30.0 degC"));
        EXPECT_THAT(error_of(with(longwave)),
                    HasSubstr("a sky sends 192 to 575 W/m2 then (1 hours like it)"));
    }
}

TEST_F(WeatherFile, CsvWithSemicolonsIsNamedAsSuch) {
    const std::string said = error_of("time_utc;air_temperature_degc\n2019-07-25T13:00:00Z;30,5\n");
    EXPECT_THAT(said, HasSubstr("columns are parted by semicolons; expected commas"));
    EXPECT_THAT(said, testing::Not(HasSubstr("no known column")));
}

TEST_F(WeatherFile, CsvErrorsNameEveryColumn) {
    const std::string header =
        error_of("time_utc,air_temperature_c,relative_humidity_pct\n2019-07-25T13:00:00Z,1,2\n");
    EXPECT_THAT(header, HasSubstr("'air_temperature_c' is no known column"));
    EXPECT_THAT(header, HasSubstr("no column wind_speed_m_s"));
    EXPECT_THAT(header, HasSubstr("no column global_horizontal_w_m2"));
    const std::string rows = error_of(
        "time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,wind_from_direction_deg,"
        "global_horizontal_w_m2\n2019-07-25T13:00:00Z,36.4,104.2,2.0,160,775\n25-07-2019 14:00,1,1,1,1,1\n"
        "2019-07-25T14:37:00Z,1,1,1,1,nan\n2019-07-25T15:37:00Z,1,1,1,1,1\n");
    EXPECT_THAT(rows, HasSubstr("line 2, column 'relative_humidity_pct'"));
    EXPECT_THAT(rows, HasSubstr("line 3, column 'time_utc'"));
    EXPECT_THAT(rows, HasSubstr("line 4, column 'time_utc': is not a whole number of steps of 60 minutes"));
    EXPECT_THAT(rows, HasSubstr("line 4, column 'global_horizontal_w_m2': 'nan' is not a number"));
}

TEST_F(WeatherFile, CsvOfHalfHoursIsMadeToHours) {
    const std::string header =
        "time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,wind_from_direction_deg,"
        "global_horizontal_w_m2,rain_mm\n";
    const WeatherSeries s = read(header +
                                 "2019-07-25T13:00:00Z,30,40,1,10,700,\n"
                                 "2019-07-25T13:30:00Z,31,41,2,350,800,0.1\n"
                                 "2019-07-25T14:00:00Z,32,42,2,10,600,0.3\n"
                                 "2019-07-25T14:30:00Z,33,43,4,90,500,0\n"
                                 "2019-07-25T15:00:00Z,34,44,0,,400,0\n"
                                 "2019-07-25T15:30:00Z,35,45,1,10,300,0\n");
    ASSERT_EQ(s.hours.size(), 3u);
    EXPECT_TRUE(std::isnan(s.hours[0].global_horizontal));  // half an hour only
    EXPECT_FLOAT_EQ(s.hours[0].air_temperature, 303.15f);
    EXPECT_EQ(s.hours[1].end_s - s.hours[0].end_s, 3600);
    EXPECT_FLOAT_EQ(s.hours[1].air_temperature, 305.15f);
    EXPECT_FLOAT_EQ(s.hours[1].relative_humidity, 0.42f);
    EXPECT_FLOAT_EQ(s.hours[1].global_horizontal, 700);
    EXPECT_FLOAT_EQ(s.hours[1].wind_speed, 2);
    EXPECT_NEAR(std::cos(s.hours[1].wind_from_direction), 1, 1e-6);  // north, not south
    EXPECT_FLOAT_EQ(s.hours[1].rain, 4e-4f);
    EXPECT_EQ(s.hours[1].line, 4);
    EXPECT_FLOAT_EQ(s.hours[2].wind_speed, 2);
    EXPECT_FLOAT_EQ(s.hours[2].wind_from_direction, float(90 * degree_d));  // a calm row has none
    EXPECT_THAT(s.rules, Contains(HasSubstr("rows of 30 minutes made hours")));
    const auto said = [&](const char* first, const char* second) {
        return error_of(header + first + ",30,40,1,10,700,\n" + second + ",30,40,1,10,700,\n");
    };
    EXPECT_THAT(said("2019-07-25T13:15Z", "2019-07-25T13:45Z"), HasSubstr("ends an hour"));
    EXPECT_THAT(said("2019-07-25T13:00Z", "2019-07-25T13:25Z"), HasSubstr("25 minutes, does not divide"));
    EXPECT_THAT(said("2019-07-25T13:00Z", "2019-07-25T13:00Z"), HasSubstr("is not after the row before"));
}

TEST_F(WeatherFile, AJumpOfTheAirTemperatureIsSaidWithLineAndHours) {
    const std::string header =
        "# station: X\n"
        "time_utc,air_temperature_degc,relative_humidity_pct,wind_speed_m_s,wind_from_direction_deg,"
        "global_horizontal_w_m2\n";
    const auto row = [](int hour, double t) {
        return fmt::format("2019-07-25T{:02}:00:00Z,{},50,2,90,0\n", hour, t);
    };
    const WeatherSeries spike =
        read(header + row(1, 20) + row(2, 20) + row(3, 59) + row(4, 20) + row(5, 29.9) + row(7, 45));
    const double begin = spike.hours[0].end_s;
    const auto said = temperature_jumps(spike, "weather.csv", begin, begin + 86400);
    ASSERT_EQ(said.size(), 2u);  // 9.9 K in an hour and 15 K in two are weather
    EXPECT_EQ(said[0],
              "weather.csv, line 5: air temperature goes from 20.0 to 59.0 degC in the hour from "
              "2019-07-25T02:00:00Z to 2019-07-25T03:00:00Z; more than 10 K in an hour is a "
              "thunderstorm or a wrong value: check it");
    EXPECT_THAT(said[1], HasSubstr("line 6: air temperature goes from 59.0 to 20.0 degC"));
    EXPECT_TRUE(
        temperature_jumps(spike, "", begin + 4 * 3600, begin + 86400).empty());  // hours not asked for

    std::string many = header;
    for (int hour = 0; hour < 10; ++hour) many += row(hour, hour % 2 == 0 ? 10 : 30);
    const auto counted = temperature_jumps(read(many), "w", 0, 1e12);
    ASSERT_EQ(counted.size(), 6u);
    EXPECT_EQ(counted.back(), "w: 4 more hours change by more than 10 K");
}

TEST(ChangedWeather, IsWarmerWithItsHumidityAndSkyAndHasOtherWind) {
    WeatherSeries series;
    series.hours.resize(2);
    for (WeatherHour& hour : series.hours)
        hour.air_temperature = 300, hour.relative_humidity = 0.5f, hour.wind_speed = 4,
        hour.longwave_down = 400;
    series.hours[1].longwave_down = std::nanf("");
    change_weather(series, 3, 0.5, "a reason");
    EXPECT_EQ(series.hours[0].air_temperature, 303);
    EXPECT_EQ(series.hours[0].relative_humidity, 0.5f);
    EXPECT_EQ(series.hours[0].wind_speed, 2);
    EXPECT_NEAR(series.hours[0].longwave_down, 400 * 1.01 * 1.01 * 1.01 * 1.01, 1e-3);
    EXPECT_TRUE(std::isnan(series.hours[1].longwave_down));
    EXPECT_THAT(series.rules, Contains(HasSubstr("+3 K")));
    EXPECT_THAT(series.rules, Contains(HasSubstr("(a reason)")));
}

}  // namespace
}  // namespace luwte
