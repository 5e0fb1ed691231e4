// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dispersion/nitrogen_dioxide.hpp"
#include "kernels/dispersion/over_ground.hpp"
#include "kernels/dispersion/transport.hpp"
#include "models/launches.inl.hpp"

/// What ScalarModel launches, compiled once per processor: dispersion_steps.cpp and dispersion_steps.cu.
#define LUWTE_DISPERSION_STEPS(Tag)                                    \
    namespace luwte {                                                  \
    using SolveRowUp = dispersion::SolveRow<true>;                     \
    using SolveRowDown = dispersion::SolveRow<false>;                  \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::MatrixOfFlow)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, dispersion::Transpose)               \
    LUWTE_LAUNCH_BLOCKS(Tag, dispersion::PivotsOfColumns)              \
    LUWTE_LAUNCH_BLOCKS(Tag, dispersion::Lacking)                      \
    LUWTE_LAUNCH_BLOCKS(Tag, SolveRowDown)                             \
    LUWTE_LAUNCH_BLOCKS(Tag, SolveRowUp)                               \
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
