// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/radiation/beam_table.hpp"
#include "kernels/radiation/leaf_blocks.hpp"
#include "kernels/radiation/leaves_of_patches.hpp"
#include "kernels/radiation/look_around.hpp"
#include "models/launches.inl.hpp"

/// What FacetExchange launches, compiled once per processor: exchange_steps.cpp and exchange_steps.cu.
#define LUWTE_EXCHANGE_STEPS(Tag)                              \
    namespace luwte {                                          \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::HiddenArea)        \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::Reflectance)       \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::PatchOfTop)        \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::PatchOfWall)       \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::ListItemsOfOwners) \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::SumOfTops)         \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::PlaceOfTop)        \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::PlaceOfWall)       \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::LeafAreaOfBlocks)  \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::NearestInRow)      \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::NearestBlock)      \
    LUWTE_LAUNCH_CELLS(Tag, Box2, exchange::AreaBehindLeaves)  \
    LUWTE_LAUNCH_CELLS(Tag, Box3, exchange::CountWallPatches)  \
    LUWTE_LAUNCH_CELLS(Tag, Box3, exchange::NumberWallPatches) \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::Reflect<true>)           \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::Reflect<false>)          \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::SumOfWalls)              \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::SeeFacets)               \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::SortBeams)               \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::MergeBeams)              \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::EndsOfLists)             \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::ColumnOfTops)            \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::ColumnOfWalls)           \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::LightOfLeaves)           \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::BlockOfPatch)            \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::LeafViewOfPatches)       \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::HeldByLeaves)            \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::AddLeafLongwave)         \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::WantedRows)              \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::ScaleRows)               \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::LimitRows)               \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::SharesOfRows)            \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::BeginReflections)        \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::SeenRadiosity)           \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::AddRadiosity)            \
    LUWTE_LAUNCH_ITEMS(Tag, exchange::LookAround)              \
    }
