// SPDX-License-Identifier: Apache-2.0
#include "models/green/green_model.hpp"

#include "kernels/core/error.hpp"
#include "kernels/green/green_benefits.hpp"
#include "models/city/surface_types.hpp"
#include "models/green/standard_measures.hpp"
#include "models/launches.hpp"
#include "models/wind/sum.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace luwte {
namespace {

constexpr int of_top_rows = 6;

/// What a top is covered with, without crowns; z0 [m] by class of land cover (RIVM's manual; of water that of
/// the logarithmic profile, methods of the page).
struct TopCover {
    double shrub, low, water, built, paved, z0;
};

TopCover cover_of(int top) {
    switch (top < surface_type_count ? SurfaceType(top) : SurfaceType::building) {
        case SurfaceType::grass:
            return {0, 1, 0, 0, 0, 0.30};
        case SurfaceType::shrub:
            return {1, 0, 0, 0, 0, 0.30};
        case SurfaceType::woodland:
            return {0, 1, 0, 0, 0, 1.20};
        case SurfaceType::cropland:
            return {0, 1, 0, 0, 0, 0.10};
        case SurfaceType::yard:  // half paved, half grass, as in the city's own table
            return {0, 0.5, 0, 0, 0.5, 0.30};
        case SurfaceType::water:
            return {0, 0, 1, 0, 0, 0.0002};
        case SurfaceType::bare_soil:
            return {0, 0, 0, 0, 0, 0.30};
        case SurfaceType::building:
            return {0, 0, 0, 1, 1, 1.50};
        default:  // paved, or unknown and taken as paved
            return {0, 0, 0, 0, 1, 0.30};
    }
}

/// A top on which a standard measure of this name lies.
TopCover with_measure(TopCover top, const StandardMeasure& measure) {
    const double rest = 1 - measure.tree - measure.shrub - measure.low - measure.water;
    top.shrub = measure.shrub, top.low = measure.low, top.water = measure.water, top.built *= rest;
    return top;
}

constexpr int green_roof_top = surface_type_count, permeable_paving_top = first_other_ground;

template <class T>
Field2D<T> row_of(const Backend& backend, const std::vector<T>& values, idx rows, const char* name) {
    Field2D<T> f(Backend::cpu(), {1, rows, idx(values.size()) / rows}, name, "1");
    std::ranges::copy(values, f.host().begin());
    return f.copy_to(backend);
}

Field2D<float> table_of_tops(const Backend& backend) {
    std::vector<float> values(std::size_t(of_top_rows * top_material_count));
    for (int top = 0; top < top_material_count; ++top) {
        TopCover c = is_roof(top) ? cover_of(int(SurfaceType::building)) : cover_of(top);
        if (top == green_roof_top) c = with_measure(c, standard_measure("green_roof"));
        if (top == permeable_paving_top)
            c = with_measure(cover_of(int(SurfaceType::open_paving)), standard_measure("permeable_paving"));
        const double rows[of_top_rows] = {c.shrub, c.low,   c.water,
                                          c.built, c.paved, double(green::profile_of(float(c.z0)))};
        for (int r = 0; r < of_top_rows; ++r)
            values[std::size_t(r) * std::size_t(top_material_count) + std::size_t(top)] = float(rows[r]);
    }
    return row_of(backend, values, of_top_rows, "cover of tops");
}

/// First column of each cell of 10 m, by the columns' middles, and the end of the last.
std::vector<std::int32_t> begins(idx columns, double size) {
    std::vector<std::int32_t> begin;
    for (idx n = 0; n < columns; ++n)
        while (double(begin.size()) <= (double(n) + 0.5) * size / double(green::cell_size))
            begin.push_back(n);
    begin.push_back(columns);
    return begin;
}

/// Of all cells around one, itself included, whose middles lie within a radius in cells.
float cells_in_circle(double radius) {
    const int reach = int(radius);
    double count = 0;
    for (int j = -reach; j <= reach; ++j)
        count += 1 + 2 * std::floor(std::sqrt(radius * radius - double(j) * j));
    return float(count);
}

constexpr double unknown_benefit = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double deaths_avoided(double inhabitants, double deaths_per_inhabitant, double more_ndvi, double rate) {
    return inhabitants * deaths_per_inhabitant * rate * more_ndvi / 0.1;
}

GreenModel::GreenModel(const Backend& backend, const Grid& grid, const Parameters& parameters)
    : backend_(backend), grid_(grid), parameters_(parameters) {
    if (!(grid.cell_size <= largest_column))
        throw InputError("area.cell_size_m", "columns of more than 5 m make no cells of 10 m",
                         "take at most 5 m for benefits of green");
    const auto columns = begins(grid.nx, grid.cell_size), rows = begins(grid.ny, grid.cell_size);
    nx_ = idx(columns.size()) - 1, ny_ = idx(rows.size()) - 1;
    begin_i_ = row_of(backend, columns, 1, "first column");
    begin_j_ = row_of(backend, rows, 1, "first row");
    of_top_ = table_of_tops(backend);
}

double GreenModel::area() const {
    return double(grid_.nx) * double(grid_.ny) * grid_.cell_size * grid_.cell_size;
}

Field2D<float> GreenModel::plane(const char* name, const char* unit) const {
    return {backend_, {1, ny_, nx_}, name, unit};
}

GreenCover GreenModel::cover(const GreenCity& city) const {
    GreenCover out{{backend_, {green::plane_count, ny_, nx_}, "cover", "1"}};
    const auto top = city.top_material.copy_to(backend_);
    const auto crown = city.crown_height.copy_to(backend_);
    const double part = grid_.cell_size * grid_.cell_size / double(green::cell_size * green::cell_size);
    on_cells(backend_, "cover of 10 m cells", Box2{0, ny_, 0, nx_},
             green::CoverOfCell{top.cview(), crown.cview(), of_top_.cview(), begin_i_.cview(),
                                begin_j_.cview(), float(part), out.planes.view()});
    return out;
}

Field2D<float> GreenModel::quantity(const GreenCover& cover, int of) const {
    Field2D<float> out = plane("quantity", "1");
    on_output(backend_, "quantity of cover",
              green::OfCover{cover.planes.cview(), green::Quantity(of), out.view()});
    return out;
}

/// Over the area; each cell counts by what the grid holds of it.
double GreenModel::sum_of(const GreenCover& cover, const Field2D<float>& value) const {
    Field2D<float> times = plane("times", "1");
    on_output(backend_, "part of a cell",
              green::TimesHeld{value.cview(), cover.planes.cview(), times.view()});
    return sum(times);
}

double GreenModel::mean_of(const GreenCover& cover, int of) const {
    return sum_of(cover, quantity(cover, of)) / cells();
}

double GreenModel::cells() const { return area() / double(green::cell_size * green::cell_size); }

Field2D<float> GreenModel::within(const GreenCover& cover, const Field2D<float>& value, double metres,
                                  double beyond) const {
    Field2D<float> out = plane("mean within a distance", value.unit().c_str());
    const double radius = metres / double(green::cell_size);
    on_output(backend_, "mean within a distance",
              green::MeanWithin{value.cview(), cover.planes.cview(), float(radius), cells_in_circle(radius),
                                float(beyond), out.view()});
    return out;
}

double GreenModel::held_back(const GreenCover& cover, double concentration, double again,
                             double factor) const {
    if (std::isnan(concentration) || std::isnan(again)) return unknown_benefit;
    Field2D<float> kg = plane("held back", "kg");
    on_output(
        backend_, "PM held back",
        green::HeldBack{cover.planes.cview(), float(concentration), float(again), float(factor), kg.view()});
    return sum(kg);
}

GreenState GreenModel::state(const GreenCover& cover, const GreenCover& present) const {
    const Parameters& p = parameters_;
    GreenState s;
    s.pm10_kg = held_back(cover, p.pm10, double(green::resuspended), 1);
    s.pm25_kg = held_back(cover, p.pm25, p.pm25_resuspended, double(green::pm25_factor));
    s.ndvi = mean_of(cover, green::ndvi);
    s.tree = mean_of(cover, green::tree), s.shrub = mean_of(cover, green::shrub);
    s.low = mean_of(cover, green::low), s.water = mean_of(cover, green::water);
    s.built = mean_of(cover, green::built), s.paved = mean_of(cover, green::open_paving);
    if (std::isnan(p.wind_100_m) || std::isnan(p.inhabitants_within_10_km)) {
        s.heat_island = s.cooling = unknown_benefit;
        return s;
    }
    const double beyond = mean_of(present, green::open_paving);
    const Field2D<float> profile = within(cover, quantity(cover, green::profile), 50, unknown_benefit),
                         paving = within(cover, quantity(cover, green::open_paving), 1000, beyond),
                         reduction = within(cover, quantity(cover, green::reduction), 30, unknown_benefit);
    Field2D<float> island = plane("heat island", "K"), cooling = plane("cooling", "K");
    on_output(backend_, "heat island",
              green::HeatIsland{profile.cview(), paving.cview(), reduction.cview(), cover.planes.cview(),
                                float(p.wind_100_m), float(p.inhabitants_within_10_km), p.cooling_of_largest,
                                island.view(), cooling.view()});
    s.heat_island = sum(island) / cells(), s.cooling = sum(cooling) / cells();
    return s;
}

GreenChange GreenModel::change(const GreenCover& present, const GreenCover& plan) const {
    const GreenState before = state(present, present), after = state(plan, present);
    GreenChange c;
    for (double GreenState::*of :
         {&GreenState::pm10_kg, &GreenState::pm25_kg, &GreenState::heat_island, &GreenState::cooling,
          &GreenState::ndvi, &GreenState::tree, &GreenState::shrub, &GreenState::low, &GreenState::water,
          &GreenState::built, &GreenState::paved})
        c.of.*of = after.*of - before.*of;
    // Beyond the area nothing changes.
    Field2D<float> more = plane("more NDVI", "1");
    const Field2D<float> old = quantity(present, green::ndvi), now = quantity(plan, green::ndvi);
    on_output(backend_, "more NDVI", green::Less{now.cview(), old.cview(), more.view()});
    c.ndvi_at_homes = sum_of(plan, within(plan, more, parameters_.ndvi_radius, 0)) / cells();
    const auto deaths = [&](double of_rate) {
        return deaths_avoided(parameters_.inhabitants, parameters_.deaths_per_inhabitant, c.ndvi_at_homes,
                              of_rate);
    };
    const double low = deaths(rate_low), high = deaths(rate_high);
    c.deaths_avoided = deaths(rate), c.deaths_low = std::min(low, high), c.deaths_high = std::max(low, high);
    return c;
}

}  // namespace luwte
