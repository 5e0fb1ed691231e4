// SPDX-License-Identifier: Apache-2.0
#include "host/year_stability.hpp"

#include "models/air/surface_layer.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/heat/test_materials.hpp"
#include "models/wind/test_cities.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace luwte {
namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

Grid dutch_grid() {
    Grid grid{4, 4, 1};
    grid.latitude_rad = 52 * degree_d, grid.longitude_rad = 5 * degree_d;
    return grid;
}

/// Three clear days in June, or three under cloud in a strong wind.
WeatherSeries three_days(bool clear) {
    WeatherSeries w;
    w.station = "a station";
    for (int h = -1; h < 72; ++h) {
        const Forcing f = scenes::summer_days.hour(h);
        WeatherHour hour{};
        hour.end_s = f.end_s;
        hour.air_temperature = clear ? f.air_temperature : 288.0f;
        hour.relative_humidity = clear ? 0.6f : 0.9f, hour.pressure = 101325;
        hour.wind_speed = clear ? 2.5f : 12.0f, hour.wind_from_direction = 1;
        hour.global_horizontal = (clear ? 1.0f : 0.15f) * f.global_horizontal;
        hour.diffuse_horizontal = hour.longwave_down = nothing;
        hour.cloud_fraction = clear ? 0.0f : 1.0f;
        hour.rain = 0;
        w.hours.push_back(hour);
    }
    return w;
}

// Property 56.
TEST(YearStability, GrassIsStableInClearNightsUnstableInTheSunAndNeutralInAGale) {
    const std::vector<double> clear =
                                  stability_of_hours(three_days(true), test_materials(), dutch_grid(), {}),
                              grey =
                                  stability_of_hours(three_days(false), test_materials(), dutch_grid(), {});
    ASSERT_EQ(clear.size(), 73u);
    for (const std::vector<double>& all : {clear, grey}) {
        EXPECT_TRUE(std::isnan(all[0])) << "nothing says how its hour began";
        EXPECT_TRUE(std::isnan(all[1])) << "no balance in the hour before";
        for (std::size_t h = 2; h < all.size(); ++h) EXPECT_FALSE(std::isnan(all[h])) << h;
    }
    // The hour that begins at 12 UTC is the 14th; at 24 the 26th.
    for (const std::size_t noon : {13u, 37u, 61u}) {
        EXPECT_LT(clear[noon], -0.01) << noon;
        EXPECT_LT(std::abs(grey[noon]), 0.005) << noon;
    }
    for (const std::size_t midnight : {25u, 49u}) {
        EXPECT_GT(clear[midnight], 0.005) << midnight;
        EXPECT_LT(std::abs(grey[midnight]), 0.005) << midnight;
    }
}

TEST(YearStability, AnHourWithoutWhatTheBalanceNeedsIsNotKnownNorTheOneAfter) {
    WeatherSeries weather = three_days(true);
    weather.hours[30].global_horizontal = nothing;  // of this hour alone
    weather.hours.erase(weather.hours.begin() + 50);
    const std::vector<double> of = stability_of_hours(weather, test_materials(), dutch_grid(), {});
    for (std::size_t h = 2; h < of.size(); ++h)
        EXPECT_EQ(std::isnan(of[h]), h == 30 || h == 31 || h == 50 || h == 51) << h;
    EXPECT_TRUE(stability_of_hours({}, test_materials(), dutch_grid(), {}).empty());
}

/// Paving and roofs over z0 of 0.8 m on all sides but the first, which is of z0 0.1 m.
TownLand paved_town() {
    TownLand town;
    town.area_share[std::size_t(SurfaceType::open_paving)] = 0.6;
    town.area_share[std::size_t(SurfaceType::building)] = 0.4;
    town.inflows.assign(4, {0.8, 8});
    town.inflows[0] = {0.1, 0};
    return town;
}

TEST(YearStability, ATownIsTheCitysTopsAndTheLibrarysLand) {
    CityLayers city = scenes::field_with_a_block();
    WindLibrary library;
    library.sectors.resize(4);
    library.sectors[2].report.inflow = {0.7, 6};
    const auto cells = double(city.surface_type.size());
    std::ranges::fill(city.surface_type, std::int8_t(SurfaceType::grass));
    city.surface_type[5] = std::int8_t(SurfaceType::water);
    TownLand town = TownLand::of(city, library);
    EXPECT_NEAR(town.area_share[std::size_t(SurfaceType::water)], 1 / cells, 1e-12);
    EXPECT_NEAR(town.area_share[std::size_t(SurfaceType::grass)], 1 - 1 / cells, 1e-12);
    ASSERT_EQ(town.inflows.size(), 4u);
    EXPECT_EQ(town.inflows[2].roughness, 0.7);
    city.top_material = city.surface_type;
    city.top_material[5] = std::int8_t(first_other_ground);
    town = TownLand::of(city, library);
    EXPECT_NEAR(town.area_share[std::size_t(first_other_ground)], 1 / cells, 1e-12);
}

// Property 56: over the town nights are less stable than over grass; rough land is more neutral than smooth.
TEST(YearStability, ATownIsLessStableByNightThanGrass) {
    WeatherSeries weather = three_days(true);
    const auto over = [&](const std::optional<TownLand>& town) {
        return stability_of_hours(weather, test_materials(), dutch_grid(), town);
    };
    const std::vector<double> grass = over({}), town = over(paved_town());
    for (WeatherHour& hour : weather.hours) hour.wind_from_direction = 0;
    const std::vector<double> smooth = over(paved_town());
    for (std::size_t h = 1; h < weather.hours.size(); ++h) weather.hours[h].wind_from_direction = nothing;
    const std::vector<double> calm = over(paved_town());
    for (const std::size_t noon : {37u, 61u}) {
        EXPECT_LT(town[noon], -0.001) << noon;
        EXPECT_LT(smooth[noon], town[noon]) << noon;
        EXPECT_NEAR(calm[noon], (smooth[noon] + 3 * town[noon]) / 4, 1e-9) << noon;
    }
    for (const std::size_t midnight : {25u, 49u})
        EXPECT_LT(town[midnight], 0.5 * grass[midnight]) << midnight;
    EXPECT_TRUE(std::isnan(town[1]));
    for (const double per_length : town)
        if (!std::isnan(per_length)) {
            EXPECT_LE(per_length, 1 / 25. + 1e-12);
        }
}

// The balance is that of the heat model's own grass, to the bit.
TEST(YearStability, GrassIsThatOfTheHeatBalance) {
    const WeatherSeries weather = three_days(true);
    const MaterialTable materials = test_materials();
    const Grid grid = dutch_grid();
    const std::vector<double> of = stability_of_hours(weather, materials, grid, {});
    const YearlyTemperature year;
    std::array<double, top_material_count> share{};
    share[std::size_t(SurfaceType::grass)] = 1;
    OpenClimate open(materials, year, share, HeatModel::reference_height, HeatModel::part_seconds);
    open.set_soil_moisture(no_water_stress);
    for (std::size_t h = 1; h < 30; ++h) {
        const Forcing f =
            forcing_at(weather, weather.hours[h].end_s - 3600, grid.latitude_rad, grid.longitude_rad);
        if (h == 1) open.start(f.begin_s, f.air_temperature, f.air_temperature);
        if (h > 1) {
            EXPECT_EQ(of[h], air::stability_over_grass(double(f.wind_speed),
                                                       double(open.of_station_grass().sensible),
                                                       double(f.air_temperature), double(f.pressure)));
        }
        const FacetWeather alike =
            facet_weather(f, f.air_temperature, year, materials, HeatModel::part_seconds);
        for (const Forcing::Part& part : f.parts) open.advance(f, part, alike);
    }
}

}  // namespace
}  // namespace luwte
