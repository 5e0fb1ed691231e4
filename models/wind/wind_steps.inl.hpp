// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/boundary.hpp"
#include "kernels/wind/city_voxels.hpp"
#include "kernels/wind/coarse_start.hpp"
#include "kernels/wind/land_upwind.hpp"
#include "kernels/wind/screening.hpp"
#include "kernels/wind/sector_flow.hpp"
#include "kernels/wind/speed_ratios.hpp"
#include "kernels/wind/temperature.hpp"
#include "kernels/wind/turbulence.hpp"
#include "models/launches.inl.hpp"

/// What WindModel and PressureSolver launch, compiled once per processor: wind_steps.cpp and wind_steps.cu.
#define LUWTE_WIND_STEPS(Tag)                                   \
    namespace luwte {                                           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::LandOfColumn)           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::UpwindOfColumn)         \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::SolidHeight)            \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::RoofOfColumn)           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::RowExtremes)            \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::SilhouetteOfLine)       \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::LeavesOfVoxel)          \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::RoughnessOfColumn)      \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::RatiosOfCell)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CutOut)                 \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::ThroughFaces)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::AmongGhosts)            \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::RatioAboveTop)          \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::SpreadRatios)           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::PullRatios)             \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::PushRatios)             \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::KnownRatios)            \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::KeepRatios)             \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::MixWind)                \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::AddSector)              \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::WindOfCell)             \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::RatioOfGroundCell)      \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::WindOfLeaves)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::ProjectionConductances) \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::WindOfFacet)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::SetAll<float>)          \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::WholeShares)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::SharesAmongGhosts)      \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CoarsenShares)          \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CloseSolids)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::SharesOfVoxel)          \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::MarkCells)              \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::WallsOfColumns)         \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::DragOfLeaves)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::FirstGuess)             \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::FromCoarse)             \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CoarsenSolids)          \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CoarsenLeaves)          \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::CoarsenRoughness)       \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::CoarsenHeat)            \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::CopyToGhosts)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Momentum<0>)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Momentum<1>)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Momentum<2>)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Outflow)                \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Correct)                \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Turbulence<>)           \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::BuoyantMomentum)        \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Turbulence<true>)       \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::Temperature)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::FirstTemperature)       \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::TemperatureFromCoarse)  \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind::TemperatureToGhosts)    \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CopyCells)              \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::TimesMatrix)            \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::CoarsenConductances)    \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::AddTimes)               \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::TimesAdd)               \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::RestrictResidual)       \
    LUWTE_LAUNCH_CELLS(Tag, Box3, wind::AddCoarse)              \
    LUWTE_LAUNCH_COLUMNS(Tag, wind::FactorColumns)              \
    LUWTE_LAUNCH_COLUMNS(Tag, wind::SolveColumns)               \
    LUWTE_LAUNCH_COLUMNS(Tag, wind::ColumnsChange)              \
    }
