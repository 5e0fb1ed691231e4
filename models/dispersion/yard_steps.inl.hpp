// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dispersion/yard.hpp"
#include "models/launches.inl.hpp"

/// What YardShares launches, compiled once per processor: yard_steps.cpp and yard_steps.cu.
#define LUWTE_YARD_STEPS(Tag)                              \
    namespace luwte {                                      \
    LUWTE_LAUNCH_ITEMS(Tag, dispersion::OfSegment)         \
    LUWTE_LAUNCH_CELLS(Tag, Box2, dispersion::AddOfColumn) \
    }
