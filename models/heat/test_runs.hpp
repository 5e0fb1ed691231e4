// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/city/plain_city.hpp"
#include "models/heat/heat_model.hpp"
#include "models/heat/test_days.hpp"
#include "models/heat/test_materials.hpp"
#include "models/shading/even_sky.hpp"

/// One run of the heat balance for the tests that compare runs: with the device, with other threads.
namespace luwte::scenes {

struct Values {
    std::string name;
    std::vector<float> values;
};

/// The fields and the terms of the balance after every sixth of 30 hours that begin at midnight: every
/// surface type and kind of wall, under every sky, shade and wind. Larger than a block in both directions, no
/// multiple of one, but of four: the emulated device watches for races by words, and rows of bytes must not
/// share one.
inline std::vector<Values> varied_run(const Backend& backend, idx nx = 68, idx ny = 44) {
    const auto varied = [&](int modulus, float low, float high) {
        Field2D<float> f(Backend::cpu(), {1, ny, nx}, "test", "1");
        for (std::size_t n = 0; n < f.size(); ++n)
            f.host()[n] = low + (high - low) * float(int(n) % modulus) / float(modulus - 1);
        return f.copy_to(backend);
    };
    CityLayers layers = plain(nx, ny);
    for (std::size_t n = 0; n < layers.surface_type.size(); ++n)
        layers.surface_type[n] = std::int8_t(n % surface_type_count);
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i)
            if ((j / 7 + i / 9) % 3 == 0)
                layers.building_height[std::size_t(j * nx + i)] =
                    3.0f + float((j / 7 * 5 + i / 9) % 4) * 2.5f;
    for (idx n = 0; n < nx * ny; ++n) layers.wall_material.push_back(std::int8_t(n % wall_material_count));
    for (std::size_t n = 0; n < layers.canopy_top.size(); ++n)
        if (layers.building_height[n] == 0 && n % 5 < 2)
            layers.canopy_top[n] = 8, layers.canopy_base[n] = 3,
            layers.leaf_area_density[n] = 0.2f * float(1 + n % 3);
    const CityModel city(backend, layers);
    const ShadeModel::SkyView sky = even_sky(varied(29, 0, 0.8f), varied(29, 0.1f, 1));
    const WallFacets walls(city);
    const ShadeModel::WallSky sky_of_walls = ShadeModel(city, {}).wall_sky(walls, 32);
    HeatModel model(walls, sky, sky_of_walls, {test_materials(), {}, 0.7f, {16, 3, 0.5f}});
    const auto beam = varied(23, 0, 1), crown_beam = varied(11, 0, 1), wind = varied(19, 0, 5);
    Field2D<float> on_walls(Backend::cpu(), walls.shape(), "beam on walls", "1");
    for (std::size_t n = 0; n < on_walls.size(); ++n) on_walls.host()[n] = float(n % 7) / 6;
    const auto wall_beam = on_walls.copy_to(backend);
    model.start(summer_days.hour(0));
    model.settle();
    Field3D<float> terms(backend, {5, ny, nx}, "terms", "W m-2"),
        wall_terms(backend, {5, walls.shape().ny, walls.shape().nx}, "terms of walls", "W m-2");
    std::vector<Values> out;
    const auto keep = [&](const auto& field) {
        const auto on_host = field.copy_to(Backend::cpu());
        out.push_back({field.name(), {on_host.host().begin(), on_host.host().end()}});
    };
    for (int h = 0; h < 30; ++h) {
        Forcing f = summer_days.hour(h);
        if (h == 9 || h == 16) f.rain = 0.0004f;  // a wet morning, and wet when hour 18 is kept
        const auto air = varied(37, f.air_temperature - 2, f.air_temperature + 2);
        model.begin(f, f.air_temperature);
        const bool kept = h % 6 == 5;
        for (int p = 0; p < 6; ++p)
            model.advance(p,
                          f.parts[std::size_t(p)].sun.altitude_rad > 0
                              ? HeatModel::Beam{&beam, &wall_beam, &crown_beam}
                              : HeatModel::Beam{},
                          air, wind, kept ? HeatModel::Terms{&terms, &wall_terms} : HeatModel::Terms{});
        if (!kept) continue;
        keep(model.shortwave_down);
        keep(model.longwave_down);
        keep(model.surface_temperature);
        keep(model.surround_shortwave);
        keep(model.surround_longwave);
        keep(model.wall_temperature);
        keep(model.leaf_temperature);
        keep(terms);
        keep(wall_terms);
    }
    return out;
}

}  // namespace luwte::scenes
