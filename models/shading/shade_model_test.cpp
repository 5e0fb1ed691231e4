// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/shading.md.
#include "models/shading/shade_model.hpp"

#include "kernels/core/error.hpp"
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <omp.h>

namespace luwte {
namespace {

using namespace scenes;

double mean(const std::vector<float>& v) {
    double s = 0;
    for (const float x : v) s += x;
    return s / double(v.size());
}

// ---- direct sun ------------------------------------------------------------------------------------

TEST(Shade, NothingIsLitWhenTheSunIsBelowTheHorizon) {  // [1]
    const auto city = plain(9, 7);
    for (const float b : beam(city, sun_at(-0.01, 120))) EXPECT_EQ(b, 0.0f);
    for (const float b : beam(city, sun_at(0, 120))) EXPECT_EQ(b, 0.0f);
}

TEST(Shade, AnOpenPlainIsLitByAnySunAboveTheHorizon) {  // [1]
    auto city = plain(40, 31);
    shape_terrain(city, [](double, double) { return 317.3; });
    for (const double altitude : {0.001, 3.0, 45.0, 89.0, 90.0})
        for (const double azimuth : {0.0, 13.0, 45.0, 90.0, 200.0, 300.0})
            for (const float b : beam(city, sun_at(altitude, azimuth))) ASSERT_EQ(b, 1.0f) << altitude;
}

TEST(Shade, SlopesOf3And35DegreesAreLitJustAboveAndDarkJustBelowTheirAngle) {  // [3]
    // The interior only: at the rim the plane ends and there is nothing to cast shade.
    for (const double slope : {3.0, 35.0})
        for (const double downhill : {0.0, 17.0, 45.0, 90.0, 133.0, 260.0}) {
            auto city = plain(61, 58);
            const double a = downhill * degree_d, t = std::tan(slope * degree_d);
            shape_terrain(city, [&](double x, double y) { return -t * (x * std::sin(a) + y * std::cos(a)); });
            // The sun stands behind the slope. 0.2 degrees is 0.3 to 0.5 % of a step's fall, well above
            // rounding.
            const auto above = beam(city, sun_at(slope + 0.2, downhill + 180));
            const auto below = beam(city, sun_at(slope - 0.2, downhill + 180));
            for (const float b : above) ASSERT_EQ(b, 1.0f) << slope << " " << downhill;
            int lit = 0;
            for (idx j = 3; j < 55; ++j)
                for (idx i = 3; i < 58; ++i) lit += below[at(city, j, i)] > 0;
            EXPECT_EQ(lit, 0) << slope << " " << downhill;
        }
}

TEST(Shade, APitchedRoofDoesNotShadeItself) {  // [3]
    // A gable roof of 35 degrees, ridge west to east, sun in the north just above the southern pitch.
    auto city = plain(60, 60);
    const double t = std::tan(35 * degree_d);
    build(city, [&](double x, double y) {
        return std::abs(x) < 20 && std::abs(y) < 6 ? 6 + t * (6 - std::abs(y)) : 0.0;
    });
    for (const double azimuth : {0.0, 20.0, 340.0}) {
        // Seen along the sun's azimuth the pitch is less steep, so 36 degrees lights all of it.
        const auto b = beam(city, sun_at(36, azimuth));
        for (idx j = 0; j < 60; ++j)
            for (idx i = 0; i < 60; ++i)
                if (city.building_height[at(city, j, i)] > 0) {
                    ASSERT_EQ(b[at(city, j, i)], 1.0f) << azimuth;
                }
    }
    const auto low = beam(city, sun_at(30, 0));
    EXPECT_EQ(low[at(city, 27, 30)], 0.0f) << "the southern pitch is dark under a lower northern sun";
}

TEST(Shade, AWallShadesTheGroundToItsHeightOverTheTangent) {  // [2]
    // A long wall west to east, 12 m high, its northern face at y = 0. Cell centres are 0.5, 1.5, ... m
    // from the face: exact to the cell for every azimuth of the sun.
    for (const double azimuth : {180.0, 170.0, 150.0, 141.0, 215.0})
        for (const double altitude : {15.0, 27.0, 45.0, 63.0}) {
            auto city = plain(300, 140);
            build(city, [](double, double y) { return y < 0 && y > -4 ? 12.0 : 0.0; });
            const auto b = beam(city, sun_at(altitude, azimuth));
            const double reach = 12 / std::tan(altitude * degree_d) * std::abs(std::cos(azimuth * degree_d));
            for (idx j = 70; j < 140; ++j) {
                const double y = place(city, j, 150).y;
                if (std::abs(y - reach) > 1e-3) {
                    EXPECT_EQ(b[at(city, j, 150)] == 0.0f, y < reach)
                        << altitude << " " << azimuth << " " << y;
                }
            }
        }
}

TEST(Shade, APoleShadesAsFarAsItsHeightOverTheTangentForAnyAzimuth) {  // [2]
    auto city = plain(161, 161);
    city.building_height[at(city, 80, 80)] = 20;
    double worst = 0;
    for (int azimuth = 0; azimuth < 360; azimuth += 7)
        for (const double altitude : {18.0, 25.0, 40.0, 60.0}) {
            const auto b = beam(city, sun_at(altitude, azimuth));
            double reach = 0;
            for (idx j = 0; j < 161; ++j)
                for (idx i = 0; i < 161; ++i)
                    if (b[at(city, j, i)] == 0.0f) {
                        const Place p = place(city, j, i);
                        reach = std::max(reach, std::hypot(p.x, p.y));
                    }
            const double length = 20 / std::tan(altitude * degree_d);
            worst = std::max(worst, std::abs(reach - length));
        }
    EXPECT_LE(worst, 1.0) << "one cell";
}

TEST(Shade, AMirroredCityHasTheMirroredMaskBitForBit) {  // [5]
    for (const idx nx : {64, 65})
        for (const idx ny : {50, 51}) {
            const auto city = random_city(nx, ny, 5, true);
            for (const double azimuth : {12.0, 44.9, 45.0, 71.0, 90.0, 135.0, 160.0})
                for (const double altitude : {8.0, 33.0, 62.0}) {
                    const auto b = beam(city, sun_at(altitude, azimuth), 1.1f);
                    const auto ew = beam(mirrored(city, true), sun_at(altitude, 360 - azimuth), 1.1f);
                    const auto sn = beam(mirrored(city, false), sun_at(altitude, 180 - azimuth), 1.1f);
                    for (idx j = 0; j < ny; ++j)
                        for (idx i = 0; i < nx; ++i) {
                            ASSERT_EQ(b[at(city, j, i)], ew[at(city, j, nx - 1 - i)]) << azimuth;
                            ASSERT_EQ(b[at(city, j, i)], sn[at(city, ny - 1 - j, i)]) << azimuth;
                        }
                }
        }
}

TEST(Shade, ATileWithItsOffsetEqualsTheWholeRunBitForBit) {  // [6]
    const idx nx = 203, ny = 180, i0 = 37, j0 = 21, tx = 140, ty = 131;
    const auto city = random_city(nx, ny, 9, true);
    const auto tile = cut(city, j0, i0, ty, tx);
    ShadeModel::Parameters p;
    p.whole = {nx, ny, i0, j0};
    for (const double azimuth : {3.0, 100.0, 187.0, 231.0, 315.0})
        for (const double altitude : {35.0, 50.0, 76.0}) {
            const auto whole = beam(city, sun_at(altitude, azimuth));
            const auto part = beam(tile, sun_at(altitude, azimuth), 0, p);
            const idx halo =
                idx(36 / std::tan(altitude * degree_d)) + 3;  // relief: 29 m of roofs, 4 m of ground
            ASSERT_GT(ty, 2 * halo);
            for (idx j = halo; j < ty - halo; ++j)
                for (idx i = halo; i < tx - halo; ++i)
                    ASSERT_EQ(part[at(tile, j, i)], whole[at(city, j0 + j, i0 + i)])
                        << azimuth << " " << altitude;
        }
}

TEST(Shade, GridConvergenceTurnsTheSun) {  // [7]
    auto city = random_city(80, 70, 3, true);
    const auto b = beam(city, sun_at(30, 150));
    city.grid.convergence_rad = 4 * degree_d;
    EXPECT_EQ(beam(city, sun_at(30, 154)), b);
}

TEST(Shade, ATileOutsideItsWholeIsRefused) {
    ShadeModel::Parameters p;
    p.whole = {20, 20, 15, 0};
    EXPECT_THROW(beam(plain(10, 10), sun_at(30, 100), 0, p), InputError);
}

// ---- sky -------------------------------------------------------------------------------------------

TEST(SkyViewFactor, OpenPlainIsExactlyOne) {  // [10]
    auto city = plain(33, 18);
    shape_terrain(city, [](double, double) { return -3.21; });
    const auto s = sky(city);
    for (const float v : s.cosine) ASSERT_EQ(v, 1.0f);
    for (const float v : s.solid_angle) ASSERT_EQ(v, 1.0f);
    for (const float v : s.cosine_opaque) ASSERT_EQ(v, 1.0f);
}

TEST(SkyViewFactor, CentreOfALongStreetCanyonMatchesTheAnalyticValues) {  // [11]
    for (const double aspect : {0.5, 1.0, 2.0}) {
        auto city = plain(61, 1201);
        build(city, [&](double x, double) { return std::abs(x) > 10.5 ? 21 * aspect : 0.0; });
        const auto s = sky(city);
        const double cosine = std::cos(std::atan(2 * aspect));
        // Solid angle: 1 - mean over azimuth of sin(horizon), tan(horizon) = 2 H/W |sin azimuth|.
        double solid = 1;
        for (int n = 0; n < 3600; ++n) {
            const double t = 2 * aspect * std::abs(std::sin((n + 0.5) * pi_d / 1800));
            solid -= t / std::sqrt(1 + t * t) / 3600;
        }
        EXPECT_NEAR(s.cosine[at(city, 600, 30)], cosine, 0.005) << aspect;
        EXPECT_NEAR(s.solid_angle[at(city, 600, 30)], solid, 0.01) << aspect;
    }
}

TEST(SkyViewFactor, SquareCourtyardIsSymmetricBitForBit) {  // [5]
    auto city = plain(41, 41);
    build(city, [](double x, double y) { return std::max(std::abs(x), std::abs(y)) > 12 ? 15.0 : 0.0; });
    const auto s = sky(city);
    for (idx j = 0; j < 41; ++j)
        for (idx i = 0; i < 41; ++i) {
            ASSERT_EQ(s.cosine[at(city, j, i)], s.cosine[at(city, j, 40 - i)]);
            ASSERT_EQ(s.cosine[at(city, j, i)], s.cosine[at(city, 40 - j, i)]);
            ASSERT_EQ(s.cosine[at(city, j, i)], s.cosine[at(city, i, j)]);
            ASSERT_EQ(s.solid_angle[at(city, j, i)], s.solid_angle[at(city, i, 40 - j)]);
        }
}

TEST(SkyViewFactor, NeverIncreasesWhenABuildingGrows) {  // [12]
    // A block that grows level by level and side by side between others, on rolling ground with trees.
    auto city = plain(70, 64);
    shape_terrain(city, [](double x, double y) { return 2 * std::sin(0.05 * x) * std::cos(0.04 * y); });
    build(city, [](double x, double y) {
        return std::abs(x) > 22 && std::abs(x) < 30 && std::fmod(y + 100, 14) < 9 ? 9.0 : 0.0;
    });
    plant(city, [](double x, double y) {
        return std::hypot(x + 15, y - 20) < 4 ? Crown{3, 9, 0.7f} : Crown{};
    });
    auto before = sky(city);
    for (int grow = 0; grow < 6; ++grow) {
        build(city, [&](double x, double y) {
            return std::abs(x) < 5 && std::abs(y) < 5 + 2 * grow ? 0.7 + 4.1 * grow : 0.0;
        });
        const auto after = sky(city);
        for (std::size_t n = 0; n < after.cosine.size(); ++n) {
            if (city.building_height[n] > 0) continue;  // a roof that rises sees more
            ASSERT_LE(after.cosine_opaque[n], before.cosine_opaque[n]);
        }
        before = after;
    }
}

TEST(SkyViewFactor, AGrowingRoofThatJoinsOrLeavesItsNeighboursSurfaceChangesLittle) {  // [12], limit
    // Roofs that touch and differ by less than 1 m count as one surface (pitched roofs need that), so
    // there growth may open a little sky. 0.002: 1 m at the 25 m or so from which such edges are seen.
    auto city = random_city(70, 64, 11, true);
    auto before = sky(city);
    for (int grow = 0; grow < 4; ++grow) {
        for (idx j = 20 + grow; j < 34; ++j)
            for (idx i = 25; i < 40 - grow; ++i) {
                auto& h = city.building_height[at(city, j, i)];
                if (city.canopy_top[at(city, j, i)] == 0) h = std::max(h, 4.0f + 5 * float(grow));
            }
        const auto after = sky(city);
        for (std::size_t n = 0; n < after.cosine.size(); ++n) {
            if (city.building_height[n] == 0) {
                ASSERT_LE(after.cosine_opaque[n], before.cosine_opaque[n] + 0.002f);
            }
        }
        before = after;
    }
}

TEST(SkyViewFactor, AClosedSkyIsZeroAndCrownsOnlyTakeAway) {  // [10]
    auto city = random_city(60, 60, 21, true);
    const auto s = sky(city);
    EXPECT_LT(mean(s.cosine), mean(s.cosine_opaque));
    for (std::size_t n = 0; n < s.cosine.size(); ++n) {
        ASSERT_LE(s.cosine[n], s.cosine_opaque[n]);
        ASSERT_GE(s.cosine[n], 0.0f);
        ASSERT_GE(s.solid_angle[n], 0.0f);
        ASSERT_LE(s.solid_angle[n], 1.0f);
    }
}

TEST(SkyViewFactor, UnderAUniformCrownSlabMatchesTheIntegralOfBeerLambert) {  // [8]
    auto city = plain(91, 91);
    plant(city, [](double, double) { return Crown{1, 2, 1.2f}; });
    const auto s = sky(city);
    const double tau = 0.6 * 0.5 * 1.2 * 1;
    double cosine = 0;  // integral of exp(-tau / mu) 2 mu d mu
    for (int n = 0; n < 10000; ++n) {
        const double mu = (n + 0.5) / 10000;
        cosine += std::exp(-tau / mu) * 2 * mu / 10000;
    }
    EXPECT_NEAR(s.cosine[at(city, 45, 45)], cosine, 0.005);
    EXPECT_EQ(s.cosine_opaque[at(city, 45, 45)], 1.0f);
}

TEST(SkyViewFactor, ATileWithItsOffsetEqualsTheWholeRunBitForBit) {  // [6]
    // 4 m of relief and rays above 3 degrees: a halo of 80 cells.
    auto city = plain(231, 220);
    build(city, [](double x, double y) {
        return std::fmod(x + 1000, 37) < 9 && std::fmod(y + 1000, 29) < 12 ? 3.5 : 0.0;
    });
    plant(city, [](double x, double y) {
        return std::fmod(x + 1000, 23) < 4 && std::fmod(y + 1000, 31) < 5 ? Crown{2, 4, 0.5f} : Crown{};
    });
    const idx i0 = 13, j0 = 9, tx = 200, ty = 195, halo = 80;
    ShadeModel::Parameters p;
    p.whole = {231, 220, i0, j0};
    const auto whole = sky(city, 24);
    const auto tile = cut(city, j0, i0, ty, tx);
    const auto part = sky(tile, 24, 18, 0, p);
    for (idx j = halo; j < ty - halo; ++j)
        for (idx i = halo; i < tx - halo; ++i) {
            ASSERT_EQ(part.cosine[at(tile, j, i)], whole.cosine[at(city, j0 + j, i0 + i)]);
            ASSERT_EQ(part.solid_angle[at(tile, j, i)], whole.solid_angle[at(city, j0 + j, i0 + i)]);
        }
}

TEST(SkyViewFactor, AMirroredCityHasTheMirroredFactorBitForBit) {  // [5]
    for (const idx n : {50, 51}) {
        const auto city = random_city(n, n + 13, 2, true);
        const auto s = sky(city);
        const auto m = sky(mirrored(city, true));
        for (idx j = 0; j < n + 13; ++j)
            for (idx i = 0; i < n; ++i) {
                ASSERT_EQ(s.cosine[at(city, j, i)], m.cosine[at(city, j, n - 1 - i)]);
                ASSERT_EQ(s.solid_angle[at(city, j, i)], m.solid_angle[at(city, j, n - 1 - i)]);
            }
    }
}

TEST(SkyViewFactor, TheNumberOfThreadsDoesNotChangeABit) {  // [4]
    const auto city = random_city(150, 140, 4, true);       // large enough for threads to be used
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto one = sky(city, 24);
    const auto shade_one = beam(city, sun_at(25, 100));
    omp_set_num_threads(2);
    const auto two = sky(city, 24);
    EXPECT_EQ(one.cosine, two.cosine);
    EXPECT_EQ(one.solid_angle, two.solid_angle);
    EXPECT_EQ(shade_one, beam(city, sun_at(25, 100)));
    omp_set_num_threads(threads);
}

TEST(SkyViewFactor, OddNumbersOfDirectionsAreRefusedTogether) {
    const CityModel city(Backend::cpu(), plain(5, 5));
    const ShadeModel model(city, {});
    try {
        model.sky_view(30, 10);
        FAIL();
    } catch (const InputError& e) {
        EXPECT_EQ(e.problems().size(), 2u);
    }
}

}  // namespace
}  // namespace luwte
