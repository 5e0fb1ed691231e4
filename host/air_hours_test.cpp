// SPDX-License-Identifier: Apache-2.0
// Planes that are even, so that what an hour makes of them is known.
#include "host/air_hours.hpp"

#include "host/output/result_samples.hpp"
#include "host/traffic_year.hpp"
#include "kernels/dispersion/nitrogen_dioxide.hpp"
#include "models/dispersion/street_mean.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <list>
#include <numbers>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double right_angle = std::numbers::pi / 2;
constexpr double background_no2 = 13, background_ozone = 45, background_pm25 = 8;

/// 96 x 96 m around a block, four sectors over grass; interpolating between them spreads the wind by more
/// than it turns, so that wind along one has that one alone.
class AirOfADay : public testing::Test {
  protected:
    AirOfADay() {
        study_.wind.asked = study_.air.asked = true;
        study_.air.pollutants = {"no2", "pm25"};
        study_.air.background_no2_ug_m3 = background_no2, study_.air.background_o3_ug_m3 = background_ozone;
        study_.air.background_pm25_ug_m3 = background_pm25;
        study_.output.fields = {"air_concentrations"};
        library_.sectors.resize(4);
        for (std::size_t s = 0; s < 4; ++s) {
            library_.sectors[s].from_deg = 90.0 * double(s);
            library_.sectors[s].report.inflow.roughness = 0.03;
            for (std::size_t n = 0; n < 3; ++n) air_.planes.set(n, s, even(value(n, s)));
            air_.planes.set(3, s, even(age * value(0, s)));
        }
        air_.sectors = SectorsOfHour({&library_, 1});
    }
    static constexpr double age = 60;  ///< s at 1 m/s
    /// ug m-3 at 1 m/s: NOx, of it NO2, PM2.5
    static double value(std::size_t n, std::size_t sector) {
        return (n == 0 ? 100.0 : n == 1 ? 20.0 : 5.0) * double(sector + 1);
    }
    Field3D<float> even(double v) const {
        Field3D<float> c(Backend::cpu(),
                         {idx(layout_.thickness.size()) + 2, layout_.grid.ny + 4, layout_.grid.nx + 4}, "c",
                         "ug m-3");
        std::ranges::fill(c.host(), float(v));
        return c;
    }
    double reference(double speed) const { return library_.reference_of(library_.sectors[0], speed); }
    static Forcing wind(double speed, double from) {
        Forcing hour{};
        hour.wind_speed = float(speed), hour.wind_from_direction = float(from);
        hour.air_temperature = 290, hour.global_horizontal = 0;
        return hour;
    }
    static double at(const AirHours& hours, std::string_view name) {
        for (const Field2D<float>* field : hours.fields())
            if (field->name() == name) {
                EXPECT_TRUE(std::isnan(field->view()(11, 11))) << name << " on the block";
                return double(field->view()(3, 20));
            }
        ADD_FAILURE() << "no field " << name;
        return 0;
    }

    static const WindLibrary& grass() {
        static const WindLibrary one = [] {
            WindLibrary l;
            l.sectors.resize(1), l.sectors[0].report.inflow.roughness = 0.03;
            return l;
        }();
        return one;
    }

    /// Of the study's keys, as they are now; stays until the test ends.
    const Background& background() { return backgrounds_.emplace_back(read_background(study_)); }

    std::list<Background> backgrounds_;
    Study study_;
    CityModel city_{Backend::cpu(), scenes::field_with_a_block()};
    WindLayout layout_ = wind_layout(city_, {.cell_size = 8});
    WindLibrary library_;
    SectorAir air_{{Substance::nox, Substance::no2, Substance::pm25},
                   true,
                   SectorsOfHour({&grass(), 1}),
                   {city_, layout_, 1.5, 4, 4}};
};

TEST_F(AirOfADay, OneWindIsItsSectorOverItsSpeedTimesTheTraffic) {
    study_.air.traffic_by_hour.assign(24, 0.5), study_.air.traffic_by_hour[8] = 12.5;
    AirHours hours(study_, background(), air_, city_);
    EXPECT_EQ(hours.fields().size(), 4u);
    hours.step(wind(4, right_angle), 8.5, 0);  // 12.5 over a mean of 1
    EXPECT_NEAR(at(hours, "concentration_pm25_from_roads"), 12.5 * value(2, 1) / reference(4), 1e-4);
    EXPECT_NEAR(at(hours, "concentration_pm25"), background_pm25 + 12.5 * value(2, 1) / reference(4), 1e-4);
    hours.step(wind(8, 3 * right_angle), 9, 0);
    EXPECT_NEAR(at(hours, "concentration_pm25_from_roads"), 0.5 * value(2, 3) / reference(8), 1e-5);
}

TEST_F(AirOfADay, BetweenSectorsInCalmAndBelowTheFloorAsInAYear) {
    AirHours hours(study_, background(), air_, city_);
    const auto roads = [&](const Forcing& hour) {
        hours.step(hour, 0, 0);
        return at(hours, "concentration_pm25_from_roads");
    };
    EXPECT_NEAR(roads(wind(3, right_angle / 3)), (value(2, 0) * 2 + value(2, 1)) / 3 / reference(3), 1e-4);
    const double all = (value(2, 0) + value(2, 1) + value(2, 2) + value(2, 3)) / 4;
    Forcing calm = wind(0, right_angle);
    calm.wind_has_direction = false;  // what stands there is the last known one
    EXPECT_NEAR(roads(calm), all / reference(1), 1e-4);
    EXPECT_NEAR(roads(wind(0.2, 0)), value(2, 0) / reference(1), 1e-4);
}

TEST_F(AirOfADay, TheMeanOfItsHoursIsTheYearOfThatDayAlone) {
    WeatherSeries weather;
    study_.air.traffic_by_hour.assign(24, 0);
    study_.time_zone = "UTC";
    AirHours hours(study_, background(), air_, city_);
    double mean = 0;
    for (int h = 0; h < 24; ++h) study_.air.traffic_by_hour[std::size_t(h)] = 1 + h % 5;
    for (int h = 0; h < 24; ++h) {
        WeatherHour hour{};
        hour.end_s = 3600.0 * (h + 1), hour.wind_speed = float(0.5 + 0.3 * h);
        hour.wind_from_direction =
            h == 5 ? std::numeric_limits<float>::quiet_NaN() : float(0.26 * h * right_angle);
        weather.hours.push_back(hour);
        Forcing forcing = wind(double(hour.wind_speed), 0.26 * h * right_angle);
        forcing.wind_has_direction = h != 5;
        hours.step(forcing, h, 0);
        mean += at(hours, "concentration_pm25_from_roads") / 24;
    }
    const SectorWeights year = sector_weights(
        weather, {&library_, 1}, traffic_of_hours(weather, study_.time_zone, study_.air.traffic_by_hour));
    StreetMean expected(city_, layout_, 1.5, 1);
    for (std::size_t s = 0; s < 4; ++s) expected.add(0, even(value(2, s)), year.per_speed[s]);
    EXPECT_NEAR(mean / double(expected.at_cells(0).view()(3, 20)), 1, 1e-5);
}

TEST_F(AirOfADay, No2HasTheHoursLightWarmthAndTheAgeAtItsSpeed) {
    AirHours hours(study_, background(), air_, city_);
    const auto no2 = [&](double speed, double light) {
        Forcing hour = wind(speed, 0);
        hour.global_horizontal = float(light);
        hours.step(hour, 0, 0);
        const double found = at(hours, "concentration_no2");
        EXPECT_NEAR(at(hours, "concentration_no2_from_roads"), found - background_no2, 1e-5);
        const float oxidation = dispersion::oxidation_rate(290);
        const dispersion::HourOfOzone alike{float(background_no2),
                                            dispersion::ozone_as_no2 * float(background_ozone),
                                            dispersion::photolysis_rate(float(light)) / oxidation, oxidation};
        const double u = reference(speed);
        EXPECT_NEAR(found,
                    dispersion::nitrogen_dioxide(alike, float(value(0, 0) / u), float(value(1, 0) / u),
                                                 float(age / u)),
                    1e-4)
            << speed << " " << light;
        return found;
    };
    for (const double speed : {1., 3., 9.}) {
        const double dark = no2(speed, 0), u = reference(speed);
        EXPECT_GT(dark, background_no2 + value(1, 0) / u) << "some has reacted";
        EXPECT_LT(dark, background_no2 + value(0, 0) / u);
        EXPECT_LT(dark, background_no2 + value(1, 0) / u + 0.96 * background_ozone);
        EXPECT_LT(no2(speed, 800), dark);
    }
}

TEST_F(AirOfADay, OnlyWhatIsNamedIsMade) {
    AirHours all(study_, background(), air_, city_);
    study_.output.fields = {"pet", "concentration_no2_from_roads"};
    EXPECT_THAT(pollutants_of_steps(study_), testing::ElementsAre("no2"));
    EXPECT_EQ(substances_of_steps(study_, {Substance::nox, Substance::no2, Substance::pm25}),
              (std::vector<Substance>{Substance::nox, Substance::no2}));
    AirHours one(study_, background(), air_, city_);
    ASSERT_EQ(one.fields().size(), 1u);
    all.step(wind(3, 0), 0, 0), one.step(wind(3, 0), 0, 0);
    EXPECT_EQ(at(one, "concentration_no2_from_roads"), at(all, "concentration_no2_from_roads"));
    study_.output.fields = {"concentration_pm25"};
    AirHours dust(study_, background(), air_, city_);
    ASSERT_EQ(dust.fields().size(), 1u);
    dust.step(wind(3, 0), 0, 0);
    EXPECT_EQ(at(dust, "concentration_pm25"), at(all, "concentration_pm25"));
    study_.output.fields = {};
    EXPECT_THAT(pollutants_of_steps(study_), IsEmpty());
    EXPECT_THAT(substances_of_steps(study_, {Substance::nox, Substance::pm25}), IsEmpty());
}

// Property 60: each step has the background of its hour, and NO2 reacts with that hour's ozone.
TEST_F(AirOfADay, StepsHaveTheBackgroundOfTheirHour) {
    const sample::Folder folder;
    std::string text = "time_utc,no2_ug_m3,o3_ug_m3,pm25_ug_m3\n";
    for (int h = 1; h <= 24; ++h)
        text +=
            fmt::format("2019-07-{:02}T{:02}:00Z,{},{},{}\n", h < 24 ? 25 : 26, h % 24, h, 2 * h, 0.5 * h);
    std::ofstream(folder / "hours.csv") << text;
    study_.time_zone = "UTC", study_.weather.days = {"2019-07-25"};
    study_.air.background_file = folder / "hours.csv";
    study_.air.year = study_.air.background_year = 2019;
    study_.air.background_no2_ug_m3 = study_.air.background_o3_ug_m3 = study_.air.background_pm25_ug_m3 =
        Study::Air::not_given;
    AirHours hours(study_, background(), air_, city_);
    for (const int h : {3, 20}) {
        Forcing now = wind(4, right_angle);
        now.begin_s = 1564012800 + 3600 * h, now.end_s = now.begin_s + 1800;
        hours.step(now, h, 0);
        EXPECT_NEAR(at(hours, "concentration_pm25") - at(hours, "concentration_pm25_from_roads"),
                    0.5 * (h + 1), 1e-5);
        const double u = reference(4);
        const float oxidation = dispersion::oxidation_rate(290);
        const dispersion::HourOfOzone alike{float(h + 1), dispersion::ozone_as_no2 * float(2 * (h + 1)), 0,
                                            oxidation};
        EXPECT_NEAR(at(hours, "concentration_no2"),
                    dispersion::nitrogen_dioxide(alike, float(value(0, 1) / u), float(value(1, 1) / u),
                                                 float(age / u)),
                    1e-4);
    }
    std::vector<std::string> rules, warnings;
    describe_air_hours(study_, background(), rules, warnings);
    EXPECT_THAT(rules.front(), HasSubstr("background of the hour; exploratory"));
    EXPECT_THAT(warnings, testing::ElementsAre(HasSubstr("neutral air")));
}

// Property 53: a step between two stabilities has of each what its share and own wind leave.
TEST_F(AirOfADay, StepsHaveTheAirBetweenTheClassesBesideThem) {
    study_.output.fields = {"concentration_pm25_from_roads"};
    std::vector<WindLibrary> libraries(2);
    for (WindLibrary& l : libraries) {
        l.sectors.resize(4);
        for (WindLibrary::Sector& s : l.sectors) s.report.inflow.roughness = 0.03;
    }
    libraries[1].per_length = class_per_length;
    SectorAir both{{Substance::pm25}, false, SectorsOfHour(libraries), {city_, layout_, 1.5, 8, 1}};
    for (std::size_t n = 0; n < 8; ++n) both.planes.set(0, n, even(n < 4 ? 5 : 9));
    AirHours hours(study_, background(), both, city_);
    const auto roads = [&](double per_length) {
        hours.step(wind(4, right_angle), 0, per_length);
        return at(hours, "concentration_pm25_from_roads");
    };
    const auto speed = [&](std::size_t n) { return libraries[n].reference_of(libraries[n].sectors[0], 4); };
    EXPECT_NEAR(roads(0), 5 / speed(0), 1e-5);
    EXPECT_NEAR(roads(-1), 5 / speed(0), 1e-5) << "there is no unstable air here";
    EXPECT_NEAR(roads(0.3), 9 / speed(1), 1e-5);
    EXPECT_NEAR(roads(class_per_length / 4), 0.75 * 5 / speed(0) + 0.25 * 9 / speed(1), 1e-5);
}

TEST_F(AirOfADay, SaysThatAirIsNeutralAndTheBackgroundAYears) {
    std::vector<std::string> rules, warnings;
    describe_air_hours(study_, background(), rules, warnings);
    EXPECT_THAT(rules, Contains(AllOf(HasSubstr("neutral air"), HasSubstr("at least 1 m/s"),
                                      HasSubstr("ozone"), HasSubstr("alike in all hours"),
                                      HasSubstr("a yearly mean in every hour of no2, ozone, pm25"),
                                      HasSubstr("not for permit tests"))));
    EXPECT_THAT(warnings,
                Contains(AllOf(HasSubstr("yearly means of the background"), HasSubstr("no2, ozone, pm25"))));
    EXPECT_THAT(warnings, Contains(HasSubstr("neutral air")));
    study_.output.fields = {"concentration_pm25"}, rules.clear();
    describe_air_hours(study_, background(), rules, warnings);
    EXPECT_THAT(rules.front(), testing::Not(HasSubstr("ozone")));
    study_.output.fields = {}, rules.clear();
    describe_air_hours(study_, background(), rules, warnings);
    EXPECT_THAT(rules, IsEmpty());
}

}  // namespace
}  // namespace luwte
