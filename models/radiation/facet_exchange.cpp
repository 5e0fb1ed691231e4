// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/facet_exchange.hpp"

#include "kernels/core/reduce.hpp"
#include "kernels/radiation/look_around.hpp"
#include "kernels/shading/directions.hpp"
#include "models/fill.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace luwte {

using namespace exchange;

namespace {

constexpr int directions_per_batch = 32;  // pairings are put together batch by batch, which bounds memory
constexpr int scaling_passes = 12;
constexpr int most_reflections = 50;
constexpr idx stack_depth = 64;   // rear walls that a line remembers at once
constexpr double crown_node = 1;  // m, of sheared height: as shade through crowns

template <class T>
Field2D<T> list(const Backend& backend, std::int64_t size, const char* name) {
    return {backend, {1, 1, idx(std::max<std::int64_t>(size, 1))}, name, "1"};
}

/// The lists of all patches on the way to the table.
struct Lists {
    Field2D<std::int32_t> first, count;
    Field2D<Beam> beams;
    BeamLists view() { return {first.view().p, count.view().p, beams.view().p}; }
};

}  // namespace

FacetExchange::FacetExchange(const WallFacets& walls, OfFacets sky_view, OfFacets albedo,
                             Parameters parameters)
    : walls_(walls), parameters_(parameters) {
    const Backend& backend = walls_.city.backend();
    const Grid& grid = walls_.city.grid;
    size_ = std::max(1, idx(std::lround(parameters_.patch_size / grid.cell_size)));
    blocks_x_ = (grid.nx + size_ - 1) / size_, blocks_y_ = (grid.ny + size_ - 1) / size_;
    const auto cell_area = float(grid.cell_size * grid.cell_size);
    hidden_top_ = {backend, walls_.city.terrain_height.shape(), "hidden area", "m2"};
    hidden_wall_ = {backend, walls_.shape(), "hidden area of walls", "m2"};
    on_output(backend, "exchange: hidden area",
              HiddenArea{sky_view.top.cview(), {}, walls_.city.slope.cview(), hidden_top_.view(), cell_area});
    on_output(backend, "exchange: hidden area",
              HiddenArea{sky_view.wall.cview(), walls_.normal.cview(), {}, hidden_wall_.view(), cell_area});
    number_patches();
    for (auto* f : {&own_, &area_, &reflectance_, &next_, &place_[0], &place_[1], &place_[2], &leaf_share_}) {
        *f = by_patch("by patch", "W m-2");
        fill(*f, 0.0f);
    }
    forget();
    list_walls();
    if (walls_.city.has_canopy) find_columns();
    const Field2D<float> none;
    sum({none, none}, area_, {none, none}, next_, false);
    find_pairings();
    share_out();
    find_places();
    reflect_as(sky_view, albedo);
}

/// What runs leave.
void FacetExchange::forget() {
    for (auto* f : {&seen_shortwave, &seen_longwave, &first_reflection_, &radiosity_, &moved_, &longwave_,
                    &mean_shortwave_, &mean_longwave_, &leaf_shortwave_, &leaf_longwave,
                    &mean_leaf_shortwave_, &mean_leaf_longwave_}) {
        if (f->empty()) *f = by_patch("by patch", "W m-2");
        fill(*f, 0.0f);
    }
}

void FacetExchange::set_albedo(OfFacets sky_view_opaque, OfFacets albedo) {
    forget();
    reflect_as(sky_view_opaque, albedo);
    if (!leaf_area.empty()) reflect_through_leaves_as(sky_view_opaque, albedo);
}

/// What a patch reflects of what it sees: its facets' albedo, weighted with how much they see.
void FacetExchange::reflect_as(const OfFacets& sky_view, const OfFacets& albedo) {
    const Backend& backend = walls_.city.backend();
    Field2D<float> top(backend, hidden_top_.shape(), "", "1"), wall(backend, hidden_wall_.shape(), "", "1");
    on_output(backend, "exchange: reflectance",
              Reflectance{albedo.top.cview(), sky_view.top.cview(), top.view()});
    on_output(backend, "exchange: reflectance",
              Reflectance{albedo.wall.cview(), sky_view.wall.cview(), wall.view()});
    sum({top, wall}, reflectance_, {top, wall}, next_, true);
    backend.synchronize();  // the planes go
}

Field2D<float> FacetExchange::by_patch(const char* name, const char* unit) const {
    return {walls_.city.backend(), {1, 1, patch_count_}, name, unit};
}

Patches FacetExchange::patches() const { return {walls_.geometry(), first_wall_.cview(), size_, blocks_x_}; }

void FacetExchange::number_patches() {
    const Backend& backend = walls_.city.backend();
    first_wall_ = {backend, {facings, blocks_y_, blocks_x_}, "first patch of walls", "1"};
    const WallPatchLevels levels{walls_.geometry(), size_};
    tops_ = 2 * blocks_x_ * blocks_y_;
    on_cells(backend, "exchange: count wall patches", whole(first_wall_.view()),
             CountWallPatches{levels, first_wall_.view()});
    const View3D<std::int32_t> v = first_wall_.view();
    patch_count_ = tops_ + exclusive_sum(backend, View2D<std::int32_t>{v.p, v.nx, v.ny * v.nz, v.sy});
    on_cells(backend, "exchange: number wall patches", whole(first_wall_.view()),
             NumberWallPatches{levels, first_wall_.view(), tops_});
    patch_of_top = {backend, hidden_top_.shape(), "patch", "1"};
    patch_of_wall = {backend, walls_.shape(), "patch of wall", "1"};
    on_output(backend, "exchange: patch of top", PatchOfTop{patches(), patch_of_top.view()});
    on_output(backend, "exchange: patch of wall",
              PatchOfWall{patches(), walls_.facet.cview(), patch_of_wall.view(), walls_.count()});
}

void FacetExchange::list_walls() {
    list_by_owner(patch_of_wall, hidden_wall_, walls_.count(), patch_count_, facets_, first_facet_);
}

void FacetExchange::list_by_owner(const Field2D<std::int32_t>& owner, const Field2D<float>& weight, idx items,
                                  idx owners, Field2D<Beam>& listed, Field2D<std::int32_t>& first_of) const {
    const Backend& backend = walls_.city.backend();
    Field2D<std::int32_t> count = list<std::int32_t>(backend, owners, "items of owner");
    listed = list<Beam>(backend, items, "items of owners");
    first_of = list<std::int32_t>(backend, std::int64_t(owners) + 1, "first item of owner");
    const auto walk = [&](const std::int32_t* first) {
        fill(count, 0);
        on_cells(
            backend, "exchange: items of owners", whole(owner.view()),
            ListItemsOfOwners{owner.view(), weight.view(), count.view().p, first, listed.view().p, items});
    };
    walk(nullptr);
    Field2D<std::int32_t> first = count.copy_to(backend);
    exclusive_sum(backend, first.view());
    walk(first.cview().p);
    on_items(backend, "exchange: sort beams", owners,
             SortBeams{{first.cview().p, count.view().p, listed.view().p}});
    on_items(backend, "exchange: ends of lists", owners,
             EndsOfLists{first.cview().p, count.cview().p, first_of.view().p, owners});
    backend.synchronize();
}

void FacetExchange::sum(const OfFacets& a, Field2D<float>& sum_a, const OfFacets& b, Field2D<float>& sum_b,
                        bool mean) const {
    const Backend& backend = walls_.city.backend();
    const View2D<const float> by = mean ? area_.cview() : View2D<const float>{};
    on_cells(backend, "exchange: sum of tops", Box2{0, blocks_y_, 0, blocks_x_},
             SumOfTops{patches(), hidden_top_.cview(), a.top.cview(), b.top.cview(), by, sum_a.view().p,
                       sum_b.view().p});
    on_items(backend, "exchange: sum of walls", patch_count_ - tops_,
             SumOfWalls{first_facet_.cview().p,
                        facets_.cview().p,
                        {},
                        a.wall.cview(),
                        b.wall.cview(),
                        by,
                        sum_a.view().p,
                        sum_b.view().p,
                        tops_});
}

/// Nodes for the crowns of a direction's lines.
CrownColumns FacetExchange::crown_columns(double tangent, double way, idx lines,
                                          Field2D<float>& nodes) const {
    const CityModel& city = walls_.city;
    if (!city.has_canopy) return {};
    const double range = double(city.highest) - double(city.lowest) + way * tangent;
    const auto count = idx(std::bit_ceil(std::uint32_t(range / crown_node) + 4u));
    if (nodes.size() < std::size_t(lines) * std::size_t(count))
        nodes = {city.backend(), {1, lines, count}, "optical depth", "1"};
    return {city.canopy_top.cview(),
            city.canopy_base.cview(),
            city.leaf_area_density.cview(),
            {nodes.view().p, count, lines, count},
            count,
            crown_node,
            float(double(parameters_.leaf_extinction) / std::sin(std::atan(tangent)))};
}

void FacetExchange::find_pairings() {
    const Backend& backend = walls_.city.backend();
    const Grid& grid = walls_.city.grid;
    const auto rays = shading::hemisphere_directions(parameters_.directions);
    const double d = grid.cell_size;

    Field2D<float> nodes;
    const auto sweep = [&](const shading::HemisphereRay& ray, BeamSink sink, Field2D<SeenInterval>& store,
                           Field2D<std::int32_t>& overflow) {
        const shading::Heading h = shading::heading(ray.azimuth_rad);
        SeeFacets s{};
        s.patches = patches();
        s.patch_of_top = patch_of_top.cview();
        s.overflow = overflow.view();
        s.sink = sink;
        s.slope = double(h.slope) * 0x1p-32 * h.direction;
        s.per_slope = s.slope != 0 ? 1 / s.slope : 0;  // a line along an axis never changes cells
        s.tangent = std::tan(ray.elevation_rad);
        s.length = h.step_length * d;
        s.flux = float(2.0 / parameters_.directions * std::cos(ray.elevation_rad) * d / h.step_length);
        s.steps = h.along_x ? grid.nx : grid.ny;
        s.cells = h.along_x ? grid.ny : grid.nx;
        const double reach = std::abs(s.slope) * s.steps / 2;
        s.first_line = -idx(std::ceil(reach)) - 1;
        s.along_x = h.along_x;
        s.direction = h.direction;
        const idx lines = s.cells + 2 * (idx(std::ceil(reach)) + 1);
        if (store.shape().ny < lines)
            store = {backend, {1, lines, stack_depth}, "walls that lines remember", "m"};
        s.store = store.view();
        s.crowns = crown_columns(s.tangent, s.length, lines, nodes);
        on_items(backend, "exchange: see facets", lines, s);
    };

    Field2D<SeenInterval> store;
    Field2D<std::int32_t> overflow(backend, {1, 1, 1}, "lines that forgot", "1");
    fill(overflow, 0);
    const auto empty_lists = [&](std::int64_t beams) {
        Lists l{list<std::int32_t>(backend, patch_count_, "first beam"),
                list<std::int32_t>(backend, patch_count_, "beams of patch"),
                list<Beam>(backend, beams, "beams")};
        fill(l.count, 0);
        return l;
    };
    outside_ = list<std::int32_t>(backend, patch_count_, "beyond the edge");
    fill(outside_, 0);
    held_ = list<std::int32_t>(backend, patch_count_, "held by crowns");
    fill(held_, 0);
    Lists all = empty_lists(0);
    fill(all.first, 0);
    for (std::size_t from = 0; from < rays.size(); from += directions_per_batch) {
        const std::size_t to = std::min(from + directions_per_batch, rays.size());
        Lists batch = empty_lists(0);
        for (std::size_t n = from; n < to; ++n)
            sweep(rays[n], {batch.count.view().p, outside_.view().p, held_.view().p, nullptr, nullptr}, store,
                  overflow);
        batch.first = batch.count.copy_to(backend);
        batch.beams = list<Beam>(backend, exclusive_sum(backend, batch.first.view()), "beams");
        fill(batch.count, 0);
        for (std::size_t n = from; n < to; ++n)
            sweep(rays[n],
                  {batch.count.view().p, outside_.view().p, held_.view().p, batch.first.cview().p,
                   batch.beams.view().p},
                  store, overflow);
        on_items(backend, "exchange: sort beams", patch_count_, SortBeams{batch.view()});
        Lists merged = empty_lists(0);
        on_items(backend, "exchange: merge beams", patch_count_,
                 MergeBeams{all.view(), batch.view(), nullptr, merged.count.view().p, nullptr});
        merged.first = merged.count.copy_to(backend);
        merged.beams = list<Beam>(backend, exclusive_sum(backend, merged.first.view()), "beams");
        on_items(backend, "exchange: merge beams", patch_count_,
                 MergeBeams{all.view(), batch.view(), merged.first.cview().p, merged.count.view().p,
                            merged.beams.view().p});
        all = std::move(merged);
    }
    if (const auto forgot = overflow.copy_to(Backend::cpu()).host()[0]; forgot > 0)
        throw RuntimeError("exchange between surfaces: " + std::to_string(forgot) + " times more than " +
                           std::to_string(stack_depth) + " walls stood behind each other; take larger cells");
    // Lists lie one behind the other: their ends are the next one's beginning.
    first_ = list<std::int32_t>(backend, std::int64_t(patch_count_) + 1, "first pairing");
    on_items(backend, "exchange: ends of lists", patch_count_,
             EndsOfLists{all.first.cview().p, all.count.cview().p, first_.view().p, patch_count_});
    beams_ = std::move(all.beams);
}

void FacetExchange::share_out() {
    const Backend& backend = walls_.city.backend();
    Field2D<float> scale = by_patch("scale", "1"), next = by_patch("scale", "1"),
                   wanted = by_patch("wanted", "m2");
    fill(scale, 1.0f);
    partner_ = list<std::int32_t>(backend, std::int64_t(beams_.size()), "partner");
    share_ = list<float>(backend, std::int64_t(beams_.size()), "share");
    const auto rows = [&] {
        return ScaleRows{first_.cview().p, beams_.cview().p, wanted.cview().p, scale.cview().p,
                         next.view().p};
    };
    on_items(backend, "exchange: wanted rows", patch_count_,
             WantedRows{first_.cview().p, outside_.cview().p, held_.cview().p, beams_.cview().p,
                        area_.cview().p, wanted.view().p, leaf_share_.view().p});
    for (int n = 0; n < scaling_passes; ++n) {
        on_items(backend, "exchange: scale rows", patch_count_, rows());
        std::swap(scale, next);
    }
    on_items(backend, "exchange: limit rows", patch_count_, LimitRows{rows(), next.view().p});
    on_items(backend, "exchange: shares of rows", patch_count_,
             SharesOfRows{rows(), next.cview().p, area_.cview().p, leaf_share_.cview().p, partner_.view().p,
                          share_.view().p, own_.view().p});
    backend.synchronize();
    beams_ = {};
    outside_ = {};
    held_ = {};
}

void FacetExchange::run(OfFacets reflected, OfFacets longwave, bool sun) {
    const Backend& backend = walls_.city.backend();
    sum(reflected, first_reflection_, longwave, longwave_, true);
    const auto first = first_.cview().p, partner = partner_.cview().p;
    const auto share = share_.cview().p, own = own_.cview().p;
    reflections_ = 0;
    sun_ = sun;
    if (!sun) {
        fill(seen_shortwave, 0.0f);
        on_items(backend, "exchange: seen radiosity", patch_count_,
                 SeenRadiosity{first, partner, share, own, longwave_.cview().p, seen_longwave.view().p});
        hold(reflected, longwave);
        return;
    }
    on_items(backend, "exchange: begin reflections", patch_count_,
             BeginReflections{first_reflection_.cview().p, reflectance_.cview().p, seen_shortwave.cview().p,
                              radiosity_.view().p});
    const auto reflect = [&]<bool with_longwave>() {
        on_items(backend, "exchange: reflect", patch_count_,
                 Reflect<with_longwave>{first, partner, share, own, leaf_share_.cview().p,
                                        leaf_shortwave_.cview().p, first_reflection_.cview().p,
                                        reflectance_.cview().p, radiosity_.cview().p, longwave_.cview().p,
                                        seen_shortwave.view().p, seen_longwave.view().p, next_.view().p,
                                        moved_.view().p});
        std::swap(radiosity_, next_);
        ++reflections_;
        return min_max(backend, moved_.cview()).max;
    };
    float moved = reflect.template operator()<true>();
    while (moved > parameters_.remaining) {
        if (reflections_ == most_reflections)
            throw RuntimeError("exchange between surfaces: after " + std::to_string(most_reflections) +
                               " reflections " + std::to_string(moved) +
                               " W m-2 are still on the way; check the materials' albedo");
        moved = reflect.template operator()<false>();
    }
    hold(reflected, longwave);
}

void FacetExchange::find_places() {
    const Backend& backend = walls_.city.backend();
    side_shortwave = {backend, {1, 4, tops_}, "shortwave on sides", "W m-2"};
    side_longwave = {backend, {1, 4, tops_}, "longwave on sides", "W m-2"};
    Field2D<float> top(backend, hidden_top_.shape(), "place", "m"),
        wall(backend, walls_.shape(), "place", "m");
    for (int axis = 0; axis < 3; ++axis) {
        on_output(backend, "exchange: place of top", PlaceOfTop{walls_.geometry(), top.view(), axis});
        on_output(backend, "exchange: place of wall",
                  PlaceOfWall{walls_.geometry(), walls_.facet.cview(), wall.view(), axis});
        sum({top, wall}, place_[axis], {top, wall}, next_, true);
    }
    backend.synchronize();
}

void FacetExchange::add_to_step(float weight, bool first) {
    const Backend& backend = walls_.city.backend();
    on_items(backend, "exchange: add radiosity", patch_count_,
             AddRadiosity{sun_ ? radiosity_.cview().p : nullptr, mean_shortwave_.view().p, weight, first});
    on_items(backend, "exchange: add radiosity", patch_count_,
             AddRadiosity{longwave_.cview().p, mean_longwave_.view().p, weight, first});
    if (!walls_.city.has_canopy) return;
    on_items(backend, "exchange: add radiosity", patch_count_,
             AddRadiosity{sun_ ? leaf_shortwave_.cview().p : nullptr, mean_leaf_shortwave_.view().p, weight,
                          first});
    on_items(backend, "exchange: add radiosity", patch_count_,
             AddRadiosity{leaf_longwave.cview().p, mean_leaf_longwave_.view().p, weight, first});
}

void FacetExchange::look_around(double normal) {
    const Backend& backend = walls_.city.backend();
    LookAround step{first_.cview().p,
                    partner_.cview().p,
                    share_.cview().p,
                    own_.cview().p,
                    {leaf_share_.cview().p, mean_leaf_shortwave_.cview().p, mean_leaf_longwave_.cview().p},
                    place_[0].cview().p,
                    place_[1].cview().p,
                    place_[2].cview().p,
                    mean_shortwave_.cview().p,
                    mean_longwave_.cview().p,
                    {},
                    {},
                    side_shortwave.view(),
                    side_longwave.view()};
    for (int side = 0; side < 4; ++side) {
        step.normal_x[side] = float(std::sin(normal + side * pi_d / 2));
        step.normal_y[side] = float(std::cos(normal + side * pi_d / 2));
    }
    on_items(backend, "exchange: look around", tops_, step);
}

FacetExchange::Table FacetExchange::table() const {
    const auto host = [](const auto& field) {
        const auto copy = field.copy_to(Backend::cpu());
        return std::vector(copy.host().begin(), copy.host().end());
    };
    return {host(first_), host(partner_), host(share_), host(own_), host(area_), host(leaf_share_)};
}

}  // namespace luwte
