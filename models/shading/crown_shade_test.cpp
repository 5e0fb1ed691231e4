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

/// What the ground gets of the beam, and the leaves.
struct BeamAndLeaves {
    std::vector<float> beam, taken;
};
BeamAndLeaves beam_and_leaves(const CityLayers& layers, const SunPosition& sun) {
    const CityModel city(Backend::cpu(), layers);
    Field2D<float> out(Backend::cpu(), {1, layers.grid.ny, layers.grid.nx}, "beam", "1"),
        taken(Backend::cpu(), out.shape(), "taken", "1");
    ShadeModel(city, {}).beam_transmissivity(sun, 0, out, &taken);
    const auto values = [](const Field2D<float>& f) {
        return std::vector<float>(f.host().begin(), f.host().end());
    };
    return {values(out), values(taken)};
}

TEST(SunOnLeaves, IsWhatTheGroundBehindLacks) {  // [15]
    // A crown that stands alone, one that is shaded by another, and one of a single column, on a plain.
    auto city = plain(161, 161);
    plant(city, [](double x, double y) {
        if (std::hypot(x, y) < 5) return Crown{3, 11, 0.7f};
        if (std::hypot(x - 9, y - 6) < 3) return Crown{2, 6, 0.4f};
        return x == -12 && y == -12 ? Crown{4, 9, 1.2f} : Crown{};
    });
    for (const double altitude : {12.0, 25.0, 45.0, 61.0, 80.0})
        for (const double azimuth : {0.0, 33.0, 77.0, 135.0, 200.0, 314.0}) {
            const auto b = beam_and_leaves(city, sun_at(altitude, azimuth));
            double lost = 0, taken = 0;
            for (std::size_t n = 0; n < b.beam.size(); ++n) {
                lost += (1 - double(b.beam[n])) * std::sin(altitude * degree_d), taken += double(b.taken[n]);
                ASSERT_TRUE(city.canopy_top[n] > 0 || b.taken[n] == 0);
            }
            // Ground is looked at in the middle of its cells, of which a steep sun's shadow has few.
            EXPECT_NEAR(taken / lost, 1, altitude < 70 ? 0.01 : 0.025) << altitude << ", " << azimuth;
        }
}

TEST(SunOnLeaves, OfCrownsSideBySideIsWhatFallsOnTheirGround) {  // [15]
    auto city = plain(300, 40);
    plant(city, [](double, double) { return Crown{3, 9, 0.5f}; });
    for (const double altitude : {20.0, 45.0, 70.0, 89.0}) {
        const double sine = std::sin(altitude * degree_d);
        const auto b = beam_and_leaves(city, sun_at(altitude, 90));
        double taken = 0;  // of single columns to 4 %: few nodes to a low sun's step
        for (idx i = 60; i < 160; ++i) taken += double(b.taken[at(city, 20, i)]) / 100;
        EXPECT_NEAR(taken, sine * (1 - std::exp(-0.3 * 0.5 * 6 / sine)), 0.002) << altitude;
    }
    // On the side that the sun comes from the first takes more, the next one less.
    const auto b = beam_and_leaves(city, sun_at(20, 90));
    EXPECT_GT(b.taken[at(city, 20, 299)], 1.5f * b.taken[at(city, 20, 100)]);
}

TEST(SunOnLeaves, EndsWhereTheShadowOfABuildingBegins) {  // [15]
    // A wall of 30 m, its northern face at y = -40.5, and crowns from 4 to 12 m behind it.
    auto city = plain(41, 161);
    build(city, [](double, double y) { return y < -40.4 && y > -46 ? 30.0 : 0.0; });
    plant(city, [](double, double y) { return y > -40 ? Crown{4, 12, 0.01f} : Crown{}; });
    int between = 0;
    for (const double altitude : {15.0, 30.0, 45.0, 70.0}) {
        const auto b = beam_and_leaves(city, sun_at(altitude, 180));
        const double tangent = std::tan(altitude * degree_d);
        for (idx j = 41; j < 161; ++j) {
            const double shadow = 30 - (place(city, j, 20).y + 40.5) * tangent;
            const double lit = std::clamp((12 - shadow) / 8, 0.0, 1.0);
            const double taken = double(b.taken[at(city, j, 20)]);
            // Leaves so thin that crowns hardly shade each other; nodes are 1 m apart.
            if (shadow > 13 + tangent) {
                EXPECT_EQ(taken, 0) << altitude << " row " << j;
            } else if (shadow < 12) {
                EXPECT_NEAR(taken, 0.3 * 0.01 * 8 * lit, 0.002) << altitude << " row " << j;
            }
            between += lit > 0 && lit < 1;
        }
    }
    EXPECT_GT(between, 20);
    for (const float taken : beam_and_leaves(city, sun_at(-1, 180)).taken) ASSERT_EQ(taken, 0);
    for (const float taken : beam_and_leaves(plain(9, 7), sun_at(20, 100)).taken) ASSERT_EQ(taken, 0);
}

}  // namespace
}  // namespace luwte
