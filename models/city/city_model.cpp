// SPDX-License-Identifier: Apache-2.0
#include "models/city/city_model.hpp"

#include "models/city/city_steps.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace luwte {
namespace {

template <class T>
Field2D<T> upload(const Backend& backend, const std::vector<T>& values, const Grid& grid, const char* name,
                  const char* unit) {
    const Shape shape{1, grid.ny, grid.nx};
    if (values.size() != shape.size())
        throw RuntimeError(std::string("city: ") + name + " has " + std::to_string(values.size()) +
                           " values, the grid has " + std::to_string(shape.size()) + " columns");
    Field2D<T> out(backend, shape, name, unit);
    memory::copy(backend, out.view().p, Backend::cpu(), values.data(), values.size() * sizeof(T));
    return out;
}

const char* words(ColumnFault fault) {
    switch (fault) {
        case ColumnFault::none:
            break;
        case ColumnFault::height_not_finite:
            return "a height is not a finite number";
        case ColumnFault::building_below_ground:
            return "the building height is below 0";
        case ColumnFault::crown_base_not_below_top:
            return "0 <= crown base < crown top does not hold";
        case ColumnFault::crown_in_building:
            return "there is a crown in a building column";
        case ColumnFault::leaf_area_density_out_of_range:
            return "the leaf area density is below 0 or not finite";
        case ColumnFault::class_out_of_range:
            return "a class or building number is outside its range";
        case ColumnFault::material_out_of_place:
            return "a material is outside its range, or a roof's on the ground, or the ground's on a roof";
    }
    return "nothing";
}

std::string describe(const CityLayers& c, ColumnFault fault, idx j, idx i) {
    const std::size_t n = std::size_t(j) * std::size_t(c.grid.nx) + std::size_t(i);
    std::ostringstream text;
    text << "city: " << words(fault) << " in cell i=" << i << " j=" << j << " (x " << c.grid.x(i) << ", y "
         << c.grid.y(j) << "): terrain " << c.terrain_height[n] << " m, building " << c.building_height[n]
         << " m, crown " << c.canopy_base[n] << " to " << c.canopy_top[n] << " m, leaf area density "
         << c.leaf_area_density[n] << " m2 m-3, surface type " << int(c.surface_type[n]) << ", source "
         << int(c.surface_type_source[n]) << ", building " << c.building_id[n] << " of "
         << c.building_names.size();
    if (!c.top_material.empty()) text << ", material " << int(c.top_material[n]);
    if (!c.wall_material.empty()) text << ", of walls " << int(c.wall_material[n]);
    return text.str();
}

}  // namespace

CityModel::CityModel(const Backend& backend, const CityLayers& layers, float leaf_area_share)
    : grid(layers.grid), building_names(layers.building_names) {
    if (grid.nx < 1 || grid.ny < 1 || !(grid.cell_size > 0))
        throw RuntimeError("city: the grid has no cells");
    terrain_height = upload(backend, layers.terrain_height, grid, "terrain_height", "m");
    building_height = upload(backend, layers.building_height, grid, "building_height", "m");
    canopy_top = upload(backend, layers.canopy_top, grid, "canopy_top", "m");
    canopy_base = upload(backend, layers.canopy_base, grid, "canopy_base", "m");
    leaf_area_density = upload(backend, layers.leaf_area_density, grid, "leaf_area_density", "m2 m-3");
    surface_type = upload(backend, layers.surface_type, grid, "surface_type", "1");
    surface_type_source = upload(backend, layers.surface_type_source, grid, "surface_type_source", "1");
    building_id = upload(backend, layers.building_id, grid, "building_id", "1");
    const Field2D<std::int8_t> tops =
        upload(backend, layers.top_material.empty() ? layers.surface_type : layers.top_material, grid,
               "top_material", "1");
    const std::vector<std::int8_t> one_wall(layers.wall_material.empty() ? surface_type.size() : 0);
    wall_material = upload(backend, layers.wall_material.empty() ? one_wall : layers.wall_material, grid,
                           "wall_material", "1");
    top_material = Field2D<std::int32_t>(backend, {1, grid.ny, grid.nx}, "top_material", "1");

    const Shape rows{1, grid.ny, 1};
    Field2D<std::int32_t> first_fault(backend, rows, "first_fault", "1");
    Field2D<std::int32_t> fault(backend, rows, "fault", "1"), canopy(backend, rows, "has_canopy", "1");
    Field2D<float> low(backend, rows, "lowest", "m"), high(backend, rows, "highest", "m");
    const CheckColumn check{terrain_height.cview(),
                            building_height.cview(),
                            canopy_top.cview(),
                            canopy_base.cview(),
                            leaf_area_density.cview(),
                            surface_type.cview(),
                            surface_type_source.cview(),
                            building_id.cview(),
                            tops.cview(),
                            wall_material.cview(),
                            surface_type_count,
                            4,
                            static_cast<std::int32_t>(building_names.size()),
                            {std::int32_t(SurfaceType::building), surface_type_count, first_other_ground,
                             top_material_count, wall_material_count}};
    opaque_height = Field2D<float>(backend, {1, grid.ny, grid.nx}, "opaque_height", "m");
    slope = Field2D<TopSlope>(backend, {1, grid.ny, grid.nx}, "slope", "1");
    // A metre either way, one cell at least, as far as no facade stands between (WallGeometry::rise).
    const idx reach = std::max(1, idx(std::lround(1 / grid.cell_size)));
    const double way = reach * grid.cell_size;
    const double most = std::min(double(RoofSlope::steepest) * way, reach * std::max(1.0, grid.cell_size));
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        city_steps::summarise<Tag>(
            backend, {check, first_fault.view(), fault.view(), canopy.view(), low.view(), high.view()});
        city_steps::scale_leaves<Tag>(backend, {leaf_area_density.view(), leaf_area_share});
        city_steps::opaque_height<Tag>(
            backend, {terrain_height.cview(), building_height.cview(), opaque_height.view()});
        city_steps::roof_slope<Tag>(backend, {opaque_height.cview(), building_height.cview(), slope.view(),
                                              float(1 / way), float(most), reach});
        city_steps::top_material<Tag>(backend, {tops.cview(), top_material.view()});
    });
    const auto faults = first_fault.copy_to(Backend::cpu());
    const auto kinds = fault.copy_to(Backend::cpu());
    for (idx j = 0; j < grid.ny; ++j)
        if (const std::int32_t i = faults.host()[std::size_t(j)]; i >= 0)
            throw RuntimeError(describe(layers, ColumnFault(kinds.host()[std::size_t(j)]), j, i));
    const auto lows = low.copy_to(Backend::cpu());
    const auto highs = high.copy_to(Backend::cpu());
    const auto crowns = canopy.copy_to(Backend::cpu());
    lowest = *std::min_element(lows.host().begin(), lows.host().end());
    highest = *std::max_element(highs.host().begin(), highs.host().end());
    has_canopy = std::count(crowns.host().begin(), crowns.host().end(), 1) > 0;

    // Levels that hold everything, on multiples of the cell size so that equal cities share their levels.
    grid.z0 = std::floor(lowest / grid.cell_size) * grid.cell_size;
    grid.nz = std::max(1, static_cast<idx>(std::ceil((highest - grid.z0) / grid.cell_size)));
}

Field3D<std::int8_t> CityModel::solid_mask() const {
    Field3D<std::int8_t> out(backend(), {grid.nz, grid.ny, grid.nx}, "solid_mask", "1");
    dispatch(backend(), [&](auto tag) {
        city_steps::solid_mask<decltype(tag)>(
            backend(), {opaque_height.cview(), out.view(), float(grid.z0), float(grid.cell_size)});
    });
    return out;
}

Field3D<float> CityModel::leaf_area_density_3d() const {
    Field3D<float> out(backend(), {grid.nz, grid.ny, grid.nx}, "leaf_area_density_3d", "m2 m-3");
    dispatch(backend(), [&](auto tag) {
        city_steps::leaf_area_density_3d<decltype(tag)>(
            backend(), {terrain_height.cview(), canopy_base.cview(), canopy_top.cview(),
                        leaf_area_density.cview(), out.view(), float(grid.z0), float(grid.cell_size)});
    });
    return out;
}

}  // namespace luwte
