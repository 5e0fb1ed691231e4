// SPDX-License-Identifier: Apache-2.0
#include "host/soil_days.hpp"

#include "inputs/materials/materials.hpp"
#include "kernels/core/constants.hpp"

#include <limits>

#include <gmock/gmock.h>

namespace luwte {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto grass = std::size_t(SurfaceType::grass);

/// Days of sun that begin at 0 s; on each `rain` [m] falls at noon.
WeatherSeries days(int count, float rain) {
    WeatherSeries s;
    for (int h = 1; h <= 24 * count; ++h) {
        WeatherHour hour{};
        hour.end_s = 3600.0 * h;
        hour.air_temperature = zero_celsius + 18;
        hour.global_horizontal = h % 24 > 6 && h % 24 < 20 ? 450.0f : 0.0f;
        hour.rain = h % 24 == 12 ? rain : 0.0f;
        s.hours.push_back(hour);
    }
    return s;
}
SoilDays on(int day, const WeatherSeries& weather) {
    return soil_days("2019-07-25", 86400.0 * day, weather, default_materials(), {});
}

TEST(SoilDays, SixtyDaysOfDroughtCloseStomataAndRainOpensThem) {
    const SoilDays dry = on(60, days(61, 1e-6f)), wet = on(60, days(61, 0.005f));
    EXPECT_THAT(dry.warnings, IsEmpty());
    EXPECT_LT(dry.moisture(0)[grass], 0.1f);
    EXPECT_EQ(wet.moisture(0)[grass], 1);
    EXPECT_EQ(dry.moisture(0)[std::size_t(SurfaceType::closed_paving)], 1);
    EXPECT_THAT(dry.rule,
                HasSubstr("2019-07-25: soil water: 50 % of what roots can take up, then 60 days of rain (0"));
    EXPECT_THAT(dry.rule, HasSubstr(" grass "));
    EXPECT_THAT(dry.rule, testing::Not(HasSubstr("closed_paving")));
}

TEST(SoilDays, OtherRoofsAreNamedWhereTheyAre) {
    CityLayers city;
    city.top_material = {std::int8_t(SurfaceType::building), std::int8_t(surface_type_count)};
    const auto rule = [&](const CityLayers& c) {
        return soil_days("2019-07-25", 86400.0 * 60, days(61, 1e-6f), default_materials(), c).rule;
    };
    EXPECT_THAT(rule(city), HasSubstr(" green_roof "));
    EXPECT_THAT(rule({}), testing::Not(HasSubstr("green_roof")));
}

TEST(SoilDays, TreesHaveTheirOwnWaterAndAreNamedWhereTheyAre) {
    CityLayers city;
    city.canopy_top = {0, 8, 0};
    const SoilDays dry = soil_days("2019-07-25", 86400.0 * 60, days(61, 1e-6f), default_materials(), city);
    EXPECT_THAT(dry.rule, HasSubstr(" of 225 mm)"));
    EXPECT_THAT(dry.rule, HasSubstr(", trees "));
    EXPECT_THAT(on(60, days(61, 1e-6f)).rule, testing::Not(HasSubstr("trees")));
    EXPECT_GT(dry.moisture(0)[trees], dry.moisture(0)[grass]);
    EXPECT_LT(dry.moisture(0)[trees], 1);
}

TEST(SoilDays, EachDayBeforeHasItsOwnWaterAndTheOldestTheStart) {
    const SoilDays dry = on(60, days(61, 1e-6f));
    for (int before = 0; before < 60; ++before)
        EXPECT_LT(dry.moisture(before)[grass], dry.moisture(before + 1)[grass]) << before;
    EXPECT_EQ(dry.moisture(60)[grass], 1);
    EXPECT_EQ(dry.moisture(90)[grass], 1);
}

TEST(SoilDays, AShortFileStartsLaterAndSaysSo) {
    const SoilDays soil = on(10, days(61, 1e-6f));
    EXPECT_THAT(soil.warnings,
                ElementsAre(HasSubstr("the weather file has 10 whole days before it, not the 60")));
    EXPECT_EQ(soil.moisture(0), on(60,
                                   [] {
                                       WeatherSeries late = days(60, 1e-6f);
                                       late.hours.erase(late.hours.begin(), late.hours.begin() + 50 * 24);
                                       return late;
                                   }())
                                    .moisture(0));
    EXPECT_EQ(on(0, days(3, 0.001f)).moisture(0), no_water_stress);
}

TEST(SoilDays, MissingRainIsNoRainAndCounted) {
    WeatherSeries s = days(61, 0.005f);
    for (std::size_t h = 240; h < 250; ++h) s.hours[h].rain = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THAT(on(60, s).warnings,
                ElementsAre(HasSubstr("rain is missing in 10 of the 1440 hours before it")));
}

TEST(SoilDays, AFileWithoutRainIsNotADrought) {
    for (const float none : {0.0f, std::numeric_limits<float>::quiet_NaN()}) {
        WeatherSeries s = days(61, none);
        for (WeatherHour& hour : s.hours) hour.rain = none;
        const SoilDays soil = on(60, s);
        EXPECT_EQ(soil.moisture(0), no_water_stress);
        EXPECT_EQ(soil.moisture(7), no_water_stress);
        EXPECT_THAT(soil.warnings, ElementsAre(HasSubstr("has no rain: 50 %")));
        EXPECT_THAT(soil.rule, HasSubstr("assumed"));
    }
}

}  // namespace
}  // namespace luwte
