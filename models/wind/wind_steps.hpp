// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/wind/boundary.hpp"
#include "kernels/wind/turbulence.hpp"

/// The launches of the wind model, compiled once per processor: wind_steps.cpp and wind_steps.cu.
namespace luwte::wind_steps {

template <class Tag, class F, class Box>
void cells(const Backend& backend, const char* name, Box box, const F& f);
template <class Tag, class F>
void columns(const Backend& backend, const char* name, Box3 box, const F& f);

template <class F, class Box>
void on_cells(const Backend& backend, const char* name, Box box, const F& f) {
    dispatch(backend, [&](auto tag) { cells<decltype(tag)>(backend, name, box, f); });
}
template <class F>
void on_columns(const Backend& backend, const char* name, Box3 box, const F& f) {
    dispatch(backend, [&](auto tag) { columns<decltype(tag)>(backend, name, box, f); });
}

/// All cells of a volume, ghosts included.
template <class T>
Box3 all_of(const View3D<T>& v) {
    return {0, v.nz, 0, v.ny, 0, v.nx};
}

}  // namespace luwte::wind_steps
