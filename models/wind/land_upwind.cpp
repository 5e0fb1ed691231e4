// SPDX-License-Identifier: Apache-2.0
#include "models/wind/land_upwind.hpp"

#include "kernels/core/reduce.hpp"
#include "models/air/surface_layer.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace luwte {

namespace {

/// (42) z0 [m] of what covers the ground. Water 0.0002, paving 0.01 and grass 0.03: the project's own choice
/// after Wieringa (1992), doi:10.1016/0167-6105(92)90434-C; the others lie between, to be verified.
constexpr std::array<double, surface_type_count> ground_roughness = {
    0.01,    // unknown, as paved
    0.01,    // building
    0.01,    // closed paving
    0.01,    // open paving
    0.01,    // semi paving
    0.01,    // bare soil
    0.03,    // grass
    0.1,     // shrub
    0.03,    // woodland: crowns are there as drag
    0.1,     // cropland
    0.02,    // yard: paving and grass
    0.0002,  // water
};

/// (55) m, from a cell to the one that it rises above: shorter than houses are deep and streets wide, longer
/// than crowns of point clouds are ragged.
constexpr double look_upwind = 4;

/// (55) Share of the light that leaves of spherical angles let through, exp(-0.5 leaf area on the way); from
/// it the porosity that wind sees (Guan et al. 2003) and a crown's drag over a building's, both as Kent et
/// al. (2017) use them, second hand, to be verified.
constexpr double extinction = 0.5, porosity_power = 0.4, building_drag = 1.2;
double porosity_of(const UpwindLand& land) {
    if (land.crown_front <= 0) return 0;
    return std::pow(std::exp(-extinction * land.leaf_area / land.crown_front), porosity_power);
}

}  // namespace

Inflow inflow_over(const UpwindLand& land) {
    const double share = land.built_share + land.crown_share;
    if (share <= 0) return {land.ground_roughness, 0};
    const double p = porosity_of(land);
    const double of_crown = (-1.251 * p * p + 0.489 * p + 0.803) / building_drag;
    const air::Roughness r = air::roughness_of(
        land.built_share + (1 - p) * land.crown_share, land.built_front + of_crown * land.crown_front,
        (land.built_height + land.crown_top) / share, land.ground_roughness);
    return {r.length, r.displacement};
}

Field2D<float> log_roughness_of_ground(const Backend& backend) {
    Field2D<float> logs(Backend::cpu(), {1, 1, surface_type_count}, "log of z0", "1");
    std::ranges::transform(ground_roughness, logs.host().begin(),
                           [](double z0) { return float(std::log(z0)); });
    return logs.copy_to(backend);
}

std::vector<UpwindLand> land_upwind(const CityModel& city, const wind::Coarsening& columns, Shape shape,
                                    std::span<const double> from_deg) {
    const Backend& backend = city.backend();
    const Field2D<float> logs = log_roughness_of_ground(backend);
    Field3D<float> land(backend, {wind::land_plane_count, shape.ny, shape.nx}, "land", "1"),
        upwind(backend, {3, shape.ny, shape.nx}, "upwind", "1");
    const Box2 all{0, shape.ny, 0, shape.nx};
    on_cells(backend, "wind: land", all,
             wind::LandOfColumn{columns, city.building_height.cview(), city.canopy_base.cview(),
                                city.canopy_top.cview(), city.leaf_area_density.cview(),
                                city.surface_type.cview(), logs.cview(), land.view()});
    const auto plane = [](const Field3D<float>& f, idx n) {
        const auto v = f.cview();
        return View3D<const float>{v.p + n * v.sz, v.nx, v.ny, 1, v.sy, v.sz};
    };
    std::vector<UpwindLand> out;
    for (const double from : from_deg) {
        const double a = from * std::numbers::pi / 180, x = -std::sin(a), y = -std::cos(a);
        const double cell = city.grid.cell_size, way = std::max(look_upwind / cell, 1.0);
        const idx up_j = idx(std::lround(-y * way)), up_i = idx(std::lround(-x * way));
        on_cells(
            backend, "wind: upwind", all,
            wind::UpwindOfColumn{columns, city.building_height.cview(), city.canopy_base.cview(),
                                 city.canopy_top.cview(), float(x), float(y), up_j, up_i,
                                 float(1 / (cell * std::hypot(double(up_j), double(up_i)))), upwind.view()});
        const Box3 box{0, 1, 0, shape.ny, 0, shape.nx};
        const auto sum = [&](const Field3D<float>& f, idx n) {
            return dot(backend, box, plane(upwind, 0), plane(f, n));
        };
        const double open = sum(land, wind::open_share), all_weights = open + sum(land, wind::built_share);
        UpwindLand u;
        u.built_share = sum(land, wind::built_share) / all_weights;
        u.built_height = sum(land, wind::built_height) / all_weights;
        u.built_front = sum(upwind, 1) / all_weights;
        u.crown_share = sum(land, wind::crown_share) / all_weights;
        u.crown_top = sum(land, wind::crown_top) / all_weights;
        u.crown_front = sum(upwind, 2) / all_weights;
        u.leaf_area = sum(land, wind::leaf_area) / all_weights;
        if (open > 0) u.ground_roughness = std::exp(sum(land, wind::open_log) / open);
        out.push_back(u);
    }
    return out;
}

}  // namespace luwte
