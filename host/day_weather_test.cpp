// SPDX-License-Identifier: Apache-2.0
#include "host/day_weather.hpp"

#include "host/report/dutch_sentences.hpp"
#include "kernels/core/constants.hpp"

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// 24 hours from 20 degC on, one degree more each, wind of 2 m/s from `from_deg`, and full sun in 10 of them.
DayPlan day_with_wind_from(const std::vector<float>& from_deg) {
    DayPlan day;
    day.date = "2019-07-25";
    for (int h = 0; h < 24; ++h) {
        Forcing hour{};
        hour.air_temperature = zero_celsius + 20 + float(h);
        hour.wind_speed = 2;
        hour.wind_from_direction = from_deg[std::size_t(h) % from_deg.size()] * float(degree_d);
        for (auto& part : hour.parts) part.direct_normal = h >= 8 && h < 18 ? 121.0f : 119.0f;
        day.hours.push_back(hour);
    }
    return day;
}

TEST(DayWeather, IsOneSentenceInBothLanguages) {
    const std::string en = weather_rule(day_with_wind_from({130}), {});
    EXPECT_EQ(en,
              "2019-07-25: weather of the station: air of 20.0 to 43.0 degC, wind of 2.0 m/s on average at "
              "10 m, from the south-east, 10.0 hours of sun, no rain in the weather file");
    EXPECT_EQ(in_dutch(en),
              "2019-07-25: weer van het meetstation: lucht van 20,0 tot 43,0 graden, wind van gemiddeld 2,0 "
              "m/s op 10 m, uit het zuidoosten, 10,0 uur zon, geen regen in het weerbestand");
}

TEST(DayWeather, DirectionsAreOfTheMeanVectorWhereThereIsOne) {
    for (const auto& [from, words] : {std::pair{std::vector<float>{350, 10}, "from the north,"},
                                      {{350, 60}, "from the north-east,"},
                                      {{0, 180}, "from changing directions,"},
                                      {{90, 270, 0}, "from changing directions,"},
                                      {{260}, "from the west,"},
                                      {{225}, "from the south-west,"},
                                      {{92}, "from the east,"},
                                      {{187}, "from the south,"},
                                      {{315}, "from the north-west,"}}) {
        const std::string en = weather_rule(day_with_wind_from(from), {});
        EXPECT_NE(en.find(words), en.npos) << en;
        EXPECT_EQ(in_dutch(en).find(" from"), std::string::npos) << in_dutch(en);
    }
    DayPlan calm = day_with_wind_from({0});
    for (Forcing& hour : calm.hours) hour.wind_has_direction = false;
    EXPECT_NE(weather_rule(calm, {}).find("changing"), std::string::npos);
}

TEST(DayWeather, RainAndAScenariosChangeAreSaid) {
    DayPlan day = day_with_wind_from({0});
    for (Forcing& hour : day.hours) hour.rain = 0.25e-3f;
    Study::WeatherInput warmer;
    warmer.warmer_k = 1.5;
    const std::string en = weather_rule(day, warmer);
    EXPECT_NE(en.find("weather of the station as this scenario changes it: air"), en.npos) << en;
    EXPECT_NE(en.find("6.0 mm of rain"), en.npos) << en;
    EXPECT_NE(in_dutch(en).find("meetstation zoals dit scenario het verandert: lucht"), std::string::npos);
    EXPECT_NE(in_dutch(en).find("6,0 mm regen"), std::string::npos) << in_dutch(en);
}

}  // namespace
}  // namespace luwte
