// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/traffic/road_emission.hpp"
#include "models/launches.inl.hpp"

#define LUWTE_ROAD_EMISSION_STEP(Tag)           \
    namespace luwte {                           \
    LUWTE_LAUNCH_CELLS(Tag, Box2, RoadEmission) \
    }
