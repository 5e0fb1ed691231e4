// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/srm1.md.
#include "models/traffic/road_emission.hpp"

#include "models/traffic/test_roads.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using test_roads::light_nox;
using test_roads::street;
using testing::HasSubstr;

constexpr Substance nox[] = {Substance::nox};

float emission_of(const RoadSegment& road, const EmissionFactors& factors,
                  std::span<const Substance> substances = nox) {
    return road_emission(Backend::cpu(), {&road, 1}, substances, factors).host()[0];
}

std::string error_of(const std::vector<RoadSegment>& roads, const EmissionFactors& factors) {
    try {
        road_emission(Backend::cpu(), roads, nox, factors);
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}

TEST(RoadEmission, IsVehiclesTimesFactorInMicrogramsPerMetreAndSecond) {  // [1]
    // 8640 cars a day at 0.341 g/km: 0.1 cars per second and 341 ug per metre each.
    EXPECT_NEAR(emission_of(street({{0, 0}}, 8640), light_nox()), 34.1f, 1e-4f);
}

TEST(RoadEmission, StagnatedVehiclesDriveAsClassD) {  // [2]
    EmissionFactors factors = light_nox();
    factors.of(Substance::nox, SpeedClass::stagnating, VehicleClass::light) = 0.5;
    RoadSegment road = street({{0, 0}}, 8640);
    road.vehicles[0].stagnation_share = 0.25;
    EXPECT_NEAR(emission_of(road, factors), 0.75f * 34.1f + 0.25f * 50.0f, 1e-4f);
    road.vehicles[0].stagnation_share = no_value;  // none given: none stagnates
    EXPECT_NEAR(emission_of(road, factors), 34.1f, 1e-4f);
}

TEST(RoadEmission, ClassesAdd) {
    EmissionFactors factors = light_nox();
    factors.of(Substance::nox, SpeedClass::town, VehicleClass::heavy) = 6.735;  // methods-nl 2.4, trucks
    RoadSegment road = street({{0, 0}}, 8640);
    road.vehicles[std::size_t(VehicleClass::heavy)] = {864, 0};
    EXPECT_NEAR(emission_of(road, factors), 34.1f + 67.35f, 1e-3f);
}

TEST(RoadEmission, MeasuresScaleTheSubstanceAndTheClassThatTheyAreOf) {  // [13]
    EmissionFactors factors = light_nox();
    factors.of(Substance::nox, SpeedClass::stagnating, VehicleClass::light) = 0.5;
    factors.of(Substance::nox, SpeedClass::town, VehicleClass::heavy) = 6.735;
    factors.of(Substance::pm10, SpeedClass::town, VehicleClass::light) = 0.1;
    factors.of(Substance::pm10, SpeedClass::stagnating, VehicleClass::light) = 0.1;
    factors.of(Substance::pm10, SpeedClass::town, VehicleClass::heavy) = 0.2;
    RoadSegment road = street({{0, 0}}, 8640);
    road.vehicles[0].stagnation_share = 0.25;
    road.vehicles[std::size_t(VehicleClass::heavy)] = {864, 0};
    EmissionScaling measure;
    measure.of(Substance::nox, SpeedClass::town, VehicleClass::light) = 0.8;
    measure.of(Substance::nox, SpeedClass::stagnating, VehicleClass::light) = 0.6;
    measure.of(Substance::nox, SpeedClass::rural, VehicleClass::heavy) = 0;  // of another class of road
    const Substance both[] = {Substance::nox, Substance::pm10};
    const auto emission = [&](std::span<const EmissionScaling> measures) {
        return road_emission(Backend::cpu(), {&road, 1}, both, factors, measures);
    };
    const Field2D<float> scaled = emission({&measure, 1}), plain = emission({});
    EXPECT_NEAR(scaled.host()[0], 0.75f * 0.8f * 34.1f + 0.25f * 0.6f * 50.0f + 67.35f, 1e-3f);
    EXPECT_EQ(scaled.host()[1], plain.host()[1]);
    const EmissionScaling two[2];
    EXPECT_THROW(emission(two), RuntimeError);
}

TEST(RoadEmission, TheTunnelFactorScalesIt) {  // [3]
    RoadSegment road = street({{0, 0}}, 8640);
    road.tunnel_factor = 6.2;
    EXPECT_NEAR(emission_of(road, light_nox()), 6.2f * 34.1f, 1e-3f);
    road.tunnel_factor = 0;
    EXPECT_EQ(emission_of(road, light_nox()), 0);
    EXPECT_EQ(emission_of(road, EmissionFactors()), 0);  // and no factor is missed
}

TEST(RoadEmission, VehiclesWithoutANumberAreNone) {
    RoadSegment road = street({{0, 0}}, 8640);
    road.vehicles[std::size_t(VehicleClass::bus)] = {};
    EXPECT_NEAR(emission_of(road, light_nox()), 34.1f, 1e-4f);
}

TEST(RoadEmission, OpenRoadsHaveNone) {  // [4]
    RoadSegment road = street({{0, 0}}, 8640);
    road.speed_class = {};
    road.open_road_type = 92;
    EXPECT_TRUE(std::isnan(emission_of(road, light_nox())));
}

TEST(RoadEmission, MissingFactorsAreNamedOnceEach) {  // [5]
    RoadSegment a = street({{0, 0}}, 10), b = street({{0, 0}}, 10);
    a.vehicles[std::size_t(VehicleClass::bus)] = {5, 0};
    a.vehicles[0].stagnation_share = 0.1;
    b.vehicles[std::size_t(VehicleClass::bus)] = {5, 0};
    b.id = "s2";
    const std::string error = error_of({a, b}, light_nox());
    EXPECT_THAT(error,
                HasSubstr("emission factors of 2016: there is none for nox, speed class c, bus vehicles"));
    EXPECT_THAT(error, HasSubstr("nox, speed class d, light vehicles"));
    EXPECT_THAT(error, HasSubstr("segment s1"));
    EXPECT_THAT(error, testing::Not(HasSubstr("segment s2")));
    EXPECT_EQ(error_of({a},
                       [] {
                           EmissionFactors f = light_nox();
                           f.of(Substance::nox, SpeedClass::town, VehicleClass::bus) = 0;
                           f.of(Substance::nox, SpeedClass::stagnating, VehicleClass::light) = 0;
                           return f;
                       }()),
              "");
}

TEST(RoadEmission, SubstancesAndRoadsDoNotMix) {
    EmissionFactors factors = light_nox();
    factors.of(Substance::pm10, SpeedClass::town, VehicleClass::light) = 0.038;  // methods-nl 2.4
    const std::vector<RoadSegment> roads{street({{0, 0}}, 8640), street({{0, 0}}, 4320)};
    const Substance both[] = {Substance::pm10, Substance::nox};
    const Field2D<float> emission = road_emission(Backend::cpu(), roads, both, factors);
    const float want[] = {3.8f, 1.9f, 34.1f, 17.05f};
    for (std::size_t n = 0; n < 4; ++n) EXPECT_NEAR(emission.host()[n], want[n], 1e-4f) << n;
}

}  // namespace
}  // namespace luwte
