// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/radiation.md.
#include "models/radiation/radiation_model.hpp"

#include "kernels/comfort/wbgt_reference.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/radiation/beam.hpp"
#include "kernels/radiation/perez_sky.hpp"
#include "kernels/radiation/surroundings.hpp"
#include "models/city/plain_city.hpp"
#include "models/heat/test_materials.hpp"
#include "models/radiation/diffuse_sky.hpp"
#include "models/shading/even_sky.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr idx n = 33;                // cells a side: more than a vector, divides nothing
constexpr double noon = 1561118400;  // 2019-06-21 12:00 UTC

CityLayers plain_city(SurfaceType type) {
    CityLayers c = scenes::plain(n, 2, 1, type);
    c.grid.latitude_rad = 52 * degree_d;
    c.grid.longitude_rad = 5 * degree_d;
    return c;
}

/// A small city with one value of every input everywhere, and the model on it.
struct Scene {
    CityModel city;
    ShadeModel::SkyView sky;
    Field2D<float> beam, air, shortwave, longwave, surface, reflected, emitted;
    Field2D<std::int32_t> patch;
    Field2D<float> side_shortwave, side_longwave;
    RadiationModel model;

    Scene(SurfaceType type, float sky_view, float sky_view_opaque, float temperature = 300,
          float height = RadiationModel::body_height)
        : city(Backend::cpu(), plain_city(type)),
          sky(scenes::even_sky(plane(sky_view), plane(sky_view_opaque))),
          beam(plane(1)),
          air(plane(temperature)),
          shortwave(plane(0)),
          longwave(plane(black_body(temperature))),
          surface(plane(temperature)),
          reflected(plane(0)),
          emitted(plane(black_body(temperature))),
          patch(Backend::cpu(), {1, 2, n}, "patch", "1"),
          side_shortwave(sides(0)),
          side_longwave(sides(black_body(temperature))),
          model(city, sky, test_materials(), {height, true, 0, true}) {
        std::ranges::fill(patch.host(), 0);
    }
    SurfaceClimate surfaces() const {
        return {air, shortwave, longwave, surface, reflected, emitted, patch, side_shortwave, side_longwave};
    }
    static Field2D<float> sides(float value) {
        Field2D<float> f(Backend::cpu(), {1, 4, 1}, "sides", "W m-2");
        std::ranges::fill(f.host(), value);
        return f;
    }
    /// One of the twelve fluxes.
    double flux(std::size_t which) const { return value(model.fluxes[which]); }
    static Field2D<float> plane(float value) {
        Field2D<float> f(Backend::cpu(), {1, 2, n}, "test", "1");
        std::fill(f.host().begin(), f.host().end(), value);
        return f;
    }
    /// `transmissivity(part)` of the beam, at the surface and at the body.
    template <class F>
    void run_parts(const Forcing& forcing, F&& transmissivity) {
        model.begin(forcing);
        for (int p = 0; p < 6; ++p)
            if (model.needs_beam(p)) {
                beam = plane(transmissivity(p));
                model.add_beam(p, beam, beam);
            }
        model.finish(surfaces());
    }
    void run(const Forcing& forcing, float transmissivity = 1) {
        run_parts(forcing, [&](int) { return transmissivity; });
    }
    static double value(const Field2D<float>& f) { return f.host()[n + 7]; }
    double tmrt() const { return value(model.mean_radiant_temperature); }
    double sphere() const { return value(model.mean_radiant_temperature_sphere); }
    /// Direct sun in fluxes 0 to 4: from above and on the sides.
    double direct(std::size_t face) const { return model.direct.host()[face * 2 * n + n + 7]; }
};

/// A step with one sun altitude in all parts.
Forcing step(double altitude_deg, float direct_normal, float diffuse, float longwave) {
    Forcing f{};
    f.begin_s = noon - 1800;
    f.end_s = noon + 1800;
    f.air_temperature = 300;
    const float sine = float(std::sin(altitude_deg * degree_d));
    for (Forcing::Part& p : f.parts) {
        p.sun = {altitude_deg * degree_d, pi_d, 1};
        p.direct_normal = direct_normal;
        p.diffuse_horizontal = diffuse;
        p.global_horizontal = diffuse + direct_normal * std::max(sine, 0.0f);
    }
    f.global_horizontal = f.parts[0].global_horizontal;
    f.diffuse_horizontal = diffuse;
    f.longwave_down = longwave;
    return f;
}

double fourth_root(double x) { return std::sqrt(std::sqrt(x)); }

TEST(Radiation, BlackBodyEnclosureHasItsOwnTemperature) {  // [1]
    for (const float t : {263.0f, 300.0f, 320.0f})
        for (const float psi : {0.0f, 0.3f, 1.0f}) {
            Scene scene(SurfaceType::grass, psi, std::min(1.0f, psi + 0.2f), t);
            Forcing f = step(-20, 0, 0, black_body(t));
            f.air_temperature = t;
            scene.run(f);
            // Single precision of a fourth root of a sum of a dozen terms.
            EXPECT_NEAR(scene.tmrt(), t, 2e-4) << "sky view " << psi;
            EXPECT_NEAR(scene.sphere(), t, 2e-4) << "sky view " << psi;
        }
}

TEST(Radiation, OpenPlainMatchesTheClosedForm) {  // [2]
    Scene scene(SurfaceType::closed_paving, 1, 1);
    const double ts = 320, sigma = 5.670374419e-8, global = 150 + 700 * std::sin(60 * degree_d);
    scene.surface = Scene::plane(float(ts));
    scene.shortwave = Scene::plane(float(global));
    scene.longwave = Scene::plane(380);
    scene.run(step(60, 700, 150, 380));
    const double albedo = 0.18, e = 0.95;  // of test_materials()
    const double k_up = albedo * global, l_up = e * sigma * std::pow(ts, 4) + (1 - e) * 380;
    // Four sides of the anisotropic sky, by an integral of its own.
    const PerezSky light = PerezSky::of(150, 700, 1361, 30 * degree_d);
    double vertical = 0, horizontal = 0;
    for (int a = 0; a < 720; ++a)
        for (int e = 0; e < 720; ++e) {
            const double z = (e + 0.5) / 720 * pi_d / 2, azimuth = (a + 0.5) / 720 * 2 * pi_d;
            const double angle = std::acos(std::cos(z) * std::cos(30 * degree_d) +
                                           std::sin(z) * std::sin(30 * degree_d) * std::cos(azimuth - pi_d));
            const double r = light.radiance(std::cos(z), angle) * std::sin(z);
            horizontal += r * std::cos(z);
            vertical += r * std::sin(z) * (std::abs(std::cos(azimuth)) + std::abs(std::sin(azimuth)));
        }
    const double sides = 150 * vertical / horizontal;
    // fp of 60 degrees: 0.308 cos(60 (1 - 3600/48402)) = 0.308 cos 55.537 deg = 0.17428
    const double k = 700 * 0.17428 + 0.22 * (sides + 2 * k_up) + 0.06 * (150 + k_up);
    // Sides see the low sky, which sends more: 0.09 sigma T^4 ln 2.
    const double low_sky = 0.09 * sigma * std::pow(300, 4) * std::log(2);
    const double l = 0.88 * 0.5 * (380 + low_sky + l_up) + 0.06 * (380 + l_up);
    EXPECT_NEAR(scene.tmrt(), fourth_root((0.7 * k + 0.97 * l) / (0.97 * sigma)), 0.005);
    EXPECT_EQ(Scene::value(scene.model.shadow_fraction), 0);
}

// Property 10 of docs/models/comfort.md, the radiation: on a plain of one temperature under their sky, clouds
// so thick that low sky sends no more than high sky, and light that is all direct or all diffuse and even.
TEST(Radiation, InstrumentsOfWbgtAbsorbOnAnOpenPlainAsLiljegrenHasIt) {
    for (const double direct_share : {0.0, 1.0}) {
        liljegren::Plain plain{300, 0.5, 1, 101325, 700, direct_share, std::sin(50 * degree_d)};
        plain.surface_albedo = 0.18;  // closed paving of test_materials()
        const double black = liljegren::sigma * std::pow(300, 4);
        const double sky = liljegren::sky_emissivity(plain) * black;
        // The ground's own emission such that it sends as much as theirs, with 0.05 of the sky reflected.
        const double sent = plain.surface_emissivity * black;
        Scene scene(SurfaceType::closed_paving, 1, 1);
        scene.surface = Scene::plane(float(fourth_root((sent - 0.05 * sky) / (0.95 * liljegren::sigma))));
        scene.longwave = Scene::plane(float(sky));
        scene.shortwave = Scene::plane(700);
        const double altitude = direct_share > 0 ? 50 : -0.1;  // the sky is even without sun
        Forcing f = step(altitude, float(direct_share * 700 / plain.cos_zenith),
                         float((1 - direct_share) * 700), float(sky));
        f.cloud_fraction = float(std::pow(1 / 0.75, 1 / 3.4));
        scene.run(f);
        EXPECT_NEAR(Scene::value(scene.model.globe_radiation), liljegren::globe_radiation(plain), 0.01);
        EXPECT_NEAR(Scene::value(scene.model.wick_radiation), liljegren::wick_radiation(plain), 0.01);
    }
}

TEST(Radiation, StepsOfFewerPartsAreTheirMeansToo) {
    Scene hour(SurfaceType::grass, 0.7f, 0.8f), short_step(SurfaceType::grass, 0.7f, 0.8f);
    Forcing f = step(50, 600, 120, 380);
    hour.run(f, 0.5f);
    f.part_count = 2;
    for (int p = 2; p < 6; ++p) f.parts[std::size_t(p)].direct_normal = 1e6f;  // no part of the step
    short_step.model.begin(f);
    short_step.beam = Scene::plane(0.5f);
    for (int p = 0; p < 2; ++p) short_step.model.add_beam(p, short_step.beam, short_step.beam);
    short_step.model.finish(short_step.surfaces());
    EXPECT_NEAR(short_step.tmrt(), hour.tmrt(), 1e-3);
    for (const auto field : {&RadiationModel::shadow_fraction, &RadiationModel::globe_radiation,
                             &RadiationModel::wick_radiation})
        EXPECT_NEAR(Scene::value(short_step.model.*field), Scene::value(hour.model.*field), 1e-3);
}

TEST(Radiation, InstrumentsOfWbgtAreInEquilibriumInABlackBodyEnclosure) {
    for (const float psi : {0.0f, 0.3f, 1.0f}) {
        Scene scene(SurfaceType::grass, psi, std::min(1.0f, psi + 0.2f), 300);
        scene.run(step(-20, 0, 0, black_body(300)));
        EXPECT_NEAR(Scene::value(scene.model.globe_radiation), 0.95 * double(black_body(300)), 0.005);
        EXPECT_NEAR(Scene::value(scene.model.wick_radiation), 0.95 * double(black_body(300)), 0.005);
    }
}

TEST(Radiation, NightIsAllShade) {  // [3]
    Scene scene(SurfaceType::closed_paving, 0.6f, 0.8f, 290);
    scene.run(step(-10, 0, 0, 320));
    EXPECT_EQ(Scene::value(scene.model.shadow_fraction), 1);
    EXPECT_LT(scene.tmrt(), 290);  // the sky is colder than air
    EXPECT_GT(scene.tmrt(), fourth_root(320 / 5.670374419e-8));
}

TEST(Radiation, ShadowFractionIsTheShareOfPartsWithSun) {  // [4]
    Scene scene(SurfaceType::grass, 0.7f, 0.7f);
    Forcing f = step(20, 500, 100, 350);
    f.parts[0].sun.altitude_rad = f.parts[1].sun.altitude_rad = -0.02;  // sunrise after two parts
    f.parts[0].direct_normal = f.parts[1].direct_normal = 0;
    scene.run_parts(f, [](int p) { return p == 3 ? 0.0f : (p == 4 ? 0.5f : 1.0f); });
    EXPECT_NEAR(Scene::value(scene.model.shadow_fraction), 1.5 / 4, 1e-6);
}

TEST(Radiation, SunMakesWarmerAndTreeShadeLiesBetween) {  // [5]
    const Forcing f = step(55, 800, 120, 380);
    double before = 0;
    for (const float transmissivity : {0.0f, 0.05f, 0.5f, 1.0f}) {
        Scene scene(SurfaceType::open_paving, 0.6f, 0.6f);
        scene.run(f, transmissivity);
        EXPECT_GT(scene.tmrt(), before);
        before = scene.tmrt();
    }
}

TEST(Radiation, ClearNightCoolsWithTheSkyThatIsSeen) {  // [6]
    double before = 1000;
    for (const float psi : {0.0f, 0.2f, 0.5f, 0.9f}) {  // the last tenth is low sky, almost as warm as walls
        Scene scene(SurfaceType::grass, psi, psi, 290);
        Forcing f = step(-30, 0, 0, 300);
        f.air_temperature = 290;
        scene.run(f);
        EXPECT_LT(scene.tmrt(), before) << "sky view " << psi;
        before = scene.tmrt();
    }
}

TEST(Radiation, WhatIsNotSkyIsLeavesBeforeSurfaces) {      // [7]
    EXPECT_FLOAT_EQ(surround(0.4f, 1.0f, 450, 500), 450);  // nothing but leaves
    EXPECT_FLOAT_EQ(surround(0.4f, 0.4f, 450, 500), 500);  // no leaves
    EXPECT_FLOAT_EQ(surround(0.4f, 0.7f, 450, 500), 475);
    EXPECT_FLOAT_EQ(surround(1.0f, 1.0f, 450, 500), 500);  // nothing of either: any of the two
    // Half their view is sky, half ground.
    EXPECT_FLOAT_EQ(shortwave_of_crowns({100, 30, 600, 0, 0, 0}, {0.2f, 0.1f}, 0.5f), 0.1f * (50 + 30 + 30));
}

TEST(Radiation, LightOfSurfacesAroundMakesWarmer) {  // [11]
    Scene dark(SurfaceType::grass, 0.4f, 0.4f), bright(SurfaceType::grass, 0.4f, 0.4f);
    bright.reflected = Scene::plane(100);
    const Forcing f = step(55, 800, 120, 380);
    bright.side_shortwave = Scene::sides(100);
    dark.run(f), bright.run(f);
    EXPECT_GT(bright.tmrt(), dark.tmrt() + 2);
}

TEST(Radiation, SidesSeeTheirOwnSkyAndSurfaces) {  // [8]
    // One bright wall, in the east: that side alone gets it, by the share that is neither sky nor floor.
    Scene scene(SurfaceType::grass, 0.5f, 0.5f);
    scene.side_shortwave.host()[1] = 100;
    scene.run(step(-10, 0, 0, 350));
    const double horizon = std::asin(std::sqrt(std::lround(255 * 0.5) / 255.0));  // sin^2: the hidden share
    const double seen = 0.5 * (1 - 2 / pi_d * (horizon + std::sin(horizon) * std::cos(horizon)));
    EXPECT_NEAR(scene.flux(3), 100 * (0.5 - seen), 0.1);
    EXPECT_EQ(scene.flux(2), 0);
    EXPECT_EQ(scene.flux(4), 0);
}

TEST(Radiation, SunFallsOnTheSidesThatFaceIt) {  // [14]
    Scene scene(SurfaceType::grass, 1, 1);
    Forcing f = step(30, 600, 0, 350);
    for (Forcing::Part& part : f.parts) part.sun.azimuth_rad = 225 * degree_d;
    scene.run(f);
    const double side = 600 * std::cos(30 * degree_d) * std::sqrt(0.5);
    EXPECT_NEAR(scene.flux(0), 300, 1e-3);
    EXPECT_NEAR(scene.flux(2), 0, 1e-3);
    EXPECT_NEAR(scene.flux(3), 0, 1e-3);
    EXPECT_NEAR(scene.flux(4), side, 1e-3);
    EXPECT_NEAR(scene.flux(5), side, 1e-3);
}

TEST(Radiation, FloorBeforeASideIsTheOneThatItSees) {  // [15]
    // West of column 7 the floor is hot, from it on it is cool: 401.8 and 459.3 W/m2.
    Scene scene(SurfaceType::grass, 1, 1, 300);
    for (idx j = 0; j < 2; ++j)
        for (idx i = 0; i < n; ++i) scene.surface.host()[std::size_t(j * n + i)] = i < 7 ? 320.0f : 300.0f;
    scene.longwave = Scene::plane(400);
    scene.run(step(-10, 0, 0, 400));
    EXPECT_GT(scene.flux(11), scene.flux(9) + 30);     // west, east
    EXPECT_NEAR(scene.flux(8), scene.flux(10), 1e-3);  // north and south see half of each
    EXPECT_GT(scene.flux(8), scene.flux(9) + 5);
    EXPECT_LT(scene.flux(8), scene.flux(11) - 5);
}

/// Sums over shortwave (first = 0) or longwave (6): of the four sides, and of above and below.
struct Sums {
    double sides, ends;
    Sums(const Scene& scene, std::size_t first)
        : sides(scene.flux(first + 2) + scene.flux(first + 3) + scene.flux(first + 4) +
                scene.flux(first + 5)),
          ends(scene.flux(first) + scene.flux(first + 1)) {}
};

TEST(Radiation, SixFluxesMakeTheMeanRadiantTemperatures) {  // [19]
    for (const float lit : {0.0f, 0.4f, 1.0f}) {
        Scene scene(SurfaceType::closed_paving, 0.6f, 0.8f);
        scene.shortwave = Scene::plane(500);
        scene.surface = Scene::plane(318);
        scene.side_shortwave = Scene::sides(80);
        scene.run(step(40, 700, 120, 370), lit);
        const Sums k(scene, 0), l(scene, 6);
        const double above = scene.direct(0),
                     sides = scene.direct(1) + scene.direct(2) + scene.direct(3) + scene.direct(4);
        const auto tmrt = [](double shortwave, double longwave) {
            return fourth_root((0.7 * shortwave + 0.97 * longwave) / (0.97 * 5.670374419e-8));
        };
        // (11), (12): direct sun by the projected area, 0.308 cos(40 (1 - 1600/48402)) = 0.24044, in its
        // place.
        const double standing =
            0.22 * (k.sides - sides) + 0.06 * (k.ends - above) + 0.24044 * 700 * double(lit);
        EXPECT_NEAR(scene.tmrt(), tmrt(standing, 0.22 * l.sides + 0.06 * l.ends), 2e-3) << lit;
        // (31), (32): a sphere has a quarter of its surface in the sun, from wherever it comes.
        const double sphere = (k.sides - sides + k.ends - above) / 6 + 700 * double(lit) / 4;
        EXPECT_NEAR(scene.sphere(), tmrt(sphere, (l.sides + l.ends) / 6), 2e-3) << lit;
    }
}

TEST(Radiation, OnlyASphereIsTheSameFromEverySide) {  // [20]
    const auto scene = [](double azimuth_deg) {
        Scene out(SurfaceType::grass, 1, 1);
        Forcing f = step(30, 600, 0, 350);
        for (Forcing::Part& part : f.parts) part.sun.azimuth_rad = azimuth_deg * degree_d;
        out.run(f);
        return out;
    };
    const Scene south = scene(180), south_west = scene(225);
    EXPECT_NEAR(south.sphere(), south_west.sphere(), 1e-3);
    EXPECT_GT(Sums(south_west, 0).sides, Sums(south, 0).sides + 200);  // of a box more is lit
}

TEST(Radiation, ALowerBodyGetsMoreOfTheGroundNearIt) {  // [21]
    const auto on_strip = [](float strip, float beyond, float height) {
        Scene scene(SurfaceType::grass, 1, 1, 300, height);
        for (idx j = 0; j < 2; ++j)
            for (idx i = 0; i < n; ++i)
                scene.surface.host()[std::size_t(j * n + i)] = std::abs(i - 7) <= 1 ? strip : beyond;
        scene.longwave = Scene::plane(400);
        scene.run(step(-10, 0, 0, 400));
        return scene;
    };
    const Scene warm = on_strip(330, 300, 1.1f), warm_low = on_strip(330, 300, 0.8f);
    EXPECT_GT(Sums(warm_low, 6).sides, Sums(warm, 6).sides + 20);
    EXPECT_EQ(Sums(warm_low, 6).ends, Sums(warm, 6).ends);
    EXPECT_GT(warm_low.tmrt(), warm.tmrt() + 0.5);
    EXPECT_GT(warm_low.sphere(), warm.sphere() + 0.3);
    const Scene cool = on_strip(290, 320, 1.1f), cool_low = on_strip(290, 320, 0.8f);
    EXPECT_LT(cool_low.tmrt(), cool.tmrt() - 0.5);
    const Scene even = on_strip(310, 310, 1.1f), even_low = on_strip(310, 310, 0.8f);
    EXPECT_EQ(even_low.tmrt(), even.tmrt());
}

TEST(Radiation, SlantOfLongwaveIsExactUnderAnEvenHorizon) {  // [10]
    EXPECT_NEAR(slant_on_horizontal(1), 0, 1e-6);
    const Field2D<float> views = VerticalSectors::view_and_slant();
    const auto cosine = VerticalSectors::cosine(0.2);
    const double whole = std::accumulate(cosine.begin(), cosine.end(), 0.0);
    EXPECT_NEAR(whole * double(views.view()(0, 0)), 0.5, 1e-3);
    EXPECT_NEAR(whole * double(views.view()(1, 0)), 0.5 * std::log(2.0), 1e-3);
    for (const int byte : {1, 2, 8, 17, 64, 128, 225}) {
        const double b = std::asin(std::sqrt(byte / 255.0));
        double horizontal = 0, vertical = 0;
        for (int i = 0; i < 100000; ++i) {
            const double de = (pi_d / 2 - b) / 100000, e = b + (i + 0.5) * de, c = std::cos(e),
                         s = std::sin(e);
            horizontal += 2 * s * c * (-std::log(s) - 0.5) * de;
            vertical += 4 / pi_d * c * c * (-std::log(s) - 0.5) * de;
        }
        const double psi = std::cos(b) * std::cos(b);
        EXPECT_NEAR(slant_on_horizontal(float(psi)), horizontal, 2e-4) << byte;
        EXPECT_NEAR(2 * whole * double(views.view()(1, byte)), vertical, 2e-3) << byte;
    }
    // Clouds and a black sky send the same from everywhere.
    EXPECT_NEAR(longwave_slant(320, 290, 0), 0.09 * black_body(290), 1e-3);
    EXPECT_NEAR(longwave_slant(380, 290, 1),
                std::min(0.0225, 1 - 380 / double(black_body(290))) * black_body(290), 1e-2);
    EXPECT_EQ(longwave_slant(black_body(290), 290, 0), 0);
}

// Jendritzky's factor worked by hand: 0.308 at the horizon, 0.308 cos(90 (1 - 8100/48402)) = 0.0801 at the
// zenith.
TEST(Radiation, ProjectedAreaFallsTowardsTheZenith) {  // [9]
    EXPECT_NEAR(projected_area_factor(0), 0.308, 1e-6);
    EXPECT_NEAR(projected_area_factor(half_pi), 0.0801, 1e-4);
    EXPECT_NEAR(projected_area_factor(float(30 * degree_d)),
                0.308 * std::cos(30 * (1 - 900 / 48402.0) * degree_d), 1e-6);
}

TEST(Radiation, CallsOutOfOrderAreCaught) {
    Scene scene(SurfaceType::grass, 1, 1);
    EXPECT_THROW(scene.model.finish(scene.surfaces()), std::logic_error);
    scene.model.begin(step(50, 500, 100, 350));
    EXPECT_THROW(scene.model.finish(scene.surfaces()), std::logic_error);
    scene.model.add_beam(0, scene.beam, scene.beam);
    EXPECT_THROW(scene.model.add_beam(0, scene.beam, scene.beam), std::logic_error);
    scene.model.begin(step(-5, 0, 0, 350));
    EXPECT_THROW(scene.model.add_beam(0, scene.beam, scene.beam), std::logic_error);
    EXPECT_NO_THROW(scene.model.finish(scene.surfaces()));
}

}  // namespace
}  // namespace luwte
