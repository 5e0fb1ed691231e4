// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dispersion/nitrogen_dioxide.hpp"
#include "kernels/dispersion/over_ground.hpp"
#include "kernels/dispersion/transport.hpp"
#include "models/launches.inl.hpp"

/// What ScalarModel launches, compiled once per processor: dispersion_steps.cpp and dispersion_steps.cu.
#define LUWTE_DISPERSION_STEPS(Tag)                                    \
    namespace luwte {                                                  \
    using dispersion::Lacking;                                         \
    using SolveRowUp = dispersion::SolveRow<false, true>;              \
    using SolveRowDown = dispersion::SolveRow<false, false>;           \
    using SolveRowUpTransposed = dispersion::SolveRow<true, true>;     \
    using SolveRowDownTransposed = dispersion::SolveRow<true, false>;  \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::MatrixOfFlow)            \
    LUWTE_LAUNCH_COLUMNS(Tag, dispersion::PivotsOfColumns)             \
    LUWTE_LAUNCH_COLUMNS(Tag, SolveRowDown)                            \
    LUWTE_LAUNCH_COLUMNS(Tag, SolveRowUp)                              \
    LUWTE_LAUNCH_COLUMNS(Tag, SolveRowDownTransposed)                  \
    LUWTE_LAUNCH_COLUMNS(Tag, SolveRowUpTransposed)                    \
    LUWTE_LAUNCH_CELLS(Tag, Box3, Lacking<false>)                      \
    LUWTE_LAUNCH_CELLS(Tag, Box3, Lacking<true>)                       \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::LeavingPerConcentration) \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::CoarsenMatrix)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::CoarsenLacking)          \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::IsNoSource)              \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::Magnitude)               \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::NothingBelowZero)        \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::Turn)                    \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::TimesVolume)             \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::VolumeOfLayer)           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::NitrogenDioxideOfColumn) \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::AddOverGround)           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::OfOpenColumns)           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::SumOfSectors)            \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::PlusTimes)               \
    }
