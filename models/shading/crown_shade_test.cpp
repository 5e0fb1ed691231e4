// SPDX-License-Identifier: Apache-2.0
// Light through crowns. Numbers in brackets are the properties of docs/models/shading.md.
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace luwte {
namespace {

using namespace scenes;

TEST(Crowns, AUniformSlabFollowsBeerLambertAtEveryAltitude) {  // [8]
    auto city = plain(400, 90);
    plant(city, [](double, double) { return Crown{4.0f, 11.0f, 0.31f}; });
    for (const double altitude : {5.0, 12.0, 30.0, 45.0, 60.0, 75.0, 85.0, 89.9, 90.0})
        for (const double azimuth : {90.0, 112.0}) {
            const auto b = beam(city, sun_at(altitude, azimuth));
            const double expected = std::exp(-0.6 * 0.5 * 0.31 * 7.0 / std::sin(altitude * degree_d));
            // 1e-4: single-precision sums; no discretisation error, the receiver is below the slab.
            EXPECT_NEAR(b[at(city, 75, 60)], expected, 1e-4 * expected + 1e-7) << altitude << " " << azimuth;
        }
}

TEST(Crowns, AStreetTreeInFullLeafTransmitsAFewPercentAndAWinterTreeAboutHalf) {  // [8]
    // A crown of 8 m width from 3 to 12 m; leaf area 1.2 m2 m-3 (LAI 10.8), or a sixth of it for bare
    // twigs. Bounds: the ranges that architecture names for street trees.
    const auto through = [](float density) {
        auto city = plain(61, 61);
        plant(city, [&](double x, double y) {
            return std::hypot(x, y) < 4 ? Crown{3, 12, density} : Crown{};
        });
        return beam(city, sun_at(60, 180))[at(city, 30 + 2, 30)];
    };
    EXPECT_GT(through(1.2f), 0.02f);
    EXPECT_LT(through(1.2f), 0.08f);
    EXPECT_GT(through(0.2f), 0.40f);
    EXPECT_LT(through(0.2f), 0.65f);
}

TEST(Crowns, TrunkSpaceIsOpenToLowSun) {  // [9]
    // A row of crowns from 4 to 10 m. At 20 degrees the ground just behind it sees the sun below the
    // crowns, the ground 11 to 27 m behind sees it through them.
    auto city = plain(31, 121);
    plant(city, [](double, double y) { return std::abs(y) < 2.1 ? Crown{4, 10, 1} : Crown{}; });
    const auto b = beam(city, sun_at(20, 180));
    EXPECT_EQ(b[at(city, 60 + 5, 15)], 1.0f);
    EXPECT_LT(b[at(city, 60 + 19, 15)], 0.3f);
    EXPECT_EQ(b[at(city, 60 + 35, 15)], 1.0f);
    EXPECT_EQ(b[at(city, 60 - 10, 15)], 1.0f) << "the sunny side";
}

TEST(Crowns, ARoofAboveACrownIsSunlit) {  // [9]
    auto city = plain(41, 81);
    build(city, [](double, double y) { return y > 5 && y < 15 ? 14.0 : 0.0; });
    plant(city, [](double, double y) { return std::abs(y) < 4 ? Crown{3, 12, 1} : Crown{}; });
    for (const double altitude : {4.0, 30.0, 70.0}) {
        const auto b = beam(city, sun_at(altitude, 180));
        for (idx j = 46; j < 55; ++j) EXPECT_EQ(b[at(city, j, 20)], 1.0f) << altitude;
    }
}

TEST(Crowns, BehindAWallNoLightComesThroughLeaves) {  // [9]
    auto city = plain(41, 81);
    build(city, [](double, double y) { return y > -15 && y < -8 ? 20.0 : 0.0; });
    plant(city, [](double, double y) { return std::abs(y) < 4 ? Crown{2, 8, 1} : Crown{}; });
    const auto b = beam(city, sun_at(30, 180));  // the wall's shade reaches 34 m
    for (idx j = 34; j < 66; ++j) EXPECT_EQ(b[at(city, j, 20)], 0.0f);
}

TEST(Crowns, AReceiverInsideACrownSeesTheLeavesAboveItOnly) {  // [8]
    auto city = plain(200, 40);
    plant(city, [](double, double) { return Crown{0.5f, 6.0f, 0.4f}; });
    const double altitude = 80;
    const auto b = beam(city, sun_at(altitude, 90), 1.1f);
    const double expected = std::exp(-0.6 * 0.5 * 0.4 * 4.9 / std::sin(altitude * degree_d));
    // 3 %: inside a crown a node of the bins, 1 m apart, may lie across the kink at the receiver.
    EXPECT_NEAR(b[at(city, 20, 90)], expected, 0.03 * expected);
}

std::vector<float> sun_on_crowns(const CityLayers& layers, const SunPosition& sun) {
    const CityModel city(Backend::cpu(), layers);
    Field2D<float> lit(Backend::cpu(), {1, layers.grid.ny, layers.grid.nx}, "lit", "1");
    ShadeModel(city, {}).sun_on_crowns(sun, lit);
    return {lit.host().begin(), lit.host().end()};
}

TEST(SunOnCrowns, IsTheShareOfTheCrownAboveTheShadow) {  // [15]
    // A wall of 30 m, its northern face at y = -20.5, and crowns from 4 to 12 m behind it.
    auto city = plain(41, 121);
    build(city, [](double, double y) { return y < -20.4 && y > -26 ? 30.0 : 0.0; });
    plant(city, [](double x, double y) { return std::abs(x) < 12 && y > -20 ? Crown{4, 12, 1} : Crown{}; });
    int between = 0;
    for (const double altitude : {15.0, 30.0, 45.0, 70.0}) {
        const auto lit = sun_on_crowns(city, sun_at(altitude, 180));
        for (idx j = 41; j < 121; ++j) {
            const double shadow = 30 - (place(city, j, 20).y + 20.5) * std::tan(altitude * degree_d);
            const double expected = std::clamp((12 - shadow) / 8, 0.0, 1.0);
            EXPECT_NEAR(lit[at(city, j, 20)], expected, 1e-4) << altitude << " row " << j;
            between += expected > 0 && expected < 1;
        }
        for (const idx j : {10, 60}) EXPECT_EQ(lit[at(city, j, 2)], 0) << "no crown";
    }
    EXPECT_GT(between, 20);
}

TEST(SunOnCrowns, CrownsStandInTheSunOfTheOpenAndThereIsNoneAtNight) {  // [15]
    auto city = plain(40, 30);
    plant(city, [](double x, double) {
        return std::abs(x) < 9 ? Crown{3, x < 0 ? 9.0f : 15.0f, 1} : Crown{};
    });
    for (const double azimuth : {30.0, 100.0, 215.0, 290.0}) {
        const auto lit = sun_on_crowns(city, sun_at(20, azimuth));
        for (std::size_t n = 0; n < lit.size(); ++n) ASSERT_EQ(lit[n], city.canopy_top[n] > 0 ? 1 : 0);
        for (const float share : sun_on_crowns(city, sun_at(-1, azimuth))) ASSERT_EQ(share, 0);
    }
    for (const float share : sun_on_crowns(plain(9, 7), sun_at(20, 100))) ASSERT_EQ(share, 0);
}

}  // namespace
}  // namespace luwte
