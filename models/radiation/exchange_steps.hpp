// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/radiation/beam_table.hpp"
#include "kernels/radiation/leaf_blocks.hpp"
#include "kernels/radiation/leaves_of_patches.hpp"
#include "kernels/radiation/look_around.hpp"

/// The launches of FacetExchange, compiled once per processor: exchange_steps.cpp and exchange_steps.cu.
namespace luwte::exchange_steps {

template <class Tag>
void patch_of_top(const Backend& backend, const exchange::PatchOfTop& step);
template <class Tag>
void patch_of_wall(const Backend& backend, const exchange::PatchOfWall& step);
template <class Tag>
void list_facets_of_patches(const Backend& backend, const exchange::ListFacetsOfPatches& step);
template <class Tag, bool with_longwave>
void reflect(const Backend& backend, const exchange::Reflect<with_longwave>& step, idx count);
template <class Tag>
void hidden_area(const Backend& backend, const exchange::HiddenArea& step);
template <class Tag>
void reflectance(const Backend& backend, const exchange::Reflectance& step);
template <class Tag>
void count_wall_patches(const Backend& backend, const exchange::CountWallPatches& step);
template <class Tag>
void number_wall_patches(const Backend& backend, const exchange::NumberWallPatches& step);
template <class Tag>
void sum_of_tops(const Backend& backend, const exchange::SumOfTops& step, idx blocks_x, idx blocks_y);
template <class Tag>
void sum_of_walls(const Backend& backend, const exchange::SumOfWalls& step, idx count);
template <class Tag>
void see_facets(const Backend& backend, const exchange::SeeFacets& step, idx count);
template <class Tag>
void sort_beams(const Backend& backend, const exchange::SortBeams& step, idx count);
template <class Tag>
void merge_beams(const Backend& backend, const exchange::MergeBeams& step, idx count);
template <class Tag>
void ends_of_lists(const Backend& backend, const exchange::EndsOfLists& step, idx count);
template <class Tag>
void column_of_tops(const Backend& backend, const exchange::ColumnOfTops& step, idx count);
template <class Tag>
void column_of_walls(const Backend& backend, const exchange::ColumnOfWalls& step, idx count);
template <class Tag>
void light_of_leaves(const Backend& backend, const exchange::LightOfLeaves& step, idx count);
template <class Tag>
void leaf_area_of_blocks(const Backend& backend, const exchange::LeafAreaOfBlocks& step);
template <class Tag>
void nearest_in_row(const Backend& backend, const exchange::NearestInRow& step);
template <class Tag>
void nearest_block(const Backend& backend, const exchange::NearestBlock& step);
template <class Tag>
void block_of_patch(const Backend& backend, const exchange::BlockOfPatch& step, idx count);
template <class Tag>
void area_behind_leaves(const Backend& backend, const exchange::AreaBehindLeaves& step);
template <class Tag>
void leaf_view_of_patches(const Backend& backend, const exchange::LeafViewOfPatches& step, idx count);
template <class Tag>
void held_by_leaves(const Backend& backend, const exchange::HeldByLeaves& step, idx count);
template <class Tag>
void add_leaf_longwave(const Backend& backend, const exchange::AddLeafLongwave& step, idx count);
template <class Tag>
void wanted_rows(const Backend& backend, const exchange::WantedRows& step, idx count);
template <class Tag>
void scale_rows(const Backend& backend, const exchange::ScaleRows& step, idx count);
template <class Tag>
void limit_rows(const Backend& backend, const exchange::LimitRows& step, idx count);
template <class Tag>
void shares_of_rows(const Backend& backend, const exchange::SharesOfRows& step, idx count);
template <class Tag>
void begin_reflections(const Backend& backend, const exchange::BeginReflections& step, idx count);
template <class Tag>
void seen_radiosity(const Backend& backend, const exchange::SeenRadiosity& step, idx count);
template <class Tag>
void place_of_top(const Backend& backend, const exchange::PlaceOfTop& step);
template <class Tag>
void place_of_wall(const Backend& backend, const exchange::PlaceOfWall& step);
template <class Tag>
void add_radiosity(const Backend& backend, const exchange::AddRadiosity& step, idx count);
template <class Tag>
void look_around(const Backend& backend, const exchange::LookAround& step, idx count);

}  // namespace luwte::exchange_steps
