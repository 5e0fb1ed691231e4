// SPDX-License-Identifier: Apache-2.0
#include "inputs/materials/materials.hpp"
#include "models/fill.hpp"
#include "models/heat/test_days.hpp"
#include "models/shading/test_scenes.hpp"
#include "validation/picture.hpp"
#include "validation/sun_of_part.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace luwte {

namespace {

constexpr double half_width = 8, depth = 12, height = 12;  // m; a street of H/W 0.75 between rows of houses
constexpr idx cells = 161;

/// The day's means over the middle 40 m of a street that runs north and south, drawn on a grid turned by
/// `turn_deg`: Tmrt over the street [K], and of the walls on its west and on its east side [K].
struct Means {
    double tmrt = 0, west = 0, east = 0;
    std::vector<Panel::Point> tmrt_by_hour = {}, west_by_hour = {};  // degC
};

Means run_street(double turn_deg) {
    const double turn = turn_deg * degree_d;
    // Along the street and across it, from the scene's centre.
    const auto along = [&](double x, double y) { return -x * std::sin(turn) + y * std::cos(turn); };
    const auto across = [&](double x, double y) { return x * std::cos(turn) + y * std::sin(turn); };
    CityLayers layers = scenes::plain(cells, cells, 1, SurfaceType::open_paving);
    layers.grid.latitude_rad = 52 * degree_d, layers.grid.longitude_rad = 5 * degree_d;
    // The grid's north stands `turn` east of true north, the street's direction on it as far west.
    layers.grid.convergence_rad = turn;
    scenes::build(layers, [&](double x, double y) {
        const double a = std::abs(across(x, y));
        return a > half_width && a < half_width + depth ? height : 0.0;
    });
    for (std::size_t n = 0; n < layers.building_height.size(); ++n)
        if (layers.building_height[n] > 0) layers.surface_type[n] = std::int8_t(SurfaceType::building);

    const CityModel city(Backend::cpu(), layers);
    const ShadeModel shade(city, {});
    const WallFacets walls(city);
    const auto at_surface = shade.sky_view(72, 18),
               at_body = shade.sky_view(72, 18, RadiationModel::body_height);
    const auto at_walls = shade.wall_sky(walls);
    HeatModel heat(walls, at_surface, at_walls, {default_materials(), {}, 1});
    RadiationModel radiation(city, at_body, default_materials(), {});
    const Shape shape{1, cells, cells};
    Field2D<float> air(Backend::cpu(), shape, "air", "K"), wind(Backend::cpu(), shape, "wind", "m s-1");
    SunOfPart sun(city, shade, walls);
    fill(wind, 1);

    std::vector<std::size_t> street, west, east;
    for (idx j = 0; j < cells; ++j)
        for (idx i = 0; i < cells; ++i) {
            const auto [x, y] = scenes::place(layers, j, i);
            if (std::abs(along(x, y)) < 20 && std::abs(across(x, y)) < half_width - 1)
                street.push_back(std::size_t(j * cells + i));
        }
    for (std::size_t n = 0; n < std::size_t(walls.count()); ++n) {
        const idx o = walls.outside.host()[n];
        const auto [x, y] = scenes::place(layers, o / cells, o % cells);
        if (std::abs(along(x, y)) > 20 || std::abs(across(x, y)) > half_width + 1) continue;
        (across(x, y) < 0 ? west : east).push_back(n);
    }
    const auto mean = [](const Field2D<float>& field, const std::vector<std::size_t>& where) {
        double sum = 0;
        for (const std::size_t n : where) sum += double(field.host()[n]);
        return sum / double(where.size());
    };

    Means day;
    const scenes::ClearDays& days = scenes::summer_days;
    heat.start(days.hour(0));
    heat.settle();
    for (int h = 0; h < 48; ++h) {
        const Forcing f = days.hour(h);
        fill(air, f.air_temperature);
        heat.begin(f, days.mean_air);
        radiation.begin(f);
        for (int p = 0; p < 6; ++p) {
            sun.set(f.parts[std::size_t(p)].sun);
            sun.advance(heat, radiation, p, air, wind);
        }
        radiation.finish(heat.climate(radiation.normal()));
        if (h < 24) continue;
        const double tmrt = mean(radiation.mean_radiant_temperature, street),
                     of_west = mean(heat.wall_temperature, west);
        day.tmrt_by_hour.push_back({h - 23.5, tmrt - 273.15});
        day.west_by_hour.push_back({h - 23.5, of_west - 273.15});
        day.tmrt += tmrt / 24;
        day.west += of_west / 24;
        day.east += mean(heat.wall_temperature, east) / 24;
    }
    return day;
}

ValidationRow row(std::string metric, double value, double bound, std::string note) {
    return {"street_turned", std::move(metric), value, "K", fmt::format("<= {}", bound),
            value <= bound,  std::move(note),   ""};
}

}  // namespace

std::vector<ValidationRow> validate_street_turned(const ValidationContext& context) {
    const Means straight = run_street(0);
    std::vector<ValidationRow> rows;
    std::vector<Panel> panels{
        {"Tmrt over the street", "hour, UTC", "degC", {{"straight", straight.tmrt_by_hour}}},
        {"Walls of its west side", "hour, UTC", "degC", {{"straight", straight.west_by_hour}}}};
    for (const double turn : {22.5, 45.0}) {
        const Means turned = run_street(turn);
        panels[0].curves.push_back({fmt::format("{} deg", turn), turned.tmrt_by_hour});
        panels[1].curves.push_back({fmt::format("{} deg", turn), turned.west_by_hour});
        const double tmrt = turned.tmrt - straight.tmrt, west = turned.west - straight.west,
                     east = turned.east - straight.east;
        rows.push_back(row(fmt::format("tmrt_daily_mean_at_{}_degrees", turn), std::abs(tmrt), 1,
                           fmt::format("{:+.2f} on {:.2f} degC", tmrt, straight.tmrt - 273.15)));
        rows.push_back(row(fmt::format("wall_daily_mean_at_{}_degrees", turn),
                           std::max(std::abs(west), std::abs(east)), 1.5,
                           fmt::format("west side {:+.2f} on {:.2f}, east side {:+.2f} on {:.2f} degC", west,
                                       straight.west - 273.15, east, straight.east - 273.15)));
    }
    draw_panels(context, "street_turned", "The same street on grids turned by 0, 22.5 and 45 degrees.",
                panels);
    return rows;
}

}  // namespace luwte
