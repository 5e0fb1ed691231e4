// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/shading/test_scenes.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

std::vector<ValidationRow> validate_isothermal_enclosure(const ValidationContext& context) {
    constexpr idx nx = 64, ny = 48;
    constexpr float t = 18.8f / 0.67f + zero_celsius;
    CityLayers layers = scenes::random_city(nx, ny, 5, true);
    scenes::mix_surfaces(layers, 6);
    const CityModel city(Backend::cpu(), layers);
    const ShadeModel shade(city, {});
    const WallFacets walls(city);
    const ShadeModel::SkyView sky = shade.sky_view(72, 18);
    const ShadeModel::WallSky sky_of_walls = shade.wall_sky(walls);
    MaterialTable dry = default_materials();
    for (SurfaceMaterial& m : dry.ground) m.water = false, m.leaf_area_index = 0;
    HeatModel heat(walls, sky, sky_of_walls, {dry, {double(t), 0, 0}, 1});
    Field2D<float> air(Backend::cpu(), {1, ny, nx}, "air", "K"),
        wind(Backend::cpu(), {1, ny, nx}, "wind", "m s-1");
    std::ranges::fill(air.host(), t);
    std::ranges::fill(wind.host(), 1.0f);
    Forcing f = scenes::night(0, t, black_body(t));
    f.vapour_pressure = saturation_vapour_pressure(t);  // leaves of crowns neither give nor take any
    heat.start(f);
    heat.settle();
    double drift = 0;
    Panel panel{"Largest drift of any surface or layer so far", "hours", "K", {{"", {}}}, {0.001}};
    const auto see = [&](const auto& field, float offset) {
        for (const float x : field.host()) drift = std::max(drift, std::abs(double(x + offset) - double(t)));
    };
    for (int h = 0; h < 24; ++h) {
        heat.begin(f, t);
        for (int p = 0; p < 6; ++p) heat.advance(p, {}, air, wind);
        see(heat.surface_temperature, 0);
        see(heat.wall_temperature, 0);
        see(heat.layers(), zero_celsius);
        see(heat.wall_layers(), zero_celsius);
        panel.curves[0].points.push_back({h + 1.0, drift});
    }
    draw_panels(context, "isothermal_enclosure", "A city at one temperature. Dashed: what is asked for.",
                {panel});
    return {{"isothermal_enclosure", "drift_k", drift, "K", "<= 0.001", drift <= 1e-3, "", ""}};
}

}  // namespace luwte
