// SPDX-License-Identifier: Apache-2.0
// Numbers in brackets are the properties of docs/models/heat.md.
#include "models/heat/heat_model.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "models/heat/flux_means.hpp"
#include "models/heat/sunlit_city.hpp"
#include "models/heat/test_materials.hpp"
#include "models/heat/test_runs.hpp"
#include "models/shading/test_scenes.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::HasSubstr;

constexpr double midnight = 1563926400;  // 2019-07-24 00:00 UTC
constexpr idx nx = surface_type_count, ny = 2;

/// Hour h of a clear summer day, the sun up from 5 to 19 h.
Forcing hour(int h, float air = 298, float peak = 800, float longwave = 350) {
    Forcing f{};
    f.begin_s = midnight + 3600.0 * h, f.end_s = f.begin_s + 3600;
    f.air_temperature = air, f.relative_humidity = 0.5f;
    f.vapour_pressure = 0.5f * saturation_vapour_pressure(air);
    f.pressure = 101325, f.wind_speed = 3, f.longwave_down = longwave;
    for (int p = 0; p < 6; ++p) {
        const double x = pi_d * (h % 24 + (p + 0.5) / 6 - 5) / 14;
        const double s = std::sin(x) > 0 && x < pi_d && x > 0 ? std::sin(x) : 0;
        Forcing::Part& part = f.parts[std::size_t(p)];
        part.sun = {s > 0 ? std::asin(0.85 * s) : -0.1, pi_d * (h % 24 + 0.5) / 12, 1};
        part.direct_normal = s > 0 && peak > 0 ? peak : 0;
        part.diffuse_horizontal = float(100 * s) * (peak > 0 ? 1.0f : 0.0f);
        part.global_horizontal = part.diffuse_horizontal + part.direct_normal * float(0.85 * s);
    }
    return f;
}

/// One column of each surface type under an open sky (row 0) and under half of one (row 1).
struct Scene {
    CityModel city;
    WallFacets walls;
    ShadeModel::SkyView sky;
    ShadeModel::WallSky sky_of_walls;
    Field2D<float> beam, air, wind, no_walls;
    HeatModel heat;

    explicit Scene(MaterialTable materials = test_materials(), YearlyTemperature year = {},
                   const CityLayers& types = layers())
        : city(Backend::cpu(), types),
          walls(city),
          sky(scenes::even_sky(plane(1), plane(1))),
          sky_of_walls(ShadeModel(city, {}).wall_sky(walls)),
          beam(plane(1)),
          air(plane(298)),
          wind(plane(1.5f)),
          no_walls(Backend::cpu(), walls.shape(), "beam on walls", "1"),
          heat(walls, sky, sky_of_walls, {std::move(materials), year, 1.0f}) {
        for (idx i = 0; i < nx; ++i) sky.cosine.host()[std::size_t(nx + i)] = 0.5f;  // leaves hide the rest
        std::ranges::fill(no_walls.host(), 0.0f);
    }
    static CityLayers layers() {
        CityLayers c = scenes::plain(nx, ny);
        for (std::size_t n = 0; n < c.surface_type.size(); ++n)
            c.surface_type[n] = std::int8_t(n % surface_type_count);
        return c;
    }
    static Field2D<float> plane(float value) {
        Field2D<float> f(Backend::cpu(), {1, ny, nx}, "test", "1");
        std::fill(f.host().begin(), f.host().end(), value);
        return f;
    }
    HeatModel::Beam beams(const Forcing& f, int part) const {
        if (f.parts[std::size_t(part)].sun.altitude_rad <= 0) return {};
        return {&beam, &no_walls};
    }
    void run(const Forcing& f) {
        std::fill(air.host().begin(), air.host().end(), f.air_temperature);
        heat.begin(f, f.air_temperature);
        for (int p = 0; p < 6; ++p) heat.advance(p, beams(f, p), air, wind);
    }
    double surface(SurfaceType type, idx row = 0) const {
        return double(heat.surface_temperature.host()[std::size_t(row * nx + idx(type))]);
    }
};

// Through a day and a night with rain, dew and evaporation, every type of surface. 0.02 W m-2: Newton's last
// step leaves less, the rest is single precision of terms of some hundred W m-2.
TEST(Heat, MeanFluxesOfAStepCloseInEveryColumn) {  // [1]
    Scene scene;
    FluxMeans fluxes(scene.city);
    scene.heat.start(hour(0));
    scene.heat.settle();
    double worst = 0, largest = 0;
    for (int h = 0; h < 24; ++h) {
        Forcing f = hour(h);
        if (h == 9) f.rain = 0.001f;
        std::fill(scene.air.host().begin(), scene.air.host().end(), f.air_temperature);
        scene.heat.begin(f, f.air_temperature);
        std::vector<double> absorbed(fluxes.net_radiation.size());
        for (int p = 0; p < 6; ++p) {
            scene.heat.advance(p, scene.beams(f, p), scene.air, scene.wind, {&fluxes.terms, nullptr});
            fluxes.add(p, 6);
            for (std::size_t n = 0; n < absorbed.size(); ++n)
                absorbed[n] += double(fluxes.terms.host()[n]) / 6;
        }
        for (std::size_t n = 0; n < absorbed.size(); ++n) {
            const double net = double(fluxes.net_radiation.host()[n]),
                         out = double(fluxes.sensible_heat_flux.host()[n]) +
                               double(fluxes.latent_heat_flux.host()[n]) +
                               double(fluxes.ground_heat_flux.host()[n]);
            worst = std::max(worst, std::fabs(net - out));
            largest = std::max(largest, std::fabs(net));
            // What the surface's mean temperature lets go, emissivities from 0.85 to 1; 1 W m-2 for the
            // fourth power of a mean.
            const double black = 5.670374e-8 * std::pow(double(scene.heat.surface_temperature.host()[n]), 4);
            ASSERT_GT(net, absorbed[n] - black - 1);
            ASSERT_LT(net, absorbed[n] - 0.85 * black + 1);
        }
    }
    EXPECT_LT(worst, 0.02);
    EXPECT_GT(largest, 300);
    // Signs, in the last hour before midnight: the sky takes heat and the ground gives it.
    const auto asphalt = std::size_t(SurfaceType::closed_paving);
    EXPECT_LT(fluxes.net_radiation.host()[asphalt], 0);
    EXPECT_LT(fluxes.ground_heat_flux.host()[asphalt], 0);
}

// An hour in six steps is the hour, where its weather is: same parts, same bytes.
TEST(Heat, StepsWithinAnHourAreTheHour) {
    Scene whole, cut;
    const auto begin = [](Scene& scene) {
        scene.heat.start(hour(0));
        scene.heat.settle();
    };
    begin(whole), begin(cut);
    for (int h = 0; h < 14; ++h) {
        const Forcing f = hour(h);
        whole.run(f);
        std::vector<double> mean(cut.heat.surface_temperature.size());
        for (int p = 0; p < 6; p += 2) {
            Forcing part = f;
            part.begin_s = f.begin_s + 600 * p, part.end_s = part.begin_s + 1200;
            part.part_count = 2;
            part.rain = f.rain / 3;
            part.parts[0] = f.parts[std::size_t(p)], part.parts[1] = f.parts[std::size_t(p + 1)];
            cut.heat.begin(part, f.air_temperature);
            for (int q = 0; q < 2; ++q) cut.heat.advance(q, cut.beams(part, q), cut.air, cut.wind);
            EXPECT_THROW(cut.heat.advance(2, cut.beams(part, 1), cut.air, cut.wind), std::logic_error);
            for (std::size_t n = 0; n < mean.size(); ++n)
                mean[n] += double(cut.heat.surface_temperature.host()[n]) / 3;
        }
        for (std::size_t n = 0; n < mean.size(); ++n)  // 1e-3: the deep ground's temperature follows begin_s
            ASSERT_NEAR(mean[n], whole.heat.surface_temperature.host()[n], 1e-3) << "hour " << h;
    }
}

TEST(FacetBalance, TermsCloseAndTheBodyKeepsWhatItTakes) {  // [1]
    std::mt19937 random(7);
    std::uniform_real_distribution<float> u(0, 1);
    const MaterialTable table = test_materials();
    for (const bool wall : {false, true})
        for (const SurfaceMaterial* m : {&table.wall, &table.ground[std::size_t(SurfaceType::building)],
                                         &table.ground[std::size_t(SurfaceType::closed_paving)],
                                         &table.ground[std::size_t(SurfaceType::grass)],
                                         &table.ground[std::size_t(SurfaceType::water)]}) {
            const bool room = m == &table.wall || m->name == "building";
            const ConductionGrid grid = conduction_grid(*m, room);
            const FacetMaterial facet = facet_material(*m, room, 1.2, 600);
            std::array<float, conduction_nodes> layers{};
            layers.fill(15);
            for (int n = 0; n < 2000; ++n) {
                const FacetWeather weather{
                    500 + 1500 * u(random), 101325, u(random), 2 * u(random), 3, 12, 21};
                const FacetForcing in{900 * u(random) * (n % 3 == 0 ? 0.0f : 1.0f), 250 + 200 * u(random),
                                      273 + 35 * u(random), 6 * u(random),
                                      n % 5 < 2 ? float(n % 5) : u(random)};
                double stored = 0, out = 0;
                for (std::size_t i = 0; i < layers.size(); ++i)
                    stored -= grid.capacity[i] * double(layers[i]);
                const FacetFluxes f = wall ? facet_balance<true>(facet, weather, in, layers.data(), 1)
                                           : facet_balance<false>(facet, weather, in, layers.data(), 1);
                for (std::size_t i = 0; i < layers.size(); ++i)
                    stored += grid.capacity[i] * double(layers[i]);
                out = (double(layers.back()) -
                       double(room ? weather.indoor_temperature : weather.deep_temperature)) /
                      grid.resistance.back();
                const double residual = double(f.absorbed) - double(f.emitted) - double(f.sensible) -
                                        double(f.latent) - double(f.ground);
                ASSERT_LT(std::abs(residual), 1e-3 * double(f.absorbed)) << m->name << ", step " << n;
                ASSERT_NEAR(stored / 600 + out, double(f.ground), 0.3 + 1e-3 * std::abs(double(f.ground)))
                    << m->name << ", step " << n;
                ASSERT_GT(f.surface_temperature, 230);
                ASSERT_LT(f.surface_temperature, 380);
            }
        }
}

TEST(HeatModel, IsothermalSceneStaysIsothermal) {  // [2]
    MaterialTable dry = test_materials();
    for (SurfaceMaterial& m : dry.ground) m.water = false, m.leaf_area_index = 0;
    // The room is at 18.8 + 0.33 t: at this temperature, as warm as the air.
    const float t = 18.8f / 0.67f + zero_celsius;
    Scene scene(dry, {double(t), 0, 0});
    const Forcing f = hour(0, t, 0, black_body(t));
    scene.heat.start(f);
    scene.heat.settle();
    for (int h = 0; h < 24; ++h) scene.run(f);
    for (const float x : scene.heat.surface_temperature.host()) EXPECT_NEAR(x, t, 1e-3);
    for (const float x : scene.heat.wall_temperature.host()) EXPECT_NEAR(x, t, 1e-3);
}

TEST(HeatModel, AClearDayOrdersSurfacesAsEveryoneKnows) {  // [3]
    Scene scene;
    scene.heat.start(hour(0));
    scene.heat.settle();
    for (int h = 0; h < 61; ++h) scene.run(hour(h, 293 + 6 * float(std::sin(pi_d * (h - 9) / 12))));
    scene.run(hour(61, 299));
    const double asphalt = scene.surface(SurfaceType::closed_paving),
                 grass = scene.surface(SurfaceType::grass), roof = scene.surface(SurfaceType::building),
                 water = scene.surface(SurfaceType::water);
    EXPECT_GT(asphalt, 299 + 12);
    EXPECT_LT(asphalt, 299 + 35);
    EXPECT_GT(roof, asphalt);  // insulation below: nowhere to go
    EXPECT_LT(grass, asphalt - 6);
    EXPECT_GT(grass, 299 - 2);
    EXPECT_NEAR(water, 291, 6);
    for (int h = 62; h < 75; ++h) scene.run(hour(h, 293));
    EXPECT_GT(scene.surface(SurfaceType::closed_paving), scene.surface(SurfaceType::grass));
    EXPECT_LT(scene.surface(SurfaceType::building), 293);  // a clear night cools what stores little
    // Half a sky: less cooling at night.
    EXPECT_GT(scene.surface(SurfaceType::building, 1), scene.surface(SurfaceType::building, 0));
}

TEST(HeatModel, ARoofOfItsOwnKindHasTheTemperatureOfItsMaterial) {  // [11]
    MaterialTable table = test_materials();
    table.ground[surface_type_count].albedo = 0.7f;
    CityLayers layers = scenes::plain(nx, ny, 1, SurfaceType::building);
    layers.top_material = layers.surface_type;
    std::fill(layers.top_material.begin() + nx, layers.top_material.end(), std::int8_t(surface_type_count));
    Scene scene(table, {}, layers);
    std::fill(scene.sky.cosine.host().begin(), scene.sky.cosine.host().end(), 1.0f);
    scene.heat.start(hour(0));
    scene.heat.settle();
    for (int h = 0; h < 13; ++h) scene.run(hour(h));
    EXPECT_GT(scene.surface(SurfaceType::grass), scene.surface(SurfaceType::grass, 1) + 10);  // any column
}

TEST(HeatModel, ShadeIsRememberedForHours) {  // [4]
    Scene scene;
    scene.heat.start(hour(0));
    scene.heat.settle();
    for (int h = 0; h < 12; ++h) scene.run(hour(h));
    Scene other;
    other.heat.start(hour(0));
    other.heat.settle();
    other.beam = Scene::plane(0);
    for (int h = 0; h < 12; ++h) other.run(hour(h));
    const double before =
        scene.surface(SurfaceType::closed_paving) - other.surface(SurfaceType::closed_paving);
    scene.beam = Scene::plane(0);
    scene.run(hour(12)), other.run(hour(12));
    const double after =
        scene.surface(SurfaceType::closed_paving) - other.surface(SurfaceType::closed_paving);
    EXPECT_GT(before, 8);
    EXPECT_GT(after, 0.15 * before);
    EXPECT_LT(after, 0.8 * before);
}

/// A block of 10 x 10 x 8 m on a plain, under the sun of 21 June at 52 N, 5 E.
struct Block : scenes::SunlitCity {
    explicit Block(const MaterialTable& materials = test_materials()) : SunlitCity(layers(), materials, 1) {
        heat.settle();
    }
    static CityLayers layers() {
        CityLayers c = scenes::plain(30, 30);
        for (idx j = 10; j < 20; ++j)
            for (idx i = 10; i < 20; ++i) {
                c.building_height[std::size_t(j * 30 + i)] = 8;
                c.surface_type[std::size_t(j * 30 + i)] = std::int8_t(SurfaceType::building);
            }
        return c;
    }
    /// Of a facet in the middle of a side [K above air].
    double wall(Facing q, idx level = 4) const {
        const idx n = int(q) % 2 == 0 ? 15 : (q == Facing::east ? 19 : 10);
        const idx m = int(q) % 2 == 0 ? (q == Facing::north ? 19 : 10) : 15;
        const idx facet = walls.first.view()(int(q), m, n) + level;
        return double(heat.wall_temperature.host()[std::size_t(facet)] - air.host()[0]);
    }
};

TEST(HeatModel, WallsFollowTheSunAroundTheBlock) {  // [5]
    Block block;
    block.run(0, 24 + 8);  // to 8 h UTC, the sun in the east
    EXPECT_GT(block.wall(Facing::east), block.wall(Facing::west) + 6);
    block.run(32, 36);  // noon
    EXPECT_GT(block.wall(Facing::south), block.wall(Facing::north) + 3);
    block.run(36, 41);  // 17 h
    EXPECT_GT(block.wall(Facing::west), block.wall(Facing::east) + 8);
    EXPECT_GT(block.wall(Facing::west), 10);
    EXPECT_LT(block.wall(Facing::west), 30);
    block.run(41, 51);  // 3 h: no side has seen the sun for hours
    for (const Facing q : {Facing::north, Facing::east, Facing::south, Facing::west}) {
        EXPECT_GT(block.wall(q), -6);
        EXPECT_LT(block.wall(q), 8);
    }
}

TEST(HeatModel, AWarmWallIsFeltOnTheGroundBeforeIt) {  // [5]
    Block block;
    block.run(0, 24 + 17);
    const auto surround = [&](idx i) {
        return double(block.heat.surround_longwave.host()[std::size_t(15 * 30 + i)]);
    };
    EXPECT_GT(surround(8), surround(21) + 20);  // before the west wall and before the east wall
}

TEST(HeatModel, AWallThatRunsAwayIsNamed) {  // [6]
    MaterialTable table = test_materials();
    table.wall.albedo = -2, table.wall.emissivity = 0.05f;
    Block block(table);
    try {
        block.run(8, 19);
        FAIL() << "three suns did no harm";
    } catch (const RuntimeError& e) {
        EXPECT_THAT(e.what(), HasSubstr("surface heat balance: wall that faces "));
        EXPECT_THAT(e.what(), HasSubstr(", level "));
    }
}

TEST(HeatModel, ASurfaceThatRunsAwayIsNamed) {  // [6]
    MaterialTable table = test_materials();
    table.ground[std::size_t(SurfaceType::closed_paving)].albedo = -40;
    Scene scene(table);
    scene.heat.start(hour(12));
    scene.heat.settle();
    try {
        for (int n = 0; n < 5; ++n) scene.run(hour(12));
        FAIL() << "40 suns did no harm";
    } catch (const SurfaceRunaway& e) {
        EXPECT_THAT(e.what(), HasSubstr("closed_paving at x 2.50, y 0.50 m (column 2, row 0) reached "));
        EXPECT_THAT(e.what(), HasSubstr("2019-07-24T12:10:00Z"));
        EXPECT_EQ(e.end_s, hour(12).begin_s + 600);
    }
}

TEST(HeatModel, ASpikeWithinAStepIsSeenThoughTheStepsMeanIsNot) {  // [6]
    Scene scene;
    scene.heat.start(hour(12));
    scene.heat.settle();
    Forcing f = hour(12);
    scene.run(f);  // as it is, no harm
    f.parts[2].diffuse_horizontal = 20000;
    try {
        scene.run(f);
        FAIL() << "20 kW/m2 for ten minutes did no harm";
    } catch (const SurfaceRunaway& e) {
        EXPECT_EQ(e.end_s, f.begin_s + 3 * 600);
    }
    // The sum so far; with three parts more of at most 330 K the step's mean says nothing.
    EXPECT_LT(std::ranges::max(scene.heat.surface_temperature.host()) + 0.5f * 330, 400);
}

TEST(HeatModel, LeavesThatRunAwayAreNamed) {  // [6]
    CityLayers layers = Scene::layers();
    layers.canopy_base[3] = 4, layers.canopy_top[3] = 10, layers.leaf_area_density[3] = 1;
    Scene scene({test_materials()}, {}, layers);
    scene.sky = scenes::even_sky(Scene::plane(1), Scene::plane(1));  // no surface sees the leaves
    scene.heat.start(hour(12));
    scene.heat.settle();
    Forcing f = hour(12);
    f.parts[0].direct_normal = 4e5f;
    std::ranges::fill(scene.air.host(), f.air_temperature);
    const Field2D<float> shade = Scene::plane(0), sun = Scene::plane(1);
    scene.heat.begin(f, f.air_temperature);
    try {
        scene.heat.advance(0, {&shade, &scene.no_walls, &sun}, scene.air, scene.wind);
        FAIL() << "leaves stood 400 kW/m2";
    } catch (const SurfaceRunaway& e) {
        EXPECT_THAT(e.what(), HasSubstr("leaves of the crowns around at x "));
    }
}

TEST(HeatModel, APlantWithoutWaterIsWarmAndAsphaltDoesNotCare) {  // [8]
    Scene wet, dry;
    SoilMoisture wilted = no_water_stress;
    wilted[std::size_t(SurfaceType::grass)] = 0;
    dry.heat.set_soil_moisture(wilted);
    for (Scene* scene : {&wet, &dry}) {
        scene->heat.start(hour(0));
        scene->heat.open_hour(hour(0), 298, {hour(0).air_temperature, 0.4f * hour(0).wind_speed});
        scene->heat.settle();
        for (int h = 0; h < 14; ++h) scene->run(hour(h));
    }
    EXPECT_GT(dry.surface(SurfaceType::grass), wet.surface(SurfaceType::grass) + 5);
    // The area's own turbulence follows its surfaces: others feel it a little.
    for (const SurfaceType other : {SurfaceType::shrub, SurfaceType::closed_paving})
        EXPECT_NEAR(dry.surface(other), wet.surface(other), 0.5);
}

TEST(HeatModel, AShowerCoolsHotAsphaltUntilItIsDryAgain) {  // [10]
    Scene dry, rained_on;
    Field3D<float> terms(Backend::cpu(), {5, ny, nx}, "terms", "W m-2");
    const auto asphalt = std::size_t(SurfaceType::closed_paving), water = std::size_t(SurfaceType::water);
    for (Scene* scene : {&dry, &rained_on}) {
        scene->heat.start(hour(0));
        scene->heat.settle();
        for (int h = 0; h < 12; ++h) scene->run(hour(h));
    }
    const double hot = dry.surface(SurfaceType::closed_paving);
    double evaporated = 0, coolest = hot;
    for (int h = 12; h < 20; ++h) {
        Forcing f = hour(h);
        dry.run(f);
        f.rain = h == 12 ? 0.004f : 0;  // 4 mm: far more than the 0.5 that stay
        rained_on.heat.begin(f, f.air_temperature);
        for (int p = 0; p < 6; ++p) {
            rained_on.heat.advance(p, rained_on.beams(f, p), rained_on.air, rained_on.wind,
                                   {&terms, nullptr});
            evaporated += double(terms.host()[3 * ny * nx + asphalt]) * 600 / 2.44e6;  // kg m-2, at 25 degC
        }
        coolest = std::min(coolest, rained_on.surface(SurfaceType::closed_paving));
        if (h == 12) {
            EXPECT_GT(rained_on.heat.rain_water.host()[asphalt], 0);
        }
    }
    EXPECT_LT(coolest, hot - 8);
    // Six parts of rain in the hour fill the store again while it evaporates: more than its 0.5 mm left.
    EXPECT_GT(evaporated, 0.5);
    EXPECT_LT(evaporated, 0.5 + 6 * 0.2);
    EXPECT_LE(rained_on.heat.rain_water.host()[asphalt], 0);  // dry before the evening
    EXPECT_GT(rained_on.heat.rain_water.host()[asphalt], -0.2);
    EXPECT_NEAR(rained_on.surface(SurfaceType::closed_paving), dry.surface(SurfaceType::closed_paving), 2);
    EXPECT_EQ(rained_on.heat.rain_water.host()[water], 0);
}

TEST(HeatModel, NothingEvaporatesThatDidNotFall) {  // [10]
    Scene scene;
    Field3D<float> terms(Backend::cpu(), {5, ny, nx}, "terms", "W m-2");
    scene.heat.start(hour(0));
    scene.heat.settle();
    const auto asphalt = std::size_t(SurfaceType::closed_paving);
    double fallen = 0, evaporated = 0;
    for (int h = 0; h < 72; ++h) {
        Forcing f = hour(h);
        f.rain = h % 5 == 0 ? 0.0002f : 0;  // less than stays
        scene.heat.begin(f, f.air_temperature);
        for (int p = 0; p < 6; ++p) {
            scene.heat.advance(p, scene.beams(f, p), scene.air, scene.wind, {&terms, nullptr});
            const float latent_heat = latent_heat_of_vaporisation(298);
            evaporated += double(terms.host()[3 * ny * nx + asphalt]) * 600 / double(latent_heat);
            fallen += double(f.rain) * 1e3 / 6;
        }
    }
    EXPECT_NEAR(evaporated + double(scene.heat.rain_water.host()[asphalt]), fallen, 1e-4);
    EXPECT_GT(evaporated, 1);
}

TEST(HeatModel, DewFallsOnACoolRoofAndDriesInTheMorning) {  // [18]
    MaterialTable bare = test_materials();                  // nothing stays on it
    for (SurfaceMaterial& m : bare.ground) m.rain_store = 0;
    Scene dewy, dry(bare);
    Field3D<float> terms(Backend::cpu(), {5, ny, nx}, "terms", "W m-2");
    const auto roof = std::size_t(SurfaceType::building), grass = std::size_t(SurfaceType::grass);
    double taken_up = 0;  // kg m-2
    const auto night = [](int h) {
        Forcing f = hour(h, 288, 0, 300);
        f.vapour_pressure = 0.95f * saturation_vapour_pressure(288);
        return f;
    };
    for (Scene* scene : {&dewy, &dry}) {
        scene->heat.start(night(20));
        scene->heat.settle();
    }
    for (int h = 20; h < 28; ++h) {
        dry.run(night(h));
        dewy.air = Scene::plane(288);
        dewy.heat.begin(night(h), 288);
        for (int p = 0; p < 6; ++p) {
            dewy.heat.advance(p, {}, dewy.air, dewy.wind, {&terms, nullptr});
            taken_up -= double(terms.host()[3 * ny * nx + roof]) * 600 / latent_heat_of_vaporisation(288);
        }
    }
    const auto on = [](const Scene& scene, std::size_t column) {
        return double(scene.heat.rain_water.host()[column]);
    };
    EXPECT_GT(on(dewy, roof), 0.03);  // kg m-2; a night's dew is some tenths of a millimetre at most
    EXPECT_LT(on(dewy, roof), 0.4);
    EXPECT_NEAR(on(dewy, roof), taken_up, 1e-4);
    EXPECT_GT(on(dewy, grass), 0.03);
    EXPECT_GT(dewy.surface(SurfaceType::building), dry.surface(SurfaceType::building) + 0.3);
    EXPECT_EQ(on(dry, roof), 0);
    EXPECT_EQ(on(dewy, std::size_t(SurfaceType::water)), 0);
    for (int h = 30; h < 37; ++h) dewy.run(hour(h)), dry.run(hour(h));
    EXPECT_LE(on(dewy, roof), 0);
    EXPECT_GT(on(dewy, roof), -0.01);
    EXPECT_NEAR(dewy.surface(SurfaceType::building), dry.surface(SurfaceType::building), 0.2);
}

// Half a film covers 0.63 of a surface and evaporates by that; a tenth 0.22.
TEST(FacetBalance, AThinFilmEvaporatesByWhatItCovers) {  // [19]
    const MaterialTable table = test_materials();
    const FacetMaterial facet =
        facet_material(table.ground[std::size_t(SurfaceType::building)], true, 1.2, 600);
    const auto evaporation = [&](float film) {
        std::array<float, conduction_nodes> layers{};
        layers.fill(25);
        FacetWeather weather{1000, 101325, 1, 1, 3, 12, 25};
        weather.seconds = 600;
        // As warm as the air and as much radiation as it sends: cooled by what evaporates only.
        const FacetForcing in{0, black_body(298.15f), 298.15f, 2};
        float left = film;
        const FacetFluxes f = rained_on_balance(facet, weather, in, layers.data(), 1, left);
        EXPECT_NEAR(film - left, f.latent * 600 / latent_heat_of_vaporisation(298.15f), 1e-6);
        // Over what the surface's own temperature leaves of the deficit.
        return f.latent / (saturation_vapour_pressure(f.surface_temperature) - 1000) /
               facet.exchange.velocity(298.15f, f.surface_temperature, std::sqrt(4 + 1 + 0.01f));
    };
    const float store = facet.rain_store, whole = evaporation(store);
    EXPECT_GT(whole, 0);
    EXPECT_NEAR(evaporation(0.5f * store) / whole, 0.630, 0.01);
    EXPECT_NEAR(evaporation(0.1f * store) / whole, 0.215, 0.01);
    EXPECT_EQ(evaporation(0), 0);
}

TEST(HeatModel, TheStationsGrassIsNotTheStudys) {  // [15]
    MaterialTable table = test_materials();
    SurfaceMaterial& grass = table.ground[std::size_t(SurfaceType::grass)];
    grass.albedo = 0.05f, grass.leaf_area_index = 0;
    Scene usual, dark(table);
    for (Scene* scene : {&usual, &dark}) {
        scene->heat.start(hour(0));
        scene->heat.settle();
        for (int h = 0; h < 13; ++h) scene->run(hour(h));
    }
    EXPECT_GT(dark.surface(SurfaceType::grass), usual.surface(SurfaceType::grass) + 5);
    EXPECT_GT(usual.heat.of_station_grass().sensible, 10);
    EXPECT_GT(usual.heat.of_station_grass().latent, 10);
    EXPECT_EQ(dark.heat.of_station_grass().sensible, usual.heat.of_station_grass().sensible);
    EXPECT_EQ(dark.heat.of_station_grass().latent, usual.heat.of_station_grass().latent);
}

TEST(Send, NeverSwingsItselfUpBetweenFacetsThatReflect) {  // [15]
    for (const float emissivity : {0.1f, 0.2f, 0.3f, 0.5f, 0.7f, 0.95f}) {
        float one = 400, one_ahead = 400, other = 400, other_ahead = 400;
        for (int n = 0; n < 400; ++n) {  // two that see each other only, one of them colder at first
            const float sent = emissivity * (n < 3 ? 350.0f : 400.0f) + (1 - emissivity) * other_ahead,
                        back = emissivity * 400 + (1 - emissivity) * one_ahead;
            send(sent, emissivity, one, one_ahead);
            send(back, emissivity, other, other_ahead);
        }
        EXPECT_NEAR(one, 400, 0.1) << emissivity;
        EXPECT_NEAR(other_ahead, 400, 0.1) << emissivity;
    }
    float now = 390, ahead = 390;  // what is nearly black goes on along the line
    send(400, 0.95f, now, ahead);
    EXPECT_EQ(ahead, 410);
}

TEST(HeatModel, PartsOutOfOrderAreCaught) {
    Scene scene;
    EXPECT_THROW(scene.heat.advance(0, {}, scene.air, scene.wind), std::logic_error);
    scene.heat.begin(hour(0), 290);
    EXPECT_THROW(scene.heat.advance(1, {}, scene.air, scene.wind), std::logic_error);
    EXPECT_THROW(scene.heat.advance(0, {&scene.beam, nullptr}, scene.air, scene.wind), std::logic_error);
}

TEST(YearlyTemperature, IsTheAirAtTheSurfaceAndLagsBelow) {  // [7]
    const YearlyTemperature year;
    const double july = midnight, kappa = 7e-7;
    EXPECT_NEAR(year.at(0, kappa, july), year.mean + year.amplitude, 0.01);
    EXPECT_NEAR(year.at(30, kappa, july), year.mean, 0.01);
    EXPECT_LT(year.at(2, kappa, july), year.at(0, kappa, july) - 2);
}

TEST(StomatalOpening, ClosesInDryColdAndHotAir) {  // [8]
    const auto at = [](float t, float humidity) {
        return stomatal_opening(t, humidity * saturation_vapour_pressure(t), 101325);
    };
    EXPECT_NEAR(at(298, 1), 1, 1e-4);
    EXPECT_LT(at(298, 0.3f), 0.7f);
    EXPECT_EQ(at(273, 1), 0);
    EXPECT_LT(at(318, 1), 0.4f);
}

}  // namespace
}  // namespace luwte
