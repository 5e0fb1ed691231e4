// SPDX-License-Identifier: Apache-2.0
// Light through crowns. Numbers in brackets are the properties of docs/models/shading.md.
#include "models/shading/test_scenes.hpp"

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

}  // namespace
}  // namespace luwte
