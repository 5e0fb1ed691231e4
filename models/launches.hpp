// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/core/view.hpp"

/// One functor, launched where its fields are. A model calls the `on_...` functions; models/launches.inl.hpp
/// makes them for its functors, once per processor, in a .cpp and a .cu file of a line each.
namespace luwte {

namespace launches {
template <class Tag, class Box, class F>
void cells(const Backend& backend, const char* name, Box box, const F& f);
template <class Tag, class F>
void columns(const Backend& backend, const char* name, Box3 box, const F& f);
template <class Tag, class F>
void blocks(const Backend& backend, const char* name, const Blocks& blocks, RowOrder order, const F& f);
template <class Tag, class F>
void items(const Backend& backend, const char* name, idx count, const F& f);
}  // namespace launches

/// Shapes as in kernels/core/launch.hpp and blocks.hpp: for_each_cell, solve_columns, solve_blocks,
/// for_each_item.
template <class Box, class F>
void on_cells(const Backend& backend, const char* name, Box box, const F& f) {
    dispatch(backend, [&](auto tag) { launches::cells<decltype(tag)>(backend, name, box, f); });
}
template <class F>
void on_columns(const Backend& backend, const char* name, Box3 box, const F& f) {
    dispatch(backend, [&](auto tag) { launches::columns<decltype(tag)>(backend, name, box, f); });
}
template <class F>
void on_blocks(const Backend& backend, const char* name, const Blocks& blocks, RowOrder order, const F& f) {
    dispatch(backend, [&](auto tag) { launches::blocks<decltype(tag)>(backend, name, blocks, order, f); });
}
template <class F>
void on_items(const Backend& backend, const char* name, idx count, const F& f) {
    dispatch(backend, [&](auto tag) { launches::items<decltype(tag)>(backend, name, count, f); });
}

/// All of a view, ghost cells included.
template <class T>
Box2 whole(const View2D<T>& v) {
    return {0, v.ny, 0, v.nx};
}
template <class T>
Box3 whole(const View3D<T>& v) {
    return {0, v.nz, 0, v.ny, 0, v.nx};
}

/// Over all cells of what the functor writes, its member `out`.
template <class F>
void on_output(const Backend& backend, const char* name, const F& f) {
    on_cells(backend, name, whole(f.out), f);
}

}  // namespace luwte
