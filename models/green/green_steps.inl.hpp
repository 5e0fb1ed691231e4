// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/green/green_benefits.hpp"
#include "models/launches.inl.hpp"

/// What GreenModel launches, compiled once per processor: green_steps.cpp and green_steps.cu.
#define LUWTE_GREEN_STEPS(Tag)                        \
    namespace luwte {                                 \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::CoverOfCell) \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::HeldBack)    \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::OfCover)     \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::MeanWithin)  \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::HeatIsland)  \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::Less)        \
    LUWTE_LAUNCH_CELLS(Tag, Box2, green::TimesHeld)   \
    }
