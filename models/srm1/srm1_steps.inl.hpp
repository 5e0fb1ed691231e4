// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/srm1/srm1.hpp"
#include "kernels/srm1/street_cells.hpp"
#include "models/launches.inl.hpp"

#define LUWTE_SRM1_STEPS(Tag)                           \
    namespace luwte {                                   \
    LUWTE_LAUNCH_ITEMS(Tag, srm1::DistanceToLine)       \
    LUWTE_LAUNCH_ITEMS(Tag, srm1::StreetContribution)   \
    LUWTE_LAUNCH_CELLS(Tag, Box2, srm1::No2OfRoads)     \
    LUWTE_LAUNCH_CELLS(Tag, Box2, srm1::Pm10Days)       \
    LUWTE_LAUNCH_CELLS(Tag, Box2, srm1::ReceptorOfCell) \
    LUWTE_LAUNCH_CELLS(Tag, Box2, srm1::StreetsAtCell)  \
    }
