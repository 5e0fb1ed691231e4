// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/launch.hpp"
#include "models/wind/wind_steps.hpp"

namespace luwte::wind_steps {

template <class Tag, class F, class Box>
void cells(const Backend& backend, const char* name, Box box, const F& f) {
    for_each_cell<Tag>(backend, name, box, f);
}

template <class Tag, class F>
void columns(const Backend& backend, const char* name, Box3 box, const F& f) {
    solve_columns<Tag>(backend, name, box, f);
}

}  // namespace luwte::wind_steps

#define LUWTE_WIND_CELLS(Tag, Box, F) \
    template void luwte::wind_steps::cells<Tag>(const Backend&, const char*, Box, const F&);
#define LUWTE_WIND_COLUMNS(Tag, F) \
    template void luwte::wind_steps::columns<Tag>(const Backend&, const char*, Box3, const F&);

#define LUWTE_WIND_STEPS(Tag)                              \
    namespace luwte {                                      \
    LUWTE_WIND_CELLS(Tag, Box3, wind::SetAll<float>)       \
    LUWTE_WIND_CELLS(Tag, Box3, wind::MarkCells)           \
    LUWTE_WIND_CELLS(Tag, Box2, wind::WallsOfColumns)      \
    LUWTE_WIND_CELLS(Tag, Box3, wind::FirstGuess)          \
    LUWTE_WIND_CELLS(Tag, Box2, wind::CopyToGhosts)        \
    LUWTE_WIND_CELLS(Tag, Box3, wind::Momentum<0>)         \
    LUWTE_WIND_CELLS(Tag, Box3, wind::Momentum<1>)         \
    LUWTE_WIND_CELLS(Tag, Box3, wind::Momentum<2>)         \
    LUWTE_WIND_CELLS(Tag, Box3, wind::Outflow)             \
    LUWTE_WIND_CELLS(Tag, Box3, wind::Correct)             \
    LUWTE_WIND_CELLS(Tag, Box3, wind::Turbulence)          \
    LUWTE_WIND_CELLS(Tag, Box3, wind::TimesMatrix)         \
    LUWTE_WIND_CELLS(Tag, Box3, wind::CoarsenConductances) \
    LUWTE_WIND_CELLS(Tag, Box3, wind::AddTimes)            \
    LUWTE_WIND_CELLS(Tag, Box3, wind::TimesAdd)            \
    LUWTE_WIND_CELLS(Tag, Box3, wind::RestrictResidual)    \
    LUWTE_WIND_CELLS(Tag, Box3, wind::AddCoarse)           \
    LUWTE_WIND_COLUMNS(Tag, wind::FactorColumns)           \
    LUWTE_WIND_COLUMNS(Tag, wind::SolveColumns)            \
    LUWTE_WIND_COLUMNS(Tag, wind::ColumnsChange)           \
    }
