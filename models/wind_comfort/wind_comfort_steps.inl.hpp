// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind_comfort/nen8100.hpp"
#include "models/launches.inl.hpp"

#define LUWTE_WIND_COMFORT_STEPS(Tag)                     \
    namespace luwte {                                     \
    LUWTE_LAUNCH_CELLS(Tag, Box2, wind_comfort::Nuisance) \
    }
