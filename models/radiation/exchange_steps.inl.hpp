// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"
#include "models/radiation/exchange_steps.hpp"

namespace luwte::exchange_steps {

template <class Tag>
void patch_of_top(const Backend& backend, const exchange::PatchOfTop& step) {
    for_each_cell<Tag>(backend, "exchange: patch of top", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void patch_of_wall(const Backend& backend, const exchange::PatchOfWall& step) {
    for_each_cell<Tag>(backend, "exchange: patch of wall", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void list_facets_of_patches(const Backend& backend, const exchange::ListFacetsOfPatches& step) {
    for_each_cell<Tag>(backend, "exchange: facets of patches", Box2{0, step.patch.ny, 0, step.patch.nx},
                       step);
}

template <class Tag, bool with_longwave>
void reflect(const Backend& backend, const exchange::Reflect<with_longwave>& step, idx count) {
    for_each_item<Tag>(backend, "exchange: reflect", count, step);
}

template <class Tag>
void hidden_area(const Backend& backend, const exchange::HiddenArea& step) {
    for_each_cell<Tag>(backend, "exchange: hidden area", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void reflectance(const Backend& backend, const exchange::Reflectance& step) {
    for_each_cell<Tag>(backend, "exchange: reflectance", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void count_wall_patches(const Backend& backend, const exchange::CountWallPatches& step) {
    const auto& n = step.count;
    for_each_cell<Tag>(backend, "exchange: count wall patches", Box3{0, n.nz, 0, n.ny, 0, n.nx}, step);
}

template <class Tag>
void number_wall_patches(const Backend& backend, const exchange::NumberWallPatches& step) {
    const auto& n = step.first;
    for_each_cell<Tag>(backend, "exchange: number wall patches", Box3{0, n.nz, 0, n.ny, 0, n.nx}, step);
}

template <class Tag>
void sum_of_tops(const Backend& backend, const exchange::SumOfTops& step, idx blocks_x, idx blocks_y) {
    for_each_cell<Tag>(backend, "exchange: sum of tops", Box2{0, blocks_y, 0, blocks_x}, step);
}

template <class Tag>
void sum_of_walls(const Backend& backend, const exchange::SumOfWalls& step, idx count) {
    for_each_item<Tag>(backend, "exchange: sum of walls", count, step);
}

template <class Tag>
void see_facets(const Backend& backend, const exchange::SeeFacets& step, idx count) {
    for_each_item<Tag>(backend, "exchange: see facets", count, step);
}

template <class Tag>
void sort_beams(const Backend& backend, const exchange::SortBeams& step, idx count) {
    for_each_item<Tag>(backend, "exchange: sort beams", count, step);
}

template <class Tag>
void merge_beams(const Backend& backend, const exchange::MergeBeams& step, idx count) {
    for_each_item<Tag>(backend, "exchange: merge beams", count, step);
}

template <class Tag>
void ends_of_lists(const Backend& backend, const exchange::EndsOfLists& step, idx count) {
    for_each_item<Tag>(backend, "exchange: ends of lists", count, step);
}

template <class Tag>
void column_of_tops(const Backend& backend, const exchange::ColumnOfTops& step, idx count) {
    for_each_item<Tag>(backend, "exchange: column of tops", count, step);
}

template <class Tag>
void column_of_walls(const Backend& backend, const exchange::ColumnOfWalls& step, idx count) {
    for_each_item<Tag>(backend, "exchange: column of walls", count, step);
}

template <class Tag>
void light_of_leaves(const Backend& backend, const exchange::LightOfLeaves& step, idx count) {
    for_each_item<Tag>(backend, "exchange: light of leaves", count, step);
}

template <class Tag>
void leaf_area_of_blocks(const Backend& backend, const exchange::LeafAreaOfBlocks& step) {
    for_each_cell<Tag>(backend, "exchange: leaf area", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void nearest_in_row(const Backend& backend, const exchange::NearestInRow& step) {
    for_each_cell<Tag>(backend, "exchange: nearest leaves of row", Box2{0, step.column.ny, 0, step.column.nx},
                       step);
}

template <class Tag>
void nearest_block(const Backend& backend, const exchange::NearestBlock& step) {
    for_each_cell<Tag>(backend, "exchange: nearest leaves", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void block_of_patch(const Backend& backend, const exchange::BlockOfPatch& step, idx count) {
    for_each_item<Tag>(backend, "exchange: leaves of patch", count, step);
}

template <class Tag>
void area_behind_leaves(const Backend& backend, const exchange::AreaBehindLeaves& step) {
    for_each_cell<Tag>(backend, "exchange: area behind leaves", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void leaf_view_of_patches(const Backend& backend, const exchange::LeafViewOfPatches& step, idx count) {
    for_each_item<Tag>(backend, "exchange: view of leaves", count, step);
}

template <class Tag>
void held_by_leaves(const Backend& backend, const exchange::HeldByLeaves& step, idx count) {
    for_each_item<Tag>(backend, "exchange: held by leaves", count, step);
}

template <class Tag>
void add_leaf_longwave(const Backend& backend, const exchange::AddLeafLongwave& step, idx count) {
    for_each_item<Tag>(backend, "exchange: longwave of leaves", count, step);
}

template <class Tag>
void wanted_rows(const Backend& backend, const exchange::WantedRows& step, idx count) {
    for_each_item<Tag>(backend, "exchange: wanted rows", count, step);
}

template <class Tag>
void scale_rows(const Backend& backend, const exchange::ScaleRows& step, idx count) {
    for_each_item<Tag>(backend, "exchange: scale rows", count, step);
}

template <class Tag>
void limit_rows(const Backend& backend, const exchange::LimitRows& step, idx count) {
    for_each_item<Tag>(backend, "exchange: limit rows", count, step);
}

template <class Tag>
void shares_of_rows(const Backend& backend, const exchange::SharesOfRows& step, idx count) {
    for_each_item<Tag>(backend, "exchange: shares of rows", count, step);
}

template <class Tag>
void begin_reflections(const Backend& backend, const exchange::BeginReflections& step, idx count) {
    for_each_item<Tag>(backend, "exchange: begin reflections", count, step);
}

template <class Tag>
void seen_radiosity(const Backend& backend, const exchange::SeenRadiosity& step, idx count) {
    for_each_item<Tag>(backend, "exchange: seen radiosity", count, step);
}

template <class Tag>
void place_of_top(const Backend& backend, const exchange::PlaceOfTop& step) {
    for_each_cell<Tag>(backend, "exchange: place of top", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void place_of_wall(const Backend& backend, const exchange::PlaceOfWall& step) {
    for_each_cell<Tag>(backend, "exchange: place of wall", Box2{0, step.out.ny, 0, step.out.nx}, step);
}

template <class Tag>
void add_radiosity(const Backend& backend, const exchange::AddRadiosity& step, idx count) {
    for_each_item<Tag>(backend, "exchange: add radiosity", count, step);
}

template <class Tag>
void look_around(const Backend& backend, const exchange::LookAround& step, idx count) {
    for_each_item<Tag>(backend, "exchange: look around", count, step);
}

}  // namespace luwte::exchange_steps

#define LUWTE_EXCHANGE_STEPS(Tag)                                                                     \
    namespace luwte::exchange_steps {                                                                 \
    template void patch_of_top<Tag>(const Backend&, const exchange::PatchOfTop&);                     \
    template void patch_of_wall<Tag>(const Backend&, const exchange::PatchOfWall&);                   \
    template void list_facets_of_patches<Tag>(const Backend&, const exchange::ListFacetsOfPatches&);  \
    template void reflect<Tag>(const Backend&, const exchange::Reflect<true>&, idx);                  \
    template void reflect<Tag>(const Backend&, const exchange::Reflect<false>&, idx);                 \
    template void hidden_area<Tag>(const Backend&, const exchange::HiddenArea&);                      \
    template void reflectance<Tag>(const Backend&, const exchange::Reflectance&);                     \
    template void count_wall_patches<Tag>(const Backend&, const exchange::CountWallPatches&);         \
    template void number_wall_patches<Tag>(const Backend&, const exchange::NumberWallPatches&);       \
    template void sum_of_tops<Tag>(const Backend&, const exchange::SumOfTops&, idx, idx);             \
    template void sum_of_walls<Tag>(const Backend&, const exchange::SumOfWalls&, idx);                \
    template void see_facets<Tag>(const Backend&, const exchange::SeeFacets&, idx);                   \
    template void sort_beams<Tag>(const Backend&, const exchange::SortBeams&, idx);                   \
    template void merge_beams<Tag>(const Backend&, const exchange::MergeBeams&, idx);                 \
    template void ends_of_lists<Tag>(const Backend&, const exchange::EndsOfLists&, idx);              \
    template void column_of_tops<Tag>(const Backend&, const exchange::ColumnOfTops&, idx);            \
    template void column_of_walls<Tag>(const Backend&, const exchange::ColumnOfWalls&, idx);          \
    template void light_of_leaves<Tag>(const Backend&, const exchange::LightOfLeaves&, idx);          \
    template void leaf_area_of_blocks<Tag>(const Backend&, const exchange::LeafAreaOfBlocks&);        \
    template void nearest_in_row<Tag>(const Backend&, const exchange::NearestInRow&);                 \
    template void nearest_block<Tag>(const Backend&, const exchange::NearestBlock&);                  \
    template void block_of_patch<Tag>(const Backend&, const exchange::BlockOfPatch&, idx);            \
    template void area_behind_leaves<Tag>(const Backend&, const exchange::AreaBehindLeaves&);         \
    template void leaf_view_of_patches<Tag>(const Backend&, const exchange::LeafViewOfPatches&, idx); \
    template void held_by_leaves<Tag>(const Backend&, const exchange::HeldByLeaves&, idx);            \
    template void add_leaf_longwave<Tag>(const Backend&, const exchange::AddLeafLongwave&, idx);      \
    template void wanted_rows<Tag>(const Backend&, const exchange::WantedRows&, idx);                 \
    template void scale_rows<Tag>(const Backend&, const exchange::ScaleRows&, idx);                   \
    template void limit_rows<Tag>(const Backend&, const exchange::LimitRows&, idx);                   \
    template void shares_of_rows<Tag>(const Backend&, const exchange::SharesOfRows&, idx);            \
    template void begin_reflections<Tag>(const Backend&, const exchange::BeginReflections&, idx);     \
    template void seen_radiosity<Tag>(const Backend&, const exchange::SeenRadiosity&, idx);           \
    template void place_of_top<Tag>(const Backend&, const exchange::PlaceOfTop&);                     \
    template void place_of_wall<Tag>(const Backend&, const exchange::PlaceOfWall&);                   \
    template void add_radiosity<Tag>(const Backend&, const exchange::AddRadiosity&, idx);             \
    template void look_around<Tag>(const Backend&, const exchange::LookAround&, idx);                 \
    }
