// SPDX-License-Identifier: Apache-2.0
// One street in a wind from one side, on the flows of a small city.
#include "host/street_dispersion.hpp"

#include "host/output/result_samples.hpp"
#include "models/traffic/road_emission.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// 96 x 96 m on cells of 4 m around a block, wind columns of 8 m, a street from south to north in its lee,
/// and a year's weather of 4 m/s from the west.
class OneStreet : public testing::Test {
  protected:
    OneStreet() {
        study_.area.bounds_m = {1000, 2000, 1096, 2096};
        study_.area.cell_size_m = 4;
        study_.wind.asked = true, study_.wind.cell_size_m = 8, study_.wind.sectors = 4;
        study_.air.asked = true;
        study_.air.pollutants = {"no2", "pm25"};
        study_.air.background_no2_ug_m3 = 13, study_.air.background_o3_ug_m3 = 45;
        study_.air.background_pm25_ug_m3 = 8;
        study_.air.traffic_by_hour.assign(24, 1.0);
        options_.output = folder() / "a.nc";

        inputs_.city.layers = scenes::field_with_a_block();
        inputs_.days.emplace_back();
        inputs_.weather.station = "Test";
        for (int h = 1; h <= 8760; ++h) {
            WeatherHour hour{};
            hour.end_s = 3600.0 * h;
            hour.wind_speed = 4;
            hour.wind_from_direction = float(270 * std::numbers::pi / 180);
            inputs_.weather.hours.push_back(hour);
        }
        inputs_.wind = wind_layout_of(study_, inputs_.city.layers, 1, {});
        set_traffic(10000);
        wind_ = wind_of_study(study_, options_, inputs_);
    }
    /// Shared by all tests: the flows are computed once.
    static const sample::Folder& folder() {
        static const sample::Folder shared;
        return shared;
    }
    void set_traffic(double per_day) {
        RoadSegment road;
        road.id = "s1", road.speed_class = SpeedClass::town;
        road.vehicles.fill({0, 0}), road.vehicles[0] = {per_day, 0};
        road.line = {{1066, 1990}, {1066, 2110}};
        RoadSegment around = road;
        around.line = {{1200, 2000}, {1200, 2100}};
        EmissionFactors factors;
        for (const auto& [substance, g_per_km] :
             {std::pair{Substance::nox, 0.3}, {Substance::no2, 0.06}, {Substance::pm25, 0.02}})
            factors.of(substance, SpeedClass::town, VehicleClass::light) = g_per_km;
        RoadsideAir air;
        air.roads = {road, around};
        air.receptors = {{"r1", {1074, 2048}, {}}, {"in", {1048, 2048}, {}}};
        air.substances = {Substance::nox, Substance::no2, Substance::pm25};
        air.emission = road_emission(Backend::cpu(), air.roads, air.substances, factors);
        air.columns = {{"no2_ug_m3", {20, 13}}, {"pm25_ug_m3", {9, 8}}};
        air.background = read_background(study_);
        inputs_.roadside_air = std::move(air);
        read_dispersion_inputs(study_, inputs_);
    }
    StreetDispersion air() { return street_dispersion_of(study_, options_, inputs_, wind_); }

    Study study_;
    RunOptions options_;
    RunInputs inputs_;
    StudyWind wind_;
};

/// A source of a group over some columns of 8 m, so much NOx as the street's 10,000 cars emit on 100 m.
PlacedSource car_park(const char* name, const char* group, idx i, bool with_traffic = false) {
    PlacedSource source;
    source.name = name, source.group = group, source.follows_traffic = with_traffic;
    source.emission = {3500, 700, 0, 230, 0};
    source.columns = {{4, i, 0.5}, {5, i, 0.5}};
    source.middle = {1000.0 + 8 * i + 4, 2040};
    return source;
}
const GroupMap* find_group(const StreetDispersion& of, std::string_view name) {
    for (const GroupMap& map : of.group_maps)
        if (map.name == name) return &map;
    return nullptr;
}

double mean_of(const Field2D<float>& map, idx i0, idx i1) {
    double sum = 0, count = 0;
    for (idx j = 0; j < 24; ++j)
        for (idx i = i0; i < i1; ++i)
            if (const float v = map.view()(j, i); !std::isnan(v)) sum += double(v), count += 1;
    return sum / count;
}

TEST_F(OneStreet, ScreensAndCuttingsAreWarnedOf) {
    const auto left_out = [&] {
        std::size_t count = 0;
        for (const std::string& warning : air().warnings)
            count += warning.find("screens in city.roads") != std::string::npos ||
                     warning.find("below the land in city.roads") != std::string::npos;
        return count;
    };
    EXPECT_EQ(left_out(), 0u);
    inputs_.roadside_air->roads[1].right.height_m = 3;  // outside the area
    EXPECT_EQ(left_out(), 0u);
    inputs_.roadside_air->roads[0].left = {2, 4}, inputs_.roadside_air->roads[0].height_m = -3;
    EXPECT_THAT(air().warnings, AllOf(Contains(HasSubstr("1 streets in the area have screens")),
                                      Contains(HasSubstr("1 streets in the area lie below the land"))));
}

TEST_F(OneStreet, GroupsOfSourcesAddUpAndAreOneWhereTheyAreJoined) {
    const StreetDispersion plain = air();
    EXPECT_TRUE(plain.group_maps.empty());
    const auto with = [&](const char* second) {
        PlacedSources both;
        both.sources = {car_park("west", "parking", 2), car_park("east", second, 10)};
        both.groups = {"parking"};
        if (std::string_view(second) != "parking") both.groups.emplace_back(second);
        inputs_.placed_sources =
            place_sources(both.sources, *inputs_.wind,
                          wind_domain(CityModel(Backend::cpu(), inputs_.city.layers), *inputs_.wind));
        inputs_.sources = std::move(both);
        return air();
    };
    const StreetDispersion apart = with("site"), joined = with("parking");
    ASSERT_EQ(apart.group_maps.size(), 1u + 2 * 2) << "NOx of roads, NOx and PM2.5 of two groups";
    EXPECT_EQ(joined.group_maps.size(), 3u);
    const Field2D<float>&roads = *apart.find("yearly_concentration_pm25_from_roads"),
          &all = *apart.find("yearly_concentration_pm25"),
          &all_joined = *joined.find("yearly_concentration_pm25"),
          &west = find_group(apart, "yearly_concentration_pm25_from_parking")->values,
          &east = find_group(apart, "yearly_concentration_pm25_from_site")->values,
          &one = find_group(joined, "yearly_concentration_pm25_from_parking")->values;
    double most = 0;
    for (std::size_t n = 0; n < one.size(); ++n)
        if (!std::isnan(one.host()[n])) most = std::max(most, double(one.host()[n]));
    EXPECT_GT(most, 0.05);
    for (std::size_t n = 0; n < all.size(); ++n) {
        if (std::isnan(all.host()[n])) continue;
        const double parts = double(west.host()[n]) + double(east.host()[n]);
        ASSERT_NEAR(double(all.host()[n]) - 8 - double(roads.host()[n]), parts, 1e-5 + 1e-5 * parts) << n;
        ASSERT_NEAR(parts, double(one.host()[n]), 2e-4 * most) << "property 3, the solver's tolerance, " << n;
        ASSERT_NEAR(all.host()[n], all_joined.host()[n], 2e-4 * most) << n;
    }
    // Roads have what they had, to the bit; NO2 rises with all, the group's share of it is not said.
    const auto was = plain.find("yearly_concentration_no2_from_roads")->host(),
               is = apart.find("yearly_concentration_no2_from_roads")->host();
    EXPECT_EQ(std::memcmp(was.data(), is.data(), was.size_bytes()), 0);
    EXPECT_GT(mean_of(*apart.find("yearly_concentration_no2"), 0, 24),
              mean_of(*plain.find("yearly_concentration_no2"), 0, 24) + 0.1);
    EXPECT_EQ(find_group(apart, "yearly_concentration_no2_from_site"), nullptr);
    EXPECT_THAT(apart.subtitle, HasSubstr("roads in the area, other sources of the study and background"));
    EXPECT_THAT(plain.subtitle, HasSubstr("roads in the area and background"));
    EXPECT_GT(mean_of(west, 8, 12), 3 * mean_of(east, 8, 12)) << "the wind is from the west";
    EXPECT_THAT(apart.headlines, Contains(AllOf(HasSubstr("the group site adds"), HasSubstr("NOx"))));
    EXPECT_THAT(apart.rules, Contains(AllOf(HasSubstr("parking (1 sources alike in all hours)"),
                                            HasSubstr("exploratory, not for permit tests"))));
    std::vector<std::string> names;
    for (const AirColumn& column : apart.columns) names.push_back(column.name);
    EXPECT_THAT(names, AllOf(Contains("nox_site_luwte_ug_m3"), Contains("pm25_parking_luwte_ug_m3"),
                             Contains("nox_roads_luwte_ug_m3")));
    EXPECT_EQ(std::ranges::count(names, "pm25_roads_luwte_ug_m3"), 1);
}

TEST_F(OneStreet, SourcesHaveTheHoursThatTheySay) {
    // All traffic in the hours after midnight, when here it blows harder.
    study_.air.traffic_by_hour.assign(24, 0.0);
    for (std::size_t h = 0; h < 6; ++h) study_.air.traffic_by_hour[h] = 1;
    for (std::size_t h = 0; h < inputs_.weather.hours.size(); ++h)
        if (h % 24 < 6) inputs_.weather.hours[h].wind_speed = 8;
    study_.time_zone = "UTC";
    const auto of = [&](bool with_traffic) {
        PlacedSources one;
        one.sources = {car_park("west", "parking", 2, with_traffic)}, one.groups = {"parking"};
        inputs_.placed_sources =
            place_sources(one.sources, *inputs_.wind,
                          wind_domain(CityModel(Backend::cpu(), inputs_.city.layers), *inputs_.wind));
        inputs_.sources = std::move(one);
        return mean_of(find_group(air(), "yearly_concentration_nox_from_parking")->values, 0, 24);
    };
    // 1 / U: 1/8 in six of the hours and 1/4 in the others.
    EXPECT_NEAR(of(true) / of(false), 0.125 / (0.25 * 0.125 + 0.75 * 0.25), 0.01);
}

TEST_F(OneStreet, DepositionTakesParticlesOnlyAndSaysHowMuch) {
    const StreetDispersion without = air();
    study_.air.deposition = true;
    const StreetDispersion with = air();
    const auto same = [&](const char* name) {
        return std::ranges::equal(with.find(name)->host(), without.find(name)->host(), [](float a, float b) {
            return a == b || (std::isnan(a) && std::isnan(b));
        });
    };
    EXPECT_TRUE(same("yearly_concentration_no2_from_roads")) << "gases are not taken";
    const auto mean = [](const StreetDispersion& of) {
        return mean_of(*of.find("yearly_concentration_pm25_from_roads"), 0, 24);
    };
    EXPECT_LT(mean(with), mean(without));
    EXPECT_GT(mean(with), 0.9 * mean(without));
    const auto all = [](const std::vector<std::string>& lines) {
        return fmt::format("{}", fmt::join(lines, "\n"));
    };
    EXPECT_THAT(all(without.rules), HasSubstr("no deposition"));
    EXPECT_THAT(all(with.rules), HasSubstr("there is taken in it pm25 0."));
    EXPECT_THAT(all(with.warnings), HasSubstr("to be verified"));
}

TEST_F(OneStreet, DownwindIsRicherThanUpwindAndNothingBelowTheBackground) {
    const StreetDispersion out = air();
    ASSERT_EQ(out.maps.size(), 4u);
    for (const std::string pollutant : {"no2", "pm25"}) {
        const Field2D<float>&all = *out.find("yearly_concentration_" + pollutant),
              &added = *out.find("yearly_concentration_" + pollutant + "_from_roads");
        const float background = pollutant == "no2" ? 13 : 8;
        for (idx j = 0; j < 24; ++j)
            for (idx i = 0; i < 24; ++i) {
                const bool building = inputs_.city.layers.building_height[std::size_t(j * 24 + i)] > 0;
                ASSERT_EQ(std::isnan(added.view()(j, i)), building);
                ASSERT_EQ(std::isnan(all.view()(j, i)), building);
                if (building) continue;
                ASSERT_GE(added.view()(j, i), 0.0f);
                ASSERT_NEAR(all.view()(j, i), background + added.view()(j, i), 1e-4f);
            }
        // The street lies over cells 15 to 17; what the block's wake takes upwind is little.
        EXPECT_GT(mean_of(added, 18, 24), 5 * mean_of(added, 0, 10)) << pollutant;
        EXPECT_GT(mean_of(added, 15, 18), mean_of(added, 20, 24)) << pollutant;
    }
    EXPECT_EQ(out.find("yearly_concentration_ec"), nullptr);
}

TEST_F(OneStreet, TwiceTheTrafficAddsTwiceAsMuchInTheSameWind) {
    const StreetDispersion once = air();
    EXPECT_TRUE(wind_of_study(study_, options_, inputs_).written.empty()) << "the wind was computed again";
    set_traffic(20000);
    EXPECT_TRUE(wind_of_study(study_, options_, inputs_).written.empty()) << "by traffic";
    const StreetDispersion twice = air();
    const auto of = [](const StreetDispersion& a, const char* name) { return mean_of(*a.find(name), 0, 24); };
    EXPECT_NEAR(
        of(twice, "yearly_concentration_pm25_from_roads") / of(once, "yearly_concentration_pm25_from_roads"),
        2, 1e-5);
    const double no2 =
        of(twice, "yearly_concentration_no2_from_roads") / of(once, "yearly_concentration_no2_from_roads");
    EXPECT_GT(no2, 1.5);
    EXPECT_LT(no2, 2) << "ozone is used up";
}

/// What leaves the area with the wind is what the street emits: the flux through a plane behind the street is
/// speed times concentration, so that both agree in size.
TEST_F(OneStreet, ConcentrationsAreOfTheSizeOfEmissionOverWindAndHeight) {
    const StreetDispersion out = air();
    const double emission = 10000 * 0.02 * 1000 / 86400;  // ug m-1 s-1
    const double c = mean_of(*out.find("yearly_concentration_pm25_from_roads"), 18, 21);
    // Between 0.5 and 3 m/s over a plume of 2 to 8 m.
    EXPECT_GT(c, emission / (3 * 8));
    EXPECT_LT(c, emission / (0.5 * 2));
}

TEST_F(OneStreet, ReceptorsStandBesideSrm1AndHiddenOnesAreTold) {
    const StreetDispersion out = air();
    ASSERT_EQ(out.columns.size(), 6u);
    EXPECT_EQ(out.columns[0].name, "no2_roads_luwte_ug_m3");
    EXPECT_EQ(out.columns[1].name, "no2_luwte_ug_m3");
    EXPECT_EQ(out.columns[2].name, "no2_luwte_minus_srm1_ug_m3");
    EXPECT_GT(out.columns[0].values[0], 0.1);
    EXPECT_NEAR(out.columns[1].values[0], 13 + out.columns[0].values[0], 1e-9);
    EXPECT_NEAR(out.columns[2].values[0], out.columns[1].values[0] - 20, 1e-9);
    EXPECT_GE(out.columns[0].values[1], 0);
    EXPECT_THAT(inputs_.roadside_air->csv(out.columns),
                AllOf(HasSubstr("where the name says luwte"), HasSubstr(",pm25_luwte_minus_srm1_ug_m3\n"),
                      HasSubstr("exploratory, not for permit tests")));
    EXPECT_THAT(out.warnings, Contains(HasSubstr("1 receptors stand in a building")));
    EXPECT_THAT(out.warnings, Contains(HasSubstr("1 of them wholly outside")));
    EXPECT_THAT(out.rules, Contains(AllOf(HasSubstr("exploratory, not for permit tests"),
                                          HasSubstr("neutral air only"), HasSubstr("4 sectors"))));
    EXPECT_THAT(out.rules, Contains(HasSubstr("mean of 8760 hours of Test")));
    EXPECT_THAT(out.headlines, Contains(HasSubstr("exploratory")));
    EXPECT_THAT(street_dispersion_plan(study_, inputs_), HasSubstr("3 substances from 0.1 km of streets"));
}

TEST_F(OneStreet, AYardIsToldWhatEachStreetAddsButForNo2) {
    EXPECT_TRUE(air().yards.empty());
    Yard yard;
    yard.name = "De Kring";
    yard.polygons = {{{{1080, 2040}, {1092, 2040}, {1092, 2056}, {1080, 2056}, {1080, 2040}}}};
    for (std::int32_t j = 10; j < 14; ++j)
        for (std::int32_t i = 20; i < 23; ++i) yard.cells.push_back(j * 24 + i);
    inputs_.yards = Yards{{yard}, {}, {}};
    EXPECT_EQ(street_dispersion_steps(study_, inputs_), 4 * (3 + 1));
    const StreetDispersion out = air();
    EXPECT_THAT(out.yards, AllOf(HasSubstr("De Kring"), HasSubstr("pm25_share_percent"), HasSubstr("\"s1\""),
                                 Not(HasSubstr("no2_ug_m3")), HasSubstr("not for permit tests")));
    ASSERT_EQ(out.yard_maps.size(), 1u);
    EXPECT_EQ(out.yard_maps[0].name, "yard_1");
    EXPECT_EQ(out.yard_maps[0].values.shape(), (Shape{1, 12, 12}));
    EXPECT_THAT(out.rules, Contains(HasSubstr("air on 1 yards")));
    // The street's part is what the map of the street's air has there, by another way.
    const auto at = out.yards.find("\"pm25_ug_m3\":");
    ASSERT_NE(at, out.yards.npos);
    const double part = std::stod(out.yards.substr(at + 13));
    const Field2D<float>& map = *out.find("yearly_concentration_pm25_from_roads");
    double mean = 0;
    for (const std::int32_t n : yard.cells) mean += double(map.host()[std::size_t(n)]) / 12;
    EXPECT_NEAR(part / mean, 1, 0.1) << "cells of 4 m between columns of 8 m";
    EXPECT_THAT(out.yards, HasSubstr("\"map_of\": \"nox, pm25\""));
    study_.air.deposition = true;
    const StreetDispersion taken = air();
    EXPECT_EQ(taken.yard_maps_of, "nox") << "PM2.5 has a matrix of its own";
    EXPECT_THAT(taken.yards, HasSubstr("\"map_of\": \"nox\""));
}

TEST_F(OneStreet, AnHourOfTheYearsOnlyWindIsTheYearAndNoxGetsOlderDownwind) {
    EXPECT_FALSE(air().hours);
    const StreetDispersionNeed before = street_dispersion_need(study_, inputs_);
    study_.output.fields = {"air_concentrations"};
    EXPECT_EQ(street_dispersion_steps(study_, inputs_), 4 * (3 + 1)) << "one more for the age";
    const StreetDispersionNeed need = street_dispersion_need(study_, inputs_);
    EXPECT_GT(need.kept, before.kept + 4 * 4 * 12 * 12 * 4 + 4 * 24 * 24 * 4);
    EXPECT_GT(need.seconds, before.seconds);
    EXPECT_THAT(street_dispersion_plan(study_, inputs_), HasSubstr("; every step has no2, pm25"));

    const StreetDispersion out = air();
    ASSERT_TRUE(out.hours);
    ASSERT_EQ(out.hours->planes.size(), 4u);
    EXPECT_THAT(out.rules, Contains(HasSubstr("concentrations of steps")));
    EXPECT_THAT(out.warnings, Contains(HasSubstr("yearly means of the background")));
    const CityModel city(Backend::cpu(), inputs_.city.layers, 1);
    const auto of_hour = [&](std::size_t n, const std::vector<double>& weights) {
        Field2D<float> field(Backend::cpu(), city.building_height.shape(), "c", "ug m-3");
        out.hours->planes.of_hour(n, weights, city.building_height, field);
        return field;
    };
    const auto west = double(inputs_.weather.hours.front().wind_from_direction);
    const std::vector<double> weights = out.hours->sectors.per_speed(4, west, 0);
    const Field2D<float> hour = of_hour(2, weights),
                         &year = *out.find("yearly_concentration_pm25_from_roads");
    for (std::size_t n = 0; n < year.size(); ++n)
        if (!std::isnan(year.host()[n])) {
            ASSERT_NEAR(hour.host()[n], year.host()[n], 1e-5f * year.host()[n] + 1e-12f) << n;
        }
    const Field2D<float> nox = of_hour(0, weights),
                         aged = of_hour(3, out.hours->sectors.per_speed_squared(4, west, 0));
    const double beside = mean_of(aged, 16, 18) / mean_of(nox, 16, 18),
                 behind = mean_of(aged, 22, 24) / mean_of(nox, 22, 24);
    EXPECT_GT(beside, 0.5);
    EXPECT_GT(behind, beside + 2) << "24 m further on, in less than 4 m/s";
    EXPECT_LT(behind, 120);
}

TEST_F(OneStreet, SameBytesForAnyNumberOfThreads) {
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const StreetDispersion one = air();
    omp_set_num_threads(3);
    const StreetDispersion three = air();
    omp_set_num_threads(threads);
    for (std::size_t n = 0; n < one.maps.size(); ++n)
        EXPECT_EQ(std::memcmp(one.maps[n].values.host().data(), three.maps[n].values.host().data(),
                              one.maps[n].values.size() * sizeof(float)),
                  0)
            << one.maps[n].name;
    EXPECT_EQ(one.columns[0].values, three.columns[0].values);
}

TEST_F(OneStreet, WithoutAWindOfItsOwnThereIsSrm1Alone) {
    study_.wind.method = "mass_consistent";
    EXPECT_FALSE(disperses(study_));
    EXPECT_THAT(street_dispersion_plan(study_, inputs_), HasSubstr("needs [wind] method = \"k_epsilon\""));
    study_.wind.asked = false;
    EXPECT_FALSE(disperses(study_));
    EXPECT_THAT(street_dispersion_plan(study_, inputs_), HasSubstr("needs the section [wind]"));
}

}  // namespace
}  // namespace luwte
