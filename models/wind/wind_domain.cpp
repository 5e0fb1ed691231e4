// SPDX-License-Identifier: Apache-2.0
#include "models/wind/wind_domain.hpp"

#include "kernels/core/reduce.hpp"
#include "kernels/wind/boundary.hpp"
#include "kernels/wind/city_voxels.hpp"
#include "models/launches.hpp"
#include "models/wind/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <span>
#include <string>

namespace luwte {

namespace {

/// (43) Land around after COST 732 (Franke et al. 2007) and AIJ (Tominaga et al. 2008), in heights of the
/// highest column: before and beside the area, behind it, and above its highest column.
constexpr double beside = 5, behind = 15, above = 5;
constexpr double most_blockage = 0.03;
constexpr double least_height = 10;  ///< m, where nothing higher is built
constexpr double least_side = 2;     ///< of the area, in heights: AIJ asks for what stands within one height
constexpr double most_cells = 4e8;

/// (44) Levels: three below 1.75 m, each at most 1.2 times the one below, none thicker than a column is wide
/// up to the highest roof.
constexpr double lowest_level = 0.5, stretch = 1.2;

/// (42)
constexpr double roof_roughness = 0.01;  ///< m, z0

struct Towards {
    double x, y;  ///< 1, where the wind blows
};
Towards towards(double from_deg) {
    const double a = from_deg * std::numbers::pi / 180;
    return {-std::sin(a), -std::cos(a)};
}

Field2D<float> row_of(const Backend& backend, std::span<const double> values, const char* name,
                      const char* unit) {
    Field2D<float> f(Backend::cpu(), {1, 1, idx(values.size())}, name, unit);
    for (std::size_t n = 0; n < values.size(); ++n) f.host()[n] = float(values[n]);
    return f.copy_to(backend);
}

/// Sum over all lines along x or y of their highest column [m].
double silhouette(const Field2D<float>& height, bool along_x) {
    const Shape lines{1, 1, along_x ? height.shape().ny : height.shape().nx};
    Field2D<float> highest(height.backend(), lines, "highest of a line", "m");
    on_output(height.backend(), "wind: silhouette",
              wind::SilhouetteOfLine{height.cview(), along_x, highest.view()});
    return sum(highest);
}

std::vector<double> levels_to(double highest, double top, double cell_size) {
    std::vector<double> thickness = {lowest_level, lowest_level};
    double reached = 2 * lowest_level;
    const double most = std::max(cell_size, lowest_level);
    while (reached < top) {
        const double next = stretch * thickness.back();
        thickness.push_back(reached < highest ? std::min(next, most) : next);
        reached += thickness.back();
    }
    return thickness;
}

wind::Coarsening coarsening(const CityModel& city, const WindLayout& layout,
                            const WindLayout::Margins& margins) {
    return {layout.per_cell, city.grid.nx, city.grid.ny, margins.west, margins.south};
}

template <class... Values>
std::string text(const char* format, Values... values) {
    std::array<char, 400> out{};
    std::snprintf(out.data(), out.size(), format, values...);
    return out.data();
}

}  // namespace

double WindLayout::top() const {
    double sum = 0;
    for (const double dz : thickness) sum += dz;
    return sum;
}

std::vector<double> WindLayout::profile_heights() const {
    std::vector<double> middles;
    double floor = 0;
    for (const double dz : thickness) middles.push_back(floor + 0.5 * dz), floor += dz;
    middles.push_back(middles.back() + thickness.back());
    return middles;
}

double WindLayout::on_grid(double true_deg) const {
    return true_deg - grid.convergence_rad * 180 / std::numbers::pi;
}

const Inflow& WindLayout::inflow(double true_deg) const {
    const auto count = double(inflows.size());
    const double turn = true_deg / 360 - std::floor(true_deg / 360);
    return inflows[std::size_t(std::lround(turn * count)) % inflows.size()];
}

WindLayout::Margins WindLayout::margins(double from_deg) const {
    const Towards to = towards(from_deg);
    const double height = std::max(highest, least_height);
    const auto columns = [&](double outward) {
        return idx(std::ceil(height * std::max(beside, behind * outward) / grid.cell_size - 1e-9));
    };
    return {columns(-to.x), columns(to.x), columns(-to.y), columns(to.y)};
}

double WindLayout::blockage(double from_deg) const {
    const Towards to = towards(from_deg);
    const Margins m = margins(from_deg);
    const double along_x = std::abs(to.x), along_y = std::abs(to.y);
    const double width =
        grid.cell_size * (along_x * (grid.ny + m.south + m.north) + along_y * (grid.nx + m.west + m.east));
    return (along_x * silhouette_x + along_y * silhouette_y) / (width * top());
}

wind::Extents WindLayout::extents(double from_deg) const {
    const Margins m = margins(from_deg);
    return {grid.nx + m.west + m.east, grid.ny + m.south + m.north, idx(thickness.size())};
}

WindLayout wind_layout(const CityModel& city, const WindLayout::Parameters& parameters) {
    WindLayout layout;
    const Grid& surface = city.grid;
    const double ratio = parameters.cell_size / surface.cell_size;
    layout.per_cell = idx(std::lround(ratio));
    if (layout.per_cell < 1 || std::abs(ratio - layout.per_cell) > 1e-6 * ratio)
        throw InputError("wind.cell_size_m",
                         text("a column of the wind of %g m is no whole number of cells of %g m",
                              parameters.cell_size, surface.cell_size),
                         text("%g m is one", std::max(1.0, std::round(ratio)) * surface.cell_size));
    layout.grid = surface;
    layout.grid.cell_size = layout.per_cell * surface.cell_size;
    layout.grid.nx = (surface.nx + layout.per_cell - 1) / layout.per_cell;
    layout.grid.ny = (surface.ny + layout.per_cell - 1) / layout.per_cell;
    layout.grid.nz = 1, layout.grid.z0 = 0;

    const Backend& backend = city.backend();
    Field2D<float> height(backend, {1, layout.grid.ny, layout.grid.nx}, "height of solid columns", "m");
    on_output(backend, "wind: height of solid columns",
              wind::SolidHeight{coarsening(city, layout, {}), city.building_height.cview(), height.view()});
    layout.highest = double(min_max(backend, height.cview()).max);
    const double d = layout.grid.cell_size;
    layout.silhouette_x = d * silhouette(height, true), layout.silhouette_y = d * silhouette(height, false);

    const double side = d * std::min(layout.grid.nx, layout.grid.ny);
    if (side < least_side * layout.highest)
        throw InputError(
            "area.bounds_m",
            text("the area of %g x %g m is too small for the wind around its buildings of %.1f m",
                 surface.nx * surface.cell_size, surface.ny * surface.cell_size, layout.highest),
            text("it has to be %.0f x %.0f m at least, one height to each side of the highest, or leave "
                 "[wind] out",
                 std::ceil(least_side * layout.highest), std::ceil(least_side * layout.highest)));

    std::vector<double> directions;
    for (int n = 0; n < parameters.sectors; ++n)
        directions.push_back(layout.on_grid(360.0 * n / parameters.sectors));
    layout.inflows.assign(directions.size(), {parameters.upwind_roughness, 0});
    layout.roughness_is_given = parameters.upwind_roughness > 0;
    if (!layout.roughness_is_given)
        std::ranges::transform(land_upwind(city, coarsening(city, layout, {}), height.shape(), directions),
                               layout.inflows.begin(), inflow_over);

    double top = (1 + above) * std::max(layout.highest, least_height);
    layout.thickness = {1.0};  // for blockage() under a top of 1 m
    for (const double from : directions) top = std::max(top, layout.blockage(from) / most_blockage);
    layout.thickness = levels_to(layout.highest, top, d);
    layout.inflow_table = parameters.inflow_table;
    if (const double needed = layout.profile_heights().back();
        !layout.inflow_table.empty() && layout.inflow_table.height.back() < needed)
        throw InputError("wind.inflow_table",
                         text("the table ends at %g m above ground; the wind around buildings of %.1f m is "
                              "computed with a profile up to %.1f m",
                              layout.inflow_table.height.back(), layout.highest, needed),
                         text("add rows up to %.0f m or more: what is above the last row is not invented",
                              std::ceil(needed)));

    for (const double from : directions) {
        const wind::Extents e = layout.extents(from);
        if (double(e.nx) * double(e.ny) * double(e.nz) > most_cells)
            throw InputError(
                "wind.cell_size_m",
                text("the wind would have %d x %d x %d cells of %g m; at most 400 million are allowed", e.nx,
                     e.ny, e.nz, d),
                "use a larger wind.cell_size_m or a smaller area");
    }
    return layout;
}

void put_buildings(const Field2D<float>& height, const wind::Coarsening& grid, Shape shape,
                   WindDomain& domain) {
    const Backend &backend = height.backend(), cpu = Backend::cpu();
    std::vector<double> floors = {0};
    for (const double dz : domain.thickness) floors.push_back(floors.back() + dz);
    const Field2D<float> floor = row_of(backend, floors, "floors of levels", "m");
    const auto shares = [&] { return Field3D<std::uint8_t>(backend, shape, "open share", "1"); };
    Field3D<std::uint8_t> solid(backend, shape, "solid", "1");
    WindDomain::Open open{shares(), shares(), shares(), shares()};
    on_cells(backend, "wind: open shares of voxels", whole(solid.view()),
             wind::SharesOfVoxel{grid, height.cview(), floor.view().p, open.volume.view(), open.east.view(),
                                 open.north.view(), open.top.view(), solid.view()});
    on_cells(backend, "wind: closed faces", whole(solid.view()),
             wind::CloseSolids{solid.cview(), open.east.view(), open.north.view(), open.top.view()});
    domain.solid = solid.copy_to(cpu);
    domain.open = {open.volume.copy_to(cpu), open.east.copy_to(cpu), open.north.copy_to(cpu),
                   open.top.copy_to(cpu)};
}

WindDomain wind_domain(const CityModel& city, const WindLayout& layout, const WindLayout::Margins& margins,
                       double roughness_around) {
    const Backend& backend = city.backend();
    const wind::Coarsening grid = coarsening(city, layout, margins);
    const Shape shape{idx(layout.thickness.size()), layout.grid.ny + margins.south + margins.north,
                      layout.grid.nx + margins.west + margins.east};
    std::vector<double> floors = {0};
    for (const double dz : layout.thickness) floors.push_back(floors.back() + dz);
    const Field2D<float> floor = row_of(backend, floors, "floors of levels", "m");
    const Field2D<float> log_of_type = log_roughness_of_ground(backend);

    WindDomain domain;
    domain.cell_size = layout.grid.cell_size;
    domain.thickness = layout.thickness;
    put_buildings(city.building_height, grid, shape, domain);
    const Field3D<std::uint8_t> solid = domain.solid.copy_to(backend),
                                open_volume = domain.open.volume.copy_to(backend);
    Field2D<float> roughness(backend, {1, shape.ny, shape.nx}, "roughness", "m");
    on_output(backend, "wind: roughness",
              wind::RoughnessOfColumn{grid, city.building_height.cview(), city.surface_type.cview(),
                                      log_of_type.cview(), solid.cview(), float(std::log(roof_roughness)),
                                      float(roughness_around), roughness.view()});
    if (city.has_canopy) {
        Field3D<float> leaves(backend, shape, "leaf_area_density", "m2 m-3");
        on_output(backend, "wind: leaves",
                  wind::LeavesOfVoxel{grid, city.canopy_base.cview(), city.canopy_top.cview(),
                                      city.leaf_area_density.cview(), open_volume.cview(), floor.view().p,
                                      leaves.view()});
        domain.leaf_area = leaves.copy_to(Backend::cpu());
    }
    domain.roughness = roughness.copy_to(Backend::cpu());
    return domain;
}

WindDomain wind_domain(const CityModel& city, const WindLayout& layout) {
    constexpr double nowhere = 1;  // m, no column has it
    return wind_domain(city, layout, {}, nowhere);
}

}  // namespace luwte
