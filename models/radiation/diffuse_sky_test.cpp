// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/radiation.md.
#include "models/radiation/diffuse_sky.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/heat/wall_balance.hpp"
#include "kernels/radiation/perez_sky.hpp"
#include "kernels/shading/directions.hpp"

#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace luwte {
namespace {

Forcing::Part part(double altitude_deg, double azimuth_deg, float direct, float diffuse) {
    Forcing::Part p{};
    p.sun = {altitude_deg * degree_d, azimuth_deg * degree_d, 1};
    p.direct_normal = direct, p.diffuse_horizontal = diffuse;
    return p;
}
DiffuseSky sky_of(const Forcing::Part& p) {
    DiffuseSky sky(0);
    sky.add(p, 1);
    return sky;
}

/// What planes get of the sky above an even horizon, by an integral of its own [W m-2]: horizontal, then
/// facing north, east, south and west.
std::array<double, 5> above(const Forcing::Part& p, double horizon) {
    const double zenith = pi_d / 2 - p.sun.altitude_rad;
    const PerezSky sky = PerezSky::of(double(p.diffuse_horizontal), double(p.direct_normal), 1361, zenith);
    std::array<double, 5> got{};
    double whole = 0;
    constexpr int n = 600;
    for (int a = 0; a < n; ++a)
        for (int e = 0; e < n; ++e) {
            const double h = (e + 0.5) / n * pi_d / 2, azimuth = (a + 0.5) / n * 2 * pi_d;
            const double cosine = std::sin(h) * std::cos(zenith) +
                                  std::cos(h) * std::sin(zenith) * std::cos(azimuth - p.sun.azimuth_rad);
            const double r =
                sky.radiance(std::sin(h), std::acos(std::clamp(cosine, -1.0, 1.0))) * std::cos(h);
            whole += r * std::sin(h);
            if (h < horizon) continue;
            got[0] += r * std::sin(h);
            for (int q = 0; q < 4; ++q)
                got[std::size_t(q) + 1] += r * std::cos(h) * std::max(std::cos(azimuth - q * pi_d / 2), 0.0);
        }
    for (double& g : got) g *= double(p.diffuse_horizontal) / whole;
    return got;
}

TEST(DiffuseSky, OpenPlaneGetsTheDiffuseRadiationThatWasMeasured) {  // [16]
    for (const Forcing::Part& p : {part(50, 150, 800, 90), part(12, 260, 300, 60), part(40, 90, 0, 250)}) {
        const Field2D<float> gain = sky_of(p).gain_of_horizontal();
        double sum = 0;
        for (int s = 0; s < sky_sectors; ++s) sum += double(gain.view()(s, 0));
        EXPECT_NEAR(sum, 0, 1e-3);
        for (int s = 0; s < sky_sectors; ++s) EXPECT_EQ(gain.view()(s, horizons - 1), 0);
    }
}

TEST(DiffuseSky, PlanesUnderAHorizonGetTheIntegralOfTheSky) {  // [17]
    for (const Forcing::Part& p : {part(50, 150, 800, 90), part(25, 260, 500, 120), part(40, 90, 0, 250)})
        for (const int byte : {0, 20, 64, 128, 200}) {
            const DiffuseSky sky = sky_of(p);
            const Field2D<float> gain = sky.gain_of_horizontal(), vertical = sky.on_vertical();
            const auto expected = above(p, std::asin(std::sqrt(byte / 255.0)));
            double horizontal = double(p.diffuse_horizontal) * (1 - byte / 255.0);
            for (int s = 0; s < sky_sectors; ++s) horizontal += double(gain.view()(s, byte));
            const double near = 0.02 * double(p.diffuse_horizontal);
            EXPECT_NEAR(horizontal, expected[0], near) << byte;
            for (int q = 0; q < 4; ++q) {
                const auto cosine = VerticalSectors::cosine(q * pi_d / 2);
                double side = 0;
                for (int s = 0; s < sky_sectors; ++s)
                    side += double(cosine[std::size_t(s)]) * double(vertical.view()(s, byte));
                EXPECT_NEAR(side, expected[std::size_t(q) + 1], near) << byte << ' ' << q;
            }
        }
}

/// What a wall that faces q quarters from north gets more than of an even sky [W m-2]; `sees` says which
/// directions, by azimuth and elevation.
template <class F>
double more_on_wall(const DiffuseSky& sky, int q, F&& sees) {
    constexpr int directions = 128;
    const auto rays = shading::hemisphere_directions(directions);
    std::vector<std::uint32_t> words(directions / 32);
    for (int n = 0; n < directions; ++n)
        if (sees(rays[std::size_t(n)])) words[std::size_t(n / 32)] |= 1u << (n % 32);
    Field2D<float> gain;
    sky.gain_of_wall(directions, gain);
    WallSun wall{};
    wall.gain = gain.cview();
    wall.seen = {words.data(), 1, 1, directions / 32, 1, 1};
    return double(wall.more({float(facing_di(q)), float(facing_dj(q))}, 0, 0));
}

TEST(DiffuseSky, WallsThatFaceTheSunGetMoreThanTheirShare) {  // [18]
    const Forcing::Part p = part(40, 180, 800, 90);
    const DiffuseSky sky = sky_of(p);
    for (const double horizon : {0.0, 0.2, 0.4158}) {
        const auto expected = above(p, horizon);
        const double view = 0.5 - (horizon + std::sin(horizon) * std::cos(horizon)) / pi_d;
        for (int q = 0; q < 4; ++q)
            EXPECT_NEAR(more_on_wall(sky, q, [&](const auto& ray) { return ray.elevation_rad > horizon; }) +
                            90 * view,
                        expected[std::size_t(q) + 1], 3)
                << q << ", " << horizon;
    }
    EXPECT_GT(more_on_wall(sky, 2, [](const auto&) { return true; }), 20);  // south
    EXPECT_LT(more_on_wall(sky, 0, [](const auto&) { return true; }), 0);   // north
}

TEST(DiffuseSky, AWallThatSeesTheHalfWithTheSunGetsMoreThanOneThatSeesTheOther) {  // [18]
    // South walls under a sun in the south-west, one behind a building in the east, one behind one in the
    // west.
    const Forcing::Part p = part(30, 225, 700, 90);
    const DiffuseSky sky = sky_of(p);
    const double west = more_on_wall(sky, 2, [](const auto&ray) { return ray.azimuth_rad > pi_d; }),
                 east = more_on_wall(sky, 2, [](const auto&ray) { return ray.azimuth_rad < pi_d; });
    EXPECT_GT(west, east + 15);
    EXPECT_NEAR(west + east, more_on_wall(sky, 2, [](const auto&) { return true; }), 1e-3);
}

TEST(DiffuseSky, AnEvenSkyAddsNothing) {
    const DiffuseSky sky = sky_of(part(-1, 90, 0, 20));
    const auto gain = sky.gain_of_horizontal();
    Field2D<float> walls;
    sky.gain_of_wall(128, walls);
    for (const float g : gain.host()) EXPECT_NEAR(g, 0, 1e-6);
    for (const float g : walls.host()) EXPECT_NEAR(g, 0, 2e-3);
}

TEST(DiffuseSky, GridNorthTurnsTheSectors) {
    const Forcing::Part p = part(40, 180, 800, 90);
    DiffuseSky turned(30 * degree_d);  // grid north stands 30 degrees east of true north
    turned.add(p, 1);
    const auto gain = sky_of(p).gain_of_horizontal(), other = turned.gain_of_horizontal();
    for (int s = 0; s < sky_sectors; ++s)
        EXPECT_NEAR(gain.view()(s, 0), other.view()((s + sky_sectors - 2) % sky_sectors, 0), 1e-3);
}

TEST(DiffuseSky, MeansAddUp) {
    const Forcing::Part a = part(40, 180, 800, 90), b = part(20, 100, 0, 200);
    DiffuseSky both(0);
    both.add(a, 0.25), both.add(b, 0.75);
    const auto x = sky_of(a).on_vertical(), y = sky_of(b).on_vertical(), z = both.on_vertical();
    for (std::size_t n = 0; n < z.size(); ++n)
        EXPECT_NEAR(z.host()[n], 0.25f * x.host()[n] + 0.75f * y.host()[n], 1e-4);
}

}  // namespace
}  // namespace luwte
