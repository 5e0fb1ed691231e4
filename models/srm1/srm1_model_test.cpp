// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/srm1.md.
#include "models/srm1/srm1_model.hpp"

#include "kernels/srm1/srm1.hpp"
#include "models/traffic/test_roads.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using test_roads::plane;
using test_roads::street;

const Backend cpu = Backend::cpu();
constexpr float vector_emission = 1e4f * 0.3f * 1000 / 86400;  // 10,000 vehicles a day, 0.3 g/km

/// One receptor `distance` m north of an endless street along x, and what the model makes of emission 1 /
/// 0.62 in wind of 5 m/s: Fb theta.
float dilution_of(int type, double distance, double trees = 1) {
    const RoadSegment road = street({{-1000, 0}, {1000, 0}}, 0);
    const Receptor receptor{"r", {0, distance}, {{0, type, trees}}};
    const Srm1Model model(cpu, {&road, 1}, {&receptor, 1});
    return model.contribution(plane({1 / srm1::calibration}), plane({5})).host()[0];
}

TEST(Srm1, TheVectorsOfTheReference) {  // [6]: methods-nl 2.2, four decimals
    EXPECT_NEAR(srm1::dilution(1, 10), 0.2175f, 1e-6f);
    const float want[] = {8.3612f, 12.7168f, 11.6865f, 6.8812f};
    for (int type = 1; type <= 4; ++type)
        EXPECT_NEAR(srm1::concentration(vector_emission, srm1::dilution(type, 10), 1.25f, 3.5f),
                    want[type - 1], 1e-4f)
            << type;
    EXPECT_NEAR(0.2f * 8.3612f + srm1::no2_made(0.8f * 8.3612f, 45), 3.3650f, 1e-4f);
}

TEST(Srm1, DilutionIsContinuousWhereThePowerLawBegins) {  // [7]
    EXPECT_NEAR(srm1::dilution(1, 30), srm1::dilution(1, 30.001f), 2e-4f);
    EXPECT_NEAR(srm1::dilution(4, 30), srm1::dilution(4, 30.001f), 2e-4f);
    EXPECT_NEAR(srm1::dilution(1, 60), 0.856f * std::pow(60.0f, -0.747f), 1e-6f);
}

TEST(Srm1, NearerThanThreeAndAHalfMetresAndBeyondTheReachTheDistanceIsHeld) {  // [8]
    for (int type = 1; type <= 4; ++type) {
        const float reach = type == 1 || type == 4 ? 60 : 30;
        EXPECT_EQ(srm1::dilution(type, 0), srm1::dilution(type, 3.5f)) << type;
        EXPECT_GT(srm1::dilution(type, 3.5f), srm1::dilution(type, 3.6f)) << type;
        EXPECT_EQ(srm1::dilution(type, reach + 50), srm1::dilution(type, reach)) << type;
        EXPECT_LT(srm1::dilution(type, reach), srm1::dilution(type, 0.95f * reach)) << type;
    }
}

TEST(Srm1, LinksOutsideTheMethodsRangeAreCounted) {
    const RoadSegment road = street({{-1000, 0}, {1000, 0}}, 0);
    const std::vector<Receptor> receptors{{"near", {0, 2}, {{0, 2, 1}}},
                                          {"far", {0, 31}, {{0, 2, 1}}},
                                          {"in reach of type 4", {0, 31}, {{0, 4, 1}}}};
    const Srm1Model model(cpu, {&road, 1}, receptors);
    EXPECT_EQ(model.too_near(), 1u);
    EXPECT_EQ(model.beyond_reach(), 1u);
}

TEST(Srm1, TreesMultiplyAndBelongToTheLink) {  // [9]
    EXPECT_NEAR(dilution_of(2, 10, 1.5), 1.5f * dilution_of(2, 10), 1e-6f);
    const RoadSegment road = street({{-1000, 0}, {1000, 0}}, 0);
    const Receptor receptor{"r", {0, 10}, {{0, 2, 1.5}, {0, 3, 1}}};
    const Srm1Model model(cpu, {&road, 1}, {&receptor, 1});
    EXPECT_NEAR(model.contribution(plane({1 / srm1::calibration}), plane({5})).host()[0],
                dilution_of(2, 10, 1.5) + dilution_of(3, 10), 1e-6f);
}

TEST(Srm1, DistanceIsThatToTheNearestPointOfTheLine) {
    const double x0 = 121000.25, y0 = 486000.75;  // as large as RD coordinates are
    const std::vector<RoadSegment> roads{street({{x0, y0}, {x0 + 10, y0}, {x0 + 10, y0 + 10}}, 0),
                                         street({{x0 + 3, y0 + 4}, {x0 + 3, y0 + 4}}, 0),
                                         street({{x0 + 6, y0 + 8}}, 0)};
    const std::vector<Receptor> receptors{{"beside", {x0 + 4, y0 + 7}, {{0, 4, 1}}},
                                          {"before the end", {x0 - 3, y0 - 4}, {{0, 4, 1}}},
                                          {"zero length", {x0, y0}, {{1, 4, 1}, {2, 4, 1}}},
                                          {"on it", {x0 + 10, y0 + 5}, {{0, 4, 1}}}};
    const Srm1Model model(cpu, roads, receptors);
    const float want[] = {6, 5, 5, 10, 0};
    for (std::size_t n = 0; n < 5; ++n) EXPECT_NEAR(model.distance().host()[n], want[n], 1e-5f) << n;
}

TEST(Srm1, EmissionAndWindScaleIt) {
    const RoadSegment road = street({{-1000, 0}, {1000, 0}}, 0);
    const Receptor receptor{"r", {0, 10}, {{0, 1, 1.25}}};
    const Srm1Model model(cpu, {&road, 1}, {&receptor, 1});
    EXPECT_NEAR(model.contribution(plane({vector_emission}), plane({3.5f})).host()[0], 8.3612f, 1e-4f);
    EXPECT_NEAR(model.contribution(plane({2 * vector_emission}), plane({7})).host()[0], 8.3612f, 1e-4f);
}

TEST(Srm1, AReceptorWithoutAStreetHasNothing) {
    const Receptor receptor{"r", {0, 10}, {}};
    const Srm1Model model(cpu, {}, {&receptor, 1});
    Field2D<float> none(cpu, {1, 1, 0}, "emission", "1");
    EXPECT_EQ(model.contribution(none, plane({5})).host()[0], 0);
}

TEST(Srm1, LinksWithOpenRoadsAndUnknownTypesAreRefused) {
    RoadSegment road = street({{0, 0}}, 0);
    const Receptor type_5{"r", {0, 10}, {{0, 5, 1}}}, no_road{"r", {0, 10}, {{1, 1, 1}}},
        good{"r", {0, 10}, {{0, 1, 1}}};
    EXPECT_THROW(Srm1Model(cpu, {&road, 1}, {&type_5, 1}), RuntimeError);
    EXPECT_THROW(Srm1Model(cpu, {&road, 1}, {&no_road, 1}), RuntimeError);
    road.speed_class = {};
    EXPECT_THROW(Srm1Model(cpu, {&road, 1}, {&good, 1}), RuntimeError);
}

TEST(Srm1, Pm10DaysAreContinuousAtTheirJoints) {  // [12]
    const Field2D<float> days = srm1::days_above_50(plane({10, 16, 16.001f, 31.2f, 31.2001f, 40}));
    const auto d = days.host();
    EXPECT_EQ(d[0], 6);
    EXPECT_EQ(d[1], 6);
    EXPECT_NEAR(d[2], 6.03f, 0.01f);  // a step of 0.03 days, as published
    EXPECT_NEAR(d[3], 35.0f, 1e-4f);
    EXPECT_NEAR(d[4], 35.0f, 2e-3f);
    EXPECT_NEAR(d[5], 4.6128f * 40 - 108.92f, 1e-3f);
}

TEST(Srm1, OpenRoadsAloneConvertAsThoughBWereOne) {  // [10]
    for (const float no : {0.1f, 1.0f, 10.0f, 50.0f})
        EXPECT_NEAR(srm1::no2_made_with_open_roads(0, no, 48) / (48 * no / (no + 100)), 1, 1e-5f) << no;
}

TEST(Srm1, OzoneMadeNo2IsTheEquationForStreetsAloneAndNeverMoreThanItsShareOfOzone) {  // [11]
    for (const float no : {0.0f, 1.0f, 30.0f, 500.0f})
        EXPECT_NEAR(srm1::no2_made_with_open_roads(no, 0, 48), srm1::no2_made(no, 48), 1e-5f) << no;
    float before = 0;
    for (const float open : {0.0f, 1.0f, 30.0f, 140.0f, 149.9f, 150.0f, 151.0f, 400.0f}) {
        const float made = srm1::no2_made_with_open_roads(5, open, 48);
        EXPECT_GE(made, 0.999999f * before) << open;  // a unit in the last place
        EXPECT_LE(made, 0.6f * 48 * 1.000001f) << open;
        before = made;
    }
}

TEST(Srm1, No2OfReceptorsTakesWhatWasEmittedAsNo2OffFirst) {
    const Field2D<float> nox = plane({8.3612f, 0}), direct = plane({0.2f * 8.3612f, 0}),
                         ozone = plane({45, 45}), none = plane({0, 0});
    const Field2D<float> made = srm1::no2_by_ozone({nox, direct}, {none, none}, ozone);
    EXPECT_NEAR(made.host()[0] + 0.2f * 8.3612f, 3.3650f, 1e-4f);
    EXPECT_EQ(made.host()[1], 0);
}

}  // namespace
}  // namespace luwte
