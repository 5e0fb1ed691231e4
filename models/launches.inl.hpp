// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/blocks.hpp"
#include "kernels/core/launch.hpp"
#include "models/launches.hpp"

namespace luwte::launches {

template <class Tag, class Box, class F>
void cells(const Backend& backend, const char* name, Box box, const F& f) {
    for_each_cell<Tag>(backend, name, box, f);
}

template <class Tag, class F>
void columns(const Backend& backend, const char* name, Box3 box, const F& f) {
    solve_columns<Tag>(backend, name, box, f);
}

template <class Tag, class F>
void blocks(const Backend& backend, const char* name, const Blocks& blocks, RowOrder order, const F& f) {
    solve_blocks<Tag>(backend, name, blocks, order, f);
}

template <class Tag, class F>
void items(const Backend& backend, const char* name, idx count, const F& f) {
    for_each_item<Tag>(backend, name, count, f);
}

}  // namespace luwte::launches

#define LUWTE_LAUNCH_CELLS(Tag, Box, F) \
    template void luwte::launches::cells<Tag>(const luwte::Backend&, const char*, Box, const F&);
#define LUWTE_LAUNCH_COLUMNS(Tag, F) \
    template void luwte::launches::columns<Tag>(const luwte::Backend&, const char*, Box3, const F&);
#define LUWTE_LAUNCH_BLOCKS(Tag, F)                                                                      \
    template void luwte::launches::blocks<Tag>(const luwte::Backend&, const char*, const luwte::Blocks&, \
                                               luwte::RowOrder, const F&);
#define LUWTE_LAUNCH_ITEMS(Tag, F) \
    template void luwte::launches::items<Tag>(const luwte::Backend&, const char*, idx, const F&);
