// SPDX-License-Identifier: Apache-2.0
// What leaves take of surfaces and sky, and send them: the part of FacetExchange that is about crowns.
#include "kernels/radiation/leaf_blocks.hpp"
#include "kernels/radiation/leaves_of_patches.hpp"
#include "models/launches.hpp"
#include "models/radiation/facet_exchange.hpp"

#include <algorithm>
#include <cmath>

namespace luwte {

using namespace exchange;

void FacetExchange::find_columns() {
    const Backend& backend = walls_.city.backend();
    const Grid& grid = walls_.city.grid;
    column_ = {backend, {1, 1, patch_count_}, "column of patch", "1"};
    std::int32_t* const column = column_.view().p;
    on_items(backend, "exchange: column of tops", tops_ / 2,
             ColumnOfTops{size_, blocks_x_, grid.nx, grid.ny, column});
    on_items(backend, "exchange: column of walls", patch_count_ - tops_,
             ColumnOfWalls{first_facet_.cview().p, facets_.cview().p, walls_.outside.cview(), column, tops_});
}

/// Blocks of leaves, the nearest of each block, and that of each patch.
void FacetExchange::find_blocks() {
    const CityModel& city = walls_.city;
    const Backend& backend = city.backend();
    leaf_block_size_ = std::max(1, idx(std::lround(parameters_.leaf_block / city.grid.cell_size)));
    const idx size = leaf_block_size_;
    const Shape blocks{1, (city.grid.ny + size - 1) / size, (city.grid.nx + size - 1) / size};
    leaf_area = {backend, blocks, "leaf area", "m2"};
    held_by_leaves = {backend, blocks, "held by leaves", "W"};
    leaf_view = {backend, blocks, "view of leaves", "m2"};
    nearest_leaves = {backend, blocks, "nearest leaves", "1"};
    block_of_patch_ = {backend, {1, 1, patch_count_}, "leaves of patch", "1"};
    Field2D<std::int32_t> in_row(backend, blocks, "nearest leaves of row", "1");
    on_output(
        backend, "exchange: leaf area",
        LeafAreaOfBlocks{city.canopy_top.cview(), city.canopy_base.cview(), city.leaf_area_density.cview(),
                         leaf_area.view(), size, float(city.grid.cell_size * city.grid.cell_size)});
    on_cells(backend, "exchange: nearest leaves of row", whole(leaf_area.cview()),
             NearestInRow{leaf_area.cview(), in_row.view()});
    on_output(backend, "exchange: nearest leaves", NearestBlock{in_row.cview(), nearest_leaves.view()});
    on_items(
        backend, "exchange: leaves of patch", patch_count_,
        BlockOfPatch{column_.cview().p, nearest_leaves.cview(), block_of_patch_.view(), city.grid.nx, size});
    backend.synchronize();
}

/// The patches that see each block's leaves.
void FacetExchange::list_blocks() {
    Field2D<float> area = by_patch("view of leaves", "m2");
    on_items(walls_.city.backend(), "exchange: view of leaves", patch_count_,
             LeafViewOfPatches{before_sky_.cview().p, area_.cview().p, leaf_share_.cview().p, area.view()});
    list_by_owner(block_of_patch_, area, patch_count_, idx(leaf_area.size()), patches_of_blocks_,
                  first_patch_);
}

void FacetExchange::join_crowns(OfFacets sky_view, OfFacets sky_view_opaque, OfFacets albedo) {
    const CityModel& city = walls_.city;
    if (!city.has_canopy) return;
    const Backend& backend = city.backend();
    const auto cell_area = float(city.grid.cell_size * city.grid.cell_size);
    leafy_top_ = {backend, hidden_top_.shape(), "area behind leaves", "m2"};
    leafy_wall_ = {backend, hidden_wall_.shape(), "area of walls behind leaves", "m2"};
    for (auto* f : {&before_sky_, &again_, &towards_k_, &towards_l_}) *f = by_patch("by patch", "m2");
    on_output(backend, "exchange: area behind leaves",
              AreaBehindLeaves{sky_view.top.cview(),
                               sky_view_opaque.top.cview(),
                               {},
                               city.slope.cview(),
                               leafy_top_.view(),
                               cell_area});
    on_output(backend, "exchange: area behind leaves",
              AreaBehindLeaves{sky_view.wall.cview(),
                               sky_view_opaque.wall.cview(),
                               walls_.normal.cview(),
                               {},
                               leafy_wall_.view(),
                               cell_area});
    reflect_through_leaves_as(sky_view_opaque, albedo);
    find_blocks();
    list_blocks();
}

void FacetExchange::reflect_through_leaves_as(const OfFacets& sky_view_opaque, const OfFacets& albedo) {
    const Backend& backend = walls_.city.backend();
    Field2D<float> top(backend, hidden_top_.shape(), "", "1"), wall(backend, hidden_wall_.shape(), "", "1");
    on_output(backend, "exchange: reflectance",
              Reflectance{albedo.top.cview(), sky_view_opaque.top.cview(), top.view()});
    on_output(backend, "exchange: reflectance",
              Reflectance{albedo.wall.cview(), sky_view_opaque.wall.cview(), wall.view()});
    const Field2D<float> none;
    sum_behind_leaves({top, wall}, again_, {none, none}, before_sky_);
    backend.synchronize();  // the planes go
}

void FacetExchange::sum_behind_leaves(const OfFacets& a, Field2D<float>& sum_a, const OfFacets& b,
                                      Field2D<float>& sum_b) const {
    const Backend& backend = walls_.city.backend();
    on_cells(
        backend, "exchange: sum of tops", Box2{0, blocks_y_, 0, blocks_x_},
        SumOfTops{
            patches(), leafy_top_.cview(), a.top.cview(), b.top.cview(), {}, sum_a.view().p, sum_b.view().p});
    on_items(backend, "exchange: sum of walls", patch_count_ - tops_,
             SumOfWalls{first_facet_.cview().p,
                        facets_.cview().p,
                        leafy_wall_.cview(),
                        a.wall.cview(),
                        b.wall.cview(),
                        {},
                        sum_a.view().p,
                        sum_b.view().p,
                        tops_});
}

void FacetExchange::set_leaves(const Leaves& leaves) {
    if (!walls_.city.has_canopy) return;
    sky_ = leaves.sky, crowns_ = leaves.crowns;
    on_items(
        walls_.city.backend(), "exchange: light of leaves", patch_count_,
        LightOfLeaves{column_.cview().p, leaves.sky_view.cview(), sky_, crowns_, leaf_shortwave_.view().p});
}

void FacetExchange::hold(const OfFacets& reflected, const OfFacets& longwave) {
    if (leaf_area.empty()) return;
    sum_behind_leaves(reflected, towards_k_, longwave, towards_l_);
    const Backend& backend = walls_.city.backend();
    on_items(backend, "exchange: held by leaves", idx(leaf_area.size()),
             HeldByLeaves{first_patch_.cview().p, patches_of_blocks_.cview().p, before_sky_.cview().p,
                          again_.cview().p, area_.cview().p, leaf_share_.cview().p, towards_k_.cview().p,
                          towards_l_.cview().p, seen_shortwave.cview().p, radiosity_.cview().p,
                          longwave_.cview().p, sky_.diffuse, sky_.longwave, 1.0f - crowns_.albedo,
                          sun_ ? 1.0f : 0.0f, held_by_leaves.view(), leaf_view.view()});
}

void FacetExchange::add_leaf_longwave(const Field2D<float>& emitted) {
    if (leaf_area.empty()) return;
    on_items(walls_.city.backend(), "exchange: longwave of leaves", patch_count_,
             AddLeafLongwave{block_of_patch_.cview().p, emitted.cview().p, leaf_share_.cview().p,
                             leaf_longwave.view().p, seen_longwave.view().p});
}

}  // namespace luwte
