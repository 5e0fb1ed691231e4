// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Temperatures of the roof's top on the fourth of four clear days in June, 52 N, [K]: at 13 h UTC and at 2
/// h.
struct Roof {
    double day = 0, night = 0;
};
Roof roof(const std::string& like, double moisture = 1) {
    MaterialTable materials = default_materials();
    if (!like.empty())
        replace_materials(materials, toml::parse(fmt::format("[building]\nlike = \"{}\"\n", like)),
                          [](auto&&, auto&&, const std::string& what, auto&&) { ADD_FAILURE() << what; });
    std::array<double, top_material_count> share{};
    share[std::size_t(SurfaceType::building)] = share[std::size_t(SurfaceType::closed_paving)] = 0.5;
    OpenClimate climate(materials, {}, share, HeatModel::reference_height, HeatModel::part_seconds);
    SoilMoisture soil = no_water_stress;
    soil.fill(float(moisture));
    climate.set_soil_moisture(soil);
    const scenes::ClearDays& days = scenes::summer_days;
    const float indoor = indoor_temperature(days.mean_air);
    climate.start(days.midnight_s, days.mean_air, indoor);
    Roof out;
    for (int h = 0; h < 96; ++h) {
        const Forcing f = days.hour(h);
        for (const Forcing::Part& part : f.parts) {
            FacetWeather w{};
            w.vapour_pressure = f.vapour_pressure, w.pressure = f.pressure;
            w.stomatal_opening = stomatal_opening(f.air_temperature, f.vapour_pressure, f.pressure);
            w.gust = climate.gust();
            w.roof_wind = OpenClimate::roof_wind_share * f.wind_speed;
            w.deep_temperature = 12, w.indoor_temperature = indoor - zero_celsius;
            w.seconds = 600;
            climate.advance(f, part, w);
        }
        const double top = double(climate.layers(int(SurfaceType::building)).front());
        if (h == 74) out.night = top;
        if (h == 84) out.day = top;
    }
    return out;
}

// Cooler than a dark roof, measured by day: "often greater than 20 degC, and sometimes greater than 30 degC
// for both green and white roofs" (Hunter College, New York, abstract of "Thermal properties of green, white,
// and other building roof materials and solar insolation"); white paint at the Museum of Modern Art 23 degC
// on the hottest day (Gaffin et al. 2012); planted roofs 10 to 20 degC above 500 W m-2 (Barozzi et al. 2016,
// Milan, doi:10.3390/buildings6030033). Dark roofs there are darker than `building`.
TEST(Roofs, AGreenRoofIsCoolerByDayThanBitumenByWhatWasMeasured) {
    const double cooler = roof("").day - roof("green_roof").day;
    EXPECT_GT(cooler, 10);
    EXPECT_LT(cooler, 25);
    // In a drought it cools less, and by day it still is no warmer than bitumen.
    const double dry = roof("").day - roof("green_roof", 0).day;
    EXPECT_LT(dry, cooler - 2);
    EXPECT_GT(dry, 0);
}

TEST(Roofs, AWhiteRoofIsCoolerByDayThanBitumenByWhatWasMeasuredAndLessSoWhenItAges) {
    const double fresh = roof("").day - roof("white_roof").day,
                 aged = roof("").day - roof("white_aged_roof").day;
    EXPECT_GT(fresh, 15);
    EXPECT_LT(fresh, 30);
    EXPECT_LT(aged, fresh - 3);
    EXPECT_GT(aged, 10);
}

TEST(Roofs, GravelAndConcreteStoreTheDayForTheNight) {
    const Roof bitumen = roof(""), gravel = roof("gravel_roof"), old = roof("uninsulated_roof");
    EXPECT_LT(gravel.day, bitumen.day);
    EXPECT_GT(gravel.night, bitumen.night + 1);
    EXPECT_LT(old.day, bitumen.day - 5);
    EXPECT_GT(old.night, bitumen.night + 3);
    // Behind 2.0 m2 K W-1 more insulation hardly matters for the outer face.
    EXPECT_NEAR(roof("new_roof").day, bitumen.day, 2);
}

}  // namespace
}  // namespace luwte
